"""The examples of docs/scheduling.md are what they say: they parse, and name what the project has."""

from __future__ import annotations

import ast
import re

import yaml

from scv.project import project_directory

PROJECT = project_directory()
READ_ELSEWHERE = {"SCV_PIN_KEY", "SCV_REDSHIFT_S3_STAGING", "SCV_REDSHIFT_IAM_ROLE"}


def examples(language: str) -> list[str]:
    """The code of a language in the page."""
    page = (PROJECT / "docs" / "scheduling.md").read_text()
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def test_the_workflow_builds_with_commands_and_files_that_there_are() -> None:
    workflow, server_step = (yaml.safe_load(text) for text in examples("yaml"))
    runs = [step["run"] for step in workflow["jobs"]["build"]["steps"] if "run" in step]
    assert runs == ["make build"]
    assert re.search(r"^build:", (PROJECT / "Makefile").read_text(), re.MULTILINE)
    kept = {step["with"]["path"] for step in workflow["jobs"]["build"]["steps"] if "cache/" in step.get("uses", "")}
    assert kept == {"scv.duckdb"}
    files = re.findall(r"(?:-r|cp) (\S+)", server_step[0]["run"])
    assert files == ["requirements.txt", "profiles.example.yml"]
    assert all((PROJECT / file).is_file() for file in files)


def test_every_variable_is_read_by_the_profile_or_the_project() -> None:
    named = {name for language in ("yaml", "python", "") for text in examples(language) for name in variables(text)}
    read = set(variables((PROJECT / "profiles.example.yml").read_text())) | READ_ELSEWHERE
    assert {"SCV_TARGET", "SCV_REDSHIFT_PASSWORD"} <= named
    assert named <= read


def variables(text: str) -> list[str]:
    """The project's environment variables in a text."""
    return re.findall(r"SCV_[A-Z0-9_]+", text)


def test_the_airflow_example_is_python_that_runs_one_build_at_a_time() -> None:
    (code,) = examples("python")
    (dag,) = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and name_of(node) == "DAG"]
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in dag.keywords}
    assert (given["max_active_runs"], given["catchup"]) == ("1", "False")


def name_of(call: ast.Call) -> str:
    """The name that is called."""
    return ast.unparse(call.func)
