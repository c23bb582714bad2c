"""Notes through the services: kept with who and when, closed without consent, matched with the transcript."""

from __future__ import annotations

from datetime import date

import pytest

from firsthand.domain.errors import Conflict, Invalid, NotAllowed
from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.consent import How, Scope
from firsthand.services import (
    consents,
    events,
    imports,
    noted,
    notes,
    participants,
    quotes,
    record_choice,
    sessions,
    speakers,
    transcripts,
    undo,
)
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.noted import NotedMatch
from firsthand.services.notes import NoteForm
from firsthand.services.participants import ParticipantForm
from firsthand.services.sessions import SessionForm
from firsthand.services.speakers import SpeakerAnswer
from firsthand.storage.models import QuoteRecord
from people_at_work import CALL, Call, Team
from two_people import hold_both

HEARD = NoteForm("We waited till six and nobody called us", NoteKind.VERBATIM, 9.0)


def matches(team: Team, session_id: str) -> tuple[NotedMatch, ...]:
    return noted.noted_matches(team.rui, session_id).matches


@pytest.fixture
def hallway(team: Team) -> tuple[str, str]:
    """A conversation without a recording, with somebody who may be quoted inside; gives session and person."""
    dana = participants.add_participant(team.rui, ParticipantForm("Dana Petrov"))
    consents.log_consent(team.rui, dana, [Scope.TRANSCRIBE, Scope.QUOTE_INSIDE], How.SPOKEN)
    form = SessionForm("In the hallway", date(2026, 10, 1), participant_ids=(dana,))
    return sessions.create_session(team.rui, form), dana


def arrive(team: Team, session_id: str, dana: str, text: str = CALL, name: str = "call.vtt") -> str:
    """Its transcript is imported, and somebody says who is who."""
    file = UploadedFile(name, text.encode())
    transcript = imports.import_transcript(team.rui, file, ImportForm("spoken", session_id)).transcript_id
    page = speakers.roles_page(team.rui, transcript)
    answers = [
        SpeakerAnswer(one.id, Role.PARTICIPANT, dana)
        if one.guess.name == "Dana Petrov"
        else SpeakerAnswer(one.id, Role.RESEARCHER)
        for one in page.speakers
    ]
    speakers.confirm_roles(team.rui, transcript, answers, page.version)
    return transcript


def test_noted_words_are_by_a_member_at_a_moment_and_of_the_only_one_there(
    team: Team, hallway: tuple[str, str]
) -> None:
    session, dana = hallway
    row = notes.note(team.rui, notes.new_note(team.rui, session, HEARD))
    assert (row.by, row.at_seconds, row.person and row.person.id, row.is_noted) == ("Rui", 9.0, dana, True)


def test_of_two_people_somebody_has_to_say_whose_words_they_are(team: Team) -> None:
    both = hold_both(team.rui)
    with pytest.raises(Invalid, match="whose words"):
        notes.new_note(team.rui, both.session, NoteForm("Nobody owns the notes", NoteKind.VERBATIM))
    kept = notes.new_note(team.rui, both.session, NoteForm("Nobody owns it", NoteKind.VERBATIM, None, both.owen))
    assert notes.note(team.rui, kept).text == "Nobody owns it"


def test_without_consent_the_words_are_kept_and_closed_until_it_is_logged(team: Team) -> None:
    dana = participants.add_participant(team.rui, ParticipantForm("Dana Petrov"))
    session = sessions.create_session(team.rui, SessionForm("Call", date(2026, 10, 1), participant_ids=(dana,)))
    kept = notes.new_note(team.rui, session, HEARD)
    assert notes.note(team.rui, kept).text == ""
    with pytest.raises(NotAllowed):
        notes.edit_note(team.rui, kept, NoteForm("-"))
    consents.log_consent(team.rui, dana, [Scope.QUOTE_INSIDE], How.SPOKEN)
    assert notes.note(team.rui, kept).text == HEARD.text


def test_a_moment_outside_a_conversation_and_an_empty_note_are_refused(team: Team, call: Call) -> None:
    for form in (NoteForm("x", at_seconds=-1), NoteForm("x", at_seconds=float("nan")), NoteForm("  ")):
        with pytest.raises(Invalid):
            notes.new_note(team.rui, call.session_id, form)


def test_notes_come_in_the_order_of_the_conversation_and_an_event_holds_none_of_it(team: Team, call: Call) -> None:
    for text, at in (("third", None), ("second", 40.0), ("first", 3.0)):
        notes.new_note(team.rui, call.session_id, NoteForm(text, at_seconds=at))
    assert [row.text for row in notes.notes(team.rui, call.session_id)] == ["first", "second", "third"]
    assert events.events(team.ana)[0].verb == "took note"
    assert "third" not in str(events.events(team.ana))


def test_when_a_transcript_arrives_noted_words_are_offered_with_the_difference(
    team: Team, hallway: tuple[str, str]
) -> None:
    session, dana = hallway
    kept = notes.new_note(team.rui, session, HEARD)
    assert noted.waiting_noted(session) == 1
    assert matches(team, session) == ()
    arrive(team, session, dana)
    (match,) = matches(team, session)
    assert (match.text, match.status) == ("We waited until six, and nobody called us.", "altered")
    assert match.difference == "“until” became “till”"
    quote = noted.accept_noted(team.rui, kept, match.place)
    assert quotes.quote(team.rui, quote).text == "We waited until six, and nobody called us."
    assert quotes.quote(team.rui, quote).status == "exact"
    assert notes.note(team.rui, kept).quote_id == quote
    assert notes.note(team.rui, kept).text == HEARD.text
    assert matches(team, session) == ()


def test_before_roles_are_confirmed_nothing_is_looked_for(team: Team, hallway: tuple[str, str]) -> None:
    session, _dana = hallway
    notes.new_note(team.rui, session, HEARD)
    imports.import_transcript(team.rui, UploadedFile("call.vtt", CALL.encode()), ImportForm("spoken", session))
    page = noted.noted_matches(team.rui, session)
    assert (page.matches, "Say who is who" in page.waits_for) == ((), True)


def test_words_already_quoted_are_pointed_to_and_not_quoted_twice(team: Team, hallway: tuple[str, str]) -> None:
    session, dana = hallway
    first, second = (notes.new_note(team.rui, session, HEARD) for _ in range(2))
    arrive(team, session, dana)
    place = matches(team, session)[0].place
    assert noted.accept_noted(team.rui, first, place) == noted.accept_noted(team.rui, second, place)
    assert QuoteRecord.objects.count() == 1


def test_what_was_seen_must_still_be_there_when_it_is_accepted(team: Team, hallway: tuple[str, str]) -> None:
    session, dana = hallway
    kept = notes.new_note(team.rui, session, HEARD)
    transcript = arrive(team, session, dana)
    place = matches(team, session)[0].place
    transcripts.correct_turn(
        team.rui, transcript, 1, "In March. We waited until six, and nobody called us.", has_listened=True
    )
    with pytest.raises(Conflict):
        noted.accept_noted(team.rui, kept, place)


def test_not_in_the_transcript_is_remembered_until_another_one_is_of_record(
    team: Team, hallway: tuple[str, str]
) -> None:
    session, dana = hallway
    kept = notes.new_note(team.rui, session, HEARD)
    arrive(team, session, dana)
    noted.set_unmatched(team.rui, kept)
    assert (noted.waiting_noted(session), notes.note(team.rui, kept).is_unmatched) == (0, True)
    other = arrive(team, session, dana, CALL.replace("taxi", "cab"), "engine.vtt")
    record_choice.choose_record(team.rui, other)
    assert noted.waiting_noted(session) == 1


def test_noted_words_that_became_a_quote_stay_as_they_were_noted(team: Team, hallway: tuple[str, str]) -> None:
    session, dana = hallway
    kept = notes.new_note(team.rui, session, HEARD)
    arrive(team, session, dana)
    noted.accept_noted(team.rui, kept, matches(team, session)[0].place)
    with pytest.raises(Invalid, match="stay as they were noted"):
        notes.edit_note(team.rui, kept, NoteForm("Else", NoteKind.VERBATIM))
    undo_id = notes.delete_note(team.rui, kept)
    assert notes.notes(team.rui, session) == ()
    undo.undo(team.rui, undo_id)
    assert len(notes.notes(team.rui, session)) == 1
