"""From a built database to questions: the pairs that were drawn, as a person is shown them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scv.database import Place, bench_of
from scv.labels.frame import create_frame
from scv.labels.sampling import draw
from scv.labels.store import Label
from scv.linkage.model import LinkageModel
from scv.project import ScvError
from scv.review.queue import ATTRIBUTES, Question, Side
from scv.workbench import now

if TYPE_CHECKING:
    import duckdb

NEEDED = (
    "int_identity__fingerprints",
    "int_identity__comparison_forms",
    "int_identity__records",
    "linkage_registry",
    "linkage_labels",
    "linkage_scored_pairs",
    "linkage_partition",
)


@dataclass(frozen=True)
class LabelQuestion:
    """A question and, but for the answer, the label that it leads to."""

    question: Question
    unanswered: Label

    def answered(self, is_same: bool) -> Label:
        """The label with its answer."""
        label = self.unanswered
        return Label(
            label.left_record_key,
            label.right_record_key,
            is_same,
            label.stratum,
            label.stratum_pairs,
            label.match_weight,
            label.model_id,
        )


@dataclass(frozen=True)
class Sample:
    """The questions of one sitting, the most telling first, and the id that their labels carry."""

    sample_id: str
    questions: list[LabelQuestion]


def draw_sample(place: Place, count: int, seed: int = 1) -> Sample:
    """About `count` questions from a built database; pairs that have an answer are not asked again.

    Raises ScvError when there is no build to read, or nothing left to ask.
    """
    with bench_of(place, *NEEDED) as connection:
        model_id, model = _model_of_build(connection)
        _load(connection)
        create_frame(connection, model, seed)
        drawn = draw(connection, count, seed)
        connection.execute(
            "create table drawn (place bigint, l bigint, r bigint, weight double, stratum varchar, pairs bigint)"
        )
        if not drawn:
            raise ScvError("Nothing to ask: there is no pair without an answer.")
        connection.executemany(
            "insert into drawn values (?, ?, ?, ?, ?, ?)",
            [
                (place, item.left, item.right, item.match_weight, item.stratum, item.stratum_pairs)
                for place, item in enumerate(drawn)
            ],
        )
        return Sample(f"{now():%Y%m%dT%H%M%S}", _questions(connection, model_id))


def _model_of_build(connection: duckdb.DuckDBPyConnection) -> tuple[str, LinkageModel]:
    """The model that scored the last build's pairs, and its id; the promoted one where there was no pair."""
    rows = connection.execute("""
        select model_id, parameters from linkage_registry
        order by coalesce(model_id = (select max(model_id) from linkage_scored_pairs), false) desc, is_promoted desc
        limit 1
    """).fetchall()
    if not rows:
        raise ScvError("There is no linkage model yet: run `dbt build` on some records first.")
    return str(rows[0][0]), LinkageModel.from_json(str(rows[0][1]))


def _load(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables that the frame is made of."""
    connection.execute("""
        create table fingerprints as select * from int_identity__fingerprints;
        create table scored as
        select fingerprint_id_l, fingerprint_id_r, match_weight from linkage_scored_pairs
        where fingerprint_id_l < fingerprint_id_r;
        create table partition as select fingerprint_id, cluster_id from linkage_partition;
        create table shown as
        select fingerprint_id, min(record_key) as record_key from int_identity__comparison_forms
        group by fingerprint_id;
        create table channels as
        select fingerprint_id, source_system from shown inner join int_identity__records using (record_key);
        create table labelled as
        select
            least(one.fingerprint_id, other.fingerprint_id) as l,
            greatest(one.fingerprint_id, other.fingerprint_id) as r
        from linkage_labels
        inner join int_identity__comparison_forms as one on one.record_key = left_record_key
        inner join int_identity__comparison_forms as other on other.record_key = right_record_key
    """)


def _questions(connection: duckdb.DuckDBPyConnection, model_id: str) -> list[LabelQuestion]:
    """The pairs of the table `drawn` with what is shown of either side."""
    sides = [f"cast({side}.{name} as varchar)" for side in ("l", "r") for name in ("record_key", *ATTRIBUTES)]
    rows = connection.execute(f"""
        with sides as (
            select
                fingerprint_id, int_identity__records.*,
                nullif(trim(
                    coalesce(forename, '') || ' ' || coalesce(middle_names || ' ', '') || coalesce(surname, '')
                ), '') as name
            from shown
            inner join int_identity__records using (record_key)
        )
        select stratum, pairs, weight, {", ".join(sides)}
        from drawn
        inner join sides as l on l.fingerprint_id = drawn.l
        inner join sides as r on r.fingerprint_id = drawn.r
        order by place
    """).fetchall()
    return [_question(row, model_id) for row in rows]


def _question(row: tuple[object, ...], model_id: str) -> LabelQuestion:
    """A question from its row: stratum, pairs, weight, then the columns of either side."""
    stratum, pairs, weight, *columns = row
    half = len(columns) // 2
    left, right = _side(columns[:half]), _side(columns[half:])
    why = "Drawn by chance, to learn from. What the linkage says of the two is not shown."
    label = Label(
        left.record_key,
        right.record_key,
        False,
        str(stratum),
        int(str(pairs)),
        None if weight is None else float(str(weight)),
        model_id,
    )
    return LabelQuestion(Question(why, 0, left, right), label)


def _side(values: list[object]) -> Side:
    """One side; its PIN is left out, so that the answer is told by the records alone."""
    record_key, *attributes = ("" if value is None else str(value) for value in values)
    return Side("", record_key, dict(zip(ATTRIBUTES, attributes, strict=True)))
