"""What the README shows is what the demo holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scv.project import project_directory

if TYPE_CHECKING:
    from builds import Build

README = (project_directory() / "README.md").read_text(encoding="utf-8")


def test_the_customer_in_the_readme_is_in_the_demo(demo: Build) -> None:
    shown = re.search(r"^\| [0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3} \|.*$", README, re.MULTILINE)
    assert shown

    pin, *attributes = shown.group().strip("| ").split(" | ")
    kept = demo.rows(
        f"select full_name, date_of_birth, town, record_count, channels_used from {{dim_customers}} where pin = '{pin}'"
    )
    assert [list(map(str, row)) for row in kept] == [attributes]


def test_every_table_that_the_readme_promises_is_built(demo: Build) -> None:
    promised = re.findall(r"`((?:dim|fct|bridge|customer|linkage|rejected)_[a-z_]+)`", README)
    built = {name for (name,) in demo.rows("select table_name from information_schema.tables")}

    assert promised
    assert set(promised) <= built


def test_the_first_queries_of_the_readme_have_answers(demo: Build) -> None:
    queries = re.findall(r"\| `(select [^`]+)` \|", README)

    assert queries
    for query in queries:
        assert demo.rows(query), query


def test_every_file_that_the_documents_link_to_is_there() -> None:
    root = project_directory()
    for page in [root / "README.md", root / "CONTRIBUTING.md", *root.glob("docs/**/*.md"), root / "tests/README.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
