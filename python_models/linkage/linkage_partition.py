def model(dbt, session):
    """One row per fingerprint of a component that this run touches: the cluster that it belongs to."""
    from scv.linkage.evidence import Thresholds
    from scv.linkage.partitioning import cluster

    return cluster(
        dbt.ref("int_identity__touched_fingerprints"),
        dbt.ref("int_identity__touched_pairs"),
        dbt.ref("int_identity__decision_fingerprints"),
        dbt.ref("conflict_rules"),
        dbt.ref("int_identity__fingerprint_pins"),
        dbt.ref("int_identity__partition_basis"),
        Thresholds(float(dbt.config.get("join_weight")), float(dbt.config.get("stay_weight"))),
        dbt.config.get("linkage_engine"),
    )
