"""Which pairs of fingerprints are worth scoring.

A blocking rule is a set of columns whose values make a key; fingerprints with one key are candidates. Keys that more
fingerprints have than a rule's limit are crowded: what so many share tells nobody apart, and pairs grow with the
square. Which keys are crowded is settled when a model is trained and kept with it, so that a fingerprint's pairs do
not depend on the build that it came in. A key that grows to `CEILING` times the limit later on is left out as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scv.linkage.engines import is_spark
from scv.workbench import Connection

CEILING = 10
# Between the values of a key kept as text: ASCII's unit separator.
SEPARATOR = 31


@dataclass(frozen=True)
class BlockingRule:
    """Columns that make the key, and the most fingerprints that one key may have."""

    columns: tuple[str, ...]
    limit: int

    @property
    def name(self) -> str:
        """The rule's name: its columns joined with a plus."""
        return "+".join(self.columns)

    def key_columns(self) -> list[str]:
        """SQL expressions over a fingerprint whose values are the key."""
        return [DERIVED_COLUMNS.get(column, (column, column))[1] for column in self.columns]

    def splink_condition(self) -> str:
        """The rule in Splink's form; the limit, which Splink does not know, is left out."""
        return " and ".join(f"{of_side(column, 'l')} = {of_side(column, 'r')}" for column in self.columns)


Rules = Mapping[int, BlockingRule]

BLOCKING_RULES: tuple[BlockingRule, ...] = (
    BlockingRule(("email",), 60),
    BlockingRule(("email_local",), 40),
    BlockingRule(("phone",), 60),
    BlockingRule(("account_id",), 60),
    BlockingRule(("membership_no",), 60),
    BlockingRule(("loyalty_no",), 60),
    BlockingRule(("social_handle",), 60),
    BlockingRule(("forename_root", "surname"), 60),
    BlockingRule(("forename_root", "surname", "town"), 100),
    BlockingRule(("forename_root", "surname", "postal_district"), 100),
    BlockingRule(("surname", "postcode"), 60),
    BlockingRule(("forename_root", "postcode"), 60),
    BlockingRule(("surname", "town"), 60),
    BlockingRule(("forename_root", "town"), 40),
    BlockingRule(("surname_start", "initial", "postal_district"), 60),
    BlockingRule(("surname_start", "initial", "town"), 60),
    BlockingRule(("surname", "initial", "birth_year"), 60),
    BlockingRule(("date_of_birth",), 30),
    BlockingRule(("date_of_birth", "surname"), 100),
    BlockingRule(("date_of_birth", "forename_root"), 100),
    BlockingRule(("date_of_birth", "postcode"), 100),
    BlockingRule(("date_of_birth", "town"), 60),
    BlockingRule(("address_number", "street"), 40),
    BlockingRule(("postcode",), 40),
)

DERIVED_COLUMNS = {
    "initial": ("forename", "left(forename, 1)"),
    "surname_start": ("surname", "left(surname, 4)"),
    "birth_year": ("date_of_birth", "left(date_of_birth, 4)"),
}


def of_side(column: str, side: str) -> str:
    """SQL of a key column on one side of a pair."""
    source, expression = DERIVED_COLUMNS.get(column, (column, column))
    return expression.replace(source, f"{side}.{source}")


def rules_named(names: tuple[str, ...]) -> tuple[BlockingRule, ...]:
    """The rules of these names, in the order of `BLOCKING_RULES`."""
    return tuple(rule for rule in BLOCKING_RULES if rule.name in names)


def rules_for(present: set[str]) -> tuple[BlockingRule, ...]:
    """The rules all of whose columns have values."""
    usable = present | {name for name, (source, _) in DERIVED_COLUMNS.items() if source in present}
    return tuple(rule for rule in BLOCKING_RULES if usable.issuperset(rule.columns))


def key_query(rule: BlockingRule) -> str:
    """SQL of (block_key, fingerprint_id): one row per fingerprint that has all the rule's columns."""
    columns = rule.key_columns()
    has_all = " and ".join(f"{column} is not null" for column in columns)
    keys = f"select hash({', '.join(columns)}) as block_key, fingerprint_id from fingerprints where {has_all}"
    if rule.columns == ("phone",):
        second = keys.replace("phone", "phone_alternative")
        return f"{keys} union {second}"
    return keys


def in_groups(connection: Connection, rules: tuple[BlockingRule, ...]) -> list[Rules]:
    """The rules, numbered by their place, as they are asked for together.

    One at a time on DuckDB, which bounds the memory; all at once on Spark, where each question has its price.
    """
    numbered = dict(enumerate(rules))
    if is_spark(connection):
        return [numbered] if numbered else []
    return [{number: rule} for number, rule in numbered.items()]


def keys_query(rules: Rules) -> str:
    """SQL of (rule, block_key, fingerprint_id): the keys of these rules, by number."""
    return " union all ".join(
        f"select {number} as rule, block_key, fingerprint_id from ({key_query(rule)}) as keys"
        for number, rule in rules.items()
    )


def keys_of(connection: Connection, rules: Rules) -> str:
    """SQL of the keys of these rules; of several a table, for Spark works a query out again wherever it is named."""
    if len(rules) == 1:
        return keys_query(rules)
    connection.execute(f"create or replace table block_keys as {keys_query(rules)}")
    return "select * from block_keys"


def by_rule(rules: Rules, value: Callable[[BlockingRule], object]) -> str:
    """SQL of what a rule has, over its number `rule`."""
    values = {number: value(rule) for number, rule in rules.items()}
    if len(values) == 1:
        return str(next(iter(values.values())))
    return f"case rule {' '.join(f'when {number} then {text}' for number, text in values.items())} end"


def pairs_query(rules: Rules, keys: str, only_new: bool) -> str:
    """SQL of (fingerprint_id_l, fingerprint_id_r, rule): the pairs of each rule, smaller id first.

    `keys` is the SQL that `keys_of` gives. With `only_new`, pairs that have at least one fingerprint of the table
    `new_fingerprints`.
    """
    key = "block_key" if len(rules) == 1 else "rule, block_key"
    same_rule = "" if len(rules) == 1 else "l.rule = r.rule and"
    names = ", ".join(f"'{rule.name}'" for rule in rules.values())
    numbers = " ".join(f"when '{rule.name}' then {number}" for number, rule in rules.items())
    new_keys = f"new_keys as (select {key} from keys where fingerprint_id in (from new_fingerprints))," * only_new
    touched = f"semi join new_keys using ({key})" * only_new
    only_pairs_with_new = """
        where l.fingerprint_id in (from new_fingerprints) or r.fingerprint_id in (from new_fingerprints)
    """
    return f"""
        with keys as ({keys}),
        {new_keys}
        blocks as (
            select {key} from keys {touched}
            group by {key} having count(*) between 2 and {CEILING} * {by_rule(rules, lambda rule: rule.limit)}
        ),
        crowded as (select case rule {numbers} end as rule, block_key from crowded_keys where rule in ({names})),
        members as (select * from keys semi join blocks using ({key}) anti join crowded using ({key}))
        select l.fingerprint_id as fingerprint_id_l, r.fingerprint_id as fingerprint_id_r, l.rule
        from members as l
        inner join members as r on {same_rule} l.block_key = r.block_key and l.fingerprint_id < r.fingerprint_id
        {only_pairs_with_new * only_new}
    """


def key_text(rule: BlockingRule) -> str:
    """SQL of a key's values as one text; the row is a fingerprint with its `block_key`."""
    if rule.columns == ("phone",):
        return "case when hash(phone) = block_key then phone else phone_alternative end"
    return f" || chr({SEPARATOR}) || ".join(rule.key_columns())


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
                from ({keys_of(connection, group)}) as keys
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


def create_blocked_pairs(connection: Connection, rules: tuple[BlockingRule, ...], only_new: bool = False) -> None:
    """Fill the table `blocked_pairs` (fingerprint_id_l, fingerprint_id_r, rule): a pair once per rule that finds it.

    `rule` is the position in `rules`. Reads the tables `fingerprints` and `crowded_keys` (rule, block_key), and with
    `only_new` also `new_fingerprints`.
    """
    connection.execute(
        "create or replace table blocked_pairs (fingerprint_id_l bigint, fingerprint_id_r bigint, rule smallint)"
    )
    for group in in_groups(connection, rules):
        connection.execute(f"insert into blocked_pairs {pairs_query(group, keys_of(connection, group), only_new)}")


def create_candidate_pairs(connection: Connection, rules: tuple[BlockingRule, ...], only_new: bool = False) -> None:
    """Fill the table `candidate_pairs` (fingerprint_id_l, fingerprint_id_r, rule): every pair that a rule finds, once.

    `rule` is the position in `rules` of the first that finds it.
    """
    create_blocked_pairs(connection, rules, only_new)
    connection.execute("""
        create or replace table candidate_pairs as
        select fingerprint_id_l, fingerprint_id_r, min(rule) as rule
        from blocked_pairs group by fingerprint_id_l, fingerprint_id_r
    """)
    connection.execute("drop table blocked_pairs")
