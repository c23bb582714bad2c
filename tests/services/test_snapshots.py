"""Snapshots: made from what was heard, in order, with parts that a member writes; one page on paper."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.people.exports import ExportKind
from firsthand.domain.synthesis.snapshots import Parts
from firsthand.services import consents, exports, notes, observations, quotes, reader, snapshot_sheets, snapshots
from firsthand.services.notes import NoteForm
from firsthand.services.observations import ObservationForm
from people_at_work import Call, Team


def mark(team: Team, call: Call, words: str) -> str:
    turns = reader.reader_page(team.rui, call.session_id).turns
    turn = next(turn for turn in turns if words in turn.text)
    begin = turn.text.index(words)
    return quotes.highlight(team.rui, call.transcript_id, turn.index, begin, turn.index, begin + len(words))


@pytest.fixture
def heard(team: Team, call: Call) -> dict[str, str]:
    """A quote nobody cites, one that an observation cites, and a note that surprised."""
    taxi = mark(team, call, "In the end I paid 12.50 for a taxi and picked it up myself.")
    waited = mark(team, call, "We waited until six, and nobody called us.")
    form = ObservationForm(ObservationKind.SAID, "They waited until six without a call.", quote_ids=(waited,))
    seen = observations.new_observation(team.rui, form)
    notes.new_note(team.rui, call.session_id, NoteForm("She had paid the taxi herself.", NoteKind.SURPRISE))
    return {"taxi": taxi, "waited": waited, "seen": seen}


def test_what_happened_stands_in_order_and_a_cited_quote_only_once(
    team: Team, call: Call, heard: dict[str, str]
) -> None:
    page = snapshots.snapshot_page(team.rui, call.session_id)
    assert [one.id for one in page.moments] == [heard["seen"], heard["taxi"]]
    assert page.learnings == ("She had paid the taxi herself.",)
    assert [one.person.name for one in page.people] == ["Dana Petrov"]


def test_the_quote_to_remember_is_the_one_that_most_rests_on_until_somebody_chooses(
    team: Team, call: Call, heard: dict[str, str]
) -> None:
    first = snapshots.snapshot_page(team.rui, call.session_id)
    assert first.quote
    assert first.quote.id == heard["waited"]
    snapshots.edit_snapshot(team.rui, call.session_id, Parts(quote_id=heard["taxi"]), 0)
    chosen = snapshots.snapshot_page(team.rui, call.session_id)
    assert chosen.quote
    assert chosen.quote.id == heard["taxi"]


def test_parts_are_kept_with_a_version_and_nobody_is_overwritten(team: Team, call: Call, heard: dict[str, str]) -> None:
    parts = Parts("They fetch it themselves.", left_out=(heard["taxi"], "obs_x"), learnings="- Nobody calls.\nNobody.")
    snapshots.edit_snapshot(team.rui, call.session_id, parts, 0)
    page = snapshots.snapshot_page(team.rui, call.session_id)
    assert (page.headline, page.learnings) == ("They fetch it themselves.", ("Nobody calls.", "Nobody."))
    assert [one.id for one in page.moments] == [heard["seen"]]
    with pytest.raises(Conflict):
        snapshots.edit_snapshot(team.ana, call.session_id, Parts("Mine"), 0)
    with pytest.raises(Invalid):
        snapshots.edit_snapshot(team.rui, call.session_id, Parts("x" * 300), page.version)


def test_it_is_one_page_on_paper_and_that_it_left_is_listed(team: Team, call: Call, heard: dict[str, str]) -> None:
    for number in range(30):
        text = f"Number {number}: " + "they waited and looked at the clock on the wall of the shop " * 5
        form = ObservationForm(ObservationKind.DID, text, quote_ids=(heard["waited"],))
        observations.new_observation(team.rui, form)
    long = "\n".join(
        "a lesson that takes more than one line on the page, since it has many words in it" for _ in range(20)
    )
    snapshots.edit_snapshot(team.rui, call.session_id, Parts("They fetch it.", opportunities=long, learnings=long))
    name, pdf = snapshot_sheets.snapshot_pdf(team.rui, call.session_id)
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert (len(pages), name.endswith(".pdf")) == (1, True)
    assert "We waited until six" in pages[0].extract_text()
    (left,) = exports.exports(team.rui).items
    assert left.kind is ExportKind.SNAPSHOT


def test_as_markdown_it_names_what_must_be_known_beside_the_quote(
    team: Team, call: Call, heard: dict[str, str]
) -> None:
    text = snapshot_sheets.take_snapshot(team.rui, call.session_id)
    assert "## What happened, in order" in text
    assert "> “We waited until six, and nobody called us.”" in text
    assert "inside the company only" in text


def test_what_is_written_is_closed_with_the_person_and_not_saved_over(
    team: Team, call: Call, heard: dict[str, str]
) -> None:
    snapshots.edit_snapshot(team.rui, call.session_id, Parts("They paid for a taxi."), 0)
    consents.end_consent(team.rui, call.participant_id)
    page = snapshots.snapshot_page(team.rui, call.session_id)
    assert (page.headline, page.quote, page.moments, bool(page.closed_because)) == ("", None, (), True)
    with pytest.raises(NotAllowed):
        snapshots.edit_snapshot(team.rui, call.session_id, replace(page.parts, headline="-"), page.version)


def test_a_viewer_finds_no_snapshot(team: Team, call: Call) -> None:
    with pytest.raises(NotFound):
        snapshots.snapshot_page(team.vera, call.session_id)
