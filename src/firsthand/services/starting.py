"""What must be there before the first page: the data folder with its key, the tables, and somebody to sign in."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from firsthand.adapters.data_folder import DataFolder, default_folder
from firsthand.adapters.folder_lock import FolderLock
from firsthand.domain.errors import Invalid

DEMO_MARK = "demo"  # a file in the data folder of a demo
SETTINGS = "firsthand.server.settings"  # named, not imported: the server stands above the services


def prepare(data: Path | None, name: str = "firsthand") -> DataFolder:
    """Make the data folder and set Django up on it; `data` goes before FIRSTHAND_DATA, that before the usual place.

    Raises Invalid where the folder can't be written.
    """
    folder = DataFolder((data or Path(os.environ.get("FIRSTHAND_DATA") or default_folder(name))).absolute())
    try:
        folder.prepare()
    except OSError as error:
        message = f"The data folder {folder.path} can't be written: {error.strerror}. Choose another one with --data."
        raise Invalid(message, where="--data") from error
    os.environ["FIRSTHAND_DATA"] = str(folder.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()
    return folder


def worker_lock(folder: DataFolder) -> FolderLock | None:
    """The lock that the one process takes which does the jobs; None where the database lets any number work."""
    from django.db import connection

    return FolderLock(folder.lock) if connection.vendor == "sqlite" else None


def bring_tables_up_to_date() -> None:
    """Run the migrations that this database has not seen yet."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def mark_as_demo(folder: DataFolder) -> None:
    """Say in the folder that it holds a demo and may be emptied; not where a workspace lies already."""
    if not folder.database.exists():
        (folder.path / DEMO_MARK).write_text("This folder holds a demo. `firsthand demo --fresh` empties it.\n")


def empty(data: Path | None, name: str) -> None:
    """Take everything that Firsthand keeps out of a demo's data folder, and nothing else that may lie there.

    Raises Invalid for a folder that holds a database and was not made by a demo.
    """
    folder = DataFolder((data or default_folder(name)).absolute())
    if data and folder.database.exists() and not (folder.path / DEMO_MARK).exists():
        message = f"{folder.path} holds a workspace that is no demo. Nothing was removed; name another folder."
        raise Invalid(message, where="--data")
    for place in (folder.media, folder.uploads):
        shutil.rmtree(place, ignore_errors=True)
    for ending in ("", "-wal", "-shm"):
        folder.database.with_name(folder.database.name + ending).unlink(missing_ok=True)
    folder.secret_key.unlink(missing_ok=True)
