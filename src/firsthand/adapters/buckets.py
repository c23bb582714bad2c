"""Original files in a bucket of an S3-compatible store; who may use it is said as boto3 says it (environment, role)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from firsthand.domain.errors import Conflict, Invalid

ADDRESS_LASTS = 60  # seconds, for a browser to begin a download
GONE = ("404", "NoSuchKey", "NotFound")
OPTIONS = ("endpoint", "region")


@dataclass(frozen=True, slots=True)
class Bucket:
    """Objects below a prefix of one bucket."""

    name: str
    prefix: str  # "" or ending in a slash
    endpoint: str = ""  # "" is Amazon's
    region: str = ""

    def keep(self, data: bytes) -> str:
        """Write the bytes if they are not there yet and give their SHA-256; an object is there whole or not at all."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.has(digest):
            self._call(lambda client: client.put_object(Bucket=self.name, Key=self._key(digest), Body=data))
        return digest

    def has(self, sha256: str) -> bool:
        """Whether the object is there."""
        try:
            self._call(lambda client: client.head_object(Bucket=self.name, Key=self._key(sha256)))
        except FileNotFoundError:
            return False
        return True

    def read(self, sha256: str) -> bytes:
        """The bytes; raises FileNotFoundError where the object is gone."""
        read: bytes = self._call(
            lambda client: client.get_object(Bucket=self.name, Key=self._key(sha256))["Body"].read()
        )
        return read

    def remove(self, sha256: str) -> None:
        """Take the object away; nothing happens where there is none."""
        self._call(partial(_delete, bucket=self.name, key=self._key(sha256)))

    def way_to(self, sha256: str, file_name: str, media_type: str, *, is_shown: bool) -> str:
        """An address that is good for a minute and needs no further right; it gives the name and the type to take."""
        how = "inline" if is_shown else "attachment"
        asked = {
            "Bucket": self.name,
            "Key": self._key(sha256),
            "ResponseContentDisposition": f"{how}; filename*=UTF-8''{quote(file_name, safe='')}",
            "ResponseContentType": media_type,
            "ResponseCacheControl": "private, no-store",
        }
        address: str = self._call(
            lambda client: client.generate_presigned_url("get_object", Params=asked, ExpiresIn=ADDRESS_LASTS)
        )
        return address

    def within(self, name: str) -> Bucket:
        """What lies below one more prefix."""
        return Bucket(self.name, f"{self.prefix}{name}/", self.endpoint, self.region)

    def remove_all(self) -> None:
        """Take away everything below the prefix."""
        self._remove([key for key, _ in self._objects()])

    def remove_older(self, before: datetime) -> int:
        """Take away what was last written before this moment; gives how many."""
        old = [key for key, written in self._objects() if written < before]
        self._remove(old)
        return len(old)

    def _objects(self) -> Iterator[tuple[str, datetime]]:
        pages: list[dict[str, Any]] = self._call(
            lambda client: list(client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=self.prefix))
        )
        for page in pages:
            yield from ((one["Key"], one["LastModified"]) for one in page.get("Contents", ()))

    def _remove(self, keys: list[str]) -> None:
        for key in keys:
            self._call(partial(_delete, bucket=self.name, key=key))

    def _key(self, sha256: str) -> str:
        return f"{self.prefix}{sha256}"

    def _call(self, do: Callable[[Any], Any]) -> Any:
        """Ask the store. Raises FileNotFoundError for what is not there, Conflict where the store can't do it now."""
        with _in_words(self):
            return do(_client(self.endpoint, self.region))


def _delete(client: Any, bucket: str, key: str) -> None:
    client.delete_object(Bucket=bucket, Key=key)


def bucket_at(address: str) -> Bucket:
    """The bucket of s3://name/prefix?endpoint=https://…&region=…. Raises Invalid."""
    parts = urlsplit(address)
    options = parse_qs(parts.query, keep_blank_values=True)
    unknown = sorted(set(options) - set(OPTIONS))
    if not parts.netloc or "@" in parts.netloc or unknown:
        why = f"{unknown[0]} is no part of it" if unknown else "it must name a bucket and no user"
        raise Invalid(
            f"media_url can't be used: {why}. It looks like "
            "s3://bucket/prefix?endpoint=https://s3.example.com&region=…; keys are taken from "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the machine's role.",
            where="media_url",
        )
    _require_boto3()
    prefix = parts.path.strip("/")
    endpoint, region = (options.get(name, [""])[0] for name in OPTIONS)
    return Bucket(parts.netloc, f"{prefix}/" if prefix else "", endpoint, region)


def _require_boto3() -> None:
    try:
        import boto3  # noqa: F401
    except ImportError as error:
        raise Invalid(
            "media_url names an S3 store, which needs one more package: pip install 'firsthand[s3]'.", where="media_url"
        ) from error


@cache
def _client(endpoint: str, region: str) -> Any:
    """One client for all threads of a process; boto3 clients may be shared."""
    import boto3
    from botocore.config import Config

    patience = Config(
        signature_version="s3v4", connect_timeout=5, read_timeout=30, retries={"max_attempts": 4, "mode": "standard"}
    )
    return boto3.client("s3", endpoint_url=endpoint or None, region_name=region or None, config=patience)


@contextmanager
def _in_words(bucket: Bucket) -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in GONE:
            raise FileNotFoundError(f"no such object in the bucket {bucket.name}") from error
        raise _closed(bucket, code) from error
    except BotoCoreError as error:
        raise _closed(bucket, type(error).__name__) from error


def _closed(bucket: Bucket, why: str) -> Conflict:
    return Conflict(
        f"The store for files, bucket {bucket.name}, can't be used now ({why}). Nothing was changed; try again in "
        "a minute, and if it stays so, tell whoever runs this server."
    )
