"""A folder and a bucket keep files in the same way; the bucket is a real S3-compatible server on this machine."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.adapters.buckets import Bucket, bucket_at
from firsthand.adapters.media import MediaFolder, MediaStore, folder_at, media_store
from firsthand.domain.errors import Conflict, Invalid
from s3_nearby import bucket_nearby

SAID = "“Stuck” is when somebody waits.\n".encode()


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    with bucket_nearby() as address:
        yield address


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path, bucket: str) -> MediaStore:
    """An empty store of each kind."""
    if request.param == "folder":
        return media_store(tmp_path / "media")
    return media_store(bucket).within(request.node.name.translate({ord(sign): "-" for sign in "[]"}))


def test_what_is_kept_is_there_byte_for_byte_until_it_is_removed(store: MediaStore) -> None:
    kept = store.keep(SAID)
    assert kept == hashlib.sha256(SAID).hexdigest() == store.keep(SAID)
    assert (store.has(kept), store.read(kept)) == (True, SAID)
    store.remove(kept)
    store.remove(kept)
    assert not store.has(kept)
    with pytest.raises(FileNotFoundError):
        store.read(kept)


def test_a_part_of_a_store_is_apart(store: MediaStore) -> None:
    here, there = store.within("one"), store.within("other")
    kept = here.keep(SAID)
    there.keep(b"something else")
    assert not store.has(kept)
    assert not there.has(kept)
    there.remove_all()
    assert here.has(kept)


def test_what_is_old_is_removed_and_what_is_new_stays(store: MediaStore) -> None:
    kept = store.within("one").keep(SAID)
    assert store.remove_older(datetime.now(UTC) - timedelta(minutes=5)) == 0
    assert store.within("one").has(kept)
    assert store.remove_older(datetime.now(UTC) + timedelta(minutes=5)) == 1
    assert not store.within("one").has(kept)


def test_a_browser_gets_a_path_or_an_address_that_says_name_and_type(store: MediaStore) -> None:
    kept = store.keep(SAID)
    way = store.way_to(kept, "Interview “Nørd”.vtt", "application/octet-stream", is_shown=False)
    if isinstance(way, Path):
        assert way.read_bytes() == SAID
        return
    with urlopen(way) as answer:
        assert answer.read() == SAID
        assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{quote('Interview “Nørd”.vtt')}"
        assert answer.headers["Content-Type"] == "application/octet-stream"


def test_a_bucket_that_is_not_there_is_a_refusal_in_words(bucket: str) -> None:
    lost = Bucket("no-such-bucket", "", bucket_at(bucket).endpoint, "us-east-1")
    with pytest.raises(Conflict, match="bucket no-such-bucket, can't be used now"):
        lost.keep(SAID)
    with pytest.raises(Conflict, match="EndpointConnectionError"):
        Bucket("any", "", "http://127.0.0.1:9", "us-east-1").keep(SAID)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("s3:///prefix", "must name a bucket"),
        ("s3://key:secret@bucket", "and no user"),
        ("s3://bucket?acl=public", "acl is no part of it"),
    ],
)
def test_an_address_that_can_not_be_read_says_how_one_looks(address: str, why: str) -> None:
    with pytest.raises(Invalid, match=why) as refused:
        bucket_at(address)
    assert "s3://bucket/prefix?endpoint=" in refused.value.message
    assert "secret@" not in refused.value.message


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(Invalid, match=r"pip install 'firsthand\[s3\]'"):
        bucket_at("s3://bucket")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0/"), min_size=1, max_size=40))
def test_a_folder_is_named_by_path_or_address(name: str) -> None:
    assert folder_at(f"file:///srv/{quote(name)}") == Path("/srv") / name == folder_at(Path("/srv") / name)
    assert isinstance(media_store(Path("/srv") / name), MediaFolder)
