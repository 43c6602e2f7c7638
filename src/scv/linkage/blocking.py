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
        return [DERIVED_COLUMNS.get(column, ((column,), column))[1] for column in self.columns]

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
    BlockingRule(("surname_end", "initial", "town"), 60),
    BlockingRule(("lesser_name", "greater_name"), 60),
    BlockingRule(("forename_root", "surname_start"), 20),
    BlockingRule(("surname", "initial", "birth_year"), 60),
    BlockingRule(("date_of_birth",), 30),
    BlockingRule(("date_of_birth", "surname"), 100),
    BlockingRule(("date_of_birth", "forename_root"), 100),
    BlockingRule(("date_of_birth", "postcode"), 100),
    BlockingRule(("date_of_birth", "town"), 60),
    BlockingRule(("address_number", "street"), 40),
    BlockingRule(("postcode",), 40),
)

# Name: the columns that it reads, and SQL over them.
DERIVED_COLUMNS: dict[str, tuple[tuple[str, ...], str]] = {
    "initial": (("forename",), "left(forename, 1)"),
    "surname_start": (("surname",), "left(surname, 4)"),
    "surname_end": (("surname",), "right(surname, 4)"),
    "lesser_name": (("forename", "surname"), "least(forename, surname)"),
    "greater_name": (("forename", "surname"), "greatest(forename, surname)"),
    "birth_year": (("date_of_birth",), "left(date_of_birth, 4)"),
}


def of_side(column: str, side: str) -> str:
    """SQL of a key column on one side of a pair."""
    sources, expression = DERIVED_COLUMNS.get(column, ((column,), column))
    for source in sources:
        expression = expression.replace(source, f"{side}.{source}")
    return expression


def rules_named(names: tuple[str, ...]) -> tuple[BlockingRule, ...]:
    """The rules of these names, in the order of `BLOCKING_RULES`."""
    return tuple(rule for rule in BLOCKING_RULES if rule.name in names)


def rules_for(present: set[str]) -> tuple[BlockingRule, ...]:
    """The rules all of whose columns have values."""
    usable = present | {name for name, (sources, _) in DERIVED_COLUMNS.items() if present.issuperset(sources)}
    return tuple(rule for rule in BLOCKING_RULES if usable.issuperset(rule.columns))


def key_query(rule: BlockingRule, table: str = "fingerprints") -> str:
    """SQL of (block_key, fingerprint_id): one row per fingerprint of the table that has all the rule's columns."""
    columns = rule.key_columns()
    sources = dict.fromkeys(source for name in rule.columns for source in DERIVED_COLUMNS.get(name, ((name,), ""))[0])
    has_all = " and ".join(f"{source} is not null" for source in sources)
    keys = f"select hash({', '.join(columns)}) as block_key, fingerprint_id from {table} where {has_all}"
    if rule.columns == ("phone",):
        second = keys.replace("phone", "phone_alternative")
        return f"{keys} union {second}"
    return keys


def keys_query(rules: Rules, only_new: bool = False) -> str:
    """SQL of (rule, block_key, fingerprint_id): the keys of these rules, by number.

    With `only_new`, those that a row of the table `arrivals` has too.
    """
    queries = []
    for number, rule in rules.items():
        arrived = f"semi join ({key_query(rule, 'arrivals')}) as arrived using (block_key)" * only_new
        keys = f"select {number} as rule, block_key, fingerprint_id from ({key_query(rule)}) as keys"
        queries.append(f"{keys} {arrived}")
    return " union all ".join(queries)


def by_rule(rules: Rules, value: Callable[[BlockingRule], object]) -> str:
    """SQL of what a rule has, over its number `rule`."""
    values = {number: value(rule) for number, rule in rules.items()}
    if len(values) == 1:
        return str(next(iter(values.values())))
    return f"case rule {' '.join(f'when {number} then {text}' for number, text in values.items())} end"


def pairs_query(rules: Rules, keys: str, only_new: bool, any_crowded: bool = True) -> str:
    """SQL of (fingerprint_id_l, fingerprint_id_r, rule): the pairs of each rule, smaller id first.

    `keys` is SQL of their keys. With `only_new`, pairs that have at least one fingerprint of the table
    `new_fingerprints`: only the blocks of these are looked at, but all that is in them counts. Without `any_crowded`,
    none of the rules has crowded keys, and nothing is asked of them.
    """
    key = "block_key" if len(rules) == 1 else "rule, block_key"
    same_rule = "" if len(rules) == 1 else "l.rule = r.rule and"
    names = ", ".join(f"'{rule.name}'" for rule in rules.values())
    numbers = " ".join(f"when '{rule.name}' then {number}" for number, rule in rules.items())
    not_crowded = f"anti join crowded using ({key})"
    only_pairs_with_new = """
        where l.fingerprint_id in (from new_fingerprints) or r.fingerprint_id in (from new_fingerprints)
    """
    return f"""
        with keys as materialized ({keys}),
        blocks as (
            select {key} from keys
            group by {key} having count(*) between 2 and {CEILING} * {by_rule(rules, lambda rule: rule.limit)}
        ),
        crowded as (select case rule {numbers} end as rule, block_key from crowded_keys where rule in ({names})),
        members as (select * from keys semi join blocks using ({key}) {not_crowded * any_crowded})
        select
            l.fingerprint_id as fingerprint_id_l, r.fingerprint_id as fingerprint_id_r, cast(l.rule as smallint) as rule
        from members as l
        inner join members as r on {same_rule} l.block_key = r.block_key and l.fingerprint_id < r.fingerprint_id
        {only_pairs_with_new * only_new}
    """


def blocked_query(connection: Connection, rules: tuple[BlockingRule, ...], only_new: bool) -> str:
    """SQL of (fingerprint_id_l, fingerprint_id_r, rule): a pair once per rule that finds it.

    Spark would work a query out again wherever it is named, so there the keys of all rules are a table.
    """
    numbered = dict(enumerate(rules))
    if not rules:
        none = "select cast(0 as bigint) as fingerprint_id_l, cast(0 as bigint) as fingerprint_id_r"
        return f"{none}, cast(0 as smallint) as rule limit 0"
    if is_spark(connection):
        connection.execute(f"create or replace table block_keys as {keys_query(numbered, only_new)}")
        return pairs_query(numbered, "select * from block_keys", only_new)
    crowded = {str(row[0]) for row in connection.execute("select distinct rule from crowded_keys").fetchall()}
    queries = (
        pairs_query({number: rule}, keys_query({number: rule}, only_new), only_new, rule.name in crowded)
        for number, rule in numbered.items()
    )
    return " union all ".join(f"select * from ({query})" for query in queries)


def create_blocked_pairs(connection: Connection, rules: tuple[BlockingRule, ...], only_new: bool = False) -> None:
    """Fill the table `blocked_pairs` (fingerprint_id_l, fingerprint_id_r, rule): a pair once per rule that finds it.

    `rule` is the position in `rules`. Reads the tables `fingerprints` and `crowded_keys` (rule, block_key), and with
    `only_new` also `new_fingerprints`, and `arrivals`, their rows.
    """
    query = blocked_query(connection, rules, only_new)
    connection.execute(f"create or replace table blocked_pairs as {query}")


def create_candidate_pairs(connection: Connection, rules: tuple[BlockingRule, ...], only_new: bool = False) -> None:
    """Fill the table `candidate_pairs` (fingerprint_id_l, fingerprint_id_r, rule): every pair that a rule finds, once.

    `rule` is the position in `rules` of the first that finds it. Reads what `create_blocked_pairs` does.
    """
    query = blocked_query(connection, rules, only_new)
    connection.execute(f"""
        create or replace table candidate_pairs as
        select fingerprint_id_l, fingerprint_id_r, min(rule) as rule
        from ({query}) group by fingerprint_id_l, fingerprint_id_r
    """)
