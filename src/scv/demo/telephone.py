"""Telephone: calls in and calls back, with what the agent noted by ear."""

from __future__ import annotations

import numpy as np

from scv.demo import clock, service, sighting, text
from scv.demo.crm_giving import Memberships
from scv.demo.dice import Dice, Ints, Mask
from scv.demo.schema import RawTable
from scv.demo.service import Contacts
from scv.demo.sighting import Care, World
from scv.demo.text import Text

_BY_EAR = Care(nickname=110, initial=30, mistyped=60, upper=10, lower=90, ascii_only=900)
_QUEUES = text.column(["orders", "membership", "donations", "general"])
_QUEUE_OF_REASON = np.array([0, 0, 0, 3, 1, 2, 3, 2, 0, 3, 3, 3], dtype=np.int64)


def calls_table(world: World, contacts: Contacts, memberships: Memberships) -> RawTable:
    """telephone.calls: calls in, and the calls back that were promised."""
    dice = world.dice.within("calls")
    inbound = contacts.of(service.TELEPHONE)
    abandoned = dice.chance("abandoned", inbound, 70)
    callback = dice.chance("callback", inbound, 130) & ~abandoned
    rows = np.r_[inbound, inbound[callback]]
    is_back = np.arange(len(rows)) >= len(inbound)
    gave_up = np.r_[abandoned, np.zeros(int(callback.sum()), dtype=np.bool_)]
    back_on = contacts.at[rows] // clock.DAY + 1 + dice.below("back", len(rows), 2)
    offered = np.where(is_back, clock.moment(dice, "back_at", back_on, 9, 17), contacts.at[rows])
    order = np.argsort(offered, kind="stable")
    rows, is_back, gave_up, offered = rows[order], is_back[order], gave_up[order], offered[order]
    promised = np.r_[callback, np.zeros(int(callback.sum()), dtype=np.bool_)][order]
    never = clock.NEVER * clock.DAY
    answered = np.where(gave_up, never, offered + 5 + dice.exponential("wait", len(rows), 95))
    talk = dice.exponential("talk", len(rows), 260) + 20
    outcome = text.choose(gave_up, "abandoned", text.choose(promised, "callback", _outcomes(dice, contacts, rows)))
    columns = {
        "call_id": text.join("C", text.number(800_001 + np.arange(len(rows)))),
        "direction": text.choose(is_back, "OUT", "IN"),
        "cli": _caller_lines(world, dice, contacts, rows, is_back),
        "queue": text.take(_QUEUES, _QUEUE_OF_REASON[contacts.reason[rows]]),
        "offered_at": clock.stamp(offered, "iso"),
        "answered_at": clock.stamp(answered, "iso"),
        "ended_at": clock.stamp(np.where(gave_up, offered + talk // 2, answered + talk), "iso"),
        "agent_id": text.keep(~gave_up, service.agents(dice, "agent", len(rows))),
        **_caller_details(world, dice, contacts.person[rows], offered // clock.DAY, gave_up, memberships),
        "reason": text.keep(~gave_up, service.reason_column("reason", contacts.reason[rows])),
        "outcome": outcome,
        "case_ref": text.keep(~gave_up, text.take(contacts.case_ref, rows)),
    }
    return RawTable("telephone.calls", columns, contacts.person[rows])


def _outcomes(dice: Dice, contacts: Contacts, rows: Ints) -> Text:
    moved_on = dice.chance("transferred", len(rows), 160) & ~contacts.last[rows]
    return text.choose(moved_on, "transferred", "resolved")


def _caller_lines(world: World, dice: Dice, contacts: Contacts, rows: Ints, is_back: Mask) -> Text:
    """The caller's number as the exchange shows it; one in eight is withheld."""
    count, person = len(rows), contacts.person[rows]
    line = sighting.best_phone(world, dice, person, contacts.at[rows] // clock.DAY, 260)
    international = text.replace(line, "^0", "+44")
    line = text.choose(dice.chance("international", count, 500), international, line)
    hidden = text.choose(dice.chance("anonymous", count, 400), "anonymous", "withheld")
    return text.choose(dice.chance("hidden", count, 120) & ~is_back, hidden, text.first_of(line, hidden))


def _caller_details(
    world: World, dice: Dice, person: Ints, day: Ints, gave_up: Mask, members: Memberships
) -> dict[str, Text]:
    """What the agent notes of the caller."""
    count = len(person)
    name = sighting.full_names(world, dice, person, day, _BY_EAR, title=220)
    alone = dice.chance("surname_only", count, 60)
    titled = text.join(
        text.take(world.title, person), sighting.surnames(world, dice.within("alone"), person, day, _BY_EAR), sep=" "
    )
    quoted = text.keep(dice.chance("quotes_number", count, 420), text.take(members.number_of_person, person))
    loose = text.choose(dice.chance("loose", count, 250), text.lower(text.replace(quoted, "^M", "m ")), quoted)
    postcode = sighting.places(world, dice, person, day, stale=30).postcode
    return {
        "caller_name": text.keep(~gave_up & dice.chance("name", count, 620), text.choose(alone, titled, name)),
        "quoted_membership_no": text.keep(~gave_up, loose),
        "quoted_postcode": text.keep(~gave_up & dice.chance("postcode", count, 420), postcode),
    }
