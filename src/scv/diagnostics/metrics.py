"""How well a clustering of records agrees with the truth, counted exactly and without listing pairs.

Both measures come from the contingency table: n(c, e) = records that cluster c and entity e share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Agreement:
    """Precision, recall and F1 of one measure, each between 0 and 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Accuracy:
    """What `measure` counts over the records that both the clustering and the truth know."""

    records: int
    clusters: int
    entities: int
    pairs_true: int
    pairs_found: int
    pairs_correct: int
    pairwise: Agreement
    b_cubed: Agreement


_COUNTS = """
with

cells as (

    select
        assigned.pin,
        truth.entity_id,
        count(*) as records

    from {assigned} as assigned
    inner join {truth} as truth
        on assigned.record_key = truth.record_key
    group by assigned.pin, truth.entity_id

),

weighed as (

    select
        *,
        sum(records) over (partition by pin) as in_cluster,
        sum(records) over (partition by entity_id) as in_entity

    from cells

)

select
    coalesce(sum(records), 0) as records,
    count(distinct pin) as clusters,
    count(distinct entity_id) as entities,
    coalesce(sum(records * (in_entity - 1)), 0) as ordered_pairs_true,
    coalesce(sum(records * (in_cluster - 1)), 0) as ordered_pairs_found,
    coalesce(sum(records * (records - 1)), 0) as ordered_pairs_correct,
    coalesce(sum(records * records / in_cluster), 0.0) as b_cubed_precision,
    coalesce(sum(records * records / in_entity), 0.0) as b_cubed_recall

from weighed
"""


def measure(connection: duckdb.DuckDBPyConnection, assigned: str, truth: str) -> Accuracy:
    """Compare relation `assigned` (record_key, pin) with `truth` (record_key, entity_id).

    Keys are unique in each and nothing is null; records in only one of the two are left out.

    Pairwise: of the pairs of records put together, the share that belong together (precision);
    of the pairs that belong together, the share put together (recall). A clustering without
    pairs makes no false one: its precision is 1. B-cubed: the mean over records of the share of
    a record's cluster that is of its entity (precision), and of its entity that is in its
    cluster (recall). F1 is the harmonic mean.

    Sources: A. Bagga, B. Baldwin, "Entity-based cross-document coreferencing using the vector
    space model", COLING-ACL 1998 (B-cubed); E. Amigó et al., "A comparison of extrinsic
    clustering evaluation metrics", Information Retrieval 12, 2009 (both).
    """
    row = connection.execute(_COUNTS.format(assigned=assigned, truth=truth)).fetchall()[0]
    records, clusters, entities, true, found, correct = (int(value) for value in row[:6])
    return Accuracy(
        records=records,
        clusters=clusters,
        entities=entities,
        pairs_true=true // 2,
        pairs_found=found // 2,
        pairs_correct=correct // 2,
        pairwise=_agreement(_share(correct, found), _share(correct, true)),
        b_cubed=_agreement(_share(row[6], records), _share(row[7], records)),
    )


def _share(part: float, whole: float) -> float:
    """Return part of whole; of nothing, all."""
    return part / whole if whole else 1.0


def _agreement(precision: float, recall: float) -> Agreement:
    """Return precision and recall with their harmonic mean."""
    total = precision + recall
    return Agreement(precision, recall, 2 * precision * recall / total if total else 0.0)
