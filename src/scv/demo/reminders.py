"""Basket reminders: mails that the shop sends by itself, and the orders that some of them bring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock
from scv.demo.dice import Dice, Ints
from scv.demo.mail import Subscribers
from scv.demo.order_visits import OrderVisits
from scv.demo.sighting import World

_BOUGHT_PER_THOUSAND = 330
_IDLE_PER_THOUSAND = 300


@dataclass(frozen=True)
class Reminders:
    """Each reminder: to which subscriber, when, the order that it brought and when its link was followed (-1: none)."""

    subscriber: Ints
    at: Ints
    order: Ints
    clicked_at: Ints


def make_reminders(world: World, dice: Dice, subscribers: Subscribers, visits: OrderVisits) -> Reminders:
    """Reminders before a part of subscribers' orders, and some that brought nothing."""
    led, idle = _before_orders(dice, subscribers, visits), _idle(world, dice, subscribers)
    return Reminders(
        np.r_[led.subscriber, idle.subscriber],
        np.r_[led.at, idle.at],
        np.r_[led.order, idle.order],
        np.r_[led.clicked_at, idle.clicked_at],
    )


def _before_orders(dice: Dice, subscribers: Subscribers, visits: OrderVisits) -> Reminders:
    """Web analytics notices a click when it notices the order; where it doesn't, days may pass between the two."""
    count = len(visits.person)
    later = visits.placed_at - dice.between("thought_over", count, 600, 5 * clock.DAY)
    clicked_at = np.where(visits.seen, visits.began_at - 2, later)
    at = clicked_at - dice.between("read_after", count, 3_600, 2 * clock.DAY)
    subscriber = _subscription_of(subscribers, visits.person)
    reminded = dice.chance("reminded", count, _BOUGHT_PER_THOUSAND)
    order = np.flatnonzero((subscriber >= 0) & reminded).astype(np.int64)
    who = subscriber[order]
    on_list = (subscribers.subscribed_at[who] < at[order]) & (clicked_at[order] < subscribers.unsubscribed_at[who])
    order = order[on_list & (subscribers.bounced[who] == 0)]
    return Reminders(subscriber[order], at[order], order, clicked_at[order])


def _subscription_of(subscribers: Subscribers, person: Ints) -> Ints:
    """Each person's first subscription, -1 where there is none."""
    size = int(max(person.max(initial=0), subscribers.person.max(initial=0))) + 1
    first = np.full(size, -1, dtype=np.int64)
    first[subscribers.person[::-1]] = np.arange(len(subscribers.person), dtype=np.int64)[::-1]
    return first[person]


def _idle(world: World, dice: Dice, subscribers: Subscribers) -> Reminders:
    count = len(subscribers.person)
    last_day = np.minimum(clock.END, world.people.died_on[subscribers.person])
    end = np.minimum(subscribers.unsubscribed_at, last_day * clock.DAY)
    hours = (end - subscribers.subscribed_at) // 3_600
    at = subscribers.subscribed_at + 3_600 * (1 + dice.below("idle_hour", count, hours))
    some = np.flatnonzero(dice.chance("idle", count, _IDLE_PER_THOUSAND) & (at < end)).astype(np.int64)
    none = np.full(len(some), -1, dtype=np.int64)
    return Reminders(some, at[some], none, none)
