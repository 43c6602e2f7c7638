"""CSV files, the same bytes with every version of every library."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scv.demo.text import Text, take

_ROWS_AT_A_TIME = 200_000


def write_csv(columns: dict[str, Text], path: Path) -> int:
    """Write the columns with a header, nulls as nothing, quotes only where needed; returns the size in bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = len(next(iter(columns.values())))
    with path.open("wb") as file:
        file.write((",".join(columns) + "\n").encode())
        for start in range(0, rows, _ROWS_AT_A_TIME):
            # a copy, since older kernels misread slices
            part = np.arange(start, min(start + _ROWS_AT_A_TIME, rows), dtype=np.int64)
            fields = [_field(take(values, part)) for values in columns.values()]
            file.write(_lines(fields))
    return path.stat().st_size


def _field(values: Text) -> Text:
    """Values as fields: those with commas, quotes or line ends in quotes, nulls empty."""
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(values, '"', '""'), '"', "")
    return pc.fill_null(pc.if_else(pc.match_substring_regex(values, '[",\r\n]'), quoted, values), "")


def _lines(fields: list[Text]) -> bytes:
    """The bytes of the rows, one line each."""
    rows = pc.binary_join_element_wise(*fields, ",")
    lines = pc.binary_join_element_wise(rows, pa.scalar("\n"), "")
    data = lines.buffers()[2]
    return data.to_pybytes() if data is not None else b""
