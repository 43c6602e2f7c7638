"""What speaks for and against one person, pair by pair: scores, the two thresholds, conflict rules and decisions.

A pair joins at `join` and, when its fingerprints have one PIN already, stays joined above `stay`; its evidence is its
weight above that line. A conflict rule that it breaks takes its penalty off. A steward's decision outweighs everything.
"""

from __future__ import annotations

from dataclasses import dataclass

from scv.linkage.comparisons import COMPARISONS
from scv.workbench import Connection

DECISION_WEIGHT = 1e6


@dataclass(frozen=True)
class Thresholds:
    """Match weights at which a pair joins and above which it stays joined."""

    join: float
    stay: float

    def __post_init__(self) -> None:
        """Refuse thresholds that would join and part a pair at once."""
        if self.stay > self.join:
            raise ValueError(
                f"stay_weight ({self.stay}) is above join_weight ({self.join}): pairs would join and part at once."
            )


@dataclass(frozen=True)
class ConflictRule:
    """Two attributes that differ, not by a slip, and how much that takes off a pair's weight, in bits."""

    name: str
    first: str
    second: str
    penalty: float

    def penalty_expression(self, level: str) -> str:
        """SQL of the penalty of a pair, 0 where the rule is kept; `level` has {} for an attribute."""
        broken = f"{level.format(self.first)} = 0 and {level.format(self.second)} = 0"
        return f"case when {broken} then {self.penalty} else 0 end"


def total_penalty(rules: list[ConflictRule], level: str) -> str:
    """SQL of all penalties of a pair together."""
    return " + ".join(rule.penalty_expression(level) for rule in rules) or "0"


def conflict_rules(connection: Connection) -> list[ConflictRule]:
    """The rules of the table `rules` (rule, first_attribute, second_attribute, penalty)."""
    known = {comparison.name for comparison in COMPARISONS}
    rows = connection.execute(
        "select rule, first_attribute, second_attribute, penalty from rules order by rule"
    ).fetchall()
    rules = [ConflictRule(str(name), str(first), str(second), float(penalty)) for name, first, second, penalty in rows]
    for rule in rules:
        for attribute in (rule.first, rule.second):
            if attribute not in known:
                raise ValueError(
                    f"conflict_rules: rule '{rule.name}' names '{attribute}', which is no comparison. "
                    f"There are: {', '.join(sorted(known))}."
                )
    return rules


def create_evidence(connection: Connection, thresholds: Thresholds) -> None:
    """Fill `evidence` (l, r, weight): one row per scored pair or decision; a weight of 0 or more joins.

    Reads `scored`, `rules`, `constraints` and `pins` (fingerprint_id, pin: those that the last build left).
    """
    penalty = total_penalty(conflict_rules(connection), "scored.{}_level")
    connection.execute(f"""
        create or replace table evidence as
        with weighed as (
            select
                fingerprint_id_l as l,
                fingerprint_id_r as r,
                match_weight - ({penalty}) - case
                    when pins_l.pin = pins_r.pin then {thresholds.stay} else {thresholds.join}
                end as weight
            from scored
            left join pins as pins_l on pins_l.fingerprint_id = fingerprint_id_l
            left join pins as pins_r on pins_r.fingerprint_id = fingerprint_id_r
            where fingerprint_id_l < fingerprint_id_r
        ),
        decided as (
            select
                l, r, max(case decision when 'must_link' then {DECISION_WEIGHT} else -{DECISION_WEIGHT} end) as weight
            from constraints group by l, r
        )
        select * from weighed anti join decided using (l, r)
        union all
        select * from decided
    """)


def add_conflicts(connection: Connection) -> int:
    """Add to `evidence` the pairs within a cluster that break a rule and were never scored; give their number.

    Reads `partitioned` (fingerprint_id, cluster_id) and `fingerprints`.
    """
    rules = conflict_rules(connection)
    by_name = {comparison.name: comparison for comparison in COMPARISONS}
    attributes = sorted({attribute for rule in rules for attribute in (rule.first, rule.second)})
    if not attributes:
        return 0
    levels = ", ".join(by_name[attribute].case_expression() for attribute in attributes)
    varied = " or ".join(
        f"(count(distinct {by_name[rule.first].columns[0]}) > 1"
        f" and count(distinct {by_name[rule.second].columns[0]}) > 1)"
        for rule in rules
    )
    connection.execute(f"""
        create or replace table conflicts as
        with suspects as (
            select cluster_id from partitioned
            semi join (select cluster_id from partitioned where cluster_id <> fingerprint_id) as of_several
                using (cluster_id)
            inner join fingerprints using (fingerprint_id)
            group by cluster_id having {varied}
        ),
        members as (
            select * from partitioned
            inner join fingerprints using (fingerprint_id) semi join suspects using (cluster_id)
        ),
        compared as (
            select l.fingerprint_id as l, r.fingerprint_id as r, {levels}
            from members as l
            inner join members as r on l.cluster_id = r.cluster_id and l.fingerprint_id < r.fingerprint_id
        )
        select l, r, -({total_penalty(rules, "{}")}) as weight from compared anti join evidence using (l, r)
        where {total_penalty(rules, "{}")} > 0
    """)
    connection.execute("insert into evidence select l, r, weight from conflicts")
    return int(connection.execute("select count(*) from conflicts").fetchall()[0][0])
