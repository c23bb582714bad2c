from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.planning.samples import SamplePlan, Segment
from firsthand.services import consents, participants, samples, sending, sessions, studies
from firsthand.services.invitation_drafts import draft_invitations
from firsthand.services.participants import ParticipantForm
from firsthand.services.sessions import SessionForm
from firsthand.services.studies import StudyForm
from firsthand.storage.models import InvitationRecord, MessageRecord
from mail_server import Running, running
from people_at_work import Team

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
DANA = ParticipantForm("Dana Petrov", title="Head of Operations", company="Nordlicht", contact="dana@example.com")


@pytest.fixture
def server(settings: Any) -> Iterator[Running]:
    with running() as server:
        settings.FIRSTHAND_MAIL = server.settings()
        yield server


@pytest.fixture
def dana(team: Team) -> str:
    return participants.add_participant(team.rui, DANA)


def page(client: Client, address: str, **data: Any) -> str:
    answer = client.get(address, data)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_a_persons_page_to_a_letter_that_arrives(team: Team, rui: Client, dana: str, server: Running) -> None:
    assert "fine to ask" in page(rui, f"/people/{dana}/")
    answer = rui.post("/invitations/new/", {"person": dana}, follow=True)
    address = answer.request["PATH_INFO"]
    assert "Hello Dana Petrov," in answer.content.decode()
    form = {
        "to_address": "dana@example.com",
        "subject": "Your parcels",
        "text": "Hello Dana\n\n{times}",
        "time_2": "2027-03-01T10:00",
        "zone": "Europe/Berlin",
        "minutes": "30",
        "version": "1",
    }
    looked_over = rui.post(f"{address}edit/", form, follow=True).content.decode()
    assert "We would meet on Monday, 1 March 2027, 10:00 (time zone Europe/Berlin)" in looked_over
    assert "appointment.ics" in looked_over
    rui.post(f"{address}send/", {"version": "2"})
    assert sending.send_due(lambda progress, step: None) == 1
    (message,) = server.box.messages
    body = message.get_body()
    assert body is not None
    assert "Monday, 1 March 2027, 10:00" in " ".join(body.get_content().split())
    assert "sent" in page(rui, "/invitations/", state="sent")
    assert "wait until" in page(rui, f"/people/{dana}/")


def test_a_stale_page_does_not_send_what_a_colleague_changed(team: Team, rui: Client, dana: str) -> None:
    invitation_id = draft_invitations(team.rui, [dana])[0]
    InvitationRecord.objects.update(version=2)
    assert rui.post(f"/invitations/{invitation_id}/send/", {"version": "1"}).status_code == 409
    assert MessageRecord.objects.count() == 0


def test_asking_too_soon_wants_a_reason_on_the_page(team: Team, rui: Client, dana: str) -> None:
    first, second = draft_invitations(team.rui, [dana])[0], draft_invitations(team.rui, [dana])[0]
    rui.post(f"/invitations/{first}/send/", {"version": "1"})
    assert "Why ask them all the same?" in page(rui, f"/invitations/{second}/")
    answer = rui.post(f"/invitations/{second}/send/", {"version": "1", "reason": ""})
    assert (answer.status_code, "Say why you ask them all the same" in answer.content.decode()) == (409, True)
    answer = rui.post(f"/invitations/{second}/send/", {"version": "1", "reason": "She called us."}, follow=True)
    assert "It waits in the outbox" in answer.content.decode()


def test_who_does_not_want_to_be_asked_offers_no_way_to(team: Team, rui: Client, dana: str) -> None:
    held = SessionForm("A call", timezone.localdate() - timedelta(days=200), participant_ids=(dana,))
    sessions.create_session(team.rui, held, SessionState.HELD)
    words = page(rui, f"/people/{dana}/")
    assert "don’t ask" in words
    assert 'name="person"' not in words
    assert re.search(rf'value="{dana}" disabled', page(rui, "/invitations/new/"))
    assert rui.post("/invitations/new/", {"people": dana}).status_code == 403
    consents.log_consent(team.rui, dana, [Scope.CONTACT_AGAIN], How.EMAIL)
    assert "fine to ask" in page(rui, f"/people/{dana}/")


def test_a_study_lists_those_it_still_looks_for_first(team: Team, rui: Client) -> None:
    study = studies.create_study(team.rui, StudyForm("Late parcels"))
    samples.set_sample(team.rui, study, SamplePlan((Segment("Admins", 2),)))
    for name, segment in (("Ada", ""), ("Ben", "Admins"), ("Cleo", "Drivers")):
        participants.add_participant(team.rui, ParticipantForm(name, segment=segment))
    words = page(rui, "/invitations/new/", study=study)
    assert "2 × Admins" in words
    assert words.index("Ben") < words.index("Ada") < words.index("Cleo")
    assert "Cleo" not in page(rui, "/invitations/new/", study=study, segment="admins")
    chosen = re.findall(r'name="people" id="[^"]+" value="([^"]+)"', words)
    answer = rui.post("/invitations/new/", {"study": study, "people": chosen[:2]}, follow=True)
    assert answer.content.decode().count("Late parcels · by Rui") == 2
    assert rui.post("/invitations/new/", {"study": study}).status_code == 400


def test_the_people_of_a_planned_session_are_chosen_already(team: Team, rui: Client, dana: str) -> None:
    ahead = timezone.now() + timedelta(days=3)
    session = sessions.create_session(team.rui, SessionForm("Dana", participant_ids=(dana,), starts_at=ahead))
    assert f"/invitations/new/?session={session}" in page(rui, f"/sessions/{session}/")
    words = page(rui, "/invitations/new/", session=session)
    assert re.search(rf'value="{dana}" checked', words)
    answer = rui.post("/invitations/new/", {"session": session, "people": dana}, follow=True)
    assert "We would meet on" in answer.content.decode()


def test_answers_are_noted_and_drafts_thrown_away(team: Team, rui: Client, dana: str) -> None:
    first, second = draft_invitations(team.rui, [dana])[0], draft_invitations(team.rui, [dana])[0]
    rui.post(f"/invitations/{first}/send/", {"version": "1"})
    assert "declined" in rui.post(f"/invitations/{first}/answer/", {"answer": "declined"}, follow=True).content.decode()
    assert rui.post(f"/invitations/{first}/answer/", {"answer": "nonsense"}).status_code == 400
    rui.post(f"/invitations/{second}/delete/")
    assert InvitationRecord.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"zone": "Mars/Phobos"}, "There is no time zone"),
        ({"time_1": "2026-03-29T02:30", "zone": "Europe/Berlin"}, "The clocks are put forward"),
        ({"minutes": "2"}, "between 5 and 720 minutes"),
        ({"subject": ""}, "required"),
    ],
)
def test_what_is_wrong_with_a_draft_is_said_and_the_typed_text_kept(
    team: Team, rui: Client, dana: str, change: dict[str, str], words: str
) -> None:
    invitation_id = draft_invitations(team.rui, [dana])[0]
    form = {"subject": "Hi", "text": "My own words", "minutes": "30", "version": "1"}
    answer = rui.post(f"/invitations/{invitation_id}/edit/", {**form, **change})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert "My own words" in answer.content.decode()


def test_hostile_words_in_every_field_stay_words(team: Team, rui: Client) -> None:
    study = studies.create_study(team.rui, StudyForm(HOSTILE))
    everything = replace(DANA, name=HOSTILE, title=HOSTILE, company=HOSTILE, segment=HOSTILE)
    person = participants.add_participant(team.rui, everything)
    invitation_id = draft_invitations(team.rui, [person], study_id=study)[0]
    InvitationRecord.objects.update(subject=HOSTILE, location=HOSTILE)
    addresses = (
        *("/invitations/", f"/invitations/new/?study={study}&name=&segment=", f"/invitations/{invitation_id}/"),
        *(f"/invitations/{invitation_id}/edit/", f"/people/{person}/"),
    )
    for address in addresses:
        words = page(rui, address)
        assert "<script>alert" not in words, address
        assert "<img src=x" not in words, address
    assert HOSTILE not in page(rui, "/invitations/new/", name=HOSTILE, segment=HOSTILE)


def test_owners_set_how_often_people_may_be_asked(team: Team, rui: Client, signed_in: Any) -> None:
    ana = signed_in(team.ana)
    assert "How often people may be asked" in page(ana, "/workspace/asking/")
    limits = {"days_between": "10", "most_in_90_days": "3", "most_in_365_days": "5", "days_after_no": "90"}
    assert ana.post("/workspace/asking/", limits).status_code == 302
    assert ana.post("/workspace/asking/", {**limits, "most_in_90_days": "0"}).status_code == 400
    assert rui.get("/workspace/asking/").status_code == 403
    assert "workspace/asking" not in page(rui, "/workspace/")
