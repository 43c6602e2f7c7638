def model(dbt, session):
    numbers = dbt.ref("numbers")
    if not dbt.is_incremental:
        return numbers.project("number, 'first' as state")
    last = session.sql(f"select max(number) from {dbt.this}").fetchall()[0][0]
    known = session.table(str(dbt.this)).aggregate("count(*)").fetchall()[0][0]
    return session.sql(
        "select ? as number, 'second' as state, ? as known union all select 4, 'new', 0", params=[last, known]
    )
