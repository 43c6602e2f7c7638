"""`python -m scv.demo --persons 3000 --seed 1 --out data/demo`."""

from __future__ import annotations

import argparse
from pathlib import Path

from scv.demo.generator import DEMO_PERSONS, DEMO_SEED, generate


def main() -> None:
    """Read the options and generate."""
    parser = argparse.ArgumentParser(description="Generate raw channel data.")
    parser.add_argument("--persons", type=int, default=DEMO_PERSONS)
    parser.add_argument("--seed", type=int, default=DEMO_SEED)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    summary = generate(options.persons, options.seed, options.out)
    size, seconds = f"{summary.bytes / 1e6:.1f} MB", f"{summary.seconds:.1f} s"
    print(f"{summary.records:,} records of {summary.persons:,} persons, {size} in {seconds}")


if __name__ == "__main__":
    main()
