"""A statement as sqlglot's Redshift dialect reads it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from sqlglot import exp
from sqlglot.dialects.redshift import Redshift
from sqlglot.errors import SqlglotError
from sqlglot.tokens import Token, TokenType

# Functions that stay what they are called, instead of what they have in common with those of other engines.
KEPT = frozenset(
    """add_months convert_timezone dateadd date_add datediff date_diff date_part datepart date_trunc getdate
    is_valid_json json_extract_path_text json_parse json_serialize len length listagg object regexp_count
    regexp_instr regexp_replace regexp_substr strtol sysdate to_date to_timestamp trunc version""".upper().split()
)

# What sqlglot doesn't take apart, and Redshift knows.
COMMANDS = frozenset("CALL CLOSE DEALLOCATE DECLARE EXECUTE FETCH LOCK RESET SET SHOW UNLOAD VACUUM".split())

# Parameters, and what may look like them: sqlglot takes `$1,$2` for a quoted text unless there is space around.
PARAMETER = re.compile(r"'(?:[^']|'')*'|\$\d+")

SYSTEM_SCHEMAS = ("information_schema", "pg_catalog")


class StatementError(Exception):
    """A statement that Redshift would not run; `code` is its SQLSTATE."""

    def __init__(self, message: str, code: str = "42601", detail: str = "") -> None:
        """Keep what the client is told."""
        super().__init__(message)
        self.code, self.detail = code, detail


class RedshiftAsWritten(Redshift):
    """Redshift's dialect, with the functions of `KEPT` under their own names."""

    class Parser(Redshift.Parser):  # type: ignore[misc, valid-type]
        """Redshift's parser, which takes the functions of `KEPT` for ones that it doesn't know."""

        FUNCTIONS: ClassVar = {name: build for name, build in Redshift.Parser.FUNCTIONS.items() if name not in KEPT}


DIALECT = RedshiftAsWritten()
logging.getLogger("sqlglot").setLevel(logging.ERROR)  # it says so when a statement is one of COMMANDS


@dataclass(frozen=True)
class Statement:
    """One statement: its text, its tree and its tokens."""

    text: str
    tree: Any
    tokens: list[Token]

    @cached_property
    def functions(self) -> frozenset[str]:
        """Names, in small letters, of what is called; and of what is called without brackets."""
        called = {token.text.lower() for token, following in self._pairs() if following.token_type == TokenType.L_PAREN}
        bare = {token.text.lower() for token in self.tokens if token.token_type in BARE_FUNCTIONS}
        return frozenset(called | bare)

    @cached_property
    def words(self) -> str:
        """All keywords and names in small letters with a space between and around; no literals, no quoted names."""
        plain = [t.text.lower() for t in self.tokens if t.token_type not in (TokenType.STRING, TokenType.IDENTIFIER)]
        return f" {' '.join(plain)} "

    @cached_property
    def user_tables(self) -> list[Any]:
        """The tables that are neither a CTE nor one of the catalog: what compute nodes hold."""
        names = {cte.alias.lower() for cte in self.tree.find_all(exp.CTE)}
        return [table for table in self.tree.find_all(exp.Table) if table.name and not _is_leaders(table, names)]

    def find(self, *kinds: type) -> Iterator[Any]:
        """The nodes of these kinds."""
        return self.tree.find_all(*kinds)  # type: ignore[no-any-return]

    def _pairs(self) -> Iterator[tuple[Token, Token]]:
        return zip(self.tokens, self.tokens[1:], strict=False)


BARE_FUNCTIONS = (TokenType.CURRENT_TIMESTAMP, TokenType.CURRENT_TIME, TokenType.LOCALTIMESTAMP, TokenType.LOCALTIME)


def _is_leaders(table: Any, ctes: set[str]) -> bool:
    name, schema = table.name.lower(), table.db.lower()
    if not schema:
        return name in ctes or name.startswith(("pg_", "svv_", "generate_series"))
    return schema in SYSTEM_SCHEMAS


def read(text: str) -> Statement:
    """The statement that a text is; raises StatementError with Redshift's code where sqlglot can't read it."""
    text = PARAMETER.sub(lambda found: f" {found[0]} " if found[0].startswith("$") else found[0], text)
    try:
        tokens = DIALECT.tokenize(text)
        trees = [tree for tree in DIALECT.parser().parse(tokens, text) if tree is not None]
    except SqlglotError as error:
        raise StatementError(f"syntax error: {error}") from error
    if len(trees) != 1:
        raise StatementError("cannot insert multiple commands into a prepared statement")
    statement = Statement(text, trees[0], tokens)
    if isinstance(statement.tree, exp.Command) and statement.tree.name.upper() not in COMMANDS:
        raise StatementError(f'syntax error at or near "{tokens[0].text}"', detail="sqlglot can't read the statement")
    return statement
