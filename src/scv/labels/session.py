"""One sitting of labelling: question by question in the terminal, or all at once from a truth."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from scv.review.screen import question_page
from scv.workbench import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb
    from rich.console import Console

    from scv.labels.questions import LabelQuestion
    from scv.labels.store import LabelStore
    from scv.review.keyboard import Answers

PROMPT = r"One person? [bold]s[/bold]ame, [bold]d[/bold]ifferent people, s[bold]k[/bold]ip, [bold]q[/bold]uit:"
ANSWERS = {"s": True, "d": False}


def ask(questions: Sequence[LabelQuestion], store: LabelStore, answers: Answers, console: Console) -> Counter[str]:
    """Ask every question and store each answer before the next comes; give how many of each answer there were.

    Ctrl-C is quitting: what was answered before it is stored.
    """
    given: Counter[str] = Counter()
    try:
        for number, item in enumerate(questions, start=1):
            console.print(question_page(item.question, number, len(questions)))
            key = answers.key(PROMPT, "sdkq")
            if key == "q":
                break
            if key in ANSWERS:
                store.add([item.answered(ANSWERS[key])], now())
                given["same" if ANSWERS[key] else "different"] += 1
    except KeyboardInterrupt:
        console.print()
    return given


def answer_from_truth(
    questions: Sequence[LabelQuestion], store: LabelStore, connection: duckdb.DuckDBPyConnection
) -> Counter[str]:
    """Answer every question of whose records the table `truth` (record_key, entity_id) knows both."""
    keys = sorted({key for item in questions for key in item.question.pair})
    entities = dict(
        connection.execute(
            "select record_key, entity_id from truth where record_key in (select unnest(?))", [keys]
        ).fetchall()
    )
    labels = []
    for item in questions:
        left, right = (entities.get(side.record_key) for side in (item.question.left, item.question.right))
        if left is not None and right is not None:
            labels.append(item.answered(left == right))
    store.add(labels, now())
    return Counter("same" if label.is_same else "different" for label in labels)
