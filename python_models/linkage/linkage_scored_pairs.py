def model(dbt, session):
    """One row per pair of fingerprints that was scored. Only what is new is compared, with all."""
    from scv.linkage.steps import score_new
    from scv.workbench import home_of

    known = None
    if dbt.is_incremental:
        compared = session.table(str(dbt.this)).filter("fingerprint_id_l = fingerprint_id_r")
        known = compared.project("model_id, fingerprint_id_l, fingerprint_id_r")
    return score_new(
        dbt.ref("int_identity__fingerprints"),
        dbt.ref("linkage_registry"),
        dbt.ref("linkage_frequencies"),
        known,
        dbt.config.get("linkage_engine"),
        home_of(session),
    )
