"""The steps of the linkage as the dbt Python models call them: tables in, an Arrow table out.

Each step works in a database of its own, a DuckDB or a Spark session (`scv.linkage.engines`), so nothing of Splink's
stays in the warehouse. What is small is asked of a DuckDB first: Spark is called on only when there is something to do.
"""

from __future__ import annotations

from functools import partial

import duckdb
import pyarrow as pa

from scv.linkage.blocking import create_candidate_pairs, rules_named
from scv.linkage.crowded_keys import create_crowded_keys, load_crowded_keys
from scv.linkage.engines import DUCKDB, Engine, bench, engine_of, lend, load, pick
from scv.linkage.frequencies import create_frequencies
from scv.linkage.registry import NO_MODEL, REGISTRY_SCHEMA, promoted_model, registry_row
from scv.linkage.scoring import LEVEL_COLUMNS, create_scored_pairs
from scv.linkage.training import train
from scv.workbench import Connection, Relation, no_rows, now, workbench, workbench_at

CANDIDATES = "select fingerprint_id_l from candidate_pairs union select fingerprint_id_r from candidate_pairs"
FREQUENCIES_SCHEMA = pa.schema(
    {"model_id": pa.string(), "attribute": pa.string(), "value": pa.string(), "frequency": pa.float64()}
)


def train_when_first(fingerprints: Relation, models: Relation | None, engine: str | None = None) -> pa.Table:
    """A newly trained model when there is none that is promoted, else no row: the columns of `REGISTRY_SCHEMA`.

    `engine` is the model's config `linkage_engine` (see `scv.linkage.engines`), here and in the other steps.
    """
    with workbench(models=models) as connection:
        if models is not None and promoted_model(connection) is not None:
            return no_rows(REGISTRY_SCHEMA)
    with bench(engine_of(engine), fingerprints=fingerprints) as connection:
        count = int(connection.execute("select count(*) from fingerprints").fetchall()[0][0])
        if not count:
            return no_rows(REGISTRY_SCHEMA)
        model = train(connection)
    row = registry_row(model, now(), "dbt build", "There was no model yet", count, is_promoted=True)
    return pa.Table.from_pylist([row], schema=REGISTRY_SCHEMA)


def count_frequencies(
    fingerprints: Relation, models: Relation, frequencies: Relation | None, engine: str | None = None
) -> pa.Table:
    """The term frequencies of the promoted model when they are not stored yet.

    Columns: model_id, attribute, value, frequency (see `scv.linkage.frequencies`). The keys that are too crowded for
    blocking are kept among them: attribute `block:<rule>`, value the key's values, frequency its fingerprints.
    """
    with workbench(models=models, stored=frequencies) as connection:
        promoted = promoted_model(connection)
        stored = "select distinct model_id from stored" if frequencies is not None else "select null"
        known = {row[0] for row in connection.execute(stored).fetchall()}
    model_id, model = promoted or ("", NO_MODEL)
    if model_id in known or not model.columns:
        return no_rows(FREQUENCIES_SCHEMA)
    with bench(engine_of(engine), fingerprints=fingerprints) as connection:
        create_frequencies(connection, set(model.columns))
        create_crowded_keys(connection, rules_named(model.blocking_rules))
        return connection.sql(
            """
            with frequencies as (
                select * from term_frequencies
                union all
                select 'block:' || rule, key_text, fingerprints from crowded_keys
            )
            select cast(? as varchar) as model_id, * from frequencies order by attribute, value
            """,
            params=[model_id],
        ).to_arrow_table()


def score_new(
    fingerprints: Relation,
    models: Relation,
    frequencies: Relation,
    scored: Relation | None,
    engine: str | None = None,
    home: duckdb.DuckDBPyConnection | None = None,
) -> pa.Table:
    """Scores of the fingerprints that the promoted model has not compared yet with all others.

    Columns: pair_id, model_id and those of `scv.linkage.scoring.create_scored_pairs`. A row that pairs a fingerprint
    with itself, without a weight, says that it has been compared; of `scored` only these rows are needed. `home` is the
    DuckDB whose relations they are, where the warehouse is one: they are then read where they are.
    """
    with workbench(models=models) as connection:
        model_id, model = promoted_model(connection) or ("", NO_MODEL)
    used = engine_of(engine) if model.columns else Engine()
    if used.name != DUCKDB:
        home = None
    with bench(used) if home is None else workbench_at(home) as connection:
        give = partial(lend, connection, at_home=home is not None)
        give("all_frequencies", frequencies)
        if scored is not None:
            give("scored", scored)
        # Of a small build few fingerprints are needed: a copy of all would cost more than the search for them.
        copied = scored is None and home is None
        lent = (partial(load, connection) if copied else give)("fingerprints", fingerprints)
        connection.execute(
            "create table term_frequencies as select * from all_frequencies where model_id = ?", [model_id]
        )
        _find_new(connection, model_id, scored is not None)
        rules = rules_named(model.blocking_rules)
        if not connection.execute("select count(*) from new_fingerprints").fetchall()[0][0]:
            rules = ()
        load_crowded_keys(connection, rules, "term_frequencies")
        if scored is not None:
            pick(connection, "arrivals", lent, "select fingerprint_id from new_fingerprints")
        create_candidate_pairs(connection, rules, only_new=scored is not None)
        if scored is not None:
            pick(connection, "fingerprints", lent, CANDIDATES)
        create_scored_pairs(connection, model)
        missing = ", ".join(["null"] * (3 + len(LEVEL_COLUMNS)))
        connection.execute(f"""
            insert into scored_pairs select fingerprint_id, fingerprint_id, {missing} from new_fingerprints
        """)
        return connection.sql(
            "select cast(? as varchar) as model_id, * from scored_pairs", params=[model_id]
        ).to_arrow_table()


def _find_new(connection: Connection, model_id: str, has_scored: bool) -> None:
    """Fill `new_fingerprints` with those that `scored` does not say the model has compared."""
    compared = "select fingerprint_id_l from scored where fingerprint_id_l = fingerprint_id_r and model_id = ?"
    if not has_scored:
        compared = "select cast(null as bigint) where ? is null"
    connection.execute(
        f"""
        create table new_fingerprints as select fingerprint_id from fingerprints
        anti join ({compared}) as compared (fingerprint_id) using (fingerprint_id)
        """,
        [model_id],
    )
