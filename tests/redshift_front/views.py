"""Late-binding views: a query that is read anew whenever the view is, so that tables under it can come and go.

PostgreSQL has none. Here such a view is an empty view with the same columns, for the catalog, and its query is kept
beside it; where a statement reads the view, the query stands instead.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from redshift_front.refusals import refuse
from redshift_front.statement import DIALECT, Statement, StatementError, read
from redshift_front.translation import translate
from redshift_front.upstream import ask
from redshift_front.wire import Message, Wire, text

KEPT = """
select lower(n.nspname), lower(c.relname), v.definition
from redshift.late_binding_views as v
inner join pg_class as c on v.view_id = c.oid
inner join pg_namespace as n on c.relnamespace = n.oid
"""


class LateBindingViews:
    """The late-binding views that a session sees."""

    def __init__(self, server: Wire) -> None:
        """Ask through the session's own connection, so that what it hasn't committed is seen."""
        self.server = server

    def expanded(self, statement: Statement) -> Statement:
        """The statement with the queries of late-binding views in their places."""
        if not statement.user_tables or isinstance(statement.tree, (exp.Drop, exp.Alter, exp.Grant, exp.Comment)):
            return statement
        known = self._known()
        if not known:
            return statement
        tree = statement.tree.copy()
        while replaced := [table for table in _read_tables(tree) if (table.db.lower(), table.name.lower()) in known]:
            for table in replaced:
                query = known[table.db.lower(), table.name.lower()]
                table.replace(_subquery(query, table.alias_or_name))
        return Statement(statement.text, tree, statement.tokens)

    def creation(self, statement: Statement) -> str:
        """What makes the view: an empty one for the catalog, and its query for readers."""
        view, query = statement.tree.this, statement.tree.expression
        definition = query.sql(dialect=DIALECT)
        refuse(read(definition))
        columns = self._empty_columns(definition)
        name = exp.table_(view.name, db=view.db or None).sql(dialect="postgres")
        literal = definition.replace("'", "''")
        replace = "or replace " if statement.tree.args.get("replace") else ""
        return f"""
            do $late_binding$ begin
                create {replace}view {name} as {columns};
                insert into redshift.late_binding_views values ('{name}'::regclass, '{literal}')
                on conflict (view_id) do update set definition = excluded.definition;
            end $late_binding$"""

    def _known(self) -> dict[tuple[str, str], str]:
        try:
            kept = [(str(schema), str(name), str(query)) for schema, name, query in ask(self.server, KEPT)]
        except ConnectionError:  # the transaction has failed already
            return {}
        return {key: query for schema, name, query in kept for key in ((schema, name), ("", name))}

    def _empty_columns(self, definition: str) -> str:
        """A query of the same columns without rows and without tables; without columns when tables are missing yet."""
        described = translate(self.expanded(read(definition)))
        try:
            columns = describe(self.server, described)
        except StatementError:
            return "select"
        shown = ask(
            self.server,
            "select " + ", ".join(f"format_type({oid}, {modifier})" for _, oid, modifier in columns) if columns else "",
        )
        typed = [f'cast(null as {kind}) as "{name}"' for (name, _, _), kind in zip(columns, shown[0], strict=True)]
        return f"select {', '.join(typed)} where false"


def _read_tables(tree: Any) -> list[Any]:
    """The tables that a statement reads, not the one that it makes or changes."""
    changed = tree.this if isinstance(tree, (exp.Create, exp.Insert, exp.Delete, exp.Update, exp.Merge)) else None
    return [table for table in tree.find_all(exp.Table) if table.name and table is not changed]


def _subquery(query: str, alias: str) -> Any:
    tree = read(query).tree
    inner = tree.this if isinstance(tree, exp.Subquery) else tree
    return exp.Subquery(this=inner, alias=exp.TableAlias(this=exp.to_identifier(alias)))


def describe(server: Wire, query: str) -> list[tuple[str, int, int]]:
    """Name, type and modifier of each column of a query, which isn't run; StatementError when PostgreSQL can't."""
    from redshift_front.rows import described_columns
    from redshift_front.wire import error_text

    server.send(Message(b"P", text("") + text(query) + b"\0\0"), Message(b"D", b"S" + text("")), Message(b"S"))
    columns: list[tuple[str, int, int]] = []
    failure = ""
    while (message := server.receive()).kind != b"Z":
        if message.kind == b"T":
            columns = described_columns(message.body)
        elif message.kind == b"E":
            failure = error_text(message.body)
    if failure:
        raise StatementError(failure, "42P01")
    return columns
