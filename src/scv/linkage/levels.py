"""The parts of a comparison: levels, from best to worst, as SQL over `<column>_l` and `<column>_r`."""

from __future__ import annotations

import re
from dataclasses import dataclass

TIE = 1e-9
SIDE = re.compile(r"\b([a-z_0-9]+)_([lr])\b")


@dataclass(frozen=True)
class Level:
    """One outcome of a comparison.

    `frequency_column` names the column whose frequency of the agreed value replaces the average one (see
    `scv.linkage.frequencies`).
    """

    label: str
    condition: str
    is_null: bool = False
    frequency_column: str | None = None


@dataclass(frozen=True)
class Comparison:
    """The levels of one attribute, best first.

    `columns` are the fingerprint columns that it reads: where all of them are empty, the comparison drops out.
    `shared_at_home` says that people of one household often agree here without being one person; where records hold
    `home_columns`, as surely as one person's records do, unless pairs of homes are seen to teach otherwise.
    `is_trained` is false where the weights come from frequencies alone. `strangers_share` is, for a value that is meant
    to be one person's own, the share of values that two unrelated people have nonetheless: an upper bound for u.
    """

    name: str
    columns: tuple[str, ...]
    levels: tuple[Level, ...]
    shared_at_home: bool = False
    home_columns: tuple[str, ...] | None = None
    is_trained: bool = True
    strangers_share: float | None = None

    @property
    def scored_levels(self) -> tuple[Level, ...]:
        """The levels that carry a weight, best first."""
        return tuple(level for level in self.levels if not level.is_null)

    def level_number(self, level: Level) -> int:
        """Splink's number of a level: 0 is the worst, -1 stands for every null level."""
        if level.is_null:
            return -1
        return len(self.scored_levels) - 1 - self.scored_levels.index(level)

    def case_expression(self) -> str:
        """SQL that gives the level number of a pair; the sides are tables `l` and `r`."""
        branches = []
        for level in self.levels:
            number = self.level_number(level)
            if level.condition == "ELSE":
                branches.append(f"else {number}")
            else:
                condition = SIDE.sub(r"\2.\1", level.condition)
                branches.append(f"when {condition} then {number}")
        return f"cast(case {' '.join(branches)} end as tinyint) as {self.name}"


def missing(*columns: str) -> Level:
    """The null level of a comparison: every column lacks a value on one side or the other."""
    tests = [f"({column}_l is null or {column}_r is null)" for column in columns]
    return Level("missing", " and ".join(tests), is_null=True)


def similar(left: str, right: str, least: float) -> str:
    """SQL of whether two columns have a Jaro-Winkler similarity of at least `least`.

    Similarities are fractions, and one that is exactly at a threshold comes out a bit above or below it as engine and
    processor round. It counts as reaching it everywhere.
    """
    return f"jaro_winkler_similarity({left}, {right}) >= {least - TIE:.9f}"


def identifier(name: str, shared_at_home: bool = False) -> Comparison:
    """The comparison of a number or handle that is one person's own, or nearly so."""
    return Comparison(
        name,
        (name,),
        (
            missing(name),
            Level("same", f"{name}_l = {name}_r"),
            Level("two edits", f"length({name}_l) > 5 and damerau_levenshtein({name}_l, {name}_r) <= 2"),
            Level("different", "ELSE"),
        ),
        shared_at_home=shared_at_home,
        strangers_share=0.01,
    )
