"""The clusters of six runs of the real linkage over generated records: what `bench.pin_churn` gives PINs to.

Records, fingerprints, model and scores are those of a build. A first run knows nine of ten records; then come the
others; the threshold rises, then falls; one record in twenty is deleted; every fifth combination of attributes changes:
another email address, no address any more. What changed is scored with the model that there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from bench.first_build import SEED, build
from scv.demo import generate
from scv.linkage.evidence import Thresholds
from scv.linkage.partitioning import cluster
from scv.linkage.steps import score_new
from scv.project import project_directory

PERSONS = 11_900  # some 50,000 records
HIGHER, LOWER = 2.0, -1.0
TO_SCORES = ("--select", "+linkage_scored_pairs", "conflict_rules", "--indirect-selection", "cautious")
MADE = ("linkage_registry", "linkage_frequencies", "linkage_scored_pairs", "int_identity__fingerprints")

EVERYONE = "true"
EARLY = "hash(record_key) % 10 <> 0"
KEPT = "hash(record_key) % 20 <> 1"
EDITED = "fingerprint_id % 5 = 2"
NEW_ID = "xor(fingerprint_id, 4611686018427387903)"


def built_database(folder: Path, persons: int = PERSONS) -> Path:
    """Generate records of so many people, build as far as the scored pairs, and return the database."""
    generate(persons=persons, seed=SEED, out=folder / "raw", progress=False)
    build(project_directory(), folder / "raw", folder, "scores", *TO_SCORES)
    return folder / "scv.duckdb"


def linked_runs(database: Path) -> Iterator[dict[str, int]]:
    """The clusters of each run: record key to cluster."""
    linkage = Linkage.of(database)
    yield linkage.clusters(EARLY, 0.0)
    yield linkage.clusters(EVERYONE, 0.0)
    yield linkage.clusters(EVERYONE, HIGHER)
    yield linkage.clusters(EVERYONE, LOWER)
    yield linkage.clusters(KEPT, LOWER)
    linkage.edit()
    yield linkage.clusters(KEPT, LOWER)


@dataclass
class Linkage:
    """A DuckDB with `forms` (record_key, fingerprint_id), `fingerprints`, `scored` pairs, the model and the rules."""

    connection: duckdb.DuckDBPyConnection

    @classmethod
    def of(cls, database: Path) -> Linkage:
        """What a build made."""
        connection = duckdb.connect()
        connection.execute(f"attach '{database}' as built (read_only)")
        for name in MADE:
            connection.execute(f"create table {name} as select * from built.main_intermediate.{name}")
        connection.execute("""
            create table rules as select * from built.main_reference.conflict_rules;
            create table forms as
            select record_key, fingerprint_id from built.main_intermediate.int_identity__comparison_forms;
            detach built
        """)
        return cls(connection)

    def edit(self) -> None:
        """Change the attributes of every fifth fingerprint, and score what comes of it."""
        self.connection.execute(f"""
            update int_identity__fingerprints set
                fingerprint_id = {NEW_ID},
                email = 'new.' || email, email_local = 'new.' || email_local, email_digits = null,
                address = null, address_number = null, street = null, town = null, postcode = null,
                postal_district = null
            where {EDITED};
            update forms set fingerprint_id = {NEW_ID} where {EDITED}
        """)
        compared = self.connection.sql("""
            select model_id, fingerprint_id_l, fingerprint_id_r from linkage_scored_pairs
            where fingerprint_id_l = fingerprint_id_r
        """)
        tables = [self.connection.table(name) for name in MADE if name != "linkage_scored_pairs"]
        models, frequencies, fingerprints = tables
        new = score_new(fingerprints, models, frequencies, compared)
        self.connection.register("new_pairs", new)
        self.connection.execute("insert into linkage_scored_pairs by name select * from new_pairs")
        self.connection.unregister("new_pairs")

    def clusters(self, records: str, threshold: float) -> dict[str, int]:
        """The cluster of each record of those that the condition takes, with one threshold to join and to stay."""
        self.connection.execute(f"""
            create or replace table present as select * from forms where {records};
            create or replace table shown as
            select * from int_identity__fingerprints semi join present using (fingerprint_id);
            create or replace table pairs as
            select linkage_scored_pairs.* from linkage_scored_pairs
            semi join shown on fingerprint_id_l = shown.fingerprint_id
            semi join shown as others on fingerprint_id_r = others.fingerprint_id
        """)
        text = dict.fromkeys(("decision_id", "decision", "side"), pa.string())
        partition = cluster(
            self.connection.table("shown"),
            self.connection.table("pairs"),
            Nothing({**text, "fingerprint_id": pa.int64()}),
            self.connection.table("rules"),
            Nothing({"fingerprint_id": pa.int64(), "pin": pa.string()}),
            self.connection.sql("select 'bench' as basis"),
            Thresholds(threshold, threshold),
        )
        self.connection.register("partition", partition)
        rows = self.connection.execute("""
            select record_key, cluster_id from present inner join partition using (fingerprint_id) order by record_key
        """).fetchall()
        self.connection.unregister("partition")
        return dict(rows)


@dataclass(frozen=True)
class Nothing:
    """A table without rows, as `dbt.ref` gives it."""

    columns: dict[str, pa.DataType]

    def to_arrow_table(self) -> pa.Table:
        """No row."""
        return pa.schema(self.columns).empty_table()
