from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.interviews.sessions import SessionState
from firsthand.services import participants, purging, quotes, reader, sessions, studies, transcripts, undo, workspaces
from firsthand.services.media import originals
from firsthand.services.sessions import SessionForm
from firsthand.services.slices import Cut
from firsthand.services.studies import StudyForm
from firsthand.storage.models import QuoteRecord, SessionRecord, StudyRecord, TranscriptRecord, TurnRecord, UndoRecord
from people_at_work import Call, Team, hold_call


def test_a_hallway_call_needs_only_a_title_and_is_today(team: Team) -> None:
    page = sessions.session_page(team.rui, sessions.create_session(team.rui, SessionForm("Dana in the hallway")))
    assert (page.row.interview_date, page.row.state, page.row.study_id) == (timezone.localdate(), "planned", None)


def test_only_steps_of_the_table_are_possible(team: Team) -> None:
    session_id = sessions.create_session(team.rui, SessionForm("Dana"))
    with pytest.raises(Conflict, match="held or cancelled"):
        sessions.move_session(team.rui, session_id, SessionState.SYNTHESISED)
    sessions.move_session(team.rui, session_id, SessionState.HELD)
    assert sessions.session_page(team.rui, session_id).next_states == (SessionState.DEBRIEFED,)


def test_the_second_of_two_who_edit_is_told_and_nothing_is_overwritten(team: Team) -> None:
    session_id = sessions.create_session(team.rui, SessionForm("Dana"))
    sessions.edit_session(team.ana, session_id, SessionForm("Dana Petrov"), version=1)
    with pytest.raises(Conflict, match="since you opened it"):
        sessions.edit_session(team.rui, session_id, SessionForm("D. P."), version=1)
    assert sessions.session_page(team.rui, session_id).row.title == "Dana Petrov"


@pytest.mark.parametrize("title", ["", "   ", "x" * 201, "a\0b", "\ud800"])
def test_a_title_that_will_not_do_is_refused_in_words(team: Team, title: str) -> None:
    with pytest.raises(Invalid, match="Nothing was saved"):
        sessions.create_session(team.rui, SessionForm(title))


def test_a_deleted_session_goes_with_its_transcript_and_quotes_and_comes_back_with_them(team: Team, call: Call) -> None:
    quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    undo_id = sessions.delete_session(team.rui, call.session_id)
    for look in (
        lambda: sessions.session_page(team.rui, call.session_id),
        lambda: reader.reader_page(team.rui, call.session_id),
    ):
        with pytest.raises(NotFound):
            look()
    assert quotes.quotes(team.rui).items == ()
    undo.undo(team.rui, undo_id)
    assert len(reader.reader_page(team.rui, call.session_id).quotes) == 1


def test_undoing_brings_back_only_what_that_deletion_took(team: Team, call: Call) -> None:
    first = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    second = quotes.highlight(team.rui, call.transcript_id, 5, 0, 5, 28)
    quotes.delete_quote(team.rui, first)
    undo.undo(team.rui, sessions.delete_session(team.rui, call.session_id))
    assert [row.id for row in quotes.quotes(team.rui).items] == [second]


def test_a_session_does_not_come_back_into_a_study_that_is_gone(team: Team) -> None:
    study_id = studies.create_study(team.rui, StudyForm("Late parcels"))
    session_id = sessions.create_session(team.rui, SessionForm("Dana", study_id=study_id))
    undo_session = sessions.delete_session(team.rui, session_id)
    undo_study = studies.delete_study(team.rui, study_id)
    with pytest.raises(Conflict, match="study"):
        undo.undo(team.rui, undo_session)
    undo.undo(team.rui, undo_study)
    undo.undo(team.rui, undo_session)
    assert sessions.session_page(team.rui, session_id).row.study_title == "Late parcels"


def test_after_a_day_there_is_nothing_to_undo(team: Team, call: Call) -> None:
    undo_id = sessions.delete_session(team.rui, call.session_id)
    UndoRecord.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotFound, match="more than a day"):
        undo.undo(team.rui, undo_id)


def test_after_a_month_what_was_deleted_is_gone_with_its_file(team: Team, call: Call) -> None:
    study_id = studies.create_study(team.rui, StudyForm("Late parcels"))
    other = hold_call(
        team.rui, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Rui Alves>Hi?\n\n00:03.000 --> 00:04.000\n<v Dana>Hi.\n"
    )
    quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    file = transcripts.original(team.rui, call.transcript_id).sha256
    sessions.delete_session(team.rui, call.session_id)
    purging.purge_deleted()
    assert originals().has(file)
    for record in (SessionRecord, TranscriptRecord, QuoteRecord):
        record.objects.exclude(deleted_at=None).update(deleted_at=timezone.now() - timedelta(days=31))
    purging.purge_deleted()
    assert not originals().has(file)
    assert (TranscriptRecord.objects.get().id, TurnRecord.objects.count(), QuoteRecord.objects.count()) == (
        other.transcript_id,
        2,
        0,
    )
    assert StudyRecord.objects.get().id == study_id


def test_lists_come_newest_first_in_slices_that_miss_and_repeat_nothing(team: Team) -> None:
    made = [
        sessions.create_session(team.rui, SessionForm(f"Call {day}", interview_date=date(2026, 10, 1 + day // 2)))
        for day in range(7)
    ]
    seen, cursor = [], None
    while True:
        part = sessions.sessions(team.rui, Cut(cursor, 3))
        seen += part.items
        cursor = part.next_cursor
        if cursor is None:
            break
    assert sorted(row.id for row in seen) == sorted(made)
    assert [row.interview_date for row in seen] == sorted((row.interview_date for row in seen), reverse=True)
    assert part.total == 7


@pytest.mark.parametrize("limit", [0, -1, 201])
def test_a_slice_has_bounds(team: Team, limit: int) -> None:
    with pytest.raises(Invalid, match="1 to 200"):
        sessions.sessions(team.rui, Cut(limit=limit))


@pytest.mark.parametrize("cursor", ["x", "====", "bnVsbA", "WzEsMl0", "WyJ4IiwieSJd", "é"])
def test_a_cursor_that_is_none_of_ours_is_refused(team: Team, cursor: str) -> None:
    with pytest.raises(Invalid, match="not a place"):
        sessions.sessions(team.rui, Cut(cursor))
    with pytest.raises(Invalid, match="not a place"):
        studies.studies(team.rui, Cut(cursor))


def test_a_turn_that_two_people_correct_is_overwritten_by_neither(team: Team, call: Call) -> None:
    seen = transcripts.turn_text(team.rui, call.transcript_id, 1)
    transcripts.correct_turn(team.ana, call.transcript_id, 1, "It was in May.", has_listened=True, version=seen.version)
    transcripts.correct_turn(team.rui, call.transcript_id, 3, "Sure.", has_listened=False, version=0)
    with pytest.raises(Conflict, match=r"It was in May\."):
        transcripts.correct_turn(team.rui, call.transcript_id, 1, "In June.", has_listened=True, version=seen.version)
    with pytest.raises(Invalid, match="emptied"):
        transcripts.correct_turn(team.rui, call.transcript_id, 1, "  ", has_listened=True)
    corrected = transcripts.turn_text(team.rui, call.transcript_id, 1)
    assert (corrected.text, corrected.imported, corrected.version) == ("It was in May.", seen.text, 1)
    assert corrected.correction is not None
    assert (corrected.correction.by, corrected.correction.has_listened) == ("Ana", True)


def test_the_home_page_counts_conversations_that_took_place_and_different_people(team: Team) -> None:
    dana = participants.add_participant(team.rui, participants.ParticipantForm("Dana Petrov"))
    for number, state in enumerate((SessionState.HELD, SessionState.HELD, None)):
        planned = SessionForm(f"Call {number}", date(2026, 10, 1 + number), participant_ids=(dana,))
        session_id = sessions.create_session(team.rui, planned)
        if state:
            sessions.move_session(team.rui, session_id, state)
    page = workspaces.home_page(team.rui)
    assert (page.held, page.heard, page.sessions.total) == (2, 1, 3)
