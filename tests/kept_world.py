"""One state of the database for all tests of a module: made once, and each test's changes are rolled back to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import override_settings


@contextmanager
def kept(blocker: Any, folder: Path) -> Iterator[None]:
    """Make a world inside; afterwards nothing of it is left. Its files lie in `folder`."""
    outer: Any = transaction.atomic()
    outer._from_testcase = True  # acts insist on the outermost transaction, but for a test's own
    places = override_settings(FIRSTHAND_MEDIA=folder / "media", FIRSTHAND_UPLOADS=folder / "uploads")
    with blocker.unblock(), places, outer:
        yield
        transaction.set_rollback(True)
