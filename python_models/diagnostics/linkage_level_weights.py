def model(dbt, session):
    """One row per trained model, comparison and level: its probabilities and weights."""
    from scv.diagnostics.parameters import model_parameters

    return model_parameters(dbt.ref("linkage_registry").project("model_id, parameters"))
