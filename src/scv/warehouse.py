"""The warehouse of a dbt profile's target, opened without a run of dbt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scv.project import ScvError

if TYPE_CHECKING:
    from dbt_scv.warehouse import Warehouse

EXTRAS = ("postgres", "redshift")


def target_credentials(project: Path, target: str | None) -> Any:
    """Return what the project's profile says of a target, its default one when none is named, as dbt reads it.

    Raises ScvError when the profile or its adapter isn't there.
    """
    from argparse import Namespace

    from dbt.config.runtime import load_profile
    from dbt.flags import set_from_args
    from dbt_common.context import set_invocation_context
    from dbt_common.exceptions import DbtBaseException

    import os

    set_invocation_context(os.environ)
    set_from_args(Namespace(PROFILES_DIR=str(project)), None)
    try:
        return load_profile(str(project), {}, "scv", target).credentials
    except DbtBaseException as error:
        raise ScvError(f"The profile can't be used: {error}") from error


@contextmanager
def opened(credentials: Any) -> Iterator[Warehouse]:
    """Open a server's database for bulk transfers; what goes wrong in the block becomes a ScvError."""
    from dbt_common.exceptions import DbtBaseException

    from dbt_scv.warehouse import WarehouseError

    if credentials.type not in EXTRAS:
        raise ScvError(f"The target is a {credentials.type} database, not one of {', '.join(EXTRAS)}.")
    warehouse: Warehouse = import_module(f"dbt_scv.{credentials.type}").open_warehouse(credentials, {})
    try:
        yield warehouse
    except (WarehouseError, DbtBaseException) as error:
        raise ScvError(str(error).strip()) from error
    finally:
        warehouse.close()
