def model(dbt, session):
    """One row per assignment of a PIN that this build would begin or end."""
    from scv.identity.steps import propose
    from scv.workbench import stored

    return propose(
        dbt.ref("int_identity__clustered_records"),
        dbt.ref("linkage_registry"),
        stored(dbt, session, "pin_ledger"),
        stored(dbt, session, "pin_runs"),
        dbt.config.get("rules"),
        dbt.config.get("weights"),
        dbt.ref("int_identity__decision_records").filter("is_new").project("record_key"),
    )
