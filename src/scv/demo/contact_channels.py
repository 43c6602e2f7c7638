"""Telephone, live chat, online forms and social media: the contacts as each system records them."""

from __future__ import annotations

import numpy as np

from scv.demo import clock, corruption, service, sighting, text
from scv.demo.crm import Memberships
from scv.demo.dice import Dice, Ints
from scv.demo.schema import RawTable
from scv.demo.service import Contacts
from scv.demo.sighting import Care, World
from scv.demo.text import Text

_BY_EAR = Care(nickname=110, initial=30, mistyped=60, upper=10, lower=90, ascii_only=900)
_TYPED = Care(nickname=140, initial=15, mistyped=18, upper=20, lower=160, ascii_only=400)
_QUEUES = text.column(["orders", "membership", "donations", "general"])
_QUEUE_OF_REASON = np.array([0, 0, 0, 3, 1, 2, 3, 2, 0, 3, 3, 3], dtype=np.int64)


def calls_table(world: World, contacts: Contacts, memberships: Memberships) -> RawTable:
    """telephone.calls: calls in, and the calls back that were promised."""
    dice = world.dice.within("calls")
    inbound = contacts.of(service.TELEPHONE)
    abandoned = dice.chance("abandoned", inbound, 70)
    callback = dice.chance("callback", inbound, 130) & ~abandoned
    rows = np.r_[inbound, inbound[callback]]
    is_back = np.arange(len(rows)) >= len(inbound)
    gave_up = np.r_[abandoned, np.zeros(int(callback.sum()), dtype=np.bool_)]
    offered = contacts.at[rows] + np.where(is_back, 7_200 + dice.below("back", len(rows), 160_000), 0)
    order = np.argsort(offered, kind="stable")
    rows, is_back, gave_up, offered = rows[order], is_back[order], gave_up[order], offered[order]
    promised = np.r_[callback, np.zeros(int(callback.sum()), dtype=np.bool_)][order]
    never = clock.NEVER * clock.DAY
    answered = np.where(gave_up, never, offered + 5 + dice.exponential("wait", len(rows), 95))
    talk = dice.exponential("talk", len(rows), 260) + 20
    outcome = text.choose(gave_up, "abandoned", text.choose(promised, "callback", _outcomes(dice, contacts, rows)))
    columns = {
        "call_id": text.join("C", text.number(800_001 + np.arange(len(rows)))),
        "direction": text.choose(is_back, "OUT", "IN"),
        "cli": _caller_lines(world, dice, contacts, rows, is_back),
        "queue": text.take(_QUEUES, _QUEUE_OF_REASON[contacts.reason[rows]]),
        "offered_at": clock.stamp(offered, "iso"),
        "answered_at": clock.stamp(answered, "iso"),
        "ended_at": clock.stamp(np.where(gave_up, offered + talk // 2, answered + talk), "iso"),
        "agent_id": text.keep(~gave_up, service.agents(dice, "agent", len(rows))),
        **_caller_details(world, dice, contacts.person[rows], offered // clock.DAY, gave_up, memberships),
        "reason": text.keep(~gave_up, service.reason_column("reason", contacts.reason[rows])),
        "outcome": outcome,
        "case_ref": text.keep(~gave_up, text.take(contacts.case_ref, rows)),
    }
    return RawTable("telephone.calls", columns, contacts.person[rows])


def _outcomes(dice: Dice, contacts: Contacts, rows: Ints) -> Text:
    moved_on = dice.chance("transferred", len(rows), 160) & ~contacts.last[rows]
    return text.choose(moved_on, "transferred", "resolved")


def _caller_lines(world: World, dice: Dice, contacts: Contacts, rows: Ints, is_back: Ints) -> Text:
    """The caller's number as the exchange shows it; one in eight is withheld."""
    count, person = len(rows), contacts.person[rows]
    line = sighting.best_phone(world, dice, person, contacts.at[rows] // clock.DAY, 260)
    international = text.replace(line, "^0", "+44")
    line = text.choose(dice.chance("international", count, 500), international, line)
    hidden = text.choose(dice.chance("anonymous", count, 400), "anonymous", "withheld")
    return text.choose(dice.chance("hidden", count, 120) & ~is_back, hidden, text.first_of(line, hidden))


def _caller_details(world: World, dice: Dice, person: Ints, day: Ints, gave_up: Ints, members: Memberships) -> dict[str, Text]:
    """What the agent notes of the caller."""
    count = len(person)
    name = sighting.full_names(world, dice, person, day, _BY_EAR, title=220)
    alone = dice.chance("surname_only", count, 60)
    titled = text.join(text.take(world.title, person), sighting.surnames(world, dice.within("alone"), person, day, _BY_EAR), sep=" ")
    quoted = text.keep(dice.chance("quotes_number", count, 420), text.take(members.number_of_person, person))
    loose = text.choose(dice.chance("loose", count, 250), text.lower(text.replace(quoted, "^M", "m ")), quoted)
    postcode = sighting.places(world, dice, person, day, stale=30).postcode
    return {
        "caller_name": text.keep(~gave_up & dice.chance("name", count, 620), text.choose(alone, titled, name)),
        "quoted_membership_no": text.keep(~gave_up, loose),
        "quoted_postcode": text.keep(~gave_up & dice.chance("postcode", count, 420), postcode),
    }


def chat_tables(world: World, contacts: Contacts) -> tuple[RawTable, RawTable]:
    """live_chat.sessions and live_chat.messages."""
    dice, rows = world.dice.within("chat"), contacts.of(service.CHAT)
    count, person = len(rows), contacts.person[rows]
    day, at = contacts.at[rows] // clock.DAY, contacts.at[rows]
    first_reply = at + 8 + dice.exponential("wait", count, 70)
    ended = first_reply + 60 + dice.exponential("length", count, 420)
    first = sighting.forenames(world, dice, person, _TYPED)
    whole = text.join(first, sighting.surnames(world, dice, person, day, _TYPED), sep=" ")
    named = dice.chance("named", count, 700)
    mails = sighting.emails_written(dice, sighting.emails(world, dice, person, day), 14)
    phone = sighting.phones_written(dice, sighting.mobiles(world, person, day))
    chat_id = text.join("CH", text.number(60_001 + np.arange(count)))
    agent = service.agents(dice, "agent", count)
    rating = text.number(1 + dice.weighted("rating", count, np.array([8, 7, 15, 30, 40])))
    columns = {
        "chat_id": chat_id,
        "visitor_cookie_id": text.keep(dice.chance("cookie", count, 850), text.take(world.cookie, person)),
        "visitor_name": text.keep(named, text.choose(dice.chance("forename_only", count, 450), first, whole)),
        "visitor_email": text.keep(dice.chance("mail", count, 560), mails),
        "visitor_phone": text.keep(dice.chance("phone", count, 110), phone),
        "started_at": _epoch_ms(at),
        "first_reply_at": _epoch_ms(first_reply),
        "ended_at": _epoch_ms(ended),
        "agent_id": agent,
        "topic": service.reason_column("reason", contacts.reason[rows]),
        "rating": text.keep(dice.chance("rated", count, 400), rating),
        "resolved": text.choose(contacts.last[rows] & ~dice.chance("unresolved", count, 80), "true", "false"),
        "case_ref": text.take(contacts.case_ref, rows),
    }
    said = service.messages(contacts, rows)
    answer = service.reason_column("answer", contacts.reason[rows])
    sessions = RawTable("live_chat.sessions", columns, person)
    return sessions, _chat_messages(chat_id, person, (at + 5, first_reply, ended - 20), said, answer)


def _chat_messages(chat_id: Text, person: Ints, times: tuple[Ints, Ints, Ints], said: Text, answer: Text) -> RawTable:
    """Three messages a chat: the bot's greeting, the visitor's question, the agent's answer."""
    count = len(person)
    started, replied, _ = times
    rows = np.repeat(np.arange(count), 3)
    turn = np.tile(np.arange(3), count)
    at = np.where(turn == 0, started[rows] - 4, np.where(turn == 1, started[rows], replied[rows]))
    spoken = text.pick(turn, text.same("Hello, how can we help?", len(rows)), text.take(said, rows), text.take(answer, rows))
    columns = {
        "message_id": text.join("CM", text.number(200_001 + np.arange(len(rows)))),
        "chat_id": text.take(chat_id, rows),
        "sender": text.take(text.column(["bot", "visitor", "agent"]), turn),
        "sent_at": _epoch_ms(at),
        "text": spoken,
    }
    return RawTable("live_chat.messages", columns, person[rows])


def _epoch_ms(seconds: Ints) -> Text:
    return text.number(seconds * 1000 + seconds % 997)


def enquiries_table(world: World, contacts: Contacts) -> RawTable:
    """online_form.enquiries."""
    dice, rows = world.dice.within("forms"), contacts.of(service.FORM)
    count, person, at = len(rows), contacts.person[rows], contacts.at[rows]
    day = at // clock.DAY
    place = sighting.places(world, dice, person, day)
    has_place = dice.chance("place", count, 430)
    answered = at + 3_600 + dice.exponential("answer", count, 90_000)
    solved = answered + dice.exponential("solve", count, 120_000)
    unresolved = ~contacts.last[rows] | dice.chance("unresolved", count, 60)
    never, end = clock.NEVER * clock.DAY, clock.END * clock.DAY
    opt_in = dice.weighted("opt_in", count, np.array([34, 36, 30]))
    phone_opt_in = dice.weighted("phone_opt_in", count, np.array([14, 46, 40]))
    yes_no = text.column(["Yes", "No"])
    columns = {
        "enquiry_id": text.join("F", text.number(90_001 + np.arange(count))),
        "submitted_at": clock.stamp(at, "dmy", with_seconds=False),
        "form_name": text.choose(np.isin(contacts.reason[rows], [4, 5, 7, 11]), "supporter_care", "contact_us"),
        "full_name": sighting.full_names(world, dice, person, day, _TYPED, title=90),
        "email": text.keep(dice.chance("mail", count, 900), _form_mails(world, dice, person, day)),
        "phone": text.keep(dice.chance("phone", count, 420), _form_phones(world, dice, person, day)),
        "date_of_birth": text.keep(dice.chance("born", count, 300), typed_births(dice, world.people.born[person])),
        "address": text.keep(has_place, place.in_one_line),
        "town": text.keep(has_place, place.town),
        "postcode": text.keep(has_place | dice.chance("postcode", count, 200), place.postcode),
        "subject": service.reason_column("subject", contacts.reason[rows]),
        "message": service.messages(contacts, rows),
        "email_opt_in": text.take(yes_no, np.where(opt_in < 2, opt_in, -1)),
        "phone_opt_in": text.take(yes_no, np.where(phone_opt_in < 2, phone_opt_in, -1)),
        "consent_wording": text.keep(opt_in < 2, text.same("form 2020", count)),
        "answered_at": clock.stamp(np.where(answered < end, answered, never), "dmy", with_seconds=False),
        "resolved_at": clock.stamp(np.where(unresolved | (solved >= end), never, solved), "dmy", with_seconds=False),
        "case_ref": text.take(contacts.case_ref, rows),
    }
    return RawTable("online_form.enquiries", columns, person)


def _form_mails(world: World, dice: Dice, person: Ints, day: Ints) -> Text:
    fakes = text.column(["test@test.com", "a@a.com", "noemail@gmail.com"])
    fake = np.where(dice.chance("fake_mail", len(person), 12), dice.below("which_fake", len(person), 3), -1)
    return text.first_of(text.take(fakes, fake), sighting.emails_written(dice, sighting.emails(world, dice, person, day), 14))


def _form_phones(world: World, dice: Dice, person: Ints, day: Ints) -> Text:
    fake = text.choose(dice.chance("fake_phone", len(person), 15), "07000000000", None)
    excel = corruption.excel_phone(dice, "excel", sighting.best_phone(world, dice, person, day), 10)
    return text.first_of(fake, sighting.phones_written(dice, excel))


def typed_births(dice: Dice, born: Ints) -> Text:
    """Dates of birth in every format that people type; a few in US order."""
    forms = ["dmy", "dmy_short", "dmy_dots", "iso", "long", "ordinal", "d_mon_yyyy", "month_first", "dmy_dashes", "compact", "mdy"]
    form = dice.weighted("birth_form", len(born), np.array([40, 14, 6, 8, 9, 5, 6, 4, 4, 2, 2]))
    return text.pick(form, *(clock.days_text(born, one) for one in forms))


def social_table(world: World, contacts: Contacts) -> RawTable:
    """social.messages: posts to us, and our answers, with the customer's handle on both."""
    dice, posts = world.dice.within("social"), contacts.of(service.SOCIAL)
    replied = dice.chance("replied", posts, 800)
    rows = np.r_[posts, posts[replied]]
    out = np.arange(len(rows)) >= len(posts)
    person = contacts.person[rows]
    at = contacts.at[rows] + np.where(out, 600 + dice.exponential("wait", len(rows), 9_000), 0)
    order = np.argsort(at, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    ids = text.join("SM", text.number(70_001 + rank))
    reply_to = np.r_[np.full(len(posts), -1), np.flatnonzero(replied)]
    network = dice.chance("x", person, 600)
    handle = text.take(world.handle, person)
    handle = text.choose(network, text.join("@", handle), text.replace(handle, "_", "."))
    said = text.choose(out, service.reason_column("answer", contacts.reason[rows]), text.join("@hollybank ", service.messages(contacts, rows)))
    name = sighting.full_names(world, dice, person, at // clock.DAY, _TYPED)
    town = sighting.places(world, dice, person, at // clock.DAY).town
    mood = text.column(["negative", "neutral", "positive"])
    local = at + clock.summer_offset(at)
    zone = text.choose(clock.summer_offset(at) > 0, "+01:00", "+00:00")
    columns = {
        "message_id": ids,
        "network": text.choose(network, "x", "facebook"),
        "direction": text.choose(out, "out", "in"),
        "handle": handle,
        "display_name": text.keep(dice.chance("display", person, 850), name),
        "posted_at": text.join(clock.stamp(local, "iso", "T"), zone),
        "text": said,
        "in_reply_to": text.take(ids, reply_to),
        "sentiment": text.keep(~out, text.take(mood, dice.weighted("mood", len(rows), np.array([55, 30, 15])))),
        "location": text.keep(dice.chance("location", person, 350), town),
        "agent_id": text.keep(out, service.agents(dice, "agent", len(rows))),
        "case_ref": text.take(contacts.case_ref, rows),
    }
    return RawTable("social.messages", {name: text.take(values, order) for name, values in columns.items()}, person[order])
