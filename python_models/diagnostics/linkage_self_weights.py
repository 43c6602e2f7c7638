def model(dbt, session):
    """One row per fingerprint of a sample: its match weight against itself, the best that it can reach."""
    from scv.diagnostics.self_weights import sampling, self_weights

    fingerprints = dbt.ref("int_identity__fingerprints")
    one_in = sampling(fingerprints.project("fingerprint_id").to_arrow_table().num_rows)
    return self_weights(
        fingerprints.filter(f"fingerprint_id % {one_in} = 0"),
        dbt.ref("linkage_registry").project("model_id, parameters, is_promoted"),
        dbt.ref("linkage_frequencies").filter("attribute not like 'block:%'"),
        one_in,
    )
