from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from firsthand.domain.errors import NotAllowed, NotFound
from firsthand.domain.people.sign_ins import SEEN_EVERY, Way
from firsthand.services import accounts, events, sign_ins
from firsthand.services.sign_ins import begin_sign_in, is_familiar, is_signed_in
from firsthand.storage.models import FamiliarPlaceRecord, SignInRecord
from people_at_work import Team

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:149.0) Gecko/20100101 Firefox/149.0"
HOME, CAFE = "203.0.113.9", "198.51.100.7"


def came(team: Team, address: str = HOME) -> str:
    return begin_sign_in(team.rui.user_id, Way.PASSWORD, FIREFOX, address)


def long_ago(sign_in_id: str, **columns: timedelta) -> None:
    SignInRecord.objects.filter(id=sign_in_id).update(**{name: timezone.now() - ago for name, ago in columns.items()})


def test_a_sign_in_is_listed_with_browser_way_and_time(team: Team) -> None:
    here, there = came(team), begin_sign_in(team.rui.user_id, Way.PASSKEY, "", CAFE)
    rows = sign_ins.sign_ins(team.rui.user_id, here)
    assert [(row.id, row.device, row.way, row.is_this) for row in rows] == [
        (here, "Firefox on Linux", Way.PASSWORD, True),
        (there, "", Way.PASSKEY, False),
    ]


def test_signing_in_is_an_event_in_every_workspace_of_the_person(team: Team) -> None:
    from firsthand.domain.people.actors import WorkspaceRole

    accounts.add_member(team.otto, "rui@example.org", "Rui", WorkspaceRole.VIEWER)
    came(team)
    for owner in (team.ana, team.otto):
        assert events.events(owner)[0].verb == "signed in"


def test_a_sign_in_is_good_for_its_person_only(team: Team) -> None:
    here = came(team)
    assert is_signed_in(here, team.rui.user_id)
    assert not is_signed_in(here, team.vera.user_id)
    assert not is_signed_in("", team.rui.user_id)


def test_it_ends_when_idle_and_in_any_case_in_the_end(team: Team) -> None:
    idle, old = came(team), came(team)
    long_ago(idle, last_seen_at=timedelta(days=14))
    long_ago(old, began_at=timedelta(days=30))
    assert [is_signed_in(one, team.rui.user_id) for one in (idle, old)] == [False, False]
    assert sign_ins.sign_ins(team.rui.user_id) == ()


def test_the_limits_are_settings(team: Team, settings: Any) -> None:
    settings.FIRSTHAND = replace(settings.FIRSTHAND, sign_in_idle_hours=1)
    here = came(team)
    long_ago(here, last_seen_at=timedelta(hours=1))
    assert not is_signed_in(here, team.rui.user_id)


def test_being_seen_is_written_down_every_five_minutes_at_most(team: Team, django_assert_num_queries: Any) -> None:
    here = came(team)
    with django_assert_num_queries(1):
        is_signed_in(here, team.rui.user_id)
    long_ago(here, last_seen_at=SEEN_EVERY)
    with django_assert_num_queries(2):
        is_signed_in(here, team.rui.user_id)
    with django_assert_num_queries(1):
        is_signed_in(here, team.rui.user_id)


def test_one_ends_one_or_all_others(team: Team) -> None:
    here, there, elsewhere = came(team), came(team), came(team)
    sign_ins.end_sign_in(team.rui.user_id, there)
    assert [row.id for row in sign_ins.sign_ins(team.rui.user_id, here)] == [here, elsewhere]
    assert sign_ins.end_other_sign_ins(team.rui.user_id, here) == 1
    assert [row.id for row in sign_ins.sign_ins(team.rui.user_id, here)] == [here]
    assert [event.verb for event in events.events(team.ana)][:2] == ["ended other sign-ins", "ended a sign-in"]


def test_nobody_ends_somebody_else_s(team: Team) -> None:
    here = came(team)
    with pytest.raises(NotFound):
        sign_ins.end_sign_in(team.vera.user_id, here)
    assert is_signed_in(here, team.rui.user_id)


def test_an_owner_signs_a_member_out_everywhere(team: Team) -> None:
    here = came(team)
    assert sign_ins.end_sign_ins_of(team.ana, team.rui.id) == 1
    assert not is_signed_in(here, team.rui.user_id)
    assert (events.events(team.ana)[0].verb, events.events(team.ana)[0].subject_id) == ("ended sign-ins", team.rui.id)


def test_only_an_owner_of_their_workspace_does_that(team: Team) -> None:
    here = came(team)
    with pytest.raises(NotAllowed):
        sign_ins.end_sign_ins_of(team.vera, team.rui.id)
    with pytest.raises(NotFound):
        sign_ins.end_sign_ins_of(team.otto, team.rui.id)
    with pytest.raises(NotAllowed, match="account page"):
        sign_ins.end_sign_ins_of(team.ana, team.ana.id)
    assert is_signed_in(here, team.rui.user_id)


def test_a_place_is_familiar_once_somebody_signed_in_there_and_can_t_be_read_out(team: Team) -> None:
    came(team)
    assert is_familiar(team.rui.user_id, HOME)
    assert not is_familiar(team.rui.user_id, CAFE)
    assert not is_familiar(team.vera.user_id, HOME)
    assert HOME not in str(list(FamiliarPlaceRecord.objects.values()))


def test_what_has_run_out_goes(team: Team) -> None:
    idle, here = came(team), came(team)
    long_ago(idle, last_seen_at=timedelta(days=15))
    FamiliarPlaceRecord.objects.update(last_at=timezone.now() - timedelta(days=91))
    sign_ins.forget_old_sign_ins()
    assert list(SignInRecord.objects.values_list("id", flat=True)) == [here]
    assert FamiliarPlaceRecord.objects.count() == 0


def test_who_leaves_the_only_workspace_is_signed_out(team: Team) -> None:
    from firsthand.services import members

    here = came(team)
    members.remove_member(team.ana, team.rui.id)
    assert not is_signed_in(here, team.rui.user_id)
