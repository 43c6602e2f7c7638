"""Runs a Python model in dbt's own process: its tables come from the warehouse, its result goes back there."""

from __future__ import annotations

import importlib
import importlib.metadata
import linecache
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from dbt.adapters.base.impl import PythonJobHelper
from dbt_common.exceptions import DbtRuntimeError
from packaging.requirements import Requirement

from dbt_scv.session import Session
from dbt_scv.warehouse import Warehouse, WarehouseError


@dataclass(frozen=True)
class Outcome:
    """What a Python model made."""

    rows: int


class LocalJob(PythonJobHelper):
    """One Python model on a server; dbt makes it for each run of a model."""

    def __init__(self, parsed_model: Mapping[str, Any], credential: Any) -> None:
        self.file = parsed_model["original_file_path"]
        self._packages = parsed_model["config"].get("packages") or []
        self._credentials = credential

    def submit(self, compiled_code: str) -> Outcome:
        """Run the model and write what it returns; raises DbtRuntimeError with the model's own traceback."""
        require(self._packages)
        module = _load(compiled_code, self.file)
        job = module["dbt_scv_job"]
        opener = importlib.import_module(f"dbt_scv.{self._credentials.type}").open_warehouse
        warehouse: Warehouse = opener(self._credentials, job["settings"])
        try:
            with Session(warehouse, job["this"], job["is_empty"]) as session:
                rows = self._run(module, session)
                warehouse.write(job["table"], rows)
            return Outcome(rows.num_rows)
        except WarehouseError as error:
            raise DbtRuntimeError(str(error)) from error
        finally:
            warehouse.close()

    def _run(self, module: dict[str, Any], session: Session) -> pa.Table:
        """What the model returns, as Arrow."""
        try:
            return session.as_arrow(module["model"](module["dbtObj"](session.warehouse_table), session))
        except Exception as error:
            if session.failure is not None:
                raise session.failure from error
            raise DbtRuntimeError(f"Python model failed:\n{own_traceback(error, self.file)}") from error


def _load(code: str, file: str) -> dict[str, Any]:
    """The names that the compiled model defines. Its first lines are the user's file, so line numbers agree with it."""
    names: dict[str, Any] = {"__name__": "dbt_scv_model", "__file__": file}
    linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
    try:
        exec(compile(code, file, "exec"), names)
    except Exception as error:
        raise DbtRuntimeError(f"Python model failed:\n{own_traceback(error, file)}") from error
    return names


def own_traceback(error: BaseException, file: str) -> str:
    """The traceback of an error from the model's file on, without what runs the model."""
    step = error.__traceback__
    while step is not None and step.tb_frame.f_code.co_filename != file:
        step = step.tb_next
    return "".join(traceback.format_exception(type(error), error, step or error.__traceback__)).rstrip()


def require(packages: Iterable[str], version: Callable[[str], str] = importlib.metadata.version) -> None:
    """Raise DbtRuntimeError when a package that the model's config asks for isn't installed where dbt runs."""
    for package in packages:
        wanted = Requirement(package)
        try:
            found = version(wanted.name)
        except importlib.metadata.PackageNotFoundError:
            found = ""
        if not found or not wanted.specifier.contains(found, prereleases=True):
            there = f"{wanted.name} {found} is" if found else "it isn't"
            raise DbtRuntimeError(
                f"The model asks for the package '{package}', and {there} installed where dbt runs. "
                f"Python models run in dbt's own process here: pip install '{package}'"
            )
