"""Score candidate pairs with Splink and the promoted model.

Splink gives the weight of "one person" against "strangers": log2 odds, from the levels and the term frequencies.
From it the weight of "two people of one home" is taken:

    match_weight = splink_weight - log2(1 + 2 ** home_weight)

which is the log2 odds of one person against either alternative (see `scv.linkage.expectation_maximisation`). A model
that was trained with labels adds its correction (`scv.linkage.calibration`).
"""

from __future__ import annotations

import logging
from math import log2
from typing import TYPE_CHECKING, Any

from scv.linkage.comparisons import COMPARISONS
from scv.linkage.engines import is_spark, splink_api, splink_settings
from scv.linkage.frequencies import FREQUENCY_COLUMNS, SHARE_COLUMNS
from scv.linkage.levels import Comparison
from scv.linkage.model import LinkageModel
from scv.workbench import Connection

if TYPE_CHECKING:
    from splink import Linker
    from splink.internals.database_api import DatabaseAPI
    from splink.internals.splink_dataframe import SplinkDataFrame

logger = logging.getLogger(__name__)

PAIRS_PER_CHUNK = 2_000_000
# The last bits of a logarithm differ by engine and processor; what is decided on weights must not.
WEIGHT_DECIMALS = 9
HOME_PENALTY = "log2(1 + pow(2.0, least(home_weight, 200.0)))"
LEVEL_COLUMNS = tuple(comparison.name for comparison in COMPARISONS)


def register_frequencies(connection: Connection, api: DatabaseAPI[Any], linker: Linker, model: LinkageModel) -> None:
    """Hand the table `term_frequencies` (attribute, value, frequency) to Splink, column by column.

    A multiple becomes a frequency by the model's average u, so that Splink's adjustment is -log2 of the multiple.
    """
    for column in FREQUENCY_COLUMNS:
        average = model.average_u(column)
        if average is None:
            continue
        factor = 1.0 if column in SHARE_COLUMNS else average
        connection.execute(f"""
            create or replace table frequencies_of_{column} as
            select value as {column}, least(1.0, frequency * cast({factor!r} as double)) as tf_{column}
            from term_frequencies where attribute = '{column}'
        """)
        linker.table_management.register_term_frequency_lookup(api.register(f"frequencies_of_{column}"), column)


def home_weight_expression(model: LinkageModel) -> str:
    """SQL over a Splink prediction: log2 odds of two people of one home against strangers."""
    terms = [repr(log2(model.home_probability))]
    for comparison in model.comparisons:
        terms.append(_home_case(model, comparison))
        if comparison.shared_at_home and any(level.frequency_column for level in comparison.levels):
            terms.append(f"coalesce(mw_tf_adj_{comparison.name}, 0)")
    return " + ".join(terms)


def _home_case(model: LinkageModel, comparison: Comparison) -> str:
    branches = [
        f"when {name} then {home!r}"
        for name, home in zip(_weight_literals(model, comparison), model.home_weights(comparison), strict=True)
        if home
    ]
    if not branches:
        return "0"
    return f"(case mw_{comparison.name} {' '.join(branches)} else 0 end)"


def _weight_literals(model: LinkageModel, comparison: Comparison) -> list[str]:
    """The weights of the scored levels, worst first, written as Splink writes them."""
    return [f"cast({weight!r} as float8)" for weight in model.level_weights(comparison)]


def match_weight_expression(model: LinkageModel) -> str:
    """SQL over Splink's `match_weight`, `home_weight` and the levels: the match weight."""
    weight = f"(match_weight - {HOME_PENALTY})"
    return model.calibration.expression(weight, HOME_PENALTY, "{}_level") if model.calibration else weight


def level_expressions(model: LinkageModel) -> str:
    """SQL of one level number per known comparison, read off its weight; -1 where the model has none.

    Splink gives level numbers only together with all the values compared, whose copies cost more than the scores.
    """
    known = {comparison.name: comparison for comparison in model.comparisons}
    return ", ".join(
        f"cast({_level_case(model, known[name]) if name in known else '-1'} as smallint) as {name}_level"
        for name in LEVEL_COLUMNS
    )


def _level_case(model: LinkageModel, comparison: Comparison) -> str:
    branches = [f"when {weight} then {number}" for number, weight in enumerate(_weight_literals(model, comparison))]
    return f"case mw_{comparison.name} {' '.join(branches)} else -1 end"


def create_scored_pairs(connection: Connection, model: LinkageModel, linker: Linker | None = None) -> None:
    """Fill the table `scored_pairs` from the tables `candidate_pairs`, `fingerprints` and `term_frequencies`.

    Columns: fingerprint_id_l, fingerprint_id_r (bigint, smaller first), rule (the candidate's, null where it has none),
    match_weight and home_weight (log2 odds, to `WEIGHT_DECIMALS`), and one `<comparison>_level` (smallint) each. Works
    in chunks of `PAIRS_PER_CHUNK`, which bounds the memory; Spark bounds its own. `linker` is what `create_linker` gave
    for these tables and this model, where a caller has it already.
    """
    levels = ", ".join(f"{name}_level smallint" for name in LEVEL_COLUMNS)
    connection.execute(f"""
        create or replace table scored_pairs (
            fingerprint_id_l bigint, fingerprint_id_r bigint, rule smallint,
            match_weight double, home_weight double, {levels}
        )
    """)
    if not model.comparisons:
        return
    columns = [str(row[0]) for row in connection.execute("describe candidate_pairs").fetchall()]
    rule = "cast(rule as varchar)" if "rule" in columns else "cast(null as varchar)"
    total = int(connection.execute("select count(*) from candidate_pairs").fetchall()[0][0])
    if not total:
        return
    chunks = 1 if is_spark(connection) else -(-total // PAIRS_PER_CHUNK)
    linker = linker or create_linker(connection, model)
    for chunk in range(chunks):
        connection.execute(f"""
            create or replace table chunk_pairs as
            select {rule} as match_key, fingerprint_id_l as join_key_l, fingerprint_id_r as join_key_r
            from candidate_pairs where hash(fingerprint_id_l, fingerprint_id_r) % {chunks} = {chunk}
        """)
        _score_chunk(connection, model, linker)
        logger.info("Scored chunk %s of %s of %s pairs", chunk + 1, chunks, total)


def create_linker(connection: Connection, model: LinkageModel) -> Linker:
    """Splink with the model, the tables `fingerprints` and `term_frequencies`, and the pairs of `chunk_pairs`."""
    # Only what scores loads Splink: a build with nothing new does without.
    from splink import Linker

    api = splink_api(connection)
    settings = splink_settings(connection, model.splink_settings())
    linker = Linker(api.register("fingerprints"), settings, log_level=logging.ERROR, validate_settings=False)
    register_frequencies(connection, api, linker, model)
    linker.table_management.register_blocked_pairs_for_predict(api.register("chunk_pairs"))
    return linker


def predict(linker: Linker) -> SplinkDataFrame:
    """Splink's prediction for the pairs of the table `chunk_pairs` (match_key, join_key_l, join_key_r)."""
    return linker.inference.predict(warning_mode="never")


def _score_chunk(connection: Connection, model: LinkageModel, linker: Linker) -> None:
    predicted = predict(linker)
    levels = ", ".join(f"{name}_level" for name in LEVEL_COLUMNS)
    connection.execute(f"""
        insert into scored_pairs
        with weighed as (
            select
                fingerprint_id_l, fingerprint_id_r, match_key, match_weight,
                {home_weight_expression(model)} as home_weight,
                {level_expressions(model)}
            from {predicted.physical_name}
        )
        select
            least(fingerprint_id_l, fingerprint_id_r),
            greatest(fingerprint_id_l, fingerprint_id_r),
            cast(match_key as smallint),
            round({match_weight_expression(model)}, {WEIGHT_DECIMALS}),
            round(home_weight, {WEIGHT_DECIMALS}),
            {levels}
        from weighed
    """)
    predicted.drop_table_from_database_and_remove_from_cache()
