"""Web order lines that came back, by post or over a store's counter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, store_places, text
from scv.demo.dice import Ints, Mask
from scv.demo.schema import RawTable
from scv.demo.shop_orders import Orders
from scv.demo.sighting import World
from scv.demo.text import Text


@dataclass(frozen=True)
class Returns:
    """Every returned order line."""

    line: Ints
    order: Ints
    at: Ints
    refund: Ints
    in_store: Mask
    store: Text


def make_returns(world: World, orders: Orders) -> Returns:
    """Order lines that came back by post or over a store's counter."""
    dice, lines = world.dice.within("returns"), orders.baskets
    order = lines.purchase
    at = orders.placed_at[order] + dice.between("after", len(order), 5 * clock.DAY, 30 * clock.DAY)
    back = dice.chance("back", len(order), 70) & ~orders.cancelled[order]
    back &= at < np.minimum(clock.END, world.people.died_on[orders.person[order]]) * clock.DAY
    rows = np.flatnonzero(back)
    rows = rows[np.argsort(at[rows], kind="stable")]
    net = (lines.quantity * lines.price - lines.discount)[rows]
    share = net * orders.code_discount[order[rows]] // np.maximum(lines.subtotal[order[rows]], 1)
    in_store = dice.chance("in_store", rows, 420)
    days, person = at[rows] // clock.DAY, orders.person[order[rows]]
    at_store = np.where(in_store, clock.moment(dice, "time", days, 9, 18), at[rows])
    shop = text.keep(in_store, store_places.nearest_store(world, person, days))
    return Returns(rows, order[rows], at_store, net - share, in_store, shop)


def returns_table(world: World, orders: Orders, returns: Returns) -> RawTable:
    """web_shop.returns; what came back in a store has its refund in the till too."""
    dice, count = world.dice.within("returns_table"), len(returns.line)
    reasons = text.column(["unwanted", "wrong size", "damaged", "not as described", "arrived late"])
    columns = {
        "return_id": text.join("R", text.number(7_001 + np.arange(count))),
        "order_id": text.take(orders.order_id, returns.order),
        "order_line_id": text.take(orders.line_id, returns.line),
        "quantity": text.number(orders.baskets.quantity[returns.line]),
        "reason": text.take(reasons, dice.below("reason", count, len(reasons))),
        "returned_at": clock.iso_utc(returns.at),
        "return_channel": text.choose(returns.in_store, "store", "post"),
        "store_id": returns.store,
        "refund_amount": text.money(returns.refund),
    }
    return RawTable("web_shop.returns", columns, orders.person[returns.order])
