"""Visits to the web site that ended in an order, whether web analytics noticed them or not."""

from __future__ import annotations

from dataclasses import dataclass

from scv.demo.dice import Ints, Mask
from scv.demo.shop_orders import Orders
from scv.demo.sighting import World
from scv.demo.text import Text

_SEEN_PER_THOUSAND = 480


@dataclass(frozen=True)
class OrderVisits:
    """One visit per order: whose, when it began and ended, and the cookie; unseen ones are in no session."""

    person: Ints
    began_at: Ints
    placed_at: Ints
    cookie: Text
    seen: Mask


def order_visits(world: World, orders: Orders) -> OrderVisits:
    """The visit of each order; web analytics noticed half of them."""
    dice, count = world.dice.within("sessions"), len(orders.person)
    seen = dice.chance("order_seen", count, _SEEN_PER_THOUSAND)
    began_at = orders.placed_at - 600
    began_at[seen] = orders.placed_at[seen] - dice.between("before", int(seen.sum()), 120, 1500)
    return OrderVisits(orders.person, began_at, orders.placed_at, orders.cookie, seen)
