"""A lock on the data folder that lasts as long as the process that took it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO


class FolderLock:
    """Held by one process at a time; let go when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def take(self) -> bool:
        """Take the lock if nobody has it; says whether it is ours now."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.path.open("a")
        if not _lock(file):
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Let it go."""
        if self._file:
            self._file.close()
            self._file = None


def _lock(file: IO[str]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
