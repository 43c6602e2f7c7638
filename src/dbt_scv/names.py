"""Names of tables and columns as SQL writes them."""

from __future__ import annotations

import re

PART = re.compile(r'"((?:[^"]|"")*)"|([^".]+)')


def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a rendered name, without quotes: `"scv"."marts".pins` has three."""
    return tuple(
        quoted.replace('""', '"') if quoted or not plain else plain for quoted, plain in PART.findall(name.strip())
    )


def quoted(name: str) -> str:
    """A column's or a table's own name in double quotes."""
    return '"' + name.replace('"', '""') + '"'
