def model(dbt, session):
    """One row per PIN that a record ever left, or went to: the PIN that stands for it now."""
    from scv.identity.steps import resolve

    return resolve(dbt.ref("int_identity__departed_ledger"))
