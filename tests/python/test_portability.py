"""What DuckDB forgives and a server does not, found by reading the project's files, without a server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from scv.project import project_directory

PROJECT = project_directory()
FOLDERS = ("models", "python_models", "snapshots", "seeds", "tests/generic", "tests/singular", "macros", "analyses")

# PostgreSQL cuts longer names, and dbt-postgres refuses them; a unit test's relation has the test's name.
LONGEST_NAME = 63

# With `--empty`, a ref is a subquery that dbt has given a name already, and a second one is an error on a server.
CLAUSES = "where|group|order|union|on|using|limit|cross|inner|left|full|join|having"
NAMED_REF = re.compile(
    r"\{\{\s*(?:ref|source)\([^{}()]*\)\s*\}\}"  # .render() takes no rows away, and may have a name
    rf"[^\S\n]+(?:as\s+\w+|(?!(?:{CLAUSES})\b)[a-z_]+)"
)


def files(suffix: str) -> list[Path]:
    """The project's files of a kind."""
    return [file for folder in FOLDERS for file in sorted((PROJECT / folder).rglob(f"*{suffix}"))]


def named_refs(text: str) -> list[str]:
    """The refs and sources of a file that are given a name where they stand."""
    return [found.group() for found in NAMED_REF.finditer(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("select * from {{ ref('pins') }} as p", 1),
        ("join {{ source('crm', 'supporters') }} people on true", 1),
        ("select count(*) from {{ ref('pins') }} as pins join {{ ref('runs') }} as runs", 2),
        ("from {{ ref('pins') }}\nwhere true", 0),
        ("(select max(day) from {{ ref('days') }} where true)", 0),
        ("join {{ ref('pins').render() }} as pins", 0),
    ],
)
def test_a_name_after_a_ref_is_seen(text: str, found: int) -> None:
    assert len(named_refs(text)) == found


def test_no_ref_or_source_is_given_a_name_where_it_stands() -> None:
    read = [*files(".sql"), *files(".yml"), PROJECT / "dbt_project.yml"]
    wrong = {str(file.relative_to(PROJECT)): refs for file in read if (refs := named_refs(file.read_text()))}
    assert len(read) > 300
    assert wrong == {}


def test_no_model_asks_dbt_for_a_float() -> None:
    """`dbt.type_float()` has four bytes on DuckDB and eight on a server: `double precision` has eight everywhere."""
    wrong = [str(file.relative_to(PROJECT)) for file in files(".sql") if "type_float" in file.read_text()]
    assert wrong == []


def test_names_are_short_enough_for_postgresql() -> None:
    declared = [yaml.safe_load(file.read_text()) or {} for file in files(".yml")]
    names = [
        node["name"] for content in declared for kind in ("models", "unit_tests") for node in content.get(kind, [])
    ]
    assert len(names) > 200
    assert [name for name in names if len(name) > LONGEST_NAME] == []
