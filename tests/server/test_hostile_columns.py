"""Markup in every text that the database keeps: each column of each kind of record, on each page, stays words.

What members type goes through forms that are tested elsewhere; here the words stand in the rows themselves, so that a
new column or page is tried without anybody thinking of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from firsthand.storage.columns import IDENTITY, QUOTED, REMARK, SPOKEN, TEAM, Declared
from kept_world import kept
from people_at_work import Team, make_team
from server.test_every_route import CALLS, PAGES, QUERIES, World, client_of, each_page, filled, make_world, send

EVIL = "\"'><img src=x onerror=alert(1)></script><script>alert(2)</script>{{7*7}}"
LIVE = re.compile(r"<img src=x|<script>alert|(?:href|src|action)=.?\s*javascript:", re.IGNORECASE)
LINK = "javascript:alert(3)//"
WRITTEN = {IDENTITY, QUOTED, REMARK, SPOKEN, TEAM}
FORMS_OF_THEIR_OWN = {  # texts that only have one form: an address, a language, a zone
    ("UserRecord", "email"),
    ("WorkspaceRecord", "zone"),
}


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Team, World]]:
    """A world in which every text is markup."""
    with kept(django_db_blocker, tmp_path_factory.mktemp("hostile")):
        team = make_team()
        world = make_world(team)
        assert sum(poison(record) for record in apps.get_app_config("firsthand").get_models()) > 100
        yield team, world


@pytest.fixture(autouse=True)
def own_data_folder() -> None:
    """The files lie where the world put them."""


@pytest.fixture
def team(made: tuple[Team, World], db: None) -> Team:
    return made[0]


@pytest.fixture
def world(made: tuple[Team, World], db: None) -> World:
    return made[1]


def poison(record: type[models.Model]) -> int:
    """Put markup into every text column of these rows; gives how many columns there were."""
    done = 0
    for name, declared in getattr(record, "texts", {}).items():
        field = record._meta.get_field(name)
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if declared not in WRITTEN or not is_text or (record.__name__, name) in FORMS_OF_THEIR_OWN:
            continue
        evil = LINK if name in ("link", "location", "url") else EVIL
        for row in record._default_manager.all():
            text = f"{evil}{row.pk}" if field.unique else evil
            record._default_manager.filter(pk=row.pk).update(**{name: text[: field.max_length or len(text)]})
        done += 1
    return done


def test_every_kind_of_record_that_holds_texts_is_tried() -> None:
    kinds = [record for record in apps.get_app_config("firsthand").get_models() if issubclass(record, Declared)]
    assert len(kinds) > 60


@each_page
def test_no_page_runs_what_a_row_holds(team: Team, world: World, name: str, route: str) -> None:
    for member in (team.ana, team.rui, team.vera):
        answer = client_of(member).get(filled(route, world), QUERIES.get(name))
        assert answer.status_code < 500, (member.name, answer.status_code)
        if "html" in answer.get("Content-Type", ""):
            page = answer.getvalue().decode()
            assert LIVE.search(page) is None, (member.name, LIVE.findall(page))
            assert "49" not in re.findall(r"alert\(2\).{0,40}", page)
            assert "unsafe" not in answer["Content-Security-Policy"]


def test_what_the_api_says_is_never_taken_for_a_page(team: Team, world: World) -> None:
    for method, path in CALLS:
        if method == "get":
            answer = send(client_of(team.ana), method, path, world)
            assert answer.status_code < 500, path
            assert "html" not in answer["Content-Type"], path
            assert answer["X-Content-Type-Options"] == "nosniff", path


def test_the_pages_tried_are_all_pages() -> None:
    assert len(PAGES) > 100
