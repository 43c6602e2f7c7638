"""Put a model in force, or the one before it again: rehearsed, refused above the budget, noted with who and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scv.database import Place, bench_of
from scv.governance.comparison import Outcome, rehearse_model
from scv.governance.registry import Promotion, promote, read_promotions
from scv.governance.rehearsal import Rules
from scv.project import ScvError
from scv.warehouse import no_build
from scv.workbench import now

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Plan:
    """A promotion that has been rehearsed and not been carried out."""

    model_id: str
    kind: str
    replaced_model_id: str | None
    outcome: Outcome
    budget: float | None

    @property
    def is_within_budget(self) -> bool:
        """Whether a build would accept what the rehearsal changed."""
        return self.outcome.rehearsal.is_within(self.budget)


def plan_promotion(place: Place, project: Path, name: str, moves: Path | None = None) -> Plan:
    """The rehearsal of putting a model in force; raises ScvError when it is in force already.

    Into the CSV file `moves` go the records whose PIN would change.
    """
    entry, outcome = rehearse_model(place, project, name, moves)
    if entry.is_promoted:
        raise ScvError(f"{entry.model_id} is in force already.")
    return Plan(entry.model_id, "promotion", _in_force(place), outcome, Rules.of(project).churn_budget)


def plan_rollback(place: Place, project: Path, moves: Path | None = None) -> Plan:
    """The rehearsal of going back to the model before the one in force; raises ScvError when there is none."""
    with bench_of(place, "linkage_promotions") as connection:
        promotions = read_promotions(connection)
    before = promotions[-1].replaced_model_id if promotions else None
    if before is None:
        raise ScvError("There is no model to go back to: the one in force is the first.")
    entry, outcome = rehearse_model(place, project, before, moves)
    current = promotions[-1].model_id
    return Plan(entry.model_id, "rollback", current, outcome, Rules.of(project).churn_budget)


def carry_out(place: Place, plan: Plan, by: str, why: str, force: bool) -> None:
    """Put the plan's model in force; raises ScvError above the budget, unless forced, and while a build is at work."""
    rehearsal = plan.outcome.rehearsal
    if not plan.is_within_budget and not force:
        raise ScvError(
            f"{plan.model_id} would change the PIN of {rehearsal.changed_share:.1%} of the records, above the budget "
            f"of {plan.budget:.1%} (pin_churn_budget). Nothing was changed. --force promotes it nonetheless."
        )
    promotion = Promotion(
        plan.model_id,
        plan.kind,
        now(),
        by,
        why,
        plan.replaced_model_id,
        rehearsal.known_records,
        rehearsal.changed_records,
        not plan.is_within_budget,
    )
    with no_build(place):
        promote(place, promotion)


def _in_force(place: Place) -> str | None:
    """The id of the model that builds score with."""
    with bench_of(place, "linkage_registry") as connection:
        rows = connection.execute("select max(model_id) from linkage_registry where is_promoted").fetchall()
    return rows[0][0] and str(rows[0][0])
