"""A model without this project: Splink's own settings as JSON, and its term frequencies as Splink looks them up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scv.database import Place, bench_of
from scv.governance.registry import find, read_models
from scv.linkage.frequencies import FREQUENCY_COLUMNS, SHARE_COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from scv.governance.registry import RegisteredModel


def export_model(place: Place, name: str, out: Path, frequencies: Path | None = None) -> list[Path]:
    """Write a model's Splink settings and, into a folder, its term frequencies; give the files written.

    A file of frequencies is `<column>.parquet` with `<column>` and `tf_<column>`, as
    `linker.table_management.register_term_frequency_lookup` takes them. Only a model that has scored has them stored.
    """
    with bench_of(place, "linkage_registry", "linkage_frequencies") as connection:
        entry = find(read_models(connection), name)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(json.loads(entry.splink_settings), indent=2, sort_keys=True) + "\n")
        return [out, *(_export_frequencies(connection, entry, frequencies) if frequencies else [])]


def _export_frequencies(connection: duckdb.DuckDBPyConnection, entry: RegisteredModel, folder: Path) -> list[Path]:
    """Write one file per column whose values have frequencies in the model."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for column in FREQUENCY_COLUMNS:
        average = entry.model.average_u(column)
        if average is None:
            continue
        factor = 1.0 if column in SHARE_COLUMNS else average
        path = folder / f"{column}.parquet"
        connection.execute(
            f"""
            copy (
                select value as {column}, least(1.0, frequency * cast({factor!r} as double)) as tf_{column}
                from linkage_frequencies where model_id = '{entry.model_id}' and attribute = '{column}' order by value
            ) to '{str(path).replace("'", "''")}' (format parquet)
            """
        )
        written.append(path)
    return written
