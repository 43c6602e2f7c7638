"""Which PIN stands today for a PIN that was issued once, told from the ledger alone.

A PIN that no record has now is followed through the records that had it last: to the PIN that each had last itself, and
on from there where that one is gone too. Every step leads to a PIN that lasted longer, so it comes to an end.
"""

from __future__ import annotations

import duckdb


def create_successions(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `successions` from the table `ledger`: pin, current_pin, status, other_pins.

    `current_pin` is null for the status `retired`. `other_pins` lists the other current PINs that hold records which
    once had this one, most records first.
    """
    _create_heirs(connection)
    connection.execute("""
        create or replace temp table resolved as
        select pin, pin as current_pin, 'current' as status from pin_spans where is_current
        union all
        select pin, null, 'retired' from pin_spans where not is_current and pin not in (select pin from heirs)
    """)
    while _resolve_more(connection):
        pass
    connection.execute("""
        create or replace table successions as
        with scattered as (
            select departed.pin, found.current_pin as other_pin, sum(departed.records) as records
            from departed
            inner join resolved as found on found.pin = departed.heir
            inner join resolved as own on own.pin = departed.pin
            where found.current_pin <> coalesce(own.current_pin, '')
            group by departed.pin, found.current_pin
        ),
        listed as (
            select pin, string_agg(other_pin, ', ' order by records desc, other_pin) as other_pins
            from scattered group by pin
        )
        select pin, current_pin, status, other_pins from resolved left join listed using (pin)
    """)


def _create_heirs(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `pin_spans`, `departed`, records that left a PIN by the PIN they had last, and `heirs`, the last ones."""
    connection.execute("""
        create or replace temp table pin_spans as
        select
            pin, min(run_id) as first_run_id, max(ended_run_id) as last_ended_run_id,
            bool_or(valid_to is null) as is_current
        from ledger group by pin
    """)
    connection.execute("""
        create or replace temp table departures as
        select
            ledger.pin, ledger.record_key, held.pin as heir,
            ended_run_id = last_ended_run_id and not is_current as is_last
        from ledger
        inner join pin_spans using (pin)
        inner join (select record_key, max_by(pin, run_id) as pin from ledger group by record_key) as held
            on held.record_key = ledger.record_key and held.pin <> ledger.pin
    """)
    for name, condition in (("departed", "true"), ("heirs", "is_last")):
        connection.execute(f"""
            create or replace temp table {name} as
            select pin, heir, count(distinct record_key) as records from departures where {condition} group by pin, heir
        """)


def _resolve_more(connection: duckdb.DuckDBPyConnection) -> int:
    """Add to `resolved` the PINs whose heirs are all resolved, and give their number.

    The main heir is the current PIN with most of the records; on a tie the older, then the smaller one.
    """
    rows = connection.execute("""
        insert into resolved
        with waiting as (
            select heirs.pin, found.pin is null as is_open, found.current_pin, heirs.records
            from heirs
            left join resolved as found on found.pin = heirs.heir
            where heirs.pin not in (select pin from resolved)
        ),
        totals as (
            select pin, current_pin, sum(records) as records from waiting
            where pin not in (select pin from waiting where is_open)
            group by pin, current_pin
        ),
        ranked as (
            select
                totals.*,
                count(totals.current_pin) over (partition by totals.pin) as heir_count,
                row_number() over (
                    partition by totals.pin
                    order by current_pin is null, records desc, first_run_id, totals.current_pin
                ) as place
            from totals left join pin_spans on pin_spans.pin = totals.current_pin
        )
        select pin, current_pin, case heir_count when 0 then 'retired' when 1 then 'merged' else 'split' end
        from ranked where place = 1
    """).fetchall()
    return int(rows[0][0])
