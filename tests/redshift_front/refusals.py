"""What Redshift refuses, each with the page of AWS's documentation that says so and a statement that is refused.

Pages are named as in https://docs.aws.amazon.com/redshift/latest/dg/<page>.html. A statement that none of these refuses
may still be refused by a real cluster.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from redshift_front.known_functions import KNOWN_FUNCTIONS, UNKNOWN_FUNCTIONS
from redshift_front.refused_shapes import (
    alias_of_merge_target,
    array_types,
    columns_of_one_alter,
    different_orders_of_sorted_aggregates,
    half_a_merge,
    lookaround,
    node,
    types,
    values_as_table,
    words,
)
from redshift_front.statement import Statement, StatementError

Test = Callable[[Statement], bool]


@dataclass(frozen=True)
class Refusal:
    """One thing that Redshift refuses: the page that says so, how to tell, and statements that are refused."""

    name: str
    page: str
    refuses: Test
    examples: tuple[str, ...]

    def __init__(self, name: str, page: str, refuses: Test, *examples: str) -> None:
        """Take any number of examples."""
        for field, value in (("name", name), ("page", page), ("refuses", refuses), ("examples", examples)):
            object.__setattr__(self, field, value)


FUNCTIONS = "c_unsupported-postgresql-functions"
TYPES = "c_unsupported-postgresql-datatypes"
FEATURES = "c_unsupported-postgresql-features"
LEADER = "c_SQL_functions_leader_node_only"

LEADER_ONLY = frozenset(
    """substr log factorial current_schema current_schemas has_database_privilege has_schema_privilege
    has_table_privilege age current_time current_timestamp localtime localtimestamp isfinite now getbit get_byte set_bit
    set_byte to_ascii""".split()
)
SORTED_AGGREGATES = frozenset(("listagg", "median", "percentile_cont", "approximate percentile_disc"))


def calls(*names: str) -> Test:
    """Whether one of the functions is called."""
    return lambda statement: not statement.functions.isdisjoint(names)


def leader_functions_on_tables(statement: Statement) -> bool:
    """Whether a function of the leader node meets a table that compute nodes hold."""
    return bool(statement.user_tables) and not statement.functions.isdisjoint(LEADER_ONLY)


def compute_functions_without_tables(statement: Statement) -> bool:
    """Whether a function of the compute nodes meets no table that they hold."""
    return not statement.user_tables and not statement.functions.isdisjoint(SORTED_AGGREGATES)


def unknown_functions(statement: Statement) -> bool:
    """Whether something is called that AWS's reference of functions doesn't list."""
    named = {function.name.lower() for function in statement.find(exp.Anonymous)} - {"values"}
    return bool(named - KNOWN_FUNCTIONS - LEADER_ONLY) or not statement.functions.isdisjoint(UNKNOWN_FUNCTIONS)


REFUSALS = (
    Refusal("string_agg", FUNCTIONS, calls("string_agg"), "select string_agg(a, ',') from t"),
    Refusal("array_agg", FUNCTIONS, calls("array_agg"), "select array_agg(a) from t"),
    Refusal("every", FUNCTIONS, calls("every"), "select every(a) from t"),
    Refusal(
        "regression", FUNCTIONS, calls("corr", "covar_pop", "covar_samp", "regr_slope"), "select corr(a, b) from t"
    ),
    Refusal("clock", FUNCTIONS, calls("clock_timestamp", "transaction_timestamp", "pg_sleep"), "select pg_sleep(1)"),
    Refusal(
        "is_distinct_from",
        FUNCTIONS,
        words("is distinct from", "is not distinct from"),
        "select 1 from t where a is distinct from b",
        "select a is not distinct from b from t",
    ),
    Refusal("div", FUNCTIONS, calls("div", "setseed", "width_bucket"), "select div(a, 2) from t"),
    Refusal(
        "generate_series", FUNCTIONS, calls("generate_series"), "insert into t select * from generate_series(1, 9)"
    ),
    Refusal("overlay", FUNCTIONS, calls("overlay", "bit_length"), "select overlay(a placing 'x' from 1) from t"),
    Refusal(
        "format", FUNCTIONS, calls("format", "quote_nullable", "encode", "convert_to"), "select format('%s', a) from t"
    ),
    Refusal(
        "regexp_matches",
        FUNCTIONS,
        calls("regexp_matches", "regexp_split_to_array", "regexp_split_to_table"),
        "select regexp_matches(a, 'x') from t",
        "select regexp_split_to_array(a, ',') from t",
    ),
    Refusal("leader_only", LEADER, leader_functions_on_tables, "select substr(a, 1) from t", "select now() from t"),
    Refusal(
        "compute_only",
        "r_LISTAGG",
        compute_functions_without_tables,
        "select listagg(a, ',') from (select 'x' as a) as t",
        "select median(1)",
    ),
    Refusal(
        "sorted_aggregates",
        "r_LISTAGG",
        different_orders_of_sorted_aggregates,
        "select listagg(a) within group (order by b), listagg(b) within group (order by a) from t",
    ),
    Refusal("uuid", TYPES, types("UUID"), "create table x (a uuid)"),
    Refusal("json", TYPES, types("JSON", "JSONB"), "create table x (a json)", "select a::jsonb from t"),
    Refusal("bytea", TYPES, words("bytea"), "create table x (a bytea)"),
    Refusal("arrays", TYPES, array_types, "create table x (a integer[])", "select cast(array[1] as int[])"),
    Refusal("interval_column", TYPES, types("INTERVAL"), "create table x (a interval)"),
    Refusal("serial", TYPES, types("SERIAL", "BIGSERIAL", "SMALLSERIAL"), "create table x (a serial)"),
    Refusal("money", TYPES, types("MONEY"), "create table x (a money)"),
    Refusal("bit", TYPES, types("BIT"), "select cast('x1' as bit(4))"),
    Refusal("xml", TYPES, types("XML", "HSTORE", "INET"), "create table x (a xml)", "create table x (a inet)"),
    Refusal("index", FEATURES, words("create index", "create unique index"), "create index i on t (a)"),
    Refusal("sequence", FEATURES, words("create sequence", "nextval"), "create sequence s"),
    Refusal("trigger", FEATURES, words("create trigger"), "create trigger r after insert on t execute function f()"),
    Refusal("tablespace", FEATURES, words("tablespace"), "create table x (a int) tablespace y"),
    Refusal("inheritance", FEATURES, words("inherits ("), "create table x (a int) inherits (t)"),
    Refusal("distinct_on", "r_SELECT_list", words("distinct on"), "select distinct on (a) a, b from t"),
    Refusal(
        "aggregate_filter", "c_Aggregate_Functions", node(exp.Filter), "select count(*) filter (where a > 1) from t"
    ),
    Refusal("lateral", "r_FROM_clause30", node(exp.Lateral), "select * from t, lateral (select t.a) as x"),
    Refusal("values_as_table", "r_FROM_clause30", values_as_table, "select * from (values (1), (2)) as x (a)"),
    Refusal("on_conflict", "r_INSERT_30", node(exp.OnConflict), "insert into t (a) values (1) on conflict do nothing"),
    Refusal("returning", "r_INSERT_30", node(exp.Returning), "insert into t (a) values (1) returning a"),
    Refusal("for_update", "r_SELECT_synopsis", words("for update"), "select a from t for update"),
    Refusal(
        "half_a_merge",
        "r_MERGE",
        half_a_merge,
        "merge into t using u on t.a = u.a when matched then delete",
        "merge into t using u on t.a = u.a when matched and b > 1 then delete when not matched then insert values (1)",
    ),
    Refusal(
        "merge_alias",
        "r_MERGE",
        alias_of_merge_target,
        "merge into t as x using u on x.a = u.a when matched then delete when not matched then insert values (1, 'x')",
    ),
    Refusal("two_columns", "r_ALTER_TABLE", columns_of_one_alter, "alter table t add column x int, add column y int"),
    Refusal("check_constraint", "r_CREATE_TABLE_NEW", words("check ("), "create table x (a int check (a > 1))"),
    Refusal(
        "lookaround",
        "pattern-matching-conditions-posix",
        lookaround,
        "select regexp_replace(a, 'x(?=y)', '') from t",
        "select regexp_substr(a, '(?<=x)y') from t",
        "select 1 from t where a ~ '(?!x)'",
    ),
    Refusal(
        "unknown_function",
        "c_SQL_functions",
        unknown_functions,
        "select json_build_object('a', a) from t",
        "select normalize(a, NFC) from t",
        "select pg_input_is_valid(a, 'date') from t",
        "select array_to_string(a, ',') from t",
    ),
)


def refuse(statement: Statement) -> None:
    """Raise StatementError when Redshift refuses the statement."""
    for refusal in REFUSALS:
        if refusal.refuses(statement):
            where = f"https://docs.aws.amazon.com/redshift/latest/dg/{refusal.page}.html"
            raise StatementError(f"Redshift refuses this: {refusal.name.replace('_', ' ')}", "0A000", where)
