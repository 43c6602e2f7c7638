"""The SQL rule for telephone numbers agrees with the phonenumbers library on the demo's numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import phonenumbers

from scv.project import project_directory

if TYPE_CHECKING:
    from builds import Build

DEFAULT_COUNTRY = "GB"
LEAST_AGREEMENT = 0.995

# Raw file, its key and phone column, and the staging model with the cleaned number and the record's country.
PHONES = [
    ("web_shop/accounts", "account_id", "phone", "stg_web_shop__accounts", "country"),
    ("web_shop/orders", "order_id", "phone", "stg_web_shop__orders", "country"),
    ("store/loyalty_cards", "CardNo", "Mobile", "stg_store__loyalty_cards", "null"),
    ("telephone/calls", "call_id", "cli", "stg_telephone__calls", "null"),
    ("live_chat/sessions", "chat_id", "visitor_phone", "stg_live_chat__sessions", "null"),
    ("online_form/enquiries", "enquiry_id", "phone", "stg_online_form__enquiries", "null"),
]


def expected(written: str | None, country: str | None) -> str | None:
    """Return the number in E.164 form by the library, or None when it is not a valid one."""
    try:
        number = phonenumbers.parse(written or "", country or DEFAULT_COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if valid else None


def raw_numbers(demo: Build, path: str, key: str, column: str, model: str, country: str) -> list[tuple[str, ...]]:
    """Return written number, country and cleaned number of each accepted row that has one."""
    file = project_directory() / "data" / "demo" / f"{path}.csv"
    return demo.rows(
        f"select raw.{column}, {country}, staged.phone from {{{model}}} as staged "
        f"inner join read_csv('{file}', header = true, all_varchar = true) as raw "
        f"on trim(raw.{key}) = staged.source_record_id where raw.{column} is not null and raw.{key} not in "
        f"(select source_record_id from {{rejected_records}} where source_record_id is not null)"
    )


def test_phones_agree_with_the_library(demo: Build) -> None:
    numbers = [row for place in PHONES for row in raw_numbers(demo, *place)]
    wrong = [row for row in numbers if row[2] != expected(row[0], row[1])]
    assert len(numbers) > 2_000
    assert 1 - len(wrong) / len(numbers) >= LEAST_AGREEMENT, wrong[:20]


def test_a_supporter_has_the_mobile_first_and_the_home_number_beside_it(demo: Build) -> None:
    file = project_directory() / "data" / "demo" / "crm" / "supporters.csv"
    rows = demo.rows(
        "select raw.MOBILE_PHONE, raw.HOME_PHONE, staged.country, staged.phone, staged.phone_alternative "
        "from {stg_crm__supporters} as staged "
        f"inner join read_csv('{file}', header = true, all_varchar = true) as raw "
        "on trim(raw.SUPPORTER_ID) = staged.source_record_id where raw.SUPPORTER_ID not in "
        "(select source_record_id from {rejected_records} where source_record_id is not null)"
    )
    wrong = []
    for mobile, home, country, phone, alternative in rows:
        valid = [number for number in (expected(mobile, country), expected(home, country)) if number]
        first, second = [*valid, None, None][:2]
        if (phone, alternative) != (first, second if second != first else None):
            wrong.append((mobile, home, country, phone, alternative))
    assert 1 - len(wrong) / len(rows) >= LEAST_AGREEMENT, wrong[:20]
