def model(dbt, session):
    """One row: what the proposals would change, and the least that any assignment could."""
    from scv.identity.steps import Past, judge

    return judge(
        dbt.ref("int_identity__unsettled_records"),
        dbt.ref("int_identity__partition_basis"),
        Past(
            dbt.ref("int_identity__unsettled_ledger"),
            dbt.ref("int_identity__earlier_runs"),
            dbt.ref("int_identity__ledger_totals"),
            denied_pins=dbt.ref("int_identity__denied_pins"),
        ),
        dbt.ref("pin_proposals"),
        dbt.config.get("weights"),
    )
