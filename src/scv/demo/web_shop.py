"""The web shop: accounts, orders, order lines and returns, in snake_case with ISO 8601 times in UTC."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, purchases, sighting, store_places, text
from scv.demo.cookies import random_hex
from scv.demo.dice import Dice, Ints, Mask
from scv.demo.purchases import Baskets, Purchases
from scv.demo.schema import RawTable
from scv.demo.sighting import Care, World
from scv.demo.text import Text

_CARE = Care(nickname=90, initial=12, mistyped=12, upper=15, lower=45, ascii_only=200)
_CODES = text.column(["WELCOME10", "SAVE15", "SPRING20", "FRIENDS25"])
_PERCENT = np.array([10, 15, 20, 25], dtype=np.int64)


@dataclass(frozen=True)
class Accounts:
    """Every account: its person, id, email, and for each person the account they use (-1: none)."""

    person: Ints
    created_at: Ints
    account_id: Text
    email: Text
    of_person: Ints


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


@dataclass(frozen=True)
class Returns:
    """Every returned order line."""

    line: Ints
    order: Ints
    at: Ints
    refund: Ints
    in_store: Mask
    store: Text


def make_accounts(world: World, bought: Purchases) -> Accounts:
    """Accounts of most web buyers and a few others; one holder in twenty opens a second one later."""
    dice, count = world.dice.within("accounts"), world.people.count
    first = np.full(count, clock.NEVER * clock.DAY, dtype=np.int64)
    person = bought.person[bought.online]
    np.minimum.at(first, person, bought.at[bought.online])
    buyer = first < clock.NEVER * clock.DAY
    holder = np.where(buyer, dice.chance("buyer", count, 740), dice.chance("other", count, 90))
    people = np.flatnonzero(holder)
    opened = np.where(buyer, first - 600, clock.moment(dice, "opened", world.active_from))[people]
    again = np.flatnonzero(dice.chance("again", people, 55) & (opened < (clock.END - 400) * clock.DAY))
    later = opened[again] + dice.between("later", len(again), 90, 380) * clock.DAY
    who, when = np.r_[people, people[again]], np.r_[opened, later]
    order = np.argsort(when, kind="stable")
    who, when = who[order], when[order]
    of_person = np.full(count, -1, dtype=np.int64)
    of_person[who[::-1]] = np.arange(len(who))[::-1]
    mails = sighting.emails(world, dice, who, when // clock.DAY, second=60, company=160)
    mails = text.choose(np.isin(np.arange(len(who)), of_person), mails, _other_mail(world, who, mails))
    return Accounts(who, when, text.join("A", text.number(10_001 + np.arange(len(who)))), mails, of_person)


def _other_mail(world: World, person: Ints, mails: Text) -> Text:
    """The person's second mailbox, for an account that is their second."""
    return text.first_of(text.take(world.mailboxes.second, person), mails)


def accounts_table(world: World, accounts: Accounts) -> RawTable:
    """web_shop.accounts."""
    dice, who, day = world.dice.within("accounts_table"), accounts.person, accounts.created_at // clock.DAY
    count = len(who)
    changed = dice.chance("changed", count, 350)
    updated = np.where(changed, accounts.created_at + dice.between("after", count, 1, 500) * clock.DAY, accounts.created_at)
    updated = np.minimum(updated, clock.END * clock.DAY)
    place = sighting.places(world, dice, who, updated // clock.DAY)
    has_place = dice.chance("has_place", count, 830)
    accepts = dice.chance("accepts", count, 520)
    born = clock.days_text(world.people.born[who], "iso")
    placeholder = dice.chance("placeholder", count, 12)
    born = text.choose(placeholder, "1900-01-01", text.keep(dice.chance("born", count, 160), born))
    phone = sighting.phones_written(dice, sighting.best_phone(world, dice, who, updated // clock.DAY, 80))
    columns = {
        "account_id": accounts.account_id,
        "email": sighting.emails_written(dice, accounts.email),
        "first_name": sighting.forenames(world, dice, who, _CARE),
        "last_name": sighting.surnames(world, dice, who, day, _CARE),
        "phone": text.keep(dice.chance("phone", count, 560), phone),
        "birth_date": born,
        "address1": text.keep(has_place, place.line_1),
        "address2": text.keep(has_place, place.line_2),
        "city": text.keep(has_place, place.town),
        "county": text.keep(has_place & dice.chance("county", count, 400), place.county),
        "postcode": text.keep(has_place, place.postcode),
        "country_code": text.keep(has_place, place.country),
        "accepts_marketing": text.choose(accepts, "true", "false"),
        "marketing_consent_at": text.keep(accepts, clock.iso_utc(accounts.created_at)),
        "created_at": clock.iso_utc(accounts.created_at),
        "updated_at": clock.iso_utc(updated),
    }
    return RawTable("web_shop.accounts", columns, who)


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
    mail = sighting.emails_written(dice, text.first_of(usual, sighting.emails(world, dice, who, day)), 6)
    phone = sighting.phones_written(dice, sighting.best_phone(world, dice, who, day, 90))
    bill = sighting.places(world, dice, who, day, stale=20)
    billing_name = sighting.full_names(world, dice, who, day, _CARE, title=60)
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
        "email": mail,
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


def make_returns(world: World, orders: Orders) -> Returns:
    """Order lines that came back by post or over a store's counter."""
    dice, lines = world.dice.within("returns"), orders.baskets
    order = lines.purchase
    at = orders.placed_at[order] + dice.between("after", len(order), 5 * clock.DAY, 30 * clock.DAY)
    back = dice.chance("back", len(order), 70) & ~orders.cancelled[order] & (at < clock.END * clock.DAY)
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
