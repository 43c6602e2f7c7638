def model(dbt, session):
    """One row: what the proposals would change, and the least that any assignment could."""
    from scv.identity.steps import judge
    from scv.workbench import stored

    return judge(
        dbt.ref("int_identity__clustered_records"),
        dbt.ref("linkage_registry"),
        stored(dbt, session, "pin_ledger"),
        stored(dbt, session, "pin_runs"),
        dbt.ref("pin_proposals"),
        dbt.config.get("rules"),
        dbt.config.get("weights"),
    )
