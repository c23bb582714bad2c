"""An S3-compatible server on this machine, for as long as a test needs it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

KEYS = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing"}


@contextmanager
def bucket_nearby(name: str = "interviews") -> Iterator[str]:
    """Start a server with one bucket; gives the address to put into `media_url`."""
    import boto3
    from moto.server import ThreadedMotoServer

    with patch.dict(os.environ, KEYS):
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(Bucket=name)
        try:
            yield f"s3://{name}/quayline?endpoint={endpoint}&region=us-east-1"
        finally:
            server.stop()
