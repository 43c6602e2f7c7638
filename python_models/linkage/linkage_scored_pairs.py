def model(dbt, session):
    """One row per pair of fingerprints that was scored. Only what is new is compared, with all."""
    from scv.linkage.steps import score_new

    known = session.table(str(dbt.this)) if dbt.is_incremental else None
    return score_new(
        dbt.ref("int_identity__fingerprints"),
        dbt.ref("linkage_registry"),
        dbt.ref("linkage_frequencies"),
        known,
    )
