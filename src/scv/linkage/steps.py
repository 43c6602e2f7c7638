"""The steps of the linkage as the dbt Python models call them: tables in, an Arrow table out.

Each step works in a DuckDB of its own, so nothing of Splink's stays in the warehouse.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from scv.linkage.blocking import create_candidate_pairs, create_crowded_keys, rules_named
from scv.linkage.frequencies import create_frequencies
from scv.linkage.registry import NO_MODEL, REGISTRY_SCHEMA, promoted_model, registry_row
from scv.linkage.scoring import LEVEL_COLUMNS, create_scored_pairs
from scv.linkage.training import train
from scv.workbench import Relation, lend, load, now, workbench


def train_when_first(fingerprints: Relation, models: Relation | None) -> pa.Table:
    """A newly trained model when there is none that is promoted, else no row: the columns of `REGISTRY_SCHEMA`."""
    with workbench(models=models) as connection:
        if models is not None and promoted_model(connection) is not None:
            return REGISTRY_SCHEMA.empty_table()
    with workbench(fingerprints=fingerprints) as connection:
        count = int(connection.execute("select count(*) from fingerprints").fetchall()[0][0])
        if not count:
            return REGISTRY_SCHEMA.empty_table()
        model = train(connection)
    row = registry_row(model, now(), "dbt build", "There was no model yet", count, is_promoted=True)
    return pa.Table.from_pylist([row], schema=REGISTRY_SCHEMA)


def count_frequencies(fingerprints: Relation, models: Relation, frequencies: Relation | None) -> pa.Table:
    """The term frequencies of the promoted model when they are not stored yet.

    Columns: model_id, attribute, value, frequency (see `scv.linkage.frequencies`). The keys that are too crowded for
    blocking are kept among them: attribute `block:<rule>`, value the hash of the key, frequency its fingerprints.
    """
    with workbench(models=models, stored=frequencies) as connection:
        promoted = promoted_model(connection)
        stored = "select distinct model_id from stored" if frequencies is not None else "select null"
        known = {row[0] for row in connection.execute(stored).fetchall()}
        model_id, model = promoted or ("", NO_MODEL)
        if model_id in known or promoted is None:
            model = NO_MODEL
        if model.columns:
            load(connection, "fingerprints", fingerprints)
        create_frequencies(connection, set(model.columns))
        create_crowded_keys(connection, rules_named(model.blocking_rules))
        connection.execute("""
            insert into term_frequencies
            select 'block:' || rule, cast(block_key as varchar), fingerprints from crowded_keys
        """)
        return connection.sql(
            "select cast(? as varchar) as model_id, * from term_frequencies order by attribute, value",
            params=[model_id],
        ).to_arrow_table()


def score_new(fingerprints: Relation, models: Relation, frequencies: Relation, scored: Relation | None) -> pa.Table:
    """Scores of the fingerprints that the promoted model has not compared yet with all others.

    Columns: pair_id, model_id and those of `scv.linkage.scoring.create_scored_pairs`. A row that pairs a fingerprint
    with itself, without a weight, says that it has been compared; of `scored` only these rows are needed.
    """
    with workbench(models=models) as connection:
        lend(connection, "all_frequencies", frequencies)
        # Of a small build few fingerprints are needed: a copy of all would cost more than the search for them.
        (load if scored is None else lend)(connection, "fingerprints", fingerprints)
        model_id, model = promoted_model(connection) or ("", NO_MODEL)
        connection.execute(
            "create table term_frequencies as select * from all_frequencies where model_id = ?", [model_id]
        )
        connection.execute("""
            create table crowded_keys as
            select substr(attribute, 7) as rule, cast(value as ubigint) as block_key from term_frequencies
            where attribute like 'block:%'
        """)
        compared = "select cast(null as bigint) where ? is null"
        if scored is not None:
            lend(connection, "scored", scored)
            compared = "select fingerprint_id_l from scored where fingerprint_id_l = fingerprint_id_r and model_id = ?"
        connection.execute(
            f"""
            create table new_fingerprints as select fingerprint_id from fingerprints
            anti join ({compared}) as compared (fingerprint_id) using (fingerprint_id)
            """,
            [model_id],
        )
        create_candidate_pairs(connection, rules_named(model.blocking_rules), only_new=scored is not None)
        if scored is not None:
            _keep_candidates(connection)
        create_scored_pairs(connection, model)
        missing = ", ".join(["null"] * (3 + len(LEVEL_COLUMNS)))
        connection.execute(f"""
            insert into scored_pairs select fingerprint_id, fingerprint_id, {missing} from new_fingerprints
        """)
        return connection.sql(
            "select cast(? as varchar) as model_id, * from scored_pairs", params=[model_id]
        ).to_arrow_table()


def _keep_candidates(connection: duckdb.DuckDBPyConnection) -> None:
    """Leave in `fingerprints` only those that are in `candidate_pairs`: of a small build few are."""
    connection.execute("""
        create table candidates as select * from fingerprints where fingerprint_id in (
            select fingerprint_id_l from candidate_pairs union select fingerprint_id_r from candidate_pairs
        )
    """)
    connection.unregister("fingerprints")
    connection.execute("alter table candidates rename to fingerprints")
