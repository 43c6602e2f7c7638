"""How to tell by a statement's tree what Redshift refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot import exp

from redshift_front.statement import Statement

Test = Callable[[Statement], bool]
Type = exp.DataType.Type
REGEX_FUNCTIONS = ("regexp_replace", "regexp_substr", "regexp_count", "regexp_instr")


def words(*phrases: str) -> Test:
    """Whether one of the phrases is there, outside of literals."""
    return lambda statement: any(f" {phrase} " in statement.words for phrase in phrases)


def node(kind: type) -> Test:
    """Whether a node of the kind is there."""
    return lambda statement: next(statement.find(kind), None) is not None


def types(*names: str) -> Test:
    """Whether one of the types is there."""
    wanted = {Type[name] for name in names if name in Type.__members__}
    return lambda statement: any(found.this in wanted for found in statement.find(exp.DataType))


def array_types(statement: Statement) -> bool:
    """Whether a column or a cast is of an array type; or an array is written as PostgreSQL does."""
    return any(found.this == Type.ARRAY for found in statement.find(exp.DataType)) or " array [" in statement.words


def values_as_table(statement: Statement) -> bool:
    """Whether rows are written out where a table belongs; an insert may have them."""
    return any(not isinstance(found.parent, exp.Insert) for found in statement.find(exp.Values))


def half_a_merge(statement: Statement) -> bool:
    """Whether a merge lacks one of its two halves, or has a condition in one."""
    for merge in statement.find(exp.Merge):
        branches = merge.args["whens"].expressions
        if {bool(branch.args["matched"]) for branch in branches} != {True, False}:
            return True
        if any(branch.args.get("condition") for branch in branches):
            return True
    return False


def alias_of_merge_target(statement: Statement) -> bool:
    """Whether the table that a merge changes goes by another name."""
    return any(merge.this.alias for merge in statement.find(exp.Merge))


def columns_of_one_alter(statement: Statement) -> bool:
    """Whether one statement adds several columns."""
    return any(len(alter.args.get("actions") or ()) > 1 for alter in statement.find(exp.Alter))


def different_orders_of_sorted_aggregates(statement: Statement) -> bool:
    """Whether aggregates that sort do so in different orders within one query."""
    return any(len(set(_orders(query))) > 1 for query in statement.find(exp.Select))


def _orders(query: Any) -> list[str]:
    groups = [group for part in query.expressions for group in part.find_all(exp.WithinGroup)]
    return [group.expression.sql().lower() for group in groups if group.find_ancestor(exp.Select) is query]


def lookaround(statement: Statement) -> bool:
    """Whether a POSIX pattern has a group with a question mark; PCRE, the parameter p, may."""
    operators = statement.find(exp.RegexpLike, exp.RegexpILike)
    if any(_marked(found.expression) for found in operators):
        return True
    functions = [found for found in statement.find(exp.Anonymous) if found.name.lower() in REGEX_FUNCTIONS]
    return any(_marked(found.expressions[1]) and not _is_pcre(found) for found in functions)


def _marked(pattern: Any) -> bool:
    return isinstance(pattern, exp.Literal) and "(?" in pattern.name


def _is_pcre(function: Any) -> bool:
    parameters = function.expressions[-1]
    return len(function.expressions) > 2 and isinstance(parameters, exp.Literal) and "p" in parameters.name
