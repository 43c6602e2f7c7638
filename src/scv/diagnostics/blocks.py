"""What each blocking rule finds: its pairs, its largest blocks, and the keys that it leaves out as crowded."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from scv.linkage.blocking import CEILING, BlockingRule, key_query, rules_named
from scv.linkage.crowded_keys import load_crowded_keys
from scv.linkage.registry import NO_MODEL, promoted_model
from scv.workbench import Relation, workbench

LARGEST = 5


def blocks(fingerprints: Relation, models: Relation, crowded: Relation) -> pa.Table:
    """One row per rule of the promoted model and large block; a rule without any key has one row, place 1.

    Columns: model_id, rule_number, rule, block_limit; of the rule, fingerprint_count (those with a key), block_count
    (keys that make pairs), pair_count, crowded_key_count; of the block, place (1 the largest), block_key,
    block_fingerprint_count and is_crowded. `crowded` are the rows `block:<rule>` of the model's frequencies.
    """
    with workbench(fingerprints=fingerprints, models=models, crowded=crowded) as connection:
        connection.execute("""
            create table blocks (
                model_id varchar, rule_number smallint, rule varchar, block_limit bigint, fingerprint_count bigint,
                block_count bigint, pair_count bigint, crowded_key_count bigint,
                place bigint, block_key varchar, block_fingerprint_count bigint, is_crowded boolean
            )
        """)
        model_id, model = promoted_model(connection) or ("", NO_MODEL)
        rules = rules_named(model.blocking_rules)
        connection.execute("create table kept as select * from crowded where model_id = ?", [model_id])
        load_crowded_keys(connection, rules, "kept")
        for number, rule in enumerate(rules):
            _add_rule(connection, model_id, number, rule)
        return connection.sql("select * from blocks order by model_id, rule_number, place").to_arrow_table()


def _add_rule(connection: duckdb.DuckDBPyConnection, model_id: str, number: int, rule: BlockingRule) -> None:
    """Add the rows of one rule to `blocks`."""
    connection.execute(
        f"""
        create or replace temp table keys as
        select
            block_key,
            count(*) as members,
            min(fingerprint_id) as face,
            block_key in (select block_key from crowded_keys where rule = '{rule.name}')
            or members > {CEILING * rule.limit} as is_crowded
        from ({key_query(rule)}) group by block_key
        """
    )
    connection.execute(
        f"""
        insert into blocks
        with totals as (
            select
                coalesce(sum(members), 0) as fingerprint_count,
                count(*) filter (members > 1 and not is_crowded) as block_count,
                coalesce(sum(members * (members - 1) // 2) filter (not is_crowded), 0) as pair_count,
                count(*) filter (is_crowded) as crowded_key_count
            from keys
        ),
        largest as ({_largest_query(rule)})
        select $model_id, $number, $rule, $limit, totals.*, coalesce(place, 1), block_key, members, is_crowded
        from totals left join largest on true
        """,
        {"model_id": model_id, "number": number, "rule": rule.name, "limit": rule.limit},
    )


def _largest_query(rule: BlockingRule) -> str:
    """SQL of (place, block_key, members, is_crowded): the largest keys, their values as text."""
    columns = rule.key_columns()
    text = f"concat_ws(' + ', {', '.join(columns)})"
    if rule.columns == ("phone",):
        text = "case when hash(phone) = top.block_key then phone else phone_alternative end"
    return f"""
        with top as (select * from keys where members > 1 order by members desc, face, block_key limit {LARGEST})
        select
            row_number() over (order by members desc, face, top.block_key) as place,
            {text} as block_key, members, is_crowded
        from top inner join fingerprints on fingerprint_id = face
    """
