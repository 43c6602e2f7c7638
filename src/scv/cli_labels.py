"""`scv label` and `scv accuracy`: ask people about pairs, and tell from their answers how good the linkage is."""

from __future__ import annotations

import json
from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer

from scv.cli_options import Database, Target
from scv.project import ScvError, project_directory


def label(
    count: Annotated[int, typer.Option(min=1, help="How many questions at most.")] = 50,
    by: Annotated[str | None, typer.Option(help="Who answers; the name you are logged in with by default.")] = None,
    answers: Annotated[
        Path | None, typer.Option(help="Answer from this truth (record_key, entity_id), without asking anybody.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed draws other pairs.")] = 1,
    database: Database = None,
    target: Target = None,
) -> None:
    """Answer the pairs that teach most: are these two one person? `scv accuracy` and `scv models train` use it.

    The answers are kept in the warehouse. They measure and teach; what must hold on every build is decided by
    `scv review`.
    """
    import duckdb
    from rich.console import Console

    from scv.database import place_of_build
    from scv.labels.questions import draw_sample
    from scv.labels.session import answer_from_truth, ask
    from scv.labels.store import LabelStore
    from scv.review.keyboard import Keyboard
    from scv.standard_shape import load_truth

    place, console = place_of_build(project_directory(), database, target), Console()
    sample = draw_sample(place, count, seed)
    store = LabelStore(place, sample.sample_id, by or (answers.name if answers else getuser()))
    if answers:
        with duckdb.connect() as connection:
            load_truth(connection, answers)
            given = answer_from_truth(sample.questions, store, connection)
    else:
        given = ask(sample.questions, store, Keyboard(console), console)
    told = f"{given['same']:,} same, {given['different']:,} different, kept in linkage_labels."
    console.print(told if given else "Nothing answered, nothing kept.", highlight=False)


def accuracy(
    cost_ratio: Annotated[float, typer.Option(min=0.001, help="What a false merge costs, in missed ones.")] = 1.0,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
    database: Database = None,
    target: Target = None,
) -> None:
    """Tell from the labels how good the last build's linkage is, and which threshold costs least."""
    from rich.console import Console

    from scv.database import bench_of, place_of_build
    from scv.governance.pages import accuracy_page
    from scv.governance.rehearsal import Rules
    from scv.labels.answers import create_labelled_pairs, read_answers
    from scv.labels.estimates import estimate, recommended_threshold

    project = project_directory()
    needed = ("linkage_labels", "linkage_partition", "linkage_scored_pairs", "int_identity__comparison_forms")
    with bench_of(place_of_build(project, database, target), *needed) as connection:
        if not create_labelled_pairs(connection):
            raise ScvError("There are no labels yet: `scv label` asks for them.")
        answered = read_answers(connection, "linkage_partition", "linkage_scored_pairs")
    found, threshold = estimate(answered), recommended_threshold(answered, cost_ratio)
    Console().print(accuracy_page(found, threshold, cost_ratio, Rules.of(project).thresholds.join))
    if json_out:
        figures = {**found.as_dict(), "cost_ratio": cost_ratio, "join_weight": threshold.__dict__}
        json_out.write_text(json.dumps(figures, indent=2) + "\n")
