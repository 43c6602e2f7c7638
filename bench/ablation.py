"""What each idea of the linkage brings: everything as it is, then with one idea turned off at a time.

    python -m bench.ablation DATA [--markdown FILE] [SET ...]

DATA holds a folder per set with records.parquet and truth.parquet. Each set is built once (`scv evaluate`); then the
linkage alone runs again on its fingerprints, trained anew where the idea is one of training.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from bench.linkage_only import Bench
from scv.diagnostics.metrics import Accuracy
from scv.evaluate import evaluate
from scv.linkage.comparisons import COMPARISONS
from scv.linkage.frequencies import PEOPLE_COLUMNS
from scv.linkage.levels import Comparison
from scv.linkage.model import LinkageModel
from scv.linkage.training import EXPECTED_RECORDS_PER_PERSON
from scv.project import project_directory

Variant = Callable[[Bench, LinkageModel], Accuracy]

NARROW = (
    "email",
    "phone",
    "account_id",
    "loyalty_no",
    "membership_no",
    "social_handle",
    "surname+postcode",
    "forename_root+postcode",
    "forename_root+surname+town",
    "date_of_birth+surname",
)
PLAIN_LEVELS = {
    "forename": ("missing", "same", "similar", "different"),
    "surname": ("missing", "same", "similar", "different"),
    "date_of_birth": ("missing", "same", "different"),
    "email": ("missing", "same", "different"),
    "phone": ("missing", "same", "different"),
    "location": ("missing", "same postcode", "same town", "different"),
}


def as_it_is(bench: Bench, model: LinkageModel) -> Accuracy:
    """Everything on."""
    return bench.result(model)


def without_homes(bench: Bench, model: LinkageModel) -> Accuracy:
    """Two explanations of a pair instead of three."""
    return bench.result(replace(model, h=model.u, home_probability=1e-12))


def without_frequencies(bench: Bench, model: LinkageModel) -> Accuracy:
    """Agreement on a rare value weighs no more than on a common one."""
    return _with_frequencies(bench, model, "delete from term_frequencies")


def records_for_people(bench: Bench, model: LinkageModel) -> Accuracy:
    """A mailbox or phone is common by its records instead of its people."""
    statements = "delete from term_frequencies where attribute in ('email', 'email_local', 'phone');"
    for column in set(PEOPLE_COLUMNS).intersection(model.columns):
        statements += f"""
            insert into term_frequencies
            select '{column}', {column}, count(*) from fingerprints where {column} is not null group by {column};
        """
    return _with_frequencies(bench, model, statements)


def without_lift(bench: Bench, model: LinkageModel) -> Accuracy:
    """Forename and surname count as independent."""
    return _with_frequencies(bench, model, "delete from term_frequencies where attribute = 'full_name'")


def without_conflict_rules(bench: Bench, model: LinkageModel) -> Accuracy:
    """Two attributes that both differ take nothing off beyond their weights."""
    with _changed(bench, "rules", "select * from rules where false"):
        return bench.result(model)


def connected_components(bench: Bench, model: LinkageModel) -> Accuracy:
    """Whatever a joining pair connects is one person."""
    bench.score(model)
    bench.cluster(by="component_id")
    return bench.accuracy()


def guessed_share(bench: Bench, model: LinkageModel) -> Accuracy:
    """The share of matches as guessed at the start instead of estimated."""
    count = bench.connection.execute("select count(*) from fingerprints").fetchall()[0][0]
    return bench.result(replace(model, match_probability=min(0.5, (EXPECTED_RECORDS_PER_PERSON - 1) / max(count, 2))))


def unbounded_identifiers(bench: Bench, model: LinkageModel) -> Accuracy:
    """u of identifiers as counted, with the records that share nothing but a number."""
    with patch("scv.linkage.training.most_strangers", lambda connection, comparison: 1.0):
        return bench.result(bench.train())


def narrow_blocking(bench: Bench, model: LinkageModel) -> Accuracy:
    """Ten blocking rules, as a careful tutorial has them."""
    return bench.result(replace(model, blocking_rules=tuple(name for name in model.blocking_rules if name in NARROW)))


def plain_comparisons(bench: Bench, model: LinkageModel) -> Accuracy:
    """No nicknames, initials, swapped or misplaced names, addresses by parts, slips in dates, mails and phones."""
    with patch("scv.linkage.comparisons.COMPARISONS", tuple(_plain(item) for item in COMPARISONS)):
        return bench.result(bench.train())


VARIANTS: dict[str, Variant] = {
    "everything": as_it_is,
    "no class of two people of one home": without_homes,
    "no term frequencies": without_frequencies,
    "mailboxes and phones common by records, not people": records_for_people,
    "no lift of full names": without_lift,
    "plain comparisons": plain_comparisons,
    "narrow blocking": narrow_blocking,
    "share of matches guessed": guessed_share,
    "u of identifiers not bounded": unbounded_identifiers,
    "no conflict rules": without_conflict_rules,
    "connected components": connected_components,
}


def _plain(comparison: Comparison) -> Comparison:
    """The comparison with its plainest levels alone."""
    kept = PLAIN_LEVELS.get(comparison.name)
    if kept is None:
        return comparison
    return replace(comparison, levels=tuple(level for level in comparison.levels if level.label in kept))


def _with_frequencies(bench: Bench, model: LinkageModel, statements: str) -> Accuracy:
    """Score with term frequencies that SQL has changed."""
    bench.prepare(model)
    bench.connection.execute(statements)
    bench.score_prepared(model)
    bench.cluster()
    return bench.accuracy()


@contextmanager
def _changed(bench: Bench, table: str, query: str) -> Iterator[None]:
    """Another content of a table for as long as the block lasts."""
    bench.connection.execute(f"create table kept as select * from {table}")
    bench.connection.execute(f"create or replace table {table} as {query}")
    try:
        yield
    finally:
        bench.connection.execute(f"create or replace table {table} as select * from kept; drop table kept")


def run(folder: Path) -> dict[str, Accuracy]:
    """Every variant on one set."""
    with tempfile.TemporaryDirectory(prefix="scv_ablation_") as scratch:
        truth = folder / "truth.parquet"
        evaluate(folder / "records.parquet", truth, project_directory(), Path(scratch))
        bench = Bench.of(Path(scratch) / "scv.duckdb", truth)
    model = bench.train()
    results = {}
    for name, variant in VARIANTS.items():
        results[name] = variant(bench, model)
        print(f"{folder.name}: {name}: {figures(results[name])}", flush=True)
    return results


def figures(accuracy: Accuracy) -> str:
    """Pairwise F1 and B-cubed F1."""
    return f"{accuracy.pairwise.f1:.4f} / {accuracy.b_cubed.f1:.4f}"


def main() -> None:
    """Run all and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("sets", nargs="*", help="folders of DATA; all by default")
    parser.add_argument("--markdown", type=Path)
    options = parser.parse_args()
    sets = options.sets or sorted(path.parent.name for path in options.data.glob("*/truth.parquet"))
    results = {name: run(options.data / name) for name in sets}
    lines = [f"| pairwise F1 / B-cubed F1 | {' | '.join(sets)} |", "|---" * (1 + len(sets)) + "|"]
    lines += [f"| {variant} | {' | '.join(figures(results[name][variant]) for name in sets)} |" for variant in VARIANTS]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.markdown:
        options.markdown.write_text(text)


if __name__ == "__main__":
    main()
