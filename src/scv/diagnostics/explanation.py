"""Why two records are one person, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scv.diagnostics.between import Between, between
from scv.diagnostics.lookup import Asked, find
from scv.diagnostics.paths import Link, strongest_path
from scv.linkage.evidence import DECISION_WEIGHT

if TYPE_CHECKING:
    from scv.diagnostics.pair_weights import Pair, PairWeights, Part
    from scv.diagnostics.reader import Linkage, Node


@dataclass(frozen=True)
class Side:
    """One of the two: what was asked for, the record and fingerprint it stands for, its cluster and its customer."""

    asked: Asked
    record_key: str
    node: Node
    cluster: int
    pin: str


@dataclass(frozen=True)
class Decision:
    """A steward's decision that touches the two."""

    decision_id: str
    decision: str
    decided_by: str
    reason: str
    status: str


@dataclass(frozen=True)
class PairExplanation:
    """Why two records are one person, or why not.

    `pair` is None where both have one fingerprint: then there is nothing to compare. `steps` is the strongest way from
    one to the other, `decided` the steps that a steward's decision makes.
    """

    left: Side
    right: Side
    pair: PairWeights | None
    found_by: str | None
    was_scored: bool
    join_weight: float
    stay_weight: float
    steps: tuple[PairWeights, ...]
    decided: frozenset[Pair]
    nodes: dict[int, Node]
    decisions: tuple[Decision, ...]
    between: Between | None

    @property
    def is_one_person(self) -> bool:
        """Whether the two have one PIN."""
        return self.left.pin == self.right.pin

    @property
    def gap(self) -> float:
        """Bits that the pair lacks to join; negative when it has more than enough."""
        return self.join_weight - self.pair.match_weight if self.pair else 0.0

    def missing(self) -> list[Part]:
        """The comparisons that a value is missing for, the most telling first."""
        parts = [part for part in self.pair.parts if part.is_missing and part.best_weight > 0] if self.pair else []
        return sorted(parts, key=lambda part: -part.best_weight)

    def against(self) -> list[Part]:
        """The comparisons that speak against one person, the strongest first."""
        parts = [part for part in self.pair.parts if part.weight < 0] if self.pair else []
        return sorted(parts, key=lambda part: part.weight)


def explain_pair(linkage: Linkage, left: str, right: str) -> PairExplanation:
    """Why two records are one person, or why not; either may be a PIN, for the record nearest to the other side.

    Raises ScvError when one of them is not known.
    """
    one, other = find(linkage, left), find(linkage, right)
    first, second = _nearest(linkage, one.fingerprints, other.fingerprints)
    sides = tuple(_side(linkage, asked, node) for asked, node in ((one, first), (other, second)))
    clusters = (sides[0].cluster, sides[1].cluster)
    pair = (min(first, second), max(first, second))
    links = cluster_links(linkage, sides[0].cluster) if sides[0].cluster == sides[1].cluster else []
    path = strongest_path(links, first, second) if first != second else []
    steps = [(min(ends), max(ends)) for ends in zip(path[:-1], path[1:], strict=True)]
    weights = linkage.weigh({pair, *steps}) if first != second else {}
    scored = linkage.rows(
        "select rule from {linkage_scored_pairs} where fingerprint_id_l = $l and fingerprint_id_r = $r and $l <> $r",
        l=pair[0],
        r=pair[1],
    )
    return PairExplanation(
        left=sides[0],
        right=sides[1],
        pair=weights.get(pair),
        found_by=linkage.model.blocking_rules[scored[0][0]] if scored and scored[0][0] is not None else None,
        was_scored=bool(scored),
        join_weight=linkage.join_weight,
        stay_weight=linkage.stay_weight,
        steps=tuple(weights[step] for step in steps if step in weights),
        decided=frozenset((left, right) for left, right, weight in links if weight >= DECISION_WEIGHT),
        nodes=linkage.nodes({first, second, *path}),
        decisions=decisions_between(linkage, {sides[0].cluster, sides[1].cluster}),
        between=between(linkage, *clusters) if clusters[0] != clusters[1] else None,
    )


def cluster_links(linkage: Linkage, cluster: int) -> list[Link]:
    """All that ties a cluster together: (left, right, weight), a steward's decision with `DECISION_WEIGHT`."""
    rows = linkage.rows(
        f"""
        with inside as (select fingerprint_id from {{int_identity__clusters}} where cluster_id = $cluster)
        select fingerprint_id_l, fingerprint_id_r, max(weight) from (
            select fingerprint_id_l, fingerprint_id_r, match_weight as weight from {{linkage_edges}}
            where is_same_cluster
            union all
            select fingerprint_id_l, fingerprint_id_r, {DECISION_WEIGHT} from {{int_identity__decided_pairs}}
            where decision = 'must_link'
        )
        where fingerprint_id_l in (from inside) and fingerprint_id_r in (from inside)
        group by all order by all
        """,
        cluster=cluster,
    )
    return [(int(left), int(right), float(weight)) for left, right, weight in rows]


def decisions_between(linkage: Linkage, clusters: set[int]) -> tuple[Decision, ...]:
    """The stewards' decisions about two fingerprints of these clusters."""
    rows = linkage.rows(
        """
        select distinct status.decision_id, status.decision, status.decided_by, status.reason, status.status
        from {int_identity__decided_pairs} as pairs
        inner join {steward_decision_status} as status using (decision_id)
        inner join {int_identity__clusters} as l on l.fingerprint_id = fingerprint_id_l
        inner join {int_identity__clusters} as r on r.fingerprint_id = fingerprint_id_r
        where list_contains($clusters::bigint[], l.cluster_id) and list_contains($clusters::bigint[], r.cluster_id)
        order by all
        """,
        clusters=sorted(clusters),
    )
    return tuple(Decision(*("" if value is None else str(value) for value in row)) for row in rows)


def _nearest(linkage: Linkage, left: tuple[int, ...], right: tuple[int, ...]) -> tuple[int, int]:
    """Of two sets of fingerprints the two with the highest score; the first of each when none was scored."""
    if len(left) == len(right) == 1:
        return left[0], right[0]
    found = linkage.rows(
        """
        select fingerprint_id_l, fingerprint_id_r from {linkage_scored_pairs}
        where match_weight is not null and (
            (list_contains($left::bigint[], fingerprint_id_l) and list_contains($right::bigint[], fingerprint_id_r))
            or (list_contains($right::bigint[], fingerprint_id_l) and list_contains($left::bigint[], fingerprint_id_r))
        )
        order by match_weight desc, 1, 2 limit 1
        """,
        left=list(left),
        right=list(right),
    )
    if not found:
        return left[0], right[0]
    first, second = (int(end) for end in found[0])
    return (first, second) if first in left and second in right else (second, first)


def _side(linkage: Linkage, asked: Asked, fingerprint: int) -> Side:
    """What is known of one side."""
    row = linkage.rows(
        """
        select min(record_key), min(cluster_id), min(pin) from {int_identity__comparison_forms}
        inner join {int_identity__clusters} using (fingerprint_id)
        inner join {bridge_customers_x_records} using (record_key)
        where fingerprint_id = $fingerprint
        """,
        fingerprint=fingerprint,
    )[0]
    node = linkage.nodes([fingerprint])[fingerprint]
    return Side(asked, asked.record_key or str(row[0]), node, int(row[1]), str(row[2]))
