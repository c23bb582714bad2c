"""The worker inside the web process: one thread that does jobs, in the one process that holds the folder's lock."""

from __future__ import annotations

import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

from django.db import close_old_connections, connections

from firsthand.services import jobs, withdrawing
from firsthand.worker.handlers import HANDLERS, PERIODIC

LOOK_EVERY = 1.0  # seconds between looks for work that another process asked for
SWEEP_EVERY = 30.0
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
log = logging.getLogger("firsthand.worker")


class Lock(Protocol):
    """What only one process of a data folder can hold."""

    def take(self) -> bool:
        """Take it if nobody has it."""

    def release(self) -> None:
        """Let it go."""


class EmbeddedWorker:
    """Starts with the server and stops with it; a job that is cut off is put back at the next start."""

    def __init__(self, lock: Lock) -> None:
        self.lock = lock
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> bool:
        """Begin to work unless another process of this folder does already; says whether it began."""
        if not self.lock.take():
            log.info("another process of this data folder runs the jobs")
            return False
        jobs.on_wake(self._awake.set)
        self._thread = threading.Thread(target=self._run, name="firsthand-worker", daemon=True)
        self._thread.start()
        return True

    def stop(self, patience: float = 5.0) -> None:
        """Finish the job at hand if that takes less than `patience` seconds."""
        self._stopping.set()
        self._awake.set()
        if self._thread:
            self._thread.join(patience)
        self.lock.release()

    def _run(self) -> None:
        swept: float | None = None
        while not self._stopping.is_set():
            try:
                close_old_connections()
                if swept is None:
                    jobs.take_over(datetime.now(UTC))
                    withdrawing.resume_withdrawals()
                if swept is None or time.monotonic() - swept >= SWEEP_EVERY:
                    self._sweep()
                    swept = time.monotonic()
                if jobs.work_once(HANDLERS):
                    continue
            except Exception:
                log.exception("the worker stumbled and goes on")
                self._stopping.wait(LOOK_EVERY)
            self._awake.wait(LOOK_EVERY)
            self._awake.clear()
        connections.close_all()

    def _sweep(self) -> None:
        now = datetime.now(UTC)
        jobs.sweep(now)
        for kind, every in PERIODIC.items():
            jobs.enqueue_periodic(kind, latest_due(now, every))


def latest_due(now: datetime, every: timedelta) -> datetime:
    """The last time at which work that comes round every so often was due."""
    return EPOCH + (now - EPOCH) // every * every
