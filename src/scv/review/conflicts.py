"""Clusters that break a conflict rule although they were cut where evidence allowed it."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from scv.linkage.comparisons import COMPARISONS
from scv.linkage.evidence import ConflictRule, conflict_rules
from scv.workbench import Relation, workbench

BY_NAME = {comparison.name: comparison for comparison in COMPARISONS}


def broken_rules(fingerprints: Relation, partition: Relation, decided: Relation, rules: Relation) -> pa.Table:
    """One row per cluster and rule that it breaks.

    Columns: cluster_id, contents, rule, the pair that shows it best, pair_count. That pair (fingerprint_id_l,
    fingerprint_id_r) is the one with the most records. A rule is settled for a cluster when a steward has said of two
    that break it that they are one person: then there is no row.
    """
    with workbench(fingerprints=fingerprints, partition=partition, decided=decided, rules=rules) as connection:
        connection.execute("create table broken (cluster_id bigint, rule varchar, l bigint, r bigint, records bigint)")
        for rule in conflict_rules(connection):
            _add_broken(connection, rule)
        return connection.sql("""
            with settled as (
                select distinct cluster_id, rule
                from broken inner join decided on l = fingerprint_id_l and r = fingerprint_id_r
                where decision = 'must_link'
            ),
            ranked as (
                select
                    *, (select min(contents) from partition where partition.cluster_id = broken.cluster_id) as contents,
                    row_number() over (partition by cluster_id, rule order by records desc, l, r) as position,
                    count(*) over (partition by cluster_id, rule) as pair_count
                from broken anti join settled using (cluster_id, rule)
            )
            select cluster_id, contents, rule, l as fingerprint_id_l, r as fingerprint_id_r, pair_count
            from ranked where position = 1 order by cluster_id, rule
        """).to_arrow_table()


def _add_broken(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """Add every pair within a cluster that breaks a rule, whether it was scored or not."""
    sides = [BY_NAME[name] for name in dict.fromkeys((rule.first, rule.second))]
    varied = " and ".join(f"count(distinct {side.columns[0]}) > 1" for side in sides)
    broken = " and ".join(f"{side.name} = 0" for side in sides)
    connection.execute(
        f"""
        insert into broken
        with suspects as (
            select cluster_id from partition inner join fingerprints using (fingerprint_id)
            group by cluster_id having {varied}
        ),
        members as (
            select * from partition
            inner join fingerprints using (fingerprint_id) semi join suspects using (cluster_id)
        ),
        compared as (
            select
                l.cluster_id, l.fingerprint_id as id_l, r.fingerprint_id as id_r,
                l.record_count + r.record_count as records,
                {", ".join(side.case_expression() for side in sides)}
            from members as l
            inner join members as r on l.cluster_id = r.cluster_id and l.fingerprint_id < r.fingerprint_id
        )
        select cluster_id, $rule, id_l, id_r, records from compared where {broken}
        """,
        {"rule": rule.name},
    )
