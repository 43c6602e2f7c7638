"""An S3 on loopback, made by moto, for as long as a test needs it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from redshift_front.storage import Storage

BUCKET = "staging"
ROLE = "arn:aws:iam::123456789012:role/staging"
REGION = "eu-west-1"


@contextmanager
def stored() -> Iterator[tuple[Storage, dict[str, str]]]:
    """An S3 with a bucket for staging, and what the environment of its users is."""
    import boto3
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        url = f"http://{host}:{port}"
        client = boto3.client(
            "s3", endpoint_url=url, region_name=REGION, aws_access_key_id="moto", aws_secret_access_key="moto"
        )
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        yield (
            Storage(client, ROLE),
            {
                "AWS_ENDPOINT_URL_S3": url,
                "AWS_ACCESS_KEY_ID": "moto",
                "AWS_SECRET_ACCESS_KEY": "moto",
                "AWS_DEFAULT_REGION": REGION,
                "SCV_REDSHIFT_S3_STAGING": f"s3://{BUCKET}/scv",
                "SCV_REDSHIFT_IAM_ROLE": ROLE,
            },
        )
    finally:
        server.stop()
