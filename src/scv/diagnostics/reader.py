"""A built linkage, as explanations and the report read it: fingerprints, their records, pairs, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from scv.database import Place, built, name_of
from scv.linkage.frequencies import FREQUENCY_COLUMNS
from scv.linkage.model import LinkageModel
from scv.project import ScvError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from scv.diagnostics.pair_weights import Pair, PairWeights

ATTRIBUTES = (
    "forename",
    "middle_name",
    "surname",
    "date_of_birth",
    "email",
    "phone",
    "address",
    "town",
    "postcode",
    "account_id",
    "membership_no",
    "loyalty_no",
    "social_handle",
)
NEEDED = (
    "linkage_runs",
    "linkage_edges",
    "linkage_clusters",
    "linkage_registry",
    "linkage_scored_pairs",
    "int_identity__fingerprints",
    "int_identity__comparison_forms",
)


@dataclass(frozen=True)
class Node:
    """A fingerprint: its records (the first few by key), how many there are, their source systems, its values."""

    fingerprint: int
    record_keys: tuple[str, ...]
    record_count: int
    source_systems: tuple[str, ...]
    values: dict[str, str]

    @property
    def name(self) -> str:
        """Forename and surname, or what there is instead."""
        full = " ".join(filter(None, (self.values["forename"], self.values["surname"])))
        return full or next((value for value in self.values.values() if value), "nothing")


@dataclass(frozen=True)
class Linkage:
    """The tables of a build, the model that it scored with, and the weights that decide."""

    connection: duckdb.DuckDBPyConnection
    tables: Mapping[str, str]
    model_id: str
    model: LinkageModel
    join_weight: float
    stay_weight: float

    def rows(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """The rows of a query; `{name}` stands for the table of that model, `$name` for a parameter."""
        return self.connection.execute(query.format_map(self.tables), parameters).fetchall()

    def records(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """The same as dictionaries."""
        answer = self.connection.execute(query.format_map(self.tables), parameters)
        names = [column[0] for column in answer.description or []]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def nodes(self, fingerprints: Iterable[int]) -> dict[int, Node]:
        """The fingerprints of these identifiers."""
        columns = ", ".join(f"fingerprints.{name}" for name in ATTRIBUTES)
        grouped = ", ".join(str(number + 1) for number in range(len(ATTRIBUTES) + 1))
        rows = self.rows(
            f"""
            select
                fingerprints.fingerprint_id, {columns},
                list(forms.record_key order by forms.record_key)[:3],
                count(*),
                list_sort(list(distinct records.source_system))
            from {{int_identity__fingerprints}} as fingerprints
            inner join {{int_identity__comparison_forms}} as forms using (fingerprint_id)
            inner join {{int_identity__records}} as records using (record_key)
            where fingerprints.fingerprint_id in (select unnest($wanted::bigint[]))
            group by {grouped}
            """,
            wanted=sorted(set(fingerprints)),
        )
        return {int(row[0]): _node(row) for row in rows}

    def weigh(self, pairs: Iterable[Pair]) -> dict[Pair, PairWeights]:
        """The weights of these pairs of fingerprints, scored on the spot with the build's model."""
        from scv.diagnostics.pair_weights import weigh

        wanted = list(pairs)
        with self._bench({end for pair in wanted for end in pair}) as bench:
            return weigh(bench, self.model, wanted)

    @contextmanager
    def _bench(self, fingerprints: set[int]) -> Iterator[duckdb.DuckDBPyConnection]:
        """A database of its own with these fingerprints, and the frequencies of their values."""
        chosen = self.connection.sql(
            f"""
            select * from {self.tables["int_identity__fingerprints"]}
            where fingerprint_id in (select unnest(?::bigint[]))
            """,
            params=[sorted(fingerprints)],
        ).to_arrow_table()
        with duckdb.connect() as bench:
            bench.register("chosen", chosen)
            bench.execute("create table fingerprints as select * from chosen")
            values = " union ".join(f"select '{name}', {name} from fingerprints" for name in FREQUENCY_COLUMNS)
            terms = bench.sql(f"select * from ({values}) as terms (attribute, value)").to_arrow_table()
            bench.register("known", self._frequencies(terms))
            bench.execute("create table term_frequencies as select * from known")
            yield bench

    def _frequencies(self, terms: pa.Table) -> pa.Table:
        """The frequencies of these terms (attribute, value) by the build's model."""
        self.connection.register("wanted_terms", terms)
        found = self.connection.sql(
            f"""
            select attribute, value, frequency from {self.tables["linkage_frequencies"]}
            semi join wanted_terms using (attribute, value) where model_id = ?
            """,
            params=[self.model_id],
        ).to_arrow_table()
        self.connection.unregister("wanted_terms")
        return found


class _Fetched(dict[str, str]):
    """A server's tables by name, each brought here whole when it is first named: pages read most of them many times."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, tables: Mapping[str, str]) -> None:
        super().__init__()
        self._connection = connection
        self._tables = tables

    def __missing__(self, name: str) -> str:
        """Bring a table."""
        self[name] = f'"fetched_{name}"'
        self._connection.execute(f"create table {self[name]} as select * from {self._tables[name]}")
        return self[name]


@contextmanager
def built_linkage(place: Place, *needed: str) -> Iterator[Linkage]:
    """The linkage of a build, in a DuckDB file or on a server, with the model that it scored with.

    Another may have been promoted since; it bears on the next build. Raises ScvError when there
    is no build to read, no model in it, or it lacks a column that is read.
    """
    with built(place, *NEEDED, *needed) as (connection, there), _current(place):
        tables = there if isinstance(place, Path) else _Fetched(connection, there)
        last = connection.execute(f"""
            with last_run as (
                select model_id, join_weight, stay_weight from {tables["linkage_runs"]} order by run_id desc limit 1
            )
            select model_id, parameters, join_weight, stay_weight
            from last_run inner join {tables["linkage_registry"]} using (model_id)
        """).fetchall()
        if not last:
            raise ScvError(f"{name_of(place)} holds no linkage: no channel had a record when it was built.")
        model_id, parameters, join, stay = last[0]
        yield Linkage(connection, tables, model_id, LinkageModel.from_json(parameters), float(join), float(stay))


@contextmanager
def _current(place: Place) -> Iterator[None]:
    """Tell of a build whose tables have other columns than are read here."""
    try:
        yield
    except duckdb.BinderException as error:
        said = str(error).splitlines()[0]
        raise ScvError(
            f"{name_of(place)} was built by another version of the project: `dbt build` again. ({said})"
        ) from error


def _node(row: tuple[Any, ...]) -> Node:
    """A node from a row: fingerprint, values, record keys, record count, source systems."""
    identifier, *values, keys, count, systems = row
    texts = {name: "" if value is None else str(value) for name, value in zip(ATTRIBUTES, values, strict=True)}
    return Node(int(identifier), tuple(keys), int(count), tuple(systems), texts)
