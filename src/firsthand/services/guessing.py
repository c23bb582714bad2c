"""Whoever tries secret addresses that are none is soon answered no more, whatever they try next.

A secret of 256 bits can't be guessed; this is for the noise of those who try, and so that nothing here is a free
oracle. Each process counts for itself and forgets after a while; nothing of it is written down.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

MOST_KEPT = 10_000  # addresses


class Guesses:
    """How often each address was wrong of late."""

    def __init__(self, most: int, within_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self.within_seconds = within_seconds
        self._clock = clock
        self._wrong: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = Lock()

    def may_try(self, address: str) -> bool:
        """Whether this address is still answered."""
        with self._lock:
            return len(self._recent(address)) < self.most

    def was_wrong(self, address: str) -> None:
        """Note that this address tried something that is not there."""
        with self._lock:
            self._wrong[address] = [*self._recent(address)[-self.most :], self._clock()]
            self._wrong.move_to_end(address)
            while len(self._wrong) > MOST_KEPT:
                self._wrong.popitem(last=False)

    def forget(self) -> None:
        """Start anew."""
        with self._lock:
            self._wrong.clear()

    def _recent(self, address: str) -> list[float]:
        since = self._clock() - self.within_seconds
        return [at for at in self._wrong.get(address, ()) if at > since]
