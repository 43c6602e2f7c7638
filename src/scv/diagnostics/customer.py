"""Why the records of a PIN are one person: the links that its cluster hangs by, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scv.diagnostics.explanation import Decision, cluster_links, decisions_between
from scv.diagnostics.paths import Link, strongest_tree
from scv.project import ScvError

if TYPE_CHECKING:
    from scv.diagnostics.pair_weights import Pair, PairWeights
    from scv.diagnostics.reader import Linkage, Node

MOST_NODES = 40


@dataclass(frozen=True)
class CustomerExplanation:
    """Why the records of a PIN are one person.

    `figures` is its row of `linkage_clusters`. `tree` is the strongest way to tie its fingerprints together, the
    weakest link first; `weights` has them apart, of scored links. `links` are all; `nodes` at most `MOST_NODES` of the
    fingerprints, those of the weakest links first.
    """

    pin: str
    figures: dict[str, Any]
    nodes: dict[int, Node]
    tree: tuple[Link, ...]
    links: tuple[Link, ...]
    weights: dict[Pair, PairWeights]
    decisions: tuple[Decision, ...]


def explain_customer(linkage: Linkage, pin: str) -> CustomerExplanation:
    """Why the records of a PIN are one person.

    Raises ScvError when no customer has it now; a PIN that was merged says into which.
    """
    found = linkage.records("select * from {linkage_clusters} where pin = $pin", pin=pin)
    if not found:
        raise ScvError(_what_became_of(linkage, pin))
    figures = found[0]
    cluster = int(figures["cluster_id"])
    links = cluster_links(linkage, cluster)
    tree = strongest_tree(links)
    wanted = list(dict.fromkeys(end for left, right, _ in tree for end in (left, right)))[:MOST_NODES] or [cluster]
    kept = [link for link in tree if link[0] in wanted and link[1] in wanted]
    return CustomerExplanation(
        pin=pin,
        figures=figures,
        nodes=linkage.nodes(wanted),
        tree=tuple(kept),
        links=tuple(link for link in links if link[0] in wanted and link[1] in wanted),
        weights=linkage.weigh((left, right) for left, right, _ in kept),
        decisions=decisions_between(linkage, {cluster}),
    )


def _what_became_of(linkage: Linkage, pin: str) -> str:
    """A sentence about a PIN that no customer has now."""
    found = linkage.rows("select status, current_pin from {pin_resolutions} where pin = $pin", pin=pin)
    if not found:
        return f"The PIN '{pin}' was never issued."
    status, current = found[0]
    return f"The PIN '{pin}' is {status}" + (f": explain {current} instead." if current else "; it has no records now.")
