"""What the commands around models print: tables that a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scv.governance.comparison import Comparison, Outcome
    from scv.governance.promotion import Plan
    from scv.governance.registry import Promotion, RegisteredModel
    from scv.labels.estimates import Estimate, LabelledAccuracy


FEW_LABELS = 50


def models_page(models: Sequence[RegisteredModel], promotions: Sequence[Promotion]) -> Table:
    """Every model, the newest first: who trained it and why, who put it in force last and why."""
    table = Table(title="Linkage models", box=SIMPLE_HEAD, title_justify="left")
    for heading in ("model", "in force", "labels", "trained", "put in force"):
        fits = heading not in ("trained", "put in force")
        table.add_column(heading, overflow="fold", no_wrap=fits, justify="right" if heading == "labels" else "left")
    last = {item.model_id: item for item in promotions}
    for model in reversed(models):
        promotion = last.get(model.model_id)
        table.add_row(
            model.model_id,
            "yes" if model.is_promoted else "",
            f"{model.labels:,}",
            f"by {model.trained_by}: {model.why}",
            f"{promotion.promoted_at:%Y-%m-%d} by {promotion.promoted_by}: {promotion.why}" if promotion else "never",
        )
    return table


def plan_page(plan: Plan) -> Group:
    """What a promotion would do to PINs."""
    table = _sides(f"Rehearsal: a build with {plan.model_id}", [plan.outcome], [""])
    budget = "no limit" if plan.budget is None else f"the budget is {plan.budget:.1%}"
    verdict = f"{plan.outcome.rehearsal.changed_share:.2%} of the records would change their PIN; {budget}."
    return Group(table, Text(verdict))


def comparison_page(comparison: Comparison) -> Group:
    """Two models side by side, and where they agree."""
    first, second = comparison.first.rehearsal.model_id, comparison.second.rehearsal.model_id
    sides = _sides("A build with each", [comparison.first, comparison.second], [first, second])
    agreement = comparison.agreement
    table = Table(title="On the same pairs", box=SIMPLE_HEAD, show_header=False, title_justify="left")
    for name, value in (
        ("pairs that either looks at", f"{agreement.pairs:,}"),
        ("both join", f"{agreement.both:,}"),
        (f"only {first} joins", f"{agreement.only_first:,}"),
        (f"only {second} joins", f"{agreement.only_second:,}"),
        ("neither joins", f"{agreement.neither:,}"),
        ("mean difference of weights, bits", f"{agreement.mean_difference:.2f}"),
        ("agreement of clusters, B-cubed F1", f"{agreement.clusters:.4f}"),
    ):
        table.add_row(name, value)
    return Group(sides, table)


def accuracy_page(accuracy: LabelledAccuracy, threshold: Estimate, cost_ratio: float, join: float) -> Group:
    """What labels say of the last build."""
    table = Table(
        title=f"From {accuracy.labels:,} labels, in pairs of distinct identities", box=SIMPLE_HEAD, title_justify="left"
    )
    for heading in ("", "estimate", "95 % interval"):
        table.add_column(heading)
    for name, value in _accuracy_rows(accuracy):
        table.add_row(name, f"{value.value:.3f}", f"{value.low:.3f} to {value.high:.3f}")
    advice = (
        f"When a false merge costs {cost_ratio:g} times a missed one, join_weight {threshold.value:.1f} costs least "
        f"({threshold.low:.1f} to {threshold.high:.1f}); it is {join:g} now."
    )
    few = "So few labels tell little: from about 100 on the intervals narrow." if accuracy.labels < FEW_LABELS else ""
    return Group(table, Text(advice), *([Text(few)] if few else []))


def _accuracy_rows(accuracy: LabelledAccuracy) -> list[tuple[str, Estimate]]:
    return [
        ("precision", accuracy.precision),
        ("recall", accuracy.recall),
        ("F1", accuracy.f1),
        ("share of matches that blocking misses", accuracy.missed_by_blocking),
    ]


def _sides(title: str, outcomes: Sequence[Outcome], names: Sequence[str]) -> Table:
    """A column per outcome."""
    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left", show_header=any(names))
    table.add_column("")
    for name in names:
        table.add_column(name, justify="right")
    rehearsals = [outcome.rehearsal for outcome in outcomes]
    table.add_row("pairs compared", *(f"{item.pairs:,}" for item in rehearsals))
    table.add_row("customers", *(f"{item.customers:,}" for item in rehearsals))
    table.add_row("records with a PIN now", *(f"{item.known_records:,}" for item in rehearsals))
    table.add_row("  whose PIN would change", *(f"{item.changed_records:,}" for item in rehearsals))
    table.add_row("new PINs", *(f"{item.new_pins:,}" for item in rehearsals))
    table.add_row("PINs given back", *(f"{item.revived_pins:,}" for item in rehearsals))
    table.add_row("retired PINs", *(f"{item.retired_pins:,}" for item in rehearsals))
    judged = [outcome.accuracy for outcome in outcomes if outcome.accuracy]
    if len(judged) == len(outcomes):
        for rows in zip(*(_accuracy_rows(item) for item in judged), strict=True):
            values = (f"{value.value:.3f} ({value.low:.3f} to {value.high:.3f})" for _, value in rows)
            table.add_row(rows[0][0], *values)
    return table
