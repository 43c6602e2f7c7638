"""`python -m redshift_front`: a front and an S3 until standard input ends; the environment for their users as JSON.

Standard input begins with one line that says where the PostgreSQL is: {"host", "port", "user", "password"}.
"""

from __future__ import annotations

import json
import logging
import sys

from redshift_front.server import redshift_front
from redshift_front.stored import stored
from redshift_front.upstream import Upstream

if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    upstream = Upstream(**json.loads(sys.stdin.readline()))
    with stored() as (storage, of_storage), redshift_front(upstream, storage) as front:
        print(json.dumps({**front.environment(), **of_storage}), flush=True)
        sys.stdin.read()
