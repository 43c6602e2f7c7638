"""The web shop's orders and order lines, by account holders and guests, some of them gifts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, purchases, sighting, store_places, text
from scv.demo.cookies import random_hex
from scv.demo.dice import Dice, Ints, Mask
from scv.demo.purchases import Baskets, Purchases
from scv.demo.schema import RawTable
from scv.demo.shop_accounts import Accounts
from scv.demo.sighting import Care, Place, World
from scv.demo.text import Text

_CARE = Care(nickname=90, initial=12, mistyped=12, upper=15, lower=45, ascii_only=200)
_CODES = text.column(["WELCOME10", "SAVE15", "SPRING20", "FRIENDS25"])
_PERCENT = np.array([10, 15, 20, 25], dtype=np.int64)


@dataclass(frozen=True)
class Orders:
    """Every order: what later tables refer to."""

    person: Ints
    placed_at: Ints
    order_id: Text
    account: Ints
    collects: Mask
    cancelled: Mask
    baskets: Baskets
    line_id: Text
    code_discount: Ints
    cookie: Text


def make_orders(world: World, bought: Purchases, accounts: Accounts) -> Orders:
    """Orders with their lines, discounts and accounts."""
    dice = world.dice.within("orders")
    who, at = bought.person[bought.online], bought.at[bought.online]
    count = len(who)
    account = accounts.of_person[who]
    known = (account >= 0) & (accounts.created_at[account] <= at) & ~dice.chance("as_guest", count, 110)
    baskets = purchases.make_baskets(dice.within("baskets"), who)
    rate = np.where(purchases.heavy_discounters(world, who), 880, 130)
    percent = np.where(dice.chance("code", count, rate), 1 + dice.below("which_code", count, 4), 0)
    off = np.r_[np.int64(0), _PERCENT][percent]
    lines = len(baskets.purchase)
    own_cookie = text.take(world.cookie, who)
    private = random_hex(dice, "private", np.arange(count))
    return Orders(
        person=who,
        placed_at=at,
        order_id=text.join("W-", text.number(20_001 + np.arange(count))),
        account=np.where(known, account, -1),
        collects=dice.chance("collects", count, 170),
        cancelled=dice.chance("cancelled", count, 22),
        baskets=baskets,
        line_id=text.join("L", text.number(50_001 + np.arange(lines))),
        code_discount=baskets.subtotal * off // 100,
        cookie=text.choose(dice.chance("private_window", count, 120), private, own_cookie),
    )


def orders_table(world: World, orders: Orders, accounts: Accounts) -> RawTable:
    """web_shop.orders; total = lines - line discounts - discount + shipping."""
    dice, who, at = world.dice.within("orders_table"), orders.person, orders.placed_at
    count, day = len(who), at // clock.DAY
    account_mail = text.take(accounts.email, orders.account)
    usual = text.keep(~dice.chance("other_mail", count, 40), account_mail)
    mail = text.first_of(usual, sighting.shop_emails(world, dice, who, day, 120, 250))
    billing_name, bill, phone = _billing(world, dice, orders)
    gift = is_gift(world, dice, who, day) & ~orders.collects
    other = np.mod(who + 1 + dice.below("recipient", count, max(world.people.count - 2, 1)), world.people.count)
    ship = sighting.places(world, dice.within("ship"), other, day)
    shipping_name = sighting.full_names(world, dice.within("ship"), other, day, _CARE, title=60)
    sent = ~orders.collects
    shipping = shipping_pence(orders)
    code = text.keep(orders.code_discount > 0, _codes(orders))
    ready, collected = _collection(dice, orders)
    columns = {
        "order_id": orders.order_id,
        "account_id": text.take(accounts.account_id, orders.account),
        "email": sighting.emails_written(dice, mail, 6),
        "phone": text.keep(dice.chance("phone", count, 480), phone),
        "billing_name": billing_name,
        "billing_address1": bill.in_one_line,
        "billing_city": bill.town,
        "billing_postcode": bill.postcode,
        "billing_country": bill.country,
        "shipping_name": text.keep(sent, text.choose(gift, shipping_name, billing_name)),
        "shipping_address1": text.keep(sent, text.choose(gift, ship.in_one_line, bill.in_one_line)),
        "shipping_city": text.keep(sent, text.choose(gift, ship.town, bill.town)),
        "shipping_postcode": text.keep(sent, text.choose(gift, ship.postcode, bill.postcode)),
        "shipping_country": text.keep(sent, text.choose(gift, ship.country, bill.country)),
        "placed_at": clock.iso_utc(at),
        "status": text.choose(orders.cancelled, "cancelled", "completed"),
        "delivery_method": text.choose(orders.collects, "click_and_collect", "home"),
        "collect_store_id": text.keep(orders.collects, store_places.nearest_store(world, who, day)),
        "ready_at": clock.iso_utc(ready),
        "collected_at": clock.iso_utc(collected),
        "discount_code": code,
        "discount_amount": text.money(orders.code_discount),
        "shipping_amount": text.money(shipping),
        "total_amount": text.money(orders.baskets.subtotal - orders.code_discount + shipping),
        "currency": text.same("GBP", count),
        "is_gift": text.choose(gift, "true", "false"),
        "cookie_id": text.keep(dice.chance("cookie", count, 880), orders.cookie),
    }
    return RawTable("web_shop.orders", columns, who)


def _billing(world: World, dice: Dice, orders: Orders) -> tuple[Text, Place, Text]:
    """Name, address and phone of the buyer: out of the profile, so alike each time, for most who log in."""
    person, day = orders.person, orders.placed_at // clock.DAY
    home = world.residence.address_on(person, day)
    renamed = (day >= world.people.renamed_on[person]).astype(np.int64)
    profile = (orders.account >= 0) & ~dice.chance("typed_again", len(person), 120)
    key = (person * len(world.residence.addresses.kind) + home) * 2 + renamed
    first, slot = sighting.settled(np.where(profile, key, -1 - np.arange(len(person))))
    who, when = person[first], day[first]
    name = sighting.full_names(world, dice, who, when, _CARE, title=60)
    bill = sighting.places(world, dice, who, when, stale=20)
    phone = sighting.phones_written(dice, sighting.best_phone(world, dice, who, when, 90), bill.country)
    return text.take(name, slot), bill.at(slot), text.take(phone, slot)


def is_gift(world: World, dice: Dice, person: Ints, day: Ints) -> Mask:
    """True for orders sent to somebody else: many in December, most of those of gift givers."""
    december = (day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12) >= 10
    rate = np.where(purchases.gift_givers(world, person), 620, np.where(december, 200, 35))
    return dice.chance("gift", len(person), rate)


def shipping_pence(orders: Orders) -> Ints:
    """Delivery costs 3.95 below 40 pounds; collecting is free."""
    return np.where(orders.collects | (orders.baskets.subtotal >= 4000), 0, 395)


def _codes(orders: Orders) -> Text:
    percent = (orders.code_discount * 100 + orders.baskets.subtotal // 2) // np.maximum(orders.baskets.subtotal, 1)
    return text.take(_CODES, np.clip(np.searchsorted(_PERCENT, percent), 0, 3))


def _collection(dice: Dice, orders: Orders) -> tuple[Ints, Ints]:
    """When a click-and-collect order was ready and fetched; NEVER where it does not apply."""
    count, never = len(orders.person), clock.NEVER * clock.DAY
    ready = orders.placed_at + dice.between("ready", count, 7_200, 200_000)
    ready = np.where(orders.collects & ~orders.cancelled & (ready < clock.END * clock.DAY), ready, never)
    collected = ready + dice.between("collected", count, 3_600, 600_000)
    fetched = (ready < never) & ~dice.chance("left", count, 30) & (collected < clock.END * clock.DAY)
    return ready, np.where(fetched, collected, never)


def order_lines_table(orders: Orders) -> RawTable:
    """web_shop.order_lines."""
    lines = orders.baskets
    columns = {
        "order_line_id": orders.line_id,
        "order_id": text.take(orders.order_id, lines.purchase),
        "sku": purchases.product_column("sku", lines.product),
        "product_name": purchases.product_column("product_name", lines.product),
        "category": purchases.product_column("category", lines.product),
        "quantity": text.number(lines.quantity),
        "unit_price": text.money(lines.price),
        "discount_amount": text.money(lines.discount),
    }
    return RawTable("web_shop.order_lines", columns, orders.person[lines.purchase])
