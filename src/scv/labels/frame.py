"""The pairs of fingerprints that labels are drawn from, and the strata that they fall into.

Three kinds: pairs that the run joined, pairs that it compared and left apart, and pairs that blocking never found. Of
the last there are too many to list, and nearly all are strangers; so of a sample of fingerprints those others are
looked up that agree on at least one attribute, and each pair found stands for as many as the sample is small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scv.linkage.frequencies import create_frequencies
from scv.linkage.scoring import create_scored_pairs

if TYPE_CHECKING:
    import duckdb

    from scv.linkage.model import LinkageModel

BAND_EDGES = (-10.0, -5.0, -2.0, 0.0, 2.0, 5.0, 10.0)
LOOKED_UP = 2_000
MOST_NEAR_PAIRS = 1_000_000
MOST_SHARING = 3_000
UNCOMPARED_PROBABILITY = 0.9

# Agreeing on one of these is enough to be looked at; each is wider than the blocking rules that hold it.
NEAR_COLUMNS = (
    "forename_root",
    "surname",
    "date_of_birth",
    "email_local",
    "phone",
    "postcode",
    "street",
    "postal_district",
    "town",
)


def band_expression(weight: str) -> str:
    """SQL of the band of a match weight, as text."""
    branches = [f"when {weight} is null then 'not compared'", f"when {weight} < {BAND_EDGES[0]:g} then 'below -10'"]
    for low, high in zip(BAND_EDGES, BAND_EDGES[1:], strict=False):
        branches.append(f"when {weight} < {high:g} then '{low:g} to {high:g}'")
    return f"case {' '.join(branches)} else '10 and above' end"


def create_frame(connection: duckdb.DuckDBPyConnection, model: LinkageModel, seed: int) -> None:
    """Fill `frame` (l, r, kind, match_weight, stands_for), one row per pair that may be drawn.

    Reads `fingerprints`, `scored` (fingerprint_id_l, fingerprint_id_r, match_weight) and `partition`
    (fingerprint_id, cluster_id). `kind` is `joined`, `apart` or `missed`; `stands_for` the pairs that one stands for.
    """
    create_near_pairs(connection, model, seed)
    connection.execute("""
        create or replace table frame as
        with pairs as (
            select
                fingerprint_id_l as l, fingerprint_id_r as r, match_weight,
                of_l.cluster_id = of_r.cluster_id as is_joined
            from scored
            inner join partition as of_l on of_l.fingerprint_id = fingerprint_id_l
            inner join partition as of_r on of_r.fingerprint_id = fingerprint_id_r
            where fingerprint_id_l < fingerprint_id_r
        ),
        together as (
            select one.fingerprint_id as l, other.fingerprint_id as r
            from partition as one
            inner join partition as other
                on one.cluster_id = other.cluster_id and one.fingerprint_id < other.fingerprint_id
        )
        select
            l, r, case when is_joined then 'joined' else 'apart' end as kind, match_weight,
            cast(1 as double) as stands_for
        from pairs
        union all
        select l, r, 'joined', null, 1 from together anti join pairs using (l, r)
        union all
        select l, r, 'missed', match_weight, stands_for from near_pairs
    """)


def create_near_pairs(connection: duckdb.DuckDBPyConnection, model: LinkageModel, seed: int) -> None:
    """Fill `near_pairs` (l, r, match_weight, stands_for): pairs that were neither compared nor joined.

    They have one of `LOOKED_UP` fingerprints on a side and agree on one of `NEAR_COLUMNS`; values that more than
    `MOST_SHARING` fingerprints have are passed over. Of more than `MOST_NEAR_PAIRS` a part is scored.
    """
    total = int(connection.execute("select count(*) from fingerprints").fetchall()[0][0])
    connection.execute(
        "create or replace table looked_up as select * from fingerprints order by hash(fingerprint_id, ?) limit ?",
        [seed, LOOKED_UP],
    )
    queries = [_near_query(column) for column in NEAR_COLUMNS if column in model.columns]
    nobody = "select cast(null as bigint) as l, cast(null as bigint) as r where false"
    connection.execute(f"""
        create or replace table near_candidates as
        with near as ({" union ".join(queries) or nobody}),
        fresh as (
            select l, r from near
            anti join scored on l = fingerprint_id_l and r = fingerprint_id_r
        )
        select l as fingerprint_id_l, r as fingerprint_id_r from fresh
        inner join partition as of_l on of_l.fingerprint_id = l
        inner join partition as of_r on of_r.fingerprint_id = r
        where of_l.cluster_id <> of_r.cluster_id
    """)
    found = int(connection.execute("select count(*) from near_candidates").fetchall()[0][0])
    one_in = max(1, -(-found // MOST_NEAR_PAIRS))
    connection.execute(f"""
        create or replace table candidate_pairs as
        select * from near_candidates where hash(fingerprint_id_l, fingerprint_id_r, {seed}) % {one_in} = 0
    """)
    create_frequencies(connection, set(model.columns))
    create_scored_pairs(connection, model)
    share = min(LOOKED_UP, total) / max(total, 1)
    connection.execute(f"""
        create or replace table near_pairs as
        select
            fingerprint_id_l as l, fingerprint_id_r as r, match_weight,
            {one_in / (1 - (1 - share) ** 2)!r} as stands_for
        from scored_pairs
    """)


def _near_query(column: str) -> str:
    """SQL of (l, r): a fingerprint that is looked up, and another that has the same value."""
    return f"""
        select
            least(looked_up.fingerprint_id, fingerprints.fingerprint_id) as l,
            greatest(looked_up.fingerprint_id, fingerprints.fingerprint_id) as r
        from looked_up inner join fingerprints using ({column})
        where looked_up.fingerprint_id <> fingerprints.fingerprint_id and {column} in (
            select {column} from fingerprints where {column} is not null
            group by {column} having count(*) between 2 and {MOST_SHARING}
        )
    """
