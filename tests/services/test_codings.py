"""Marking words with codes: where they stand, whose they are, and what becomes of them when the words change."""

from __future__ import annotations

import pytest
from django.utils import timezone

from coders_at_work import Coded, coded, new_code
from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.services import codings, consents, imports, record_choice, sessions, studies, transcripts, undo
from firsthand.services.codings import WHOLE_TURN, Span
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.studies import StudyForm
from firsthand.storage.models import CodeRecord, CodingRecord, EventRecord
from people_at_work import CALL, Team, hold_call

MARCH = Span(1, 0, 1, 16)  # "It was in March."


@pytest.fixture
def study(team: Team) -> Coded:
    return coded(team)


def mark(team: Team, study: Coded, code: str, span: Span = MARCH) -> str:
    return codings.mark_all(team.rui, study.call.transcript_id, [code], span)[0]


def words(coding_id: str) -> str:
    return CodingRecord.objects.get(id=coding_id).exact


def correct(team: Team, study: Coded, index: int, text: str) -> None:
    transcripts.correct_turn(team.rui, study.call.transcript_id, index, text, has_listened=True)


def test_marked_words_are_pinned_to_their_place(team: Team, study: Coded) -> None:
    coding = CodingRecord.objects.get(id=mark(team, study, study.waiting))
    assert (coding.exact, coding.first_turn, coding.begin, coding.finish) == ("It was in March.", 1, 0, 16)
    assert coding.suffix.startswith(" I don't think")


def test_a_whole_turn_is_marked_to_its_end(team: Team, study: Coded) -> None:
    coding = mark(team, study, study.waiting, Span(1, 0, 1, WHOLE_TURN))
    assert words(coding).endswith("nobody called us.")


def test_several_codes_mark_the_same_words_in_one_act(team: Team, study: Coded) -> None:
    made = codings.mark_all(team.rui, study.call.transcript_id, [study.waiting, study.taxi], MARCH)
    assert [row.code_id for row in codings.codings_in(team.rui, study.call.transcript_id)] == [
        study.waiting,
        study.taxi,
    ]
    assert EventRecord.objects.filter(verb="marked words", subject_id__in=made).count() == 2


def test_marks_may_overlap(team: Team, study: Coded) -> None:
    mark(team, study, study.waiting)
    mark(team, study, study.taxi, Span(1, 7, 3, 4))
    rows = codings.codings_in(team.rui, study.call.transcript_id)
    assert [(row.first_turn, row.last_turn) for row in rows] == [(1, 1), (1, 3)]


def test_the_same_coder_marks_the_same_words_once(team: Team, study: Coded) -> None:
    assert mark(team, study, study.waiting) == mark(team, study, study.waiting)
    assert len(codings.codings_in(team.rui, study.call.transcript_id)) == 1


def test_each_coder_has_their_own(team: Team, study: Coded) -> None:
    mark(team, study, study.waiting)
    codings.mark_all(team.ana, study.call.transcript_id, [study.waiting], MARCH)
    rows = codings.codings_in(team.rui, study.call.transcript_id)
    assert [(row.coder_name, row.is_mine) for row in rows] == [("Rui", True), ("Ana", False)]


def test_a_model_is_a_coder_under_its_own_name(team: Team, study: Coded) -> None:
    codings.mark(team.rui, study.call.transcript_id, study.waiting, 1, 0, 1, 16, "coder-7b 1.2")
    row = codings.codings_in(team.ana, study.call.transcript_id)[0]
    assert (row.coder, row.coder_name) == ("model:coder-7b 1.2", "coder-7b 1.2")
    assert EventRecord.objects.get(subject_id=row.id).verb == "let a model mark words"


@pytest.mark.parametrize("span", [Span(9, 0, 9, 1), Span(3, 0, 1, 1), Span(1, 16, 1, 16), Span(1, 0, 1, 9_999)])
def test_a_place_outside_the_transcript_is_refused(team: Team, study: Coded, span: Span) -> None:
    with pytest.raises(Invalid):
        mark(team, study, study.waiting, span)
    assert not CodingRecord.objects.exists()


def test_a_retired_code_marks_nothing_new_and_keeps_what_it_marked(team: Team, study: Coded) -> None:
    mark(team, study, study.waiting)
    CodeRecord.objects.filter(id=study.waiting).update(retired_at=timezone.now())
    with pytest.raises(Conflict, match="retired"):
        mark(team, study, study.waiting, Span(3, 0, 3, 4))
    assert len(codings.codings_in(team.rui, study.call.transcript_id)) == 1


def test_a_code_of_another_study_marks_nothing(team: Team, study: Coded) -> None:
    other = studies.create_study(team.rui, StudyForm("Early parcels"))
    with pytest.raises(Invalid, match="another study"):
        mark(team, study, new_code(team.rui, other, "Waiting").id)


def test_a_conversation_without_a_study_has_no_codebook(team: Team, study: Coded) -> None:
    alone = hold_call(team.rui, CALL.replace("March", "May"), name="alone.vtt")
    with pytest.raises(Invalid, match="no study"):
        codings.mark(team.rui, alone.transcript_id, study.waiting, 1, 0, 1, 4)


def test_unmarking_is_taken_back(team: Team, study: Coded) -> None:
    coding = mark(team, study, study.waiting)
    undo_id = codings.unmark(team.rui, coding)
    assert codings.codings_in(team.rui, study.call.transcript_id) == ()
    undo.undo(team.rui, undo_id)
    assert [row.id for row in codings.codings_in(team.rui, study.call.transcript_id)] == [coding]


def test_nobody_takes_away_what_another_coder_marked(team: Team, study: Coded) -> None:
    coding = mark(team, study, study.waiting)
    with pytest.raises(NotAllowed, match="Another coder"):
        codings.unmark(team.ana, coding)


def test_what_a_model_marked_any_researcher_takes_away(team: Team, study: Coded) -> None:
    coding = codings.mark(team.rui, study.call.transcript_id, study.waiting, 1, 0, 1, 16, "coder-7b 1.2")
    codings.unmark(team.ana, coding)
    assert codings.codings_in(team.ana, study.call.transcript_id) == ()


def test_a_coding_follows_its_words_through_a_correction(team: Team, study: Coded) -> None:
    coding = mark(team, study, study.waiting, Span(1, 17, 1, 55))
    assert words(coding) == "I don't think the driver ever came. We"[:38]
    correct(team, study, 1, "It was in early March. I don't think the driver ever came. We waited, nobody called.")
    record = CodingRecord.objects.get(id=coding)
    assert record.begin == 23
    assert record.exact == "I don't think the driver ever came. We"


def test_a_coding_of_words_that_a_correction_replaced_covers_the_turn(team: Team, study: Coded) -> None:
    coding = mark(team, study, study.waiting)
    correct(team, study, 1, "Nobody rang, that is all.")
    assert words(coding) == "Nobody rang, that is all."


def test_a_coding_over_several_turns_keeps_its_ends(team: Team, study: Coded) -> None:
    coding = mark(team, study, study.waiting, Span(1, 82, 3, 4))
    correct(team, study, 2, "Would it help to see where the driver is?")
    record = CodingRecord.objects.get(id=coding)
    assert (record.first_turn, record.begin, record.last_turn, record.finish) == (1, 82, 3, 4)
    assert "Would it help to see where the driver is?" in record.exact
    assert record.exact.endswith("\nSure")


def test_codings_go_with_the_transcript_of_record_and_come_back(team: Team, study: Coded) -> None:
    coding = mark(team, study, study.waiting, Span(5, 31, 5, 60))
    before = words(coding)
    engine = CALL.replace("It was in March.", "Well. It was in March.").replace("three times", "3 times")
    file = UploadedFile("engine.vtt", engine.encode())
    second = imports.import_transcript(team.rui, file, ImportForm("spoken", study.call.session_id)).transcript_id
    record_choice.choose_record(team.rui, second)
    moved = CodingRecord.objects.get(id=coding)
    assert (moved.transcript_id, moved.exact, moved.begin) == (second, before, 27)
    record_choice.choose_record(team.rui, study.call.transcript_id)
    back = CodingRecord.objects.get(id=coding)
    assert (back.transcript_id, back.begin, back.finish) == (study.call.transcript_id, 31, 60)


def test_nothing_is_marked_once_consent_has_ended(team: Team, study: Coded) -> None:
    consents.end_consent(team.rui, study.call.participant_id)
    with pytest.raises(NotAllowed):
        mark(team, study, study.waiting)


def test_codings_of_a_deleted_session_are_not_there(team: Team, study: Coded) -> None:
    coding = mark(team, study, study.waiting)
    sessions.delete_session(team.rui, study.call.session_id)
    with pytest.raises(NotFound):
        codings.unmark(team.rui, coding)
    assert not codings.visible_codings(team.rui).exists()
