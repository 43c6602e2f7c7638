"""What a model would do, without doing it: its pairs, its clusters, and the PINs that would move.

Everything happens in a workbench beside the warehouse, with the code that a build runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from scv.identity.steps import Past, judge, propose
from scv.linkage.blocking import (
    BlockingRule,
    create_candidate_pairs,
    rules_named,
)
from scv.linkage.crowded_keys import create_crowded_keys, load_crowded_keys
from scv.linkage.evidence import Thresholds
from scv.linkage.frequencies import create_frequencies
from scv.linkage.partitioning import cluster
from scv.linkage.scoring import create_scored_pairs

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from scv.governance.registry import RegisteredModel

NEEDED = (
    "int_identity__fingerprints",
    "int_identity__comparison_forms",
    "int_identity__records",
    "int_identity__decision_fingerprints",
    "int_identity__denied_pins",
    "int_identity__partition_basis",
    "conflict_rules",
    "linkage_registry",
    "linkage_frequencies",
    "linkage_labels",
    "linkage_promotions",
    "pin_ledger",
    "pin_runs",
)


@dataclass(frozen=True)
class Rules:
    """What decides clusters and PINs besides the model: the vars of `dbt_project.yml`."""

    thresholds: Thresholds
    source_weights: dict[str, float]
    churn_budget: float | None

    @classmethod
    def of(cls, project: Path) -> Rules:
        """The vars as the project's file has them."""
        values: dict[str, Any] = yaml.safe_load((project / "dbt_project.yml").read_text())["vars"]
        budget = values["pin_churn_budget"]
        return cls(
            Thresholds(float(values["join_weight"]), float(values["stay_weight"])),
            {str(system): float(weight) for system, weight in values["pin_source_weights"].items()},
            None if budget is None else float(budget),
        )


@dataclass(frozen=True)
class Rehearsal:
    """What a build with a model would come to, and how far that is from the PINs that there are."""

    model_id: str
    pairs: int
    customers: int
    known_records: int
    changed_records: int
    new_pins: int
    revived_pins: int
    retired_pins: int

    @property
    def changed_share(self) -> float:
        """The share of known records whose PIN would change."""
        return self.changed_records / self.known_records if self.known_records else 0.0

    def is_within(self, budget: float | None) -> bool:
        """Whether a build would accept that much change."""
        return budget is None or self.changed_share <= budget


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what every rehearsal reads, from the views of a built database."""
    connection.execute("""
        create table fingerprints as select * from int_identity__fingerprints;
        create table forms as select record_key, fingerprint_id from int_identity__comparison_forms;
        create table held_pins as
        select fingerprint_id, min(pin) as pin
        from forms inner join pin_ledger using (record_key) where valid_to is null group by fingerprint_id
    """)


def score(connection: duckdb.DuckDBPyConnection, entry: RegisteredModel, suffix: str, pairs: str | None = None) -> None:
    """Fill `candidates_<suffix>` with what the model's blocking finds and `scored_<suffix>` with scores.

    Scored are the candidates or, when it is given, the pairs of that query (fingerprint_id_l, fingerprint_id_r).
    Term frequencies and crowded keys are those kept with the model, or for a new one those of now.
    """
    model, rules = entry.model, rules_named(entry.model.blocking_rules)
    stored = connection.execute(
        "select count(*) from linkage_frequencies where model_id = ?", [entry.model_id]
    ).fetchall()[0][0]
    if stored:
        _load_frequencies(connection, entry.model_id, rules)
    else:
        create_frequencies(connection, set(model.columns))
        create_crowded_keys(connection, rules)
    create_candidate_pairs(connection, rules)
    connection.execute(f"""
        create or replace table candidates_{suffix} as select fingerprint_id_l, fingerprint_id_r from candidate_pairs
    """)
    if pairs:
        connection.execute(f"create or replace table candidate_pairs as {pairs}")
    create_scored_pairs(connection, model)
    connection.execute(f"create or replace table scored_{suffix} as select * from scored_pairs")


def _load_frequencies(connection: duckdb.DuckDBPyConnection, model_id: str, rules: tuple[BlockingRule, ...]) -> None:
    """Fill `term_frequencies` and `crowded_keys` with what is kept with a model."""
    connection.execute(
        "create or replace table term_frequencies as select * from linkage_frequencies where model_id = ?", [model_id]
    )
    load_crowded_keys(connection, rules, "term_frequencies")


def rehearse(connection: duckdb.DuckDBPyConnection, entry: RegisteredModel, suffix: str, rules: Rules) -> Rehearsal:
    """Cluster the candidates of `score` and see which PINs would move; fills `clusters_<suffix>` and `moves_<suffix>`.

    `clusters_<suffix>`: fingerprint_id, cluster_id, as a build of all components would make them. `moves_<suffix>`:
    record_key, pin, new_pin, of the records whose PIN would change.
    """
    connection.execute(f"""
        create or replace table clustered_pairs as
        select * from scored_{suffix} semi join candidates_{suffix} using (fingerprint_id_l, fingerprint_id_r)
    """)
    connection.execute(
        """
        create or replace table basis as
        select cast(? as varchar) as model_id, rules, basis from int_identity__partition_basis
        """,
        [entry.model_id],
    )
    relation = connection.table
    partition = cluster(
        relation("fingerprints"),
        relation("clustered_pairs"),
        relation("int_identity__decision_fingerprints"),
        relation("conflict_rules"),
        relation("held_pins"),
        relation("basis"),
        rules.thresholds,
    )
    connection.register("partitioned", partition)
    connection.execute(f"""
        create or replace table clusters_{suffix} as select fingerprint_id, cluster_id from partitioned;
        create or replace table clustered_records as
        select record_key, source_system, cluster_id
        from forms
        inner join int_identity__records using (record_key)
        inner join clusters_{suffix} using (fingerprint_id)
    """)
    connection.unregister("partitioned")
    return _judged(connection, entry.model_id, suffix, rules)


def _judged(connection: duckdb.DuckDBPyConnection, model_id: str, suffix: str, rules: Rules) -> Rehearsal:
    """The figures of the clusters in `clustered_records`."""
    relation = connection.table
    records, basis = relation("clustered_records"), relation("basis")
    past = Past(relation("pin_ledger"), relation("pin_runs"), denied_pins=relation("int_identity__denied_pins"))
    proposals = propose(records, basis, past, rules.source_weights)
    connection.register("proposals", proposals)
    judgement = judge(records, basis, past, relation("proposals"), rules.source_weights)
    figures = judgement.to_pylist()[0]
    pairs, customers, new, revived, retired = connection.execute(f"""
        with begun as (select distinct pin from proposals where change = 'begins'),
        held as (select record_key, pin from pin_ledger where valid_to is null),
        staying as (select pin from held where record_key not in (select record_key from proposals))
        select
            (select count(*) from scored_{suffix}),
            (select count(distinct cluster_id) from clustered_records),
            (select count(*) from begun where pin not in (select pin from pin_ledger)),
            (
                select count(*) from begun
                where pin in (select pin from pin_ledger) and pin not in (select pin from held)
            ),
            (
                select count(distinct pin) from held
                where pin not in (select pin from begun) and pin not in (select pin from staying)
            )
    """).fetchall()[0]
    connection.execute(f"""
        create or replace table moves_{suffix} as
        with held as (select record_key, max_by(pin, run_id) as pin from pin_ledger group by record_key)
        select record_key, held.pin, proposals.pin as new_pin
        from proposals inner join held using (record_key)
        where change = 'begins' and held.pin <> proposals.pin order by held.pin, record_key
    """)
    connection.unregister("proposals")
    known, changed = figures["known_records"], figures["changed_records"]
    return Rehearsal(model_id, pairs, customers, known, changed, new, revived, retired)
