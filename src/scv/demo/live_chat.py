"""Live chat: sessions and their messages, with times in milliseconds since 1970."""

from __future__ import annotations

import numpy as np

from scv.demo import clock, service, sighting, text
from scv.demo.dice import Ints
from scv.demo.schema import RawTable
from scv.demo.service import Contacts
from scv.demo.sighting import Care, World
from scv.demo.text import Text

_TYPED = Care(nickname=140, initial=15, mistyped=18, upper=20, lower=160, ascii_only=400)


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
    spoken = text.pick(
        turn, text.same("Hello, how can we help?", len(rows)), text.take(said, rows), text.take(answer, rows)
    )
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
