"""Counter-based random numbers that are the same on every platform and numpy version."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_THOUSAND = 1000


def splitmix64(counter: Bits) -> Bits:
    """The finaliser of splitmix64 for each counter (Steele, Lea and Flood, 2014)."""
    z = counter
    z = (z ^ (z >> np.uint64(30))) * _MIX_1
    z = (z ^ (z >> np.uint64(27))) * _MIX_2
    return z ^ (z >> np.uint64(31))


@dataclass(frozen=True)
class Dice:
    """Random draws addressed by (seed, scope, name, index): no state, so no draw disturbs another."""

    seed: int
    scope: str = ""

    def within(self, scope: str) -> Dice:
        """The same seed under a longer scope."""
        return Dice(self.seed, f"{self.scope}/{scope}")

    def bits(self, name: str, count: int | Ints) -> Bits:
        """64 random bits for each index: indexes 0..count-1, or those given."""
        index = np.arange(count, dtype=np.int64) if isinstance(count, int) else count
        text = f"{self.seed}:{self.scope}:{name}".encode()
        start = np.uint64(int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little"))
        return splitmix64((index.astype(np.uint64) + np.uint64(1)) * _GOLDEN + start)

    def below(self, name: str, count: int | Ints, limit: int | Ints) -> Ints:
        """Whole numbers from 0 to limit - 1; limit is below 2**31, one for all or one each."""
        high = self.bits(name, count) >> np.uint64(32)
        top = np.maximum(np.asarray(limit, dtype=np.int64), 1).astype(np.uint64)
        return ((high * top) >> np.uint64(32)).astype(np.int64)

    def between(self, name: str, count: int | Ints, low: int | Ints, high: int | Ints) -> Ints:
        """Whole numbers from low to high, both included."""
        span = np.asarray(high, dtype=np.int64) - np.asarray(low, dtype=np.int64) + 1
        return np.asarray(low, dtype=np.int64) + self.below(name, count, span)

    def chance(self, name: str, count: int | Ints, per_thousand: float | Ints) -> Mask:
        """True at the given rate per thousand, one for all or one each."""
        rate = np.asarray(per_thousand, dtype=np.float64) * 1000
        return self.below(name, count, 1_000_000) < rate.astype(np.int64)

    def weighted(self, name: str, count: int | Ints, weights: Ints) -> Ints:
        """Positions in weights, each as likely as its weight."""
        limits = np.cumsum(weights)
        return np.searchsorted(limits, self.below(name, count, int(limits[-1])), side="right").astype(np.int64)

    def exponential(self, name: str, count: int | Ints, mean: int | Ints) -> Ints:
        """Exponentially distributed whole numbers of the given mean."""
        draw = (self.bits(name, count) >> np.uint64(40)).astype(np.int64)
        table, place, part = _exponential_quantiles(), draw >> 12, draw & 4095
        unit: Ints = table[place] + (((table[place + 1] - table[place]) * part) >> 12)
        wanted: Ints = np.asarray(mean, dtype=np.int64)
        return unit * wanted // _THOUSAND

    def poisson(self, name: str, count: int | Ints, mean_thousandths: int | Ints) -> Ints:
        """Poisson counts of the given means (in thousandths, at most 40,000)."""
        draw = (self.bits(name, count) >> np.uint64(32)).astype(np.int64)
        row = np.clip(np.asarray(mean_thousandths, dtype=np.int64) // 50, 0, 800)
        found = np.searchsorted(_poisson_limits(), row * 2**33 + draw, side="right")
        return (found - row * _POISSON_WIDTH).astype(np.int64)

    def shuffled(self, name: str, count: int) -> Ints:
        """The numbers 0..count-1 in random order."""
        return np.argsort(self.bits(name, count), kind="stable").astype(np.int64)


_POISSON_WIDTH = 100


@lru_cache(maxsize=1)
def _exponential_quantiles() -> Ints:
    """4,097 quantiles of the unit exponential, in thousandths, as whole numbers."""
    inner = [round(-math.log(1 - step / 4096) * _THOUSAND) for step in range(4096)]
    return np.array([*inner, inner[-1] + 2 * _THOUSAND], dtype=np.int64)


@lru_cache(maxsize=1)
def _poisson_limits() -> Ints:
    """Cumulative Poisson probabilities (of 2**32) for means 0, 0.05, ... 40, end to end."""
    limits: list[int] = []
    for row in range(801):
        mean, term, total = row * 0.05, math.exp(-row * 0.05), 0.0
        for k in range(_POISSON_WIDTH):
            total += term
            term *= mean / (k + 1)
            limits.append(row * 2**33 + min(round(total * 2**32), 2**32))
    return np.array(limits, dtype=np.int64)


class GroupedWeights:
    """Weighted choice among the items of one group, for many groups at once."""

    def __init__(self, group: Ints, weight: Ints, groups: int) -> None:
        """Sort the items by group; every group used later needs a positive weight."""
        self._order = np.argsort(group, kind="stable")
        self._limits = np.cumsum(weight[self._order])
        total = np.zeros(groups, dtype=np.int64)
        np.add.at(total, group, weight)
        self._total = total
        self._start = np.cumsum(total) - total

    def pick(self, dice: Dice, name: str, group: Ints) -> Ints:
        """For each wanted group the position of one of its items."""
        target = self._start[group] + dice.below(name, len(group), self._total[group])
        return self._order[np.searchsorted(self._limits, target, side="right")].astype(np.int64)
