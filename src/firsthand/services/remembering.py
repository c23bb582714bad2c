"""What this process remembers for a while, so that a page is not worked out again each time it is opened.

Some of it quotes what participants said. It is therefore asked for only behind the checks of permission and consent,
is bounded in number and in time, and all of it is forgotten at once when somebody's words are deleted or withdrawn.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

from django.db import transaction

Value = TypeVar("Value")
KEPT_SECONDS = 600.0  # other processes can't be told to forget; they do so by themselves after this


class Remembered(Generic[Value]):
    """The last few values by key; threads may work one out twice, which changes nothing."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self._clock = clock
        self._kept: OrderedDict[Hashable, tuple[float, Value]] = OrderedDict()
        self._forgotten = 0  # times
        self._lock = Lock()
        _all.append(self)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value for a key, made now if it is not remembered. What is forgotten meanwhile is not kept."""
        with self._lock:
            self._drop_old()
            before = self._forgotten
            if key in self._kept:
                return self._kept[key][1]
        value = make()
        with self._lock:
            if self._forgotten == before:
                self._kept[key] = (self._clock(), value)
                while len(self._kept) > self.most:
                    self._kept.popitem(last=False)
        return value

    def holds(self, key: Hashable) -> bool:
        """Whether the value for a key is remembered now."""
        with self._lock:
            self._drop_old()
            return key in self._kept

    def forget(self) -> None:
        """Let go of everything, also of what is being worked out at this moment."""
        with self._lock:
            self._kept.clear()
            self._forgotten += 1

    def __len__(self) -> int:
        return len(self._kept)

    def _drop_old(self) -> None:
        """The oldest stand in front: nothing moves when it is asked for again."""
        until = self._clock() - KEPT_SECONDS
        while self._kept and next(iter(self._kept.values()))[0] < until:
            self._kept.popitem(last=False)


_all: list[Remembered[Any]] = []


def forget_words() -> None:
    """Forget everything, once the act under way is done: call it wherever a participant's words go or close."""
    transaction.on_commit(_forget_all)


def _forget_all() -> None:
    for remembered in _all:
        remembered.forget()
