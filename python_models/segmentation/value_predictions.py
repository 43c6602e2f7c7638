def model(dbt, session):
    """One row per period and customer with a purchase: what the time to come will bring."""
    from scv.value.steps import predict

    return predict(dbt.ref("int_value__histories"), dbt.ref("value_models"))
