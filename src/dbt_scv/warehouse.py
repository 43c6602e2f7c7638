"""What a Python model needs of a warehouse: tables come whole as Arrow, and go back whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import pyarrow as pa


class WarehouseError(Exception):
    """A transfer failed; the message says which, and what the server said. It never holds a secret."""


class BuildingError(WarehouseError):
    """Another build is writing to the schema."""

    def __init__(self, schema: str, known: str = "") -> None:
        """Say what is known of the other one."""
        self.args = (
            f"Another build is writing to the schema {schema}{known}. Nothing was changed. "
            "Wait until it has ended, then start again.",
        )


class Warehouse(Protocol):
    """A way to the warehouse that the profile names, for as long as one Python model runs.

    Table names are rendered ones, quoted where they must be: `"scv"."intermediate"."pins"`.
    """

    def schema(self, table: str) -> pa.Schema | None:
        """The columns of a table or view as `read` would give them, without its rows; None when there is none."""
        ...

    def read(self, table: str, columns: list[str]) -> pa.Table:
        """All rows of a table or view, these columns alone (no column: the rows are still counted)."""
        ...

    def write(self, table: str, rows: pa.Table) -> None:
        """Make the table, which doesn't exist yet, with these rows. After a failure there is none: all or nothing."""
        ...

    def execute(self, *statements: str) -> None:
        """Run statements in one transaction, all or none."""
        ...

    def close(self) -> None:
        """Let go of connections and of whatever was staged on the way."""
        ...


class OpenWarehouse(Protocol):
    """The function `open_warehouse` of each module that knows a warehouse."""

    def __call__(self, credentials: Any, settings: Mapping[str, Any]) -> Warehouse:
        """Open the warehouse that dbt's own credentials name.

        `settings` is what the adapter's macro `python_job_settings` says, of vars and of the model's config.
        """
        ...
