"""`scv models`: train, compare, promote, roll back, describe and export linkage models."""

from __future__ import annotations

import json
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scv.cli_options import Database, Target
from scv.project import project_directory

if TYPE_CHECKING:
    from scv.database import Place
    from scv.governance.promotion import Plan

models = typer.Typer(
    help="The registry of linkage models: train, compare, promote, roll back, describe, export. A build never changes "
    "the model by itself.",
    no_args_is_help=True,
)

By = Annotated[str | None, typer.Option(help="Who; the name you are logged in with by default.")]
Why = Annotated[str, typer.Option(help="Why; it is kept with the model.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]
Force = Annotated[bool, typer.Option("--force", help="Even above pin_churn_budget.")]
Moves = Annotated[Path | None, typer.Option(help="Write the records whose PIN would change, with both PINs, as CSV.")]
Name = Annotated[str, typer.Argument(help="A model's id, the beginning of it, or `promoted`.")]


@models.command("list")
def list_models(database: Database = None, target: Target = None) -> None:
    """Say which models there are, and which is in force."""
    from rich.console import Console

    from scv.database import bench_of
    from scv.governance.pages import models_page
    from scv.governance.registry import read_models, read_promotions

    with bench_of(_place(database, target), "linkage_registry", "linkage_promotions") as connection:
        Console().print(models_page(read_models(connection), read_promotions(connection)))


@models.command()
def train(
    why: Why,
    by: By = None,
    labels: Annotated[bool, typer.Option(help="Learn from `scv label`'s answers, where there are any.")] = True,
    database: Database = None,
    target: Target = None,
) -> None:
    """Train a candidate on the last build's records. Builds go on with the model that is in force."""
    from scv.governance.training import train_candidate

    model_id = train_candidate(_place(database, target), by or getuser(), why, labels)
    print(f"Trained {model_id}. Next: scv models compare promoted {model_id}")


@models.command()
def compare(
    first: Name,
    second: Name,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
    database: Database = None,
    target: Target = None,
) -> None:
    """Two models on the same pairs: agreement, PINs that would move, accuracy on labels."""
    from rich.console import Console

    from scv.governance.comparison import compare as compare_models
    from scv.governance.pages import comparison_page

    comparison = compare_models(_place(database, target), project_directory(), first, second)
    Console().print(comparison_page(comparison))
    if json_out:
        json_out.write_text(json.dumps(comparison.as_dict(), indent=2) + "\n")


@models.command()
def promote(
    model: Name,
    why: Why,
    by: By = None,
    moves: Moves = None,
    force: Force = False,
    yes: Yes = False,
    database: Database = None,
    target: Target = None,
) -> None:
    """Put a model in force, after showing what it would do to PINs. The next `dbt build` scores with it."""
    from scv.governance.promotion import plan_promotion

    place = _place(database, target)
    _settle(place, plan_promotion(place, project_directory(), model, moves), by, why, force, yes)


@models.command()
def rollback(
    why: Why,
    by: By = None,
    moves: Moves = None,
    force: Force = False,
    yes: Yes = False,
    database: Database = None,
    target: Target = None,
) -> None:
    """Put the model before the one in force in force again, after showing what that would do to PINs."""
    from scv.governance.promotion import plan_rollback

    place = _place(database, target)
    _settle(place, plan_rollback(place, project_directory(), moves), by, why, force, yes)


@models.command()
def card(
    model: Annotated[str, typer.Argument(help="A model's id, or `promoted`.")] = "promoted",
    out: Annotated[Path | None, typer.Option(help="Write it here; to the terminal by default.")] = None,
    database: Database = None,
    target: Target = None,
) -> None:
    """Write a model card in Markdown from the registry, the promotions and the labels."""
    from scv.database import bench_of
    from scv.governance.card import model_card
    from scv.governance.comparison import rehearse_model
    from scv.governance.registry import read_promotions

    place = _place(database, target)
    entry, outcome = rehearse_model(place, project_directory(), model)
    with bench_of(place, "linkage_promotions") as connection:
        text = model_card(entry, read_promotions(connection), outcome)
    if out:
        out.write_text(text)
    else:
        print(text)


@models.command()
def export(
    out: Annotated[Path, typer.Option(help="The JSON file to write.")],
    model: Annotated[str, typer.Argument(help="A model's id, or `promoted`.")] = "promoted",
    frequencies: Annotated[Path | None, typer.Option(help="Write the term frequencies into this folder.")] = None,
    database: Database = None,
    target: Target = None,
) -> None:
    """Write a model as plain Splink settings, to be used without this project."""
    from scv.governance.export import export_model

    for path in export_model(_place(database, target), model, out, frequencies):
        print(path)


def _place(database: Path | None, target: str | None) -> Place:
    """Where the build is."""
    from scv.database import place_of_build

    return place_of_build(project_directory(), database, target)


def _settle(place: Place, plan: Plan, by: str | None, why: str, force: bool, yes: bool) -> None:
    """Show a rehearsal, ask, and carry it out."""
    from rich.console import Console

    from scv.governance.pages import plan_page
    from scv.governance.promotion import carry_out

    Console().print(plan_page(plan))
    may = plan.is_within_budget or force
    if may and not yes and not typer.confirm(f"Put {plan.model_id} in force?"):
        print("Nothing was changed.")
        return
    carry_out(place, plan, by or getuser(), why, force)
    print(f"{plan.model_id} is in force: the next `dbt build` scores with it.")
    if not plan.is_within_budget:
        share = plan.outcome.rehearsal.changed_share
        print(f"That build refuses so much change unless it is told: --vars '{{pin_churn_budget: {share + 0.01:.2f}}}'")
