"""Which tool a file came from: every layout is asked, and says how sure it is and which lines show it."""

from __future__ import annotations

from firsthand.formats.readings import Guess, Source
from firsthand.formats.registry import FORMATS


def sniff(data: bytes | Source, name: str = "") -> tuple[Guess, ...]:
    """What the file may be, best first; empty where no layout fits. Never raises."""
    source = data if isinstance(data, Source) else Source(data, name)
    guesses = (guess for each in FORMATS if (guess := each.sniff(source)) is not None and guess.confidence > 0)
    return tuple(sorted(guesses, key=lambda guess: -guess.confidence))
