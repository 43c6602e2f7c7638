"""Which store people go to."""

from __future__ import annotations

import numpy as np

from scv.demo import places, text, words
from scv.demo.dice import Ints
from scv.demo.sighting import World
from scv.demo.text import Text


def nearest_store(world: World, person: Ints, day: Ints) -> Text:
    """The store id for each person on a day: the one of their postcode area, else one of the region."""
    towns = places.towns()
    areas, regions = towns.area.to_pylist(), towns.region.to_pylist()
    of_area = {area: number for number, area in enumerate(words.values("stores", "postcode_area"))}
    of_region = {regions[areas.index(area)]: number for area, number in of_area.items() if area in areas}
    nearest = [of_area.get(a, of_region.get(r, len(a + r) % len(of_area))) for a, r in zip(areas, regions, strict=True)]
    town = world.residence.addresses.town_number[world.residence.address_on(person, day)]
    store = np.where(town >= 0, np.array(nearest, dtype=np.int64)[town], 3)
    return text.take(words.texts("stores", "store_id"), store)
