def model(dbt, session):
    """One row per entry of a suppression file and fingerprint that it may mean: the weight of being one person."""
    from scv.linkage.suppressions import score_suppressions

    return score_suppressions(
        dbt.ref("int_suppressions__fingerprints"),
        dbt.ref("int_suppressions__candidate_fingerprints"),
        dbt.ref("int_suppressions__candidates"),
        dbt.ref("linkage_registry"),
        dbt.ref("linkage_frequencies"),
    )
