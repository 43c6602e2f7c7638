"""Where to draw the fingerprints of a cluster: a small spring layout, the same in every run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ROUNDS = 300
WIDTH, HEIGHT, MARGIN_X, MARGIN_Y = 420.0, 280.0, 58.0, 30.0

Floats = NDArray[np.float64]


def positions(count: int, links: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """A place (x, y) within `WIDTH` x `HEIGHT` for each of `count` nodes; linked ones (by number) lie near each other.

    Source: T. Fruchterman, E. Reingold, "Graph drawing by force-directed placement", Software 21(11), 1991.
    """
    if count == 1:
        return [(WIDTH / 2, HEIGHT / 2)]
    angle = 2 * np.pi * np.arange(count) / count
    place: Floats = np.column_stack([np.cos(angle), np.sin(angle)])
    tied = np.zeros((count, count))
    for left, right in links:
        tied[left, right] = tied[right, left] = 1.0
    spring = np.sqrt(4.0 / count)
    for heat in np.linspace(0.2, 0.002, ROUNDS):
        place = place + _moved(place, tied, spring, float(heat))
    return [(float(x), float(y)) for x, y in _fitted(place)]


def _moved(place: Floats, tied: Floats, spring: float, heat: float) -> Floats:
    """How far each node goes in one round: away from all, towards what it is tied to."""
    apart = place[:, None, :] - place[None, :, :]
    distance = np.maximum(np.linalg.norm(apart, axis=2), 0.01)
    force = spring**2 / distance**2 - tied * distance / spring
    np.fill_diagonal(force, 0.0)
    pull = np.einsum("ij,ijk->ik", force, apart)
    length = np.maximum(np.linalg.norm(pull, axis=1, keepdims=True), 1e-9)
    moved: Floats = pull / length * np.minimum(length, heat)
    return moved


def _fitted(place: Floats) -> Floats:
    """The places turned so that the longest way lies flat, and stretched to the drawing's size."""
    centred = place - place.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned = centred @ axes[:, ::-1]
    span = np.maximum(turned.max(axis=0) - turned.min(axis=0), 1e-9)
    room = np.array([WIDTH - 2 * MARGIN_X, HEIGHT - 2 * MARGIN_Y])
    scale = np.where(span > 1e-6, np.minimum(room / span, 3 * (room / span).min()), 0.0)
    fitted: Floats = (turned - (turned.max(axis=0) + turned.min(axis=0)) / 2) * scale + np.array([WIDTH, HEIGHT]) / 2
    return fitted
