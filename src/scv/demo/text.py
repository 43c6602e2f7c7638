"""Columns of text: thin, typed names for the Arrow kernels that the generator uses."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scv.demo.dice import Ints, Mask

Text: TypeAlias = Any  # a pyarrow StringArray, which has no type stubs
Part: TypeAlias = Any  # a Text, or one str for every row


def column(values: list[str]) -> Text:
    """A text column of the given values; empty ones become null."""
    return pa.array([value or None for value in values], pa.string())


def stack(*columns: Text) -> Text:
    """Columns one below the other."""
    return pa.concat_arrays([*columns])


def nothing(count: int) -> Text:
    """A column of nulls."""
    return pa.nulls(count, pa.string())


def same(value: str, count: int) -> Text:
    """A column of one value."""
    return pa.repeat(pa.scalar(value, pa.string()), count)


def take(values: Text, index: Ints) -> Text:
    """The values at the given positions; a negative position gives null."""
    return flat(pc.take(values, pa.array(index, mask=index < 0)))


def join(*parts: Part, sep: str = "") -> Text:
    """The parts of each row side by side, nulls left out; null where nothing is left."""
    first = _scalar(parts[0])
    if not any(isinstance(part, str) for part in parts):
        # the kernel loses rows of which every part is null, so these start from an empty text
        first = pc.coalesce(parts[0], _empty_if_alone(parts))
    made = pc.binary_join_element_wise(first, *(_scalar(part) for part in parts[1:]), sep, null_handling="skip")
    return flat(pc.if_else(pc.equal(made, ""), pa.scalar(None, pa.string()), made))


def _empty_if_alone(parts: tuple[Part, ...]) -> Text:
    """Empty text where every part is null, null elsewhere."""
    alone = pc.is_null(pc.coalesce(*parts)) if len(parts) > 1 else pc.is_null(parts[0])
    return pc.if_else(alone, pa.scalar("", pa.string()), pa.scalar(None, pa.string()))


def choose(mask: Mask, yes: Part, no: Part) -> Text:
    """Row by row the first where the mask is true, else the second; None stands for null."""
    return flat(pc.if_else(pa.array(mask), _scalar(yes), _scalar(no)))


def keep(mask: Mask, values: Part) -> Text:
    """The values where the mask is true, null elsewhere."""
    return choose(mask, values, None)


def first_of(*values: Part) -> Text:
    """The first value of each row that is not null."""
    return flat(pc.coalesce(*(_scalar(value) for value in values)))


def pick(form: Ints, *forms: Part) -> Text:
    """Row by row one of the given forms."""
    return flat(pc.choose(pa.array(form), *(_scalar(value) for value in forms)))


def lower(values: Text) -> Text:
    """In lower case."""
    return flat(pc.utf8_lower(values))


def upper(values: Text) -> Text:
    """In upper case."""
    return flat(pc.utf8_upper(values))


def replace(values: Text, pattern: str, by: str) -> Text:
    """Every match of a regular expression replaced."""
    return flat(pc.replace_substring_regex(values, pattern=pattern, replacement=by))


def cut(values: Text, start: int, stop: int | None = None) -> Text:
    """Characters from start up to stop."""
    return flat(pc.utf8_slice_codeunits(values, start=start, stop=stop))


def number(values: Ints, width: int = 0) -> Text:
    """Whole numbers as text, with zeros in front up to the width."""
    made = pa.array(values, pa.int64()).cast(pa.string())
    return flat(pc.utf8_lpad(made, width=width, padding="0")) if width else made


def money(pence: Ints) -> Text:
    """Pence as pounds with two decimals."""
    size = np.abs(pence)
    plain = join(number(size // 100), ".", number(size % 100, 2))
    return choose(pence < 0, join("-", plain), plain)


def is_given(values: Text) -> Mask:
    """True where there is a value."""
    return np.asarray(values.is_valid().to_numpy(zero_copy_only=False), dtype=np.bool_)


def equals(left: Text, right: Part) -> Mask:
    """True where both are given and the same."""
    same_text = pc.fill_null(pc.equal(left, _scalar(right)), False)
    return np.asarray(flat(same_text).to_numpy(zero_copy_only=False), dtype=np.bool_)


def matches(values: Text, pattern: str) -> Mask:
    """True where the regular expression is found."""
    found = pc.fill_null(pc.match_substring_regex(values, pattern=pattern), False)
    return np.asarray(flat(found).to_numpy(zero_copy_only=False), dtype=np.bool_)


def codes(values: Text) -> tuple[Text, Ints]:
    """The distinct values in order of appearance, and each row's position among them (null: -1)."""
    encoded = values.dictionary_encode()
    index = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return encoded.dictionary, index.astype(np.int64)


def repeat_number(codes_of_rows: Ints) -> Ints:
    """For each row how many earlier rows have the same code."""
    order = np.argsort(codes_of_rows, kind="stable")
    ranked = codes_of_rows[order]
    starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]]) if len(ranked) else order[:0]
    run = np.arange(len(ranked)) - np.repeat(starts, np.diff(np.r_[starts, len(ranked)]))
    result = np.empty(len(ranked), dtype=np.int64)
    result[order] = run
    return result


def unaccented(values: Text) -> Text:
    """Accents taken off, as a system that knows only ASCII letters stores names."""
    plain = pc.utf8_normalize(values, form="NFD")
    plain = pc.replace_substring_regex(plain, pattern=r"\p{Mn}", replacement="")
    for letter, ascii_letter in _NO_DECOMPOSITION.items():
        plain = pc.replace_substring(plain, pattern=letter, replacement=ascii_letter)
    return flat(plain)


_NO_DECOMPOSITION = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "đ": "d"}


def flat(values: Any) -> Text:
    """A plain array out of a chunked one."""
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values


def _scalar(part: Part) -> Any:
    return pa.scalar(part, pa.string()) if part is None or isinstance(part, str) else part
