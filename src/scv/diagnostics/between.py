"""What stands between two clusters: all pairs that were scored, and the one that speaks most against joining them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scv.linkage.clustering import WEIGHT_LIMIT
from scv.linkage.evidence import ConflictRule, total_penalty

if TYPE_CHECKING:
    from scv.diagnostics.pair_weights import PairWeights
    from scv.diagnostics.reader import Linkage


@dataclass(frozen=True)
class Between:
    """What was scored between two customers: pairs, those that join, and the evidence in total, in bits.

    Evidence is what weights are above the weight that joins, the penalties of broken conflict rules off; no pair counts
    for more than `WEIGHT_LIMIT` of it. `worst` is the pair with the least, `worst_evidence`, where that is below 0;
    `worst_keys` are the first records of its two.
    """

    pairs: int
    joining: int
    evidence: float
    broken_rules: tuple[str, ...]
    worst: PairWeights | None
    worst_evidence: float
    worst_keys: tuple[str, str]


def between(linkage: Linkage, one: int, other: int) -> Between:
    """All that was scored between two clusters."""
    rules = [
        ConflictRule(str(name), str(first), str(second), float(penalty))
        for name, first, second, penalty in linkage.rows(
            "select rule, first_attribute, second_attribute, penalty from {conflict_rules} order by rule"
        )
    ]
    broken = "".join(f", ({rule.penalty_expression('{}_level')}) > 0" for rule in rules)
    rows = linkage.rows(
        f"""
        select
            fingerprint_id_l, fingerprint_id_r, match_weight,
            match_weight - $join - ({total_penalty(rules, "{}_level")}) as evidence{broken}
        from {{linkage_scored_pairs}} as pairs
        inner join {{int_identity__clusters}} as l on l.fingerprint_id = fingerprint_id_l
        inner join {{int_identity__clusters}} as r on r.fingerprint_id = fingerprint_id_r
        where (l.cluster_id = $one and r.cluster_id = $other) or (l.cluster_id = $other and r.cluster_id = $one)
        order by evidence, 1, 2
        """,
        join=linkage.join_weight,
        one=one,
        other=other,
    )
    worst = (int(rows[0][0]), int(rows[0][1])) if rows and rows[0][3] < 0 else None
    nodes = linkage.nodes(worst) if worst else {}
    return Between(
        pairs=len(rows),
        joining=sum(row[2] >= linkage.join_weight for row in rows),
        evidence=sum(max(-WEIGHT_LIMIT, min(WEIGHT_LIMIT, row[3])) for row in rows),
        broken_rules=tuple(rule.name for number, rule in enumerate(rules) if any(row[4 + number] for row in rows)),
        worst=linkage.weigh([worst])[worst] if worst else None,
        worst_evidence=float(rows[0][3]) if rows else 0.0,
        worst_keys=(nodes[worst[0]].record_keys[0], nodes[worst[1]].record_keys[0]) if worst else ("", ""),
    )
