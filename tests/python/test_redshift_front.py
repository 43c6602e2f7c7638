"""The simulated Redshift refuses what Redshift refuses, and does what Redshift does otherwise than PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import redshift_connector

from redshift_client import connect, failure, rows
from redshift_front.refusals import REFUSALS, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED = (
    "select listagg(distinct a, ', ') within group (order by a) from t",
    "select median(b), percentile_cont(0.5) within group (order by b) from t",
    "select current_schema()",
    "select substring(a, 2), left(a, 1), split_part(a, '-', 1) from t",
    "select regexp_replace(a, '(?=x)', '', 1, 'p') from t",
    "select a from t where a ~ '^[A-Z]{1,2}[0-9]'",
    "insert into t (a, b) values ('x', 1), ('y', 2)",
    "create table made diststyle key distkey (a) compound sortkey (a, b) as (select a, b from t)",
    "create table keys (a varchar(10) not null encode zstd, b int) backup no diststyle all sortkey (b)",
    "merge into t using u on t.a = u.a"
    " when matched then update set b = u.b when not matched then insert (a, b) values (u.a, u.b)",
    "alter table u add column c int",
    "delete from t using u where t.a = u.a",
    "select count(*) from pg_class where relname = 't'",
    "set query_group to 'dbt'",
)

# A statement, and the one value that Redshift makes of it.
VALUES = (
    ("select dateadd(month, 1, '2024-01-31')::varchar", "2024-02-29 00:00:00"),
    ("select datediff(month, '2024-01-31', '2024-02-01')", 1),
    ("select datediff(year, '2023-12-31 23:59:59', '2024-01-01 00:00:00')", 1),
    ("select datediff(hour, '2024-01-01 00:59:00', '2024-01-01 01:00:00')", 1),
    ("select date_trunc('month', date '2024-02-29')::varchar", "2024-02-01 00:00:00"),
    ("select regexp_replace('the fox', '(f)(ox)', '$2$1')", "the oxf"),
    ("select regexp_replace('aXbX', 'x', '-', 1, 'i')", "a-b-"),
    ("select regexp_substr('abc', 'z')", ""),
    ("select regexp_count('banana', 'an')", 2),
    ("select strtol('ff', 16)", 255),
    ("select strtol(left(md5('a'), 15), 16)", 57446577476672362),
    ("select json_serialize(object('b', 'x\"y', 'a', null))", '{"b":"x\\"y","a":null}'),
    ("select len('Zoë')", 3),
    ("select nvl(null, 'x') || decode(1, 1, 'y', 'z')", "xy"),
    ("select 'a' < 'B'", False),
    ("select version()", "PostgreSQL 8.0.2 on a simulation of Redshift, Redshift 1.0.0"),
)


@pytest.fixture(scope="module")
def connection(redshift: dict[str, str]) -> Iterator[Any]:
    """A connection with two tables to speak of."""
    client = connect(redshift)
    rows(client, "create table t (a varchar(50), b int)")
    rows(client, "create table u (a varchar(50), b int)")
    yield client
    rows(client, "drop table t cascade")
    rows(client, "drop table u cascade")
    client.close()


@pytest.mark.parametrize(
    ("refusal", "statement"), [(refusal, statement) for refusal in REFUSALS for statement in refusal.examples]
)
def test_what_redshift_refuses_is_refused_with_its_source(connection: Any, refusal: Refusal, statement: str) -> None:
    said = failure(connection, statement)
    assert said["M"] == f"Redshift refuses this: {refusal.name.replace('_', ' ')}"
    assert said["C"] == "0A000"
    assert said["D"] == f"https://docs.aws.amazon.com/redshift/latest/dg/{refusal.page}.html"


@pytest.mark.parametrize("statement", ALLOWED)
def test_what_redshift_takes_is_taken(connection: Any, statement: str) -> None:
    rows(connection, statement)


@pytest.mark.parametrize(("statement", "value"), VALUES)
def test_functions_answer_as_redshifts(connection: Any, statement: str, value: object) -> None:
    assert rows(connection, statement) == [[value]]


def test_a_text_holds_as_many_bytes_as_it_says_and_256_when_it_does_not_say(connection: Any) -> None:
    rows(connection, "create table texts (short varchar(5), plain text, wide varchar(max))")
    rows(connection, "insert into texts values (%s, %s, %s)", "Zoë!", "x" * 256, "x" * 65535)
    for column, value in (("short", "Zoëéé"), ("plain", "x" * 257), ("plain", "é" * 129), ("wide", "x" * 65536)):
        assert "too long" in failure(connection, f"insert into texts ({column}) values ('{value}')")["M"]
    assert rows(connection, "select count(*) from texts") == [[1]]


def test_listagg_has_a_limit(connection: Any) -> None:
    rows(connection, "create table long_texts as select repeat('x', 40000) as a union all select repeat('y', 40000)")
    assert "LISTAGG limit" in failure(connection, "select listagg(a) within group (order by a) from long_texts")["M"]


def test_try_cast_gives_null_but_not_for_blank_text(connection: Any) -> None:
    rows(connection, "create table tried as select '31/02/2024' as a union all select '2024-02-29'")
    assert rows(connection, "select try_cast(a as date)::varchar as d from tried order by 1") == [
        ["2024-02-29"],
        [None],
    ]
    rows(connection, "insert into tried values (' ')")
    assert "TRY_CAST" in failure(connection, "select try_cast(a as date) from tried")["M"]


def test_a_late_binding_view_outlives_the_table_under_it(connection: Any) -> None:
    rows(connection, "create table under (a varchar(10), b int)")
    rows(connection, "insert into under values ('x', 1), ('x', 2)")
    rows(connection, "create view over_it as (select a, count(*) as n from under group by a) with no schema binding")
    rows(connection, "create view over_that as (select n from over_it where n > 1) with no schema binding")
    assert rows(connection, "select * from over_that as v") == [[2]]
    rows(connection, "drop table under")
    assert "does not exist" in failure(connection, "select * from over_that")["M"]
    rows(connection, "create table under (a varchar(20), b int)")
    assert rows(connection, "select * from over_that") == []
    listed = rows(
        connection,
        "select view_name, col_name, col_type from pg_get_late_binding_view_cols()"
        " cols(view_schema name, view_name name, col_name name, col_type varchar, ordinal_position int)"
        " where view_name = 'over_it' order by ordinal_position",
    )
    assert listed == [["over_it", "a", "character varying(10)"], ["over_it", "n", "bigint"]]


def test_a_bound_view_goes_with_its_table(connection: Any) -> None:
    rows(connection, "create table bound (a int)")
    rows(connection, "create view on_bound as (select a from bound)")
    assert "depend" in failure(connection, "drop table bound")["M"]
    rows(connection, "drop table bound cascade")
    assert "does not exist" in failure(connection, "select * from on_bound")["M"]


def test_keys_are_columns_of_the_table(connection: Any) -> None:
    assert "named in a key" in failure(connection, "create table k (a int) diststyle key distkey (b)")["M"]
    assert "named in a key" in failure(connection, "create table k (a int) sortkey (a, c)")["M"]


def test_a_refused_statement_fails_its_transaction(redshift: dict[str, str]) -> None:
    client = connect(redshift)
    client.autocommit = False
    rows(client, "create table half_done (a int)")
    assert "refuses" in failure(client, "create index i on half_done (a)")["M"]
    assert "aborted" in failure(client, "select 1")["M"]
    client.rollback()
    assert "does not exist" in failure(client, "select * from half_done")["M"]
    client.close()


def test_the_door_is_redshifts(redshift: dict[str, str]) -> None:
    client = connect(redshift)
    assert (b"server_version", b"8.0.2") in client.parameter_statuses
    client.close()
    with pytest.raises(redshift_connector.Error, match="password authentication failed"):
        connect(redshift, password="wrong")


def test_what_sqlglot_cannot_read_is_a_syntax_error(connection: Any) -> None:
    assert failure(connection, "select from where")["C"] == "42601"
    assert failure(connection, "frobnicate t")["C"] == "42601"


def test_a_number_without_digits_is_a_whole_one(connection: Any) -> None:
    rows(connection, "create table numbers (a numeric, b numeric(12, 2))")
    rows(connection, "insert into numbers values (2.5, 2.5)")
    assert rows(connection, "select a::varchar, b::varchar from numbers") == [["3", "2.50"]]


def test_unload_takes_no_catalogue(connection: Any, redshift: dict[str, str]) -> None:
    role = f"iam_role '{redshift['SCV_REDSHIFT_IAM_ROLE']}' format as parquet"
    said = failure(
        connection, f"unload ('select table_name from information_schema.tables') to 's3://staging/c/' {role}"
    )
    assert "leader node" in said["M"]
