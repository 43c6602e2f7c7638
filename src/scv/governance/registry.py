"""The registry of linkage models in the warehouse: read, added to, and who may score changed in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from scv.database import Place, add_rows, built
from scv.linkage.model import LinkageModel
from scv.linkage.registry import REGISTRY_SCHEMA
from scv.project import ScvError

if TYPE_CHECKING:
    import duckdb

IN_FORCE = "promoted"

PROMOTIONS_SCHEMA = pa.schema(
    {
        "promotion_id": pa.string(),
        "model_id": pa.string(),
        "kind": pa.string(),
        "promoted_at": pa.timestamp("us"),
        "promoted_by": pa.string(),
        "why": pa.string(),
        "replaced_model_id": pa.string(),
        "known_records": pa.int64(),
        "changed_records": pa.int64(),
        "is_forced": pa.bool_(),
    }
)


@dataclass(frozen=True)
class RegisteredModel:
    """A row of the registry."""

    model_id: str
    trained_at: datetime
    trained_by: str
    why: str
    fingerprints: int
    labels: int
    is_promoted: bool
    parameters: str
    splink_settings: str

    @property
    def model(self) -> LinkageModel:
        """The model itself."""
        return LinkageModel.from_json(self.parameters)


@dataclass(frozen=True)
class Promotion:
    """A row of the list of promotions."""

    model_id: str
    kind: str
    promoted_at: datetime
    promoted_by: str
    why: str
    replaced_model_id: str | None
    known_records: int
    changed_records: int
    is_forced: bool


def read_models(connection: duckdb.DuckDBPyConnection) -> list[RegisteredModel]:
    """Every model, the newest last; `connection` knows `linkage_registry` by its plain name."""
    rows = connection.execute("""
        select
            model_id, trained_at, trained_by, why, fingerprint_count, label_count, is_promoted, parameters,
            splink_settings
        from linkage_registry order by model_id
    """).fetchall()
    return [RegisteredModel(*row) for row in rows]


def find(models: list[RegisteredModel], name: str) -> RegisteredModel:
    """The model of this id, or of the one id that begins so; `promoted` is the one in force.

    Raises ScvError when there is none, or more than one.
    """
    if name == IN_FORCE:
        found = [model for model in models if model.is_promoted][-1:]
    else:
        found = [model for model in models if model.model_id == name] or [
            model for model in models if model.model_id.startswith(name)
        ]
    if len(found) == 1:
        return found[0]
    known = ", ".join(model.model_id for model in models) or "none"
    raise ScvError(f"{'No' if not found else 'More than one'} model is called '{name}'. There are: {known}.")


def read_promotions(connection: duckdb.DuckDBPyConnection) -> list[Promotion]:
    """Every promotion, the newest last."""
    rows = connection.execute("""
        select
            model_id, kind, promoted_at, promoted_by, why, replaced_model_id, known_records, changed_records, is_forced
        from linkage_promotions order by promoted_at, promotion_id
    """).fetchall()
    return [Promotion(*row) for row in rows]


def add_model(place: Place, row: dict[str, Any]) -> None:
    """Write a trained model; raises ScvError when its id is taken."""
    with built(place, "linkage_registry") as (connection, tables):
        query = f"select 1 from {tables['linkage_registry']} where model_id = ?"
        taken = connection.execute(query, [row["model_id"]]).fetchall()
    if taken:
        raise ScvError(f"There is a model {row['model_id']} already: train again in a second.")
    add_rows(place, "linkage_registry", pa.Table.from_pylist([row], REGISTRY_SCHEMA))


def promote(place: Place, promotion: Promotion) -> None:
    """Put a model in force and note it, both or neither."""
    with built(place, "linkage_registry", "linkage_promotions") as (connection, tables):
        query = f"select count(*) from {tables['linkage_promotions']} where model_id = ?"
        count = int(connection.execute(query, [promotion.model_id]).fetchall()[0][0])
    row = {"promotion_id": f"{promotion.model_id}-{count + 1}", **promotion.__dict__}
    put_in_force = "update {linkage_registry} set is_promoted = (model_id = (select max(model_id) from {incoming}))"
    add_rows(place, "linkage_promotions", pa.Table.from_pylist([row], PROMOTIONS_SCHEMA), put_in_force)
