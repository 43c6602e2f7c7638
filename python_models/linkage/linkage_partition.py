def model(dbt, session):
    """One row per fingerprint: the cluster that this run says it belongs to."""
    from scv.linkage.steps import cluster

    return cluster(
        dbt.ref("int_identity__fingerprints"),
        dbt.ref("linkage_scored_pairs"),
        float(dbt.config.get("join_weight")),
    )
