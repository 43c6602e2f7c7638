def model(dbt, session):
    """One row per record, PIN and period: every assignment of a PIN that was ever made."""
    from scv.identity.steps import assign_pins

    known = session.table(str(dbt.this)) if dbt.is_incremental else None
    return assign_pins(dbt.ref("int_identity__comparison_forms"), dbt.ref("linkage_partition"), known)
