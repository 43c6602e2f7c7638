"""Which pairs to ask a person about: strata by how the pair was found, its weight and its channels.

The questions go to the strata where the model's own doubt is greatest: so many that a stratum's share is in proportion
to N * sqrt(p * (1 - p)), N its pairs and p the mean probability that one is a match (Neyman's allocation; Cochran,
Sampling Techniques, 1977, section 5.5), tempered by a power so that small strata are heard as well. Within a stratum
pairs are drawn at random, so every pair has a known chance, and shares of the whole can be told from the answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scv.labels.frame import UNCOMPARED_PROBABILITY, band_expression

if TYPE_CHECKING:
    import duckdb
    import numpy.typing as npt

LEAST_PER_STRATUM = 2
QUESTIONS_PER_CHANNEL_PAIR = 60
TEMPER = 0.6


@dataclass(frozen=True)
class Drawn:
    """A pair that was drawn: its fingerprints, weight and stratum, and how many pairs the stratum has."""

    left: int
    right: int
    match_weight: float | None
    stratum: str
    stratum_pairs: int


def draw(connection: duckdb.DuckDBPyConnection, count: int, seed: int) -> list[Drawn]:
    """About `count` pairs of the table `frame`, every stratum's first one before any second.

    Reads `channels` (fingerprint_id, source_system) and `labelled` (l, r), pairs that have an answer already.
    """
    _create_strata(connection, max(1, count // QUESTIONS_PER_CHANNEL_PAIR))
    sizes = connection.sql("select stratum, pairs, doubt from strata order by stratum").to_arrow_table()
    shares = allocate(sizes.column("pairs").to_numpy(), sizes.column("doubt").to_numpy(), count)
    connection.execute("create or replace table wanted (stratum varchar, pairs double, wanted bigint)")
    names, pairs = sizes.column("stratum").to_pylist(), sizes.column("pairs").to_pylist()
    if names:
        connection.executemany(
            "insert into wanted values (?, ?, ?)", list(zip(names, pairs, shares.tolist(), strict=True))
        )
    rows = connection.execute(
        """
        with ranked as (
            select
                l, r, match_weight, stratum,
                row_number() over (partition by stratum order by hash(l, r, $seed), l, r) as place
            from placed anti join labelled using (l, r)
        )
        select l, r, match_weight, stratum, pairs
        from ranked inner join wanted using (stratum)
        where place <= wanted
        order by place, hash(stratum, $seed), stratum
        limit $count
        """,
        {"seed": seed, "count": count},
    ).fetchall()
    return [Drawn(int(row[0]), int(row[1]), row[2], str(row[3]), max(1, round(row[4]))) for row in rows]


def allocate(pairs: npt.NDArray[np.float64], doubt: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.int64]:
    """How many pairs of each stratum are drawn, `count` in all where there are so many.

    `doubt` is the mean of sqrt(p * (1 - p)) over a stratum's pairs.
    """
    size = np.maximum(pairs * doubt, 1e-9) ** TEMPER
    wanted = np.minimum(np.full(len(pairs), LEAST_PER_STRATUM, dtype=np.int64), np.ceil(pairs).astype(np.int64))
    left = count - int(wanted.sum())
    while left > 0:
        open_strata = wanted < pairs
        if not open_strata.any():
            break
        ratio = np.where(open_strata, size / (wanted + 1), -1.0)
        wanted[int(ratio.argmax())] += 1
        left -= 1
    return wanted


def _create_strata(connection: duckdb.DuckDBPyConnection, channel_pairs: int) -> None:
    """Fill `placed` (the frame with its stratum) and `strata` (stratum, pairs, doubt).

    The `channel_pairs` pairs of channels with the most doubt have strata of their own, the others share theirs.
    """
    connection.execute(f"""
        create or replace table placed as
        with known as (
            select
                frame.*, {band_expression("match_weight")} as band,
                least(of_l.source_system, of_r.source_system) || ' and '
                || greatest(of_l.source_system, of_r.source_system) as channel_pair,
                coalesce(1 / (1 + pow(2.0, -greatest(match_weight, -60))), {UNCOMPARED_PROBABILITY}) as probability
            from frame
            inner join channels as of_l on of_l.fingerprint_id = l
            inner join channels as of_r on of_r.fingerprint_id = r
        ),
        largest as (
            select channel_pair from known
            group by channel_pair
            order by sum(round(stands_for * sqrt(probability * (1 - probability)), 3)) desc, channel_pair
            limit {channel_pairs}
        )
        select
            l, r, kind, match_weight, stands_for, probability,
            kind || ', ' || band || ', ' || coalesce(largest.channel_pair, 'other channels') as stratum
        from known left join largest using (channel_pair)
    """)
    connection.execute("""
        create or replace table strata as
        select
            stratum, cast(sum(stands_for) as double) as pairs,
            avg(sqrt(probability * (1 - probability))) as doubt
        from placed group by stratum
    """)
