"""People who share what else tells people apart, a mailbox, a phone, an address and a birthday: never one silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scv.project import project_directory

if TYPE_CHECKING:
    from builds import Build

SHARED = (
    "household_mailbox",
    "company_contact",
    "kiosk_email",
    "recycled_mobile",
    "shared_landline",
    "twins",
    "joint_membership",
)
MOST_FUSED = 1


@pytest.mark.parametrize("case", SHARED)
def test_people_who_share_much_are_apart_or_a_steward_is_asked(demo: Build, case: str) -> None:
    """Twenty people a case (ten at the kiosk): customers with records of two of them, and whether they are queued."""
    raw = project_directory() / "data" / "demo"
    people, fused, unasked = demo.rows(f"""
        with people as (
            select distinct truth.entity_id, pins.pin
            from '{raw}/cases.csv' as cases
            inner join '{raw}/truth.csv' as truth on truth.entity_id = cases.entity_id
            inner join {{int_identity__pins}} as pins on pins.record_key = truth.record_key
            where cases."case" = '{case}'
        ),
        fused as (select pin from people group by pin having count(*) > 1),
        asked as (
            select left_pin as pin from {{linkage_review_queue}}
            union
            select right_pin from {{linkage_review_queue}}
        )
        select
            (select count(distinct entity_id) from people), (select count(*) from fused),
            (select count(*) from fused where pin not in (from asked))
    """)[0]
    assert people >= 10
    assert fused <= MOST_FUSED
    assert unasked == 0
