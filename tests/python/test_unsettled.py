"""Only what is unsettled is looked at when PINs are assigned, and that makes no difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scv.identity.steps import Past, judge, propose
from stewards import Table
from worlds import World

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compiled import CompiledModels

BASIS = Table(pa.table({"model_id": ["1"], "rules": ["join 0"]}))
TIMES = {"valid_from", "valid_to", "started_at"}

RECORDS = st.sampled_from("abcdefgh")
histories = st.lists(
    st.tuples(st.dictionaries(RECORDS, st.integers(0, 4)), st.sets(RECORDS, max_size=1)), min_size=1, max_size=6
)


def unsettled(world: World, compiled: CompiledModels, clusters: Mapping[str, int]) -> tuple[pa.Table, pa.Table]:
    """The records and the assignments that the SQL models leave to be settled."""
    keys = list(clusters)
    numbers = pa.array([ord(key) for key in keys], pa.int64())
    tables = {
        "int_identity__comparison_forms": pa.table(
            {"record_key": pa.array(keys, pa.string()), "fingerprint_id": numbers}
        ),
        "int_identity__clusters": pa.table(
            {"fingerprint_id": numbers, "cluster_id": pa.array(list(clusters.values()), pa.int64())}
        ),
        "int_identity__records": pa.table(
            {"record_key": pa.array(keys, pa.string()), "source_system": pa.array(["crm"] * len(keys), pa.string())}
        ),
        "pin_ledger": world.table("ledger"),
        "int_identity__ledger_totals": world.table("ledger_totals"),
        "int_identity__denied_pins": denied(world),
    }
    records = compiled.run("int_identity__unsettled_records", tables)
    return records, compiled.run(
        "int_identity__unsettled_ledger", {**tables, "int_identity__unsettled_records": records}
    )


def denied(world: World) -> pa.Table:
    """Of which records a steward said that they are not the customer of a PIN."""
    world.connection.execute("create table if not exists denied_pins (record_key varchar, pin varchar)")
    return world.table("denied_pins")


def found(records: pa.Table, past: Past) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The proposals and their judgement, without times."""
    proposals = propose(Table(records), BASIS, past, {})
    figures = judge(Table(records), BASIS, past, Table(proposals), {})
    proposed, judged = (
        [{name: value for name, value in row.items() if name not in TIMES} for row in table.to_pylist()]
        for table in (proposals, figures)
    )
    return proposed, judged


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories)
def test_what_is_settled_makes_no_difference(
    compiled: CompiledModels, history: list[tuple[dict[str, int], set[str]]]
) -> None:
    """Before each build a steward may say of a record that it is not the customer whose PIN it has."""
    world = World()
    for clusters, refused in history:
        for record in refused & world.pins().keys():
            world.deny(record, world.pins()[record])
        records, ledger = unsettled(world, compiled, clusters)
        runs, totals, issued = (Table(world.table(name)) for name in ("runs", "ledger_totals", "issued_pins"))
        refusals = Table(denied(world))
        everything = found(world.records(clusters), Past(Table(world.table("ledger")), runs, denied_pins=refusals))
        assert found(records, Past(Table(ledger), runs, totals, issued, refusals)) == everything
        world.adopt(clusters)


def test_a_customer_who_did_not_change_is_settled(compiled: CompiledModels) -> None:
    world = World()
    world.groups("ab cd e f")
    records, ledger = unsettled(world, compiled, {"a": 1, "b": 1, "c": 2, "x": 2, "d": 3, "e": 4})
    assert set(records.column("record_key").to_pylist()) == {"c", "d", "x"}
    assert set(ledger.column("record_key").to_pylist()) == {"c", "d", "f"}
