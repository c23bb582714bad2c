from __future__ import annotations

import pytest

from firsthand.domain.errors import Invalid, NotAllowed, NotFound
from firsthand.services import consents, imports, quotes, reader, transcripts, undo
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.quotes import QuoteFilter, QuoteRow
from people_at_work import CALL, Call, Team

WAITED = "We waited until six, and nobody called us."


def mark(team: Team, call: Call, words: str, note: str = "") -> str:
    page = reader.reader_page(team.rui, call.session_id)
    turn = next(turn for turn in page.turns if words in turn.text)
    begin = turn.text.index(words)
    return quotes.highlight(team.rui, call.transcript_id, turn.index, begin, turn.index, begin + len(words), note)


def only_quote(team: Team) -> QuoteRow:
    [row] = quotes.quotes(team.rui).items
    return row


def test_words_of_a_participant_become_an_exact_quote(team: Team, call: Call) -> None:
    mark(team, call, WAITED, note="the cost of silence")
    row = only_quote(team)
    assert (row.text, row.status, row.is_showable, row.marks, row.note) == (
        WAITED,
        "exact",
        True,
        (),
        "the cost of silence",
    )
    assert row.person is not None
    assert row.person.name == "Dana Petrov"


def test_the_list_and_the_reader_say_the_same(team: Team, call: Call) -> None:
    mark(team, call, WAITED)
    mark(team, call, "that would be nice")
    page = reader.reader_page(team.rui, call.session_id)
    assert sorted(page.quotes, key=lambda row: row.id) == sorted(quotes.quotes(team.rui).items, key=lambda row: row.id)


def test_a_quote_that_drops_its_hedge_is_exact_and_cropped_and_shows_the_whole_sentence(team: Team, call: Call) -> None:
    mark(team, call, "the driver ever came")
    row = only_quote(team)
    assert row.status == "exact"
    assert "cropped" in row.marks
    assert row.whole_sentence == "I don't think the driver ever came."


def test_an_answer_to_a_leading_question_carries_the_caveat(team: Team, call: Call) -> None:
    mark(team, call, "Sure, that would be nice.")
    row = only_quote(team)
    assert row.caveat != ""
    assert row.question_turn == 2


def test_a_researchers_words_can_not_be_kept_as_a_quote(team: Team, call: Call) -> None:
    with pytest.raises(NotAllowed, match="participant"):
        mark(team, call, "What did you do then?")
    assert quotes.quotes(team.rui).items == ()


def test_words_of_two_people_are_no_quote(team: Team, call: Call) -> None:
    with pytest.raises((Invalid, NotAllowed)):
        quotes.highlight(team.rui, call.transcript_id, 1, 0, 3, 10)


def test_nobody_is_quoted_before_the_roles_are_confirmed(team: Team) -> None:
    imported = imports.import_transcript(team.rui, UploadedFile("a.vtt", CALL.encode()), ImportForm("spoken"))
    seen = quotes.check_selection(team.rui, imported.transcript_id, 1, 0, 1, 16)
    assert "who the speakers are" in seen.refusal
    with pytest.raises(NotAllowed, match="who the speakers are"):
        quotes.highlight(team.rui, imported.transcript_id, 1, 0, 1, 16)


def test_a_check_says_what_a_selection_is_worth_and_keeps_nothing(team: Team, call: Call) -> None:
    seen = quotes.check_selection(team.rui, call.transcript_id, 5, 0, 5, 28)
    assert (seen.text, seen.status, seen.refusal) == ("I called the shop three times", "exact", "")
    assert quotes.quotes(team.rui).items == ()


def test_offsets_outside_the_transcript_are_refused(team: Team, call: Call) -> None:
    for place in ((99, 0, 99, 4), (1, 0, 1, 9_999), (3, 0, 1, 2), (1, 4, 1, 4)):
        with pytest.raises(Invalid):
            quotes.highlight(team.rui, call.transcript_id, *place)


def test_without_consent_nothing_is_quoted_and_what_was_is_closed(team: Team, call: Call) -> None:
    mark(team, call, WAITED)
    consents.end_consent(team.rui, call.participant_id)
    row = only_quote(team)
    assert (row.text, row.is_showable) == ("", False)
    assert row.closed_because != ""
    with pytest.raises(NotAllowed, match="agree"):
        quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)


def test_a_correction_keeps_the_original_and_checks_the_quote_again(team: Team, call: Call) -> None:
    mark(team, call, WAITED)
    text = transcripts.turn_text(team.rui, call.transcript_id, 1).text
    transcripts.correct_turn(
        team.rui, call.transcript_id, 1, text.replace("until six", "until seven"), has_listened=True, version=0
    )
    row = only_quote(team)
    assert (row.status, row.is_showable, row.text) == ("altered", False, WAITED)
    assert "seven" in row.difference
    assert reader.reader_page(team.rui, call.session_id).turns[1].imported == text


def test_a_quote_elsewhere_in_a_corrected_turn_stays_exact(team: Team, call: Call) -> None:
    mark(team, call, WAITED)
    text = transcripts.turn_text(team.rui, call.transcript_id, 1).text
    transcripts.correct_turn(
        team.rui, call.transcript_id, 1, text.replace("It was in March.", "That was in March."), has_listened=False
    )
    row = only_quote(team)
    assert (row.status, row.text, row.begin) == ("exact", WAITED, text.index(WAITED) + 2)


def test_a_deleted_quote_comes_back_by_undo_once(team: Team, call: Call) -> None:
    quote_id = mark(team, call, WAITED)
    undo_id = quotes.delete_quote(team.rui, quote_id)
    assert quotes.quotes(team.rui).items == ()
    assert undo.undo(team.rui, undo_id).id == quote_id
    assert only_quote(team).id == quote_id
    with pytest.raises(NotFound):
        undo.undo(team.rui, undo_id)


def test_quotes_are_filtered_by_session_person_and_words(team: Team, call: Call) -> None:
    mark(team, call, WAITED)
    mark(team, call, "that would be nice")
    wanted = QuoteFilter(session_id=call.session_id, participant_id=call.participant_id, search="waited")
    assert [row.text for row in quotes.quotes(team.rui, wanted).items] == [WAITED]


def test_a_viewer_sees_quotes_without_names(team: Team, call: Call) -> None:
    mark(team, call, WAITED)
    [row] = quotes.quotes(team.vera).items
    assert row.text == WAITED
    assert "Dana" not in f"{row.speaker} {row.person}"
