def model(dbt, session):
    """One row per cluster and conflict rule that it breaks, with the pair that shows it best."""
    from scv.review.conflicts import broken_rules

    return broken_rules(
        dbt.ref("int_identity__fingerprints"),
        dbt.ref("linkage_partition"),
        dbt.ref("int_identity__decided_pairs"),
        dbt.ref("conflict_rules"),
    )
