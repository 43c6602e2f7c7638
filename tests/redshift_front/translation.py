"""A Redshift statement as PostgreSQL runs it: what both have stays, the rest goes to `functions.pgsql`.

Left out, as PostgreSQL has nothing of the kind: distribution and sort keys, encodings, backup.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlglot import exp
from sqlglot.dialects.postgres import Postgres

from redshift_front.statement import Statement, StatementError

Type = exp.DataType.Type
DEFAULT_LENGTH = 256
LONGEST = 65535

STORAGE = (exp.DistKeyProperty, exp.DistStyleProperty, exp.SortKeyProperty, exp.BackupProperty)
DATE_PARTS = ("dateadd", "date_add", "datediff", "date_diff", "datepart", "date_part")

# Redshift's functions that functions.pgsql defines in the schema `redshift`.
DEFINED = frozenset(
    """add_months convert_timezone dateadd datediff date_part date_trunc getdate is_valid_json json_extract_path_text
    json_parse json_serialize regexp_count regexp_instr regexp_replace regexp_substr strtol version
    pg_get_late_binding_view_cols""".split()
)
OTHER_NAMES = {
    "date_add": "dateadd",
    "date_diff": "datediff",
    "datepart": "date_part",
    "len": "length",
    "object": "json_build_object",
}
SYSTEM_VIEWS = frozenset("svv_external_columns svv_table_info svv_tables svv_columns stl_load_errors".split())


SET = re.compile(r"\s*set\s+(\w+)\s+to\b", re.IGNORECASE)
POSTGRES_SETTINGS = frozenset(
    "search_path timezone statement_timeout datestyle client_encoding application_name".split()
)


class PostgresBehind(Postgres):
    """PostgreSQL's dialect as a target."""


TARGET = PostgresBehind()


def translate(statement: Statement) -> str:
    """The statement as PostgreSQL's SQL."""
    setting = SET.match(statement.text)
    if setting and setting[1].lower() not in POSTGRES_SETTINGS:
        return SET.sub(r"set redshift.\1 to", statement.text, count=1)
    tree = statement.tree.copy()
    _check_keys(tree)
    _drop_storage(tree)
    if isinstance(tree, exp.Create) and tree.kind == "TABLE":
        _bound_texts(tree)
    return str(_translated(tree).sql(dialect=TARGET))


def _check_keys(tree: Any) -> None:
    """A distribution or sort key is made of columns that the table has, as far as the statement names them."""
    names = {column.name.lower() for column in tree.find_all(exp.ColumnDef)}
    keys = [key for kind in (exp.DistKeyProperty, exp.SortKeyProperty) for key in tree.find_all(kind)]
    wanted = {found.name.lower() for key in keys for found in key.find_all(exp.Identifier)}
    if names and wanted - names:
        raise StatementError(f"column {min(wanted - names)!r} named in a key does not exist", "42703")


def _drop_storage(tree: Any) -> None:
    for properties in list(tree.find_all(exp.Properties)):
        kept = [item for item in properties.expressions if not isinstance(item, STORAGE)]
        properties.set("expressions", kept)
        if not kept:
            properties.pop()
    for encoding in list(tree.find_all(exp.EncodeColumnConstraint)):
        encoding.parent.pop()


def _bound_texts(create: Any) -> None:
    """Texts of a table hold as many bytes as they say, 256 when they don't say; numbers without digits are whole."""
    for number, column in enumerate(create.this.find_all(exp.ColumnDef)):
        if column.kind is not None and column.kind.this in (Type.VARCHAR, Type.TEXT, Type.NVARCHAR):
            length = _length(column.kind)
            column.set("kind", exp.DataType.build(f"varchar({length})", dialect="postgres"))
            _check_bytes(create.this, column.name, length, number)
        elif column.kind is not None and column.kind.this == Type.DECIMAL and not column.kind.expressions:
            column.set("kind", exp.DataType.build("numeric(18, 0)", dialect="postgres"))


def _length(kind: Any) -> int:
    said = str(kind.expressions[0].name).lower() if kind.expressions and kind.this != Type.TEXT else ""
    if said in ("max", "65535"):
        return LONGEST
    return int(said) if said else DEFAULT_LENGTH


def _check_bytes(schema: Any, column: str, length: int, number: int) -> None:
    name = exp.to_identifier(f"value too long for character varying({length}), column {number + 1}", quoted=True)
    size = exp.Anonymous(this="octet_length", expressions=[exp.column(column, quoted=True)])
    check = exp.CheckColumnConstraint(this=exp.LTE(this=size, expression=exp.Literal.number(length)))
    schema.append("expressions", exp.Constraint(this=name, expressions=[check]))


def _translated(tree: Any) -> Any:
    """The tree with every node changed, what is inside of a node before the node itself."""
    root = exp.Paren(this=tree)
    for node in reversed(list(tree.walk())):
        change = CHANGES.get(type(node))
        if change:
            place = exp.Placeholder()
            node.replace(place)
            place.replace(change(node, place.parent))
    return root.this


def _identifier(node: Any, _parent: Any) -> Any:
    """Names are in small letters, quoted or not, unless a cluster is set otherwise."""
    node.set("this", node.name.lower())
    return node


def _function(node: Any, parent: Any) -> Any:
    name = OTHER_NAMES.get(node.name.lower(), node.name.lower())
    if node.name.lower() in DATE_PARTS:
        part = node.expressions[0]
        node.expressions[0].replace(exp.Literal.string(part.name.lower()))
    if name == "listagg":
        return node if isinstance(parent, exp.WithinGroup) else _listagg(node, None)
    if name == "regexp_replace" and all(isinstance(part, exp.Literal) for part in node.expressions[1:]):
        return _regexp_replace(*node.expressions)
    if name == "sysdate":
        return exp.func("timezone", exp.Literal.string("UTC"), exp.func("now"))
    node.set("this", name)
    return _ours(node) if name in DEFINED else node


def _regexp_replace(
    source: Any, pattern: Any, replacement: Any = None, place: Any = None, parameters: Any = None
) -> Any:
    """REGEXP_REPLACE of every match as PostgreSQL's, as functions.pgsql does it where the arguments aren't literals."""
    text = replacement.name.replace("\\", "\\\\") if replacement else ""
    given = exp.Literal.string(re.sub(r"\$(\d)", r"\\\1", text))
    flag = "i" if parameters and "i" in parameters.name else "c"
    place = place or exp.Literal.number(1)
    arguments = [source, pattern, given, place, exp.Literal.number(0), exp.Literal.string(flag)]
    return exp.Anonymous(this="regexp_replace", expressions=[part.copy() for part in arguments])


def _ours(function: Any) -> Any:
    return exp.Dot(this=exp.to_identifier("redshift"), expression=function)


def _within_group(node: Any, _parent: Any) -> Any:
    is_listagg = isinstance(node.this, exp.Anonymous) and node.this.name.lower() == "listagg"
    return _listagg(node.this, node.expression) if is_listagg else node


def _listagg(function: Any, order: Any) -> Any:
    """LISTAGG as string_agg, with the limit that Redshift has for its result."""
    value, *rest = function.expressions
    if isinstance(value, exp.Distinct):
        first, *rest = value.expressions
        value = exp.Distinct(expressions=[first])
    separator = rest[0] if rest else exp.Literal.string("")
    value = exp.cast(value, "text") if not isinstance(value, exp.Distinct) else value
    ordered = (
        exp.Order(this=separator.copy(), expressions=[e.copy() for e in order.expressions]) if order else separator
    )
    joined = exp.Anonymous(this="string_agg", expressions=[value.copy(), ordered])
    return _ours(exp.Anonymous(this="within_listagg", expressions=[joined]))


def _try_cast(node: Any, _parent: Any) -> Any:
    """TRY_CAST by asking first; the text is not to be blank."""
    kind = node.to.sql(dialect=TARGET)
    text = _ours(exp.Anonymous(this="not_blank", expressions=[exp.cast(node.this.copy(), "text")]))
    asked = exp.Anonymous(this="pg_input_is_valid", expressions=[text, exp.Literal.string(kind)])
    return exp.Case(ifs=[exp.If(this=asked, true=exp.cast(node.this.copy(), node.to.copy()))])


def _type(node: Any, _parent: Any) -> Any:
    """Texts and numbers without a limit stay so in an expression; SUPER is JSON here."""
    if str(node).upper() == "SUPER" or node.this == Type.SUPER:
        return exp.DataType(this=Type.JSON)
    if node.this in (Type.VARCHAR, Type.NVARCHAR) and node.expressions and node.expressions[0].name.lower() == "max":
        return exp.DataType(this=Type.TEXT)
    return node


def _table(node: Any, _parent: Any) -> Any:
    if node.name.lower() in SYSTEM_VIEWS:
        node.set("db", exp.to_identifier("redshift"))
        node.set("catalog", None)
    return node


CHANGES: dict[type, Callable[[Any, Any], Any]] = {
    exp.Identifier: _identifier,
    exp.Anonymous: _function,
    exp.WithinGroup: _within_group,
    exp.TryCast: _try_cast,
    exp.DataType: _type,
    exp.Table: _table,
}
