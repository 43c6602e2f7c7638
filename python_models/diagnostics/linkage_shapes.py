def model(dbt, session):
    """One row per cluster of several fingerprints: how many links it hangs by, and how far apart its ends are."""
    from scv.diagnostics.shapes import cluster_shapes

    edges = dbt.ref("int_identity__edges").filter(
        f"is_same_cluster and match_weight >= {dbt.config.get('join_weight')}"
    )
    return cluster_shapes(
        edges.project("fingerprint_id_l, fingerprint_id_r"),
        dbt.ref("int_identity__clusters"),
    )
