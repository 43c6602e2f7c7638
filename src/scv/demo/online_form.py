"""Online forms: enquiries with dates of birth as people type them."""

from __future__ import annotations

import numpy as np

from scv.demo import clock, corruption, service, sighting, text
from scv.demo.dice import Dice, Ints
from scv.demo.schema import RawTable
from scv.demo.service import Contacts
from scv.demo.sighting import Care, World
from scv.demo.text import Text

_TYPED = Care(nickname=140, initial=15, mistyped=18, upper=20, lower=160, ascii_only=400)


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
    return text.first_of(
        text.take(fakes, fake), sighting.emails_written(dice, sighting.emails(world, dice, person, day), 14)
    )


def _form_phones(world: World, dice: Dice, person: Ints, day: Ints) -> Text:
    fake = text.choose(dice.chance("fake_phone", len(person), 15), "07000000000", None)
    excel = corruption.excel_phone(dice, "excel", sighting.best_phone(world, dice, person, day), 10)
    return text.first_of(fake, sighting.phones_written(dice, excel))


def typed_births(dice: Dice, born: Ints) -> Text:
    """Dates of birth in every format that people type; a few in US order."""
    forms = [
        "dmy",
        "dmy_short",
        "dmy_dots",
        "iso",
        "long",
        "ordinal",
        "d_mon_yyyy",
        "month_first",
        "dmy_dashes",
        "compact",
        "mdy",
    ]
    form = dice.weighted("birth_form", len(born), np.array([40, 14, 6, 8, 9, 5, 6, 4, 4, 2, 2]))
    return text.pick(form, *(clock.days_text(born, one) for one in forms))
