"""Email addresses: made from names in many patterns, household mailboxes, company mailboxes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scv.demo import clock, households, names, text, words
from scv.demo.dice import Dice, Ints
from scv.demo.population import People, year_of
from scv.demo.text import Text


@dataclass(frozen=True)
class Mailboxes:
    """Each person's addresses: `main` and `second`, and of the home and the employer where they have one.

    `spare` is what a shop that insists on an address gets from those who have none.
    """

    main: Text
    spare: Text
    second: Text
    second_from: Ints
    household: Text
    company: Text
    company_name: Text
    switchboard: Text
    shares_mailbox: Ints


def make_mailboxes(dice: Dice, people: People) -> Mailboxes:
    """Every person's mailboxes; no two people have the same one by chance."""
    count = people.count
    has_second = dice.chance("has_second", count, 300)
    main = _personal(dice.within("main"), people, people.surname)
    second = _personal(dice.within("second"), people, people.later_surname)
    both, everyone = distinct(text.stack(main, second)), np.arange(count)
    spare, second = text.take(both, everyone), text.take(both, everyone + count)
    firm = _employers(dice, people)
    return Mailboxes(
        main=text.keep(dice.chance("has_main", count, 940), spare),
        spare=spare,
        second=text.keep(has_second, second),
        second_from=dice.between("second_from", count, clock.START, clock.END),
        household=_of_households(dice.within("household"), people),
        company=text.take(_company_mail(firm), firm),
        company_name=text.take(_company_names(firm), firm),
        switchboard=text.take(_switchboards(dice, firm), firm),
        shares_mailbox=dice.chance("shares", count, 600).astype(np.int64),
    )


def name_part(values: Text) -> Text:
    """A name as it goes into an address: ASCII letters in lower case."""
    return text.replace(text.lower(text.unaccented(values)), "[^a-z]", "")


def distinct(mails: Text) -> Text:
    """The same addresses with a number put to the name where one occurs again."""
    _, code = text.codes(mails)
    again = text.repeat_number(code)
    numbered = text.join(text.replace(mails, "@.*$", ""), text.number(again * 7 + 4), text.replace(mails, "^.*@", "@"))
    return text.choose(again > 0, numbered, mails)


def _domains(dice: Dice, name: str, count: int) -> Text:
    weights = words.numbers("email_providers", "weight")
    return text.take(words.texts("email_providers", "domain"), dice.weighted(name, count, weights))


def _personal(dice: Dice, people: People, surname: Ints) -> Text:
    """Addresses in fourteen patterns out of name, birth year and hobby."""
    count, book = people.count, names.name_book()
    first = name_part(text.take(book.forenames, people.forename))
    last = name_part(text.take(people.surnames, surname))
    nick = text.first_of(name_part(names.nickname(dice, "nick", people.forename)), first)
    initial, born = text.cut(first, 0, 1), text.number(year_of(people.born))
    year, digits = text.cut(born, 2), text.number(dice.between("digits", count, 1, 999))
    hobby = text.take(words.texts("hobby_words", "word"), dice.below("hobby", count, len(words.rows("hobby_words"))))
    forms = [
        text.join(first, ".", last),
        text.join(first, last),
        text.join(initial, last),
        text.join(first, ".", last, year),
        text.join(first, last, digits),
        text.join(initial, ".", last),
        text.join(first, "_", last),
        text.join(last, ".", first),
        text.join(nick, last, year),
        text.join(nick, ".", last),
        text.join(first, born),
        text.join(hobby, nick, digits),
        text.join(last, initial),
        text.join(hobby, digits),
    ]
    weights = np.array([190, 130, 110, 90, 90, 50, 50, 25, 60, 60, 35, 50, 30, 30], dtype=np.int64)
    return text.join(text.pick(dice.weighted("form", count, weights), *forms), "@", _domains(dice, "domain", count))


def _of_households(dice: Dice, people: People) -> Text:
    """For each person the mailbox that the household shares; one couple or family in eight has one."""
    homes = people.homes
    sharing = np.isin(homes.kind, [households.COUPLE, households.FAMILY, households.LONE_PARENT])
    sharing &= dice.chance("has", homes.count, 130)
    head = homes.first_person()
    last = name_part(text.take(people.surnames, people.surname[head]))
    plural = text.choose(text.matches(last, "s$"), last, text.join(last, "s"))
    book = names.name_book()
    hers = np.minimum(head + 1, people.count - 1)
    first, other = (name_part(text.take(book.forenames, people.forename[one])) for one in (head, hers))
    forms = [
        text.join("the.", plural),
        text.join("the", plural),
        text.join(last, "family"),
        text.join(first, "and", other, ".", last),
        text.join(text.cut(first, 0, 1), "and", text.cut(other, 0, 1), last),
    ]
    form = dice.below("form", homes.count, len(forms))
    digits = text.number(dice.between("digits", homes.count, 1, 99))
    name = text.join(text.pick(form, *forms), text.keep(dice.chance("numbered", homes.count, 400), digits))
    made = distinct(text.join(name, "@", _domains(dice, "domain", homes.count)))
    return text.take(text.keep(sharing, made), homes.of_person)


def _employers(dice: Dice, people: People) -> Ints:
    """The employer of the one in sixteen who use their office's phone or mailbox; -1 for others."""
    age = (clock.day(2022, 7, 1) - people.born) // 365
    works = (age > 20) & (age < 68) & dice.chance("works", people.count, 70)
    firms = max(12, people.count // 110)
    return np.where(works, dice.below("firm", people.count, firms), -1)


def _company_names(firm: Ints) -> Text:
    listed = words.texts("companies", "company")
    index = np.arange(int(firm.max(initial=0)) + 1)
    branch = text.choose(index >= len(listed), text.number(index // len(listed) + 1), None)
    return text.join(text.take(listed, index % len(listed)), branch, sep=" ")


def _company_mail(firm: Ints) -> Text:
    slug = text.replace(text.lower(_company_names(firm)), "[^a-z0-9]", "")
    box = text.take(text.column(["info@", "office@", "enquiries@", "admin@"]), np.arange(len(slug)) % 4)
    return text.join(box, slug, ".co.uk")


def _switchboards(dice: Dice, firm: Ints) -> Text:
    index = np.arange(int(firm.max(initial=0)) + 1)
    code = text.take(text.column(["0113", "0161", "0121", "0117", "0131"]), index % 5)
    start = text.take(text.column(["2", "8", "4", "9", "3"]), index % 5)
    return text.join(code, start, text.number(dice.below("switchboard", len(index), _MILLION), 6))


_MILLION = 1_000_000
