def model(dbt, session):
    """One row per steward's decision: whether it is in force, and what contradicts it."""
    from scv.linkage.decisions import judge

    return judge(
        dbt.ref("steward_decisions").project("decision_id"),
        dbt.ref("int_identity__decision_fingerprints"),
    )
