def model(dbt, session):
    """One row per cluster of several fingerprints: the halves it falls into without its weakest link."""
    from scv.review.bridges import weakest_bridges

    return weakest_bridges(
        dbt.ref("int_identity__representatives"),
        dbt.ref("int_identity__edges").filter("is_same_cluster"),
        dbt.ref("linkage_partition"),
        dbt.ref("int_identity__decided_pairs"),
        dbt.ref("conflict_rules"),
        float(dbt.config.get("join_weight")),
    )
