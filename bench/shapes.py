"""Sets of other shapes: names and addresses of other countries, made up, with what few columns such files have.

    .venv-peers/bin/python bench/shapes.py FOLDER [SHAPE ...]
    python -m bench.comparison FOLDER --peers-python .venv-peers/bin/python

Writes FOLDER/<shape>/records.parquet and truth.parquet for bench/comparison.py. The same on every machine: names, towns
and streets are Faker's (requirements-comparison.txt), everything is drawn with the shape's own seed. People share homes
and surnames; their records are misspelt, swapped, shortened, left empty and made after moves.
"""

from __future__ import annotations

import os
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from faker import Faker

COLUMNS = (
    "record_key source_system title forename middle_names surname full_name date_of_birth email phone address_line_1 "
    "town postcode country account_id membership_no loyalty_no social_handle recorded_at"
).split()
SOURCES = ("crm", "store", "phone")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Shape:
    """One set: where its people live, how many there are, which columns it has, and how bad they are.

    `noise` multiplies the rates of misspelling, swapping, shortening and leaving empty; `records` is how many a person
    has on average, `family` the part of people who join a home that is there already.
    """

    locale: str
    people: int
    columns: tuple[str, ...]
    noise: float = 1.0
    records: float = 2.4
    family: float = 0.35
    towns: int = 60


NAMED = ("forename", "surname", "town")
ADDRESSED = ("forename", "surname", "address_line_1", "town", "postcode")
SHAPES = {
    "poland_place": Shape("pl_PL", 5_000, NAMED),
    "spain_place_large": Shape("es_ES", 18_000, NAMED, noise=0.7, towns=800),
    "italy_full_name_place": Shape("it_IT", 3_000, ("full_name", "town"), towns=200),
    "finland_place_many": Shape("fi_FI", 900, NAMED, records=8.0, noise=1.3),
    "czechia_place_clean": Shape("cs_CZ", 6_000, NAMED, noise=0.3, records=1.6, towns=300),
    "usa_birthday_place": Shape("en_US", 2_000, (*NAMED, "date_of_birth"), noise=1.5),
    "netherlands_address": Shape("nl_NL", 5_000, ADDRESSED),
    "france_address_birthday": Shape("fr_FR", 6_000, (*ADDRESSED, "date_of_birth"), noise=1.3),
    "germany_address_phone": Shape("de_DE", 6_000, (*ADDRESSED, "date_of_birth", "phone")),
    "brazil_address_birthday": Shape("pt_BR", 6_000, (*ADDRESSED, "date_of_birth")),
    "greece_address_phone": Shape("el_GR", 4_000, (*ADDRESSED, "date_of_birth", "phone")),
}

Person = dict[str, str]
Record = dict[str, str | None]


def misspelt(text: str, dice: random.Random) -> str:
    """The text with one letter wrong, missing, too many, or two swapped."""
    if len(text) < 3:
        return text
    at, kind, letter = dice.randrange(len(text) - 1), dice.random(), dice.choice(LETTERS)
    if kind < 0.3:
        return text[:at] + letter + text[at + 1 :]
    if kind < 0.55:
        return text[:at] + text[at + 1 :]
    if kind < 0.75:
        return text[:at] + letter + text[at:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def home(faker: Faker, towns: list[tuple[str, str]], dice: random.Random) -> Person:
    """An address and phone number; some towns are much larger than others."""
    town, postcode = towns[int(len(towns) * dice.random() ** 2)]
    return {
        "address_line_1": f"{faker.street_name()} {dice.randrange(1, 200)}",
        "town": town,
        "postcode": f"{postcode[:-2]}{dice.randrange(100):02d}",
        "phone": faker.phone_number(),
    }


def people(shape: Shape, faker: Faker, towns: list[tuple[str, str]], dice: random.Random) -> list[Person]:
    """Everybody, some of them at the home of another."""
    found: list[Person] = []
    for _ in range(shape.people):
        if found and dice.random() < shape.family:
            shared = {name: value for name, value in dice.choice(found).items() if name != "forename"}
        else:
            shared = {"surname": faker.last_name(), **home(faker, towns, dice)}
        born = faker.date_of_birth(minimum_age=18, maximum_age=90).isoformat()
        found.append({**shared, "forename": faker.first_name(), "date_of_birth": born})
    return found


MISSPELT = {"forename": 0.1, "surname": 0.1, "address_line_1": 0.12, "town": 0.1, "postcode": 0.08}
MISSING = {
    "forename": 0.02,
    "surname": 0.02,
    "date_of_birth": 0.3,
    "phone": 0.4,
    "address_line_1": 0.25,
    "town": 0.1,
    "postcode": 0.2,
}


def seen(person: Person, shape: Shape, faker: Faker, towns: list[tuple[str, str]], dice: random.Random) -> Record:
    """A later record of a person."""
    values: Record = dict(person)
    if dice.random() < 0.08:
        values.update(home(faker, towns, dice))
    for name, rate in MISSPELT.items():
        if dice.random() < rate * shape.noise:
            values[name] = misspelt(str(values[name]), dice)
    if dice.random() < 0.03 * shape.noise:
        values["forename"], values["surname"] = values["surname"], values["forename"]
    elif dice.random() < 0.05 * shape.noise:
        values["forename"] = str(values["forename"])[0]
    if dice.random() < 0.06 * shape.noise:
        year, month, day = person["date_of_birth"].split("-")
        values["date_of_birth"] = (
            f"{year}-{month}-{dice.randrange(1, 29):02d}"
            if dice.random() < 0.5
            else (f"{year[:3]}{dice.randrange(10)}-{month}-{day}")
        )
    for name, rate in MISSING.items():
        if dice.random() < rate * shape.noise:
            values[name] = None
    return values


def make(name: str, shape: Shape, folder: Path) -> int:
    """Write one set and return its number of records."""
    dice = random.Random(name)
    faker = Faker(shape.locale)
    faker.seed_instance(name)
    towns = [(faker.city(), faker.postcode()) for _ in range(shape.towns)]
    rows: list[Record] = []
    truth: list[str] = []
    for number, person in enumerate(people(shape, faker, towns, dice)):
        for again in range(1 + int(dice.expovariate(1 / (shape.records - 0.5)))):
            values = seen(person, shape, faker, towns, dice) if again else dict(person)
            both = [part for part in (values["forename"], values["surname"]) if part]
            values["full_name"] = " ".join(both) or None
            row: Record = {column: values.get(column) if column in shape.columns else None for column in COLUMNS}
            rows.append({**row, "record_key": f"{name}-{len(rows)}", "source_system": dice.choice(SOURCES)})
            truth.append(str(number))
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    table = pa.table({column: pa.array([row[column] for row in rows], pa.string()) for column in COLUMNS})
    pq.write_table(table, place / "records.parquet")
    pq.write_table(pa.table({"record_key": table["record_key"], "entity_id": truth}), place / "truth.parquet")
    return len(rows)


def main(folder: str, *names: str) -> None:
    """Make the shapes of these names, or all."""
    for name in names or SHAPES:
        print(name, make(name, SHAPES[name], Path(folder)), "records")


if __name__ == "__main__":
    # Some of Faker's lists come out of sets, whose order is another in every process unless it is told which.
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    main(*sys.argv[1:])
