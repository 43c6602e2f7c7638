"""The trained linkage model: what it says of each level, and its plain Splink form."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from math import log2
from typing import Any

from scv.linkage.blocking import rules_named
from scv.linkage.calibration import Calibration
from scv.linkage.comparisons import comparisons_for
from scv.linkage.levels import Comparison

# Sets the weights of a comparison's levels apart where they would be equal, so that a weight tells its level.
NUDGE = 1e-12


@dataclass(frozen=True)
class LinkageModel:
    """Parameters of the three ways in which a pair can come about.

    `m`, `u`, `h`: per comparison, the probabilities of its scored levels (worst first) for one person's records, for
    strangers, and for two people of one home. `columns` are the fingerprint columns that had values in training,
    `blocking_rules` the names of the rules that were worth their pairs.
    `match_probability` and `home_probability` are those of a random pair of fingerprints. `calibration` is what labels
    taught, None without labels.
    """

    columns: tuple[str, ...]
    blocking_rules: tuple[str, ...]
    m: dict[str, tuple[float, ...]]
    u: dict[str, tuple[float, ...]]
    h: dict[str, tuple[float, ...]]
    match_probability: float
    home_probability: float
    calibration: Calibration | None = None

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The comparisons that the model was trained with."""
        return comparisons_for(set(self.columns))

    def splink_settings(self) -> dict[str, Any]:
        """The model as a Splink settings dictionary, usable without this project."""
        return {
            "link_type": "dedupe_only",
            "unique_id_column_name": "fingerprint_id",
            "probability_two_random_records_match": self.match_probability,
            "blocking_rules_to_generate_predictions": [
                {"blocking_rule": rule.splink_condition()} for rule in rules_named(self.blocking_rules)
            ],
            "retain_intermediate_calculation_columns": True,
            "retain_matching_columns": False,
            "comparisons": [self._splink_comparison(item) for item in self.comparisons],
        }

    def _splink_comparison(self, comparison: Comparison) -> dict[str, Any]:
        levels = []
        for level in comparison.levels:
            entry: dict[str, Any] = {
                "sql_condition": level.condition,
                "label_for_charts": level.label,
            }
            if level.is_null:
                entry["is_null_level"] = True
            else:
                number = comparison.level_number(level)
                entry["m_probability"] = self.m[comparison.name][number] * (1 + (number + 1) * NUDGE)
                entry["u_probability"] = self.u[comparison.name][number]
            if level.frequency_column:
                entry["tf_adjustment_column"] = level.frequency_column
                entry["tf_adjustment_weight"] = 1.0
                entry["disable_tf_exact_match_detection"] = True
            levels.append(entry)
        return {"output_column_name": comparison.name, "comparison_levels": levels}

    def level_weights(self, comparison: Comparison) -> list[float]:
        """log2 of m over u of the comparison's scored levels as Splink computes them, worst first. No two are equal."""
        levels = {
            comparison.level_number(level): entry
            for level, entry in zip(
                comparison.levels, self._splink_comparison(comparison)["comparison_levels"], strict=True
            )
            if not level.is_null
        }
        return [log2(levels[number]["m_probability"] / levels[number]["u_probability"]) for number in sorted(levels)]

    def home_weights(self, comparison: Comparison) -> list[float]:
        """log2 of h over u of the comparison's scored levels, worst first."""
        return [
            log2(home / stranger)
            for home, stranger in zip(self.h[comparison.name], self.u[comparison.name], strict=True)
        ]

    def average_u(self, column: str) -> float | None:
        """The u of the level whose agreement is weighed by the frequencies of `column`; None where there is none."""
        for comparison in self.comparisons:
            for level in comparison.levels:
                if level.frequency_column == column:
                    return self.u[comparison.name][comparison.level_number(level)]
        return None

    def to_json(self) -> str:
        """The model as JSON text; `from_json` reads it back."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> LinkageModel:
        """The model that `to_json` wrote."""
        content = json.loads(text)
        for name in ("m", "u", "h"):
            content[name] = {key: tuple(values) for key, values in content[name].items()}
        for name in ("columns", "blocking_rules"):
            content[name] = tuple(content[name])
        taught = content.get("calibration")
        if taught:
            taught["levels"] = {key: tuple(values) for key, values in taught["levels"].items()}
            content["calibration"] = Calibration(**taught)
        return cls(**content)
