def model(dbt, session):
    """One row per model, attribute and value: how common it was among the fingerprints the model was trained on."""
    from scv.linkage.steps import count_frequencies

    known = session.table(str(dbt.this)).project("model_id").distinct() if dbt.is_incremental else None
    return count_frequencies(
        dbt.ref("int_identity__fingerprints"),
        dbt.ref("linkage_registry"),
        known,
        dbt.config.get("linkage_engine"),
    )
