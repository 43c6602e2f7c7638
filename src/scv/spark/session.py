"""The Spark session that the linkage runs on: a Spark Connect server's, a cluster's, or one on this machine."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from scv.project import ScvError
from scv.spark.java import java_home

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

HOW_TO_GET_IT = "`linkage_engine: spark` needs PySpark 4: `pip install 'scv[spark]'` (in this repository: '.[spark]')."
STARTING = Lock()

# For a session that starts here; `spark_conf` overrides them.
DEFAULTS = {
    "spark.app.name": "scv linkage",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",
}
LOCAL_DEFAULTS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
}

logger = logging.getLogger(__name__)


def require_pyspark() -> None:
    """Raise ScvError, with how to get it, when PySpark is missing."""
    try:
        import pyspark.sql  # noqa: F401
    except ImportError as error:
        raise ScvError(HOW_TO_GET_IT) from error


@contextmanager
def spark_session(master: str | None, conf: Mapping[str, str]) -> Iterator[SparkSession]:
    """A session of its own: temporary views and functions are seen by nobody else. One of a server's is closed after.

    From SPARK_REMOTE when that is set; else from `master`, the environment's SCV_SPARK_MASTER, or `local[*]`. Raises
    ScvError when Java is missing.
    """
    from pyspark.sql import SparkSession

    remote = os.environ.get("SPARK_REMOTE")
    if remote:
        spark = _connected(SparkSession.builder.remote(remote), conf)
        try:
            yield spark
        finally:
            spark.stop()
    else:
        with STARTING:
            spark = _started(SparkSession.builder, master or os.environ.get("SCV_SPARK_MASTER") or "local[*]", conf)
        yield spark


def _connected(builder: SparkSession.Builder, conf: Mapping[str, str]) -> SparkSession:
    """A session of a Spark Connect server, which gets Splink's jar with it."""
    from splink.backends.spark import similarity_jar_location

    for name, value in {"spark.sql.session.timeZone": "UTC", **conf}.items():
        builder = builder.config(name, value)
    spark = builder.create()
    spark.addArtifacts(similarity_jar_location())
    return spark


def _started(builder: SparkSession.Builder, master: str, conf: Mapping[str, str]) -> SparkSession:
    """A session of this process' Spark, which starts with the first one."""
    from splink.backends.spark import similarity_jar_location

    os.environ["JAVA_HOME"] = java_home()
    settings = {**DEFAULTS, **(LOCAL_DEFAULTS if master.startswith("local") else {}), **conf}
    jars = [similarity_jar_location(), *filter(None, settings.pop("spark.jars", "").split(","))]
    builder = builder.master(master).config("spark.jars", ",".join(jars))
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate().newSession()
    logger.info("Linkage on Spark %s at %s", spark.version, master)
    return spark
