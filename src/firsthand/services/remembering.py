"""What this process remembers for a while, so that a page is not worked out again each time it is opened.

Some of it quotes what participants said. It is therefore asked for only behind the checks of permission and consent,
is bounded in number and in time, and all of it is forgotten at once when somebody's words are deleted or withdrawn.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from threading import Lock
from typing import Any, Generic, TypeVar

from django.db import transaction

Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)
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

    def get_all(self, keys: Iterable[Key], make: Callable[[list[Key]], Mapping[Key, Value]]) -> dict[Key, Value]:
        """The values for many keys; `make` is asked once for those that are not remembered, and may not know some."""
        with self._lock:
            self._drop_old()
            before = self._forgotten
            found = {key: self._kept[key][1] if key in self._kept else None for key in keys}
        wanted = [key for key, value in found.items() if value is None]
        made = make(wanted) if wanted else {}
        with self._lock:
            if self._forgotten == before:
                self._kept.update({key: (self._clock(), value) for key, value in made.items()})
                while len(self._kept) > self.most:
                    self._kept.popitem(last=False)
        return {key: value for key, value in (found | dict(made)).items() if value is not None}

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
