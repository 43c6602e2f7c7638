"""Train a candidate: a model in the registry that no build scores with until it is promoted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scv.database import Place, bench_of
from scv.governance.registry import add_model
from scv.labels.answers import create_labelled_pairs
from scv.linkage.calibration import calibration_of
from scv.linkage.frequencies import create_frequencies
from scv.linkage.registry import registry_row
from scv.linkage.scoring import create_scored_pairs
from scv.linkage.training import train
from scv.project import ScvError
from scv.workbench import now

if TYPE_CHECKING:
    import duckdb

    from scv.linkage.model import LinkageModel


def train_candidate(place: Place, by: str, why: str, with_labels: bool = True) -> str:
    """Train on the fingerprints of the last build, add the model to the registry, and give its id.

    With labels, where there are any, their correction is part of the model. Raises ScvError without fingerprints.
    """
    needed = ("int_identity__fingerprints", "int_identity__comparison_forms", "linkage_registry", "linkage_labels")
    with bench_of(place, *needed) as connection:
        connection.execute("create table fingerprints as select * from int_identity__fingerprints")
        count = int(connection.execute("select count(*) from fingerprints").fetchall()[0][0])
        if not count:
            raise ScvError("There is nothing to train on: no record has an identity attribute.")
        model, labels = train(connection), 0
        if with_labels:
            model, labels = taught(connection, model)
    row = registry_row(model, now(), by, why, count, labels)
    add_model(place, row)
    return str(row["model_id"])


def taught(connection: duckdb.DuckDBPyConnection, model: LinkageModel) -> tuple[LinkageModel, int]:
    """The model with what the labels teach it, and their number; reads `fingerprints` and `linkage_labels`."""
    if not create_labelled_pairs(connection):
        return model, 0
    connection.execute("""
        create or replace table candidate_pairs as select fingerprint_id_l, fingerprint_id_r from labelled_pairs
    """)
    create_frequencies(connection, set(model.columns))
    create_scored_pairs(connection, model)
    sizes = {item.name: len(item.scored_levels) for item in model.comparisons}
    calibration, labels = calibration_of(connection, sizes)
    return replace(model, calibration=calibration), labels
