"""The worker: threads that do jobs, and one that minds them; inside the web process, or in processes of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Protocol

from django.db import close_old_connections, connections

from firsthand.services import jobs, withdrawing
from firsthand.services.jobs import Handler
from firsthand.worker.handlers import HANDLERS, PERIODIC

LOOK_EVERY = 1.0  # seconds between looks for work that another process asked for
BEAT_EVERY = 10.0
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
    """Starts with the server and stops with it; a job that is cut off is put back at the next start.

    With a lock, only one process of the folder works; without one (PostgreSQL), as many as are started.
    """

    def __init__(self, lock: Lock | None, threads: int = 1, handlers: Mapping[str, Handler] | None = None) -> None:
        self.lock = lock
        self.handlers = handlers if handlers is not None else HANDLERS
        self._awake = [threading.Event() for _ in range(threads)]
        self._begun = threading.Event()  # what a dead process left running has been put back
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> bool:
        """Begin to work unless another process of this folder does already; says whether it began."""
        if self.lock and not self.lock.take():
            log.info("another process of this data folder runs the jobs")
            return False
        jobs.on_wake(self._wake)
        hands = [threading.Thread(target=self._work, args=(awake,), name="firsthand-worker") for awake in self._awake]
        self._threads = [threading.Thread(target=self._mind, name="firsthand-minder"), *hands]
        for thread in self._threads:
            thread.daemon = True
            thread.start()
        return True

    def stop(self, patience: float = 5.0) -> None:
        """Finish the jobs at hand if that takes less than `patience` seconds."""
        until = time.monotonic() + patience
        self._stopping.set()
        self._wake()
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        if self.lock:
            self.lock.release()

    def _wake(self) -> None:
        for awake in self._awake:
            awake.set()

    def _mind(self) -> None:
        """Put back what dead workers left, ask for what comes round, and beat for the jobs at hand."""
        swept = 0.0
        while not self._stopping.is_set():
            try:
                close_old_connections()
                if not self._begun.is_set():
                    jobs.take_over(datetime.now(UTC))
                    withdrawing.resume_withdrawals()
                    self._begun.set()
                if not swept or time.monotonic() - swept >= SWEEP_EVERY:
                    self._sweep()
                    swept = time.monotonic()
                jobs.beat(datetime.now(UTC))
            except Exception:
                log.exception("the worker stumbled and goes on")
            self._stopping.wait(BEAT_EVERY if self._begun.is_set() else LOOK_EVERY)
        connections.close_all()

    def _work(self, awake: threading.Event) -> None:
        while not self._begun.wait(LOOK_EVERY) and not self._stopping.is_set():
            pass
        while not self._stopping.is_set():
            try:
                close_old_connections()
                if jobs.work_once(self.handlers):
                    continue
            except Exception:
                log.exception("the worker stumbled and goes on")
                self._stopping.wait(LOOK_EVERY)
            awake.wait(LOOK_EVERY)
            awake.clear()
        connections.close_all()

    def _sweep(self) -> None:
        now = datetime.now(UTC)
        if jobs.sweep(now):
            self._wake()
        for kind, every in PERIODIC.items():
            if jobs.enqueue_periodic(kind, latest_due(now, every)):
                self._wake()


def latest_due(now: datetime, every: timedelta) -> datetime:
    """The last time at which work that comes round every so often was due."""
    return EPOCH + (now - EPOCH) // every * every
