"""Why people get in touch: matters, each with contacts that may hop from one channel to another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, text, words
from scv.demo.dice import Dice, Ints, Mask
from scv.demo.shop_orders import Orders
from scv.demo.shop_returns import Returns
from scv.demo.sighting import World
from scv.demo.text import Text

TELEPHONE, EMAIL, CHAT, FORM, SOCIAL = range(5)
_YEARLY_OWN = 420  # matters that come up by themselves, in thousandths, over the time as a customer
_CHANNELS = np.array([31, 28, 17, 14, 10], dtype=np.int64)
_LATE, _REFUND = 0, 2


@dataclass(frozen=True)
class Contacts:
    """One row per contact, in order of time; `step` counts the contacts of a matter from 0."""

    person: Ints
    matter: Ints
    step: Ints
    last: Mask
    channel: Ints
    at: Ints
    reason: Ints
    order_id: Text
    case_ref: Text

    def of(self, channel: int) -> Ints:
        """The rows of one channel."""
        return np.flatnonzero(self.channel == channel)


def late_orders(world: World, orders: Orders) -> Mask:
    """True for home deliveries that come late; in December one in five."""
    month = (orders.placed_at // clock.DAY).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    rate = np.where(month == 11, 200, 80)
    late = world.dice.within("deliveries").chance("late", len(orders.person), rate)
    return late & ~orders.collects & ~orders.cancelled


def make_contacts(world: World, orders: Orders, returns: Returns) -> Contacts:
    """All contacts about all matters: own, late deliveries, refunds that do not come."""
    dice = world.dice.within("matters")
    person, at, reason, order = _matters(world, dice, orders, returns)
    return _contacts(dice, person, at, world.people.died_on[person], reason, text.take(orders.order_id, order))


def _matters(world: World, dice: Dice, orders: Orders, returns: Returns) -> tuple[Ints, Ints, Ints, Ints]:
    """Person, time, reason and order (-1: none) of each matter."""
    count = world.people.count
    touchy = dice.exponential("touchy", count, _YEARLY_OWN)
    own = np.repeat(np.arange(count), dice.poisson("own", count, np.minimum(touchy, 9_000)))
    day = dice.between("own_day", len(own), world.active_from[own], world.active_to[own])
    weights = words.numbers("contact_reasons", "weight").copy()
    weights[_LATE] = 0
    late = np.flatnonzero(late_orders(world, orders) & dice.chance("late", len(orders.person), 520))
    refund = np.flatnonzero(dice.chance("refund", len(returns.order), 220))
    late_day = orders.placed_at[late] // clock.DAY + dice.between("late_day", len(late), 4, 10)
    refund_day = returns.at[refund] // clock.DAY + dice.between("refund_day", len(refund), 6, 20)
    person = np.r_[own, orders.person[late], orders.person[returns.order[refund]]]
    days = np.minimum(np.r_[day, late_day, refund_day], clock.END - 8)
    reason = np.r_[
        dice.weighted("own_reason", len(own), weights), np.full(len(late), _LATE), np.full(len(refund), _REFUND)
    ]
    order = np.r_[np.full(len(own), -1), late, returns.order[refund]]
    return person, days, reason, order


def _contacts(dice: Dice, person: Ints, day: Ints, died_on: Ints, reason: Ints, order_id: Text) -> Contacts:
    matters = len(person)
    steps = 1 + dice.weighted("steps", matters, np.array([62, 25, 10, 3]))
    matter = np.repeat(np.arange(matters), steps)
    step = np.arange(len(matter)) - (np.cumsum(steps) - steps)[matter]
    first = dice.weighted("habit", person, _CHANNELS)[matter]
    hop = dice.weighted("hop", len(matter), _CHANNELS)
    channel = np.where((step == 0) | dice.chance("stays", len(matter), 350), first, hop)
    days = np.minimum(
        day[matter] + step * (1 + dice.below("gap", matter, 2)), np.minimum(clock.END, died_on[matter]) - 1
    )
    at = clock.moment(dice, "time", days, 8, 20)
    opened = dice.chance("case_opened", matters, 700)[matter]
    noted = opened & dice.chance("case_noted", len(matter), np.where(step == 0, 620, 720))
    order = np.argsort(at, kind="stable")
    return Contacts(
        person=person[matter][order],
        matter=matter[order],
        step=step[order],
        last=(step == steps[matter] - 1)[order],
        channel=channel[order],
        at=at[order],
        reason=reason[matter][order],
        order_id=text.take(order_id, matter[order]),
        case_ref=text.take(text.keep(noted, case_number(matter)), order),
    )


def case_number(matter: Ints) -> Text:
    """The reference that the help desk gives a matter."""
    return text.join("CS-", text.number(104_001 + matter))


def reason_column(name: str, reason: Ints) -> Text:
    """A column of the list of reasons for each contact."""
    return text.take(words.texts("contact_reasons", name), reason)


def messages(contacts: Contacts, rows: Ints) -> Text:
    """What the customer says, with the order number where there is one."""
    said = reason_column("message", contacts.reason[rows])
    order = text.first_of(text.take(contacts.order_id, rows), "W-?")
    before, after = text.replace(said, r"\{o\}.*$", ""), text.replace(said, r"^.*\{o\}", "")
    return text.choose(text.matches(said, r"\{o\}"), text.join(before, order, after), said)


def agents(dice: Dice, name: str, count: int) -> Text:
    """The agent who answered each contact."""
    return text.join("ag", text.number(dice.between(name, count, 1, 24), 2))
