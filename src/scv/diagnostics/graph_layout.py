"""Where to draw the fingerprints of a cluster: links as long as they are apart, the same in every run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import shortest_path

ROUNDS = 200
WIDTH, HEIGHT, MARGIN_X, MARGIN_Y = 420.0, 290.0, 54.0, 34.0
CONTRARY_LENGTH = 1.8

Floats = NDArray[np.float64]


def positions(
    count: int, links: Sequence[tuple[int, int]], contrary: Sequence[tuple[int, int]] = ()
) -> list[tuple[float, float]]:
    """A place (x, y) within `WIDTH` x `HEIGHT` for each of `count` nodes; pairs of nodes are given by number.

    Nodes lie as far apart as there are links between them; `contrary` pairs are longer links. By stress majorisation:
    E. Gansner, Y. Koren, S. North, "Graph drawing by stress majorization", Graph Drawing 2004.
    """
    if count == 1:
        return [(WIDTH / 2, HEIGHT / 2)]
    wanted = _distances(count, links, contrary)
    angle = 2 * np.pi * np.arange(count) / count
    place: Floats = np.column_stack([np.cos(angle), np.sin(angle)]) * wanted.max() / 2
    weight = 1 / np.maximum(wanted, 1e-9) ** 2
    np.fill_diagonal(weight, 0.0)
    for _ in range(ROUNDS):
        apart = place[:, None, :] - place[None, :, :]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 1e-9)
        pulled = place[None, :, :] + apart * (wanted / distance)[:, :, None]
        place = np.einsum("ij,ijk->ik", weight, pulled) / weight.sum(axis=1)[:, None]
    return [(float(x), float(y)) for x, y in _fitted(place)]


def _distances(count: int, links: Sequence[tuple[int, int]], contrary: Sequence[tuple[int, int]]) -> Floats:
    """How far apart the nodes should lie: steps over links; nodes that nothing ties lie farthest."""
    ends = [*links, *contrary]
    lengths = [1.0] * len(links) + [CONTRARY_LENGTH] * len(contrary)
    left, right = (np.array([pair[side] for pair in ends], dtype=np.int64) for side in (0, 1))
    graph = coo_array((np.array(lengths), (left, right)), shape=(count, count)).tocsr()
    steps: Floats = shortest_path(graph, directed=False)
    reached = steps[np.isfinite(steps)]
    steps[~np.isfinite(steps)] = reached.max() + 1
    return steps


def _fitted(place: Floats) -> Floats:
    """The places turned so that the longest way lies flat, and stretched to the drawing's size."""
    centred = place - place.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned = centred @ axes[:, ::-1]
    span = turned.max(axis=0) - turned.min(axis=0)
    room = np.array([WIDTH - 2 * MARGIN_X, HEIGHT - 2 * MARGIN_Y])
    stretch = room / np.maximum(span, 1e-9)
    scale = np.where(span > 1e-6, np.minimum(stretch, 2 * stretch.min()), 0.0)
    middle = (turned.max(axis=0) + turned.min(axis=0)) / 2
    fitted: Floats = (turned - middle) * scale + np.array([WIDTH, HEIGHT]) / 2
    return fitted
