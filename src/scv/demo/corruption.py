"""What people and systems do to text: slips of the finger, OCR, casing, stray spaces, broken encoding."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from scv.demo import text
from scv.demo.dice import Dice, Ints, Mask
from scv.demo.text import Text

Letters = npt.NDArray[np.uint32]

_NEIGHBOURS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "svxfrdhjuklknmpowtarybectx9232547698",
        strict=True,
    )
)
_NEIGHBOURS.update({"@": "2", ".": ","})
_MISREAD = {"o": "0", "l": "1", "i": "1", "s": "5", "b": "6", "e": "c", "n": "h", "0": "o", "1": "l", "5": "s"}
_SWAP, _DROP, _DOUBLE, _NEIGHBOUR, _OCR = range(5)


def _letter_table(pairs: dict[str, str]) -> Letters:
    """A code-point map for the first 128 characters that keeps the case."""
    table = np.arange(128, dtype=np.uint32)
    for one, other in pairs.items():
        table[ord(one)] = ord(other)
        if one.isalpha():
            table[ord(one.upper())] = ord(other.upper())
    return table


_NEIGHBOUR_TABLE = _letter_table(_NEIGHBOURS)
_MISREAD_TABLE = _letter_table(_MISREAD)


def mistype(dice: Dice, name: str, values: Text, per_thousand: float | Ints, end: int = 0) -> Text:
    """One slip in some of the values: letters swapped, dropped, doubled, from the next key, or misread.

    The first letter, and the last `end` characters, stay as they are.
    """
    hit = dice.chance(name, len(values), per_thousand) & text.is_given(values)
    rows = np.flatnonzero(hit)
    if not len(rows):
        return values
    letters = _matrix(text.take(values, rows))
    lengths = (letters != 0).sum(axis=1)
    place = 1 + dice.below(f"{name}.place", rows, np.maximum(lengths - 2 - end, 1))
    kind = dice.weighted(f"{name}.kind", rows, np.array([28, 24, 14, 26, 8], dtype=np.int64))
    kind = np.where(lengths < 4 + end, _DOUBLE, kind)
    return _put_back(values, rows, _slip(letters, place, kind))


def _matrix(values: Text) -> Letters:
    """One row of code points per value, zeros after its end, and room for one more letter."""
    written = values.to_numpy(zero_copy_only=False).astype(np.str_)
    width = written.dtype.itemsize // 4
    wide = written.astype(f"<U{width + 1}")
    letters: Letters = wide.view(np.uint32).reshape(len(wide), width + 1).copy()
    return letters


def _slip(letters: Letters, place: Ints, kind: Ints) -> Letters:
    """Each row with its slip at its place."""
    rows, width = letters.shape
    source = np.tile(np.arange(width), (rows, 1))
    at = place[:, None]
    swap, drop, double = (kind[:, None] == one for one in (_SWAP, _DROP, _DOUBLE))
    source = source + (drop & (source >= at)) - (double & (source > at))
    here, after = swap & (source == at), swap & (source == at + 1)
    source = np.clip(source + here - after, 0, width - 1)
    result = np.take_along_axis(letters, source, axis=1)
    for one, table in ((_NEIGHBOUR, _NEIGHBOUR_TABLE), (_OCR, _MISREAD_TABLE)):
        picked = np.flatnonzero(kind == one)
        old = result[picked, place[picked]]
        result[picked, place[picked]] = np.where(old < 128, table[np.minimum(old, 127)], old)
    return result


def _put_back(values: Text, rows: Ints, letters: Letters) -> Text:
    width = letters.shape[1]
    changed = np.ascontiguousarray(letters).view(f"<U{width}").reshape(len(rows))
    index = np.full(len(values), -1, dtype=np.int64)
    index[rows] = np.arange(len(rows))
    return text.choose(index >= 0, text.take(pa.array(changed.astype(object), pa.string()), index), values)


def recase(dice: Dice, name: str, values: Text, upper: float, lower: float) -> Text:
    """Some values wholly in upper case, some wholly in lower (rates per thousand)."""
    draw = dice.below(name, len(values), 1_000_000)
    loud, quiet = draw < upper * 1000, draw >= 1_000_000 - lower * 1000
    return text.choose(loud, text.upper(values), text.choose(quiet, text.lower(values), values))


def stray_spaces(dice: Dice, name: str, values: Text, per_thousand: float) -> Text:
    """Some values with a space before, after or doubled inside."""
    hit = dice.chance(name, len(values), per_thousand) & text.is_given(values)
    form = dice.below(f"{name}.form", len(values), 3)
    spaced = text.pick(form, text.join(" ", values), text.join(values, "  "), text.replace(values, " ", "  "))
    return text.choose(hit, spaced, values)


_MOJIBAKE = {letter: letter.encode().decode("cp1252", "replace") for letter in "éèêëáâäãåçíïñóôöøúüÉłńńśćęążźŁ"}


def mojibake(values: Text, wanted: Mask) -> Text:
    """The wanted values as they look when UTF-8 is read as Windows-1252 (Zoë becomes ZoÃ«)."""
    broken = values
    for letter, misread in _MOJIBAKE.items():
        if "\ufffd" not in misread:
            broken = text.replace(broken, letter, misread)
    return text.choose(wanted, broken, values)


def lost_letters(values: Text) -> Text:
    """Values whose accented letters (or second letter) came through as U+FFFD."""
    accented = text.replace(values, "[^\\x00-\\x7f]", "\ufffd")
    return text.choose(text.matches(values, "[^\\x00-\\x7f]"), accented, text.replace(values, "^(.).", "\\1\ufffd"))


def excel_phone(dice: Dice, name: str, values: Text, per_thousand: float) -> Text:
    """Some numbers as a spreadsheet leaves them: 4.47E+11, or without the leading zero."""
    hit = dice.chance(name, len(values), per_thousand) & text.matches(values, "^07[0-9]+$")
    digits = text.cut(values, 1, 4)
    powers = text.join("4.4", digits, "E+11")
    form = dice.chance(f"{name}.form", len(values), 300)
    return text.choose(hit, text.choose(form, powers, text.cut(values, 1)), values)
