"""Original files on disk, byte for byte as they came, each named by its SHA-256."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


class MediaFolder:
    """A folder of originals; writing the same bytes twice keeps one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, data: bytes) -> str:
        """Write the bytes if they are not there yet and give their SHA-256; a crash leaves no half file."""
        digest = hashlib.sha256(data).hexdigest()
        target = self.place(digest)
        if not target.exists():
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(data, target)
        return digest

    def place(self, sha256: str) -> Path:
        """Where the file with this SHA-256 is, or would be."""
        return self.path / sha256

    def read(self, sha256: str) -> bytes:
        """The bytes; raises FileNotFoundError where the folder was changed by hand."""
        return self.place(sha256).read_bytes()

    def remove(self, sha256: str) -> None:
        """Take the file away; nothing happens where there is none."""
        self.place(sha256).unlink(missing_ok=True)

    def _write(self, data: bytes, target: Path) -> None:
        handle, name = tempfile.mkstemp(dir=self.path, prefix=".arriving-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
