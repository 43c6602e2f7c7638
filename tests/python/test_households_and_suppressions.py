"""Households and suppressions against the truth that the generator keeps: no worse than what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scv.project import project_directory

if TYPE_CHECKING:
    from builds import Build

# Measured on the demo: households 0.91 and 0.48 (0.69 of those whose address is known), suppressions 0.96 and 0.76
# (0.97 of those of whom we know the birthday or the postcode that the entry names).
HOUSEHOLD_PRECISION, HOUSEHOLD_RECALL = 0.90, 0.47
SUPPRESSION_PRECISION, SUPPRESSION_RECALL, SUPPRESSION_KNOWABLE = 0.94, 0.74, 0.95

# A customer is the person of most of their records; of several with as many, the first.
PEOPLE = """
    select pin, entity_id from (
        select pin, entity_id, row_number() over (partition by pin order by count(*) desc, entity_id) as place
        from read_csv('{truth}', all_varchar = true)
        inner join {{bridge_customers_x_records}} using (record_key)
        group by pin, entity_id
    ) where place = 1
"""


def people() -> str:
    """Return the query of pin and entity_id."""
    return PEOPLE.format(truth=project_directory() / "data" / "demo" / "truth.csv")


def test_people_of_a_household_live_together(demo: Build) -> None:
    truth = project_directory() / "data" / "demo" / "household_truth.csv"
    pairs = (
        "select a.entity_id as one, b.entity_id as other"
        " from {0} as a inner join {0} as b on {1} and a.entity_id < b.entity_id"
    )
    found, true, right = demo.rows(f"""
        with people as ({people()}),
        members as (
            select distinct entity_id, household_id
            from {{bridge_customers_x_households}} inner join people using (pin) where is_current
        ),
        homes as (
            select * from read_csv('{truth}', all_varchar = true)
            where home_kind not in ('student_hall', 'care_home') and entity_id in (select entity_id from people)
        ),
        found as ({pairs.format("members", "a.household_id = b.household_id")}),
        truth as ({pairs.format("homes", "a.household_id = b.household_id")})
        select
            (select count(*) from found), (select count(*) from truth),
            (select count(*) from found inner join truth using (one, other))
    """)[0]
    assert right / found >= HOUSEHOLD_PRECISION, f"{right} of {found} pairs live together"
    assert right / true >= HOUSEHOLD_RECALL, f"{right} of {true} pairs were found"


def test_nobody_of_a_hall_or_care_home_has_a_household_there(demo: Build) -> None:
    homes = demo.rows("""
        select address_line_1 from {dim_households}
        where lower(address_line_1) like 'room %' or lower(address_line_1) like '%care home%'
    """)
    assert homes == []


def test_suppressions_mean_the_customers_whom_the_truth_names(demo: Build) -> None:
    truth = project_directory() / "data" / "demo" / "deceased_truth.csv"
    found, right, true = demo.rows(f"""
        with people as ({people()}),
        truth as (select * from read_csv('{truth}', all_varchar = true)),
        matched as (select suppression_id, pin from {{customer_suppressions}} where is_matched)
        select
            (select count(*) from matched),
            (
                select count(*) from matched
                inner join people using (pin) inner join truth using (suppression_id, entity_id)
            ),
            (select count(*) from truth where entity_id in (select entity_id from people))
    """)[0]
    assert right / found >= SUPPRESSION_PRECISION, f"{right} of {found} matches are right"
    assert right / true >= SUPPRESSION_RECALL, f"{right} of {true} entries were matched"


def test_suppressions_find_whoever_can_be_known(demo: Build) -> None:
    truth = project_directory() / "data" / "demo" / "deceased_truth.csv"
    knowable, matched = demo.rows(f"""
        with people as ({people()}),
        knowable as (
            select distinct suppression_id, entity_id
            from read_csv('{truth}', all_varchar = true)
            inner join people using (entity_id)
            inner join {{bridge_customers_x_records}} using (pin)
            inner join {{int_identity__comparison_forms}} as known using (record_key)
            inner join {{int_suppressions__fingerprints}} as entries using (suppression_id)
            where known.postcode = entries.postcode or cast(known.date_of_birth as varchar) = entries.date_of_birth
        ),
        found as (
            select suppression_id, entity_id
            from {{customer_suppressions}} inner join people using (pin) where is_matched
        )
        select
            (select count(*) from knowable),
            (select count(*) from knowable semi join found using (suppression_id, entity_id))
    """)[0]
    assert matched / knowable >= SUPPRESSION_KNOWABLE, f"{matched} of {knowable}"


def test_an_entry_of_a_suppression_file_is_no_record_and_in_no_cluster(demo: Build) -> None:
    assert demo.rows("select count(*) from {int_suppressions__fingerprints} where fingerprint_id >= 0") == [(0,)]
    in_linkage = demo.rows("""
        select count(*) from {int_suppressions__fingerprints}
        where fingerprint_id in (select fingerprint_id from {linkage_partition})
            or fingerprint_id in (select fingerprint_id_l from {linkage_scored_pairs})
    """)
    assert in_linkage == [(0,)]
    records = demo.rows("select count(*) from {bridge_customers_x_records} where record_key like 'reference.%'")
    assert records == [(0,)]
