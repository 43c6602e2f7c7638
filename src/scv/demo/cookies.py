"""Cookies: random hexadecimal text."""

from __future__ import annotations

import numpy as np

from scv.demo import text
from scv.demo.dice import Dice, Ints
from scv.demo.text import Text

_HEX = text.column([f"{value:04x}" for value in range(65_536)])


def random_hex(dice: Dice, name: str, index: Ints) -> Text:
    """Twelve random hexadecimal digits for each index."""
    bits = dice.bits(name, index)
    parts = [((bits >> np.uint64(16 * n)) & np.uint64(0xFFFF)).astype(np.int64) for n in range(3)]
    return text.join(*(text.take(_HEX, part) for part in parts))
