def model(dbt, session):
    """One row per weight at which pairs might join: precision and recall, by the labels."""
    from scv.diagnostics.label_accuracy import accuracy_by_threshold

    return accuracy_by_threshold(dbt.ref("int_diagnostics__labelled_pairs"), float(dbt.config.get("join_weight")))
