def model(dbt, session):
    """One row per PIN ever issued: the PIN that stands for it now."""
    from scv.identity.steps import resolve

    return resolve(dbt.ref("pin_ledger"))
