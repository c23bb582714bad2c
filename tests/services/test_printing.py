from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from firsthand.domain.errors import NotFound
from firsthand.formats.sheet_typst import Paper
from firsthand.formats.sheets import Look
from firsthand.services import printing, quotes, sessions, studies
from firsthand.services.demo import create_demo
from firsthand.services.guides import add_guide
from firsthand.services.participants import ParticipantForm, add_participant
from firsthand.services.sessions import SessionForm
from firsthand.services.studies import StudyForm
from people_at_work import Call, Team

GUIDE = "## The last time (10 min)\n\n1. Tell me about the last parcel that got lost?\n    - Who noticed?\n"


def test_a_guide_is_printed_as_a_sheet_and_as_a_pdf_on_either_paper(team: Team) -> None:
    guide = add_guide(team.rui, "Lost parcels", GUIDE)
    assert printing.printed_guide(team.vera, guide).parts[0].lines[0].text == (
        "Tell me about the last parcel that got lost?"
    )
    for paper in Paper:
        name, pdf = printing.guide_pdf(team.vera, guide, paper)
        assert (name, pdf[:5]) == ("lost-parcels.pdf", b"%PDF-")


def test_a_guide_of_another_workspace_looks_absent(team: Team) -> None:
    guide = add_guide(team.rui, "Lost parcels", GUIDE)
    with pytest.raises(NotFound):
        printing.guide_pdf(team.otto, guide)


def test_a_guide_whose_letters_the_pdf_lacks_is_set_all_the_same_and_they_are_named(team: Team) -> None:
    plain = add_guide(team.rui, "Guide", "## A\n\n1. Who noticed it?\n")
    foreign = add_guide(team.rui, "案内", "## A\n\n1. 誰が気づきましたか?\n")
    assert printing.guide_pdf(team.rui, plain)[0] == "guide.pdf"
    assert printing.guide_pdf(team.rui, foreign)[0] == "guide.pdf"
    assert "U+8AB0" in printing._without_glyphs(("誰",))


def test_a_brief_holds_who_it_is_what_they_said_before_and_what_to_ask(team: Team, call: Call) -> None:
    quotes.highlight(team.rui, call.transcript_id, 5, 0, 5, 30)
    study = studies.create_study(team.rui, StudyForm("Parcels", "What happens when one is lost?", ("See who calls",)))
    guide = add_guide(team.rui, "Lost parcels", GUIDE, study)
    start = datetime(2031, 5, 12, 13, tzinfo=UTC)
    form = SessionForm("Dana again", None, study, guide, (call.participant_id,), "Europe/Lisbon", start)
    sheet = printing.printed_brief(team.rui, sessions.create_session(team.rui, form))
    assert sheet.title == "Brief: Dana again"
    assert sheet.about[0] == "Monday, 12 May 2031, 14:00 (Europe/Lisbon), 60 minutes"
    parts = {part.title: part for part in sheet.parts}
    assert [line.text for line in parts["What we want to learn"].lines] == [
        "What happens when one is lost?",
        "See who calls",
    ]
    [quote] = [line for line in parts["Dana Petrov"].lines if line.look is Look.QUOTE]
    assert quote.text == "“I called the shop three times.”"
    assert parts["The last time"].lines[0].text == "Tell me about the last parcel that got lost?"


def test_a_brief_of_a_bare_session_is_a_pdf_too(team: Team) -> None:
    somebody = add_participant(team.rui, ParticipantForm("Mira"))
    session_id = sessions.create_session(team.rui, SessionForm("Mira", participant_ids=(somebody,)))
    name, pdf = printing.brief_pdf(team.rui, session_id)
    assert (name, pdf[:5]) == ("brief-mira.pdf", b"%PDF-")


def test_a_viewer_gets_no_brief(team: Team) -> None:
    session_id = sessions.create_session(team.rui, SessionForm("Mira"))
    with pytest.raises(NotFound):
        printing.brief_pdf(team.vera, session_id)


@pytest.mark.slow
def test_the_brief_of_the_demo_for_one_person_is_one_page_of_paper(team: Team) -> None:
    create_demo(team.ana)
    for row in sessions.sessions(team.ana).items:
        pages = PdfReader(BytesIO(printing.brief_pdf(team.ana, row.id)[1])).pages
        assert len(pages) == len(row.people), row.title
