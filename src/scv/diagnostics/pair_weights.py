"""What each comparison says of a pair, in bits, with the values that it compared.

Pairs are scored on the spot with the promoted model, whether a build has scored them or not, so that a weight can be
told apart into what the level counts and what the frequency of the agreed value adds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2
from typing import Any

import duckdb

from scv.diagnostics.parameters import prior_weight
from scv.linkage.blocking import rules_named
from scv.linkage.levels import Comparison
from scv.linkage.model import LinkageModel
from scv.linkage.scoring import (
    HOME_PENALTY,
    create_linker,
    home_weight_expression,
    level_expressions,
    match_weight_expression,
    predict,
)

Pair = tuple[int, int]


@dataclass(frozen=True)
class Part:
    """One comparison of a pair: its level, and the bits that level and frequency count.

    `level` is -1 where a value is missing or says nothing. `best_weight` is what full agreement counts on average.
    """

    comparison: str
    level: int
    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    level_weight: float
    frequency_weight: float
    best_weight: float

    @property
    def weight(self) -> float:
        """Level and frequency together."""
        return self.level_weight + self.frequency_weight

    @property
    def is_missing(self) -> bool:
        """Whether one side or the other has no value at all."""
        return not any(self.left) or not any(self.right)


@dataclass(frozen=True)
class PairWeights:
    """A pair's match weight, and all that adds up to it: prior, parts, and the penalty that goes off.

    `rules` are the blocking rules on whose attributes the two agree.
    """

    fingerprints: Pair
    prior: float
    parts: tuple[Part, ...]
    home_penalty: float
    label_correction: float
    match_weight: float
    rules: tuple[str, ...]


def weigh(connection: duckdb.DuckDBPyConnection, model: LinkageModel, pairs: Iterable[Pair]) -> dict[Pair, PairWeights]:
    """The weights of pairs of fingerprints, by pair; smaller identifier first.

    Reads the tables `fingerprints` (at least those of the pairs) and `term_frequencies` (attribute, value, frequency).
    """
    wanted = sorted({(min(pair), max(pair)) for pair in pairs})
    if not wanted or not model.comparisons:
        return {}
    connection.execute("create or replace table chunk_pairs (match_key varchar, join_key_l bigint, join_key_r bigint)")
    connection.executemany("insert into chunk_pairs values ('0', ?, ?)", [list(pair) for pair in wanted])
    predicted = predict(create_linker(connection, model))
    found = connection.sql(f"""
        with weighed as (
            select
                *, least(fingerprint_id_l, fingerprint_id_r) as l, greatest(fingerprint_id_l, fingerprint_id_r) as r,
                {home_weight_expression(model)} as home_weight, {level_expressions(model)}
            from {predicted.physical_name}
        )
        select
            weighed.*, {HOME_PENALTY} as home_penalty, {match_weight_expression(model)} as corrected_weight,
            {_value_columns(model)}
        from weighed
        inner join fingerprints as one on one.fingerprint_id = l
        inner join fingerprints as other on other.fingerprint_id = r
    """)
    columns = found.columns
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    rules = _agreeing_rules(connection, model)
    weights = [_pair_weights(model, row, rules) for row in rows]
    return {weight.fingerprints: weight for weight in weights}


def _value_columns(model: LinkageModel) -> str:
    """SQL of both sides' values that the comparisons read, as `left_<column>` and `right_<column>`."""
    columns = dict.fromkeys(column for comparison in model.comparisons for column in comparison.columns)
    return ", ".join(f"one.{name} as left_{name}, other.{name} as right_{name}" for name in columns)


def _pair_weights(model: LinkageModel, row: dict[str, Any], rules: dict[Pair, tuple[str, ...]]) -> PairWeights:
    pair = int(row["l"]), int(row["r"])
    return PairWeights(
        fingerprints=pair,
        prior=prior_weight(model),
        parts=tuple(_part(model, comparison, row) for comparison in model.comparisons),
        home_penalty=float(row["home_penalty"]),
        label_correction=float(row["corrected_weight"]) - float(row["match_weight"]) + float(row["home_penalty"]),
        match_weight=float(row["corrected_weight"]),
        rules=rules.get(pair, ()),
    )


def _part(model: LinkageModel, comparison: Comparison, row: dict[str, Any]) -> Part:
    number = int(row[f"{comparison.name}_level"])
    left, right = (
        tuple(str(row[f"{side}_{column}"] or "") for column in comparison.columns) for side in ("left", "right")
    )
    top = len(comparison.scored_levels) - 1
    m, u = model.m[comparison.name][top], model.u[comparison.name][top]
    return Part(
        comparison=comparison.name,
        level=number,
        label=_label(comparison, number, any(left) and any(right)),
        left=left,
        right=right,
        level_weight=float(row[f"mw_{comparison.name}"]),
        frequency_weight=float(row.get(f"mw_tf_adj_{comparison.name}") or 0.0),
        best_weight=log2(m / u),
    )


def _label(comparison: Comparison, number: int, is_compared: bool) -> str:
    """The level in words; of several that say nothing, the first is the missing value, the others something else."""
    if number >= 0:
        return comparison.scored_levels[len(comparison.scored_levels) - 1 - number].label
    silent = [level.label for level in comparison.levels if level.is_null]
    return silent[-1] if is_compared else silent[0]


def _agreeing_rules(connection: duckdb.DuckDBPyConnection, model: LinkageModel) -> dict[Pair, tuple[str, ...]]:
    """Of each pair of `chunk_pairs` the model's blocking rules on whose attributes the two agree."""
    rules = rules_named(model.blocking_rules)
    agreed = ", ".join(f"coalesce({rule.splink_condition()}, false)" for rule in rules)
    rows = connection.execute(f"""
        select join_key_l, join_key_r, {agreed or "false"} from chunk_pairs
        inner join fingerprints as l on l.fingerprint_id = join_key_l
        inner join fingerprints as r on r.fingerprint_id = join_key_r
    """).fetchall()
    return {
        (row[0], row[1]): tuple(rule.name for rule, agrees in zip(rules, row[2:], strict=False) if agrees)
        for row in rows
    }
