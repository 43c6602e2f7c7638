"""`scv`: what dbt itself can't do. Each command imports what it needs when it runs."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from scv.cli_labels import accuracy, label
from scv.cli_models import models, train
from scv.cli_options import Database, Target
from scv.diagnostics.commands import explain, report
from scv.project import ScvError, project_directory

app = typer.Typer(
    help="Single customer view: the tools around `dbt build`.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)


@app.command()
def generate(
    out: Annotated[Path, typer.Option(help="Folder to write to.")],
    persons: Annotated[int, typer.Option(min=1, help="How many people there are.")] = 3000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 1,
) -> None:
    """Write raw extracts of every channel as their own systems would, and the truth beside them."""
    from scv.demo import generate as write

    made = write(persons, seed, out)
    print(f"{made.records:,} records of {made.persons:,} people, {made.bytes / 1e6:,.1f} MB, written to {out}")


@app.command()
def load(
    folder: Annotated[Path, typer.Argument(help="Raw extracts: <channel>/<table>.csv or .parquet.")],
    target: Annotated[str, typer.Option(help="A server among the profile's targets: postgres, redshift.")],
) -> None:
    """Put raw extracts into a server's raw schemas, as ingestion would. On DuckDB they are read in place."""
    from scv.load import load as put
    from scv.warehouse import target_credentials

    project = project_directory()
    for table in put(folder, project, target_credentials(project, target)):
        print(f"{table.rows:>12,} rows  {table.place}")


@app.command()
def summary(
    database: Database = None,
    target: Target = None,
) -> None:
    """Say what the last build made: records, customers, where they are and what to try next."""
    from rich.console import Console

    from scv.database import place_of_build
    from scv.summary import summarise
    from scv.terminal import summary_page

    Console().print(summary_page(summarise(place_of_build(project_directory(), database, target))))


@app.command()
def evaluate(
    records: Annotated[Path, typer.Argument(help="CSV or Parquet in the standard shape.")],
    truth: Annotated[Path | None, typer.Option(help="CSV or Parquet: record_key, entity_id.")] = None,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the PINs here (CSV or Parquet). Without a truth: pins.csv.")
    ] = None,
    keep: Annotated[Path | None, typer.Option(help="Build in this folder and leave it there.")] = None,
    labels: Annotated[int, typer.Option(min=0, help="Learn from so many pairs answered from the truth.")] = 0,
    seed: Annotated[int, typer.Option(help="Another seed draws other pairs to label.")] = 1,
) -> None:
    """Put a file of records through the project's own DAG in a scratch database.

    With a truth, print how well the PINs agree with it; without one, write the PINs.
    """
    from rich.console import Console

    from scv import evaluate as evaluation
    from scv.terminal import evaluation_table

    pins = out or (None if truth else Path("pins.csv"))
    notes = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="scv_") as folder, notes.status("starting") as status:
        scratch = keep or Path(folder)
        project = project_directory()
        result = evaluation.evaluate(records, truth, project, scratch, pins, status.update, labels, seed)
    if result.records.ignored:
        notes.print(f"Ignored columns: {', '.join(result.records.ignored)}", soft_wrap=True)
    Console().print(evaluation_table(result))
    if pins:
        notes.print(f"PINs written to {pins}", soft_wrap=True)
    if json_out:
        json_out.write_text(json.dumps(result.as_dict(), indent=2) + "\n")


@app.command()
def review(
    limit: Annotated[int, typer.Option(min=1, help="How many questions at most.")] = 20,
    by: Annotated[str | None, typer.Option(help="Who decides; the name you are logged in with by default.")] = None,
    database: Database = None,
    target: Target = None,
) -> None:
    """Settle what the linkage is unsure of: are these two one person? The next `dbt build` keeps to the answers."""
    from getpass import getuser

    from rich.console import Console

    from scv.database import place_of_build
    from scv.review.decision_file import DecisionFile
    from scv.review.keyboard import Keyboard
    from scv.review.queue import read_questions
    from scv.review.session import settle

    project = project_directory()
    decisions = DecisionFile.read(project / "seeds" / "steward_decisions.csv")
    questions = read_questions(place_of_build(project, database, target), limit, decisions.pairs())
    console = Console()
    settle(questions, decisions, by or getuser(), Keyboard(console), console)


app.command()(label)
app.command()(accuracy)
app.add_typer(models, name="models")
app.command()(train)


@app.command("rebuild-pins")
def rebuild_pins(
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    database: Database = None,
    target: Target = None,
) -> None:
    """Forget every PIN: the next `dbt build` issues new ones. Says first what will be lost."""
    from scv.database import name_of, place_of_build
    from scv.identity.rebuild import empty_ledger, what_is_lost

    place = place_of_build(project_directory(), database, target)
    loss = what_is_lost(place)
    print(
        f"In {name_of(place)}, for good:\n"
        f"  {loss.pins:,} PINs, {loss.current_pins:,} of them of customers now; none of them will resolve any more\n"
        f"  {loss.assignments:,} assignments of {loss.runs:,} runs, with their events and churn\n"
        f"  {loss.decisions_lost:,} decisions of stewards that name a PIN: they will mean nobody\n"
        f"  {loss.households:,} numbers of households, which get new ones with the PINs of their people\n"
        f"Kept: {loss.decisions_kept:,} decisions of stewards between records, the linkage model, its scores. No PIN is"
        " issued again."
    )
    if not yes and not typer.confirm("Forget them?"):
        print("Nothing was changed.")
        return
    empty_ledger(place)
    print("Done. The next `dbt build` gives every customer a new PIN.")


app.command()(explain)
app.command()(report)


def main() -> None:
    """Run the command line; a mistake that can be put right is a line, not a traceback."""
    try:
        app()
    except ScvError as error:
        print(f"scv: {error}", file=sys.stderr)
        sys.exit(1)
