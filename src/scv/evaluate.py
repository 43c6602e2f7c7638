"""Try a file: its records go through the project's own DAG in a scratch database, and out come PINs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scv.diagnostics.metrics import Accuracy, measure
from scv.project import ScvError, run_dbt
from scv.standard_shape import Records, load_records, load_truth

if TYPE_CHECKING:
    import duckdb

BUILD = (
    "build",
    "--log-level",
    "none",
    "--select",
    "+int_identity__pins",
    "+rejected_records",
    "linkage_labels",
    "+linkage_promotions",
    "--exclude-resource-type",
    "unit_test",
    "--indirect-selection",
    "cautious",
    "--vars",
)
CHANNELS = '{"channels": ["records_file"]}'
CHANNELS_AND_ANY_CHURN = '{"channels": ["records_file"], "pin_churn_budget": null}'


@dataclass(frozen=True)
class Result:
    """What a file of records came to."""

    records: Records
    rejected: int
    without_identity: int
    clusters: int
    largest_cluster: int
    not_in_truth: int | None
    truth_not_in_file: int | None
    accuracy: Accuracy | None
    labels: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain values, for JSON."""
        return asdict(self)


def evaluate(
    records: Path,
    truth: Path | None,
    project: Path,
    scratch: Path,
    pins: Path | None = None,
    progress: Callable[[str], None] = lambda step: None,
    labels: int = 0,
    seed: int = 1,
) -> Result:
    """Link the records of one file and, with a truth, judge the outcome.

    Everything is built in `scratch`: the file in the standard shape, dbt's database and logs, and
    the judgement. A record that was rejected or has no usable identity attribute has no PIN; it
    counts as a cluster of its own. `pins` is written when it is given (see `write_pins`). With `labels`, so many pairs
    are drawn after the build (by `seed`), answered from the truth and learnt from, and the file is built again.
    Raises ScvError when a file can't be used or a model or test of the project fails.
    """
    import duckdb

    scratch.mkdir(parents=True, exist_ok=True)
    clock = _Clock()
    with duckdb.connect() as connection:
        progress("reading the file")
        read = load_records(connection, records)
        if truth is not None:
            load_truth(connection, truth)
        standard = scratch / "records.parquet"
        connection.execute(f"copy records to '{standard}' (format parquet)")
        clock.lap("reading")

        steps = _build(project, scratch, standard, progress)
        clock.lap("building")
        given = 0
        if labels:
            progress("learning from labels")
            given = _learn(connection, scratch, labels, seed)
            clock.lap("learning")
            steps = _build(project, scratch, standard, progress, again=True)
            clock.lap("building again")

        progress("judging")
        _attach_outcome(connection, scratch)
        result = _judge(connection, read, truth is not None, given)
        if pins is not None:
            write_pins(connection, pins)
        clock.lap("judging")
    result.seconds.update(clock.laps, total=sum(clock.laps.values()))
    result.seconds.update({f"building_{layer}": seconds for layer, seconds in steps.items()})
    return result


def write_pins(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write record_key, pin and, where there is no pin, the reason; Parquet or CSV by the name."""
    form = "parquet" if path.suffix.lower() in (".parquet", ".pq") else "csv, header"
    path.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(
        "copy (select record_key, pin, reason from outcome order by record_key)"
        f" to '{str(path).replace(chr(39), chr(39) * 2)}' (format {form})"
    )


def _learn(connection: duckdb.DuckDBPyConnection, scratch: Path, labels: int, seed: int) -> int:
    """Learn from labels that the truth answers; raises ScvError without a truth."""
    from scv.governance.learning import learn_from_truth

    if not connection.execute("select 1 from information_schema.tables where table_name = 'truth'").fetchall():
        raise ScvError("Labels are answered from the truth: --labels needs --truth.")
    return learn_from_truth(scratch / "scv.duckdb", connection, labels, seed)


def _build(
    project: Path, scratch: Path, standard: Path, progress: Callable[[str], None], again: bool = False
) -> dict[str, float]:
    """Run dbt on the file and return the seconds spent by layer; `again` on the database that is there already."""

    def say(event: Any) -> None:
        if event.info.name == "NodeStart":
            progress(f"building {event.data.node_info.node_name}")

    database = scratch / "scv.duckdb"
    if not again:
        database.unlink(missing_ok=True)
    command = (*BUILD, CHANNELS_AND_ANY_CHURN if again else CHANNELS)
    answer = run_dbt(command, project, scratch, {"SCV_RECORDS_FILE": str(standard.resolve())}, say)
    if not answer.success:
        raise ScvError(f"dbt build failed: {_failures(answer)}\nWith --keep FOLDER, dbt's log is in FOLDER/logs.")
    spent: Counter[str] = Counter()
    for node in getattr(answer.result, "results", []):
        spent[_layer(node.node)] += node.execution_time
    return dict(spent)


def _layer(node: Any) -> str:
    """Return where a node belongs: the folder of a model, else what kind of node it is."""
    if str(node.resource_type) != "model":
        return f"{node.resource_type}s"
    parts = Path(node.original_file_path).parts
    return parts[1] if parts[0] == "models" else "linkage"


def _failures(answer: Any) -> str:
    """Return the first message of a failed run."""
    if answer.exception is not None:
        return str(answer.exception)
    failed = [node for node in answer.result.results if node.status in ("error", "fail")]
    return "; ".join(f"{node.node.name}: {node.message}" for node in failed[:3])


def _attach_outcome(connection: duckdb.DuckDBPyConnection, scratch: Path) -> None:
    """Make table `outcome` (record_key, pin, reason), one row per record of the file."""
    connection.execute(f"attach '{scratch / 'scv.duckdb'}' as built (read_only)")
    place = {
        table: connection.sql(
            "select table_schema from information_schema.tables"
            f" where table_catalog = 'built' and table_name = '{table}'"
        ).fetchall()[0][0]
        for table in ("int_identity__pins", "rejected_records")
    }
    connection.execute(f"""
        create table outcome as
        select
            records.record_key,
            pins.pin,
            case
                when pins.pin is not null then null
                else coalesce(rejected.reason, 'no usable identity attribute')
            end as reason,
            rejected.source_record_id is not null as is_rejected
        from records
        left join built.{place["int_identity__pins"]}.int_identity__pins as pins
            on records.record_key = pins.record_key
        left join (
            select source_record_id, min(reason) as reason
            from built.{place["rejected_records"]}.rejected_records
            group by source_record_id
        ) as rejected
            on records.record_key = rejected.source_record_id
    """)


def _judge(connection: duckdb.DuckDBPyConnection, read: Records, judged: bool, labels: int) -> Result:
    """Count the clusters of the outcome and, when there is a truth, compare."""
    # A record without PIN is alone; the prefix can't occur in a PIN.
    connection.execute("""
        create table assigned as
        select record_key, coalesce(pin, 'none:' || record_key) as pin from outcome
    """)
    rejected, without, clusters, largest = connection.sql("""
        select
            (select count(*) from outcome where pin is null and is_rejected),
            (select count(*) from outcome where pin is null and not is_rejected),
            count(*),
            max(records)
        from (select pin, count(*) as records from assigned group by pin)
    """).fetchall()[0]
    not_in_truth = truth_only = accuracy = None
    if judged:
        accuracy = measure(connection, "assigned", "truth")
        not_in_truth = read.rows - accuracy.records
        truth_only = connection.sql("select count(*) from truth").fetchall()[0][0] - accuracy.records
    return Result(read, rejected, without, clusters, largest, not_in_truth, truth_only, accuracy, labels)


class _Clock:
    """Wall-clock seconds between laps."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """Note the seconds since the last lap under a name."""
        now = time.perf_counter()
        self.laps[name] = round(now - self._last, 3)
        self._last = now
