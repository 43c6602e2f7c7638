"""Web analytics: sessions with a cookie; some log in, click through from a campaign, or place an order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import campaigns, clock, text
from scv.demo.campaigns import Clicks
from scv.demo.cookies import random_hex
from scv.demo.dice import Dice, Ints
from scv.demo.order_visits import OrderVisits
from scv.demo.schema import RawTable
from scv.demo.shop_accounts import Accounts
from scv.demo.shop_orders import Orders
from scv.demo.sighting import World
from scv.demo.text import Text

_PAGES = text.column(["/", "/shop", "/shop/garden", "/shop/books", "/membership", "/donate", "/stores", "/search"])


@dataclass(frozen=True)
class _Visits:
    """Sessions of one kind, before they are put in order of time."""

    person: Ints
    at: Ints
    cookie: Text
    login: Text
    send_id: Text
    order_id: Text
    campaign: Ints


def sessions_table(world: World, accounts: Accounts, orders: Orders, visits: OrderVisits, clicks: Clicks) -> RawTable:
    """web_analytics.sessions: of orders, of campaign clicks, of browsing, and of visitors nobody knows."""
    dice = world.dice.within("sessions")
    kinds = (
        _of_orders(accounts, orders, visits, clicks),
        _of_clicks(dice, accounts, clicks),
        _browsing(world, dice, accounts),
        _strangers(world, dice),
    )
    person, at = np.concatenate([one.person for one in kinds]), np.concatenate([one.at for one in kinds])
    campaign = np.concatenate([one.campaign for one in kinds])
    columns = {
        "cookie_id": text.stack(*(one.cookie for one in kinds)),
        "login_account_id": text.stack(*(one.login for one in kinds)),
        "send_id": text.stack(*(one.send_id for one in kinds)),
        "order_id": text.stack(*(one.order_id for one in kinds)),
    }
    order = np.argsort(at, kind="stable")
    columns = {name: text.take(values, order) for name, values in columns.items()}
    return _rows(dice, columns, person[order], at[order], campaign[order])


def _rows(dice: Dice, given: dict[str, Text], person: Ints, at: Ints, campaign: Ints) -> RawTable:
    count = len(person)
    pages = 1 + np.minimum(dice.exponential("pages", count, 5), 60)
    ended = at + pages * 35 + dice.below("stay", count, 240)
    sources = text.column(["google", "direct", "facebook", "bing"])
    source = text.take(sources, dice.weighted("source", count, np.array([50, 32, 12, 6])))
    mailed = campaign >= 0
    medium = text.choose(
        text.equals(source, "direct"), "none", text.choose(text.equals(source, "facebook"), "social", "organic")
    )
    devices = text.column(["mobile", "desktop", "tablet"])
    columns = {
        "session_id": text.join("WS", text.number(400_001 + np.arange(count))),
        "cookie_id": given["cookie_id"],
        "started_at": text.number(at),
        "ended_at": text.number(ended),
        "landing_page": text.choose(mailed, "/campaign", text.take(_PAGES, dice.below("page", count, len(_PAGES)))),
        "traffic_source": text.choose(mailed, "newsletter", source),
        "traffic_medium": text.choose(mailed, "email", medium),
        "campaign_id": text.keep(mailed, campaigns.campaign_id(campaign)),
        "device": text.take(devices, dice.weighted("device", count, np.array([56, 34, 10]))),
        "page_views": text.number(pages),
        "login_account_id": given["login_account_id"],
        "send_id": given["send_id"],
        "order_id": given["order_id"],
    }
    return RawTable("web_analytics.sessions", columns, person)


def _of_orders(accounts: Accounts, orders: Orders, visits: OrderVisits, clicks: Clicks) -> _Visits:
    seen = np.flatnonzero(visits.seen)
    return _Visits(
        visits.person[seen],
        visits.began_at[seen],
        text.take(visits.cookie, seen),
        text.take(accounts.account_id, orders.account[seen]),
        text.take(clicks.order_send_id, seen),
        text.take(orders.order_id, seen),
        clicks.order_campaign[seen],
    )


def _of_clicks(dice: Dice, accounts: Accounts, clicks: Clicks) -> _Visits:
    count = len(clicks.person)
    account = accounts.of_person[clicks.person]
    logs_in = (account >= 0) & (accounts.created_at[account] < clicks.at) & dice.chance("click_login", count, 200)
    own = text.first_of(clicks.cookie, random_hex(dice, "click_cookie", np.arange(count)))
    return _Visits(
        clicks.person,
        clicks.at + 2,
        own,
        text.take(accounts.account_id, np.where(logs_in, account, -1)),
        clicks.send_id,
        text.nothing(count),
        clicks.campaign,
    )


def _browsing(world: World, dice: Dice, accounts: Accounts) -> _Visits:
    """Visits of known people: with a login where they have an account, else only a cookie."""
    count = world.people.count
    holder = accounts.of_person >= 0
    number = dice.poisson("browsing", count, np.where(holder, 700, 160))
    person = np.repeat(np.arange(count), number)
    day = dice.between("day", len(person), world.active_from[person], world.active_to[person])
    at = clock.moment(dice, "at", day)
    account = accounts.of_person[person]
    logs_in = (account >= 0) & (accounts.created_at[account] < at) & dice.chance("login", len(person), 560)
    new = random_hex(dice, "new_cookie", np.arange(len(person)))
    cookie = text.choose(dice.chance("cleared", len(person), 140), new, text.take(world.cookie, person))
    return _Visits(
        person,
        at,
        cookie,
        text.take(accounts.account_id, np.where(logs_in, account, -1)),
        text.nothing(len(person)),
        text.nothing(len(person)),
        np.full(len(person), -1, dtype=np.int64),
    )


def _strangers(world: World, dice: Dice) -> _Visits:
    count = world.people.count // 12
    days = dice.between("stranger_day", count, np.full(count, clock.START), np.full(count, clock.END - 1))
    none = np.full(count, -1, dtype=np.int64)
    blank = text.nothing(count)
    cookie = random_hex(dice, "stranger", np.arange(count))
    return _Visits(none, clock.moment(dice, "stranger_at", days), cookie, blank, blank, blank, none)
