"""A conversation with two customers at once, one of whom will withdraw: Leila, and Owen, who stays."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.domain.people.actors import Actor
from firsthand.services import quotes, transcripts
from firsthand.storage.models import ParticipantRecord
from people_at_work import hold_call

BOTH = """WEBVTT

1
00:00:01.000 --> 00:00:05.000
<v Rui Alves>Leila, tell me about the last request that got lost.

2
00:00:05.500 --> 00:00:15.000
<v Leila Farouk>The boiler on Quay Street. I wrote it on a yellow note and the note fell behind the radiator.

3
00:00:15.500 --> 00:00:18.000
<v Owen Prys>I only heard of it on Monday. As Leila says, nobody owns the notes.

4
00:00:18.500 --> 00:00:26.000
<v Rui Alves>And what did you do?

5
00:00:26.500 --> 00:00:28.000
<v Leila Farouk>I phoned every plumber we have.

6
00:00:28.500 --> 00:00:40.000
<v Owen Prys>I drove there myself and it took the whole afternoon.
"""


@dataclass(frozen=True, slots=True)
class Shared:
    """The ids of the conversation and of its quotes."""

    session: str
    transcript: str
    leila: str
    owen: str
    of_leila: str  # quotes
    of_owen: str
    naming: str  # Owen's, with Leila's name in it


def hold_both(actor: Actor, study_id: str | None = None, text: str = BOTH, name: str = "both.vtt") -> Shared:
    """Import the conversation, settle who is who, correct a turn of each, and quote both."""
    call = hold_call(actor, text, study_id=study_id, name=name)
    people = dict(ParticipantRecord.objects.filter(seats__session_id=call.session_id).values_list("name", "id"))
    kept = call.transcript_id
    transcripts.correct_turn(actor, kept, 4, "I phoned every plumber that we have.", has_listened=True)
    transcripts.correct_turn(
        actor, kept, 5, "I drove there myself and it took the whole long afternoon.", has_listened=False
    )
    return Shared(
        call.session_id,
        kept,
        next(person for name, person in people.items() if name != "Owen Prys"),
        people["Owen Prys"],
        quotes.highlight(actor, kept, 1, 27, 1, 60, "Leila's yellow note"),
        quotes.highlight(actor, kept, 5, 0, 5, 20),
        quotes.highlight(actor, kept, 2, 32, 2, 64),
    )
