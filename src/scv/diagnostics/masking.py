"""Personal data made unreadable, as far as a reader of the linkage can do without it.

What stays is what tells how values differ: the first letter and whether there is a value at all; of an email address
the ending of its domain, of a date the century, of a number its last two digits, of a postcode its area.
"""

from __future__ import annotations

import re

DOTS = "•••"
NAMES = frozenset(
    {"forename", "forename_root", "middle_name", "surname", "full_name", "name", "email_local", "initial"}
)
PLACES = frozenset({"town", "street", "address", "address_line_1", "location"})


def mask(attribute: str, value: str) -> str:
    """The value of an attribute with what identifies a person taken out; an empty one stays empty."""
    if not value:
        return ""
    if attribute in NAMES or attribute in PLACES:
        return " ".join(_first_letter(word) for word in value.split())
    if attribute == "email":
        return _masked_email(value)
    if attribute in ("date_of_birth", "birth_year"):
        return value[:2] + DOTS
    if attribute in ("postcode", "postal_district"):
        return re.sub(r"[^A-Za-z].*", "", value) + DOTS
    return DOTS + value[-2:] if len(value) > 4 else DOTS


def mask_key(record_key: str) -> str:
    """A record key without its number, which may be a customer's own: the source's table stays."""
    return record_key.partition(":")[0] + ":" + DOTS


def _first_letter(word: str) -> str:
    return word[0] + DOTS if word[0].isalpha() else DOTS


def _masked_email(value: str) -> str:
    local, _, domain = value.partition("@")
    return f"{local[:1]}{DOTS}@{DOTS}{domain[domain.rfind('.') :] if '.' in domain else ''}"
