"""The stores: loyalty cards and tills, with headings in title case and names in one upper-case field."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, purchases, sighting, store_places, text
from scv.demo.dice import Ints, Mask
from scv.demo.purchases import Baskets, Purchases
from scv.demo.schema import RawTable
from scv.demo.shop_orders import Orders
from scv.demo.shop_returns import Returns
from scv.demo.sighting import Care, World
from scv.demo.text import Text

_CARE = Care(nickname=60, initial=70, mistyped=22, upper=700, lower=5, ascii_only=800)
_RETURN_WINDOW = 28


@dataclass(frozen=True)
class Cards:
    """Every loyalty card, and the card of each person (-1: none)."""

    person: Ints
    issued_on: Ints
    card_no: Text
    of_person: Ints


@dataclass(frozen=True)
class Tills:
    """Every till transaction in order of time, with its lines; `original` is what a return refers to."""

    person: Ints
    at: Ints
    transaction_id: Text
    voucher: Ints
    line_transaction: Ints
    product: Ints
    quantity: Ints
    price: Ints
    discount: Ints
    original: Text


def make_cards(world: World, bought: Purchases) -> Cards:
    """Cards of most who buy in stores; one in forty holders gets a second card."""
    dice, count = world.dice.within("cards"), world.people.count
    first = np.full(count, clock.NEVER, dtype=np.int64)
    np.minimum.at(first, bought.person[~bought.online], bought.at[~bought.online] // clock.DAY)
    visits = first < clock.NEVER
    holder = np.where(visits, dice.chance("visitor", count, 700), dice.chance("other", count, 60))
    people = np.flatnonzero(holder)
    issued = np.where(visits, first, world.active_from)[people]
    again = np.flatnonzero(dice.chance("lost", people, 25) & (issued < clock.END - 500))
    who = np.r_[people, people[again]]
    day = np.r_[issued, issued[again] + dice.between("replaced", len(again), 60, 480)]
    order = np.argsort(day, kind="stable")
    who, day = who[order], day[order]
    of_person = np.full(count, -1, dtype=np.int64)
    of_person[who[::-1]] = np.arange(len(who))[::-1]
    number = (np.arange(len(who)) * 7919 + 104_729) % 100_000_000
    return Cards(who, day, text.join("6335", text.number(number, 9)), of_person)


def cards_table(world: World, cards: Cards) -> RawTable:
    """store.loyalty_cards."""
    dice, who, day = world.dice.within("cards_table"), cards.person, cards.issued_on
    count = len(who)
    place = sighting.places(world, dice, who, day)
    has_place = dice.chance("place", count, 800)
    mails = sighting.emails_written(dice, sighting.emails(world, dice, who, day), 25)
    kiosk = text.join("kiosk.", text.lower(store_places.nearest_store(world, who, day)), "@hollybankstores.co.uk")
    mails = text.choose(dice.chance("kiosk", count, 15), kiosk, text.keep(dice.chance("mail", count, 450), mails))
    born = clock.days_text(world.people.born[who], "d_mon_yy")
    no_number = text.choose(dice.chance("zeros", count, 12), "00000000000", None)
    phone = sighting.phones_written(dice, sighting.mobiles(world, who, day))
    phone = text.first_of(no_number, text.keep(dice.chance("phone", count, 520), phone))
    opted = dice.chance("opted", count, 480)
    columns = {
        "CardNo": cards.card_no,
        "CustomerName": sighting.full_names(world, dice, who, day, _CARE, title=60),
        "Title": text.keep(dice.chance("title", count, 500), text.take(world.title, who)),
        "DateOfBirth": text.choose(
            dice.chance("placeholder", count, 15), "01-Jan-00", text.keep(dice.chance("born", count, 520), born)
        ),
        "Mobile": phone,
        "Email": mails,
        "AddressLine1": text.keep(has_place, place.line_1),
        "AddressLine2": text.keep(has_place, place.line_2),
        "Town": text.keep(has_place, text.upper(place.town)),
        "Postcode": text.keep(dice.chance("postcode", count, 860), place.postcode),
        "HomeStore": store_places.nearest_store(world, who, day),
        "IssuedOn": clock.days_text(day, "d_mon_yy"),
        "EmailOptIn": text.choose(
            opted & text.is_given(mails), "Y", text.choose(dice.chance("refused", count, 500), "N", None)
        ),
    }
    return RawTable("store.loyalty_cards", columns, who)


def make_tills(world: World, bought: Purchases, orders: Orders, returns: Returns) -> Tills:
    """Sales, returns of what was bought in a store, and returns of web orders, in order of time."""
    dice = world.dice.within("tills")
    sold_to, sold_at = bought.person[~bought.online], bought.at[~bought.online]
    baskets = purchases.make_baskets(dice.within("baskets"), sold_to)
    line, back_at = _store_returns(world, baskets, sold_at)
    web = np.flatnonzero(returns.in_store)
    web_line = returns.line[web]
    person = np.r_[sold_to, sold_to[baskets.purchase[line]], orders.person[returns.order[web]]]
    at = np.r_[sold_at, back_at, returns.at[web]]
    rank = np.empty(len(at), dtype=np.int64)
    rank[np.argsort(at, kind="stable")] = np.arange(len(at))
    order = np.argsort(at, kind="stable")
    ids = text.join("T", text.number(300_001 + rank))
    voucher = _vouchers(world, baskets, len(at))
    shops, web_items = baskets, orders.baskets
    transaction = np.r_[
        shops.purchase, len(sold_to) + np.arange(len(line)), len(sold_to) + len(line) + np.arange(len(web))
    ]
    by_time = np.argsort(rank[transaction], kind="stable")
    share = _share_of_voucher(shops, voucher, line)
    web_net = web_items.quantity[web_line] * web_items.price[web_line]
    return Tills(
        person=person[order],
        at=at[order],
        transaction_id=text.take(ids, order),
        voucher=voucher[order],
        line_transaction=rank[transaction][by_time],
        product=np.r_[shops.product, shops.product[line], web_items.product[web_line]][by_time],
        quantity=np.r_[shops.quantity, -shops.quantity[line], -web_items.quantity[web_line]][by_time],
        price=np.r_[shops.price, shops.price[line], web_items.price[web_line]][by_time],
        discount=np.r_[shops.discount, -(shops.discount[line] + share), -(web_net - returns.refund[web])][by_time],
        original=text.take(
            text.stack(
                text.nothing(len(shops.purchase)),
                text.take(ids, shops.purchase[line]),
                text.take(orders.order_id, returns.order[web]),
            ),
            by_time,
        ),
    )


def _store_returns(world: World, baskets: Baskets, sold_at: Ints) -> tuple[Ints, Ints]:
    """Lines brought back to the store, and when."""
    dice = world.dice.within("store_returns")
    count = len(baskets.purchase)
    day = sold_at[baskets.purchase] // clock.DAY + dice.between("after", count, 1, _RETURN_WINDOW)
    line = np.flatnonzero(dice.chance("back", count, 35) & (day < clock.END))
    return line, clock.moment(dice, "time", day[line], 9, 18)


def _vouchers(world: World, baskets: Baskets, count: int) -> Ints:
    """Pence off a whole sale: five pounds for some, ten per cent mostly for those who live on discounts."""
    dice, sales = world.dice.within("vouchers"), len(baskets.subtotal)
    off = np.where(dice.chance("five", sales, 500), np.minimum(500, baskets.subtotal // 2), baskets.subtotal // 10)
    given = dice.chance("given", sales, 90)
    result = np.zeros(count, dtype=np.int64)
    result[:sales] = np.where(given, off, 0)
    return result


def _share_of_voucher(baskets: Baskets, voucher: Ints, line: Ints) -> Ints:
    sale = baskets.purchase[line]
    net = baskets.quantity[line] * baskets.price[line] - baskets.discount[line]
    return net * voucher[sale] // np.maximum(baskets.subtotal[sale], 1)


def transactions_table(world: World, tills: Tills, cards: Cards) -> RawTable:
    """store.till_transactions; Total = lines - line discounts - Discount."""
    dice, who, day = world.dice.within("tills_table"), tills.person, tills.at // clock.DAY
    count = len(who)
    total = np.zeros(count, dtype=np.int64)
    np.add.at(total, tills.line_transaction, tills.quantity * tills.price - tills.discount)
    card = cards.of_person[who]
    shows = (card >= 0) & (cards.issued_on[card] <= day) & dice.chance("shows", count, 780)
    number = text.take(cards.card_no, np.where(shows, card, -1))
    spaced = text.join(text.cut(number, 0, 4), text.cut(number, 4, 8), text.cut(number, 8), sep=" ")
    shop = store_places.nearest_store(world, who, day)
    mails = sighting.emails_written(dice, sighting.emails(world, dice, who, day), 25)
    kiosk = text.join("kiosk.", text.lower(shop), "@hollybankstores.co.uk")
    receipt = text.choose(dice.chance("kiosk", count, 10), kiosk, text.keep(dice.chance("receipt", count, 240), mails))
    payments = text.column(["card", "contactless", "cash", "gift card"])
    columns = {
        "TransactionId": tills.transaction_id,
        "StoreId": shop,
        "TillNo": text.number(dice.between("till", count, 1, 6)),
        "SoldAt": clock.stamp(tills.at, "iso"),
        "CardNo": text.choose(dice.chance("spaced", count, 60), spaced, number),
        "ReceiptEmail": receipt,
        "Discount": text.money(tills.voucher),
        "Total": text.money(total - tills.voucher),
        "PaymentType": text.take(payments, dice.weighted("payment", count, np.array([40, 42, 14, 4]))),
    }
    return RawTable("store.till_transactions", columns, who)


def lines_table(tills: Tills) -> RawTable:
    """store.till_lines; returned things have a negative quantity and the id of what they were sold by."""
    count = len(tills.product)
    columns = {
        "LineId": text.join("TL", text.number(600_001 + np.arange(count))),
        "TransactionId": text.take(tills.transaction_id, tills.line_transaction),
        "Sku": purchases.product_column("sku", tills.product),
        "ProductName": purchases.product_column("product_name", tills.product),
        "Category": purchases.product_column("category", tills.product),
        "Quantity": text.number(tills.quantity),
        "UnitPrice": text.money(tills.price),
        "Discount": text.money(tills.discount),
        "OriginalOrderId": tills.original,
    }
    return RawTable("store.till_lines", columns, tills.person[tills.line_transaction])


def shows_identity(table: RawTable) -> Mask:
    """True for till transactions with a card number or an email for the receipt."""
    return text.is_given(table.columns["CardNo"]) | text.is_given(table.columns["ReceiptEmail"])
