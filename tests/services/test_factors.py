from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from firsthand.domain.errors import Conflict, FactorMissing, NotAllowed, NotFound
from firsthand.services import calendars, events, factors, tokens
from firsthand.services.accounts import actor_of
from firsthand.services.factors import APP, PASSKEY, RECOVERY
from firsthand.services.tokens import TokenForm
from firsthand.storage.models import WorkspaceRecord
from people_at_work import Team


def give(team: Team, who: str, type_: str = APP, **data: Any) -> None:
    Authenticator.objects.create(user_id=getattr(team, who).user_id, type=type_, data=data)


def want(team: Team) -> None:
    give(team, "ana")
    factors.want_second_factor(team.ana, is_wanted=True)


def test_nobody_needs_one_until_an_owner_says_so(team: Team) -> None:
    assert factors.factor_policy(team.ana) == factors.FactorPolicy(False, ("Ana", "Rui", "Vera"))
    assert actor_of(team.rui.user_id) == team.rui


def test_where_it_is_wanted_a_member_without_one_gets_nowhere_until_they_have_one(team: Team) -> None:
    want(team)
    with pytest.raises(FactorMissing, match="Parcel people wants a second factor"):
        actor_of(team.rui.user_id)
    assert factors.factor_policy(team.ana).without == ("Rui", "Vera")
    give(team, "rui", PASSKEY, name="Key")
    assert actor_of(team.rui.user_id) == team.rui


def test_recovery_codes_alone_are_no_second_factor(team: Team) -> None:
    want(team)
    give(team, "rui", RECOVERY, seed="x", used_mask=0)
    with pytest.raises(FactorMissing):
        actor_of(team.rui.user_id)


def test_another_workspace_is_not_concerned(team: Team) -> None:
    want(team)
    assert actor_of(team.otto.user_id) == team.otto


def test_it_costs_no_further_query(team: Team, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        actor_of(team.rui.user_id)


def test_tokens_and_calendars_of_who_has_none_stop_too(team: Team) -> None:
    text, secret = tokens.new_token(team.rui, TokenForm("Nightly"))[1], calendars.new_feed_address(team.rui)
    want(team)
    with pytest.raises(FactorMissing):
        tokens.actor_of_token(text)
    with pytest.raises(NotFound):
        calendars.feed(secret)
    give(team, "rui")
    assert tokens.actor_of_token(text).id == team.rui.id


def test_an_owner_who_has_none_can_t_ask_for_it(team: Team) -> None:
    with pytest.raises(Conflict, match="set yours up first"):
        factors.want_second_factor(team.ana, is_wanted=True)
    assert not WorkspaceRecord.objects.get(id=team.ana.workspace_id).wants_second_factor


def test_only_owners_ask_and_it_is_an_event(team: Team) -> None:
    for act in (lambda: factors.factor_policy(team.rui), lambda: factors.want_second_factor(team.rui, is_wanted=True)):
        with pytest.raises(NotAllowed):
            act()
    want(team)
    factors.want_second_factor(team.ana, is_wanted=False)
    verbs = [event.verb for event in events.events(team.ana)][:2]
    assert verbs == ["wanted second factors no longer", "wanted second factors"]


def test_whoever_runs_the_server_takes_every_factor_away(team: Team) -> None:
    give(team, "rui")
    give(team, "rui", PASSKEY, name="Key")
    assert factors.remove_factors("Rui@Example.org") == 2
    assert not factors.factors_of(team.rui.user_id).has_any
    assert factors.remove_factors("rui@example.org") == 0
    with pytest.raises(NotFound):
        factors.remove_factors("nobody@example.org")


def test_what_somebody_has_is_one_query(team: Team, django_assert_num_queries: Any) -> None:
    give(team, "rui")
    for number in range(3):
        give(team, "rui", PASSKEY, name=f"Key {number}")
    with django_assert_num_queries(1):
        found = factors.factors_of(team.rui.user_id)
    assert ([key.name for key in found.passkeys], found.app_since is not None) == (["Key 0", "Key 1", "Key 2"], True)
