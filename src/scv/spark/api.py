"""Splink's Spark backend, which keeps its steps where the linkage keeps its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from splink.backends.spark import SparkAPI

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from scv.spark.place import Place


class PlacedSparkAPI(SparkAPI):
    """A `SparkAPI` that cuts lineage with Parquet in a step's place.

    Splink would ask the JVM for its checkpoint folder, which Spark Connect doesn't show.
    """

    def __init__(self, spark: SparkSession, place: Place) -> None:
        super().__init__(spark_session=spark, break_lineage_method="parquet")  # type: ignore[no-untyped-call]
        self._place = place

    def _get_checkpoint_dir_path(self, spark_df: Any) -> str:
        return self._place.uri_of("splink")
