"""The one folder that holds everything a workspace is made of, so that a copy of it is a backup."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The places inside the data folder; nothing is made until `prepare` is called."""

    path: Path

    @property
    def settings_file(self) -> Path:
        """Settings that hold for this folder; the environment goes before them."""
        return self.path / "firsthand.toml"

    @property
    def database(self) -> Path:
        """The SQLite database, where no other one is set."""
        return self.path / "firsthand.db"

    @property
    def media(self) -> Path:
        """Original files, each named by its SHA-256."""
        return self.path / "media"

    @property
    def uploads(self) -> Path:
        """Files that were dropped and previewed but not imported yet; they go after an hour."""
        return self.path / "uploads"

    @property
    def secret_key(self) -> Path:
        """The key that signs cookies; made at the first start, readable by its owner only."""
        return self.path / "secret.key"

    @property
    def lock(self) -> Path:
        """Held by the process that runs the embedded worker."""
        return self.path / "lock"

    def prepare(self) -> None:
        """Make the folder and its key if they are not there yet; only their owner may read them."""
        for folder in (self.path, self.media):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.secret_key.exists():
            handle = os.open(self.secret_key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(48))


def default_folder(name: str = "firsthand") -> Path:
    """Where this kind of machine keeps an application's data."""
    return Path(platformdirs.user_data_dir(name, appauthor=False))
