"""A conversation of several people without the words of the one who withdrew: the others' turns stay where they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from firsthand.domain.interviews.transcripts import Role, Timing, Transcript, Turn
from firsthand.domain.people.withdrawal import WITHDRAWN, Names, blotted


def without(transcript: Transcript, turns: Collection[int], names: Names) -> Transcript:
    """The transcript with the turns at these indices withdrawn, and these names blotted out in all others.

    No turn moves and no offset into the others' words changes. The title goes: it may name the person.
    """
    gone = frozenset(turns)
    kept = tuple(_withdrawn(turn) if turn.index in gone else _blotted(turn, names) for turn in transcript.turns)
    return replace(transcript, turns=kept, title="")


def _withdrawn(turn: Turn) -> Turn:
    timing = Timing.CUE if turn.timing is Timing.WORD else turn.timing
    return replace(turn, speaker=WITHDRAWN, text=WITHDRAWN, role=Role.OTHER, words=(), imported=None, timing=timing)


def _blotted(turn: Turn, names: Names) -> Turn:
    imported = None if turn.imported is None else blotted(turn.imported, names)
    return replace(turn, text=blotted(turn.text, names), imported=imported)
