"""How well a fingerprint could match at best: its weight against itself."""

from __future__ import annotations

import pyarrow as pa

from scv.linkage.registry import NO_MODEL, promoted_model
from scv.linkage.scoring import create_scored_pairs
from scv.workbench import Relation, load, workbench

SAMPLE = 100_000


def self_weights(fingerprints: Relation, models: Relation, frequencies: Relation, one_in: int) -> pa.Table:
    """One row per fingerprint, (fingerprint_id, match_weight, one_in): its weight against itself.

    `fingerprints` are a sample, one of `one_in` by identifier; `frequencies` may hold those of other models. Nothing
    can match a fingerprint better than itself, so what stays below the weight that joins can't be linked at all.
    """
    with workbench(fingerprints=fingerprints, models=models) as connection:
        model_id, model = promoted_model(connection) or ("", NO_MODEL)
        load(connection, "all_frequencies", frequencies)
        connection.execute(
            """
            create table term_frequencies as
            select attribute, value, frequency from all_frequencies where model_id = ?
            """,
            [model_id],
        )
        connection.execute("""
            create table candidate_pairs as
            select fingerprint_id as fingerprint_id_l, fingerprint_id as fingerprint_id_r, 0 as rule from fingerprints
        """)
        create_scored_pairs(connection, model)
        return connection.sql(
            "select fingerprint_id_l as fingerprint_id, match_weight, cast(? as bigint) as one_in from scored_pairs",
            params=[one_in],
        ).to_arrow_table()


def sampling(count: int) -> int:
    """One fingerprint of how many is looked at, so that about `SAMPLE` are."""
    return max(1, -(-count // SAMPLE))
