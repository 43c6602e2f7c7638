"""Many small builds come to what one build over the same data comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiled import CompiledModels
from scv.linkage.evidence import Thresholds
from scv.linkage.partitioning import cluster
from scv.linkage.steps import count_frequencies, score_new, train_when_first

if TYPE_CHECKING:
    from builds import Build

Trained = tuple[pa.Table, pa.Table, CompiledModels]

POOL = 400
NO_DECISIONS = pa.schema(
    {"decision_id": pa.string(), "decision": pa.string(), "side": pa.string(), "fingerprint_id": pa.int64()}
).empty_table()
NO_PARTITION = pa.schema({"fingerprint_id": pa.int64(), "component_id": pa.int64(), "basis": pa.string()}).empty_table()
RULES = pa.table(
    {
        "rule": ["names and birthdays"],
        "first_attribute": ["forename"],
        "second_attribute": ["date_of_birth"],
        "penalty": [5.0],
    }
)


@dataclass(frozen=True)
class Table:
    """Rows as a dbt reference gives them."""

    rows: pa.Table

    def to_arrow_table(self) -> pa.Table:
        """All rows."""
        return self.rows


@dataclass
class Linkage:
    """The state that builds leave behind: the model, its frequencies, scored pairs and the partition."""

    model: pa.Table
    frequencies: pa.Table
    models: CompiledModels
    thresholds: Thresholds
    scored: pa.Table | None = None
    partition: pa.Table | None = None
    rewritten: list[int] = field(default_factory=list)

    def pins(self) -> pa.Table:
        """The PINs that the last build left: here each cluster is one."""
        if self.partition is None:
            return pa.table({"fingerprint_id": pa.array([], pa.int64()), "pin": pa.array([], pa.string())})
        clusters = self.partition.column("cluster_id").cast(pa.string())
        return pa.table({"fingerprint_id": self.partition.column("fingerprint_id"), "pin": clusters})

    def build(self, fingerprints: pa.Table) -> dict[int, int]:
        """Build over these fingerprints as the Python models do, and return the cluster of each."""
        present = Table(fingerprints)
        new = score_new(present, Table(self.model), Table(self.frequencies), as_relation(self.scored))
        self.scored = kept(append(self.scored, new), fingerprints, "fingerprint_id_l", "fingerprint_id_r")
        touched, pairs, basis = self.touched(fingerprints)
        changed = cluster(
            Table(touched),
            Table(pairs),
            Table(NO_DECISIONS),
            Table(RULES),
            Table(self.pins()),
            Table(basis),
            self.thresholds,
        )
        self.rewritten.append(changed.num_rows)
        self.partition = kept(replace(self.partition, changed), fingerprints, "fingerprint_id")
        ids, clusters = (self.partition.column(name).to_pylist() for name in ("fingerprint_id", "cluster_id"))
        return dict(zip(ids, clusters, strict=True))

    def touched(self, fingerprints: pa.Table) -> tuple[pa.Table, pa.Table, pa.Table]:
        """The fingerprints to be partitioned, their pairs, and the basis, as the SQL models find them."""
        basis = pa.table({"basis": [str(self.thresholds)]})
        touched = self.models.run(
            "int_identity__touched_fingerprints",
            {
                "int_identity__fingerprints": fingerprints,
                "linkage_scored_pairs": self.scored,
                "int_identity__partition_basis": basis,
                "linkage_partition": NO_PARTITION if self.partition is None else self.partition,
            },
        )
        return touched, kept(self.scored, touched, "fingerprint_id_l", "fingerprint_id_r"), basis


def as_relation(rows: pa.Table | None) -> Table | None:
    """The rows as a reference, None before the first build."""
    return None if rows is None else Table(rows)


def append(rows: pa.Table | None, new: pa.Table) -> pa.Table:
    """What an incremental model that appends holds afterwards."""
    return new if rows is None else pa.concat_tables([rows, new])


def replace(rows: pa.Table | None, new: pa.Table) -> pa.Table:
    """What an incremental model that replaces by fingerprint_id holds afterwards."""
    if rows is None:
        return new
    with duckdb.connect() as connection:
        connection.register("rows", rows)
        connection.register("new", new)
        return connection.sql("from rows anti join new using (fingerprint_id) union all from new").to_arrow_table()


def kept(rows: pa.Table, fingerprints: pa.Table, *columns: str) -> pa.Table:
    """The rows whose fingerprints there still are, as the hooks after a model keep them."""
    with duckdb.connect() as connection:
        connection.register("rows", rows)
        connection.register("fingerprints", fingerprints)
        tests = " and ".join(f"{column} in (select fingerprint_id from fingerprints)" for column in columns)
        return connection.sql(f"from rows where {tests}").to_arrow_table()


@pytest.fixture(scope="module")
def pool(demo: Build) -> pa.Table:
    """Fingerprints of the demo that have much to do with each other: people of the largest components first."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{demo.folder / 'scv.duckdb'}' as demo (read_only)")
        return connection.sql(f"""
            with sizes as (
                select component_id, count(*) as members from demo.main_intermediate.linkage_partition
                group by component_id
            )
            select fingerprints.* from demo.main_intermediate.int_identity__fingerprints as fingerprints
            inner join demo.main_intermediate.linkage_partition using (fingerprint_id)
            inner join sizes using (component_id)
            order by members desc, component_id, fingerprint_id limit {POOL}
        """).to_arrow_table()


@pytest.fixture(scope="module")
def trained(demo: Build, compiled: CompiledModels) -> Trained:
    """The demo's model, its frequencies, and the SQL models that say what is touched."""
    with duckdb.connect(str(demo.folder / "scv.duckdb"), read_only=True) as connection:
        return (
            connection.sql("from main_intermediate.linkage_registry").to_arrow_table(),
            connection.sql("from main_intermediate.linkage_frequencies").to_arrow_table(),
            compiled,
        )


presence = st.lists(st.integers(0, 2**POOL - 1), min_size=2, max_size=4)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(presence, st.integers(0, 2**POOL - 1))
def test_small_builds_equal_one_build(pool: pa.Table, trained: Trained, steps: list[int], last: int) -> None:
    """Each step has another random half of the fingerprints: additions, deletions and returns at once."""
    small = Linkage(*trained, Thresholds(0.0, 0.0))
    for present in [*steps, last]:
        outcome = small.build(pool.filter(pa.array([bool(present >> i & 1) for i in range(POOL)])))
    once = Linkage(*trained, Thresholds(0.0, 0.0))
    assert outcome == once.build(pool.filter(pa.array([bool(last >> i & 1) for i in range(POOL)])))


def test_a_build_with_nothing_new_scores_and_rewrites_nothing(
    pool: pa.Table, trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    linkage = Linkage(*trained, Thresholds(0.0, -1.0))
    first = linkage.build(pool)
    scored = linkage.scored
    monkeypatch.delattr("scv.linkage.scoring.create_linker")  # Splink, and what loads it, is not asked for
    assert linkage.build(pool) == first
    assert linkage.rewritten == [POOL, 0]
    assert linkage.scored is not None
    assert scored is not None
    assert linkage.scored.num_rows == scored.num_rows


def test_one_new_fingerprint_rewrites_only_its_component(pool: pa.Table, trained: Trained) -> None:
    linkage = Linkage(*trained, Thresholds(0.0, 0.0))
    linkage.build(pool.slice(0, POOL - 1))
    linkage.build(pool)
    assert 1 <= linkage.rewritten[-1] < POOL / 2


def test_a_pair_that_is_joined_stays_joined_down_to_the_second_threshold(pool: pa.Table, trained: Trained) -> None:
    loose = Linkage(*trained, Thresholds(0.0, 0.0))
    joined = loose.build(pool)
    loose.thresholds = Thresholds(6.0, 0.0)
    assert loose.build(pool) == joined
    assert Linkage(*trained, Thresholds(6.0, 6.0)).build(pool) != joined


def test_the_promoted_model_is_kept(pool: pa.Table, trained: Trained) -> None:
    model, frequencies, _ = trained
    assert train_when_first(Table(pool), Table(model)).num_rows == 0
    assert count_frequencies(Table(pool), Table(model), Table(frequencies)).num_rows == 0


def test_thresholds_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="join and part"):
        Thresholds(0.0, 1.0)
