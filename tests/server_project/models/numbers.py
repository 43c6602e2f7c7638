def model(dbt, session):
    return session.sql("select unnest([1, 2, 3]) as number, ? as unit", params=[dbt.config.meta_get("unit")])
