"""As few records change their PIN as any assignment allows; 50,000 records, six runs, every run checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, vstack

from bench.linked_runs import linked_runs
from bench.pin_churn import WAYS, Clusters, Names, Ours, Rival, changes, shaken_runs, six_runs

if TYPE_CHECKING:
    from builds import Build

RECORDS = 50_000


def least_changes(last: Names, clusters: Clusters) -> int:
    """The fewest records that must change their PIN, found as an integer program over all PINs and clusters at once."""
    shared = Counter((last[record], cluster) for record, cluster in clusters.items() if record in last)
    if not shared:
        return 0
    _, pins = np.unique([pin for pin, _ in shared], return_inverse=True)
    _, places = np.unique([cluster for _, cluster in shared], return_inverse=True)
    ones, columns = np.ones(len(shared)), np.arange(len(shared))
    limits = vstack([coo_array((ones, (rows, columns))) for rows in (pins, places)]).tocsr()
    answer = milp(
        -np.array(list(shared.values()), dtype=np.float64),
        integrality=np.ones(len(shared)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(limits, ub=1),
    )
    assert answer.success
    return sum(shared.values()) - round(-float(answer.fun))


@pytest.mark.parametrize("runs", [six_runs, shaken_runs], ids=lambda runs: runs.__name__)
def test_every_run_changes_as_few_pins_as_it_can(runs: Callable[[int], Iterator[Clusters]]) -> None:
    assert_least_changes(list(runs(RECORDS)))


def test_so_it_does_over_the_real_linkage_of_the_demo(demo: Build) -> None:
    """Additions, a higher threshold, a lower one, deletions and changes, each scored and clustered as a build does."""
    history = list(linked_runs(demo.folder / "scv.duckdb"))
    sizes = [len(clusters) for clusters in history]
    assert sizes[0] < sizes[1] == sizes[2] == sizes[3] > sizes[4] == sizes[5]
    assert all(one != other for one, other in zip(history, history[1:], strict=False))
    assert_least_changes(history)


def assert_least_changes(history: list[Clusters]) -> None:
    """Every run changes as few PINs as the integer program, and no more in all than any other way of naming."""
    ours = Ours()
    last: Names = {}
    found = []
    for clusters in history:
        names = ours.name(clusters)
        changed = sum(last.get(record, name) != name for record, name in names.items())
        assert changed == least_changes(last, clusters) == round(ours.figures[-1]["least_changed_weight"])
        found.append(changed)
        last |= names

    rivals = {title: sum(changes(Rival(way), history)) for title, way in WAYS.items()}
    assert sum(found) <= rivals["greedy"] < rivals["oldest wins"]
    assert sum(found) < rivals["smallest id"]
