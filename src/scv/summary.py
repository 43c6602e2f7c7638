"""What the last build made, in the few lines that someone wants to read after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scv.database import Place, built, name_of

if TYPE_CHECKING:
    import duckdb


NO_CHANNEL = "quality"  # what staging measures of itself


@dataclass(frozen=True)
class ChannelCount:
    """One channel: raw rows read, rows set aside, records of a person, touches without a customer."""

    channel: str
    rows: int
    set_aside: int
    records: int
    unidentified: int


@dataclass(frozen=True)
class Summary:
    """What a build made."""

    database: str
    channels: tuple[ChannelCount, ...]
    customers: int
    largest: int
    largest_pin: str | None
    interactions: int
    unidentified_sessions: int


def summarise(place: Place) -> Summary:
    """Read the summary of a build.

    Raises ScvError when the database isn't there, is in use, or doesn't hold a finished build.
    """
    with built(place, "dim_customers", "fct_interactions", "rejected_records") as (connection, tables):
        return _read(connection, name_of(place), tables)


def _read(connection: duckdb.DuckDBPyConnection, database: str, tables: dict[str, str]) -> Summary:
    """Count everything."""

    def count(query: str) -> dict[str, int]:
        return dict(connection.execute(query).fetchall())

    set_aside = count(f"select channel, count(*) from {tables['rejected_records']} group by channel")
    records = count(
        f"select source_system, count(*) from {tables['bridge_customers_x_records']} group by source_system"
    )
    unidentified = count(
        f"select channel, count(*) from {tables['fct_interactions']} where not is_identified group by channel"
    )
    accepted: dict[str, int] = {}
    for name in tables:
        channel, _, raw_table = name.removeprefix("stg_").partition("__")
        if name.startswith("stg_") and raw_table and channel != NO_CHANNEL:
            accepted[channel] = accepted.get(channel, 0) + count(f"select 'rows', count(*) from {tables[name]}")["rows"]
    channels = tuple(
        ChannelCount(
            channel=channel,
            rows=rows + set_aside.get(channel, 0),
            set_aside=set_aside.get(channel, 0),
            records=records.get(channel, 0),
            unidentified=unidentified.get(channel, 0),
        )
        for channel, rows in sorted(accepted.items())
        if rows + set_aside.get(channel, 0)
    )
    largest = connection.execute(
        f"select record_count, pin from {tables['dim_customers']} order by record_count desc, pin limit 1"
    ).fetchall()
    total = f"""
        select
            (select count(*) from {tables["dim_customers"]}),
            count(*),
            count(*) filter (where not is_identified and interaction_type = 'web_session')
        from {tables["fct_interactions"]}
    """
    customers, interactions, sessions = connection.execute(total).fetchall()[0]
    size, pin = largest[0] if largest else (0, None)
    return Summary(database, channels, customers, size, pin, interactions, sessions)
