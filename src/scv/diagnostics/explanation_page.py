"""Explanations as a page: the answer in words, the waterfalls, the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scv.diagnostics.drawings import graph, waterfall
from scv.diagnostics.page import render
from scv.diagnostics.terminal import customer_sentences
from scv.diagnostics.words import reasons, verdict

if TYPE_CHECKING:
    from scv.diagnostics.customer import CustomerExplanation
    from scv.diagnostics.explanation import PairExplanation
    from scv.diagnostics.reader import Linkage


def of_pair(found: PairExplanation, linkage: Linkage, shown: bool) -> str:
    """The page about two records: why they are one person, or why not."""
    weights = [found.pair] if found.pair else []
    weights += [step for step in found.steps if step != found.pair]
    nodes = found.nodes
    links = [(*step.fingerprints, step.match_weight) for step in weights]
    worst = found.between.worst if found.between else None
    if worst and worst not in weights:
        weights.append(worst)
        nodes = nodes | linkage.nodes(worst.fingerprints)
    drawing = graph(nodes, links, [], {step.fingerprints: step for step in weights}, found.join_weight, shown)
    return _page(
        linkage,
        heading=verdict(found),
        sentences=reasons(found, shown),
        waterfalls=[waterfall(step, nodes, found.join_weight, shown) for step in weights],
        drawing=drawing if len(found.steps) > 1 else None,
        drawing_title="The way from one to the other",
        figures=None,
        shown=shown,
    )


def of_customer(found: CustomerExplanation, linkage: Linkage, shown: bool) -> str:
    """The page about a PIN: what holds its records together."""
    join = linkage.join_weight
    drawing = graph(found.nodes, found.links, found.tree, found.weights, join, shown)
    tied = [found.weights[(left, right)] for left, right, _ in found.tree if (left, right) in found.weights]
    return _page(
        linkage,
        heading=f"What holds PIN {found.pin} together",
        sentences=customer_sentences(found),
        waterfalls=[waterfall(pair, found.nodes, join, shown) for pair in tied],
        drawing=drawing if len(found.nodes) > 1 else None,
        drawing_title="Its identities and links",
        figures=found.figures,
        shown=shown,
    )


def _page(linkage: Linkage, waterfalls: list[dict[str, Any]], **context: Any) -> str:
    run = linkage.rows("select max(run_id) from {linkage_runs}")[0][0]
    return render(
        "explanation.html.j2",
        {"waterfalls": waterfalls},
        waterfalls=waterfalls,
        parameters={"join_weight": linkage.join_weight, "stay_weight": linkage.stay_weight},
        run_id=run,
        **context,
    )
