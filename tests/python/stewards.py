"""Clusters under stewards' decisions, without dbt: records are letters, each with a fingerprint of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from scv.linkage.decisions import judge
from scv.linkage.evidence import Thresholds
from scv.linkage.partitioning import cluster

Decision = tuple[str, str, str]


@dataclass(frozen=True)
class Table:
    """Rows as a dbt reference gives them."""

    rows: pa.Table

    def to_arrow_table(self) -> pa.Table:
        """All rows."""
        return self.rows


def must(left: str, right: str) -> Decision:
    """One person; a side of several letters is a PIN that has these records."""
    return ("must_link", left, right)


def cannot(left: str, right: str) -> Decision:
    """Two people; a side of several letters is a PIN that has these records."""
    return ("cannot_link", left, right)


@dataclass
class Desk:
    """Decisions by name."""

    decisions: dict[str, Decision] = field(default_factory=dict)

    def build(self, records: str, weights: Mapping[str, float]) -> dict[str, int]:
        """The cluster of each record; `weights` are those of pairs, `{"ab": 3.0}`."""
        new = cluster(
            Table(pa.table({"fingerprint_id": pa.array([ord(record) for record in records], pa.int64())})),
            Table(_scored(records, weights)),
            Table(self._decided(records)),
            Table(_no_rules()),
            Table(pa.table({"fingerprint_id": pa.array([], pa.int64()), "pin": pa.array([], pa.string())})),
            Table(pa.table({"basis": ["1"]})),
            Thresholds(0.0, 0.0),
        )
        return {chr(row["fingerprint_id"]): row["cluster_id"] for row in new.to_pylist()}

    def groups(self, records: str, weights: Mapping[str, float]) -> str:
        """As `build`, written out: `"abc de f"`."""
        clusters = self.build(records, weights)
        members: dict[int, list[str]] = {}
        for record in sorted(records):
            members.setdefault(clusters[record], []).append(record)
        return " ".join(sorted("".join(group) for group in members.values()))

    def judged(self, records: str) -> dict[str, tuple[str, str | None]]:
        """Status and contradictions of each decision."""
        stewards = pa.table({"decision_id": pa.array(list(self.decisions), pa.string())})
        rows = judge(Table(stewards), Table(self._decided(records))).to_pylist()
        return {row["decision_id"]: (row["status"], row["contradicts"]) for row in rows}

    def _decided(self, records: str) -> pa.Table:
        """The fingerprints of each decision's sides, of the records that there are."""
        rows = [
            {"decision_id": name, "decision": decision, "side": side, "fingerprint_id": ord(record)}
            for name, (decision, *keys) in self.decisions.items()
            for side, key in zip(("left", "right"), keys, strict=True)
            for record in key
            if record in records
        ]
        texts = {name: pa.string() for name in ("decision_id", "decision", "side")}
        return pa.Table.from_pylist(rows, schema=pa.schema({**texts, "fingerprint_id": pa.int64()}))


def _scored(records: str, weights: Mapping[str, float]) -> pa.Table:
    pairs = [(*sorted(pair), weight) for pair, weight in weights.items() if set(pair) <= set(records)]
    return pa.table(
        {
            "model_id": pa.array(["1"] * len(pairs), pa.string()),
            "fingerprint_id_l": pa.array([ord(left) for left, _, _ in pairs], pa.int64()),
            "fingerprint_id_r": pa.array([ord(right) for _, right, _ in pairs], pa.int64()),
            "match_weight": pa.array([weight for *_, weight in pairs], pa.float64()),
        }
    )


def _no_rules() -> pa.Table:
    names = ("rule", "first_attribute", "second_attribute")
    return pa.table({**{name: pa.array([], pa.string()) for name in names}, "penalty": pa.array([], pa.float64())})
