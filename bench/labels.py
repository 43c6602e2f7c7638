"""What labels bring, over several samples: F1 without and with labels that the truth answers.

    python -m bench.labels SET_FOLDER [--labels 500] [--samples 5]

The folder holds records.parquet and truth.parquet. It is built once; each sample is drawn, answered, trained with and
linked on a copy of that database.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import duckdb
import numpy as np

from bench.linkage_only import Bench
from scv.database import bench_of
from scv.evaluate import evaluate
from scv.governance.registry import find, read_models
from scv.governance.training import train_candidate
from scv.labels.questions import draw_sample
from scv.labels.session import answer_from_truth
from scv.labels.store import LabelStore
from scv.project import project_directory


def with_labels(built: Path, truth: Path, scratch: Path, labels: int, seed: int) -> tuple[float, float]:
    """Pairwise and B-cubed F1 of the linkage that has learnt from one sample."""
    database = Path(shutil.copy(built, scratch / "scv.duckdb"))
    sample = draw_sample(database, labels, seed)
    with duckdb.connect() as connection:
        connection.execute(f"create table truth as select * from '{truth}'")
        answer_from_truth(sample.questions, LabelStore(database, sample.sample_id, "truth"), connection)
    model_id = train_candidate(database, "bench", "labels")
    with bench_of(database, "linkage_registry") as connection:
        model = find(read_models(connection), model_id).model
    accuracy = Bench.of(database, truth).result(model)
    return accuracy.pairwise.f1, accuracy.b_cubed.f1


def main() -> None:
    """Run every sample and print F1 of each, mean and least."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--labels", type=int, default=500)
    parser.add_argument("--samples", type=int, default=5)
    options = parser.parse_args()
    truth = options.folder / "truth.parquet"
    with tempfile.TemporaryDirectory(prefix="scv_labels_") as name:
        first, again = Path(name) / "first", Path(name) / "again"
        again.mkdir()
        result = evaluate(options.folder / "records.parquet", truth, project_directory(), first)
        assert result.accuracy is not None
        print(f"no labels: {result.accuracy.pairwise.f1:.4f} / {result.accuracy.b_cubed.f1:.4f}", flush=True)
        found = []
        for seed in range(1, options.samples + 1):
            found.append(with_labels(first / "scv.duckdb", truth, again, options.labels, seed))
            print(f"{options.labels} labels, sample {seed}: {found[-1][0]:.4f} / {found[-1][1]:.4f}", flush=True)
    pairs, cubes = np.array(found).T
    print(f"mean {pairs.mean():.4f} / {cubes.mean():.4f}, least {pairs.min():.4f} / {cubes.min():.4f}")


if __name__ == "__main__":
    main()
