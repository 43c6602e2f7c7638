"""A trained model as a row of the registry."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from scv.linkage.model import LinkageModel

if TYPE_CHECKING:
    from datetime import datetime

    from scv.workbench import Connection

NO_MODEL = LinkageModel((), (), {}, {}, {}, 0.5, 0.5)

REGISTRY_SCHEMA = pa.schema(
    {
        "model_id": pa.string(),
        "trained_at": pa.timestamp("us"),
        "trained_by": pa.string(),
        "why": pa.string(),
        "fingerprint_count": pa.int64(),
        "label_count": pa.int64(),
        "parameters": pa.string(),
        "splink_settings": pa.string(),
        "is_promoted": pa.bool_(),
    }
)


def promoted_model(connection: Connection, models: str = "models") -> tuple[str, LinkageModel] | None:
    """The id and the promoted model of a registry table, the newest should there be several; None without one."""
    rows = connection.execute(
        f"select model_id, parameters from {models} where is_promoted order by model_id desc limit 1"
    ).fetchall()
    return (str(rows[0][0]), LinkageModel.from_json(str(rows[0][1]))) if rows else None


def registry_row(
    model: LinkageModel,
    trained_at: datetime,
    trained_by: str,
    why: str,
    fingerprints: int,
    labels: int = 0,
    is_promoted: bool = False,
) -> dict[str, Any]:
    """The row of a model: the columns of `REGISTRY_SCHEMA`. `trained_at` is UTC."""
    return {
        "model_id": trained_at.strftime("%Y%m%dT%H%M%S"),
        "trained_at": trained_at,
        "trained_by": trained_by,
        "why": why,
        "fingerprint_count": fingerprints,
        "label_count": labels,
        "parameters": model.to_json(),
        "splink_settings": json.dumps(model.splink_settings(), sort_keys=True),
        "is_promoted": is_promoted,
    }
