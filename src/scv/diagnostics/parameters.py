"""The trained models' parameters as rows, level by level."""

from __future__ import annotations

from math import log2
from typing import Any

import pyarrow as pa

from scv.linkage.levels import Comparison, Level
from scv.linkage.model import LinkageModel
from scv.workbench import Relation, workbench

SCHEMA = pa.schema(
    {
        "model_id": pa.string(),
        "comparison": pa.string(),
        "comparison_order": pa.int16(),
        "level": pa.int16(),
        "level_label": pa.string(),
        "is_missing": pa.bool_(),
        "m_probability": pa.float64(),
        "u_probability": pa.float64(),
        "home_probability": pa.float64(),
        "match_weight": pa.float64(),
        "home_weight": pa.float64(),
        "frequency_column": pa.string(),
        "prior_weight": pa.float64(),
        "home_prior_weight": pa.float64(),
    }
)


def model_parameters(models: Relation) -> pa.Table:
    """One row per model, comparison and level; the columns are those of `SCHEMA`.

    m, u and h are the level's probabilities for one person's records, for strangers and for two people of one home;
    match_weight is log2(m / u), home_weight log2(h / u). A missing level has none of them and weighs 0. The priors are
    the model's, on each of its rows: log2 odds that two fingerprints drawn at random are one person, and of one home.
    """
    with workbench(models=models) as connection:
        stored = connection.execute("select model_id, parameters from models order by model_id").fetchall()
    rows = [
        _row(str(model_id), model, number, comparison, level)
        for model_id, text in stored
        for model in [LinkageModel.from_json(text)]
        for number, comparison in enumerate(model.comparisons)
        for level in comparison.levels
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def prior_weight(model: LinkageModel) -> float:
    """Log2 odds that two fingerprints drawn at random are one person."""
    return log2(model.match_probability / (1 - model.match_probability))


def _row(model_id: str, model: LinkageModel, number: int, comparison: Comparison, level: Level) -> dict[str, Any]:
    row = {
        "model_id": model_id,
        "comparison": comparison.name,
        "comparison_order": number,
        "level": comparison.level_number(level),
        "level_label": level.label,
        "is_missing": level.is_null,
        "match_weight": 0.0,
        "home_weight": 0.0,
        "frequency_column": level.frequency_column,
        "prior_weight": prior_weight(model),
        "home_prior_weight": log2(model.home_probability),
    }
    if level.is_null:
        return row
    place = comparison.level_number(level)
    m, u, h = (values[comparison.name][place] for values in (model.m, model.u, model.h))
    return row | {
        "m_probability": m,
        "u_probability": u,
        "home_probability": h,
        "match_weight": log2(m / u),
        "home_weight": log2(h / u),
    }
