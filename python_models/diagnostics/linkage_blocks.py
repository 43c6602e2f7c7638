def model(dbt, session):
    """One row per blocking rule of the promoted model and large block."""
    from scv.diagnostics.blocks import blocks

    return blocks(
        dbt.ref("int_identity__fingerprints"),
        dbt.ref("linkage_registry").project("model_id, parameters, is_promoted"),
        dbt.ref("linkage_frequencies").filter("attribute like 'block:%'"),
    )
