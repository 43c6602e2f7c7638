"""Python models on PostgreSQL and Redshift, whose dbt adapters refuse them; and one build at a time there.

dbt imports every module whose name starts with `dbt_`, and starts what is in `plugins` once the profile's adapter is
there. On any other adapter nothing more than this file is loaded.
"""

from __future__ import annotations

import sys
from typing import Any

from dbt.plugins.manager import dbtPlugin

ADAPTERS = {"postgres": "PostgresAdapter", "redshift": "RedshiftAdapter"}
SUBMISSION_METHOD = "local"


class PythonModels(dbtPlugin):
    """Gives the loaded server adapters what they lack to run a Python model here, beside dbt."""

    def initialize(self) -> None:
        """Equip those adapters that dbt has loaded already; it loads no others."""
        for name, class_name in ADAPTERS.items():
            module = sys.modules.get(f"dbt.adapters.{name}.impl")
            if module is not None:
                equip(getattr(module, class_name))


def equip(adapter: Any) -> None:
    """Fill the three extension points that dbt's adapters have for Python models, and tell macros of two methods."""
    adapter.python_submission_helpers = property(_helpers)
    adapter.default_python_submission_method = property(lambda _: SUBMISSION_METHOD)
    adapter.generate_python_submission_response = _response
    adapter.begin_build = _begin_build
    adapter.end_build = _end_build
    adapter._available_ = adapter._available_ | {"begin_build", "end_build"}


def _helpers(_: Any) -> dict[str, Any]:
    """What runs a Python model, by submission method."""
    from dbt_scv.submission import LocalJob

    return {SUBMISSION_METHOD: LocalJob}


def _response(_: Any, submission_result: Any) -> Any:
    """What dbt prints when a Python model is done: how many rows it made."""
    from dbt.adapters.contracts.connection import AdapterResponse

    return AdapterResponse(
        _message=f"{submission_result.rows} rows", code="PYTHON", rows_affected=submission_result.rows
    )


def _begin_build(adapter: Any, schema: str) -> str:
    """`adapter.begin_build(schema)` of macros: what stands in the way of being the only build, empty when nothing."""
    from dbt_scv.one_build import begin_build

    return begin_build(adapter, schema)


def _end_build(adapter: Any) -> None:
    """`adapter.end_build()` of macros: another build may begin."""
    from dbt_scv.one_build import end_build

    end_build(adapter)


plugins = [PythonModels]
