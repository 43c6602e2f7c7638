"""The linkage's SQL, written for DuckDB, in Spark's words. All that differs between the two is here and in `functions`.

sqlglot, which Splink brings, turns one dialect into the other; what it can't know is put right on the parsed statement.
"""

from __future__ import annotations

from typing import Any, ClassVar

from splink.internals.spark.spark_helpers.custom_spark_dialect import CustomSpark
from sqlglot import exp, parse_one

# Functions that sqlglot leaves as they are. What is hashed stays on Spark: the two hashes need not agree.
RENAMED = {"damerau_levenshtein": "byte_damerau_levenshtein", "hash": "xxhash64"}
SIGNED = {exp.DataType.Type.UBIGINT: exp.DataType.Type.BIGINT}


class LinkageSpark(CustomSpark):
    """Splink's Spark dialect, with queries within queries left as they stand: two of them may use one name."""

    class Generator(CustomSpark.Generator):
        """What writes it."""

        EXPRESSIONS_WITHOUT_NESTED_CTES: ClassVar[set[type[exp.Expr]]] = set()


def parsed(query: str) -> exp.Expr:
    """A statement or an expression of DuckDB's, parsed, with Spark's functions and types in it."""
    tree = exp.Paren(this=parse_one(query, read="duckdb"))
    for part in tree.find_all(exp.CTE):
        part.set("materialized", None)
    for node in reversed(list(tree.walk())):
        changed = _in_spark_words(node)
        if changed is not None:
            node.replace(changed)
    statement: exp.Expr = tree.this
    return statement


def spark_text(tree: exp.Expr) -> str:
    """The text of what `parsed` gives, as Spark reads it."""
    return tree.sql(dialect=LinkageSpark)


def spark_sql(query: str) -> str:
    """A query or an expression of DuckDB's as Spark reads it."""
    return spark_text(parsed(query))


def spark_settings(settings: dict[str, Any]) -> dict[str, Any]:
    """Splink settings whose conditions are written for DuckDB, for Spark."""
    comparisons = [
        {**comparison, "comparison_levels": [_spark_level(level) for level in comparison["comparison_levels"]]}
        for comparison in settings["comparisons"]
    ]
    return {**settings, "comparisons": comparisons}


def _spark_level(level: dict[str, Any]) -> dict[str, Any]:
    """A level of Splink settings with its condition for Spark."""
    condition = level["sql_condition"]
    return level if condition == "ELSE" else {**level, "sql_condition": spark_sql(condition)}


def _in_spark_words(node: exp.Expr) -> exp.Expr | None:
    """What stands for one node of a parsed statement; None where nothing differs."""
    match node:
        case exp.GTE(this=exp.JarowinklerSimilarity() as similarity):
            words = [similarity.this, similarity.expression, node.expression]
            return exp.Anonymous(this="similar_enough", expressions=words)
        case exp.Levenshtein():
            return exp.Anonymous(this="byte_levenshtein", expressions=[node.this, node.expression])
        case exp.Anonymous() if node.name.lower() in RENAMED:
            return exp.Anonymous(this=RENAMED[node.name.lower()], expressions=node.expressions)
        case exp.Mod():
            return exp.Anonymous(this="pmod", expressions=[node.this, node.expression])
        case exp.GenerateSeries():
            return exp.Anonymous(this="range", expressions=[node.args["start"], node.args["end"]])
        case exp.DataType() if node.this in SIGNED:
            return exp.DataType.build(SIGNED[node.this])
        case exp.Literal() if _is_decimal(node):
            return exp.cast(node.copy(), exp.DataType.Type.DOUBLE)
    return None


def _is_decimal(literal: exp.Literal) -> bool:
    """Whether a number is a decimal: DuckDB's become doubles in any arithmetic here, and Spark's would not."""
    return not literal.is_string and "." in literal.name and not isinstance(literal.parent, exp.Cast)
