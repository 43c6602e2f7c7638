"""Explanations in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from scv.diagnostics.words import bits, is_decided, label, level_words, readable, reasons, strongest, values, verdict

if TYPE_CHECKING:
    from scv.diagnostics.customer import CustomerExplanation
    from scv.diagnostics.explanation import PairExplanation
    from scv.diagnostics.pair_weights import PairWeights

BAR = 16


def pair_page(found: PairExplanation, shown: bool = True) -> Group:
    """Why two records are one person, or why not: the answer, the reasons, the weights, the way between them."""
    parts: list[RenderableType] = [Text(verdict(found), style="bold green" if found.is_one_person else "bold yellow")]
    parts += [Text(f"  {sentence}") for sentence in reasons(found, shown)]
    if found.pair:
        swapped = found.left.node.fingerprint != found.pair.fingerprints[0]
        parts.append(Text(f"\n  one:   {found.left.record_key}\n  other: {found.right.record_key}", style="dim"))
        parts.append(weights_table(found.pair, found.join_weight, shown, swapped))
    if len(found.steps) > 1:
        parts.append(_steps_table(found, shown))
    return Group(*parts)


def weights_table(pair: PairWeights, join_weight: float, shown: bool, swapped: bool = False) -> Table:
    """A pair's waterfall: what each comparison adds, and where that leads; those without any value are left out."""
    table = Table(box=SIMPLE_HEAD, title_justify="left")
    for title in ("", "one / other", "level"):
        table.add_column(title, overflow="fold")
    for title in ("bits", "sum"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    scale = max([abs(part.weight) for part in pair.parts] + [abs(pair.prior), pair.home_penalty, 1.0])
    total = pair.prior
    table.add_row("any two", "", "before comparing", bits(pair.prior), bits(total), _bar(pair.prior, scale))
    for part in pair.parts:
        if not any(part.left) and not any(part.right):
            continue
        total += part.weight
        one, other = values(part, shown)[:: -1 if swapped else 1]
        sides = one if one == other else f"{one or '-'}\n{other or '-'}"
        cells = (readable(part.comparison), sides, level_words(part), bits(part.weight), bits(total))
        style = "dim" if part.level < 0 else ""
        table.add_row(*(Text(cell) for cell in cells), _bar(part.weight, scale), style=style)
    home = -pair.home_penalty
    table.add_row("one home", "", "or two of one home?", bits(home), bits(total + home), _bar(home, scale))
    if abs(pair.label_correction) >= 0.05:
        taught = pair.label_correction
        table.add_row("labels", "", "what they taught", bits(taught), bits(pair.match_weight), _bar(taught, scale))
    table.add_section()
    joins = "joins" if pair.match_weight >= join_weight else "does not join"
    table.add_row("match weight", "", f"{joins} at {join_weight:g}", "", bits(pair.match_weight), "", style="bold")
    return table


def customer_page(found: CustomerExplanation, shown: bool = True) -> Group:
    """Why the records of a PIN are one person: figures, the links it hangs by, what speaks against it."""
    figures = found.figures
    heading = Text(f"PIN {found.pin}: {figures['record_count']:,} records of {figures['source_systems']}", style="bold")
    lines = customer_sentences(found)
    table = Table(box=SIMPLE_HEAD, title="The links it hangs by, the weakest first", title_justify="left")
    for title in ("one", "other", "why"):
        table.add_column(title, overflow="fold")
    table.add_column("bits", justify="right", no_wrap=True)
    for left, right, weight in found.tree:
        pair = found.weights.get((left, right))
        why = "a steward's decision" if is_decided(weight) or pair is None else strongest(pair)
        sides = (f"{label(found.nodes[end], shown)}\n{found.nodes[end].record_keys[0]}" for end in (left, right))
        table.add_row(*(Text(side) for side in sides), Text(why), "" if is_decided(weight) else bits(weight))
    if found.weights:
        prior = next(iter(found.weights.values())).prior
        table.caption = f"Each link begins at {bits(prior)} bits, what any two weigh; what speaks against it goes off."
        table.caption_justify = "left"
    return Group(heading, *(Text(f"  {line}") for line in lines), *([table] if found.tree else []))


def customer_sentences(found: CustomerExplanation) -> list[str]:
    """What there is to say of a customer as a whole."""
    figures = found.figures
    fingerprints = figures["fingerprint_count"]
    lines = [found.note] if found.note else []
    lines.append(f"{figures['record_count']:,} records, {fingerprints:,} distinct combinations of identity attributes.")
    if fingerprints > 1:
        apart = figures["diameter"]
        lines.append(
            f"{figures['edge_count']:,} links of {fingerprints * (fingerprints - 1) // 2:,} possible, "
            f"{_bridges(figures['bridge_count'])}" + (f"; the farthest two are {apart} links apart." if apart else ".")
        )
    if figures["contrary_pair_count"]:
        lines.append(f"{figures['contrary_pair_count']:,} pairs within it weigh less than joins.")
    if figures["conflicting_attributes"]:
        lines.append(f"Several values of: {figures['conflicting_attributes'].replace('_', ' ')}.")
    if figures["broken_rules"]:
        lines.append(f"Breaks the conflict rules: {figures['broken_rules'].replace('_', ' ')}.")
    lines += [
        f"Steward's decision {one.decision_id} ({one.decision.replace('_', ' ')}, {one.status}) by {one.decided_by}"
        for one in found.decisions
    ]
    if len(found.nodes) < fingerprints:
        lines.append(f"Shown are the {len(found.nodes)} fingerprints of its weakest links.")
    return lines


def _bridges(count: int) -> str:
    """How many links hold two parts together by themselves."""
    return (
        "none of them a bridge" if not count else "1 of them a bridge" if count == 1 else f"{count:,} of them bridges"
    )


def _steps_table(found: PairExplanation, shown: bool) -> Table:
    """The strongest way from one record to the other."""
    table = Table(box=SIMPLE_HEAD, title="The way from one to the other", title_justify="left")
    for title in ("from", "to", "why"):
        table.add_column(title, overflow="fold")
    table.add_column("bits", justify="right", no_wrap=True)
    place = found.left.node.fingerprint
    for step in found.steps:
        onward = step.fingerprints[1] if step.fingerprints[0] == place else step.fingerprints[0]
        ends = (f"{label(found.nodes[end], shown)}\n{found.nodes[end].record_keys[0]}" for end in (place, onward))
        why = "a steward's decision" if step.fingerprints in found.decided else strongest(step)
        table.add_row(*(Text(end) for end in ends), Text(why), bits(step.match_weight))
        place = onward
    return table


def _bar(weight: float, scale: float) -> Text:
    """A bar as long as the weight, to the left when it speaks against."""
    half = BAR // 2
    length = min(half, round(half * abs(weight) / scale))
    if weight < 0:
        return Text(" " * (half - length) + "█" * length + "│", style="red")
    return Text(" " * half + "│" + "█" * length, style="green" if length else "dim")
