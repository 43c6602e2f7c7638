"""A PIN is short, checked, unguessable, and never one number twice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scv.identity.pin import ALPHABET, encrypt, is_valid, pins

PINS_OF_A_KEY = ["HJN-Y0D-6R9", "JJX-DWB-P93", "NCZ-EAH-KCP"]


def test_pins_of_a_key_never_change() -> None:
    assert pins(np.arange(3, dtype=np.uint64), "a key") == PINS_OF_A_KEY


def test_the_cipher_is_a_permutation() -> None:
    numbers = np.arange(200_000, dtype=np.uint64)
    codes = encrypt(numbers, "key")
    assert len(np.unique(codes)) == len(numbers)
    assert codes.max() < 2**40


def test_another_key_gives_other_pins() -> None:
    numbers = np.arange(1000, dtype=np.uint64)
    assert not set(pins(numbers, "one")) & set(pins(numbers, "other"))


def test_neighbouring_numbers_share_no_more_characters_than_chance() -> None:
    in_order = pins(np.arange(2000, dtype=np.uint64), "key")
    first, second = in_order[:-1], in_order[1:]
    same = sum(a == b for left, right in zip(first, second, strict=True) for a, b in zip(left, right, strict=True))
    characters = 9 * len(first)
    assert (same - 2 * len(first)) / characters < 2 / 32


@given(st.integers(0, 2**40 - 1), st.integers(0, 8), st.sampled_from(ALPHABET))
def test_a_wrong_character_is_caught(number: int, position: int, letter: str) -> None:
    pin = pins(np.array([number], dtype=np.uint64), "key")[0].replace("-", "")
    wrong = pin[:position] + letter + pin[position + 1 :]
    assert is_valid(wrong) == (wrong == pin)


@given(st.integers(0, 2**40 - 1), st.integers(0, 8), st.integers(0, 8))
def test_two_characters_swapped_are_caught(number: int, first: int, second: int) -> None:
    letters = list(pins(np.array([number], dtype=np.uint64), "key")[0].replace("-", ""))
    swapped = letters.copy()
    swapped[first], swapped[second] = swapped[second], swapped[first]
    assert is_valid("".join(swapped)) == (swapped == letters)


def test_it_is_read_as_it_is_spoken() -> None:
    pin = pins(np.array([7], dtype=np.uint64), "a key")[0]
    assert is_valid(pin.lower())
    assert is_valid(pin.replace("-", " "))
    assert is_valid(pin.replace("0", "O").replace("1", "l"))


@pytest.mark.parametrize("text", ["", "ABC", "123-456-78", "123-456-78!", "UUU-UUU-UUU"])
def test_other_texts_are_no_pins(text: str) -> None:
    assert not is_valid(text)
