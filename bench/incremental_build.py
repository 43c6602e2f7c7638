"""A build with one per cent of new and changed records, a million being linked: `make bench`.

The raw extracts are built first without every 200th row of the tables that describe people, and with another email in
every 200th; then as they are. Compared are the seconds of the linkage and PIN models in both builds of this run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

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


def write_earlier_state(raw: Path, earlier: Path) -> None:
    """Copy the extracts as they were before one per cent of the rows came or changed."""
    shutil.copytree(raw, earlier)
    with duckdb.connect() as connection:
        for table, (key, contact) in PEOPLE.items():
            connection.execute(f"""
                copy (
                    select * replace (
                        case when hash({key}) % 200 = 1 and {contact} <> '' then 'was.' || {contact} else {contact} end
                        as {contact}
                    )
                    from read_csv('{raw / table}.csv', all_varchar = true, header = true)
                    where hash({key}) % 200 <> 0 or {key} is null
                ) to '{earlier / table}.csv' (format csv, header)
            """)


def linkage_seconds(folder: Path) -> dict[str, float]:
    """Seconds of every linkage and PIN model in the last build."""
    results = json.loads((folder / "target" / "run_results.json").read_text())["results"]
    nodes = [(result["unique_id"].split("."), result["execution_time"]) for result in results]
    return {
        parts[2]: seconds
        for parts, seconds in nodes
        if parts[0] == "model" and parts[2].startswith(("linkage_", "pin_"))
    }


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
        build(project, earlier, folder, "full")
        full = linkage_seconds(folder)
        build(project, raw, folder, "one per cent new or changed")
        small = linkage_seconds(folder)
    print("linkage and PIN models, seconds: full build, then one per cent new or changed")
    for name in sorted(full, key=lambda one: -full[one]):
        print(f"  {full[name]:8.1f} {small[name]:8.1f}  {name}")
    print(
        f"  {sum(full.values()):8.1f} {sum(small.values()):8.1f}  ratio {sum(small.values()) / sum(full.values()):.3f}"
    )


if __name__ == "__main__":
    main()
