"""What somebody is shown of other people's words: all of them with the right to the original, else what is not covered.

Services that give titles and remarks ask here once for all the sessions they are about to show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor
from firsthand.services.covers import Covers, covers_of
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.transcripts import TranscriptRecord


@dataclass(frozen=True, slots=True)
class Sight:
    """What one actor sees of some sessions; `covers` is None where they may read the original."""

    covers: Covers | None

    def remark(self, session_id: str, text: str) -> str:
        """A title, a note, a place: with personal data covered where the actor may not read it."""
        return self.covers.remark(session_id, text) if self.covers else text


def sight(actor: Actor, sessions: Iterable[SessionRecord], transcripts: Iterable[TranscriptRecord] = ()) -> Sight:
    """What the actor sees of these sessions; no query for whoever may read the original."""
    if may(actor, Action.READ):
        return Sight(None)
    return Sight(covers_of(actor.workspace_id, sessions, transcripts))


def as_viewer(actor: Actor) -> Actor:
    """The actor with no right to the original: to see what others are shown."""
    return replace(actor, granted=frozenset({Action.VIEW}))
