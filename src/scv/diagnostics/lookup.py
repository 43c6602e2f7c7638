"""Who is meant by a record's key or a PIN; and when nobody is, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scv.identity.pin import is_valid, spelt
from scv.project import ScvError

if TYPE_CHECKING:
    from scv.diagnostics.reader import Linkage


@dataclass(frozen=True)
class Asked:
    """One that was asked for: its customer's PIN, its fingerprints, and what there is to say of the way there.

    `record_key` is None where a PIN was asked for; `note` is empty unless that PIN has become another one.
    """

    text: str
    record_key: str | None
    pin: str
    fingerprints: tuple[int, ...]
    note: str


def find(linkage: Linkage, text: str) -> Asked:
    """The record of this key, or the customer that this PIN stands for now.

    Raises ScvError when there is none, and says what is known of it: set aside, gone from its source, retired.
    """
    return _record(linkage, text.strip()) if ":" in text else _customer(linkage, text.strip())


def _record(linkage: Linkage, key: str) -> Asked:
    found = linkage.rows(
        """
        select fingerprint_id, pin from {int_identity__comparison_forms}
        inner join {bridge_customers_x_records} using (record_key) where record_key = $key
        """,
        key=key,
    )
    if not found:
        raise ScvError(_what_became_of_record(linkage, key))
    return Asked(key, key, str(found[0][1]), (int(found[0][0]),), "")


def _what_became_of_record(linkage: Linkage, key: str) -> str:
    """A sentence about a record that the build does not link."""
    reasons = linkage.rows(
        """
        select distinct reason from {rejected_records}
        where channel || '.' || raw_table || ':' || source_record_id = $key order by 1
        """,
        key=key,
    )
    if reasons:
        told = ", ".join(str(reason) for (reason,) in reasons)
        return f"The record '{key}' was set aside and is not linked: {told} (see rejected_records)."
    held = linkage.rows(
        "select pin, valid_to from {pin_assignments} where record_key = $key order by run_id desc limit 1", key=key
    )
    if held:
        return (
            f"The record '{key}' is no longer in its source: until {held[0][1]:%d %B %Y} it had the PIN {held[0][0]}."
        )
    return f"There is no record '{key}' in this build, or none with a name, contact point or number to link it by."


def _customer(linkage: Linkage, text: str) -> Asked:
    pin = spelt(text) if is_valid(text) else text
    found = linkage.rows(
        "select status, current_pin, other_pins, ended_at from {pin_resolutions} where pin = $pin", pin=pin
    )
    if not found:
        raise ScvError(_no_such_pin(text))
    status, current, others, ended_at = found[0]
    if current is None:
        when = f" on {ended_at:%d %B %Y}" if ended_at else ""
        raise ScvError(f"The PIN {pin} is retired: all its records vanished from their sources{when}.")
    note = ""
    if status == "merged":
        note = f"The PIN {pin} was merged into {current}."
    elif status == "split":
        note = f"The PIN {pin} has ended: most of its records have the PIN {current} now, others {others}."
    members = linkage.rows(
        """
        select distinct fingerprint_id from {int_identity__comparison_forms}
        inner join {bridge_customers_x_records} using (record_key) where pin = $pin order by 1
        """,
        pin=current,
    )
    return Asked(pin, None, str(current), tuple(int(row[0]) for row in members), note)


def _no_such_pin(text: str) -> str:
    """A sentence about what is no PIN that was ever issued."""
    if is_valid(text):
        return f"The PIN '{text}' was never issued."
    if len(text.replace("-", "")) == 9:
        return f"'{text}' is not a PIN: its check character does not fit, so one character at least is wrong."
    return f"'{text}' is neither a record's key (like crm.supporters:12) nor a PIN (like 4TX-9KM-27Q)."
