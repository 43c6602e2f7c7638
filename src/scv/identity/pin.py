"""The form of a PIN: nine letters and digits in groups of three, `4TX-9KM-27Q`.

Eight characters are the PIN's number in base 32 (Crockford's alphabet, without I, L, O and U), the ninth is a check
character. The number is a plain sequence, encrypted with a key, so a PIN tells nothing of the person nor of when it was
issued, and knowing one does not help to guess another.

- The cipher is a balanced Feistel network over 2 x 20 bits (Luby and Rackoff 1988) whose round functions are tables
  drawn from SHAKE-256: a permutation of all 40-bit numbers, so no two numbers have one PIN.
- The check character is a weighted sum over GF(32) with distinct powers of a generator as weights. It catches every
  wrong character and every swap of two different characters.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DATA_CHARACTERS = 8
HALF_BITS = 20
ROUNDS = 8
FIELD_POLYNOMIAL = 0b100101

Numbers = npt.NDArray[np.uint64]


def _field_product(first: int, second: int) -> int:
    """The product of two elements of GF(32), modulo x^5 + x^2 + 1."""
    product = 0
    while second:
        if second & 1:
            product ^= first
        first <<= 1
        if first & 32:
            first ^= FIELD_POLYNOMIAL
        second >>= 1
    return product


def _weights() -> list[int]:
    weights = [2]
    while len(weights) < DATA_CHARACTERS:
        weights.append(_field_product(weights[-1], 2))
    return weights


PRODUCTS = np.array([[_field_product(weight, value) for value in range(32)] for weight in _weights()], dtype=np.uint8)


@lru_cache(maxsize=ROUNDS)
def _round_table(key: str, number: int) -> npt.NDArray[np.uint32]:
    stream = hashlib.shake_256(f"scv-pin:{number}:{key}".encode()).digest(4 << HALF_BITS)
    return np.frombuffer(stream, dtype="<u4")


def encrypt(numbers: Numbers, key: str) -> Numbers:
    """The 40-bit numbers permuted with the key; equal numbers stay equal, different ones stay different."""
    mask = np.uint64((1 << HALF_BITS) - 1)
    left, right = numbers >> np.uint64(HALF_BITS), numbers & mask
    for number in range(ROUNDS):
        left, right = right, left ^ (_round_table(key, number)[right] & mask)
    return (left << np.uint64(HALF_BITS)) | right


def check_values(characters: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The check value of each row of eight character values."""
    checks = np.zeros(len(characters), dtype=np.uint8)
    for position in range(DATA_CHARACTERS):
        checks ^= PRODUCTS[position][characters[:, position]]
    return checks


def pins(numbers: Numbers, key: str) -> list[str]:
    """The PINs of sequence numbers below 2^40, in order."""
    codes = encrypt(numbers, key)
    shifts = np.arange(DATA_CHARACTERS - 1, -1, -1, dtype=np.uint64) * np.uint64(5)
    values = ((codes[:, None] >> shifts) & np.uint64(31)).astype(np.uint8)
    values = np.column_stack([values, check_values(values)])
    letters = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)[values]
    hyphens = np.full((len(letters), 1), ord("-"), dtype=np.uint8)
    text = np.hstack([letters[:, :3], hyphens, letters[:, 3:6], hyphens, letters[:, 6:]])
    return [str(pin) for pin in text.view("S11").ravel().astype("U11")]


def spelt(pin: str) -> str:
    """The PIN as it is written, of one that was read out: capitals, hyphens, and digits for the letters like them."""
    spoken = _characters(pin)
    return "-".join(spoken[start : start + 3] for start in range(0, len(spoken), 3))


def _characters(pin: str) -> str:
    spoken = pin.upper().replace("-", "").replace(" ", "").replace("O", "0")
    return spoken.replace("I", "1").replace("L", "1")


def is_valid(pin: str) -> bool:
    """Whether the text has the form of a PIN and its check character fits; small letters, no hyphens will do."""
    spoken = _characters(pin)
    if len(spoken) != DATA_CHARACTERS + 1 or any(letter not in ALPHABET for letter in spoken):
        return False
    values = np.array([[ALPHABET.index(letter) for letter in spoken]], dtype=np.uint8)
    return bool(check_values(values[:, :DATA_CHARACTERS])[0] == values[0, DATA_CHARACTERS])
