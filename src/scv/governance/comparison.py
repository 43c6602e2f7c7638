"""Two models on the same pairs: where they agree, what each would do to PINs, and how each does on labels."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from scv.database import Place, bench_of
from scv.diagnostics.metrics import measure
from scv.governance.registry import RegisteredModel, find, read_models
from scv.governance.rehearsal import NEEDED, Rehearsal, Rules, prepare, rehearse, score
from scv.labels.answers import create_labelled_pairs, read_answers
from scv.labels.estimates import LabelledAccuracy, estimate

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb


@dataclass(frozen=True)
class Agreement:
    """What two models say of the same pairs: how many both, one or none would join, and how far weights are apart.

    `clusters` is the B-cubed F1 of one's clusters against the other's; 1 where they are the same.
    """

    pairs: int
    both: int
    only_first: int
    only_second: int
    neither: int
    mean_difference: float
    clusters: float


@dataclass(frozen=True)
class Outcome:
    """One model: the rehearsal of a build with it, and its accuracy where there are labels."""

    rehearsal: Rehearsal
    accuracy: LabelledAccuracy | None


@dataclass(frozen=True)
class Comparison:
    """Two models side by side."""

    first: Outcome
    second: Outcome
    agreement: Agreement

    def as_dict(self) -> dict[str, Any]:
        """The comparison as plain values, for JSON."""
        return asdict(self)


def compare(place: Place, project: Path, first: str, second: str) -> Comparison:
    """Two models of the registry on the fingerprints of the last build; the registry and the PINs stay as they are."""
    rules = Rules.of(project)
    with bench_of(place, *NEEDED) as connection:
        models = read_models(connection)
        one, other = find(models, first), find(models, second)
        prepare(connection)
        score(connection, one, "first")
        score(connection, other, "second")
        shared = "select * from candidates_first union select * from candidates_second"
        score(connection, one, "first", shared)
        score(connection, other, "second", shared)
        return Comparison(
            _outcome(connection, one, "first", rules),
            _outcome(connection, other, "second", rules),
            _agreement(connection, rules.thresholds.join),
        )


def rehearse_model(
    place: Place, project: Path, name: str, moves: Path | None = None
) -> tuple[RegisteredModel, Outcome]:
    """One model of the registry, and what a build with it would come to.

    Into the CSV file `moves` go the records whose PIN would change: record_key, pin, new_pin.
    """
    rules = Rules.of(project)
    with bench_of(place, *NEEDED) as connection:
        entry = find(read_models(connection), name)
        prepare(connection)
        score(connection, entry, "only")
        outcome = _outcome(connection, entry, "only", rules)
        if moves:
            connection.table("moves_only").write_csv(str(moves), header=True)
        return entry, outcome


def _outcome(connection: duckdb.DuckDBPyConnection, entry: RegisteredModel, suffix: str, rules: Rules) -> Outcome:
    """Cluster what `score` left under a suffix and judge it."""
    rehearsal = rehearse(connection, entry, suffix, rules)
    if not create_labelled_pairs(connection):
        return Outcome(rehearsal, None)
    return Outcome(rehearsal, estimate(read_answers(connection, f"clusters_{suffix}", f"scored_{suffix}")))


def _agreement(connection: duckdb.DuckDBPyConnection, join: float) -> Agreement:
    """Compare `scored_first` with `scored_second`, and the clusters."""
    row = connection.execute(
        """
        select
            count(*),
            count(*) filter (one.match_weight >= $join and other.match_weight >= $join),
            count(*) filter (one.match_weight >= $join and other.match_weight < $join),
            count(*) filter (one.match_weight < $join and other.match_weight >= $join),
            count(*) filter (one.match_weight < $join and other.match_weight < $join),
            coalesce(avg(abs(one.match_weight - other.match_weight)), 0)
        from scored_first as one inner join scored_second as other using (fingerprint_id_l, fingerprint_id_r)
        """,
        {"join": join},
    ).fetchall()[0]
    for side, name in (("first", "pin"), ("second", "entity_id")):
        connection.execute(f"""
            create or replace table assigned_{side} as
            select record_key, cast(cluster_id as varchar) as {name}
            from forms inner join clusters_{side} using (fingerprint_id)
        """)
    pairs, both, only_first, only_second, neither, difference = row
    alike = measure(connection, "assigned_first", "assigned_second").b_cubed.f1
    return Agreement(pairs, both, only_first, only_second, neither, float(difference), alike)
