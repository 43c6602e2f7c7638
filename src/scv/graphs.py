"""Graphs as columns of numbers: what hangs together, and by which links.

Small enough to need no library: every build does this, also with little new, and a library costs more to load than
this takes. Nodes are numbered from 0.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def components(size: int, left: Ints, right: Ints) -> Ints:
    """The smallest node that each of `size` nodes is tied to by the edges left[i] - right[i], itself if by none.

    Every root is hung below the smallest root that an edge ties it to, until no edge ties two (after Shiloach and
    Vishkin 1982): at least half of the roots that have an edge go in each round.
    """
    roots = np.arange(size)
    while True:
        first, second = roots[left], roots[right]
        apart = first != second
        if not apart.any():
            return roots
        left, right = first[apart], second[apart]
        np.minimum.at(roots, np.maximum(left, right), np.minimum(left, right))
        roots = _flattened(roots)


def places_of(ids: Ints, wanted: Ints) -> Ints:
    """Where each wanted id is among the sorted ids; looked up in their order, which memory answers faster."""
    order = np.argsort(wanted)
    places = np.empty(len(wanted), dtype=np.int64)
    places[order] = np.searchsorted(ids, wanted[order])
    return places


def strongest_forest(size: int, left: Ints, right: Ints) -> Ints:
    """The edges of the spanning forest of the greatest strength, by their positions in order; later edges are stronger.

    In each round every tree takes the strongest edge that leaves it (Boruvka 1926). No two edges are equally strong, so
    there is one such forest, and two trees that choose one another choose the same edge.
    """
    roots, kept = np.arange(size), np.zeros(len(left), dtype=bool)
    while True:
        first, second = roots[left], roots[right]
        leaving = np.flatnonzero(first != second)
        if not len(leaving):
            return np.flatnonzero(kept)
        strongest = np.full(size, -1)
        np.maximum.at(strongest, first[leaving], leaving)
        np.maximum.at(strongest, second[leaving], leaving)
        chosen = np.unique(strongest[strongest >= 0])
        kept[chosen] = True
        roots = components(size, left[kept], right[kept])


def _flattened(parents: Ints) -> Ints:
    """The root of each node, of the parent of each node."""
    while True:
        further = parents[parents]
        if np.array_equal(further, parents):
            return parents
        parents = further
