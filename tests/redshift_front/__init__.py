"""A simulation of Amazon Redshift for tests: Redshift's protocol, SQL and refusals in front of a PostgreSQL.

Nothing here is Redshift. What dbt-redshift and redshift_connector send is read by sqlglot's Redshift dialect, refused
where Redshift's documentation says that Redshift refuses it, and run by PostgreSQL. Speed, concurrency and the planner
are PostgreSQL's; docs/redshift.md lists what only a real cluster can show.
"""
