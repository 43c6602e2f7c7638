def model(dbt, session):
    """One row per period with enough repeat customers: the parameters that fit its purchases best."""
    from scv.value.steps import train

    return train(dbt.ref("int_value__histories"))
