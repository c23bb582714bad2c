"""Another transcript of record: what lands moves, what doesn't is closed, and going back restores everything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.domain.errors import Conflict, NotAllowed, NotFound
from firsthand.services import (
    consents,
    events,
    imports,
    jobs,
    quotes,
    reader,
    record_choice,
    records,
    sessions,
    speakers,
    transcripts,
    undo,
)
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.quotes import ELSEWHERE
from firsthand.storage.models import QuoteRecord, TranscriptRecord
from firsthand.worker.handlers import HANDLERS
from people_at_work import CALL, Call, Team, hold_call, settle_roles

PAID = "I called the shop three times."
WAITED = "We waited until six, and nobody called us."
ENGINE = CALL.replace("I called the shop three times.", "I rang somebody else about it.").replace(
    "00:00:01.000", "00:00:01.200"
)


def mark(team: Team, call: Call, words: str) -> str:
    turn = next(turn for turn in reader.reader_page(team.rui, call.session_id).turns if words in turn.text)
    begin = turn.text.index(words)
    return quotes.highlight(team.rui, call.transcript_id, turn.index, begin, turn.index, begin + len(words))


def second(team: Team, call: Call, text: str = ENGINE, *, of_record: bool = False) -> str:
    """Another transcript of the same call, with the same people in it."""
    form = ImportForm("form", call.session_id, of_record=of_record)
    return imports.import_transcript(team.rui, UploadedFile("engine.vtt", text.encode()), form).transcript_id


def same_people(team: Team, call: Call, transcript_id: str) -> None:
    page = speakers.roles_page(team.rui, transcript_id)
    answers = [
        speakers.SpeakerAnswer(row.id, speakers.Role.RESEARCHER)
        if row.guess.name == "Rui Alves"
        else speakers.SpeakerAnswer(row.id, speakers.Role.PARTICIPANT, call.participant_id)
        for row in page.speakers
    ]
    speakers.confirm_roles(team.rui, transcript_id, answers)


def of_record(team: Team, call: Call) -> str:
    row = sessions.session_page(team.rui, call.session_id).row.transcript
    assert row is not None
    return row.id


def pins(team: Team) -> dict[str, tuple[object, ...]]:
    rows = QuoteRecord.objects.values_list(
        "id", "transcript_id", "first_turn", "begin", "last_turn", "finish", "exact", "prefix", "suffix", "media_start"
    )
    return {row[0]: row[1:] for row in rows}


def test_importing_a_second_transcript_changes_the_record_only_where_that_was_asked_for(team: Team, call: Call) -> None:
    second(team, call)
    assert of_record(team, call) == call.transcript_id
    other = second(team, call, ENGINE + "\n", of_record=True)
    assert of_record(team, call) == other


def test_what_lands_moves_and_what_does_not_is_listed_and_closed(team: Team, call: Call) -> None:
    landing, lost = mark(team, call, WAITED), mark(team, call, PAID)
    other = second(team, call)
    same_people(team, call, other)
    assert record_choice.choose_record(team.rui, other).unlanded == 1
    rows = {row.id: row for row in quotes.quotes(team.rui).items}
    assert (rows[landing].transcript_id, rows[landing].status, rows[landing].is_showable) == (other, "exact", True)
    assert (rows[lost].is_showable, rows[lost].text, rows[lost].closed_because) == (False, "", ELSEWHERE)
    [left] = record_choice.unlanded(team.rui, call.session_id)
    assert (left.id, left.transcript_id, left.words) == (lost, call.transcript_id, PAID)
    record = records.session_record(team.rui, call.session_id)
    assert (WAITED in record, PAID in record) == (True, False)
    assert [row.id for row in reader.reader_page(team.rui, call.session_id).quotes] == [landing]


def test_words_that_are_near_but_different_move_and_are_not_shown_as_a_quote(team: Team, call: Call) -> None:
    quote = mark(team, call, WAITED)
    other = second(team, call, CALL.replace("until six, and nobody called", "until seven, and nobody called"))
    same_people(team, call, other)
    assert record_choice.choose_record(team.rui, other).unlanded == 0
    [row] = quotes.quotes(team.rui).items
    assert (row.id, row.transcript_id, row.status, row.is_showable) == (quote, other, "altered", False)
    assert "six" in row.difference


def test_going_back_restores_every_quote_letter_for_letter(team: Team, call: Call) -> None:
    for words in (WAITED, PAID, "the driver ever came"):
        mark(team, call, words)
    before, shown = pins(team), quotes.quotes(team.rui).items
    other = second(team, call)
    same_people(team, call, other)
    record_choice.choose_record(team.rui, other)
    assert pins(team) != before
    record_choice.choose_record(team.rui, call.transcript_id)
    assert pins(team) == before
    assert [replace(row, version=1) for row in quotes.quotes(team.rui).items] == list(shown)


def test_the_choice_can_be_undone_and_both_are_events(team: Team, call: Call) -> None:
    mark(team, call, PAID)
    before = pins(team)
    other = second(team, call)
    same_people(team, call, other)
    chosen = record_choice.choose_record(team.rui, other)
    assert undo.undo(team.rui, chosen.undo_id).id == call.session_id
    assert (of_record(team, call), pins(team)) == (call.transcript_id, before)
    verbs = [event.verb for event in events.events(team.ana)]
    assert verbs[:2] == ["undid: chose transcript of record", "chose transcript of record"]


def test_an_undo_is_refused_once_the_record_was_changed_again(team: Team, call: Call) -> None:
    one, other = second(team, call), second(team, call, ENGINE + "\n")
    undo_id = record_choice.choose_record(team.rui, one).undo_id
    record_choice.choose_record(team.rui, other)
    with pytest.raises(Conflict, match="changed again"):
        undo.undo(team.rui, undo_id)


def test_nothing_is_quoted_from_a_transcript_that_is_not_of_record(team: Team, call: Call) -> None:
    other = second(team, call)
    same_people(team, call, other)
    assert "transcript of record" in quotes.check_selection(team.rui, other, 1, 0, 1, 16).refusal
    with pytest.raises(NotAllowed, match="transcript of record"):
        quotes.highlight(team.rui, other, 1, 0, 1, 16)


def test_while_nobody_said_who_is_who_in_the_new_one_its_quotes_are_closed(team: Team, call: Call) -> None:
    mark(team, call, WAITED)
    other = second(team, call, of_record=True)
    [row] = quotes.quotes(team.rui).items
    assert (row.transcript_id, row.is_showable, row.text) == (other, False, "")
    assert "who the speakers are" in row.closed_because
    same_people(team, call, other)
    [row] = quotes.quotes(team.rui).items
    assert (row.text, row.status, row.is_showable) == (WAITED, "exact", True)


def test_words_that_turn_out_to_be_somebody_elses_go_back_and_are_listed(team: Team, call: Call) -> None:
    quote = mark(team, call, WAITED)
    before = pins(team)
    other = second(team, call, of_record=True)
    settle_roles(team.rui, other)  # Dana Petrov becomes a new person there
    assert [left.id for left in record_choice.unlanded(team.rui, call.session_id)] == [quote]
    assert pins(team) == before
    same_people(team, call, other)
    assert record_choice.unlanded(team.rui, call.session_id) == ()


def test_a_big_second_file_becomes_the_record_when_it_has_been_read(
    team: Team, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(team, call, PAID)
    monkeypatch.setattr(imports, "BIG", 10)
    other = second(team, call, of_record=True)
    assert of_record(team, call) == call.transcript_id
    with pytest.raises(Conflict, match="still being read"):
        record_choice.choose_record(team.rui, other)
    assert jobs.work_once(HANDLERS)
    assert of_record(team, call) == other
    assert len(record_choice.unlanded(team.rui, call.session_id)) == 1


def test_words_of_somebody_who_no_longer_agrees_are_not_listed(team: Team, call: Call) -> None:
    mark(team, call, PAID)
    other = second(team, call, of_record=True)
    consents.end_consent(team.rui, call.participant_id)
    assert [left.words for left in record_choice.unlanded(team.rui, call.session_id)] == [""]
    with pytest.raises(NotAllowed):
        record_choice.choose_record(team.rui, call.transcript_id)
    assert of_record(team, call) == other


def test_viewers_and_strangers_choose_nothing(team: Team, call: Call) -> None:
    other = second(team, call)
    with pytest.raises(NotAllowed):
        record_choice.choose_record(team.vera, other)
    with pytest.raises(NotFound):
        record_choice.choose_record(team.otto, other)
    for stranger in (team.vera, team.otto):
        with pytest.raises(NotFound):
            record_choice.unlanded(stranger, call.session_id)


SAID = ["the", "driver", "never", "came", "we", "waited", "rang", "shop", "paid", "taxi", "until", "six", "maybe"]
WORDS = st.sampled_from(SAID)
LINES = st.lists(st.lists(WORDS, min_size=2, max_size=14).map(" ".join), min_size=2, max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=LINES, again=LINES, kept=st.lists(st.booleans(), min_size=6, max_size=6), data=st.data())
def test_whatever_the_other_transcript_says_no_quote_is_shown_that_does_not_stand_in_the_record(
    team: Team, first: list[str], again: list[str], kept: list[bool], data: st.DataObject
) -> None:
    QuoteRecord.objects.all().delete()
    TranscriptRecord.objects.all().delete()
    call = hold_call(team.rui, spoken(first), name="first.txt")
    for index, text in enumerate(first):
        cut = data.draw(st.integers(0, len(text.split()) - 1))
        begin = len(" ".join(text.split()[:cut])) + bool(cut)
        quotes.highlight(team.rui, call.transcript_id, 2 * index + 1, begin, 2 * index + 1, len(text))
    before = pins(team)
    mixed = [first[i] if keep and i < len(first) else again[i % len(again)] for i, keep in enumerate(kept)]
    form = ImportForm("form", call.session_id, even_if_duplicate=True)
    file = UploadedFile("again.txt", spoken(mixed).encode())
    other = imports.import_transcript(team.rui, file, form).transcript_id
    same_people(team, call, other)
    unlanded = record_choice.choose_record(team.rui, other).unlanded
    said = [turn.text for turn in transcripts.load(TranscriptRecord.objects.get(id=other)).transcript.turns]
    rows = quotes.quotes(team.rui).items
    assert len([row for row in rows if row.closed_because == ELSEWHERE]) == unlanded
    for row in rows:
        if row.is_showable:
            assert (row.transcript_id, any(row.text.rstrip(".") in text for text in said)) == (other, True)
    record_choice.choose_record(team.rui, call.transcript_id)
    assert pins(team) == before


def spoken(answers: list[str]) -> str:
    return "".join(f"Rui Alves: What did you do then?\n\nDana Petrov: {answer}.\n\n" for answer in answers)
