"""How often the 95 % intervals that labels give hold the truth, over several samples.

    python -m bench.label_intervals DATABASE TRUTH [--labels 200] [--samples 50]

DATABASE is the scv.duckdb of a build without labels, TRUTH has record_key and entity_id. Nothing is written: samples
are drawn as `scv label` draws them, answered from the truth, and judged as `scv accuracy` judges them.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa

from scv.database import bench_of
from scv.labels.answers import create_labelled_pairs, read_answers
from scv.labels.estimates import LabelledAccuracy, estimate
from scv.labels.frame import NEAR_COLUMNS
from scv.labels.questions import NEEDED, LabelQuestion, draw_sample
from scv.labels.store import SCHEMA
from scv.standard_shape import load_truth

MEASURES = ("precision", "recall", "missed_by_blocking")


@dataclass(frozen=True)
class Known:
    """What the truth says of a build, in pairs of distinct identities that agree on an attribute or were compared."""

    precision: float
    recall: float
    missed_by_blocking: float

    @classmethod
    def of(cls, database: Path, truth: Path) -> Known:
        """The figures of a build, from all pairs of one person or of one customer."""
        near = " or ".join(f"l.{column} = r.{column}" for column in NEAR_COLUMNS)
        with bench_of(database, *NEEDED) as connection:
            load_truth(connection, truth)
            hits, joined, matches, missed = connection.execute(f"""
                with shown as (
                    select fingerprint_id, min(record_key) as record_key
                    from int_identity__comparison_forms group by fingerprint_id
                ),
                people as (
                    select fingerprints.*, cluster_id, entity_id
                    from shown
                    inner join truth using (record_key)
                    inner join linkage_partition using (fingerprint_id)
                    inner join int_identity__fingerprints as fingerprints using (fingerprint_id)
                ),
                pairs as (
                    select
                        l.entity_id = r.entity_id as is_same, l.cluster_id = r.cluster_id as is_joined,
                        scored.fingerprint_id_l is not null as is_compared, {near} as is_near
                    from people as l
                    inner join people as r
                        on l.fingerprint_id < r.fingerprint_id
                        and (l.entity_id = r.entity_id or l.cluster_id = r.cluster_id)
                    left join linkage_scored_pairs as scored
                        on l.fingerprint_id = fingerprint_id_l and r.fingerprint_id = fingerprint_id_r
                ),
                judged as (select *, is_joined or is_compared as is_found from pairs)
                select
                    count(*) filter (is_same and is_joined), count(*) filter (is_joined),
                    count(*) filter (is_same and (is_found or is_near)),
                    count(*) filter (is_same and is_near and not is_found)
                from judged
            """).fetchall()[0]
        return cls(hits / joined, hits / matches, missed / matches)


def told(database: Path, truth: Path, questions: list[LabelQuestion]) -> LabelledAccuracy:
    """What a sample says when the truth answers it."""
    with bench_of(database, *NEEDED) as connection:
        load_truth(connection, truth)
        entities = dict(connection.execute("select record_key, entity_id from truth").fetchall())
        rows = pa.Table.from_pylist([_row(number, item, entities) for number, item in enumerate(questions)], SCHEMA)
        connection.register("answered", rows)
        connection.execute("create temporary view linkage_labels as select * from answered")
        create_labelled_pairs(connection)
        return estimate(read_answers(connection, "linkage_partition", "linkage_scored_pairs"))


def _row(number: int, item: LabelQuestion, entities: dict[str, str]) -> dict[str, object]:
    """A label as a row of `linkage_labels`."""
    left, right = item.unanswered.left_record_key, item.unanswered.right_record_key
    answer = "same" if entities[left] == entities[right] else "different"
    return {**asdict(item.unanswered), "label_id": str(number), "sample_id": "one", "answer": answer}


def main() -> None:
    """Draw every sample and print how many intervals held the truth, and how wide they were."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--labels", type=int, default=200)
    parser.add_argument("--samples", type=int, default=50)
    options = parser.parse_args()
    known = Known.of(options.database, options.truth)
    found = [
        told(options.database, options.truth, draw_sample(options.database, options.labels, seed).questions)
        for seed in range(1, options.samples + 1)
    ]
    for measure in MEASURES:
        truth, intervals = getattr(known, measure), [getattr(one, measure) for one in found]
        held = sum(one.low <= truth <= one.high for one in intervals) / len(intervals)
        wide = sum(one.high - one.low for one in intervals) / len(intervals)
        mean = sum(one.value for one in intervals) / len(intervals)
        print(f"{measure}: {truth:.4f}, told {mean:.4f} on average; held by {held:.0%}, {wide:.4f} wide")


if __name__ == "__main__":
    main()
