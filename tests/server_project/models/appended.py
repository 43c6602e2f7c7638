def model(dbt, session):
    return dbt.ref("numbers").project(f"number, {dbt.config.get('phase')} as phase")
