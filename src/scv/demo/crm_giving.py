"""The CRM's memberships and donations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, households, text
from scv.demo.crm_supporters import Supporters
from scv.demo.dice import Dice, Ints
from scv.demo.schema import RawTable
from scv.demo.sighting import World
from scv.demo.text import Text


@dataclass(frozen=True)
class Memberships:
    """Every person in a membership: supporter record, membership number and dates."""

    supporter: Ints
    membership_no: Text
    kind: Ints
    started_on: Ints
    expires_on: Ints
    joint: Ints
    number_of_person: Text


def make_memberships(world: World, supporters: Supporters) -> Memberships:
    """Memberships of two in five supporters; couples often share one number."""
    dice, people = world.dice.within("memberships"), world.people
    rows = supporters.of_person[np.unique(supporters.person)]
    member = rows[dice.chance("is", rows, 400)]
    kind = dice.weighted("kind", member, np.array([50, 28, 14, 8]))
    person = supporters.person[member]
    head = people.homes.first_person()[people.homes.of_person[person]]
    partner = np.where(head == person, np.minimum(head + 1, people.count - 1), head)
    couple = np.isin(people.homes.role[partner], [households.HEAD, households.PARTNER]) & (partner != person)
    couple &= np.isin(people.homes.role[person], [households.HEAD, households.PARTNER])
    couple &= people.homes.of_person[partner] == people.homes.of_person[person]
    partner_row = np.where(couple, supporters.of_person[partner], -1)
    joint = np.flatnonzero((kind == 1) & (partner_row >= 0) & ~np.isin(partner_row, member))
    started = supporters.created_at[member] // clock.DAY + dice.between("start", len(member), 0, 200)
    started = np.minimum(started, clock.END - 5)
    years = 1 + dice.below("years", len(member), 5)
    expires = np.minimum(started + 365 * years, clock.END + 364)
    number = text.join("M", text.number((np.arange(len(member)) * 7919 + 104_729) % 9_000_000 + 1_000_000))
    everyone = np.r_[np.arange(len(member)), joint]
    supporter = np.r_[member, partner_row[joint]]
    order = np.argsort(started[everyone], kind="stable")
    everyone, supporter = everyone[order], supporter[order]
    number_of = np.full(people.count, -1, dtype=np.int64)
    number_of[supporters.person[supporter]] = everyone
    shared = np.isin(everyone, joint).astype(np.int64)
    return Memberships(
        supporter,
        text.take(number, everyone),
        kind[everyone],
        started[everyone],
        expires[everyone],
        shared,
        text.take(number, number_of),
    )


def memberships_table(world: World, memberships: Memberships, supporters: Supporters) -> RawTable:
    """crm.memberships; joint members have a row each with one number."""
    dice, count = world.dice.within("memberships_table"), len(memberships.supporter)
    kinds = text.column(["INDIVIDUAL", "JOINT", "FAMILY", "LIFE"])
    fees = text.column(["48.00", "72.00", "84.00", "1200.00"])
    payments = text.column(["DIRECT DEBIT", "CARD", "CHEQUE", "CASH"])
    lapsed = memberships.expires_on < clock.END
    columns = {
        "MEMBERSHIP_ID": text.join("MS", text.number(40_001 + np.arange(count))),
        "MEMBERSHIP_NO": memberships.membership_no,
        "SUPPORTER_ID": text.take(supporters.supporter_id, memberships.supporter),
        "MEMBERSHIP_TYPE": text.take(kinds, memberships.kind),
        "STARTED_ON": clock.days_text(memberships.started_on, "dmy"),
        "EXPIRES_ON": text.keep(memberships.kind != 3, clock.days_text(memberships.expires_on, "dmy")),
        "STATUS": text.choose(memberships.kind == 3, "ACTIVE", text.choose(lapsed, "LAPSED", "ACTIVE")),
        "PAYMENT_METHOD": text.take(payments, dice.weighted("payment", count, np.array([70, 20, 8, 2]))),
        "ANNUAL_FEE": text.take(fees, memberships.kind),
    }
    return RawTable("crm.memberships", columns, supporters.person[memberships.supporter])


def donations_table(world: World, supporters: Supporters) -> RawTable:
    """crm.donations: the gifts of two in five supporters, most small, some monthly, many in December."""
    dice, count = world.dice.within("donations"), len(supporters.person)
    active = np.maximum(world.active_to[supporters.person] - supporters.created_at // clock.DAY, 0)
    gives = dice.chance("gives", supporters.person, 430)
    rate = np.minimum(dice.exponential("rate", supporters.person, 900), 9_000)
    number = np.where(gives, 1 + dice.poisson("number", count, np.minimum(rate * active // 365, 30_000)), 0)
    supporter = np.repeat(np.arange(count), number)
    first = supporters.created_at[supporter] // clock.DAY
    died = world.people.died_on[supporters.person[supporter]] - 2
    last = np.minimum(
        np.maximum(world.active_to[supporters.person[supporter]], first + 20),
        np.minimum(clock.END, np.maximum(died, first)),
    )
    day = clock.seasonal_day(dice, "day", first, np.maximum(last, first))
    order = np.argsort(day, kind="stable")
    return _donation_rows(dice, supporters, supporter[order], day[order])


def _donation_rows(dice: Dice, supporters: Supporters, supporter: Ints, day: Ints) -> RawTable:
    rows, person = len(supporter), supporters.person[supporter]
    steps = np.array([500, 1000, 1500, 2000, 2500, 3000, 5000, 10_000, 25_000, 50_000], dtype=np.int64)
    level = dice.weighted("level", person, np.array([18, 26, 12, 16, 12, 4, 7, 3, 1, 1]))
    shift = dice.weighted("shift", rows, np.array([70, 15, 15]))
    amount = text.money(steps[np.clip(level + np.where(shift == 2, -1, shift), 0, len(steps) - 1)])
    signed = dice.chance("pound_sign", rows, 900)
    funds = text.column(["GENERAL", "WOODLANDS", "SEABIRDS", "EDUCATION"])
    appeals = text.column(["SPRING", "SUMMER", "WINTER", "LEGACY", "NONE"])
    payments = text.column(["DIRECT DEBIT", "CARD", "CHEQUE", "CASH"])
    columns = {
        "DONATION_ID": text.join("D", text.number(500_001 + np.arange(rows))),
        "SUPPORTER_ID": text.take(supporters.supporter_id, supporter),
        "DONATED_ON": clock.days_text(day, "dmy"),
        "AMOUNT": text.choose(signed, text.join("£", amount), amount),
        "FUND": text.take(funds, dice.weighted("fund", rows, np.array([60, 18, 14, 8]))),
        "APPEAL": text.take(appeals, dice.below("appeal", rows, 5)),
        "GIFT_AID": text.choose(dice.chance("gift_aid", person, 680), "Y", "N"),
        "PAYMENT_METHOD": text.take(payments, dice.weighted("payment", rows, np.array([48, 34, 14, 4]))),
    }
    return RawTable("crm.donations", columns, person)
