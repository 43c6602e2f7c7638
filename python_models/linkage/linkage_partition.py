def model(dbt, session):
    """One row per fingerprint: the cluster that it belongs to since the last run that touched its component."""
    from scv.linkage.evidence import Thresholds
    from scv.linkage.partitioning import cluster

    known = session.table(str(dbt.this)) if dbt.is_incremental else None
    return cluster(
        dbt.ref("int_identity__fingerprints"),
        dbt.ref("linkage_scored_pairs").filter("fingerprint_id_l < fingerprint_id_r"),
        dbt.ref("linkage_registry").filter("is_promoted").project("model_id"),
        dbt.ref("int_identity__comparison_forms").project("record_key, fingerprint_id"),
        dbt.ref("int_identity__decision_records"),
        dbt.ref("conflict_rules"),
        dbt.ref("int_identity__fingerprint_pins"),
        known,
        Thresholds(float(dbt.config.get("join_weight")), float(dbt.config.get("stay_weight"))),
    )
