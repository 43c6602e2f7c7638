"""How common a value is, for the weights of agreement.

Names, dates, postcodes and towns: the share of fingerprints that have the value, as Splink's term frequencies.
Email addresses and phone numbers are one person's or one home's, and the person's own records would inflate a share.
There `multiple` is the number of different people seen with the value, told apart by the initial of their forename:
a mailbox that four people share counts two bits less than one person's own.
For a full name `multiple` is its lift: how much more often forename and surname come together than they would if one
said nothing of the other, with `LIFT_SMOOTHING` fingerprints added on both sides.
"""

from __future__ import annotations

from scv.workbench import Connection

SHARE_COLUMNS = (
    "forename",
    "forename_root",
    "surname",
    "date_of_birth",
    "postcode",
    "town",
)
PEOPLE_COLUMNS = ("email", "email_local", "phone")
LIFT_SMOOTHING = 10.0
FREQUENCY_COLUMNS = (*SHARE_COLUMNS, *PEOPLE_COLUMNS, "full_name")


def share_query(column: str) -> str:
    """SQL of (attribute, value, frequency): the share of fingerprints with a value that have this one."""
    return f"""
        select '{column}' as attribute, {column} as value, count(*) / sum(count(*)) over () as frequency
        from fingerprints where {column} is not null group by {column}
    """


def people_query(column: str) -> str:
    """SQL of (attribute, value, frequency): people seen with a value; only values that more than one person has."""
    return f"""
        select
            '{column}' as attribute, {column} as value,
            cast(count(distinct left(forename_root, 1)) as double) as frequency
        from fingerprints where {column} is not null
        group by {column} having count(distinct left(forename_root, 1)) > 1
    """


def lift_query() -> str:
    """SQL of (attribute, value, frequency): the lift of full names whose parts meet more often than by chance."""
    return f"""
        with named as (select full_name, forename, surname from fingerprints where full_name is not null),
        forenames as (select forename, count(*) as of_forename from named group by forename),
        surnames as (select surname, count(*) as of_surname from named group by surname),
        names as (
            select full_name, forename, surname, count(*) as together
            from named group by full_name, forename, surname
        )
        select
            'full_name' as attribute, full_name as value,
            max((together + {LIFT_SMOOTHING})
                / (1.0 * of_forename * of_surname / (select count(*) from named) + {LIFT_SMOOTHING})) as frequency
        from names
        inner join forenames using (forename)
        inner join surnames using (surname)
        group by full_name
        having frequency > 1.01
    """


def frequencies_query(present: set[str]) -> str:
    """SQL of (attribute, value, frequency) for every column that has values."""
    queries = [share_query(column) for column in SHARE_COLUMNS if column in present]
    queries += [people_query(column) for column in PEOPLE_COLUMNS if column in present]
    if "full_name" in present:
        queries.append(lift_query())
    return " union all ".join(f"({query})" for query in queries)


def create_frequencies(connection: Connection, present: set[str]) -> None:
    """Fill the table `term_frequencies` (attribute, value, frequency) from the table `fingerprints`."""
    empty = "select '' as attribute, '' as value, cast(1 as double) as frequency limit 0"
    connection.execute(f"create or replace table term_frequencies as {frequencies_query(present) or empty}")
