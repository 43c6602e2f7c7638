"""Run sqlfluff, with its dbt templater, over the project's SQL: `lint_sql.py lint` or `lint_sql.py fix`.

The macros that clean values and judge rows render to expressions of thousands of characters, which
sqlfluff takes minutes over and which no one reads. So it sees a copy of the project in which each of
them renders to its own name, as the reader of a model sees it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NEEDED = (
    "dbt_project.yml",
    "profiles.yml",
    ".sqlfluff",
    ".sqlfluffignore",
    "analyses",
    "macros",
    "models",
    "python_models",
    "seeds",
    "snapshots",
    "tests/generic",
    "tests/singular",
)
LINTED = ("analyses", "models", "tests/singular")
SHORTENED = ("macros/cleaning/*.sql", "macros/staging/judged_rows.sql", "macros/staging/rejected_rows.sql")
MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)\(\s*(\w+)[^%]*%\}.*?endmacro\s*-?%\}", re.DOTALL)
SHORT = """{% macro NAME(ARGUMENT) %}
    {%- set ignored = [varargs, kwargs] -%}
    {{- return(RENDERED) -}}
{% endmacro %}"""


def main() -> int:
    """Return sqlfluff's exit code; after `fix`, changed files are in the project."""
    project, command = Path.cwd(), sys.argv[1]
    sqlfluff = Path(sys.executable).with_name("sqlfluff")
    with tempfile.TemporaryDirectory(prefix="scv_lint_") as folder:
        copy = Path(folder)
        copy_project(project, copy)
        for pattern in SHORTENED:
            for path in copy.glob(pattern):
                path.write_text(MACRO.sub(shortened, path.read_text()))
        arguments = [str(sqlfluff), command, "--processes", "2", "--disable-progress-bar", *LINTED]
        code = subprocess.run(arguments, cwd=copy, check=False).returncode
        if command == "fix":
            for part in LINTED:
                shutil.copytree(copy / part, project / part, dirs_exist_ok=True)
    return code


def copy_project(project: Path, copy: Path) -> None:
    """Copy what dbt needs to parse the project."""
    for part in NEEDED:
        if (project / part).is_dir():
            shutil.copytree(project / part, copy / part)
        else:
            shutil.copy(project / part, copy / part)


def shortened(macro: re.Match[str]) -> str:
    """Return a macro of the same name: a query when its name says rows, else a call with its first argument."""
    name, argument = macro.groups()
    rendered = f"'select * from {name}'" if name.endswith("_rows") else f"'{name}(' ~ {argument} ~ ')'"
    return SHORT.replace("NAME", name).replace("ARGUMENT", argument).replace("RENDERED", rendered)


if __name__ == "__main__":
    sys.exit(main())
