"""Live capture, one turn at a time: the cost of a turn late in a session beside that of one early on."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.craft import TALK
from benchmarks.measuring import Row, processor
from firsthand.domain.interviews.transcripts import Role, Turn
from firsthand.domain.live.capture import Capture
from firsthand.domain.live.heard import hear

LAST = (100, 1_000, 6_000)
AT_ONCE = 50  # turns timed together, as one alone is too quick for the clock
ROLES = {"Ines": Role.RESEARCHER, "Tom": Role.PARTICIPANT}


def rows(*, quick: bool) -> Iterator[Row]:
    rounds = 2 if quick else 9
    for length in LAST[:1] if quick else LAST:
        capture = Capture()
        for turn in _turns(0, length, seed=0):
            capture.take(turn)
        figures = processor(
            lambda n, to=capture, at=length: _take(to, at + n * AT_ONCE, n),  # type: ignore[misc]
            lambda n, at=length: _hear(at + n * AT_ONCE, n + rounds),  # type: ignore[misc]
            rounds,
        )
        yield Row("capture", f"{AT_ONCE} turns after turn {length:,}", figures[0], "hear the turns", figures[1], "ms")


def _take(capture: Capture, first: int, seed: int) -> None:
    for turn in _turns(first, AT_ONCE, seed + 1):
        capture.take(turn)


def _hear(first: int, seed: int) -> None:
    for turn in _turns(first, AT_ONCE, seed + 1):
        hear(turn)


def _turns(first: int, count: int, seed: int) -> Iterator[Turn]:
    """Turns of which no two are the same, so that nothing is remembered from the last time."""
    for index in range(first, first + count):
        speaker, said = TALK[index % len(TALK)]
        yield Turn(index, speaker, f"{said} Number {seed} {index}.", role=ROLES[speaker])
