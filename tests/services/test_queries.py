"""No page makes a query nobody counted: one row costs as many queries as three."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from firsthand.domain.people.consent import How, Scope
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.domain.planning.studies import TeamRole
from firsthand.services import (
    briefs,
    companies,
    consent_history,
    consent_links,
    consent_wordings,
    consents,
    craft,
    figures,
    guide_reviews,
    guides,
    hypotheses,
    participants,
    preparation,
    quotes,
    reader,
    records,
    redactions,
    remarks,
    samples,
    sessions,
    speakers,
    studies,
    templates,
    timelines,
    touchpoint_readings,
    touchpoints,
    workspaces,
)
from firsthand.services import team as teams
from firsthand.services.companies import CompanyForm
from firsthand.services.consents import Proof
from firsthand.services.figures import FigureForm
from firsthand.services.studies import StudyForm
from firsthand.services.touchpoints import TouchpointForm
from firsthand.storage.models import CompanyRecord, GuideRecord, ParticipantRecord, SessionParticipantRecord
from people_at_work import CALL, Team, hold_call

Look = Callable[[Team, str, str, str], object]
PAGES: dict[str, Look] = {
    "home": lambda team, study, session, transcript: workspaces.home_page(team.rui),
    "studies": lambda team, study, session, transcript: studies.studies(team.rui),
    "study": lambda team, study, session, transcript: studies.study_page(team.rui, study),
    "sample": lambda team, study, session, transcript: samples.sample_page(team.rui, study),
    "templates": lambda team, study, session, transcript: templates.templates(team.rui),
    "guide": lambda team, study, session, transcript: guides.guide_page(team.rui, guide_of(study)),
    "versions": lambda team, study, session, transcript: guides.versions(team.rui, guide_of(study)),
    "study's checklist": lambda team, study, session, transcript: preparation.study_preparation(team.rui, study),
    "checklist": lambda team, study, session, transcript: preparation.session_preparation(team.rui, session),
    "brief": lambda team, study, session, transcript: briefs.brief_page(team.rui, session),
    "sessions": lambda team, study, session, transcript: sessions.sessions(team.rui),
    "session": lambda team, study, session, transcript: sessions.session_page(team.rui, session),
    "quotes": lambda team, study, session, transcript: quotes.quotes(team.rui),
    "quotes as viewers see them": lambda team, study, session, transcript: quotes.quotes(team.vera),
    "sessions as viewers see them": lambda team, study, session, transcript: sessions.sessions(team.vera),
    "home as viewers see it": lambda team, study, session, transcript: workspaces.home_page(team.vera),
    "personal data": lambda team, study, session, transcript: redactions.redaction_page(team.rui, session),
    "before sharing": lambda team, study, session, transcript: remarks.study_remarks(team.rui, study),
    "participants": lambda team, study, session, transcript: participants.participants(team.rui),
    "consents": lambda team, study, session, transcript: consent_history.consent_overview(team.rui),
    "consent": lambda team, study, session, transcript: consent_history.consent_page(team.rui, somebody_in(session)),
    "wordings": lambda team, study, session, transcript: consent_wordings.wordings_page(team.rui),
    "reader": lambda team, study, session, transcript: reader.reader_page(team.rui, session),
    "roles": lambda team, study, session, transcript: speakers.roles_page(team.rui, transcript),
    "craft": lambda team, study, session, transcript: craft.craft_page(team.rui, session),
    "touchpoints": lambda team, study, session, transcript: touchpoints.touchpoints(team.rui),
    "timeline": lambda team, study, session, transcript: timelines.person_timeline(team.rui, somebody_in(session)),
    "timeline of a company": lambda team, study, session, transcript: timelines.company_timeline(team.rui, company()),
    "figures": lambda team, study, session, transcript: figures.figures_of(team.rui, everybody()),
    "readings": lambda team, study, session, transcript: touchpoint_readings.reading_of(team.rui, everybody()),
    "record": lambda team, study, session, transcript: records.session_record(team.rui, session),
}


def guide_of(study: str) -> str:
    return GuideRecord.objects.filter(study_id=study).order_by("created_at", "id").values_list("id", flat=True)[0]


def somebody_in(session: str) -> str:
    return SessionParticipantRecord.objects.values_list("participant_id", flat=True).get(session_id=session)


def everybody() -> list[str]:
    return list(ParticipantRecord.objects.values_list("id", flat=True))


def company() -> str:
    return CompanyRecord.objects.values_list("id", flat=True)[0]


def touch(team: Team, session: str, name: str) -> None:
    """A company for the person, a touchpoint and figures of both, and that they were read."""
    who = somebody_in(session)
    where = CompanyRecord.objects.first()
    where_id = where.id if where else companies.add_company(team.rui, CompanyForm("Corner Deliveries"))
    ParticipantRecord.objects.filter(id=who).update(company_id=where_id)
    for person, at in ((who, None), (None, where_id)):
        touchpoints.add_touchpoint(team.rui, TouchpointForm(TouchpointKind.NPS, person, at, title=name, score=9))
        for day in (1, 2):
            form = FigureForm(f"Usage {name}", float(day), person, at, day=date(2026, 10, day))
            figures.add_figure(team.rui, form)
    touchpoint_readings.note_read(team.rui, [who])


def agree(team: Team, session: str, refused: Scope) -> None:
    """An answer of the person in this session, and a link."""
    proof = Proof(session_id=session, spoken_seconds=9.0)
    agreed = set(Scope) - {refused}
    consents.log_consent(team.rui, somebody_in(session), agreed, How.SPOKEN, refused=[refused], proof=proof)
    consent_links.make_link(team.rui, somebody_in(session))


def plan(team: Team, study: str, name: str) -> None:
    guide = guides.add_guide(team.rui, name, f"# {name}\n\n## Story\n\n1. Tell me about the last one.\n", study)
    guides.save_text(team.rui, guide, guides.version_text(team.rui, guide, 1) + "2. And then?\n", 1)
    guide_reviews.ask_for_review(team.rui, guide, team.ana.id)
    guide_reviews.comment(team.ana, guide_of(study), name)
    hypotheses.add_hypothesis(team.rui, study, name, "It will show.")
    templates.save_as_template(team.rui, study, name)
    for key in ("recording_ready", "lenses_chosen"):
        preparation.tick_study(team.rui, study, key)


def fill(team: Team, study: str, name: str, quoted: int) -> tuple[str, str]:
    call = hold_call(team.rui, CALL.replace("March", name), study_id=study)
    for end in range(3, 3 + quoted):
        quotes.highlight(team.rui, call.transcript_id, 5, 0, 5, 6 * end)
    for more in range(quoted):
        agree(team, call.session_id, tuple(Scope)[4 + more])
        touch(team, call.session_id, f"{name} {more}")
    return call.session_id, call.transcript_id


@pytest.mark.parametrize("look", PAGES.values(), ids=list(PAGES))
def test_three_rows_cost_as_many_queries_as_one(
    team: Team, look: Look, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    study = studies.create_study(team.rui, StudyForm("Late parcels", template="ai-product"))
    plan(team, study, "First")
    teams.set_team(team.rui, study, [(team.rui.id, TeamRole.FACILITATOR)])
    session, transcript = fill(team, study, "March", 1)
    with CaptureQueriesContext(
        connection,
    ) as one:
        look(team, study, session, transcript)
    for name in ("April", "May"):
        fill(team, studies.create_study(team.rui, StudyForm(name)), name, 3)
        fill(team, study, f"{name} again", 2)
        plan(team, study, name)
    teams.set_team(team.rui, study, [(one.id, TeamRole.OBSERVER) for one in (team.rui, team.ana, team.vera)])
    quotes.highlight(team.rui, transcript, 1, 0, 1, 16)
    agree(team, session, Scope.CLIP)
    with django_assert_num_queries(len(one)):
        look(team, study, session, transcript)


def test_a_long_transcript_costs_as_many_queries_as_a_short_one(
    team: Team, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    names = ("Dana", "Rui Alves")
    times = [f"00:{n // 60:02}:{n % 60:02}" for n in range(1_000)]
    cues = [f"{at}.000 --> {at}.900\n<v {names[n % 2]}>Number {n}." for n, at in enumerate(times)]
    call = hold_call(team.rui, "WEBVTT\n\n" + "\n\n".join(cues))
    with django_assert_max_num_queries(25):  # type: ignore[attr-defined]
        assert len(reader.reader_page(team.rui, call.session_id).turns) == 1_000
