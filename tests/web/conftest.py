from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from firsthand.domain.people.actors import Actor
from people_at_work import Call, Team, hold_call, make_team

SignIn = Callable[[Actor], Client]


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


@pytest.fixture
def call(team: Team) -> Call:
    return hold_call(team.rui)


@pytest.fixture
def signed_in() -> SignIn:
    def sign_in(actor: Actor) -> Client:
        from firsthand.storage.accounts import UserRecord

        client = Client()
        client.force_login(UserRecord.objects.get(id=actor.user_id))
        return client

    return sign_in


@pytest.fixture
def rui(team: Team, signed_in: SignIn) -> Client:
    return signed_in(team.rui)
