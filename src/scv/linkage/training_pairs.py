"""The pairs that a model is trained on: random ones, and those that agree on something.

Fingerprints are records without repetition, so two of them differ somewhere. Where little is open to differ in, as
among pairs of one full name that have nothing else but a town, they would teach that one person's records never agree
there. Such a block is narrow: what its records repeat counts as well, and how many of its pairs are one person's is
reckoned from what chance brings together, where a single open comparison would have to tell.
"""

from __future__ import annotations

from dataclasses import replace

import duckdb
import numpy as np

from scv.linkage.expectation_maximisation import Floats, PatternCounts
from scv.linkage.levels import Comparison
from scv.workbench import Connection

RANDOM_PAIRS = 1_000_000
PAIRS_PER_BLOCK = 150_000
LARGEST_BLOCK = 2_000

FULL_NAME = ("forename", "surname")
# Pairs that agree on these columns teach the comparisons that read other columns.
TRAINING_BLOCKS: tuple[tuple[str, ...], ...] = (
    ("email",),
    FULL_NAME,
    ("date_of_birth",),
    ("phone",),
    ("postcode",),
    ("loyalty_no",),
    ("account_id",),
)
# Where there is little else than a place, these teach what a forename and a surname say.
PLACE_BLOCKS: tuple[tuple[str, ...], ...] = (("surname", "town"), ("forename", "town"))
# What strangers share of these by chance can be reckoned; surname and town are shared at home.
BY_CHANCE = frozenset({FULL_NAME, ("forename", "town")})
HOME_BLOCKS = frozenset({("email",), ("phone",), ("postcode",)})
FEWEST_BLOCKS = 2
# A block is narrow when a pair knows fewer comparisons on average; with fewer still, its matches can't be told apart.
FEWEST_KNOWN = 2.0
FEWEST_TO_TELL = 1.4
M_UNSEEN = 0.02


def blocks_for(present: set[str]) -> list[tuple[str, ...]]:
    """The training blocks that the columns with values allow."""
    blocks = [columns for columns in TRAINING_BLOCKS if present.issuperset(columns)]
    if len(blocks) < FEWEST_BLOCKS:
        blocks += [columns for columns in PLACE_BLOCKS if present.issuperset(columns)]
    return blocks


def random_pairs(connection: Connection, count: int) -> str:
    """SQL of random pairs of different fingerprints; reads the table `numbered` (number, fingerprint_id).

    The numbers are drawn by DuckDB's hash wherever the rest runs, so that every engine compares the same pairs.
    """
    with duckdb.connect() as here:
        drawn = here.sql(f"""
            select
                cast(hash(draw, 1) % {count} as bigint) as number_l,
                cast(hash(draw, 2) % {count} as bigint) as number_r
            from range({RANDOM_PAIRS}) as draws (draw)
        """).to_arrow_table()
    connection.register("drawn", drawn)
    return """
        select l.fingerprint_id as fingerprint_id_l, r.fingerprint_id as fingerprint_id_r
        from drawn
        inner join numbered as l on l.number = number_l
        inner join numbered as r on r.number = number_r
        where number_l <> number_r
    """


def block_pairs(connection: Connection, columns: tuple[str, ...]) -> tuple[str, int]:
    """SQL of about `PAIRS_PER_BLOCK` pairs that agree on the columns, and one in how many blocks it takes.

    Whole blocks, chosen by hash.
    """
    has_all = " and ".join(f"{column} is not null" for column in columns)
    key = f"hash({', '.join(columns)})"
    blocks = f"""
        select {key} as block_key, count(*) as members from fingerprints
        where {has_all} group by block_key having count(*) between 2 and {LARGEST_BLOCK}
    """
    total = connection.execute(f"select coalesce(sum(members * (members - 1) / 2), 0) from ({blocks})").fetchall()[0][0]
    one_in = max(1, round(float(total) / PAIRS_PER_BLOCK))
    query = f"""
        with blocks as (select block_key from ({blocks}) where hash(block_key) % {one_in} = 0),
        members as (
            select {key} as block_key, fingerprint_id from fingerprints
            where {has_all} and {key} in (from blocks)
        )
        select l.fingerprint_id as fingerprint_id_l, r.fingerprint_id as fingerprint_id_r
        from members as l
        inner join members as r on l.block_key = r.block_key and l.fingerprint_id < r.fingerprint_id
    """
    return query, one_in


def drawn_on(patterns: PatternCounts, columns: tuple[str, ...], comparisons: tuple[Comparison, ...]) -> PatternCounts:
    """The patterns of pairs that were drawn to agree on the columns: comparisons that read these are not active."""
    families = {_family(column) for column in columns}
    active = tuple(index for index in patterns.active if comparisons[index].name not in families)
    return replace(patterns, active=active, may_hold_homes=columns in HOME_BLOCKS)


def _family(column: str) -> str:
    return "location" if column in ("postcode", "town") else column


def known_comparisons(patterns: PatternCounts) -> float:
    """How many of the active comparisons a pair knows, on average; of no pairs, all."""
    if not patterns.counts.sum():
        return float(len(patterns.active))
    known = (patterns.levels[:, list(patterns.active)] >= 0).sum(axis=1)
    return float(known @ patterns.counts / patterns.counts.sum())


def with_repetitions(
    connection: Connection,
    patterns: PatternCounts,
    columns: tuple[str, ...],
    one_in: int,
    comparisons: tuple[Comparison, ...],
) -> PatternCounts:
    """A narrow block together with what its records repeat (`record_count` says how many are one fingerprint).

    A repeated record counts once for each time, not once for each pair, so that what is repeated often does not drown
    the rest. Other blocks are as they were.
    """
    known = known_comparisons(patterns)
    if known >= FEWEST_KNOWN:
        return patterns
    names = [comparison.name for comparison in comparisons]
    has_all = " and ".join(f"l.{column} is not null" for column in columns)
    key = f"hash({', '.join(f'l.{column}' for column in columns)})"
    rows = connection.sql(f"""
        with compared as (
            select l.record_count, {", ".join(comparison.case_expression() for comparison in comparisons)}
            from fingerprints as l
            inner join fingerprints as r on l.fingerprint_id = r.fingerprint_id
            where l.record_count > 1 and {has_all} and hash({key}) % {one_in} = 0
        )
        select {", ".join(names)}, sum(record_count - 1) as pairs
        from compared group by all order by all
    """).to_arrow_table()
    levels = np.column_stack([rows.column(name).to_numpy() for name in names]).astype(np.int8)
    counts = np.concatenate([patterns.counts, rows.column("pairs").to_numpy().astype(np.float64)])
    found = replace(patterns, levels=np.concatenate([patterns.levels, levels]), counts=counts)
    if columns in BY_CHANCE and known < FEWEST_TO_TELL:
        return replace(found, match_share=share_of_one_person(connection, columns, float(counts.sum()) * one_in))
    return found


def share_of_one_person(connection: Connection, columns: tuple[str, ...], pairs: float) -> float:
    """The part of so many pairs that are one person's: all but those that chance brings together.

    Chance draws the columns that they agree on by their frequencies, the one not minding the other.
    """
    chance = 0.5
    for column in columns:
        total = connection.execute(f"""
            with counted as (select count(*) as members from fingerprints where {column} is not null group by {column})
            select coalesce(sum(1.0 * members * members) / pow(sum(members), 2), 0) from counted
        """).fetchall()[0][0]
        chance *= float(total)
    count = int(connection.execute("select count(*) from fingerprints").fetchall()[0][0])
    return min(max(1 - chance * count * count / max(pairs, 1.0), 0.05), 0.999)


def with_unseen_levels(
    m: list[Floats], blocks: list[PatternCounts], drawn: list[tuple[str, ...]], comparisons: tuple[Comparison, ...]
) -> list[Floats]:
    """m with `M_UNSEEN` for levels that no block could show.

    Pairs that agree on the surname have no names in each other's field; if no others teach the forename, it seems that
    there are none.
    """
    changed = list(m)
    for index, comparison in enumerate(comparisons):
        teachers = [columns for columns, block in zip(drawn, blocks, strict=True) if index in block.active]
        unseen = [
            comparison.level_number(level)
            for level in comparison.scored_levels
            if teachers and all(any(f"{name}_l" in level.condition for name in columns) for columns in teachers)
        ]
        if unseen and comparison.is_trained:
            levels = m[index].copy()
            levels[unseen] = M_UNSEEN
            rest = np.setdiff1d(np.arange(len(levels)), unseen)
            levels[rest] *= (1 - M_UNSEEN * len(unseen)) / levels[rest].sum()
            changed[index] = levels
    return changed
