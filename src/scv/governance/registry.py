"""The registry of linkage models in the warehouse: read, added to, and who may score changed in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scv.database import place_of, writable
from scv.linkage.model import LinkageModel
from scv.project import ScvError

if TYPE_CHECKING:
    import duckdb

IN_FORCE = "promoted"


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


def add_model(database: Path, row: dict[str, Any]) -> None:
    """Write a trained model; raises ScvError when its id is taken."""
    with writable(database, "linkage_registry") as connection:
        table = place_of(connection, "linkage_registry")
        taken = connection.execute(f"select 1 from {table} where model_id = ?", [row["model_id"]]).fetchall()
        if taken:
            raise ScvError(f"There is a model {row['model_id']} already: train again in a second.")
        marks = ", ".join("?" for _ in row)
        connection.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))


def promote(database: Path, promotion: Promotion) -> None:
    """Put a model in force and note it, both or neither."""
    with writable(database, "linkage_registry", "linkage_promotions") as connection:
        registry, promotions = (place_of(connection, name) for name in ("linkage_registry", "linkage_promotions"))
        count = connection.execute(
            f"select count(*) from {promotions} where model_id = ?", [promotion.model_id]
        ).fetchall()[0][0]
        row = {"promotion_id": f"{promotion.model_id}-{int(count) + 1}", **promotion.__dict__}
        connection.begin()
        connection.execute(f"update {registry} set is_promoted = (model_id = ?)", [promotion.model_id])
        marks = ", ".join("?" for _ in row)
        connection.execute(f"insert into {promotions} ({', '.join(row)}) values ({marks})", list(row.values()))
        connection.commit()
