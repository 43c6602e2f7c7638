"""How two fingerprints are compared: one comparison per attribute, levels from best to worst.

Conditions are DuckDB's SQL over `<column>_l` and `<column>_r`. They keep to functions that `scv.spark` has as well.
A level that has to be passed over, because it says nothing either way, is a null level: it counts 0.
"""

from __future__ import annotations

from scv.linkage.levels import Comparison, Level, identifier, missing, similar


def without_separators(column: str) -> str:
    """SQL of the local part of an address without dots, hyphens and underscores."""
    return f"replace(replace(replace({column}, '.', ''), '_', ''), '-', '')"


# One of two swapped names may be misspelt; of one name in the other's field, the other name may be another one.
NAMES_SWAPPED = (
    f"(forename_l = surname_r and {similar('surname_l', 'forename_r', 0.88)})"
    f" or (surname_l = forename_r and {similar('forename_l', 'surname_r', 0.88)})"
)
NAME_IN_OTHER_FIELD = "forename_l = surname_r or surname_l = forename_r"

# One edit leaves a beginning or an end as it was: no need to count the edits of the others, which costs most.
PHONE_BEGINS_OR_ENDS_ALIKE = "(left(phone_l, 5) = left(phone_r, 5) or right(phone_l, 3) = right(phone_r, 3))"
POSTCODE_BEGINS_OR_ENDS_ALIKE = (
    "(left(postcode_l, 2) = left(postcode_r, 2) or right(postcode_l, 2) = right(postcode_r, 2)"
    " or (left(postcode_l, 1) = left(postcode_r, 1) and right(postcode_l, 1) = right(postcode_r, 1)))"
)

FORENAME = Comparison(
    "forename",
    ("forename",),
    (
        missing("forename"),
        Level("same", "forename_l = forename_r", frequency_column="forename"),
        Level("nickname", "forename_root_l = forename_root_r", frequency_column="forename_root"),
        Level("swapped with surname", NAMES_SWAPPED),
        Level("in the other's surname", NAME_IN_OTHER_FIELD),
        Level(
            "similar",
            f"length(forename_l) > 1 and length(forename_r) > 1 and {similar('forename_l', 'forename_r', 0.9)}",
        ),
        Level(
            "initial",
            "(length(forename_l) = 1 or length(forename_r) = 1) and left(forename_l, 1) = left(forename_r, 1)",
        ),
        Level("other's middle name", "forename_l = middle_name_r or middle_name_l = forename_r"),
        Level("somewhat similar", similar("forename_l", "forename_r", 0.8)),
        Level("different", "ELSE"),
    ),
)

SURNAME = Comparison(
    "surname",
    ("surname",),
    (
        missing("surname"),
        Level("same", "surname_l = surname_r", frequency_column="surname"),
        Level("swapped with forename", f"{NAMES_SWAPPED} or {NAME_IN_OTHER_FIELD}", is_null=True),
        Level("similar", similar("surname_l", "surname_r", 0.92)),
        Level(
            "part of the other",
            "length(surname_l) > 3 and length(surname_r) > 3"
            " and (contains(surname_l, surname_r) or contains(surname_r, surname_l))",
        ),
        Level("somewhat similar", similar("surname_l", "surname_r", 0.82)),
        Level("different", "ELSE"),
    ),
    shared_at_home=True,
    home_columns=("surname",),
)

# Forename and surname are not independent: some full names are far more common than their parts suggest. The weight is
# -log2 of that lift, through the registered frequencies; it never adds.
FULL_NAME = Comparison(
    "full_name",
    ("full_name",),
    (
        Level(
            "not the same",
            "full_name_l is null or full_name_r is null or full_name_l <> full_name_r",
            is_null=True,
        ),
        Level("same", "full_name_l = full_name_r", frequency_column="full_name"),
        Level("different", "ELSE"),
    ),
    is_trained=False,
)

MIDDLE_NAME = Comparison(
    "middle_name",
    ("middle_name",),
    (
        missing("middle_name"),
        Level("same", "middle_name_l = middle_name_r"),
        Level("initial", "left(middle_name_l, 1) = left(middle_name_r, 1)"),
        Level("different", "ELSE"),
    ),
)

DATE_OF_BIRTH = Comparison(
    "date_of_birth",
    ("date_of_birth",),
    (
        missing("date_of_birth"),
        Level("same", "date_of_birth_l = date_of_birth_r", frequency_column="date_of_birth"),
        Level(
            "one edit or day and month swapped",
            "levenshtein(date_of_birth_l, date_of_birth_r) <= 1"
            " or (left(date_of_birth_l, 4) = left(date_of_birth_r, 4)"
            " and substr(date_of_birth_l, 6, 2) = substr(date_of_birth_r, 9, 2)"
            " and substr(date_of_birth_l, 9, 2) = substr(date_of_birth_r, 6, 2))",
        ),
        Level("two edits", "damerau_levenshtein(date_of_birth_l, date_of_birth_r) <= 2"),
        Level(
            "same year, or same day and month",
            "left(date_of_birth_l, 4) = left(date_of_birth_r, 4)"
            " or substr(date_of_birth_l, 6) = substr(date_of_birth_r, 6)",
        ),
        Level("different", "ELSE"),
    ),
)

# A local part is mostly the name again, with a dot or without: at another provider or with other separators it is no
# evidence of its own. Digits are, unless the rest is a forename alone: what follows is a year of birth then.
EMAIL = Comparison(
    "email",
    ("email",),
    (
        missing("email"),
        Level("same", "email_l = email_r", frequency_column="email"),
        Level(
            "same local part",
            "email_local_l = email_local_r and ((length(email_digits_l) > 1"
            " and email_local_l <> coalesce(forename_l, '') || email_digits_l"
            " and email_local_l <> coalesce(forename_r, '') || email_digits_l)"
            " or damerau_levenshtein(email_domain_l, email_domain_r) <= 2)",
            frequency_column="email_local",
        ),
        Level(
            "misspelt",
            "email_domain_l = email_domain_r and coalesce(email_digits_l, '') = coalesce(email_digits_r, '')"
            f" and {similar('email_local_l', 'email_local_r', 0.93)}"
            " and damerau_levenshtein(email_local_l, email_local_r) <= 2"
            f" and {without_separators('email_local_l')} <> {without_separators('email_local_r')}",
        ),
        Level(
            "same name elsewhere",
            "left(email_local_l, 2) = left(email_local_r, 2)"
            f" and {without_separators('email_local_l')} = {without_separators('email_local_r')}",
            is_null=True,
        ),
        Level("different", "ELSE"),
    ),
    shared_at_home=True,
    strangers_share=0.05,
)

PHONE = Comparison(
    "phone",
    ("phone",),
    (
        missing("phone"),
        Level("same", "phone_l = phone_r", frequency_column="phone"),
        Level(
            "same as the other's second number",
            "phone_l = phone_alternative_r or phone_alternative_l = phone_r"
            " or phone_alternative_l = phone_alternative_r",
        ),
        Level("one edit", f"{PHONE_BEGINS_OR_ENDS_ALIKE} and damerau_levenshtein(phone_l, phone_r) <= 1"),
        Level("different", "ELSE"),
    ),
    shared_at_home=True,
    strangers_share=0.1,
)

LOCATION = Comparison(
    "location",
    ("postcode", "street", "town"),
    (
        missing("postcode", "street", "town"),
        Level(
            "same postcode and address",
            "postcode_l = postcode_r and street_l = street_r"
            " and coalesce(address_number_l, '') = coalesce(address_number_r, '')",
        ),
        Level(
            "same number and street",
            f"address_number_l = address_number_r and {similar('street_l', 'street_r', 0.9)}",
        ),
        Level("same postcode", "postcode_l = postcode_r", frequency_column="postcode"),
        Level(
            "postcode one edit", f"{POSTCODE_BEGINS_OR_ENDS_ALIKE} and damerau_levenshtein(postcode_l, postcode_r) <= 1"
        ),
        Level(
            "similar street",
            f"street_l = street_r or {similar('address_l', 'address_r', 0.92)}",
        ),
        Level("same town", "town_l = town_r", frequency_column="town"),
        Level("similar town", similar("town_l", "town_r", 0.9)),
        Level("same postal district", "postal_district_l = postal_district_r"),
        Level("different", "ELSE"),
    ),
    shared_at_home=True,
    home_columns=("street",),
)

COMPARISONS: tuple[Comparison, ...] = (
    FORENAME,
    SURNAME,
    FULL_NAME,
    MIDDLE_NAME,
    DATE_OF_BIRTH,
    EMAIL,
    PHONE,
    LOCATION,
    identifier("account_id"),
    identifier("membership_no", shared_at_home=True),
    identifier("loyalty_no"),
    identifier("social_handle"),
)


def comparisons_for(present: set[str]) -> tuple[Comparison, ...]:
    """The comparisons that the columns with any value allow; a column that is empty drops out by itself."""
    return tuple(comparison for comparison in COMPARISONS if present.intersection(comparison.columns))
