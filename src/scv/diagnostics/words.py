"""How explanations put weights, levels and gaps into words; the terminal and the pages say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scv.diagnostics.masking import mask, mask_key
from scv.linkage.evidence import DECISION_WEIGHT

if TYPE_CHECKING:
    from scv.diagnostics.between import Between
    from scv.diagnostics.explanation import PairExplanation
    from scv.diagnostics.pair_weights import PairWeights, Part
    from scv.diagnostics.reader import Node

COLUMNS = {"location": ("postcode", "street", "town")}
EVEN = "about even"
NAMES = {
    "account_id": "account number",
    "membership_no": "membership number",
    "loyalty_no": "loyalty number",
    "social_handle": "social handle",
    "location": "address",
}


def readable(name: str) -> str:
    """A comparison or attribute as people call it."""
    return NAMES.get(name, name.replace("_", " "))


def bits(weight: float) -> str:
    """A weight with its sign and one decimal."""
    return f"{weight:+.1f}".replace("-", "\N{MINUS SIGN}")


def odds(weight: float) -> str:
    """A match weight as odds: `1,024 to 1 for`, `3 to 1 against`, `about even`."""
    ratio = 2.0 ** min(abs(weight), 60.0)
    if ratio < 1.5:
        return EVEN
    size = f"{ratio:,.0f}" if ratio < 1e6 else f"{ratio / 1e6:,.0f} million" if ratio < 1e9 else "over a billion"
    return f"{size} to 1 {'for' if weight > 0 else 'against'}"


def values(part: Part, shown: bool) -> tuple[str, str]:
    """What the two sides have for a comparison; masked unless `shown`."""
    columns = COLUMNS.get(part.comparison, (part.comparison,))

    def text(side: tuple[str, ...]) -> str:
        filled = [value if shown else mask(column, value) for column, value in zip(columns, side, strict=True) if value]
        return ", ".join(dict.fromkeys(filled))

    return text(part.left), text(part.right)


def label(node: Node, shown: bool) -> str:
    """A fingerprint in a few words: its name, or what there is instead."""
    filled = [name for name, value in node.values.items() if value]
    if not filled:
        return "nothing"
    if node.values["forename"] or node.values["surname"]:
        return node.name if shown else mask("name", node.name)
    value = node.values[filled[0]]
    return value if shown else mask(filled[0], value)


def level_words(part: Part) -> str:
    """A comparison's level, and what the frequency of the agreed value adds or takes."""
    if abs(part.frequency_weight) < 0.05:
        return part.label
    kind = "rare" if part.frequency_weight > 0 else "common"
    return f"{part.label}; {kind} {bits(part.frequency_weight)}"


def strongest(pair: PairWeights, limit: int = 3) -> str:
    """The parts that carry a pair, in a few words."""
    carrying = sorted((part for part in pair.parts if part.weight > 0.5), key=lambda part: -part.weight)
    if not carrying:
        return "nothing speaks for it"
    return ", ".join(f"{readable(part.comparison)} {part.label} ({bits(part.weight)})" for part in carrying[:limit])


def verdict(found: PairExplanation) -> str:
    """The answer in one sentence."""
    if found.is_one_person:
        return f"One person: both have the PIN {found.left.pin}."
    return f"Two people: PIN {found.left.pin} and PIN {found.right.pin}."


def reasons(found: PairExplanation, shown: bool) -> list[str]:
    """Why, sentence by sentence: the pair's weight, how it was found, the way between the two, what decides.

    Unless `shown`, record keys are masked and what stewards wrote is left out.
    """
    if found.pair is None:
        same = found.left.record_key == found.right.record_key
        return [
            "They are one and the same record."
            if same
            else "Both records have the very same identity attributes: one fingerprint, nothing to compare."
        ]
    told = [found.left.asked.note, found.right.asked.note, _of_weight(found), _of_blocking(found)]
    if found.is_one_person:
        told.append(_of_path(found))
    else:
        told += _of_gap(found, shown)
    told += [
        f"Steward's decision {one.decision_id} ({one.decision.replace('_', ' ')}, {one.status}) by {one.decided_by}"
        + (f": {one.reason}" if one.reason and shown else "")
        for one in found.decisions
    ]
    return [sentence for sentence in told if sentence]


def _of_weight(found: PairExplanation) -> str:
    assert found.pair
    weight = found.pair.match_weight
    side = "above" if weight >= found.join_weight else "below"
    told = odds(weight)
    likely = "about as likely one person as not" if told == EVEN else f"{told} one person"
    return (
        f"Compared directly, the two weigh {bits(weight)} bits ({likely}), "
        f"{abs(found.gap):.1f} {side} the weight that joins ({found.join_weight:g})."
    )


def _of_blocking(found: PairExplanation) -> str:
    if found.found_by:
        return f"They were compared because of the blocking rule {found.found_by}."
    if found.pair and found.pair.rules:
        return (
            f"No build compared them: they agree on {', '.join(found.pair.rules)}, "
            "but too many fingerprints do for it to tell people apart. Weighed on the spot."
        )
    return "No build compared them: they agree on no blocking rule. Weighed on the spot."


def _of_path(found: PairExplanation) -> str:
    if not found.steps:
        return ""
    if len(found.steps) == 1:
        return _of_direct_link(found)
    scored = [step.match_weight for step in found.steps if step.fingerprints not in found.decided]
    by_decision = len(found.steps) - len(scored)
    if not scored:
        return "Only stewards' decisions tie the two together."
    decided = f" {by_decision} of them is a steward's decision." if by_decision else ""
    weakest = min(scored)
    return (
        f"The strongest way from one to the other goes over {len(found.steps)} links; "
        f"the weakest that was scored weighs {bits(weakest)} bits.{decided}"
    )


def _of_direct_link(found: PairExplanation) -> str:
    """What holds two that are tied directly, where it is not their weight."""
    assert found.pair
    if found.pair.fingerprints in found.decided:
        return "They are one person by a steward's decision, whatever they weigh."
    if found.stay_weight <= found.pair.match_weight < found.join_weight:
        return f"Two that were one customer before stay so down to {found.stay_weight:g} (stay_weight)."
    return ""


def _of_gap(found: PairExplanation, shown: bool) -> list[str]:
    assert found.pair
    told = []
    if found.gap > 0 and found.against():
        told.append(f"Against it: {_listed(found.against())}.")
    if found.gap > 0:
        told += [_of_missing(found)]
    elif any(one.decision == "cannot_link" and one.status == "in force" for one in found.decisions):
        told.append("By itself the pair would join; a steward's decision keeps the two customers apart.")
    else:
        told.append("By itself the pair would join; what else there is between the two customers keeps them apart.")
    if found.between and (found.between.pairs > 1 or found.gap <= 0):
        told += _of_between(found.between, shown)
    return told


def _listed(parts: list[Part]) -> str:
    """Comparisons with their levels and weights."""
    return ", ".join(f"{readable(part.comparison)} {part.label} ({bits(part.weight)})" for part in parts)


def _of_missing(found: PairExplanation) -> str:
    missing = found.missing()
    if not missing:
        return "Nothing is missing: every attribute that the model knows was compared."
    enough = [part for part in missing if part.best_weight >= found.gap]
    listed = ", ".join(f"{readable(part.comparison)} (up to {bits(part.best_weight)})" for part in missing[:5])
    names = [readable(part.comparison) for part in enough[:5]]
    alone = " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    ending = f" Agreement on {alone} alone would join them." if enough else " No one of them alone would join the two."
    return f"Missing on one side or both: {listed}.{ending}"


def _of_between(between: Between, shown: bool) -> list[str]:
    told = [
        f"Between the two customers {between.pairs:,} pair{' was' if between.pairs == 1 else 's were'} scored, "
        f"{between.joining:,} of them would join; all counted, {bits(between.evidence)} bits speak "
        f"{'against' if between.evidence < 0 else 'for'} joining them."
    ]
    if between.worst:
        against = sorted((part for part in between.worst.parts if part.weight < 0), key=lambda part: part.weight)
        why = f": {_listed(against)}" if against else ": too little agrees"
        one, other = (key if shown else mask_key(key) for key in between.worst_keys)
        told.append(f"Most against it are {one} and {other}, {bits(between.worst_evidence)} bits{why}.")
    if between.broken_rules:
        rules = ", ".join(rule.replace("_", " ") for rule in between.broken_rules)
        told.append(f"Joined, they would break the conflict rule {rules}.")
    return told


def is_decided(weight: float) -> bool:
    """Whether a link's weight is a steward's decision."""
    return abs(weight) >= DECISION_WEIGHT
