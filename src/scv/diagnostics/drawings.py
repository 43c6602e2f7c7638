"""Waterfalls and graphs as the pages draw them: plain rows and marks, personal data masked unless it is to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scv.diagnostics.graph_layout import HEIGHT, WIDTH, positions
from scv.diagnostics.masking import mask_key
from scv.diagnostics.words import bits, is_decided, label, level_words, odds, readable, strongest, values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scv.diagnostics.pair_weights import Pair, PairWeights
    from scv.diagnostics.paths import Link
    from scv.diagnostics.reader import Node

LETTER_WIDTH = 6.0

Box = tuple[float, float, float, float]


def waterfall(pair: PairWeights, nodes: Mapping[int, Node], join_weight: float, shown: bool) -> dict[str, Any]:
    """A pair as a waterfall: `rows` of (order, name, level, left, right, start, end, weight, kind), and its heading."""
    rows = [_row("any two", "before comparing", pair.prior, 0.0, "prior")]
    total = pair.prior
    for part in pair.parts:
        if part.level < 0 and not part.weight:
            continue
        left, right = values(part, shown)
        row = _row(readable(part.comparison), level_words(part), part.weight, total, "part")
        rows.append(row | {"left": left, "right": right})
        total += part.weight
    if pair.home_penalty >= 0.05:
        rows.append(_row("one home", "or two people of one home?", -pair.home_penalty, total, "home"))
        total -= pair.home_penalty
    if abs(pair.label_correction) >= 0.05:
        rows.append(_row("labels", "what labels taught", pair.label_correction, total, "part"))
    rows.append(_row("match weight", odds(pair.match_weight), pair.match_weight, 0.0, "total"))
    missing = sorted(
        (part for part in pair.parts if part.is_missing and part.best_weight > 0), key=lambda part: -part.best_weight
    )
    left_node, right_node = (nodes[end] for end in pair.fingerprints)
    return {
        "title": f"{bits(pair.match_weight)} bits: {label(left_node, shown)} and {label(right_node, shown)}",
        "weight": round(pair.match_weight, 6),
        "joins": pair.match_weight >= join_weight,
        "left": key_of(left_node, shown),
        "right": key_of(right_node, shown),
        "missing": [f"{readable(part.comparison)} (up to {bits(part.best_weight)})" for part in missing[:4]],
        "rows": [row | {"order": number} for number, row in enumerate(rows)],
    }


def key_of(node: Node, shown: bool) -> str:
    """The first record of a fingerprint; without its number unless it is to be shown."""
    key = node.record_keys[0] if shown else mask_key(node.record_keys[0])
    more = node.record_count - 1
    return f"{key} and {more:,} more" if more else key


def graph(
    nodes: Mapping[int, Node],
    links: Sequence[Link],
    tree: Sequence[Link],
    weights: Mapping[Pair, PairWeights],
    join_weight: float,
    shown: bool,
) -> dict[str, Any]:
    """A cluster as a drawing: `width`, `height`, `nodes` (x, y, r, label, title) and `links` (ends, kind, title)."""
    numbers = {fingerprint: number for number, fingerprint in enumerate(sorted(nodes))}
    drawn = [link for link in links if link[0] in numbers and link[1] in numbers]
    ties = [(numbers[left], numbers[right]) for left, right, weight in drawn if weight >= join_weight]
    contrary = [(numbers[left], numbers[right]) for left, right, weight in drawn if weight < join_weight]
    places = positions(len(numbers), ties, contrary)
    weakest = tree[0][:2] if tree and not is_decided(tree[0][2]) else None
    marks = [_mark(nodes[fingerprint], places[number], shown) for fingerprint, number in numbers.items()]
    _place_labels(marks)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "nodes": marks,
        "links": [
            _line(link, places[numbers[link[0]]], places[numbers[link[1]]], link[:2] == weakest, join_weight, weights)
            for link in sorted(drawn, key=lambda link: link[:2] == weakest)
        ],
    }


def _row(name: str, level: str, weight: float, start: float, kind: str) -> dict[str, Any]:
    return {
        "name": name,
        "level": level,
        "weight": round(weight, 6),
        "start": round(start, 6),
        "end": round(start + weight, 6),
        "bits": bits(weight),
        "kind": kind if kind == "total" else ("for" if weight >= 0 else "against"),
        "left": "",
        "right": "",
    }


def _mark(node: Node, place: tuple[float, float], shown: bool) -> dict[str, Any]:
    name = label(node, shown)
    records = f"{node.record_count:,} record{'' if node.record_count == 1 else 's'}"
    return {
        "x": round(place[0], 1),
        "y": round(place[1], 1),
        "r": round(4 + 2.2 * min(node.record_count, 25) ** 0.5, 1),
        "label": name if len(name) <= 18 else name[:17] + "…",
        "label_y": 0.0,
        "title": f"{name}, {records} of {', '.join(node.source_systems)}",
    }


def _place_labels(marks: Sequence[dict[str, Any]]) -> None:
    """Put each label below its node, or above where that is taken; where both are, the node goes without.

    The nodes of most records come first. What a label says is in its node's title too.
    """
    taken = [(mark["x"] - mark["r"], mark["y"] - mark["r"], 2 * mark["r"], 2 * mark["r"]) for mark in marks]
    for mark in sorted(marks, key=lambda mark: -mark["r"]):
        width = LETTER_WIDTH * len(mark["label"])
        left = mark["x"] - width / 2
        for baseline in (mark["y"] + mark["r"] + 11, mark["y"] - mark["r"] - 4):
            box = (left, baseline - 9, width, 11)
            if not any(_overlap(box, other) for other in taken):
                taken.append(box)
                mark["label_y"] = round(baseline, 1)
                break
        else:
            mark["label"] = ""


def _overlap(one: Box, other: Box) -> bool:
    """Whether two boxes (left, top, width, height) share a point."""
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _line(
    link: Link,
    start: tuple[float, float],
    end: tuple[float, float],
    is_weakest: bool,
    join_weight: float,
    weights: Mapping[Pair, PairWeights],
) -> dict[str, Any]:
    left, right, weight = link
    pair = weights.get((left, right))
    decided = is_decided(weight)
    why = "a steward's decision" if decided else strongest(pair) if pair else ""
    return {
        "x1": round(start[0], 1),
        "y1": round(start[1], 1),
        "x2": round(end[0], 1),
        "y2": round(end[1], 1),
        "kind": "decided" if decided else "weakest" if is_weakest else "for" if weight >= join_weight else "against",
        "width": round(min(4.0, 1.0 + max(weight, 0.0) / 12), 1),
        "label": bits(weight) if is_weakest else "",
        "title": "a steward's decision" if decided else f"{bits(weight)} bits" + (f": {why}" if why else ""),
    }
