"""Which PIN each cluster keeps: the assignment that changes the fewest records' PINs.

Old PINs and new clusters form a bipartite graph; an edge weighs as many records as the two share. The assignment that
moves the fewest records is the maximum-weight one-to-one matching (the assignment problem; applied to author clusters
by Beard, CERN 2015), solved exactly in each connected component.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Overlaps:
    """Edges between PINs and clusters: both numbered from 0 in order of preference on ties, weights above 0."""

    pin: Ints
    cluster: Ints
    weight: Ints


def match(overlaps: Overlaps, pins: int, clusters: int) -> Ints:
    """The PIN number that each cluster keeps, -1 where none; every PIN at most once.

    Of two equally good matchings the one that keeps the smaller PIN numbers is taken: give older PINs smaller ones.
    """
    graph = coo_array(
        (np.ones(len(overlaps.pin), dtype=np.int8), (overlaps.pin, pins + overlaps.cluster)),
        shape=(pins + clusters, pins + clusters),
    )
    _, labels = connected_components(graph, directed=False)
    kept = np.full(clusters, -1, dtype=np.int64)
    order = np.argsort(labels[overlaps.pin], kind="stable")
    component = labels[overlaps.pin][order]
    bounds = np.flatnonzero(np.diff(component, prepend=-1, append=-1))
    for start, end in zip(bounds[:-1], bounds[1:], strict=True):
        chosen = order[start:end]
        _match_component(overlaps.pin[chosen], overlaps.cluster[chosen], overlaps.weight[chosen], kept)
    return kept


def _match_component(pin: Ints, cluster: Ints, weight: Ints, kept: Ints) -> None:
    pin_numbers, rows = np.unique(pin, return_inverse=True)
    cluster_numbers, columns = np.unique(cluster, return_inverse=True)
    gains = np.zeros((len(pin_numbers), len(cluster_numbers)))
    gains[rows, columns] = weight
    # Ties: all preferences together stay below one record.
    size = len(pin_numbers)
    preference = (size - np.arange(size)) / (2.0 * size * (size + 1))
    chosen_rows, chosen_columns = linear_sum_assignment(
        np.where(gains > 0, gains + preference[:, None], 0.0), maximize=True
    )
    real = gains[chosen_rows, chosen_columns] > 0
    kept[cluster_numbers[chosen_columns[real]]] = pin_numbers[chosen_rows[real]]
