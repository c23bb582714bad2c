from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from firsthand.adapters.mail import mail_server
from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from firsthand.domain.people.actors import WorkspaceRole
from firsthand.services import accounts, events, members, outbox, studies
from firsthand.services import member_invitations as service
from firsthand.services.member_invitations import InvitationForm
from firsthand.services.studies import StudyForm
from firsthand.storage.models import MemberInvitationRecord, MessageRecord, UserRecord
from people_at_work import PASSWORD, Team

RESEARCHER, VIEWER = WorkspaceRole.RESEARCHER, WorkspaceRole.VIEWER


def link(team: Team, form: InvitationForm = InvitationForm()) -> str:  # noqa: B008  (frozen)
    return service.invite_member(team.ana, form).token


def test_a_link_lets_somebody_without_an_account_in_as_what_it_says(team: Team) -> None:
    token = link(team)
    page = service.join_page(token)
    assert (page.workspace, page.role, page.invited_by, page.email) == ("Parcel people", VIEWER, "Ana", "")
    mia = service.join_as_new(token, "Mia", "Mia@Example.org", PASSWORD)
    assert (mia.role, mia.workspace_id) == (VIEWER, team.ana.workspace_id)
    assert accounts.actor_of(mia.user_id).name == "Mia"
    assert UserRecord.objects.get(id=mia.user_id).email == "mia@example.org"
    assert [event.verb for event in events.events(team.ana)[:2]] == ["used invitation", "joined as viewer"]
    assert events.chain(team.ana).is_whole


def test_only_the_digest_is_kept(team: Team) -> None:
    token = link(team)
    assert token not in str(list(MemberInvitationRecord.objects.values()))


def test_a_link_for_one_works_once(team: Team) -> None:
    token = link(team)
    service.join_as_new(token, "Mia", "mia@example.org", PASSWORD)
    with pytest.raises(NotFound, match="used as often"):
        service.join_as_new(token, "Max", "max@example.org", PASSWORD)
    assert not UserRecord.objects.filter(email="max@example.org").exists()


@pytest.mark.django_db(transaction=True)
def test_five_at_once_at_a_link_for_two_are_two(transactional_team: Team) -> None:
    token = link(transactional_team, InvitationForm(limit=2))
    at_once, came, refused = threading.Barrier(5), [], []

    def come(number: int) -> None:
        at_once.wait(timeout=10)
        try:
            came.append(service.join_as_new(token, "One", f"one{number}@example.org", PASSWORD))
        except Refusal as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(came), len(refused)) == (2, 3)
    assert len(accounts.members(transactional_team.ana)) == 5


def test_a_link_that_is_old_or_taken_back_says_so_and_an_invented_one_does_not_exist(team: Team) -> None:
    old, gone = link(team), link(team)
    first = service.invitations(team.ana)[-1]
    MemberInvitationRecord.objects.filter(id=first.id).update(expires_at=timezone.now() - timedelta(seconds=1))
    service.revoke_invitation(team.ana, service.invitations(team.ana)[0].id)
    for token, words in ((old, "too old"), (gone, "taken back"), ("x" * 43, "no such invitation")):
        with pytest.raises(NotFound, match=words):
            service.join_page(token)
        with pytest.raises(NotFound):
            service.join(token, team.otto.user_id)
    assert service.invitations(team.ana) == ()


def test_an_invitation_to_an_address_is_for_its_account_alone(team: Team) -> None:
    token = link(team, InvitationForm(RESEARCHER, " Otto@Example.org "))
    assert service.join_page(token).has_account
    assert service.join_page(token, team.otto.user_id).fits
    mia = accounts.found_workspace("Mia's", "Mia", "mia@example.org")
    assert not service.join_page(token, mia.user_id).fits
    with pytest.raises(NotAllowed, match="another address"):
        service.join(token, mia.user_id)
    with pytest.raises(Conflict, match="sign in"):
        service.join_as_new(token, "Not Otto", "somebody@example.org", PASSWORD)
    assert service.join(token, team.otto.user_id).role is RESEARCHER


def test_a_new_account_gets_the_address_that_was_invited_whatever_is_sent(team: Team) -> None:
    token = link(team, InvitationForm(email="mia@example.org"))
    mia = service.join_as_new(token, "Mia", "boss@example.org", PASSWORD)
    assert UserRecord.objects.get(id=mia.user_id).email == "mia@example.org"


@pytest.mark.parametrize(
    ("name", "email", "password"),
    [
        ("", "mia@example.org", PASSWORD),
        ("Mia", "no address", PASSWORD),
        ("Mia", "mia@example.org", ""),
        ("Mia", "mia@example.org", "short"),
        ("Mia", "mia@example.org", "password1234"),
        ("Mia\0", "mia@example.org", PASSWORD),
    ],
)
def test_an_account_that_won_t_do_uses_nothing_up(team: Team, name: str, email: str, password: str) -> None:
    token = link(team)
    with pytest.raises(Invalid):
        service.join_as_new(token, name, email, password)
    assert service.join_page(token).role is VIEWER


def test_a_member_joins_no_second_time(team: Team) -> None:
    token = link(team, InvitationForm(limit=3))
    assert service.join_page(token, team.rui.user_id).is_member
    with pytest.raises(Conflict, match="already"):
        service.join(token, team.rui.user_id)
    with pytest.raises(Conflict, match="already"):
        service.invite_member(team.ana, InvitationForm(email="rui@example.org"))
    assert service.invitations(team.ana)[0].uses == 0


def test_whoever_was_removed_does_not_come_back_by_an_older_link(team: Team) -> None:
    older, bound = link(team, InvitationForm(limit=9)), link(team, InvitationForm(email="mia@example.org"))
    mia = service.join_as_new(link(team), "Mia", "mia@example.org", PASSWORD)
    members.remove_member(team.ana, mia.id)
    for token in (older, bound):
        with pytest.raises(NotFound, match="lets you in no more"):
            service.join(token, mia.user_id)
    assert service.join(link(team), mia.user_id).id == mia.id


def test_one_account_in_two_workspaces_is_two_members(team: Team) -> None:
    there = service.join(link(team, InvitationForm(RESEARCHER)), team.otto.user_id)
    studies.create_study(there, StudyForm("Late parcels"))
    assert studies.studies(team.otto).items == ()
    assert accounts.actor_of(team.otto.user_id).workspace_id == team.otto.workspace_id
    assert accounts.actor_of(team.otto.user_id, chosen=there.workspace_id) == there


def page_of(token: str) -> str:
    return f"https://research.example.com/join/{token}/"


def test_an_invitation_to_an_address_goes_there_by_mail_where_there_is_mail(team: Team, settings: Any) -> None:
    form = InvitationForm(RESEARCHER, "mia@example.org")
    without = service.invite_member(team.ana, form, page_of)
    assert (without.is_mailed, MessageRecord.objects.count()) == (False, 0)
    settings.FIRSTHAND = replace(settings.FIRSTHAND, base_url="https://research.example.com")
    settings.FIRSTHAND_MAIL = mail_server("smtp://localhost:25?tls=none", "Research <research@example.com>")
    made = service.invite_member(team.ana, form, page_of)
    letter = MessageRecord.objects.get()
    assert (made.is_mailed, letter.to_address, letter.is_secret) == (True, "mia@example.org", True)
    assert page_of(made.token) in letter.text
    assert letter.not_after == MemberInvitationRecord.objects.get(id=made.id).expires_at
    assert made.token not in str(outbox.letter_page(team.rui, letter.id))
    assert not service.invite_member(team.ana, InvitationForm(), page_of).is_mailed


def test_a_letter_that_has_not_left_goes_with_the_invitation(team: Team, settings: Any) -> None:
    settings.FIRSTHAND = replace(settings.FIRSTHAND, base_url="https://research.example.com")
    settings.FIRSTHAND_MAIL = mail_server("smtp://localhost:25?tls=none", "Research <research@example.com>")
    made = service.invite_member(team.ana, InvitationForm(email="mia@example.org"), page_of)
    service.revoke_invitation(team.ana, made.id)
    letter = MessageRecord.objects.get()
    assert (letter.status, letter.text) == ("cancelled", "")
