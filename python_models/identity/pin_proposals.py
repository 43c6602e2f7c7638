def model(dbt, session):
    """One row per assignment of a PIN that this build would begin or end."""
    from scv.identity.steps import Past, propose

    return propose(
        dbt.ref("int_identity__unsettled_records"),
        dbt.ref("int_identity__partition_basis"),
        Past(
            dbt.ref("int_identity__unsettled_ledger"),
            dbt.ref("int_identity__earlier_runs"),
            dbt.ref("int_identity__ledger_totals"),
            dbt.ref("int_identity__issued_pins"),
            dbt.ref("int_identity__denied_pins"),
        ),
        dbt.config.get("weights"),
        dbt.ref("int_identity__decision_records").filter("is_new").project("record_key"),
    )
