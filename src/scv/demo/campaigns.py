"""Email campaigns and basket reminders: what was sent to whom, what readers did with it, and the orders it brought."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, text
from scv.demo.dice import Dice, Ints, Mask
from scv.demo.mail import Subscribers
from scv.demo.order_visits import OrderVisits
from scv.demo.reminders import Reminders, make_reminders
from scv.demo.schema import RawTable
from scv.demo.sighting import World
from scv.demo.text import Text

_CAMPAIGNS = 30
_DAYS_BETWEEN = 90
_SENDS_PER_THOUSAND = 190


@dataclass(frozen=True)
class Clicks:
    """Every click in a campaign: who, when, and the send it came from.

    `order_send_id` and `order_campaign` are of every order: the message whose link led to it, null and -1 if none.
    """

    person: Ints
    at: Ints
    send_id: Text
    campaign: Ints
    cookie: Text
    order_send_id: Text
    order_campaign: Ints


@dataclass(frozen=True)
class _Sends:
    """Messages: to which subscriber, of which campaign, when, and whether they arrived."""

    subscriber: Ints
    campaign: Ints
    at: Ints
    send_id: Text
    arrived: Mask


@dataclass(frozen=True)
class _Reactions:
    """What readers did: with which send, what (0 opened it, 1 clicked, 2 left), when, and on which cookie."""

    send: Ints
    kind: Ints
    at: Ints
    cookie: Text


def campaign_tables(world: World, subscribers: Subscribers, visits: OrderVisits) -> tuple[RawTable, RawTable, Clicks]:
    """email.campaign_sends, email.campaign_events, and the clicks that lead to the web site and to orders."""
    dice = world.dice.within("campaigns")
    planned = _planned(world, dice, subscribers)
    reminders = make_reminders(world, dice.within("reminders"), subscribers, visits)
    reminded = _reminded(subscribers, reminders, len(planned.at))
    reactions = _reactions(world, dice, subscribers, planned)
    opened = _opened_reminders(dice.within("reminders"), reminders, visits, len(planned.at), reminded.arrived)
    sends = _one_below_the_other(planned, reminded)
    events = _event_rows(subscribers, sends, reactions, opened)
    return _send_rows(subscribers, sends), events, _clicks(subscribers, sends, reactions, reminders, visits)


def campaign_id(campaign: Ints) -> Text:
    """The campaign's id, e.g. CAM-07."""
    return text.join("CAM-", text.number(campaign + 1, 2))


def _planned(world: World, dice: Dice, subscribers: Subscribers) -> _Sends:
    """Thirty campaigns, each to a part of those who are on the list that day."""
    campaign = np.repeat(np.arange(_CAMPAIGNS), len(subscribers.person))
    subscriber = np.tile(np.arange(len(subscribers.person)), _CAMPAIGNS)
    at = (clock.START + 20 + campaign * _DAYS_BETWEEN) * clock.DAY + 9 * 3600
    on_list = (subscribers.subscribed_at[subscriber] < at) & (at < subscribers.unsubscribed_at[subscriber])
    alive = at // clock.DAY < world.people.died_on[subscribers.person[subscriber]] + 60
    chosen = on_list & alive & dice.chance("chosen", len(at), _SENDS_PER_THOUSAND)
    campaign, subscriber, at = campaign[chosen], subscriber[chosen], at[chosen]
    at = at + dice.below("minute", len(at), 3_600)
    order = np.lexsort((np.arange(len(at)), at))
    campaign, subscriber, at = campaign[order], subscriber[order], at[order]
    bounced = (subscribers.bounced[subscriber] == 1) | dice.chance("bounced", len(at), 8)
    return _Sends(subscriber, campaign, at, _send_ids(0, len(at)), ~bounced)


def _reminded(subscribers: Subscribers, reminders: Reminders, sent_before: int) -> _Sends:
    count = len(reminders.at)
    campaign = np.full(count, _CAMPAIGNS, dtype=np.int64)
    arrived = subscribers.bounced[reminders.subscriber] == 0
    return _Sends(reminders.subscriber, campaign, reminders.at, _send_ids(sent_before, count), arrived)


def _send_ids(before: int, count: int) -> Text:
    return text.join("SE", text.number(before + 1 + np.arange(count), 6))


def _one_below_the_other(one: _Sends, other: _Sends) -> _Sends:
    return _Sends(
        np.r_[one.subscriber, other.subscriber],
        np.r_[one.campaign, other.campaign],
        np.r_[one.at, other.at],
        text.stack(one.send_id, other.send_id),
        np.r_[one.arrived, other.arrived],
    )


def _send_rows(subscribers: Subscribers, sends: _Sends) -> RawTable:
    theme = text.take(text.column(["Winter appeal", "Spring news", "Summer sale", "Autumn appeal"]), sends.campaign % 4)
    dated = text.join(theme, " ", text.number(2019 + sends.campaign * _DAYS_BETWEEN // 365))
    columns = {
        "send_id": sends.send_id,
        "campaign_id": campaign_id(sends.campaign),
        "campaign_name": text.choose(sends.campaign == _CAMPAIGNS, "Basket reminder", dated),
        "subscriber_id": text.take(subscribers.subscriber_id, sends.subscriber),
        "sent_at": clock.stamp(sends.at, "iso"),
        "delivery_status": text.choose(sends.arrived, "delivered", "bounced"),
    }
    return RawTable("email.campaign_sends", columns, subscribers.person[sends.subscriber])


def _reactions(world: World, dice: Dice, subscribers: Subscribers, sends: _Sends) -> _Reactions:
    """Opens, clicks and farewells of the readers of campaigns, in order of time."""
    count, person = len(sends.at), subscribers.person[sends.subscriber]
    keen = 150 + dice.below("keen", person, 450)
    opened = sends.arrived & dice.chance("opened", count, keen)
    clicked = opened & dice.chance("clicked", count, 240)
    left = opened & dice.chance("left", count, 12)
    kinds = ((opened, 0), (clicked, 1), (left, 2))
    send = np.concatenate([np.flatnonzero(some) for some, _ in kinds])
    kind = np.concatenate([np.full(int(some.sum()), code) for some, code in kinds])
    read_at = sends.at + 300 + dice.exponential("read", count, 60_000)
    when = read_at[send] + kind * 40
    inside = when < clock.END * clock.DAY
    send, kind, when = send[inside], kind[inside], when[inside]
    order = np.argsort(when, kind="stable")
    send, kind, when = send[order], kind[order], when[order]
    known = (kind == 1) & dice.chance("cookie", len(send), 900)
    return _Reactions(send, kind, when, text.keep(known, text.take(world.cookie, person[send])))


def _opened_reminders(
    dice: Dice, reminders: Reminders, visits: OrderVisits, sent_before: int, arrived: Mask
) -> _Reactions:
    """Opens and clicks of reminders; a browser that hides from web analytics tells no cookie either."""
    bought = np.flatnonzero(reminders.order >= 0)
    looked = np.flatnonzero((reminders.order < 0) & arrived & dice.chance("looked", len(reminders.at), 350))
    order, clicked_at = reminders.order[bought], reminders.clicked_at[bought]
    cookie = text.keep(visits.seen[order], text.take(visits.cookie, order))
    return _Reactions(
        sent_before + np.r_[bought, bought, looked],
        np.repeat(np.array([0, 1, 0], dtype=np.int64), [len(bought), len(bought), len(looked)]),
        np.r_[clicked_at - 40, clicked_at, reminders.at[looked] + 900],
        text.stack(text.nothing(len(bought)), cookie, text.nothing(len(looked))),
    )


def _event_rows(subscribers: Subscribers, sends: _Sends, one: _Reactions, other: _Reactions) -> RawTable:
    at = np.r_[one.at, other.at]
    order = np.argsort(at, kind="stable")
    send, kind = np.r_[one.send, other.send][order], np.r_[one.kind, other.kind][order]
    columns = {
        "event_id": text.join("EV", text.number(1 + np.arange(len(send)), 6)),
        "send_id": text.take(sends.send_id, send),
        "event_type": text.take(text.column(["open", "click", "unsubscribe"]), kind),
        "occurred_at": clock.stamp(at[order], "iso"),
        "url": text.keep(kind == 1, text.join("/campaign/", campaign_id(sends.campaign[send]))),
        "cookie_id": text.take(text.stack(one.cookie, other.cookie), order),
    }
    return RawTable("email.campaign_events", columns, subscribers.person[sends.subscriber[send]])


def _clicks(
    subscribers: Subscribers, sends: _Sends, done: _Reactions, reminders: Reminders, visits: OrderVisits
) -> Clicks:
    clicks = np.flatnonzero(done.kind == 1)
    send = done.send[clicks]
    bought = np.flatnonzero(reminders.order >= 0)
    led = np.full(len(visits.person), -1, dtype=np.int64)
    led[reminders.order[bought]] = len(sends.at) - len(reminders.at) + bought
    return Clicks(
        subscribers.person[sends.subscriber[send]],
        done.at[clicks],
        text.take(sends.send_id, send),
        sends.campaign[send],
        text.take(done.cookie, clicks),
        text.take(sends.send_id, led),
        np.where(led >= 0, _CAMPAIGNS, -1),
    )
