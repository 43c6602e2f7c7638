"""The warehouse of a dbt profile's target, opened without a run of dbt."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scv.project import ScvError

if TYPE_CHECKING:
    from dbt_scv.warehouse import Warehouse

EXTRAS = ("postgres", "redshift")
STATE_SCHEMA = "intermediate"  # where the ledger of PINs is, after the target's own


def target_credentials(project: Path, target: str | None = None, profiles: Path | None = None) -> Any:
    """Return what the profile says of a target, its default one when none is named, as dbt reads it.

    `profiles` is the folder of profiles.yml: by default DBT_PROFILES_DIR, the project's own, or ~/.dbt, as for dbt.
    Raises ScvError when the profile, the target or its adapter isn't there.
    """
    from argparse import Namespace

    from dbt.config.runtime import load_profile
    from dbt.flags import set_from_args
    from dbt_common.context import set_invocation_context
    from dbt_common.exceptions import DbtBaseException

    set_invocation_context(os.environ)
    set_from_args(Namespace(PROFILES_DIR=str(profiles or _profiles_folder(project))), None)
    try:
        return load_profile(str(project), {}, None, target).credentials
    except DbtBaseException as error:
        raise ScvError(f"The profile can't be used: {error}") from error


def _profiles_folder(project: Path) -> Path:
    """The folder whose profiles.yml dbt reads in this project."""
    named = os.environ.get("DBT_PROFILES_DIR")
    if named:
        return Path(named)
    return project if (project / "profiles.yml").is_file() else Path.home() / ".dbt"


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


@contextmanager
def no_build(place: Path | Any) -> Iterator[None]:
    """Keep builds of a server's schema from beginning; raises ScvError when one is at work. A file has its own lock."""
    from dbt_scv.warehouse import WarehouseError

    if isinstance(place, Path):
        yield
        return
    lock = import_module(f"dbt_scv.{place.type}").lock_builds
    try:
        connection = lock(place, f"{place.schema}_{STATE_SCHEMA}")
    except WarehouseError as error:
        raise ScvError(str(error)) from error
    try:
        yield
    finally:
        connection.close()
