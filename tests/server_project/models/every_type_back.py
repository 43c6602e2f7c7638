def model(dbt, session):
    return dbt.source("given", "every_type")
