"""Social media: posts to the organisation and its answers, with the customer's handle on both."""

from __future__ import annotations

import numpy as np

from scv.demo import clock, service, sighting, text
from scv.demo.schema import RawTable
from scv.demo.service import Contacts
from scv.demo.sighting import Care, World

_TYPED = Care(nickname=140, initial=15, mistyped=18, upper=20, lower=160, ascii_only=400)


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
    said = text.choose(
        out,
        service.reason_column("answer", contacts.reason[rows]),
        text.join("@hollybank ", service.messages(contacts, rows)),
    )
    name = sighting.usual_full_names(world, dice, person, at // clock.DAY, _TYPED)
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
    return RawTable(
        "social.messages", {name: text.take(values, order) for name, values in columns.items()}, person[order]
    )
