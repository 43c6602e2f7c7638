def model(dbt, session):
    """One row per changed cluster and conflict rule that it breaks, with the pair that shows it best."""
    from scv.review.conflicts import broken_rules

    members = dbt.ref("int_identity__changed_members")
    return broken_rules(
        members.project("* exclude (cluster_id, contents, attribute_count)"),
        members.project("fingerprint_id, cluster_id, contents"),
        dbt.ref("int_identity__decided_pairs"),
        dbt.ref("conflict_rules"),
    )
