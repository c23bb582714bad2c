"""Original files, byte for byte as they came, each named by its SHA-256: in a folder, or in a bucket (`buckets.py`)."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit


class MediaStore(Protocol):
    """Where originals are kept; keeping the same bytes twice keeps one file."""

    def keep(self, data: bytes) -> str:
        """Write the bytes if they are not there yet and give their SHA-256; a crash leaves no half file."""

    def has(self, sha256: str) -> bool:
        """Whether the file is there."""

    def read(self, sha256: str) -> bytes:
        """The bytes; raises FileNotFoundError where somebody removed them by hand."""

    def remove(self, sha256: str) -> None:
        """Take the file away; nothing happens where there is none."""

    def way_to(self, sha256: str, file_name: str, media_type: str, *, is_shown: bool) -> Path | str:
        """How a browser gets it: a path to send, or an address good for a minute, under this name and type."""

    def within(self, name: str) -> MediaStore:
        """A part of the store for one purpose."""

    def remove_all(self) -> None:
        """Take away everything in this part."""

    def remove_older(self, before: datetime) -> int:
        """Take away what was last written before this moment, here and in the parts; gives how many."""


def media_store(place: str | Path) -> MediaStore:
    """The store at a place: a folder as a path or file:// address, or s3://bucket/prefix?endpoint=…&region=….

    Raises Invalid for an s3 address that can't be read, or where the extra for it is not installed.
    """
    if str(place).startswith("s3://"):
        from firsthand.adapters.buckets import bucket_at

        return bucket_at(str(place))
    return MediaFolder(folder_at(place))


def folder_at(place: str | Path) -> Path:
    """The path of a folder that was named as a path or a file:// address."""
    is_address = isinstance(place, str) and place.startswith("file://")
    return Path(unquote(urlsplit(str(place)).path)) if is_address else Path(place)


class MediaFolder:
    """A folder of originals."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, data: bytes) -> str:
        """Write the bytes if they are not there yet and give their SHA-256; a crash leaves no half file."""
        digest = hashlib.sha256(data).hexdigest()
        target = self.path / digest
        if not target.exists():
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(data, target)
        return digest

    def has(self, sha256: str) -> bool:
        """Whether the file is there."""
        return (self.path / sha256).exists()

    def read(self, sha256: str) -> bytes:
        """The bytes; raises FileNotFoundError where the folder was changed by hand."""
        return (self.path / sha256).read_bytes()

    def remove(self, sha256: str) -> None:
        """Take the file away; nothing happens where there is none."""
        (self.path / sha256).unlink(missing_ok=True)

    def way_to(self, sha256: str, file_name: str, media_type: str, *, is_shown: bool) -> Path:
        """The path; whoever sends it says how it is called."""
        return self.path / sha256

    def within(self, name: str) -> MediaFolder:
        """A folder in it."""
        return MediaFolder(self.path / name)

    def remove_all(self) -> None:
        """Take away everything in this folder, half files too."""
        for path in list(self.path.rglob("*")):
            _unlink(path)

    def remove_older(self, before: datetime) -> int:
        """Take away what was last written before this moment, here and below; gives how many."""
        return sum(_unlink(path, before.timestamp()) for path in list(self.path.rglob("*")))

    def _write(self, data: bytes, target: Path) -> None:
        handle, name = tempfile.mkstemp(dir=self.path, prefix=".arriving-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)


def _unlink(path: Path, before: float = float("inf")) -> bool:
    """Remove one file if it is old enough; another process may have been quicker."""
    try:
        if not path.is_file() or path.stat().st_mtime >= before:
            return False
        path.unlink()
    except FileNotFoundError:
        return False
    return True
