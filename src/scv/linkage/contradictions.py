"""Which of the stewards' decisions can't all hold: a cannot-link between two that must-links tie together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

Statement = tuple[str, str, int, int]
Links = dict[int, set[tuple[int, str]]]


def clashes(stated: Iterable[Statement]) -> set[tuple[str, str]]:
    """The pairs (decision_id, contradicts), each in both directions.

    `stated` are (decision_id, `must_link` or `cannot_link`, fingerprint, fingerprint). A cannot-link clashes with the
    must-links on the ways between its two, and with no others of their group; between a record and itself it clashes
    with itself.
    """
    links: Links = defaultdict(set)
    cannot: list[tuple[str, int, int]] = []
    for decision_id, decision, left, right in stated:
        if decision == "cannot_link":
            cannot.append((decision_id, left, right))
        else:
            links[left].add((right, decision_id))
            links[right].add((left, decision_id))
    found: set[tuple[str, str]] = set()
    for decision_id, left, right in cannot:
        against = {decision_id} if left == right else _decisions_between(links, left, right)
        found |= {(decision_id, other) for other in against} | {(other, decision_id) for other in against}
    return found


def _decisions_between(links: Links, start: int, end: int) -> set[str]:
    """The must-links on the ways from one fingerprint to another: what is left when dead ends have gone."""
    if start not in links or end not in links:
        return set()
    remaining = _tied_to(links, start)
    if end not in remaining:
        return set()
    dead_ends = {start}
    while dead_ends:
        dead_ends = {
            node for node in remaining - {start, end} if len({other for other, _ in links[node]} & remaining) < 2
        }
        remaining -= dead_ends
    return {decision_id for node in remaining for other, decision_id in links[node] if other in remaining}


def _tied_to(links: Links, start: int) -> set[int]:
    """Every fingerprint that must-links tie to one, itself among them."""
    found, waiting = {start}, [start]
    while waiting:
        for other, _ in links[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
