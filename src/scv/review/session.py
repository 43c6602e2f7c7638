"""One sitting of a steward: question by question, each answer written before the next question comes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from scv.review.screen import question_page
from scv.workbench import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from scv.review.decision_file import DecisionFile
    from scv.review.keyboard import Answers
    from scv.review.queue import Question

PROMPT = r"One person? [bold]s[/bold]ame, [bold]d[/bold]ifferent people, s[bold]k[/bold]ip, [bold]q[/bold]uit:"
DECISIONS = {"s": ("must_link", "one person"), "d": ("cannot_link", "two people")}


def settle(
    questions: Sequence[Question], decisions: DecisionFile, by: str, answers: Answers, console: Console
) -> Counter[str]:
    """Ask every question and append each answer to the file; give how many of each decision were made.

    Ctrl-C is quitting: what was answered before it is in the file.
    """
    made: Counter[str] = Counter()
    try:
        for number, question in enumerate(questions, start=1):
            console.print(question_page(question, number, len(questions)))
            key = answers.key(PROMPT, "sdkq")
            if key == "q":
                break
            if key in DECISIONS:
                decision, verdict = DECISIONS[key]
                reason = answers.line(f"Why? (Enter: {verdict} by what is shown)") or f"{verdict} by what is shown"
                left, right = question.left.record_key, question.right.record_key
                decision_id = decisions.append(decision, left, right, by, now(), reason)
                console.print(f"Noted as {decision_id}.", highlight=False)
                made[decision] += 1
    except KeyboardInterrupt:
        console.print()
    _report(made, decisions, console)
    return made


def _report(made: Counter[str], decisions: DecisionFile, console: Console) -> None:
    """Say what was decided and what happens next."""
    if not made:
        console.print("Nothing decided, nothing changed.")
        return
    told = f"{made['must_link']} joined, {made['cannot_link']} kept apart, in {decisions.path}."
    console.print(f"{told}\nThe next `dbt build` uses them.", soft_wrap=True, highlight=False)
