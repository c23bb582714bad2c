"""A worker in a process of its own (`python -m firsthand.worker`), where FIRSTHAND_WORKER is off in the web process."""

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType

from firsthand.domain.errors import Refusal
from firsthand.services import starting

TAKEN = """Another process does the jobs of this data folder: with SQLite only one can.
Stop that one, or set FIRSTHAND_WORKER=off where the web process is it; with PostgreSQL any number can work."""


def main() -> None:
    """Do jobs until told to stop; the jobs at hand are finished or put back."""
    try:
        folder = starting.prepare(None)
    except Refusal as refusal:
        sys.exit(refusal.message)
    from django.conf import settings

    from firsthand.worker.embedded import EmbeddedWorker

    stop = threading.Event()

    def told(_: int, __: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    worker = EmbeddedWorker(starting.worker_lock(folder), settings.FIRSTHAND.worker_threads)
    if not worker.start():
        sys.exit(TAKEN)
    stop.wait()
    worker.stop()


if __name__ == "__main__":
    main()
