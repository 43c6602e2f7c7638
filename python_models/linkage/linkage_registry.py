def model(dbt, session):
    """One row per trained linkage model. A build trains only when there is none to score with."""
    from scv.linkage.steps import train_when_first

    known = session.table(str(dbt.this)) if dbt.is_incremental else None
    return train_when_first(dbt.ref("int_identity__fingerprints"), known, dbt.config.get("linkage_engine"))
