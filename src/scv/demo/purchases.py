"""Who buys what and when: purchases at gamma rates with dropout, baskets that add up to the penny."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, text, words
from scv.demo.dice import Dice, Ints, Mask
from scv.demo.sighting import World
from scv.demo.text import Text

_BUYERS_PER_THOUSAND = 600
_YEARLY_RATE = 1150  # purchases a year, in thousandths, of the mean buyer while active
_LINES_PER_BASKET = np.array([640, 240, 90, 30], dtype=np.int64)


@dataclass(frozen=True)
class Purchases:
    """One row per purchase, in order of time; `at` is in seconds since 1970."""

    person: Ints
    at: Ints
    online: Mask


@dataclass(frozen=True)
class Baskets:
    """One row per line: its purchase, product and pence; and the sum of each purchase's lines."""

    purchase: Ints
    product: Ints
    quantity: Ints
    price: Ints
    discount: Ints
    subtotal: Ints


def make_purchases(world: World) -> Purchases:
    """All purchases of the world's time, on the web and in stores."""
    dice, count = world.dice.within("purchases"), world.people.count
    buys = dice.chance("buys", count, _BUYERS_PER_THOUSAND)
    rate = np.minimum(dice.exponential("rate", count, _YEARLY_RATE), 12_000)
    mean = np.minimum(rate * (world.active_to - world.active_from) // 365, 39_000)
    number = np.where(buys, 1 + dice.poisson("number", count, mean), 0)
    person = np.repeat(np.arange(count), number)
    first = np.r_[True, person[1:] != person[:-1]] if len(person) else np.zeros(0, dtype=np.bool_)
    drawn = clock.seasonal_day(dice, "day", world.active_from[person], world.active_to[person])
    day = np.where(first, world.active_from[person], drawn)
    share = np.array([1000, 0, 500], dtype=np.int64)[dice.weighted("share", count, np.array([42, 28, 30]))]
    online = dice.chance("online", len(person), share[person])
    at = np.where(online, clock.moment(dice, "web_time", day), clock.moment(dice, "store_time", day, 9, 18))
    order = np.argsort(at, kind="stable")
    return Purchases(person[order], at[order], online[order])


def heavy_discounters(world: World, person: Ints) -> Mask:
    """True for the one in sixteen who hardly buy without a discount code."""
    return world.dice.chance("heavy_discounter", person, 60)


def gift_givers(world: World, person: Ints) -> Mask:
    """True for the one in twelve who often buy for others."""
    return world.dice.chance("gift_giver", person, 85)


def make_baskets(dice: Dice, person: Ints) -> Baskets:
    """Lines for each purchase; people differ in how dear the things are that they buy."""
    lines = 1 + dice.weighted("lines", len(person), _LINES_PER_BASKET)
    purchase = np.repeat(np.arange(len(person)), lines)
    prices = product_prices()
    by_price = np.argsort(prices, kind="stable")
    taste = dice.below("taste", person[purchase], 1000)
    drawn = (taste + 2 * dice.below("product", len(purchase), 1000)) // 3
    product = by_price[drawn * len(prices) // 1000]
    quantity = 1 + dice.weighted("quantity", len(purchase), np.array([82, 12, 4, 2]))
    price = prices[product]
    markdown = np.where(dice.chance("markdown", len(purchase), 80), quantity * price // 10, 0)
    subtotal = np.zeros(len(person), dtype=np.int64)
    np.add.at(subtotal, purchase, quantity * price - markdown)
    return Baskets(purchase, product, quantity, price, markdown, subtotal)


def product_prices() -> Ints:
    """Prices of the products in pence."""
    return np.array([int(value.replace(".", "")) for value in words.values("products", "price")], dtype=np.int64)


def product_column(name: str, product: Ints) -> Text:
    """A column of the product list for each line."""
    return text.take(words.texts("products", name), product)
