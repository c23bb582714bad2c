from __future__ import annotations

import pytest
from django.test import Client

from firsthand.storage.models import UserRecord
from people_at_work import Call, Team, hold_call, make_team


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


@pytest.fixture
def call(team: Team) -> Call:
    return hold_call(team.rui)


@pytest.fixture
def rui(team: Team) -> Client:
    return signed_in(team.rui.user_id)


def signed_in(user_id: str) -> Client:
    client = Client()
    client.force_login(UserRecord.objects.get(id=user_id))
    return client
