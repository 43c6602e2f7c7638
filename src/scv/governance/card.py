"""A model card in Markdown: what a model is, what it was trained on, what it weighs, who put it in force and why.

After Mitchell et al., Model Cards for Model Reporting, 2019. Nothing in it is written by hand: it comes from the
registry, the promotions and the labels.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scv.governance.comparison import Outcome
    from scv.governance.registry import Promotion, RegisteredModel
    from scv.labels.estimates import Estimate
    from scv.linkage.levels import Comparison
    from scv.linkage.model import LinkageModel

INTENDED = """\
It says of two records how likely they are of one person, so that one customer's records come together. It is meant for
records of the kind it was trained on. It is not meant to decide alone what a mistake would make costly (credit, health,
legal duties): what it is unsure of goes to stewards (`scv review`). It takes no account of anything but the attributes
below. Names of some origins are transcribed, shared and misspelt in other ways than it saw often: look at its accuracy
before it is used for a population of another kind.
"""

HOW = """\
A weight is log2 of how much likelier a level is for one person's records than for strangers'. `m`, `u` and `h` are the
probabilities of a level for one person, for strangers, and for two people of one home. Agreement on a rare value weighs
more than the average shown. Missing values weigh nothing.
"""


def model_card(entry: RegisteredModel, promotions: Sequence[Promotion], outcome: Outcome | None) -> str:
    """The card of a model; `outcome` is a rehearsal with it on the last build's data, if there is one."""
    model = entry.model
    parts = [
        f"# Linkage model {entry.model_id}\n",
        _facts(entry, model),
        "## What it is for\n",
        INTENDED,
        "## Promotions\n",
        _promotions(entry, promotions),
        "## How it does\n",
        _outcome(outcome),
        "## What it weighs\n",
        HOW,
        *(_comparison(model, comparison) for comparison in model.comparisons if comparison.is_trained),
        "## Which pairs it looks at\n",
        "\n".join(f"- same {rule.replace('+', ', ')}" for rule in model.blocking_rules) + "\n",
        "Keys that many share are left out.\n",
    ]
    return "\n".join(parts)


def _facts(entry: RegisteredModel, model: LinkageModel) -> str:
    """The registry's row as a table."""
    rows = {
        "in force": "yes" if entry.is_promoted else "no",
        "trained": f"{entry.trained_at:%Y-%m-%d %H:%M} UTC by {entry.trained_by}",
        "why": entry.why,
        "trained on": f"{entry.fingerprints:,} distinct identities, without labels"
        if not entry.labels
        else f"{entry.fingerprints:,} distinct identities and {entry.labels:,} labelled pairs",
        "compares": ", ".join(comparison.name.replace("_", " ") for comparison in model.comparisons),
        "one pair in so many is one person's": f"{1 / model.match_probability:,.0f}",
        "one pair in so many is of one home": f"{1 / model.home_probability:,.0f}",
    }
    return _table(("", ""), list(rows.items()))


def _promotions(entry: RegisteredModel, promotions: Sequence[Promotion]) -> str:
    """Who put the model in force, when and why."""
    rows = [
        (
            f"{item.promoted_at:%Y-%m-%d %H:%M}",
            item.kind,
            item.promoted_by,
            item.why,
            item.replaced_model_id or "none",
            f"{item.changed_records:,} of {item.known_records:,}" + (" (forced)" if item.is_forced else ""),
        )
        for item in promotions
        if item.model_id == entry.model_id
    ]
    if not rows:
        return "Never promoted.\n"
    return _table(("when, UTC", "what", "who", "why", "instead of", "records whose PIN the rehearsal changed"), rows)


def _outcome(outcome: Outcome | None) -> str:
    """The rehearsal and, where there are labels, the accuracy."""
    if outcome is None:
        return "There is no build to try it on.\n"
    rehearsal, accuracy = outcome.rehearsal, outcome.accuracy
    rows = [
        ("pairs compared", f"{rehearsal.pairs:,}"),
        ("customers", f"{rehearsal.customers:,}"),
        ("records whose PIN it would change", f"{rehearsal.changed_records:,} of {rehearsal.known_records:,}"),
    ]
    if accuracy is not None:
        rows += [
            (f"precision, from {accuracy.labels:,} labels", _estimate(accuracy.precision)),
            ("recall", _estimate(accuracy.recall)),
            ("F1", _estimate(accuracy.f1)),
            ("share of matches that blocking misses", _estimate(accuracy.missed_by_blocking)),
        ]
    told = (
        ""
        if accuracy
        else "\nThere are no labels: `scv label` draws pairs to answer, and then accuracy is told here.\n"
    )
    return _table(("on the last build's data", ""), rows) + told


def _comparison(model: LinkageModel, comparison: Comparison) -> str:
    """The levels of a comparison, best first."""
    rows = []
    for level in comparison.scored_levels:
        number = comparison.level_number(level)
        m, u, h = (values[comparison.name][number] for values in (model.m, model.u, model.h))
        correction = model.calibration.levels[comparison.name][number + 1] if model.calibration else None
        rows.append(
            (
                level.label,
                *(f"{share:.3g}" for share in (m, u, h)),
                f"{log2(m / u):+.1f}",
                *([] if correction is None else [f"{round(correction, 1) + 0.0:+.1f}"]),
            )
        )
    headings = ("level", "m", "u", "h", "weight", *([] if model.calibration is None else ["labels add"]))
    return f"### {comparison.name.replace('_', ' ')}\n\n{_table(headings, rows)}"


def _estimate(estimate: Estimate) -> str:
    """A share with its bounds."""
    return f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"
