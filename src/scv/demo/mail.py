"""Email: the service inbox and newsletter subscribers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, service, sighting, text
from scv.demo.dice import Dice, Ints, Mask
from scv.demo.schema import RawTable
from scv.demo.service import Contacts
from scv.demo.sighting import Care, World
from scv.demo.text import Text

_HEADER = Care(nickname=120, initial=60, mistyped=8, upper=15, lower=40, ascii_only=400)
_SIGN_UP = Care(nickname=130, initial=15, mistyped=15, upper=15, lower=90, ascii_only=300)


@dataclass(frozen=True)
class Subscribers:
    """Every newsletter subscription."""

    person: Ints
    email: Text
    subscriber_id: Text
    subscribed_at: Ints
    unsubscribed_at: Ints
    bounced: Ints


def messages_table(world: World, contacts: Contacts) -> RawTable:
    """email.messages: what customers wrote to the service inbox and the answers they got."""
    dice, sent = world.dice.within("messages"), contacts.of(service.EMAIL)
    day = contacts.at[sent] // clock.DAY
    mails = sighting.emails(world, dice, contacts.person[sent], day)
    has_mail = text.is_given(mails)
    sent, mails = sent[has_mail], sighting.emails_written(dice, mails.drop_null(), 2)
    replied = np.flatnonzero(dice.chance("replied", sent, 760))
    rows, source = np.r_[sent, sent[replied]], np.r_[np.arange(len(sent)), replied]
    out = np.arange(len(rows)) >= len(sent)
    at = contacts.at[rows] + np.where(out, 1_800 + dice.exponential("wait", len(rows), 50_000), 0)
    order = np.argsort(at, kind="stable")
    headers = _customer_headers(world, dice, contacts.person[sent], contacts.at[sent] // clock.DAY, mails)
    rows, source, out, at = rows[order], source[order], out[order], at[order]
    return _message_rows(dice, contacts, rows, text.take(headers, source), out, at)


def _customer_headers(world: World, dice: Dice, person: Ints, day: Ints, mails: Text) -> Text:
    """The customer's side of each message as in a mail header; answers go back to what it said."""
    name = sighting.usual_full_names(world, dice, person, day, _HEADER)
    quoted = text.choose(dice.chance("quoted", person, 150), text.join('"', name, '"'), name)
    return text.choose(dice.chance("named", person, 620), text.join(quoted, " <", mails, ">"), mails)


def _message_rows(dice: Dice, contacts: Contacts, rows: Ints, named: Text, out: Mask, at: Ints) -> RawTable:
    count, person = len(rows), contacts.person[rows]
    box = text.choose(
        np.isin(contacts.reason[rows], [4, 5, 7, 11]), "supporters@hollybank.org.uk", "help@hollybank.org.uk"
    )
    answer = service.reason_column("answer", contacts.reason[rows])
    subject = service.reason_column("subject", contacts.reason[rows])
    local = at + clock.summer_offset(at)
    zone = text.choose(clock.summer_offset(at) > 0, " +0100", " +0000")
    columns = {
        "message_id": text.join("EM", text.number(30_001 + np.arange(count))),
        "thread_id": text.join("TH", text.number(10_001 + contacts.matter[rows])),
        "direction": text.choose(out, "out", "in"),
        "from_header": text.choose(out, box, named),
        "to_header": text.choose(out, named, box),
        "subject": text.choose(out | (contacts.step[rows] > 0), text.join("Re: ", subject), subject),
        "sent_at": text.join(clock.stamp(local, "mail"), zone),
        "body_excerpt": text.choose(out, answer, service.messages(contacts, rows)),
        "mailbox": text.replace(box, "@.*$", ""),
        "agent_id": text.keep(out, service.agents(dice, "agent", count)),
        "case_ref": text.take(contacts.case_ref, rows),
    }
    return RawTable("email.messages", columns, person)


def make_subscribers(world: World) -> Subscribers:
    """Newsletter subscriptions of two in five people with an email; some leave, some addresses die."""
    dice, count = world.dice.within("subscribers"), world.people.count
    wants = np.flatnonzero(dice.chance("wants", count, 400))
    again = wants[dice.chance("again", wants, 40)]
    who = np.r_[wants, again]
    day = np.minimum(world.active_from[who] + dice.between("wait", len(who), 0, 300), clock.END - 3)
    day = np.minimum(day, np.maximum(world.people.died_on[who] - 3, clock.START))
    mails = sighting.emails(world, dice, who, day, second=150)
    given = text.is_given(mails)
    who, day, mails = who[given], day[given], mails.drop_null()
    at = clock.moment(dice, "at", day)
    order = np.argsort(at, kind="stable")
    who, at, mails = who[order], at[order], text.take(mails, order)
    leaves = at + dice.exponential("leaves", len(who), 900 * clock.DAY) + clock.DAY
    leaves = np.where(
        dice.chance("leaver", len(who), 450) & (leaves < clock.END * clock.DAY), leaves, clock.NEVER * clock.DAY
    )
    bounced = dice.chance("bounced", len(who), 45).astype(np.int64)
    ids = text.join("S", text.number(20_001 + np.arange(len(who))))
    return Subscribers(who, mails, ids, at, np.where(bounced == 1, clock.NEVER * clock.DAY, leaves), bounced)


def subscribers_table(world: World, subscribers: Subscribers) -> RawTable:
    """email.subscribers."""
    dice, who = world.dice.within("subscribers_table"), subscribers.person
    count, day = len(who), subscribers.subscribed_at // clock.DAY
    left = subscribers.unsubscribed_at < clock.NEVER * clock.DAY
    status = text.choose(left, "unsubscribed", text.choose(subscribers.bounced == 1, "bounced", "subscribed"))
    has_name = dice.chance("name", count, 640)
    last = sighting.surnames(world, dice, who, day, _SIGN_UP)
    sources = text.column(["web_footer", "web_shop", "store", "event", "campaign"])
    columns = {
        "subscriber_id": subscribers.subscriber_id,
        "email": sighting.emails_written(dice, subscribers.email, 6),
        "first_name": text.keep(has_name, sighting.forenames(world, dice, who, _SIGN_UP)),
        "last_name": text.keep(has_name & dice.chance("last", count, 780), last),
        "status": status,
        "subscribed_at": clock.stamp(subscribers.subscribed_at, "iso"),
        "unsubscribed_at": clock.stamp(subscribers.unsubscribed_at, "iso"),
        "consent_wording": text.choose(day < clock.day(2022, 1, 1), "newsletter 2018", "newsletter 2022"),
        "source": text.take(sources, dice.below("source", count, len(sources))),
    }
    return RawTable("email.subscribers", columns, who)
