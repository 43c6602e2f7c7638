"""The steps of PIN assignment as the dbt Python models call them: tables in, an Arrow table out."""

from __future__ import annotations

import os

import pyarrow as pa

from scv.identity.assignment import create_changes, empty_assignments
from scv.workbench import Relation, now, workbench

PIN_KEY_VARIABLE = "SCV_PIN_KEY"
DEFAULT_PIN_KEY = "single customer view"


def assign_pins(records: Relation, clusters: Relation, assignments: Relation | None) -> pa.Table:
    """The assignments of PINs that begin or end with this run: the columns of `ASSIGNMENT_COLUMNS`."""
    with workbench(records=records, clusters=clusters, assignments=assignments) as connection:
        if assignments is None:
            empty_assignments(connection)
        connection.execute("""
            create table clustered_records as
            select record_key, cluster_id from records inner join clusters using (fingerprint_id)
        """)
        create_changes(connection, now(), os.environ.get(PIN_KEY_VARIABLE) or DEFAULT_PIN_KEY)
        return connection.sql("select * from changes order by record_key, valid_from").to_arrow_table()
