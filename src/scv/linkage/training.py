"""Train the linkage model on the fingerprints themselves, without labels.

The steps: patterns of random pairs; patterns of pairs that agree on one thing; expectation maximisation over both;
the share of matches among all pairs from the candidates that blocking finds. Every sample is drawn by hash, so the
same fingerprints give the same model, in whatever order they come.
"""

from __future__ import annotations

import logging

import numpy as np

from scv.linkage.blocking import BlockingRule, create_blocked_pairs, rules_for
from scv.linkage.comparisons import comparisons_for
from scv.linkage.crowded_keys import create_crowded_keys
from scv.linkage.expectation_maximisation import (
    Parameters,
    PatternCounts,
    fit,
    joining_share,
    matched_share,
)
from scv.linkage.levels import Comparison
from scv.linkage.model import LinkageModel
from scv.linkage.training_pairs import (
    block_pairs,
    blocks_for,
    drawn_on,
    random_pairs,
    with_repetitions,
    with_unseen_levels,
)
from scv.workbench import Connection

logger = logging.getLogger(__name__)

CANDIDATES = 300_000
# The part of a rule's pairs that must join for it to stay; more where there are many, for they take time.
LEAST_YIELD = 0.0002
MANY_PAIRS = 20_000
LEAST_YIELD_OF_MANY = 0.004
EXPECTED_RECORDS_PER_PERSON = 4.0


def filled_columns(connection: Connection) -> set[str]:
    """The columns of the table `fingerprints` that hold any value."""
    names = [str(row[0]) for row in connection.execute("describe fingerprints").fetchall()]
    counting = ", ".join(f"count({name})" for name in names)
    counts = connection.execute(f"select {counting} from fingerprints").fetchall()[0]
    return {name for name, count in zip(names, counts, strict=True) if count}


def count_patterns(
    connection: Connection, samples: str, comparisons: tuple[Comparison, ...], sample_count: int
) -> list[PatternCounts]:
    """The comparison patterns of each sample's pairs, counted; every trained comparison is active.

    `samples` is SQL of (sample, fingerprint_id_l, fingerprint_id_r), samples numbered from 0. All are compared in one
    go, since joining the fingerprints costs more than comparing them.
    """
    names = [comparison.name for comparison in comparisons]
    cases = ", ".join(comparison.case_expression() for comparison in comparisons)
    rows = connection.sql(f"""
        with samples as ({samples}),
        compared as (
            select sample, {cases} from samples
            inner join fingerprints as l on l.fingerprint_id = samples.fingerprint_id_l
            inner join fingerprints as r on r.fingerprint_id = samples.fingerprint_id_r
        )
        select sample, {", ".join(names)}, count(*) as pairs from compared group by all order by all
    """).to_arrow_table()
    numbers = rows.column("sample").to_numpy()
    levels = np.column_stack([rows.column(name).to_numpy() for name in names]).astype(np.int8)
    pairs = rows.column("pairs").to_numpy().astype(np.float64)
    active = tuple(index for index, comparison in enumerate(comparisons) if comparison.is_trained)
    return [
        PatternCounts(levels[numbers == sample], pairs[numbers == sample], active) for sample in range(sample_count)
    ]


def train(connection: Connection) -> LinkageModel:
    """A model trained on the table `fingerprints`."""
    present = filled_columns(connection)
    comparisons = comparisons_for(present)
    connection.execute("""
        create or replace temp table numbered as
        select row_number() over (order by fingerprint_id) - 1 as number, fingerprint_id
        from fingerprints
    """)
    count = int(connection.execute("select count(*) from fingerprints").fetchall()[0][0])
    all_pairs = max(1.0, count * (count - 1) / 2)
    guess = min(0.5, (EXPECTED_RECORDS_PER_PERSON - 1) / max(count, 2))

    drawn = blocks_for(present)
    found = [block_pairs(connection, columns) for columns in drawn]
    queries = [random_pairs(connection, max(count, 1)), *(query for query, _ in found)]
    samples = " union all ".join(f"select {number} as sample, * from ({query})" for number, query in enumerate(queries))
    strangers, *blocks = count_patterns(connection, samples, comparisons, len(queries))
    blocks = [drawn_on(patterns, columns, comparisons) for patterns, columns in zip(blocks, drawn, strict=True)]
    blocks = [
        with_repetitions(connection, patterns, columns, one_in, comparisons)
        for patterns, columns, (_, one_in) in zip(blocks, drawn, found, strict=True)
    ]
    sizes = [len(comparison.scored_levels) for comparison in comparisons]
    shared = [item.shared_at_home for item in comparisons]
    most_u = [most_strangers(connection, item) for item in comparisons]
    surely = [item.home_columns is not None and present.issuperset(item.home_columns) for item in comparisons]
    parameters = fit(strangers, blocks, sizes, shared, most_u, guess, surely)
    parameters.m = with_unseen_levels(parameters.m, blocks, drawn, comparisons)

    rules = rules_for(present)
    candidates, one_in = sample_candidates(connection, rules, comparisons)
    share = matched_share(candidates, parameters, all_pairs / one_in, guess)
    home_share = min(0.5, 2 / max(count, 2))
    kept = worthwhile(rules, candidates, one_in, parameters, share, home_share)
    logger.info("Trained on %s fingerprints; one pair in %.0f is a match", count, 1 / share)
    return as_model(present, kept, comparisons, parameters, share, home_share)


def sample_candidates(
    connection: Connection, rules: tuple[BlockingRule, ...], comparisons: tuple[Comparison, ...]
) -> tuple[list[PatternCounts], int]:
    """The patterns of about `CANDIDATES` candidate pairs, by the first rule that finds them.

    The second value says that one candidate in so many was drawn.
    """
    create_crowded_keys(connection, rules)
    create_blocked_pairs(connection, rules)
    total = connection.execute("select count(*) from blocked_pairs").fetchall()[0][0]
    one_in = max(1, round(int(total) / CANDIDATES))
    connection.execute(f"""
        create or replace table sampled_pairs as
        select fingerprint_id_l, fingerprint_id_r, min(rule) as rule from blocked_pairs
        where hash(fingerprint_id_l, fingerprint_id_r) % {one_in} = 0
        group by fingerprint_id_l, fingerprint_id_r
    """)
    connection.execute("drop table blocked_pairs")
    query = "select rule as sample, fingerprint_id_l, fingerprint_id_r from sampled_pairs"
    return count_patterns(connection, query, comparisons, len(rules)), one_in


def worthwhile(
    rules: tuple[BlockingRule, ...],
    samples: list[PatternCounts],
    one_in: int,
    parameters: Parameters,
    share: float,
    home_share: float,
) -> tuple[BlockingRule, ...]:
    """The rules of whose pairs, those of earlier rules apart, enough join; a sample is one in so many pairs."""

    def is_worth_it(sample: PatternCounts) -> bool:
        pairs = float(sample.counts.sum())
        least = LEAST_YIELD_OF_MANY if pairs * one_in > MANY_PAIRS else LEAST_YIELD
        return not pairs or joining_share(sample, parameters, share, home_share) >= least

    return tuple(rule for rule, sample in zip(rules, samples, strict=True) if is_worth_it(sample))


def most_strangers(connection: Connection, comparison: Comparison) -> float:
    """The most that u of full agreement can be: `strangers_share` over the number of different values."""
    if comparison.strangers_share is None:
        return 1.0
    column = comparison.columns[0]
    values = connection.execute(f"select count(distinct {column}) from fingerprints").fetchall()[0][0]
    return comparison.strangers_share / max(int(values), 1)


def as_model(
    present: set[str],
    rules: tuple[BlockingRule, ...],
    comparisons: tuple[Comparison, ...],
    parameters: Parameters,
    match_probability: float,
    home_probability: float,
) -> LinkageModel:
    """The parameters as a model; comparisons that are not trained weigh nothing but their frequencies."""

    def by_name(values: list[np.ndarray]) -> dict[str, tuple[float, ...]]:
        return {
            item.name: tuple(float(value) for value in values[index])
            if item.is_trained
            else (0.5,) * len(item.scored_levels)
            for index, item in enumerate(comparisons)
        }

    return LinkageModel(
        columns=tuple(sorted(present)),
        blocking_rules=tuple(rule.name for rule in rules),
        m=by_name(parameters.m),
        u=by_name(parameters.u),
        h=by_name(parameters.h),
        match_probability=match_probability,
        home_probability=home_probability,
    )
