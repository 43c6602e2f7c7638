"""Raw Splink on a file of fingerprints: what a data scientist would write from its documentation, in one script.

Library comparisons with term frequencies, blocking on the identifiers and on name with place or date, u from ten
million random pairs, three rounds of expectation maximisation, a threshold of 0.95. It prints its steps' seconds.
"""

from __future__ import annotations

import json
import logging
import sys
import time

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

THRESHOLD = 0.95
RANDOM_PAIRS = 1e7
BLOCKS = (
    ("email",),
    ("phone",),
    ("account_id",),
    ("loyalty_no",),
    ("membership_no",),
    ("social_handle",),
    ("surname", "postcode"),
    ("forename", "postcode"),
    ("forename", "surname", "town"),
    ("forename", "surname", "date_of_birth"),
)


def settings() -> SettingsCreator:
    """The model before training."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="fingerprint_id",
        comparisons=[
            cl.ForenameSurnameComparison("forename", "surname", forename_surname_concat_col_name="full_name"),
            cl.LevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.EmailComparison("email"),
            cl.LevenshteinAtThresholds("phone", [1]),
            cl.PostcodeComparison("postcode"),
            cl.JaroWinklerAtThresholds("address", [0.9]),
            cl.ExactMatch("account_id"),
            cl.ExactMatch("loyalty_no"),
            cl.ExactMatch("membership_no"),
            cl.ExactMatch("social_handle"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in BLOCKS],
    )


def main(fingerprints: str) -> None:
    """Train, score and cluster; print the seconds of each step, the pairs and the clusters as JSON."""
    start = time.perf_counter()
    with duckdb.connect() as connection:
        connection.execute(f"create table fingerprints as select * from '{fingerprints}'")
        api = DuckDBAPI(connection=connection)
        linker = Linker(api.register("fingerprints"), settings(), log_level=logging.ERROR)
        linker.training.estimate_probability_two_random_records_match(
            [block_on("email", "forename"), block_on("forename", "surname", "date_of_birth"), block_on("account_id")],
            recall=0.7,
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
        for columns in (("email",), ("forename", "surname"), ("date_of_birth", "postcode")):
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
        trained = time.perf_counter()
        predicted = linker.inference.predict(threshold_match_probability=THRESHOLD)
        scored = time.perf_counter()
        clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predicted, threshold_match_probability=THRESHOLD
        )
        ended = time.perf_counter()
        counts = connection.execute(f"""
            select (select count(*) from {predicted.physical_name}),
            (select count(distinct cluster_id) from {clustered.physical_name})
        """).fetchall()[0]
    figures = {"train": trained - start, "score": scored - trained, "cluster": ended - scored}
    print(json.dumps({**figures, "edges": counts[0], "clusters": counts[1]}))


if __name__ == "__main__":
    main(sys.argv[1])
