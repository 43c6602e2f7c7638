"""Service cases: how well contacts about one matter are put together when nobody quotes the case reference."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from builds import Build, build
from scv.project import project_directory

SERVICE_TABLES = (
    "stg_telephone__calls",
    "stg_email__messages",
    "stg_live_chat__sessions",
    "stg_online_form__enquiries",
    "stg_social__messages",
)
PAIRS = """
    with

    contacts as (

        select truth.case_ref, cases.case_id
        from truth
        inner join main_intermediate.int_cases__contact_cases as cases using (interaction_id)

    )

    select
        (select sum(n * (n - 1) / 2) from (select count(*) as n from contacts group by case_ref, case_id)) as together,
        (select sum(n * (n - 1) / 2) from (select count(*) as n from contacts group by case_id)) as found,
        (select sum(n * (n - 1) / 2) from (select count(*) as n from contacts group by case_ref)) as wanted
"""


def test_cases_are_rebuilt_without_their_references(demo: Build, tmp_path: Path) -> None:
    database = tmp_path / "scv.duckdb"
    shutil.copy(demo.folder / "scv.duckdb", database)
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "create table truth as select interaction_id, case_ref from main_intermediate.int_cases__contacts"
            " where case_ref is not null"
        )
        for table in SERVICE_TABLES:
            connection.execute(f"update main_staging.{table} set case_ref = null")

    hidden = build(
        tmp_path, "--select", "path:models/intermediate/cases", "--exclude-resource-type", "test", "unit_test"
    )

    assert hidden.failures() == []
    with duckdb.connect(str(database), read_only=True) as connection:
        ((together, found, wanted),) = connection.execute(PAIRS).fetchall()
    assert wanted > 500
    assert together / found > 0.98
    assert together / wanted > 0.88


def test_a_contact_that_only_its_case_identifies_is_of_the_right_customer(demo: Build) -> None:
    truth = f"read_csv('{project_directory() / 'data/demo/truth.csv'}', all_varchar = true)"
    answers = demo.rows(
        f"""
        with

        persons as (

            select pins.pin, mode(truth.entity_id) as entity_id
            from {{bridge_customers_x_records}} as pins
            inner join {truth} as truth using (record_key)
            group by pins.pin

        )

        select persons.entity_id = truth.entity_id
        from {{fct_interactions}} as interactions
        inner join persons using (pin)
        inner join {truth} as truth using (record_key)
        where interactions.identified_by = 'case'
        """
    )
    assert len(answers) >= 5
    assert sum(right for (right,) in answers) >= 0.9 * len(answers)
