"""One of the peers on one file of records, as its documentation has it: `python bench/peers.py PEER RECORDS CLUSTERS`.

Runs in an environment of its own (requirements-comparison.txt) and needs nothing of this project. Reads records in the
standard shape, writes record_key and pin as Parquet, and prints versions and seconds as JSON. Splink and recordlinkage
get light cleaning: small letters, no spaces around, names split where only the full name is given, digits of phones,
dates in one form. goldenmatch, which standardises by itself, gets the file as it is.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import re
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from statistics import median
from typing import Any

import duckdb

THRESHOLD = 0.95
REPEATS = 5
PROBABILITY_CUT = 0.85
ATTRIBUTES = (
    "forename surname date_of_birth email phone address_line_1 town postcode account_id membership_no loyalty_no "
    "social_handle"
).split()
Clusters = list[tuple[str, str]]
Seconds = dict[str, float]

CLEANED = """
    create table records as
    with trimmed as (
        select
            record_key,
            {trimmed},
            nullif(lower(trim(full_name)), '') as full_name
        from read_parquet(?)
    )
    select
        * replace (
            coalesce(forename, nullif(split_part(full_name, ' ', 1), '')) as forename,
            coalesce(surname, nullif(regexp_extract(full_name, ' ([^ ]+)$', 1), '')) as surname,
            nullif(regexp_replace(phone, '[^0-9]', '', 'g'), '') as phone,
            cast(coalesce(
                try_cast(date_of_birth as date),
                cast(try_strptime(date_of_birth, ['%Y%m%d', '%d/%m/%Y', '%d %b %Y', '%d-%m-%Y', '%d.%m.%Y']) as date)
            ) as varchar) as date_of_birth
        )
    from trimmed
"""


def cleaned(path: str) -> tuple[duckdb.DuckDBPyConnection, list[str]]:
    """A DuckDB with the table `records`, and the attributes that have any value."""
    connection = duckdb.connect()
    trimmed = ", ".join(f"nullif(lower(trim({name})), '') as {name}" for name in ATTRIBUTES)
    connection.execute(CLEANED.format(trimmed=trimmed), [path])
    counts = connection.execute(f"select {', '.join(f'count({name})' for name in ATTRIBUTES)} from records").fetchall()
    return connection, [name for name, count in zip(ATTRIBUTES, counts[0], strict=True) if count]


def splink_tutorial(path: str) -> tuple[Clusters, Seconds]:
    """Splink as in its tutorials: library comparisons, term frequencies, three rounds of EM, clusters at 0.95.

    Scoring and clustering are repeated, and what counts is the median, as in `bench.linkage_only`.
    """
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    start = time.perf_counter()
    connection, present = cleaned(path)
    connection.execute(
        "create table named as select *, nullif(forename || ' ' || surname, '') as both_names from records"
    )
    dates = cl.DateOfBirthComparison("date_of_birth", input_is_string=True)
    comparisons: dict[str, Any] = {
        "surname": cl.ForenameSurnameComparison("forename", "surname", forename_surname_concat_col_name="both_names"),
        "date_of_birth": dates,
        "email": cl.EmailComparison("email"),
        "phone": cl.LevenshteinAtThresholds("phone", [1, 2]),
        "address_line_1": cl.JaroWinklerAtThresholds("address_line_1", [0.9, 0.7]),
        "town": cl.ExactMatch("town").configure(term_frequency_adjustments=True),
        "postcode": cl.PostcodeComparison("postcode"),
    }
    for name in ("account_id", "membership_no", "loyalty_no", "social_handle"):
        comparisons[name] = cl.ExactMatch(name)
    wanted = (
        ("forename", "surname"),
        ("surname", "date_of_birth"),
        ("forename", "date_of_birth"),
        ("forename", "postcode"),
        ("surname", "postcode"),
        ("date_of_birth", "town"),
        ("substr(postcode, 1, 3)", "date_of_birth"),
        ("substr(postcode, 1, 3)", "forename"),
        ("substr(postcode, 1, 3)", "surname"),
        ("substr(forename, 1, 2)", "substr(surname, 1, 2)", "substr(date_of_birth, 1, 4)"),
        ("email",),
        ("phone",),
        ("account_id",),
        ("loyalty_no",),
    )
    blocks = [
        columns for columns in wanted if {re.sub(r"substr\((\w+).*", r"\1", item) for item in columns} <= set(present)
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_key",
        comparisons=[item for name, item in comparisons.items() if name in present],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in blocks],
    )
    api = DuckDBAPI(connection=connection)
    linker = Linker(api.register("named"), settings, log_level=logging.ERROR)
    rules: list[Any] = [
        "l.forename = r.forename and l.surname = r.surname and "
        + ("levenshtein(l.date_of_birth, r.date_of_birth) <= 1" if "date_of_birth" in present else "l.town = r.town"),
        *(["l.email = r.email"] if "email" in present else []),
    ]
    linker.training.estimate_probability_two_random_records_match(rules, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    training = (("forename", "surname"), ("date_of_birth",), ("email",))
    for columns in training:
        if set(columns) <= set(present):
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
    trained = time.perf_counter() - start
    laps: list[tuple[float, float, float]] = []
    for _ in range(REPEATS + 1):
        gc.collect()
        before, spent = time.perf_counter(), time.process_time()
        predicted = linker.inference.predict(threshold_match_probability=THRESHOLD)
        scored = time.perf_counter()
        clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, THRESHOLD)
        laps.append((scored - before, time.perf_counter() - scored, time.process_time() - spent))
    score, cluster, processor = (median(lap) for lap in zip(*laps[1:], strict=True))
    rows = connection.execute(f"select record_key, cluster_id from {clustered.physical_name}").fetchall()
    total = trained + score + cluster
    return rows, {"train": trained, "score": score, "cluster": cluster, "processor": processor, "total": total}


def _goldenmatch(path: str, probabilistic: bool) -> tuple[Clusters, Seconds]:
    """goldenmatch by its own configuration of the file.

    A full name that repeats forename and surname is left out, as is what every record has alike, which makes it better.
    The probabilistic way has scores as probabilities and its cut at 0.85, as in its own comparison with Splink.
    """
    if probabilistic:
        os.environ["GOLDENMATCH_FS_CALIBRATED"] = "posterior"
    import goldenmatch

    start = time.perf_counter()
    connection = duckdb.connect()
    connection.execute("create table records as select * from read_parquet(?)", [path])
    connection.execute("update records set full_name = null where forename is not null and surname is not null")
    table: Any = connection.table("records").order("record_key").to_arrow_table()
    keys = table.column("record_key").to_pylist()
    alike = [name for name in table.column_names if len(table.column(name).unique()) < 2]
    frame = table.drop_columns([*alike, *{"record_key", "source_system", "recorded_at"}.difference(alike)])
    config = goldenmatch.auto_configure_probabilistic_df(frame) if probabilistic else None
    for key in config.get_matchkeys() if config else ():
        key.link_threshold = PROBABILITY_CUT
    trained, spent = time.perf_counter(), time.process_time()
    found = goldenmatch.dedupe_df(frame, config=config, confidence_required=False, allow_red_config=True)
    clusters = {
        keys[int(member)]: f"cluster {name}" for name, item in found.clusters.items() for member in item["members"]
    }
    ended = time.perf_counter()
    processor = time.process_time() - spent
    rows = [(key, clusters.get(key, f"alone {key}")) for key in keys]
    return rows, {"train": trained - start, "score": ended - trained, "cluster": 0.0, "processor": processor}


def goldenmatch_zero(path: str) -> tuple[Clusters, Seconds]:
    """goldenmatch without any configuration; scoring and clustering are one call."""
    return _goldenmatch(path, probabilistic=False)


def goldenmatch_probabilistic(path: str) -> tuple[Clusters, Seconds]:
    """goldenmatch with the probabilistic configuration that it writes itself."""
    return _goldenmatch(path, probabilistic=True)


def recordlinkage_blocks(path: str, agreeing: int | None) -> tuple[Clusters, Seconds]:
    """recordlinkage over blocks, components: pairs with over `agreeing` equal, as its guides have it; None for ECM."""
    spent = time.process_time()
    import recordlinkage
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    start = time.perf_counter()
    connection, present = cleaned(path)
    frame = connection.execute("select * from records order by record_key").df().set_index("record_key")
    indexer = recordlinkage.Index()
    wanted = ("surname forename", "surname date_of_birth", "forename date_of_birth", "email", "phone", "account_id")
    for columns in (names.split() for names in (*wanted, "postcode surname", "postcode forename")):
        if set(columns) <= set(present):
            indexer.block(columns)
    pairs = indexer.index(frame)
    compare = recordlinkage.Compare()
    for name in present:
        if name in ("forename", "surname", "address_line_1"):
            compare.string(name, name, method="jarowinkler", threshold=0.85, label=name)
        else:
            compare.exact(name, name, label=name)
    features = compare.compute(pairs, frame)
    if agreeing is None:
        matches = recordlinkage.ECMClassifier().fit_predict(features)
    else:
        matches = features[features.sum(axis=1) > agreeing].index
    scored = time.perf_counter()
    left, right = (frame.index.get_indexer(matches.get_level_values(side)) for side in (0, 1))
    graph = coo_array(([1] * len(left), (left, right)), shape=(len(frame), len(frame)))
    _, labels = connected_components(graph, directed=False)
    ended = time.perf_counter()
    rows = list(zip(frame.index.tolist(), (str(label) for label in labels), strict=True))
    processor = time.process_time() - spent
    return rows, {"train": 0.0, "score": scored - start, "cluster": ended - scored, "processor": processor}


PEERS: dict[str, tuple[str, Callable[[str], tuple[Clusters, Seconds]]]] = {
    "splink": ("splink", splink_tutorial),
    "goldenmatch": ("goldenmatch", goldenmatch_zero),
    "goldenmatch-probabilistic": ("goldenmatch", goldenmatch_probabilistic),
    "recordlinkage-ecm": ("recordlinkage", partial(recordlinkage_blocks, agreeing=None)),
    "recordlinkage-sum": ("recordlinkage", partial(recordlinkage_blocks, agreeing=3)),
}


def main(peer: str, records: str, clusters: str) -> None:
    """Run a peer, write its clusters, and print its version and seconds as the last line."""
    package, run = PEERS[peer]
    start = time.perf_counter()
    rows, seconds = run(records)
    total = time.perf_counter() - start
    keys, pins = zip(*rows, strict=True)
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"record_key": [str(key) for key in keys], "pin": [str(pin) for pin in pins]}), clusters)
    print(json.dumps({"peer": peer, "version": version(package), "seconds": {"total": total, **seconds}}))


if __name__ == "__main__":
    main(*sys.argv[1:])
