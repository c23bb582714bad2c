"""Looking through a transcript: what waits, what members decide, and what of it those see who may not read."""

from __future__ import annotations

import pytest

from firsthand.domain.errors import Invalid, NotAllowed, NotFound
from firsthand.domain.evidence.redaction.deciding import State
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.services import imports, quotes, reader, record_choice, redactions, sessions, transcripts
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.quotes import QuoteFilter
from firsthand.services.redactions import RedactionPage
from firsthand.storage.models import RedactionRecord
from names_said import CALL, SECRETS, Said, talk
from people_at_work import Team, settle_roles


@pytest.fixture
def said(team: Team) -> Said:
    return talk(team)


def found(page: RedactionPage) -> list[tuple[int, str, str, str]]:
    return [(t.index, one.text, one.placeholder, one.state.value) for t in page.turns for one in t.stretches]


def place(page: RedactionPage, text: str, index: int | None = None) -> tuple[int, int, int]:
    places = [(t.index, one.begin, one.finish) for t in page.turns for one in t.stretches if one.text == text]
    return next(one for one in places if index in (None, one[0]))


def cover(team: Team, said: Said, text: str, *, everywhere: bool = True) -> None:
    session = said.call.session_id
    redactions.decide(
        team.rui,
        session,
        *place(redactions.redaction_page(team.rui, session), text),
        is_covered=True,
        everywhere=everywhere,
    )


def seen(team: Team, said: Said) -> list[str]:
    rows = quotes.quotes(team.vera, QuoteFilter(session_id=said.call.session_id)).items
    return [row.text for row in sorted(rows, key=lambda row: row.first_turn)]


def test_everything_that_a_rule_finds_waits_for_a_look(team: Team, said: Said) -> None:
    page = redactions.redaction_page(team.rui, said.call.session_id)
    assert found(page) == [
        (0, "Dana", "[person]", "suggested"),
        (1, "Graham", "[person]", "suggested"),
        (1, "020 7946 0958", "[phone]", "suggested"),
        (2, "Northmoor", "[company]", "suggested"),
        (3, "Northmoor", "[company]", "suggested"),
        (3, "dana@petrov.example", "[e-mail]", "suggested"),
        (3, "Graham", "[person]", "suggested"),
    ]
    assert (page.state.to_look, page.state.covered, page.state.is_begun) == (7, 0, False)


def test_a_viewer_sees_nothing_of_what_nobody_looked_at(team: Team, said: Said) -> None:
    assert seen(team, said) == [
        "I called [person] three times, he's the head of stores. My number is [phone].",
        "[company] wrote to [e-mail] 😀 and [person] never called back.",
    ]
    row = quotes.quotes(team.vera, QuoteFilter(session_id=said.call.session_id)).items[0]
    assert row.status == "exact"
    assert row.note == "[person] says that [person] is hard to reach."
    assert row.question == "Don't you think [company] should have written to you?"
    assert "redacted" in row.marks
    assert not any(secret in repr(row) for secret in SECRETS)


def test_a_researcher_reads_the_words_as_they_were_said(team: Team, said: Said) -> None:
    row = quotes.quotes(team.rui, QuoteFilter(session_id=said.call.session_id)).items[0]
    assert row.text.startswith("Northmoor wrote to dana@petrov.example 😀")
    assert "redacted" not in row.marks


def test_what_a_member_covers_gets_the_same_number_everywhere(team: Team, said: Said) -> None:
    cover(team, said, "Graham")
    first, second = seen(team, said)
    number = first.partition("[person ")[2].partition("]")[0]
    assert number.isdigit()
    assert f"and [person {number}] never called back" in second


def test_another_session_of_the_study_shows_the_same_placeholder_before_anybody_looked(team: Team, said: Said) -> None:
    cover(team, said, "Graham")
    cover(team, said, "Northmoor")
    again = talk(team, study_id=said.study_id, text=CALL.replace("six", "seven"))
    assert seen(team, again)[0].split(",")[0] == seen(team, said)[0].split(",")[0]
    assert seen(team, again)[1].split(" wrote")[0] == seen(team, said)[1].split(" wrote")[0]
    assert "[e-mail]" in seen(team, again)[1]


def test_what_a_member_says_is_no_name_is_shown(team: Team, said: Said) -> None:
    session = said.call.session_id
    page = redactions.redaction_page(team.rui, session)
    many = redactions.decide(team.rui, session, *place(page, "Northmoor"), is_covered=False, everywhere=True)
    assert many == 2
    assert seen(team, said)[1].startswith("Northmoor wrote to [e-mail]")


def test_only_this_one_leaves_the_others_waiting(team: Team, said: Said) -> None:
    cover(team, said, "Graham", everywhere=False)
    page = redactions.redaction_page(team.rui, said.call.session_id)
    assert [state for _, text, _, state in found(page) if text == "Graham"] == ["covered", "suggested"]


def test_words_that_no_rule_found_are_covered_by_selecting_them(team: Team, said: Said) -> None:
    session, words = said.call.session_id, "head of stores"
    text = reader.reader_page(team.rui, session).turns[1].text
    begin = text.index(words)
    redactions.decide(team.rui, session, 1, begin + 1, begin + len(words) - 2, is_covered=True, kind=Personal.DETAIL)
    stretch = next(one for one in redactions.redaction_page(team.rui, session).turns[1].stretches if one.text == words)
    assert (stretch.kind, stretch.state, stretch.reason) == (Personal.DETAIL, State.COVERED, "")
    assert f"he's the {stretch.placeholder}. My number" in seen(team, said)[0]


def test_a_decision_is_taken_back(team: Team, said: Said) -> None:
    cover(team, said, "Graham")
    page = redactions.redaction_page(team.rui, said.call.session_id)
    one = next(one for one in page.turns[1].stretches if one.text == "Graham")
    redactions.reopen(team.rui, one.redaction_id, everywhere=True)
    assert redactions.redaction_page(team.rui, said.call.session_id).state.to_look == 7


def test_a_review_ends_when_nothing_waits(team: Team, said: Said) -> None:
    session = said.call.session_id
    with pytest.raises(Invalid):
        redactions.finish_review(team.rui, session)
    for text in ("Dana", "Graham", "020 7946 0958", "Northmoor", "dana@petrov.example"):
        cover(team, said, text)
    redactions.finish_review(team.rui, session)
    state = redactions.review_state(team.rui, session)
    assert state is not None
    assert (state.is_reviewed, state.by, state.covered) == (True, "Rui", 7)


def test_a_correction_moves_covers_with_their_words_and_new_names_wait(team: Team, said: Said) -> None:
    cover(team, said, "Graham")
    session, transcript = said.call.session_id, said.call.transcript_id
    text = "Yes. I called Graham and Tobias three times, he's the head of stores."
    transcripts.correct_turn(team.rui, transcript, 1, text, has_listened=True)
    page = redactions.redaction_page(team.rui, session)
    states = {one.text: one.state for one in page.turns[1].stretches}
    assert states == {"Graham": State.COVERED, "Tobias": State.SUGGESTED}


def test_a_correction_that_takes_covered_words_away_is_listed(team: Team, said: Said) -> None:
    cover(team, said, "020 7946 0958")
    transcripts.correct_turn(team.rui, said.call.transcript_id, 1, "I called a colleague.", has_listened=True)
    page = redactions.redaction_page(team.rui, said.call.session_id)
    assert [(one.index, one.text) for one in page.unlanded] == [(1, "020 7946 0958")]
    redactions.reopen(team.rui, page.unlanded[0].redaction_id)
    assert redactions.redaction_page(team.rui, said.call.session_id).unlanded == ()


def test_another_transcript_of_record_takes_the_decisions_over_and_lists_what_does_not_land(
    team: Team, said: Said
) -> None:
    cover(team, said, "Graham")
    cover(team, said, "020 7946 0958")
    session = said.call.session_id
    other = CALL.replace(" My number is 020 7946 0958.", "").replace("I called", "Well, I called")
    form = ImportForm("spoken", session)
    imported = imports.import_transcript(team.rui, UploadedFile("again.vtt", other.encode()), form)
    settle_roles(team.rui, imported.transcript_id)
    record_choice.choose_record(team.rui, imported.transcript_id)
    page = redactions.redaction_page(team.rui, session)
    assert [state for _, text, _, state in found(page) if text == "Graham"] == ["covered", "covered"]
    assert [one.text for one in page.unlanded] == ["020 7946 0958"]
    record_choice.choose_record(team.rui, said.call.transcript_id)
    page = redactions.redaction_page(team.rui, session)
    assert {text for _, text, _, state in found(page) if state == "covered"} == {"Graham", "020 7946 0958"}
    assert page.unlanded == ()


def test_nobody_finds_out_by_searching_what_is_covered(team: Team, said: Said) -> None:
    for secret in ("Graham", "Northmoor", "7946", "petrov", "dana@"):
        assert quotes.quotes(team.vera, QuoteFilter(search=secret)).total == 0, secret
        assert quotes.quotes(team.rui, QuoteFilter(search=secret)).total, secret
    assert quotes.quotes(team.vera, QuoteFilter(search="never called")).total == 1
    assert quotes.quotes(team.vera, QuoteFilter(search="[person]")).total == 2


def test_a_corrected_quote_shows_a_viewer_neither_text(team: Team, said: Said) -> None:
    text = "Northmoor wrote to dana@petrov.example 😀 and Graham Tobias never called back. I waited until six."
    transcripts.correct_turn(team.rui, said.call.transcript_id, 3, text, has_listened=False)
    for row in quotes.quotes(team.vera, QuoteFilter(session_id=said.call.session_id)).items:
        assert not any(secret in repr(row) for secret in (*SECRETS, "Tobias")), row


def test_a_viewer_is_told_no_names_by_titles_places_and_files(team: Team, said: Said) -> None:
    sessions.edit_session(
        team.rui,
        said.call.session_id,
        sessions.SessionForm("Dana Petrov, Northmoor Hospital", location="At Dana's desk", study_id=said.study_id),
    )
    page = sessions.session_page(team.vera, said.call.session_id)
    assert not any(secret in repr(page) for secret in SECRETS)
    assert page.row.title == "[person], [company]"
    assert sessions.session_page(team.rui, said.call.session_id).row.title == "Dana Petrov, Northmoor Hospital"


def test_a_session_that_moves_to_another_study_gets_numbers_there(team: Team, said: Said) -> None:
    cover(team, said, "Graham")
    form = sessions.SessionForm("Call", study_id=None)
    sessions.edit_session(team.rui, said.call.session_id, form)
    assert "[person]" not in seen(team, said)[0]


def test_a_researcher_sees_the_reader_as_viewers_would(team: Team, said: Said) -> None:
    page = reader.reader_page(team.rui, said.call.session_id, as_viewers=True)
    assert page.turns[1].text == "I called [person] three times, he's the head of stores. My number is [phone]."
    assert not any(secret in repr(page) for secret in SECRETS)


def test_a_viewer_may_neither_look_through_nor_decide(team: Team, said: Said) -> None:
    session = said.call.session_id
    with pytest.raises(NotFound):
        redactions.redaction_page(team.vera, session)
    with pytest.raises(NotAllowed):
        redactions.decide(team.vera, session, 0, 0, 4, is_covered=False)
    assert not RedactionRecord.objects.exists()


@pytest.mark.parametrize(("begin", "finish"), [(0, 0), (5, 4), (0, 9_999), (4, 5)])
def test_a_place_that_is_none_is_refused(team: Team, said: Said, begin: int, finish: int) -> None:
    with pytest.raises(Invalid):
        redactions.decide(team.rui, said.call.session_id, 0, begin, finish, is_covered=True, kind=Personal.DETAIL)
