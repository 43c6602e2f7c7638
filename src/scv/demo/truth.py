"""The truth: whose each record is, whom the suppressions mean, who lives together at the end."""

from __future__ import annotations

import numpy as np

from scv.demo import clock, households, places, text
from scv.demo.schema import SHAPES, RawTable
from scv.demo.sighting import World
from scv.demo.text import Text

_HOME_KINDS = text.column(["house", "flat", "student_hall", "care_home", "house", "flat_share"])
_FLAT_SHARE = 5


def record_truth(tables: dict[str, RawTable]) -> dict[str, Text]:
    """record_key and entity_id of every sound row whose person is known."""
    keys, persons = [], []
    for name, table in tables.items():
        known = np.flatnonzero(table.person >= 0)
        keys.append(text.join(f"{name}:", text.take(table.columns[SHAPES[name].key], known)))
        persons.append(table.person[known])
    return {"record_key": text.stack(*keys), "entity_id": text.number(np.concatenate(persons))}


def suppression_truth(lists: RawTable) -> dict[str, Text]:
    """suppression_id and entity_id of the entries that mean a customer."""
    known = np.flatnonzero(lists.person >= 0)
    return {
        "suppression_id": text.take(lists.columns["suppression_id"], known),
        "entity_id": text.number(lists.person[known]),
    }


def household_truth(world: World, tables: dict[str, RawTable]) -> dict[str, Text]:
    """entity_id, household_id, home_kind and since: the home at the end of the world's time, of the living."""
    person = np.unique(np.concatenate([table.person[table.person >= 0] for table in tables.values()]))
    person = person[world.people.died_on[person] == clock.NEVER]
    end = np.full(len(person), clock.END, dtype=np.int64)
    home, people = world.residence.address_on(person, end), world.people
    kind = world.residence.addresses.kind[home]
    sharing = people.homes.kind[people.homes.of_person[person]] == households.SHARE
    in_first_home = home < world.residence.addresses_of_homes
    kind = np.where(sharing & in_first_home & (kind <= places.FLAT), _FLAT_SHARE, kind)
    moved_on = world.residence.last_move(person)
    return {
        "entity_id": text.number(person),
        "household_id": text.join("H", text.number(home + 1)),
        "home_kind": text.take(_HOME_KINDS, kind),
        "since": clock.days_text(np.where(moved_on <= clock.END, moved_on, clock.NEVER), "iso"),
    }
