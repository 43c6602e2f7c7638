"""Empty the ledger of PINs, so that the next build issues new ones: what is lost by it, and the deed."""

from __future__ import annotations

from dataclasses import dataclass

from scv.database import Place, built, change
from scv.warehouse import no_build
from scv.workbench import now


@dataclass(frozen=True)
class Loss:
    """What a rebuild loses: PINs ever issued and current ones, assignments, runs, and the numbers of households.

    Decisions are kept, but those that name a PIN mean nobody any more. Households are known by the PINs of their
    people, so they get new numbers with them.
    """

    pins: int
    current_pins: int
    assignments: int
    runs: int
    decisions_kept: int
    decisions_lost: int
    households: int


def what_is_lost(place: Place) -> Loss:
    """The loss that a rebuild of this database would be. Raises ScvError when there is no ledger."""
    with built(place, "pin_ledger") as (connection, tables):
        counts = connection.execute(f"""
            select
                count(distinct pin), count(distinct case when valid_to is null then pin end),
                count(*), count(distinct run_id)
            from {tables["pin_ledger"]}
        """).fetchall()[0]
        kept, lost, households = 0, 0, 0
        if "household_ledger" in tables:
            numbers = f"select count(distinct household_no) from {tables['household_ledger']}"
            households = connection.execute(numbers).fetchall()[0][0]
        if "steward_decisions" in tables:
            names_pin = "left_key not like '%:%' or right_key not like '%:%'"
            kept, lost = connection.execute(f"""
                select count(case when {names_pin} then null else 1 end), count(case when {names_pin} then 1 end)
                from {tables["steward_decisions"]}
            """).fetchall()[0]
    return Loss(*(int(count) for count in (*counts, kept, lost, households)))


def empty_ledger(place: Place) -> None:
    """Delete every assignment, in one transaction with the note of it in the list of runs.

    How many PINs were issued stays known there, so the next build issues others. Raises ScvError while a build is at
    work.
    """
    note = f"""
        insert into {{pin_runs}} (
            run_id, kind, started_at, model_id, rules, issued_pins, known_records, changed_records, changed_weight,
            least_changed_weight
        )
        select max(run_id) + 1, 'rebuild', timestamp '{now().isoformat(sep=" ")}', '', '', max(issued_pins), 0, 0, 0, 0
        from {{pin_runs}}
    """
    with no_build(place):
        change(place, note, "delete from {pin_ledger}")
