"""Keys of blocking that too many fingerprints have: they tell nobody apart, and a model keeps which they are."""

from __future__ import annotations

from scv.linkage.blocking import SEPARATOR, BlockingRule, Rules, by_rule, keys_query
from scv.linkage.engines import is_spark
from scv.workbench import Connection


def key_text(rule: BlockingRule) -> str:
    """SQL of a key's values as one text; the row is a fingerprint with its `block_key`."""
    if rule.columns == ("phone",):
        return "case when hash(phone) = block_key then phone else phone_alternative end"
    return f" || chr({SEPARATOR}) || ".join(rule.key_columns())


def in_groups(connection: Connection, rules: tuple[BlockingRule, ...]) -> list[Rules]:
    """The rules, numbered by their place, as they are asked for together.

    One at a time on DuckDB, which bounds the memory; all at once on Spark, where each question has its price.
    """
    numbered = dict(enumerate(rules))
    if is_spark(connection):
        return [numbered] if numbered else []
    return [{number: rule} for number, rule in numbered.items()]


def create_crowded_keys(connection: Connection, rules: tuple[BlockingRule, ...]) -> None:
    """Fill the table `crowded_keys` (rule, block_key, key_text, fingerprints) from the table `fingerprints`.

    `rule` is the rule's name.
    """
    connection.execute("""
        create or replace table crowded_keys (rule varchar, block_key ubigint, key_text varchar, fingerprints bigint)
    """)
    for group in in_groups(connection, rules):
        key = "block_key" if len(group) == 1 else "rule, block_key"
        number = next(iter(group)) if len(group) == 1 else "rule"
        connection.execute(f"""
            insert into crowded_keys
            with crowded as (
                select {number} as rule, block_key, count(*) as members, min(fingerprint_id) as fingerprint_id
                from ({keys_query(group)}) as keys
                group by {key} having count(*) > {by_rule(group, lambda rule: rule.limit)}
            )
            select
                {by_rule(group, lambda rule: f"'{rule.name}'")}, block_key,
                {by_rule(group, key_text)}, members
            from crowded inner join fingerprints using (fingerprint_id)
        """)


def load_crowded_keys(connection: Connection, rules: tuple[BlockingRule, ...], source: str) -> None:
    """Fill the table `crowded_keys` (rule, block_key) with the keys that a model keeps.

    `source` is a table (attribute, value): attribute `block:<rule>`, value the key's text. A key is kept as text
    because its hash is the engine's own.
    """
    keys = {}
    for rule in rules:
        parts = [f"split_part(value, chr({SEPARATOR}), {place})" for place, _ in enumerate(rule.columns, start=1)]
        keys[rule.name] = f"hash({', '.join(parts)})"
    cases = " ".join(f"when 'block:{name}' then {key}" for name, key in keys.items())
    names = ", ".join(f"'block:{name}'" for name in keys) or "''"
    connection.execute(f"""
        create or replace table crowded_keys as
        select
            substr(attribute, 7) as rule,
            cast(case attribute {cases or "when '' then null"} end as ubigint) as block_key
        from {source} where attribute in ({names})
    """)
