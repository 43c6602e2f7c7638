"""Which pairs to ask a person about: strata by how the pair was found, its weight and its channels.

Questions go where the model's own doubt is: a stratum's share is in proportion to the sum of p * (1 - p) over its
pairs, p the probability that one is a match; that is the information that an answer carries about the weights (as in
Cohn, Ghahramani and Jordan, Journal of Artificial Intelligence Research 4, 1996: ask where the variance is). Every
stratum gets a few, so that sure ones are checked. Within a stratum pairs are drawn at even steps from a random start,
through one pair of channels after the other (systematic sampling: Cochran, Sampling Techniques, 1977, section 8.1):
every pair has the same known chance, shares of the whole can be told from the answers, and each pair of channels has
its share of even a few questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from scv.labels.frame import UNCOMPARED_PROBABILITY, band_expression

if TYPE_CHECKING:
    import duckdb

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LEAST_PER_STRATUM = 3
QUESTIONS_PER_CHANNEL_PAIR = 150
MOST_FOR_MISSED = 0.2


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
    _create_strata(connection, count // QUESTIONS_PER_CHANNEL_PAIR)
    _create_wanted(connection, count)
    rows = connection.execute(
        """
        with lined_up as (
            select
                l, r, match_weight, stratum,
                row_number() over (partition by stratum order by channel_pair, hash(l, r, $seed), l, r) as spot,
                count(*) over (partition by stratum) as spots
            from placed anti join labelled using (l, r)
        ),
        stepped as (
            select *, wanted / spots as step, hash(stratum, $seed, 'start') % 1000000 / 1e6 as start
            from lined_up inner join wanted using (stratum)
        ),
        chosen as (
            select *, row_number() over (partition by stratum order by hash(l, r, $seed), l, r) as place
            from stepped where floor(start + spot * step) > floor(start + (spot - 1) * step)
        )
        select l, r, match_weight, stratum, pairs
        from chosen
        order by place, hash(stratum, $seed), stratum
        limit $count
        """,
        {"seed": seed, "count": count},
    ).fetchall()
    return [Drawn(int(row[0]), int(row[1]), row[2], str(row[3]), max(1, round(row[4]))) for row in rows]


def allocate(pairs: Floats, doubt: Floats, count: int) -> Ints:
    """How many pairs of each stratum are drawn, `count` in all where there are so many.

    `doubt` is the sum of p * (1 - p) over a stratum's pairs. Divisors as in elections (Webster), so that one question
    more never takes a stratum's own away.
    """
    wanted = np.minimum(LEAST_PER_STRATUM, np.ceil(pairs)).astype(np.int64)
    for _ in range(max(0, count - int(wanted.sum()))):
        ratio = np.where(wanted < pairs, np.maximum(doubt, 1e-9) / (wanted + 0.5), -1.0)
        best = int(ratio.argmax()) if len(ratio) else 0
        if not len(ratio) or ratio[best] < 0:
            break
        wanted[best] += 1
    return wanted


def _create_wanted(connection: duckdb.DuckDBPyConnection, count: int) -> None:
    """Fill `wanted` (stratum, pairs, wanted) from `strata`; pairs that blocking missed get a part of their own."""
    connection.execute("create or replace table wanted (stratum varchar, pairs double, wanted bigint)")
    missed = round(count * MOST_FOR_MISSED)
    for sign, questions in (("=", missed), ("<>", count - missed)):
        strata = connection.execute(
            f"select stratum, pairs, doubt, drawable from strata where kind {sign} 'missed' order by stratum"
        ).fetchall()
        drawable, doubt = (np.array([row[i] for row in strata], dtype=np.float64) for i in (3, 2))
        for row, share in zip(strata, allocate(drawable, doubt, questions).tolist(), strict=True):
            connection.execute("insert into wanted values (?, ?, ?)", [row[0], row[1], share])


def _create_strata(connection: duckdb.DuckDBPyConnection, channel_pairs: int) -> None:
    """Fill `placed` (the frame with its stratum) and `strata` (stratum, kind, pairs, doubt, drawable).

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
            select channel_pair from known where kind <> 'missed'
            group by channel_pair
            order by sum(cast(probability * (1 - probability) as decimal(18, 9))) desc, channel_pair
            limit {channel_pairs}
        )
        select
            l, r, kind, match_weight, stands_for, probability, known.channel_pair,
            kind || ', ' || band || ', '
            || case when kind = 'missed' then 'any' else coalesce(largest.channel_pair, 'other') end || ' channels'
                as stratum
        from known left join largest using (channel_pair)
    """)
    connection.execute("""
        create or replace table strata as
        select
            stratum, kind, cast(sum(stands_for) as double) as pairs, cast(count(*) as double) as drawable,
            cast(sum(cast(stands_for * probability * (1 - probability) as decimal(28, 9))) as double) as doubt
        from placed group by stratum, kind
    """)
