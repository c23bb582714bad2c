from __future__ import annotations

from firsthand.services import consents, guides, quotes, records, sessions, studies
from firsthand.services.sessions import SessionForm
from firsthand.services.studies import StudyForm
from people_at_work import Call, Team


def test_the_record_has_the_templates_parts_in_its_order(team: Team, call: Call) -> None:
    titles = [line for line in records.session_record(team.rui, call.session_id).splitlines() if line.startswith("##")]
    assert titles == [
        "## Meeting details",
        "## Who we talked to",
        "## Goals",
        "## Questions",
        "## Key quotes",
        "## Observations",
        "## Opportunities",
        "## Action items",
        "## Follow-up",
    ]


def test_the_record_holds_goals_questions_and_quotes_with_what_must_be_said_beside_them(team: Team, call: Call) -> None:
    study = studies.create_study(team.rui, StudyForm("Late parcels", goals=("Learn who they call first",)))
    guides.add_guide(team.rui, "Guide", "# Guide\n\n## Story\n\n1. Tell me about the last one.\n", study)
    sessions.edit_session(
        team.rui, call.session_id, SessionForm("Dana", study_id=study, participant_ids=(call.participant_id,))
    )
    begin = "It was in March. I don't think the driver ever came.".index("the driver")
    quotes.highlight(team.rui, call.transcript_id, 1, begin, 1, begin + len("the driver ever came"))
    text = records.session_record(team.rui, call.session_id)
    assert "- Learn who they call first" in text
    assert "- Tell me about the last one." in text
    assert "> “the driver ever came”" in text
    assert "> In full: “I don't think the driver ever came.”" in text
    assert "> — Dana Petrov, 00:08, cut inside a sentence" in text
    assert "SHA-256" in text


def test_a_quote_without_consent_is_not_in_the_record(team: Team, call: Call) -> None:
    quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    consents.end_consent(team.rui, call.participant_id)
    assert "It was in March" not in records.session_record(team.rui, call.session_id)


def test_a_session_without_anything_is_a_form_to_fill_in(team: Team) -> None:
    session_id = sessions.create_session(team.rui, SessionForm("Somebody *new*"))
    text = records.session_record(team.rui, session_id)
    assert text.startswith("# Somebody \\*new\\*\n")
    assert "- **Name:**\n" in text
