"""Why the records of a PIN are one person: the links that its cluster hangs by, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scv.diagnostics.explanation import Decision, cluster_links, decisions_between
from scv.diagnostics.lookup import find
from scv.diagnostics.paths import Link, strongest_tree

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
    note: str
    figures: dict[str, Any]
    nodes: dict[int, Node]
    tree: tuple[Link, ...]
    links: tuple[Link, ...]
    weights: dict[Pair, PairWeights]
    decisions: tuple[Decision, ...]


def explain_customer(linkage: Linkage, text: str) -> CustomerExplanation:
    """Why the records of a PIN are one person; a record's key stands for its customer.

    Of a PIN that was merged, the customer that it became. Raises ScvError when there is none.
    """
    asked = find(linkage, text)
    found = linkage.records("select * from {linkage_clusters} where pin = $pin", pin=asked.pin)
    figures = found[0]
    cluster = int(figures["cluster_id"])
    links = cluster_links(linkage, cluster)
    tree = strongest_tree(links)
    wanted = list(dict.fromkeys(end for left, right, _ in tree for end in (left, right)))[:MOST_NODES] or [cluster]
    kept = [link for link in tree if link[0] in wanted and link[1] in wanted]
    return CustomerExplanation(
        pin=asked.pin,
        note=asked.note,
        figures=figures,
        nodes=linkage.nodes(wanted),
        tree=tuple(kept),
        links=tuple(link for link in links if link[0] in wanted and link[1] in wanted),
        weights=linkage.weigh((left, right) for left, right, _ in kept),
        decisions=decisions_between(linkage, {cluster}),
    )
