"""What a data scientist looks at first: pairs around the threshold, and the customers most in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scv.diagnostics.customer import CustomerExplanation, explain_customer
from scv.diagnostics.drawings import graph, waterfall

if TYPE_CHECKING:
    from scv.diagnostics.reader import Linkage

RANGE = 6
CUSTOMERS = 6
SMALLEST, LARGEST = 3, 25

NEAR = """
    with near as (
        select fingerprint_id_l, fingerprint_id_r, match_weight,
            floor(match_weight - $join) as bin,
            hash(fingerprint_id_l, fingerprint_id_r) as draw
        from {linkage_scored_pairs}
        where match_weight >= $join - $range and match_weight < $join + $range
    )
    select fingerprint_id_l, fingerprint_id_r from near
    qualify row_number() over (partition by bin order by draw, fingerprint_id_l, fingerprint_id_r) = 1
    order by match_weight
"""
DOUBTFUL = """
    select pin from {linkage_clusters}
    where fingerprint_count between $smallest and $largest
    order by
        case when broken_rules is not null then 0 when conflicting_attributes is not null then 1 else 2 end,
        weakest_link_weight nulls last, pin
    limit $count
"""


def pairs_around_the_threshold(linkage: Linkage, shown: bool) -> list[dict[str, Any]]:
    """Waterfalls of scored pairs, one for each bit of weight from `RANGE` below the line to as much above."""
    found = linkage.rows(NEAR, join=linkage.join_weight, range=RANGE)
    pairs = [(int(left), int(right)) for left, right in found]
    weights = linkage.weigh(pairs)
    nodes = linkage.nodes(end for pair in pairs for end in pair)
    return [waterfall(weights[pair], nodes, linkage.join_weight, shown) for pair in pairs if pair in weights]


def customers_in_doubt(linkage: Linkage, shown: bool) -> list[dict[str, Any]]:
    """The customers most in doubt as drawings: those that break rules, then those that hang by the weakest links."""
    pins = linkage.rows(DOUBTFUL, smallest=SMALLEST, largest=LARGEST, count=CUSTOMERS)
    return [drawn_customer(explain_customer(linkage, str(pin)), linkage.join_weight, shown) for (pin,) in pins]


def drawn_customer(found: CustomerExplanation, join_weight: float, shown: bool) -> dict[str, Any]:
    """A customer as a drawing: its figures, and its graph."""
    return {
        "pin": found.pin,
        "figures": found.figures,
        "graph": graph(found.nodes, found.links, found.tree, found.weights, join_weight, shown),
    }
