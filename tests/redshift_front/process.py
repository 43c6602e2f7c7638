"""A front in a process of its own, so that it and what talks to it don't wait for each other's Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from redshift_front.upstream import Upstream

PATIENCE = 30


@contextmanager
def running_front(upstream: Upstream) -> Iterator[dict[str, str]]:
    """Start a front and its S3; what their users' environment is. Both stop at the end."""
    folder = str(Path(__file__).parents[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "redshift_front"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": folder},
    )
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(json.dumps(asdict(upstream)) + "\n")
        process.stdin.flush()
        yield json.loads(process.stdout.readline())
    finally:
        process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
