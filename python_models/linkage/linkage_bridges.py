def model(dbt, session):
    """One row per changed cluster of several fingerprints: the halves it falls into without its weakest link."""
    from scv.review.bridges import weakest_bridges

    members = dbt.ref("int_identity__changed_members")
    return weakest_bridges(
        members.project("fingerprint_id, record_count, attribute_count"),
        dbt.ref("int_identity__changed_pairs"),
        members.project("fingerprint_id, cluster_id, contents"),
        dbt.ref("int_identity__decided_pairs"),
        dbt.ref("conflict_rules"),
        float(dbt.config.get("join_weight")),
    )
