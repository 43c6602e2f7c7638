"""Which PIN each cluster keeps: the assignment that changes the fewest records' PINs.

Old PINs and new clusters form a bipartite graph; an edge weighs as many records as the two share. The assignment that
moves the fewest records is the maximum-weight one-to-one matching (the assignment problem; applied to author clusters
by Beard, CERN 2015), solved exactly:

- an edge that outweighs its heaviest rivals at both ends together is in every best matching, and is taken first, until
  none is left: whatever a matching has in its place, at most one edge at each end, weighs less,
- of what is left, a connected component with one PIN or one cluster (a split, a merge) keeps its heaviest edge,
- one of few edges keeps the best of all their sets, where that is quicker than loading a solver,
- another small one goes to the shortest augmenting path algorithm on a dense matrix (Crouse 2016),
- a large one to its sparse kin (Jonker and Volgenant 1987), with a column of its own for each PIN that retires.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scv import graphs
from scv.graphs import Ints

Bools = npt.NDArray[np.bool_]

TRIED_EDGES = 8
DENSE_CELLS = 40_000
FEW_COMPONENTS = 500
LARGEST_EXACT_INTEGER = 2**53


@dataclass(frozen=True)
class Overlaps:
    """Edges between PINs and clusters: both numbered from 0 in order of preference on ties, weights above 0.

    Of matchings of one weight the one with the greatest sum of `loyalty` is taken, which may be below 0; none counts 0.
    """

    pin: Ints
    cluster: Ints
    weight: Ints
    loyalty: Ints | None = None

    @property
    def loyalties(self) -> Ints:
        """Loyalty of every edge; 0 where none is given."""
        return np.zeros_like(self.weight) if self.loyalty is None else self.loyalty

    def taken(self, places: Ints | Bools | slice) -> Overlaps:
        """Some of the edges, by their places or by a mask."""
        return Overlaps(self.pin[places], self.cluster[places], self.weight[places], self.loyalties[places])


def components(overlaps: Overlaps, pins: int, clusters: int) -> Ints:
    """The number of the connected component that each edge lies in: its smallest PIN."""
    return graphs.components(pins + clusters, overlaps.pin, pins + overlaps.cluster)[overlaps.pin]


def match(
    overlaps: Overlaps,
    pins: int,
    clusters: int,
    dense_cells: int = DENSE_CELLS,
    few: int = FEW_COMPONENTS,
    tried_edges: int = TRIED_EDGES,
) -> Ints:
    """The PIN number that each cluster keeps, -1 where none; every PIN at most once.

    Of equally good matchings the most loyal is taken, then the one that keeps the smaller PIN numbers, then the one
    that gives smaller PIN numbers to smaller cluster numbers: give older PINs smaller ones. Components of more than
    `dense_cells` pairs of PIN and cluster are solved sparsely. Where there are at most `few` to solve, loading counts:
    of at most `tried_edges` edges every set is tried, and all others go to the sparse solver, which loads faster.
    """
    kept = np.full(clusters, -1, dtype=np.int64)
    while (certain := _outweighs_rivals(overlaps)).any():
        kept[overlaps.cluster[certain]] = overlaps.pin[certain]
        is_given = np.zeros(pins, dtype=np.bool_)
        is_given[overlaps.pin[certain]] = True
        overlaps = overlaps.taken(~is_given[overlaps.pin] & (kept[overlaps.cluster] < 0))
    labels = components(overlaps, pins, clusters)
    order = np.lexsort((overlaps.cluster, overlaps.pin, -overlaps.loyalties, -overlaps.weight, labels))
    edges = overlaps.taken(order)
    bounds = np.flatnonzero(np.diff(labels[order], prepend=-1, append=-1))
    starts, ends = bounds[:-1], bounds[1:]
    stars = _one_value(edges.pin, starts) | _one_value(edges.cluster, starts)
    if np.count_nonzero(~stars) <= few:
        dense_cells = 0
    else:
        tried_edges = 0
    kept[edges.cluster[starts[stars]]] = edges.pin[starts[stars]]
    for start, end in zip(starts[~stars].tolist(), ends[~stars].tolist(), strict=True):
        _match_component(edges.taken(slice(start, end)), kept, dense_cells, tried_edges)
    return kept


def _outweighs_rivals(edges: Overlaps) -> Bools:
    """Whether each edge is heavier than the heaviest others of its PIN and of its cluster together."""
    rivals = _heaviest_other(edges.pin, edges.weight) + _heaviest_other(edges.cluster, edges.weight)
    return np.asarray(edges.weight > rivals)


def _heaviest_other(ends: Ints, weights: Ints) -> Ints:
    """The weight of the heaviest other edge at the same end of each edge; 0 where there is no other."""
    order = np.lexsort((-weights, ends))
    ends, weights = ends[order], weights[order]
    is_first = np.diff(ends, prepend=-1) != 0
    first = np.flatnonzero(is_first)
    heaviest = np.repeat(weights[first], np.diff(np.append(first, len(ends))))
    second = np.where(np.append(is_first[1:], True), 0, np.append(weights[1:], 0))
    others = np.empty_like(weights)
    others[order] = np.where(is_first, second, heaviest)
    return others


def _one_value(values: Ints, starts: Ints) -> Bools:
    """Whether all values of each group are the same; groups begin at `starts`."""
    if not len(values):
        return np.zeros(0, dtype=np.bool_)
    return np.asarray(np.minimum.reduceat(values, starts) == np.maximum.reduceat(values, starts))


def _match_component(edges: Overlaps, kept: Ints, dense_cells: int, tried_edges: int) -> None:
    pin_numbers, rows = np.unique(edges.pin, return_inverse=True)
    cluster_numbers, columns = np.unique(edges.cluster, return_inverse=True)
    shape = (len(pin_numbers), len(cluster_numbers))
    values = _preferred(rows, columns, edges, shape)
    solve = _solve_densely if shape[0] * shape[1] <= dense_cells else _solve_sparsely
    if len(values) <= tried_edges:
        solve = _try_all
    chosen_rows, chosen_columns = solve(rows, columns, values, shape)
    kept[cluster_numbers[chosen_columns]] = pin_numbers[chosen_rows]


def _preferred(rows: Ints, columns: Ints, edges: Overlaps, shape: tuple[int, int]) -> Ints:
    """The weights with ties settled: all that is added to a matching stays below the smallest difference of weights.

    First by loyalty, then by the ages of the PINs that are kept, then older PINs to clusters that come first. Where the
    numbers would grow past what a float holds exactly, the lesser preferences are left out.
    """
    pins, clusters = shape
    value = edges.weight // np.gcd.reduce(edges.weight)
    most = int(np.sort(value)[-min(shape) :].sum()) + 1
    for preference, limit in (
        (edges.loyalties, 2 * int(np.sort(np.abs(edges.loyalties))[-min(shape) :].sum()) + 1),
        (pins - rows, pins * (pins + 1) // 2 + 1),
        ((pins - rows) * (clusters - columns), pins * clusters * min(shape) + 1),
    ):
        most *= limit
        if most >= LARGEST_EXACT_INTEGER:
            break
        value = value * limit + preference
    return np.asarray(value, dtype=np.int64)


def _try_all(rows: Ints, columns: Ints, values: Ints, shape: tuple[int, int]) -> tuple[Ints, Ints]:
    """The rows and columns of the best set of edges of which no two share an end; every set is looked at."""
    numbers = np.arange(len(values))
    sets = np.arange(1 << len(values))[:, None] >> numbers & 1
    fits = np.ones(len(sets), dtype=np.bool_)
    for ends, count in ((rows, shape[0]), (columns, shape[1])):
        fits &= ((sets @ (ends[:, None] == np.arange(count))) <= 1).all(axis=1)
    chosen = sets[np.argmax(np.where(fits, sets @ values, -1))].astype(np.bool_)
    return rows[chosen], columns[chosen]


def _solve_densely(rows: Ints, columns: Ints, values: Ints, shape: tuple[int, int]) -> tuple[Ints, Ints]:
    # The solvers take longer to load than most builds need.
    from scipy.optimize import linear_sum_assignment

    gains = np.zeros(shape)
    gains[rows, columns] = values
    chosen_rows, chosen_columns = linear_sum_assignment(gains, maximize=True)
    real = gains[chosen_rows, chosen_columns] > 0
    return chosen_rows[real], chosen_columns[real]


def _solve_sparsely(rows: Ints, columns: Ints, values: Ints, shape: tuple[int, int]) -> tuple[Ints, Ints]:
    """As `_solve_densely`. Zeros are no edges to the solver, so one is added to every value."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    pins, clusters = shape
    everyone = np.arange(pins)
    graph = csr_array(
        (
            np.concatenate([values + 1, np.ones(pins, dtype=np.int64)]).astype(np.float64),
            (np.concatenate([rows, everyone]), np.concatenate([columns, clusters + everyone])),
        ),
        shape=(pins, clusters + pins),
    )
    chosen_rows, chosen_columns = min_weight_full_bipartite_matching(graph, maximize=True)
    real = chosen_columns < clusters
    return chosen_rows[real], chosen_columns[real]
