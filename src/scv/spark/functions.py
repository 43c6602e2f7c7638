"""DuckDB's text similarities as functions of a Spark session, built on those of Splink's jar.

DuckDB compares the bytes of a text where Spark compares its characters, so names outside ASCII would differ. And the
Jaro-Winkler of the jar counts half a transposition where DuckDB's rounds it off: it is never above DuckDB's, and its
Jaro at most `HALF_TRANSPOSITION` below. Where that much decides, the similarity is worked out step by step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Half a transposition of three matches, the fewest that can have one, a third of it.
HALF_TRANSPOSITION = 0.5 / 3 / 3
# Below this the jar's value rules every threshold from 0.7 on out: DuckDB's stays under 0.7, where no bonus is given.
HOPELESS = 0.64
STRUCK_OUT = "'\\u0100'"


def let(name: str, value: str, body: str) -> str:
    """SQL of `body`, in which `name` stands for a value that is worked out once."""
    return f"transform(array({value}), {name} -> {body})[0]"


def step_by_step(one: str, other: str) -> str:
    """SQL of DuckDB's Jaro-Winkler similarity of two texts of single bytes (up to the last bit of a double)."""
    reach = f"cast(greatest(0, greatest(length({one}), length({other})) div 2 - 1) as int)"
    found = f"locate(substr({other}, place, 1), so_far.struck, greatest(1, place - reach))"
    matches = f"""aggregate(
        sequence(1, length({other})), named_struct('struck', {one}, 'found', ''),
        (so_far, place) -> if(
            {found} between 1 and place + reach,
            named_struct(
                'struck', overlay(so_far.struck placing {STRUCK_OUT} from {found}),
                'found', so_far.found || substr({other}, place, 1)
            ),
            so_far
        )
    )"""
    moved = f"""aggregate(
        sequence(1, length({one})), named_struct('seen', 0, 'moved', 0),
        (so_far, place) -> if(
            substr(matches.struck, place, 1) = {STRUCK_OUT},
            named_struct(
                'seen', so_far.seen + 1,
                'moved', so_far.moved
                    + if(substr({one}, place, 1) = substr(matches.found, so_far.seen + 1, 1), 0, 1)
            ),
            so_far
        ),
        so_far -> so_far.moved
    )"""
    jaro = f"""if(
        matches.found = '', 0.0D,
        (length(matches.found) / length({one}) + length(matches.found) / length({other})
            + (length(matches.found) - moved div 2) / length(matches.found)) / 3.0D
    )"""
    shared = " ".join(
        f"when substr({one}, 1, {count}) = substr({other}, 1, {count}) and length({one}) >= {count}"
        f" and length({other}) >= {count} then {count}"
        for count in (4, 3, 2, 1)
    )
    winkler = f"jaro + if(jaro > 0.7D, case {shared} else 0 end * 0.1D * (1.0D - jaro), 0.0D)"
    return let("reach", reach, let("matches", matches, let("moved", moved, let("jaro", jaro, winkler))))


FUNCTIONS = (
    ("text_bytes", "word string", "string", "decode(encode(word, 'UTF-8'), 'ISO-8859-1')"),
    ("byte_levenshtein", "one string, other string", "int", "levenshtein(text_bytes(one), text_bytes(other))"),
    (
        "byte_damerau_levenshtein",
        "one string, other string",
        "double",
        "case when one is not null and other is not null"
        " then damerau_levenshtein(text_bytes(one), text_bytes(other)) end",
    ),
    (
        "reaches_threshold",
        "one string, other string, near double, least double",
        "boolean",
        f"""case
            when one = '' or other = '' then false
            when near >= least then true
            when near < {HOPELESS}D or near >= 0.7D and near < least - {HALF_TRANSPOSITION + 1e-9!r}D then false
            else {step_by_step("one", "other")} >= least
        end""",
    ),
    (
        "similar_enough",
        "one string, other string, least double",
        "boolean",
        """case when one is not null and other is not null then reaches_threshold(
            text_bytes(one), text_bytes(other), jaro_winkler(text_bytes(one), text_bytes(other)), least
        ) end""",
    ),
)


def create_functions(spark: SparkSession) -> None:
    """Give a session the functions; those of Splink's jar are there already."""
    for name, parameters, result, body in FUNCTIONS:
        spark.sql(f"create or replace temporary function {name}({parameters}) returns {result} return {body}")
