"""Whatever is sent, the API answers as its description says and never falls over (schemathesis)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from firsthand.api.routes import api
from firsthand.domain.people.consent_wordings import BUILT_IN
from firsthand.domain.people.own_fields import About
from firsthand.services import (
    claims,
    companies,
    consent_links,
    consent_wordings,
    guide_reviews,
    guides,
    hypotheses,
    invitations,
    own_fields,
    quotes,
    shares,
    studies,
    templates,
)
from firsthand.services.invitation_drafts import draft_invitations
from firsthand.services.participants import ParticipantForm, add_participant
from firsthand.services.studies import StudyForm
from firsthand.storage.models import SpeakerRecord
from kept_world import kept
from people_at_work import Call, Team, hold_call, make_team

pytestmark = pytest.mark.slow
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
ALL_KINDS = list(HealthCheck)


schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))
schema.app = get_wsgi_application()


@pytest.fixture(autouse=True)
def one_transaction() -> Iterator[None]:
    """Keep the test's transaction open over requests, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Team, dict[str, str]]]:
    """One world for all calls: making it takes longer than trying a call."""
    with kept(django_db_blocker, tmp_path_factory.mktemp("world")):
        team = make_team()
        yield team, make_ids(team, hold_call(team.rui))


@pytest.fixture(autouse=True)
def own_data_folder() -> None:
    """The files lie where the world put them."""


@pytest.fixture
def team(made: tuple[Team, dict[str, str]], db: None) -> Team:
    return made[0]


@pytest.fixture
def real_ids(made: tuple[Team, dict[str, str]]) -> dict[str, str]:
    return made[1]


def make_ids(team: Team, call: Call) -> dict[str, str]:
    claim = claims.write_claim(team.rui, claims.ClaimForm("Nobody calls"))
    study = studies.create_study(team.rui, StudyForm("Late parcels"))
    guide = guides.add_guide(team.rui, "", "# Late\n\n## Story (5 min)\n\n1. Don't you think so?\n", study)
    guide_reviews.ask_for_review(team.ana, guide, team.rui.id)
    nadia = add_participant(team.rui, ParticipantForm("Nadia", contact="nadia@example.com"))
    asking, sent = (draft_invitations(team.rui, [nadia])[0] for _ in range(2))
    consent_links.make_link(team.rui, call.participant_id)
    return {
        "claim_id": claim,
        "share_id": shares.share(team.rui, shares.ShareForm("For the board", (claim,)))[0],
        "asking_id": asking,
        "letter_id": invitations.send_invitation(team.rui, sent, None, str),
        "link_id": consent_links.links(team.rui, call.participant_id)[0].id,
        "wording_id": consent_wordings.edit_wording(team.ana, BUILT_IN["de"]),
        "study_id": study,
        "guide_id": guide,
        "comment_id": guide_reviews.comment(team.rui, guide, "Shorter."),
        "hypothesis_id": hypotheses.add_hypothesis(team.rui, study, "They call.", "Most say so."),
        "template_id": templates.save_as_template(team.rui, study, "Ours"),
        "session_id": call.session_id,
        "transcript_id": call.transcript_id,
        "participant_id": call.participant_id,
        "company_id": companies.add_company(team.rui, companies.CompanyForm("Ferry")),
        "field_id": own_fields.add_field(team.ana, About.PEOPLE, own_fields.FieldForm("Plan", "text")),
        "target": "people",
        "quote_id": quotes.highlight(team.rui, call.transcript_id, 5, 0, 5, 30),
        "speaker_id": SpeakerRecord.objects.values_list("id", flat=True)[0],
    }


@schema.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=ALL_KINDS)
def test_the_api_answers_as_it_says(case: Any, rui: Client, real_ids: dict[str, str]) -> None:
    for name in set(case.path_parameters or {}) & set(real_ids):
        case.path_parameters[name] = real_ids[name]
    session = rui.cookies[django_settings.SESSION_COOKIE_NAME].value
    token = "x" * 32
    case.cookies = {django_settings.SESSION_COOKIE_NAME: session, django_settings.CSRF_COOKIE_NAME: token}
    case.headers.pop("Authorization", None)  # a token that is made up is refused, whatever cookie comes with it
    answer = case.call_and_validate(checks=CHECKS, headers={"X-CSRFToken": token})
    assert answer.status_code != 401
