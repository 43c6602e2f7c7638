"""Tables between Python models and the simulated Redshift: through S3 and through the driver."""

from __future__ import annotations

import logging
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import boto3
import pyarrow as pa
import pytest

from dbt_scv.redshift import open_warehouse
from dbt_scv.warehouse import Warehouse, WarehouseError
from redshift_client import connect, credentials, failure, rows
from scv.project import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

UTC = timezone.utc
EVERY_TYPE = pa.table(
    {
        "n": pa.array([1, 2, 3, 4], pa.int32()),
        "small": pa.array([1, None, -32768, 0], pa.int16()),
        "big": pa.array([2**63 - 1, None, -(2**63), 0]),
        "flag": pa.array([True, None, False, True]),
        "money": pa.array([Decimal("1.50"), None, Decimal("-9999999999.99"), Decimal("0.00")], pa.decimal128(12, 2)),
        "wide": pa.array([Decimal(10**37), None, Decimal(-1), Decimal(0)], pa.decimal128(38, 0)),
        "ratio": pa.array([0.1, None, float("inf"), -1e-300]),
        "share": pa.array([0.1, None, 1e30, 0], pa.float32()),
        "day": pa.array([date(2024, 2, 29), None, date(1, 1, 1), date(9999, 12, 31)]),
        "moment": pa.array(
            [datetime(2024, 2, 29, 12, 33, 10, 123456), None, datetime(1000, 1, 1), datetime(9999, 12, 31, 23, 59)],
            pa.timestamp("us"),
        ),
        "instant": pa.array(
            [
                datetime(2024, 7, 1, tzinfo=UTC),
                None,
                datetime(1900, 1, 1, 1, tzinfo=UTC),
                datetime(1970, 1, 1, tzinfo=UTC),
            ],
            pa.timestamp("us", tz="UTC"),
        ),
        "label": pa.array(["Zoë “Zo” O'Neil, \n 株式会社\t\\N 😀", None, "", "NULL"]),
        "long": pa.array(["é" * 30000, None, "x", " "]),
    }
)


@pytest.fixture(autouse=True)
def reachable(redshift: dict[str, str]) -> Iterator[None]:
    """AWS's environment, without a staging place that a test doesn't name itself."""
    with environment({**redshift, "SCV_REDSHIFT_S3_STAGING": "", "SCV_REDSHIFT_IAM_ROLE": ""}):
        yield


@pytest.fixture
def staging(redshift: dict[str, str]) -> dict[str, str]:
    return {"s3_staging": redshift["SCV_REDSHIFT_S3_STAGING"], "iam_role": redshift["SCV_REDSHIFT_IAM_ROLE"]}


@pytest.fixture(params=["s3", "driver"])
def warehouse(request: pytest.FixtureRequest, redshift: dict[str, str], staging: dict[str, str]) -> Warehouse:
    return open_warehouse(credentials(redshift), staging if request.param == "s3" else {})


def staged_files(staging: dict[str, str]) -> list[Any]:
    bucket = staging["s3_staging"].split("/")[2]
    return list(boto3.client("s3").list_objects_v2(Bucket=bucket).get("Contents", []))


def fresh(warehouse: Warehouse, table: str) -> str:
    warehouse.execute(f'drop table if exists "public"."{table}"')
    return f'"public"."{table}"'


def test_every_type_comes_back_as_it_went(warehouse: Warehouse, staging: dict[str, str]) -> None:
    table = fresh(warehouse, "every_type")
    warehouse.write(table, EVERY_TYPE)
    assert warehouse.schema(table) == EVERY_TYPE.schema
    assert warehouse.read(table, EVERY_TYPE.column_names).sort_by("n").equals(EVERY_TYPE)
    assert warehouse.read(table, ["label", "n"]).column_names == ["label", "n"]
    assert warehouse.read(table, []).num_rows == 4
    assert staged_files(staging) == []


def test_an_empty_table_keeps_its_columns(warehouse: Warehouse) -> None:
    table = fresh(warehouse, "nobody")
    warehouse.write(table, EVERY_TYPE.slice(0, 0))
    assert warehouse.schema(table) == EVERY_TYPE.schema
    assert warehouse.read(table, EVERY_TYPE.column_names).equals(EVERY_TYPE.slice(0, 0))


def test_what_redshift_has_no_type_for_becomes_text(warehouse: Warehouse) -> None:
    table = fresh(warehouse, "nested")
    warehouse.write(table, pa.table({"tags": [["a", "b"], None], "pair": [{"x": 1}, {"x": None}]}))
    assert sorted(warehouse.read(table, ["pair", "tags"]).to_pylist(), key=str) == [
        {"pair": '{"x":1}', "tags": '["a","b"]'},
        {"pair": '{"x":null}', "tags": None},
    ]
    assert warehouse.schema('"public"."no_such_table"') is None
    assert warehouse.schema('"no_such_schema"."nested"') is None


def test_texts_get_lengths_and_tables_their_keys(redshift: dict[str, str], staging: dict[str, str]) -> None:
    warehouse = open_warehouse(credentials(redshift), {**staging, "dist": "a", "sort": ["a", "b"]})
    warehouse.write(fresh(warehouse, "keyed"), pa.table({"a": ["x"], "b": ["é" * 200]}))
    client = connect(redshift)
    lengths = "select column_name, character_maximum_length from information_schema.columns where table_name = 'keyed'"
    assert sorted(rows(client, lengths)) == [["a", 256], ["b", 1024]]
    client.close()
    with pytest.raises(WarehouseError, match="text of 65536 bytes"):
        warehouse.write(fresh(warehouse, "too_long"), pa.table({"a": ["x" * 65536]}))
    unknown = open_warehouse(credentials(redshift), {"dist": "nowhere"})
    with pytest.raises(WarehouseError, match="named in a key"):
        unknown.write('"public"."unknown"', pa.table({"a": ["x"]}))


def test_a_write_that_fails_leaves_nothing(redshift: dict[str, str], staging: dict[str, str]) -> None:
    wrong = open_warehouse(credentials(redshift), {**staging, "iam_role": "arn:aws:iam::123456789012:role/other"})
    table = fresh(wrong, "half_written")
    with pytest.raises(WarehouseError, match="not authorized to assume IAM Role"):
        wrong.write(table, EVERY_TYPE)
    assert wrong.schema(table) is None
    assert staged_files(staging) == []


def test_a_bucket_that_is_not_there_is_named(redshift: dict[str, str], staging: dict[str, str]) -> None:
    lost = open_warehouse(credentials(redshift), {**staging, "s3_staging": "s3://no-such-bucket/x"})
    with pytest.raises(WarehouseError, match="no-such-bucket"):
        lost.write(fresh(lost, "lost"), EVERY_TYPE)
    with pytest.raises(WarehouseError, match="looks like s3://bucket"):
        open_warehouse(credentials(redshift), {**staging, "s3_staging": "bucket/x"})
    with pytest.raises(WarehouseError, match="both a place"):
        open_warehouse(credentials(redshift), {"s3_staging": "s3://bucket/x"})


def test_a_lost_connection_says_so_and_says_no_secret(
    redshift: dict[str, str], staging: dict[str, str], caplog: pytest.LogCaptureFixture, postgres: Any
) -> None:
    warehouse = open_warehouse(credentials(redshift), staging)
    table = fresh(warehouse, "cut_off")
    ended = "select pg_terminate_backend(pg_backend_pid())"
    with caplog.at_level(logging.DEBUG, "dbt"), pytest.raises(WarehouseError, match=r"lost|terminat") as error:
        warehouse.execute(f"create table {table} (a int)", ended)
    assert warehouse.schema(table) is None
    for secret in (redshift["SCV_REDSHIFT_PASSWORD"], redshift["AWS_SECRET_ACCESS_KEY"]):
        assert secret not in caplog.text + str(error.value)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("iam_role '{role}' format as csv", "Parquet only"),
        ("format as parquet", "IAM_ROLE is missing"),
        ("iam_role '{role}' format as parquet compupdate off", "compupdate"),
        ("iam_role '{role}' format as parquet", "does not exist"),
    ],
)
def test_copy_takes_what_it_takes_from_parquet(redshift: dict[str, str], options: str, said: str) -> None:
    client = connect(redshift)
    rows(client, "create table if not exists copied (a int)")
    statement = f"copy copied from 's3://staging/nothing/' {options.format(role=redshift['SCV_REDSHIFT_IAM_ROLE'])}"
    assert said in failure(client, statement)["M"]
    client.close()


def test_parquet_must_fit_the_table_column_by_column(redshift: dict[str, str]) -> None:
    client = connect(redshift)
    role = f"iam_role '{redshift['SCV_REDSHIFT_IAM_ROLE']}' format as parquet"
    place = "s3://staging/fit/"
    rows(client, "create table fitting as select 1 as a, cast('x' as varchar(5)) as b")
    rows(client, f"unload ('select a, b from fitting') to '{place}' {role}")
    assert "not empty" in failure(client, f"unload ('select a from fitting') to '{place}' {role}")["M"]
    assert (
        "outer SELECT" in failure(client, f"unload ('select a from fitting limit 1') to 's3://staging/l/' {role}")["M"]
    )
    rows(client, "create table other_types (a bigint, b varchar(5))")
    rows(client, "create table other_columns (a int)")
    assert "incompatible Parquet schema" in failure(client, f"copy other_types from '{place}' {role}")["M"]
    assert "number of columns" in failure(client, f"copy other_columns from '{place}' {role}")["M"]
    rows(client, f"copy fitting from '{place}' {role}")
    assert rows(client, "select a, b, count(*) from fitting group by a, b") == [[1, "x", 2]]
    rows(client, f"unload ('select a from fitting') to '{place}' {role} allowoverwrite")
    client.close()
    for item in boto3.client("s3").list_objects_v2(Bucket="staging")["Contents"]:
        boto3.client("s3").delete_object(Bucket="staging", Key=item["Key"])
