"""Where each person lives on each day: home, moves of whole households, people who move out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, households, places, text
from scv.demo.dice import Dice, Ints, Mask
from scv.demo.places import Addresses
from scv.demo.population import People
from scv.demo.text import Text

_HOME_MOVES_PER_THOUSAND = 150


@dataclass(frozen=True)
class Residence:
    """Every address, and who lives at which from when (`NEVER` where no move happens)."""

    addresses: Addresses
    home_of_person: Ints
    home_moves_on: Ints
    second_home: Ints
    own_moves_on: Ints
    own_address: Ints
    room: Text

    @property
    def addresses_of_homes(self) -> int:
        """How many of the addresses, from the first, are first homes."""
        return len(self.home_moves_on)

    def address_on(self, person: Ints, day: Ints) -> Ints:
        """The address (a position in `addresses`) of each person on a day."""
        home = self.home_of_person[person]
        place = np.where(day >= self.home_moves_on[home], self.second_home[home], home)
        return np.where(day >= self.own_moves_on[person], self.own_address[person], place)

    def last_move(self, person: Ints) -> Ints:
        """The day of each person's last move, NEVER for those who stay."""
        home = self.home_moves_on[self.home_of_person[person]]
        own = self.own_moves_on[person]
        return np.where(own < clock.NEVER, own, home)


def make_residence(dice: Dice, people: People) -> Residence:
    """Addresses for every home, every second home and everyone who moves out."""
    homes, count = people.homes, people.count
    settled = ~np.isin(homes.kind, [households.HALL, households.CARE])
    home_moves = settled & dice.chance("home_moves", homes.count, _HOME_MOVES_PER_THOUSAND)
    home_moves_on = _days(dice, "home_moves_on", home_moves)
    leaves_on = _leaving_days(dice, people)
    leavers = np.flatnonzero((leaves_on < clock.NEVER) & (people.spouse < 0))
    movers = np.flatnonzero(home_moves)
    addresses = _addresses(dice, people, movers, leavers)
    second, own = np.arange(homes.count), np.full(count, -1, dtype=np.int64)
    second[movers] = homes.count + np.arange(len(movers))
    own[leavers] = homes.count + len(movers) + np.arange(len(leavers))
    room = text.join("Room ", text.number(homes.position + dice.between("room", homes.of_person, 1, 80)))
    lodging = np.isin(homes.kind[homes.of_person], [households.HALL, households.CARE])
    alone = Residence(addresses, homes.of_person, home_moves_on, second, leaves_on, own, text.keep(lodging, room))
    return _joined(people, alone)


def _days(dice: Dice, name: str, happens: Mask) -> Ints:
    day = dice.between(name, len(happens), clock.START + 120, clock.END - 200)
    return np.where(happens, day, clock.NEVER)


def _leaving_days(dice: Dice, people: People) -> Ints:
    """When people move out of their first home alone: the grown-up, lodgers, the separated."""
    kind = people.homes.kind[people.homes.of_person]
    child = people.homes.role == households.CHILD
    rate = np.where(child, 180, np.where(kind == households.SHARE, 300, np.where(kind == households.HALL, 850, 0)))
    leaves = _days(dice, "leaves_on", dice.chance("leaves", people.count, rate))
    joined = people.joined_on < clock.NEVER
    return np.where(joined, people.joined_on, np.where(people.spouse >= 0, clock.NEVER, leaves))


def _addresses(dice: Dice, people: People, movers: Ints, leavers: Ints) -> Addresses:
    """All addresses: first homes, second homes, then those of people who left."""
    homes = people.homes
    home = np.r_[np.arange(homes.count), movers, homes.of_person[leavers]]
    kind = np.r_[homes.kind, homes.kind[movers], np.full(len(leavers), households.SINGLE)]
    elsewhere = dice.chance("elsewhere", len(home), 420)
    elsewhere[: homes.count] = False
    new_town = places.draw_towns(dice, "new_town", len(home))
    town = np.where(elsewhere, new_town, people.town_of_home[home])
    return places.make_addresses(dice.within("addresses"), town, kind, home)


def _joined(people: People, alone: Residence) -> Residence:
    """Wives who married within the world live with their husband from the wedding."""
    wives = np.flatnonzero((people.spouse >= 0) & (people.joined_on < clock.NEVER) & (people.sex == 1))
    own = alone.own_address.copy()
    own[wives] = alone.address_on(people.spouse[wives], people.joined_on[wives])
    return Residence(
        alone.addresses,
        alone.home_of_person,
        alone.home_moves_on,
        alone.second_home,
        alone.own_moves_on,
        own,
        alone.room,
    )
