"""A place on S3 where tables stop on their way to and from Redshift, as Parquet; nothing stays there."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
from dbt.adapters.events.logging import AdapterLogger

from dbt_scv.warehouse import WarehouseError

log = AdapterLogger("dbt_scv")
FILE_ROWS = 500_000  # one file a slice of the cluster is what COPY likes; files of 1 MB to 1 GB
AT_ONCE = 8
DELETED_AT_ONCE = 1000


@dataclass(frozen=True)
class Staging:
    """A bucket, a prefix in it, and the role that the cluster assumes to reach it.

    What runs here uses AWS's own way to find credentials (environment, shared files, instance role).
    """

    bucket: str
    prefix: str
    role: str
    client: Any

    @classmethod
    def at(cls, place: str, role: str, credentials: Any) -> Staging:
        """The staging place at an s3:// address; raises WarehouseError when boto3 or the address won't do."""
        try:
            import boto3
        except ImportError as error:
            raise WarehouseError("S3 staging needs boto3: pip install 'scv[redshift]'") from error
        parts = urlsplit(place)
        if parts.scheme != "s3" or not parts.netloc:
            raise WarehouseError(f"{place!r} is no place on S3: it looks like s3://bucket/prefix")
        session = boto3.Session(profile_name=credentials.iam_profile, region_name=credentials.region)
        return cls(parts.netloc, parts.path.strip("/"), role, session.client("s3"))

    @contextmanager
    def folder(self) -> Iterator[str]:
        """A folder of its own, as an s3:// address with a slash behind; what is in it goes at the end."""
        from botocore.exceptions import BotoCoreError, ClientError

        key = "/".join(part for part in (self.prefix, f"dbt_scv_{uuid.uuid4().hex}") if part) + "/"
        try:
            yield f"s3://{self.bucket}/{key}"
        except (BotoCoreError, ClientError) as error:
            raise WarehouseError(f"S3 bucket {self.bucket}: {error}") from error
        finally:
            self._remove(key)

    def read(self, folder: str) -> pa.Table | None:
        """The rows of all Parquet files in a folder, None when there is no file."""
        keys = self._keys(urlsplit(folder).path.lstrip("/"))
        if not keys:
            return None
        with ThreadPoolExecutor(AT_ONCE) as threads:
            return pa.concat_tables(threads.map(self._read, keys))

    def write(self, folder: str, rows: pa.Table) -> None:
        """Put the rows into Parquet files; times as INT96, the form that Redshift reads."""
        key = urlsplit(folder).path.lstrip("/")
        for number, start in enumerate(range(0, rows.num_rows, FILE_ROWS)):
            buffer = io.BytesIO()
            pq.write_table(rows.slice(start, FILE_ROWS), buffer, use_deprecated_int96_timestamps=True)
            self.client.put_object(Bucket=self.bucket, Key=f"{key}{number:05}.parquet", Body=buffer.getvalue())

    def _read(self, key: str) -> pa.Table:
        data = self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        return pq.read_table(io.BytesIO(data), coerce_int96_timestamp_unit="us")

    def _keys(self, prefix: str) -> list[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        return sorted(item["Key"] for page in pages for item in page.get("Contents", []))

    def _remove(self, prefix: str) -> None:
        """Delete what is in a folder; where that fails, say so, for what went before may be worth more."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            keys = self._keys(prefix)
            for start in range(0, len(keys), DELETED_AT_ONCE):
                objects = [{"Key": key} for key in keys[start : start + DELETED_AT_ONCE]]
                self.client.delete_objects(Bucket=self.bucket, Delete={"Objects": objects})
        except (BotoCoreError, ClientError) as error:
            log.warning(f"Staged files in s3://{self.bucket}/{prefix} could not be removed: {error}")
