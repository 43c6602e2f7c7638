"""The labels as they bear on a linkage: which of the pairs it joins, and at what weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scv.labels.estimates import Answer

if TYPE_CHECKING:
    import duckdb


def create_labelled_pairs(connection: duckdb.DuckDBPyConnection) -> int:
    """Fill `labelled_pairs` from `linkage_labels`, with the fingerprints that the records have now; give the number.

    Columns: fingerprint_id_l, fingerprint_id_r (smaller first), sample_id, stratum, stratum_pairs, drawn_weight,
    is_same and importance, which restores the shares of joined and apart among pairs of one band of weights; it is null
    for pairs that were never compared. Of several labels for a pair the newest counts; pairs whose records are gone, or
    have one fingerprint by now, are left out.
    """
    connection.execute("""
        create or replace table labelled_pairs as
        with pairs as (
            select
                least(one.fingerprint_id, other.fingerprint_id) as fingerprint_id_l,
                greatest(one.fingerprint_id, other.fingerprint_id) as fingerprint_id_r,
                sample_id, stratum, stratum_pairs, match_weight as drawn_weight, answer = 'same' as is_same,
                labelled_at, label_id
            from linkage_labels
            inner join int_identity__comparison_forms as one on one.record_key = left_record_key
            inner join int_identity__comparison_forms as other on other.record_key = right_record_key
            where one.fingerprint_id <> other.fingerprint_id
        ),
        ranked as (
            select *, row_number() over (
                partition by fingerprint_id_l, fingerprint_id_r order by labelled_at desc, label_id desc
            ) as place
            from pairs
        ),
        newest as (select * from ranked where place = 1),
        strata as (
            select
                sample_id, stratum, split_part(stratum, ', ', 2) as band,
                1.0 * max(stratum_pairs) as pairs, count(*) as answers
            from newest where not starts_with(stratum, 'missed') and drawn_weight is not null
            group by sample_id, stratum
        ),
        weighed as (
            select
                sample_id, stratum,
                (pairs / answers) / (sum(pairs) over same_band / sum(answers) over same_band) as importance
            from strata window same_band as (partition by sample_id, band)
        )
        select
            fingerprint_id_l, fingerprint_id_r, sample_id, stratum, stratum_pairs, drawn_weight, is_same, importance
        from newest left join weighed using (sample_id, stratum)
    """)
    return int(connection.execute("select count(*) from labelled_pairs").fetchall()[0][0])


def read_answers(connection: duckdb.DuckDBPyConnection, partition: str, scored: str) -> list[Answer]:
    """The labels of `labelled_pairs` under a linkage: its tables of clusters and of scored pairs, by name.

    A pair that the linkage did not score has the weight that it was drawn with.
    """
    rows = connection.execute(f"""
        select
            sample_id, stratum, stratum_pairs, is_same, of_l.cluster_id = of_r.cluster_id as is_joined,
            coalesce(scored.match_weight, labelled_pairs.drawn_weight), not starts_with(stratum, 'missed') as is_found
        from labelled_pairs
        inner join {partition} as of_l on of_l.fingerprint_id = fingerprint_id_l
        inner join {partition} as of_r on of_r.fingerprint_id = fingerprint_id_r
        left join {scored} as scored using (fingerprint_id_l, fingerprint_id_r)
        order by fingerprint_id_l, fingerprint_id_r
    """).fetchall()
    return [
        Answer(str(sample), str(stratum), float(pairs), bool(same), bool(joined), weight, bool(found))
        for sample, stratum, pairs, same, joined, weight, found in rows
    ]
