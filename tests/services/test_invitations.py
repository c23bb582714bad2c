from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.people.fatigue import Limits, Reach
from firsthand.domain.people.invitations import InvitationState, Standing
from firsthand.domain.people.outbox import LetterStatus
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.services import (
    consent_links,
    consents,
    events,
    fatigue,
    invitation_drafts,
    invitations,
    outbox,
    participants,
    sending,
    sessions,
    studies,
    touchpoints,
)
from firsthand.services.participants import ParticipantForm
from firsthand.services.sessions import SessionForm
from firsthand.services.studies import StudyForm
from firsthand.services.touchpoints import TouchpointForm
from firsthand.storage.models import InvitationRecord, MessageRecord, ParticipantRecord, ReasonRecord, WorkspaceRecord
from mail_server import Running, running
from people_at_work import Team

DANA = ParticipantForm(
    "Dana Petrov", title="Head of Operations", company="Nordlicht", contact="dana@nordlicht.example, +49 30 1234"
)


@pytest.fixture
def server(settings: Any) -> Iterator[Running]:
    with running() as server:
        settings.FIRSTHAND_MAIL = server.settings()
        yield server


@pytest.fixture
def dana(team: Team) -> str:
    return participants.add_participant(team.rui, DANA)


def link_of(token: str) -> str:
    return f"https://r.example/consent/{token}/"


def draft(actor: Actor, *people: str, **about: Any) -> str:
    return invitation_drafts.draft_invitations(actor, people, **about)[0]


def send(actor: Actor, invitation_id: str, reason: str = "") -> str:
    return invitations.send_invitation(actor, invitation_id, None, link_of, reason)


def standing(actor: Actor, invitation_id: str) -> Standing:
    return invitations.invitation_page(actor, invitation_id).row.standing


def meet(actor: Actor, person: str, days_ago: int) -> str:
    form = SessionForm("A call", timezone.localdate() - timedelta(days=days_ago), participant_ids=(person,))
    return sessions.create_session(actor, form, SessionState.HELD if days_ago >= 0 else SessionState.PLANNED)


def test_a_draft_says_who_why_how_long_and_that_no_is_fine_and_proposes_times(team: Team, dana: str) -> None:
    study = studies.create_study(team.rui, StudyForm("Late parcels", template="customer-interview"))
    page = invitations.invitation_page(team.rui, draft(team.rui, dana, study_id=study))
    assert (page.form.to_address, page.form.minutes, len(page.form.times)) == ("dana@nordlicht.example", 60, 3)
    assert page.letter.subject == "Would you talk with us for 60 minutes?"
    for words in (
        "Hello Dana Petrov,",
        "I am Rui, and at Parcel people",
        "One thing above all: Late parcels.",
        "you are Head of Operations at Nordlicht",
        "You may say no",
        "time zone UTC",
    ):
        assert words in page.letter.text
    assert (page.row.standing, page.letter.reply_to, page.letter.attachments) == (
        Standing.DRAFTED,
        "rui@example.org",
        (),
    )


def test_the_letter_that_arrives_is_the_one_that_was_looked_over(team: Team, dana: str, server: Running) -> None:
    invitation_id = draft(team.rui, dana)
    shown = invitations.invitation_page(team.rui, invitation_id).letter.text
    send(team.rui, invitation_id)
    assert standing(team.rui, invitation_id) is Standing.WAITING
    assert sending.send_due(lambda progress, step: None) == 1
    (message,) = server.box.messages
    assert message["From"] == "Rui <research@example.org>"
    assert message["Reply-To"].addresses[0].addr_spec == "rui@example.org"
    (link,) = re.findall(r"https://r.example/consent/\S+/", message.get_content())
    assert message.get_content().replace(link, invitations.LINK_SHOWN).split() == shown.split()
    assert standing(team.rui, invitation_id) is Standing.SENT


def test_the_private_link_opens_the_consent_page_and_is_forgotten_once_it_has_left(
    team: Team, dana: str, server: Running
) -> None:
    study = studies.create_study(team.rui, StudyForm("Late parcels"))
    letter_id = send(team.rui, draft(team.rui, dana, study_id=study))
    by_hand = outbox.letter_page(team.rui, letter_id).letter.text
    (token,) = re.findall(r"https://r.example/consent/(\S+)/", by_hand)
    link = consent_links.open_link(token)
    assert (link.participant_id, link.study_id) == (dana, study)
    sending.send_due(lambda progress, step: None)
    assert token in server.box.messages[0].get_content()
    assert "[a private link" in outbox.letter_page(team.rui, letter_id).letter.text
    assert token not in str(list(MessageRecord.objects.values()))


def test_who_says_no_while_the_letter_waits_does_not_get_it(team: Team, dana: str, server: Running) -> None:
    letter_id = send(team.rui, draft(team.rui, dana))
    consents.end_consent(team.rui, dana)
    assert sending.send_due(lambda progress, step: None) == 0
    row = outbox.letter_page(team.rui, letter_id).row
    assert (row.status, "do not want to be contacted" in row.error) == (LetterStatus.FAILED, True)
    assert server.box.messages == []


def test_a_letter_without_a_place_for_the_link_makes_none(team: Team, dana: str) -> None:
    invitation_id = draft(team.rui, dana)
    form = invitations.invitation_page(team.rui, invitation_id).form
    invitations.edit_invitation(team.rui, invitation_id, replace(form, text="Hello"))
    send(team.rui, invitation_id)
    assert consent_links.links(team.rui, dana) == ()


def test_who_speaks_german_is_written_to_in_german(team: Team) -> None:
    jan = participants.add_participant(team.rui, replace(DANA, name="Jan Weiß", language="de-AT"))
    letter = invitations.invitation_page(team.rui, draft(team.rui, jan)).letter
    assert letter.subject == "Hätten Sie 45 Minuten für ein Gespräch mit uns?"
    assert "Guten Tag Jan Weiß," in letter.text
    assert "Zeitzone UTC" in letter.text


def test_times_are_told_in_the_zone_of_the_last_conversation_else_the_workspaces(team: Team, dana: str) -> None:
    WorkspaceRecord.objects.filter(id=team.rui.workspace_id).update(zone="Europe/Lisbon")
    assert invitations.invitation_page(team.rui, draft(team.rui, dana)).form.zone == "Europe/Lisbon"
    held = datetime.now(UTC) - timedelta(days=400)
    form = SessionForm("A call", participant_ids=(dana,), starts_at=held, zone="America/New_York")
    sessions.create_session(team.rui, form)
    assert invitations.invitation_page(team.rui, draft(team.rui, dana)).form.zone == "America/New_York"


def test_several_people_are_never_offered_the_same_hour(team: Team) -> None:
    people = [participants.add_participant(team.rui, ParticipantForm(name)) for name in ("Ada", "Ben", "Cleo")]
    ids = invitation_drafts.draft_invitations(team.rui, people)
    offered = [time for one in ids for time in invitations.invitation_page(team.rui, one).form.times]
    assert len(offered) == len(set(offered)) == 9


def test_an_invitation_to_a_planned_session_brings_its_time_and_a_calendar_entry(
    team: Team, dana: str, server: Running
) -> None:
    starts_at = (timezone.now() + timedelta(days=5)).replace(minute=0, second=0, microsecond=0)
    form = SessionForm(
        "Dana", participant_ids=(dana,), starts_at=starts_at, zone="Europe/Berlin", location="https://meet.example/1"
    )
    session = sessions.create_session(team.rui, form)
    invitation_id = draft(team.rui, dana, session_id=session)
    page = invitations.invitation_page(team.rui, invitation_id)
    assert (page.verdict.reach, page.form.times, page.session_id) == (Reach.FINE, (starts_at,), session)
    assert "We would meet on" in page.letter.text
    send(team.rui, invitation_id)
    sending.send_due(lambda progress, step: None)
    (entry,) = server.box.messages[0].iter_attachments()
    words = entry.get_content()
    assert "SUMMARY:Conversation with Parcel people" in words
    assert "DTSTART;TZID=Europe/Berlin" in words
    assert "https://meet.example/1" in words.replace("\r\n ", "").replace("\n ", "")
    assert session not in words


def test_a_draft_is_changed_by_a_member_and_nobody_overwrites_a_colleague(team: Team, dana: str) -> None:
    invitation_id = draft(team.rui, dana)
    page = invitations.invitation_page(team.rui, invitation_id)
    form = replace(page.form, subject="A question", text="Hello {times}", times=(), zone="Europe/Berlin")
    invitations.edit_invitation(team.rui, invitation_id, form, page.version)
    after = invitations.invitation_page(team.rui, invitation_id)
    assert after.letter.text == "Hello If you would like to, tell us two or three times that suit you."
    with pytest.raises(Conflict):
        invitations.edit_invitation(team.ana, invitation_id, form, page.version)
    with pytest.raises(Conflict):
        invitations.send_invitation(team.ana, invitation_id, page.version, link_of)
    for wrong in (
        replace(form, times=(timezone.now(),) * 6),
        replace(form, times=(datetime(2026, 1, 1),)),  # noqa: DTZ001
        replace(form, zone="Mars/Phobos"),
        replace(form, minutes=3),
        replace(form, subject=" "),
        replace(form, text="a\0b"),
    ):
        with pytest.raises(Invalid):
            invitations.edit_invitation(team.rui, invitation_id, wrong)


def test_a_letter_without_an_address_or_with_a_second_header_is_not_sent(team: Team) -> None:
    nobody = participants.add_participant(team.rui, ParticipantForm("Nadia"))
    invitation_id = draft(team.rui, nobody)
    with pytest.raises(Invalid, match="no e-mail address"):
        send(team.rui, invitation_id)
    InvitationRecord.objects.update(to_address="n@example.com", subject="Hi\r\nBcc: all@example.com")
    with pytest.raises(Invalid, match="one line"):
        send(team.rui, invitation_id)
    assert standing(team.rui, invitation_id) is Standing.DRAFTED
    assert outbox.letters(team.rui).items == ()


def test_an_invitation_is_sent_once(team: Team, dana: str) -> None:
    invitation_id = draft(team.rui, dana)
    send(team.rui, invitation_id)
    with pytest.raises(Conflict):
        send(team.rui, invitation_id, "Once more")
    with pytest.raises(Conflict):
        invitations.delete_draft(team.rui, invitation_id)
    assert MessageRecord.objects.count() == 1


def test_asking_somebody_too_soon_needs_a_reason_which_is_kept(team: Team, dana: str) -> None:
    send(team.rui, draft(team.rui, dana))
    again = draft(team.rui, dana)
    verdict = invitations.invitation_page(team.rui, again).verdict
    assert (verdict.reach, verdict.in_90_days) == (Reach.WAIT, 1)
    with pytest.raises(Conflict, match="Say why") as caught:
        send(team.rui, again, "  ")
    assert caught.value.where == "reason"
    send(team.rui, again, "She asked us to write once more.")
    assert ReasonRecord.objects.get().text == "She asked us to write once more."
    assert events.events(team.ana)[0].verb == "sent invitation"


def test_who_said_no_to_being_contacted_again_is_not_asked_whatever_the_reason(team: Team, dana: str) -> None:
    invitation_id = draft(team.rui, dana)
    meet(team.rui, dana, 300)
    assert fatigue.verdicts(team.rui, [dana])[dana].reach is Reach.NO
    for refused in (lambda: send(team.rui, invitation_id, "But we need her"), lambda: draft(team.rui, dana)):
        with pytest.raises(NotAllowed, match="may contact them again"):
            refused()
    consents.log_consent(team.rui, dana, [Scope.CONTACT_AGAIN], How.EMAIL)
    assert fatigue.verdicts(team.rui, [dana])[dana].reach is Reach.FINE
    consents.end_consent(team.rui, dana)
    assert "do not want" in fatigue.verdicts(team.rui, [dana])[dana].reasons[0]
    with pytest.raises(NotAllowed):
        send(team.rui, invitation_id, "But we need her")


def test_consent_to_be_contacted_that_ran_out_is_said(team: Team, dana: str) -> None:
    long_ago = timezone.now() - timedelta(days=400)
    consents.log_consent(
        team.rui, dana, [Scope.CONTACT_AGAIN], How.EMAIL, given_at=long_ago, expires_at=long_ago + timedelta(days=365)
    )
    assert fatigue.verdicts(team.rui, [dana])[dana].reasons == ("Their consent to be contacted again has run out.",)


def test_conversations_count_and_cancelled_ones_do_not(team: Team, dana: str) -> None:
    consents.log_consent(team.rui, dana, [Scope.CONTACT_AGAIN], How.EMAIL)
    session = meet(team.rui, dana, -3)
    assert fatigue.verdicts(team.rui, [dana])[dana].reach is Reach.WAIT
    assert fatigue.verdicts(team.rui, [dana], apart_from=session)[dana].reach is Reach.FINE
    sessions.move_session(team.rui, session, SessionState.CANCELLED)
    assert fatigue.verdicts(team.rui, [dana])[dana].reach is Reach.FINE


def test_an_nps_answer_counts_and_a_support_ticket_does_not(team: Team, dana: str) -> None:
    touchpoints.add_touchpoint(team.rui, TouchpointForm(TouchpointKind.TICKET, dana, title="It is broken"))
    assert fatigue.verdicts(team.rui, [dana])[dana].reach is Reach.FINE
    touchpoints.add_touchpoint(team.rui, TouchpointForm(TouchpointKind.NPS, dana, score=9))
    assert fatigue.verdicts(team.rui, [dana])[dana].reach is Reach.WAIT


def test_a_letter_that_never_left_was_no_asking(team: Team, dana: str) -> None:
    letter_id = send(team.rui, draft(team.rui, dana))
    outbox.cancel_letter(team.rui, letter_id)
    assert fatigue.verdicts(team.rui, [dana])[dana].reach is Reach.FINE


def test_owners_set_the_limits(team: Team, dana: str) -> None:
    send(team.rui, draft(team.rui, dana))
    fatigue.set_limits(team.ana, Limits(0, 5, 9, 10))
    assert fatigue.limits(team.rui) == Limits(0, 5, 9, 10)
    assert fatigue.limits(team.otto) == Limits()
    assert fatigue.verdicts(team.rui, [dana])[dana].reach is Reach.FINE
    with pytest.raises(NotAllowed):
        fatigue.set_limits(team.rui, Limits())
    for wrong in (Limits(-1), Limits(most_in_90_days=0), Limits(days_after_no=5_000)):
        with pytest.raises(Invalid):
            fatigue.set_limits(team.ana, wrong)


def test_asking_on_the_phone_is_noted_without_a_letter(team: Team, dana: str) -> None:
    invitation_id, last_month = draft(team.rui, dana), timezone.now() - timedelta(days=20)
    with pytest.raises(Invalid):
        invitations.note_sent(team.rui, invitation_id, timezone.now() + timedelta(days=1))
    invitations.note_sent(team.rui, invitation_id, last_month)
    page = invitations.invitation_page(team.rui, invitation_id)
    assert (page.row.sent_at, page.letter_id) == (last_month, None)
    assert fatigue.verdicts(team.rui, [dana])[dana].last_asked == last_month.date()
    with pytest.raises(Conflict):
        invitations.note_sent(team.rui, invitation_id)


def test_what_their_page_says_counts(team: Team, dana: str) -> None:
    until = timezone.localdate() + timedelta(days=9)
    ParticipantRecord.objects.update(not_before=until, email="d.petrov@nordlicht.example")
    assert fatigue.verdicts(team.rui, [dana])[dana].until == until
    page = invitations.invitation_page(team.rui, draft(team.rui, dana))
    assert page.form.to_address == "d.petrov@nordlicht.example"


def test_answers_are_noted_by_hand_and_can_be_corrected(team: Team, dana: str) -> None:
    invitation_id = draft(team.rui, dana)
    with pytest.raises(Conflict):
        invitations.log_answer(team.rui, invitation_id, InvitationState.ANSWERED)
    send(team.rui, invitation_id)
    invitations.log_answer(team.rui, invitation_id, InvitationState.ANSWERED)
    invitations.log_answer(team.rui, invitation_id, InvitationState.DECLINED)
    assert standing(team.rui, invitation_id) is Standing.DECLINED
    assert "They declined" in " ".join(fatigue.verdicts(team.rui, [dana])[dana].reasons)
    with pytest.raises(Invalid):
        invitations.log_answer(team.rui, invitation_id, InvitationState.SENT)


def test_a_conversation_that_is_planned_afterwards_answers_by_itself(team: Team, dana: str) -> None:
    meet(team.rui, dana, -20)  # planned before they were invited: no answer to it
    invitation_id = draft(team.rui, dana)
    send(team.rui, invitation_id, "One more question")
    assert standing(team.rui, invitation_id) is Standing.WAITING
    session = meet(team.rui, dana, -3)
    row = invitations.invitation_page(team.rui, invitation_id).row
    assert (row.standing, row.planned_session_id) == (Standing.PLANNED, session)


def test_without_an_answer_for_two_weeks_nobody_waits_any_longer(team: Team, dana: str) -> None:
    invitation_id = draft(team.rui, dana)
    letter_id = send(team.rui, invitation_id)
    outbox.mark_sent_by_hand(team.rui, letter_id)
    assert standing(team.rui, invitation_id) is Standing.SENT
    InvitationRecord.objects.update(sent_at=timezone.now() - timedelta(days=15))
    assert standing(team.rui, invitation_id) is Standing.NO_ANSWER


def test_a_letter_that_failed_is_shown_as_not_left(team: Team, dana: str) -> None:
    invitation_id = draft(team.rui, dana)
    send(team.rui, invitation_id)
    MessageRecord.objects.update(status=LetterStatus.FAILED, error="no such mailbox")
    row = invitations.invitation_page(team.rui, invitation_id).row
    assert (row.standing, row.error) == (Standing.NOT_LEFT, "no such mailbox")


def test_invitations_of_a_confidential_study_are_its_teams(team: Team, dana: str) -> None:
    study = studies.create_study(team.ana, StudyForm("A merger"))
    invitation_id = draft(team.ana, dana, study_id=study)
    letter_id = send(team.ana, invitation_id)
    from firsthand.storage.models import StudyRecord

    StudyRecord.objects.filter(id=study).update(is_confidential=True)
    for look in (
        lambda: invitations.invitation_page(team.rui, invitation_id),
        lambda: outbox.letter_page(team.rui, letter_id),
        lambda: draft(team.rui, dana, study_id=study),
    ):
        with pytest.raises(NotFound):
            look()
    assert invitations.invitations(team.rui).items == ()
    assert fatigue.verdicts(team.rui, [dana])[dana].last_asked is None


def test_an_invitation_goes_with_the_person(team: Team, dana: str) -> None:
    send(team.rui, draft(team.rui, dana))
    ParticipantRecord.objects.filter(id=dana).delete()
    assert (InvitationRecord.objects.count(), MessageRecord.objects.count()) == (0, 0)


def test_a_person_who_was_deleted_has_no_invitations(team: Team, dana: str) -> None:
    invitation_id = draft(team.rui, dana)
    ParticipantRecord.objects.update(deleted_at=timezone.now())
    assert invitations.invitations(team.rui).items == ()
    with pytest.raises(NotFound):
        invitations.invitation_page(team.rui, invitation_id)


def test_nobody_and_too_many_are_refused(team: Team, dana: str) -> None:
    for people in ((), tuple(f"par_{number:022}" for number in range(51))):
        with pytest.raises(Invalid):
            invitation_drafts.draft_invitations(team.rui, people)
    with pytest.raises(NotFound):
        invitation_drafts.draft_invitations(team.rui, (dana, "par_0000000000000000000001"))


def queries(act: Any) -> int:
    with CaptureQueriesContext(connection) as made:
        act()
    return len(made)


def test_lists_and_verdicts_cost_the_same_for_one_person_and_for_many(team: Team, dana: str) -> None:
    send(team.rui, draft(team.rui, dana))
    one = queries(lambda: invitations.invitations(team.rui)), queries(lambda: fatigue.verdicts(team.rui, [dana]))
    people = [participants.add_participant(team.rui, replace(DANA, name=name)) for name in ("Ada", "Ben", "Cleo")]
    for invitation_id in invitation_drafts.draft_invitations(team.rui, people):
        send(team.rui, invitation_id)
    many = (
        queries(lambda: invitations.invitations(team.rui)),
        queries(lambda: fatigue.verdicts(team.rui, [dana, *people])),
    )
    assert many == one
