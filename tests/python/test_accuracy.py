"""The linkage of the demo, whose truth is known, does not fall below what it has reached."""

from __future__ import annotations

import duckdb

from builds import Build
from scv.diagnostics.metrics import measure
from scv.project import project_directory

# Just below what was reached on 2026-11-22 (0.9766, 0.9679, 0.9677): pairwise precision and F1, B-cubed F1.
FLOORS = (0.976, 0.967, 0.967)


def test_accuracy_on_the_demo_keeps_its_floor(demo: Build) -> None:
    truth = project_directory() / "data" / "demo" / "truth.csv"
    pins = demo.rows("select record_key, pin from {int_identity__pins}")
    with duckdb.connect() as connection:
        connection.execute("create table assigned (record_key varchar, pin varchar)")
        connection.executemany("insert into assigned values (?, ?)", pins)
        connection.execute(f"create table truth as select record_key, entity_id from read_csv('{truth}')")
        reached = measure(connection, "assigned", "truth")
    figures = (reached.pairwise.precision, reached.pairwise.f1, reached.b_cubed.f1)
    assert all(figure >= floor for figure, floor in zip(figures, FLOORS, strict=True)), figures
