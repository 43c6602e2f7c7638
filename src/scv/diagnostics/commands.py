"""`scv explain` and `scv report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scv.cli_options import Database, Target

ShowPersonalData = Annotated[bool, typer.Option("--show-personal-data", help="Show names, addresses and numbers.")]


def explain(
    one: Annotated[str, typer.Argument(help="A record's key (`crm.supporters:12`), or a PIN.")],
    other: Annotated[str | None, typer.Argument(help="Another record or PIN; without it, the PIN as a whole.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write a page with the waterfall and the graph here.")] = None,
    show_personal_data: ShowPersonalData = False,
    database: Database = None,
    target: Target = None,
) -> None:
    """Say why two records are one person, or why not; or what holds a PIN's records together."""
    from rich.console import Console

    from scv.database import place_of_build
    from scv.diagnostics.customer import explain_customer
    from scv.diagnostics.explanation import explain_pair
    from scv.diagnostics.reader import built_linkage
    from scv.diagnostics.terminal import customer_page, pair_page
    from scv.project import project_directory

    console = Console()
    if other == one and ":" not in one:
        other = None
    with built_linkage(place_of_build(project_directory(), database, target)) as linkage:
        if other:
            pair = explain_pair(linkage, one, other)
            console.print(pair_page(pair, shown=True))
        else:
            customer = explain_customer(linkage, one)
            console.print(customer_page(customer, shown=True))
        if html:
            from scv.diagnostics import explanation_page

            page = (
                explanation_page.of_pair(pair, linkage, show_personal_data)
                if other
                else explanation_page.of_customer(customer, linkage, show_personal_data)
            )
            html.write_text(page, encoding="utf-8")
            Console(stderr=True).print(f"Written to {html}", soft_wrap=True)


def report(
    out: Annotated[Path, typer.Option(help="The HTML file to write.")] = Path("linkage_report.html"),
    show_personal_data: ShowPersonalData = False,
    database: Database = None,
    target: Target = None,
) -> None:
    """Write a page about the linkage: what ran, what came out and why, how sure it is, how it drifts."""
    from scv.database import place_of_build
    from scv.diagnostics.report import write_report
    from scv.project import project_directory

    write_report(place_of_build(project_directory(), database, target), out, show_personal_data)
    print(f"Written to {out}, {out.stat().st_size / 1e6:.1f} MB; it needs no network.")
    if show_personal_data:
        print("It shows personal data: keep it as safe as the sources.")
