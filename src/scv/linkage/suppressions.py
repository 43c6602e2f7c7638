"""Whom the entries of a suppression file mean: scored with the promoted model, kept out of clusters and PINs."""

from __future__ import annotations

import pyarrow as pa

from scv.linkage.comparisons import COMPARISONS
from scv.linkage.registry import NO_MODEL, promoted_model
from scv.linkage.scoring import LEVEL_COLUMNS, create_scored_pairs
from scv.workbench import Relation, workbench

COLUMNS_KNOWN = (
    "forename",
    "forename_root",
    "middle_name",
    "surname",
    "full_name",
    "date_of_birth",
    "address",
    "address_number",
    "street",
    "town",
    "postcode",
    "postal_district",
)


def score_suppressions(
    entries: Relation, customers: Relation, candidates: Relation, models: Relation, frequencies: Relation
) -> pa.Table:
    """Scores of the candidates (suppression_id, fingerprint_id) with the promoted model.

    `entries` and `customers` are fingerprints in comparison form, the first with suppression_id and ids below 0.
    Columns: suppression_id, fingerprint_id, match_weight (log2 odds) and one `<comparison>_level` each.
    """
    with workbench(
        entries=entries, customers=customers, candidates=candidates, models=models, all_frequencies=frequencies
    ) as connection:
        model_id, model = promoted_model(connection) or ("", NO_MODEL)
        connection.execute(
            "create table term_frequencies as select * from all_frequencies where model_id = ?", [model_id]
        )
        connection.execute(f"create table fingerprints as {fingerprints_query()}")
        connection.execute("""
            create table candidate_pairs as
            select entries.fingerprint_id as fingerprint_id_l, candidates.fingerprint_id as fingerprint_id_r
            from candidates inner join entries using (suppression_id)
        """)
        create_scored_pairs(connection, model)
        levels = ", ".join(f"{name}_level" for name in LEVEL_COLUMNS)
        return connection.sql(f"""
            select entries.suppression_id, scored_pairs.fingerprint_id_r as fingerprint_id, match_weight, {levels}
            from scored_pairs inner join entries on scored_pairs.fingerprint_id_l = entries.fingerprint_id
            order by all
        """).to_arrow_table()


def fingerprints_query() -> str:
    """SQL of entries and customers in one shape: every column that a comparison reads, null where neither has it."""
    read = sorted({column for comparison in COMPARISONS for column in comparison.columns})
    derived = ("email_local", "email_domain", "email_digits", "phone_alternative")
    unknown = [column for column in (*read, *derived) if column not in COLUMNS_KNOWN]
    columns = ", ".join((*COLUMNS_KNOWN, *(f"cast(null as varchar) as {column}" for column in dict.fromkeys(unknown))))
    return f"""
        select fingerprint_id, {columns} from entries
        union all
        select fingerprint_id, {columns} from customers
    """
