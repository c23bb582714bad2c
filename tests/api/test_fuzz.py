"""Whatever is sent, the API answers as its description says and never falls over (schemathesis)."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from firsthand.api.routes import api
from firsthand.services import quotes, studies
from firsthand.services.studies import StudyForm
from firsthand.storage.models import SpeakerRecord
from people_at_work import Call, Team

pytestmark = pytest.mark.slow
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
ALL_KINDS = list(HealthCheck)


schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))
schema.app = get_wsgi_application()


@pytest.fixture
def real_ids(team: Team, call: Call) -> dict[str, str]:
    return {
        "study_id": studies.create_study(team.rui, StudyForm("Late parcels")),
        "session_id": call.session_id,
        "transcript_id": call.transcript_id,
        "participant_id": call.participant_id,
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
    answer = case.call_and_validate(checks=CHECKS, headers={"X-CSRFToken": token})
    assert answer.status_code != 401
