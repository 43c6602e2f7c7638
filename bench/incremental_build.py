"""A build with one per cent of new and changed records, a million being linked: `make bench`.

The raw extracts are built first without every 200th row of the tables that describe people, and with another email in
every 200th; then as they are. Orders and till transactions are all there and every 100th is changed, because lines and
returns hang on them. Compared are the seconds of the linkage and PIN steps in both builds of this run: the Python
models of linkage and identity, and what lies between the fingerprints and the ledger of PINs. One step runs at a time,
so that its seconds are its own. The other Python models (diagnostics, suppression files, customer value), which follow
from these, are shown apart.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import duckdb

from bench.first_build import PERSONS, SEED, build
from scv.demo import generate
from scv.project import project_directory

PEOPLE = {
    "crm/supporters": ("SUPPORTER_ID", "EMAIL"),
    "web_shop/accounts": ("account_id", "email"),
    "web_shop/orders": ("order_id", "email"),
    "store/loyalty_cards": ("CardNo", "Email"),
    "store/till_transactions": ("TransactionId", "ReceiptEmail"),
    "telephone/calls": ("call_id", "cli"),
    "email/messages": ("message_id", "from_header"),
    "email/subscribers": ("subscriber_id", "email"),
    "live_chat/sessions": ("chat_id", "visitor_email"),
    "online_form/enquiries": ("enquiry_id", "email"),
    "social/messages": ("message_id", "handle"),
}


NEVER_MISSING = {"web_shop/orders", "store/till_transactions"}


def write_earlier_state(raw: Path, earlier: Path) -> None:
    """Copy the extracts as they were before one per cent of the rows came or changed."""
    shutil.copytree(raw, earlier)
    with duckdb.connect() as connection:
        for table, (key, contact) in PEOPLE.items():
            kept = "true" if table in NEVER_MISSING else f"hash({key}) % 200 <> 0 or {key} is null"
            connection.execute(f"""
                copy (
                    select * replace (
                        case when hash({key}) % 200 < 2 and {contact} <> '' then 'was.' || {contact} else {contact} end
                        as {contact}
                    )
                    from read_csv('{raw / table}.csv', all_varchar = true, header = true, delim = ',', quote = '"')
                    where {kept}
                ) to '{earlier / table}.csv' (format csv, header)
            """)


def linkage_steps(folder: Path) -> set[str]:
    """The ids of the linkage and PIN steps in the last build's manifest."""
    manifest = json.loads((folder / "target" / "manifest.json").read_text())
    fingerprints, ledger = (f"model.scv.{name}" for name in ("int_identity__fingerprints", "pin_ledger"))
    between = reached(fingerprints, manifest["child_map"]) & reached(ledger, manifest["parent_map"])
    python = python_models(manifest, "linkage", "identity")
    return {name for name in between | python if name.startswith("model.")}


def python_models(manifest: dict[str, Any], *folders: str) -> set[str]:
    """The ids of the Python models in these folders; of all without one."""
    return {
        name
        for name, node in manifest["nodes"].items()
        if node.get("language") == "python" and (not folders or Path(node["original_file_path"]).parent.name in folders)
    }


def reached(start: str, edges: dict[str, list[str]]) -> set[str]:
    """What can be reached from a node, itself left out."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = set(edges[waiting.pop()]) - found
        found |= new
        waiting.extend(new)
    return found


def seconds(folder: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds of every linkage and PIN step in the last build, and of the other Python models."""
    steps = linkage_steps(folder)
    manifest = json.loads((folder / "target" / "manifest.json").read_text())
    results = json.loads((folder / "target" / "run_results.json").read_text())["results"]
    spent = {one["unique_id"]: one["execution_time"] for one in results}
    groups = steps, python_models(manifest) - steps
    linkage, others = ({name.split(".")[2]: spent[name] for name in group if name in spent} for group in groups)
    return linkage, others


def show(title: str, full: dict[str, float], small: dict[str, float]) -> None:
    """Print the seconds by model of two builds, and their ratio."""
    print(f"{title}, seconds: full build, then one per cent new or changed")
    for name in sorted(full, key=lambda one: -full[one]):
        print(f"  {full[name]:8.1f} {small[name]:8.1f}  {name}")
    whole, part = sum(full.values()), sum(small.values())
    print(f"  {whole:8.1f} {part:8.1f}  ratio {part / whole:.3f}")


def main() -> None:
    """Generate, build twice, and print both builds' seconds by model and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=PERSONS)
    persons = parser.parse_args().persons
    project = project_directory()
    with tempfile.TemporaryDirectory(prefix="scv_bench_") as scratch:
        folder, raw, earlier = Path(scratch), Path(scratch) / "raw", Path(scratch) / "earlier"
        generate(persons=persons, seed=SEED, out=raw, progress=False)
        write_earlier_state(raw, earlier)
        build(project, earlier, folder, "full", "--threads", "1")
        full = seconds(folder)
        build(project, raw, folder, "one per cent new or changed", "--threads", "1")
        small = seconds(folder)
    for title, before, after in zip(("linkage and PIN steps", "other Python models"), full, small, strict=True):
        show(title, before, after)


if __name__ == "__main__":
    main()
