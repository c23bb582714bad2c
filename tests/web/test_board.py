"""The board in the browser: plain forms, the small requests of the page's modules, and what others see of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from firsthand.domain.evidence.observations import ObservationKind
from firsthand.services import observations, quotes, studies, themes
from firsthand.services.cards import CardPlace, move_card
from firsthand.services.observations import ObservationForm
from firsthand.services.studies import StudyForm
from firsthand.services.themes import ThemeForm
from people_at_work import Team, hold_call
from web.conftest import SignIn

TEXTS = ("Waited for the driver until six.", "Called the shop about the driver.", "Paid for a taxi to the depot.")


@pytest.fixture
def study(team: Team) -> str:
    return studies.create_study(team.rui, StudyForm("Late parcels"))


@pytest.fixture
def quote(team: Team, study: str) -> str:
    return quotes.highlight(team.rui, hold_call(team.rui, study_id=study).transcript_id, 1, 0, 1, 16)


@pytest.fixture
def seen(team: Team, quote: str) -> list[str]:
    forms = (ObservationForm(ObservationKind.SAID, text, quote_ids=(quote,)) for text in TEXTS)
    return [observations.new_observation(team.rui, form) for form in forms]


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def moved(client: Client, study: str, card: str, **sent: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post(f"/studies/{study}/board/cards/{card}/move/", sent, headers={"Accept": "application/json"})
    return answer.status_code, json.loads(answer.content)


def test_an_empty_board_says_what_to_do_first(study: str, rui: Client) -> None:
    assert "Write observations first" in page(rui, f"/studies/{study}/board/")


def test_a_card_goes_into_a_new_theme_by_a_plain_form(study: str, seen: list[str], rui: Client) -> None:
    form = page(rui, f"/studies/{study}/board/cards/{seen[0]}/move/")
    assert TEXTS[0] in form
    sent = rui.post(
        f"/studies/{study}/board/cards/{seen[0]}/move/", {"theme": "", "new": "Nobody calls", "version": "0"}
    )
    assert sent.status_code == 302
    shown = page(rui, sent["Location"])
    assert "Nobody calls" in shown
    assert "1 person" in shown
    assert "one person only" in shown


def test_a_form_that_is_too_late_says_so_and_moves_nothing(
    team: Team, study: str, seen: list[str], rui: Client
) -> None:
    theme = themes.new_theme(team.ana, study, ThemeForm("Hers"), seen[:1])
    path = f"/studies/{study}/board/cards/{seen[0]}/move/"
    answer = rui.post(path, {"theme": "", "new": "", "version": "0"})
    assert answer.status_code == 400
    assert "Ana moved this card to “Hers”" in answer.content.decode()
    assert rui.post(path, {"theme": theme, "new": "", "version": "1"}).status_code == 302


def test_a_small_request_moves_a_card_and_gives_both_heads_back(
    team: Team, study: str, seen: list[str], rui: Client
) -> None:
    one, two = (
        themes.new_theme(team.rui, study, ThemeForm(name), ids) for name, ids in (("One", seen[:1]), ("Two", []))
    )
    status, answer = moved(rui, study, seen[0], theme=two, version="1", **{"from": one})
    assert status == 200
    assert answer["version"] == 2
    assert set(answer["heads"]) == {one, two}
    assert "nobody yet" in answer["heads"][one]
    assert "1 person" in answer["heads"][two]


def test_a_conflict_gives_the_state_in_which_both_peoples_work_is_kept(
    team: Team, study: str, seen: list[str], rui: Client
) -> None:
    theme = themes.new_theme(team.ana, study, ThemeForm("Hers"), seen[:1])
    status, answer = moved(rui, study, seen[0], theme="", version="0")
    assert status == 409
    assert "Ana moved this card" in answer["message"]
    assert [seen[0], theme, 1] in answer["state"]["cards"]


@pytest.mark.parametrize("version", ["", "x", "9" * 5_000, "-1", "²"])
def test_a_version_that_is_none_breaks_nothing(study: str, seen: list[str], rui: Client, version: str) -> None:
    status, _answer = moved(rui, study, seen[0], theme="", version=version)
    assert status in (200, 409)


def test_a_page_that_watches_is_told_only_of_changes(
    team: Team, study: str, seen: list[str], rui: Client, signed_in: SignIn
) -> None:
    state = json.loads(page(rui, f"/studies/{study}/board/state/"))
    assert rui.get(f"/studies/{study}/board/state/?mark={state['mark']}").status_code == 204
    theme = themes.new_theme(team.ana, study, ThemeForm("Hers"))
    move_card(team.ana, study, seen[2], CardPlace(theme))
    after = json.loads(page(rui, f"/studies/{study}/board/state/?mark={state['mark']}"))
    assert after["themes"] == [[theme, 1]]
    parts = json.loads(page(rui, f"/studies/{study}/board/parts/?themes={theme}&cards={seen[0]}+{seen[1]}"))
    assert "Hers" in parts["themes"][theme]
    assert TEXTS[2] in parts["themes"][theme]
    assert TEXTS[0] in parts["cards"][seen[0]]


def test_a_suggested_group_is_offered_taken_and_named(study: str, seen: list[str], rui: Client) -> None:
    assert "These share words. A theme?" in page(rui, f"/studies/{study}/board/")
    sent = rui.post(f"/studies/{study}/board/groups/take/", {"name": "Drivers", "cards": " ".join(seen[:2])})
    shown = page(rui, sent["Location"].partition("#")[0])
    assert "Drivers" in shown
    assert "These share words" not in shown


def test_a_suggested_group_is_left(study: str, seen: list[str], rui: Client) -> None:
    rui.post(f"/studies/{study}/board/groups/leave/", {"cards": " ".join(seen[:2])})
    assert "These share words" not in page(rui, f"/studies/{study}/board/")


def test_quotes_are_chosen_and_taken_off_again(study: str, quote: str, rui: Client) -> None:
    assert "It was in March." in page(rui, f"/studies/{study}/board/quotes/")
    rui.post(f"/studies/{study}/board/quotes/", {"quote": quote})
    assert "It was in March." in page(rui, f"/studies/{study}/board/")
    assert "lies on the board already" in page(rui, f"/studies/{study}/board/quotes/")
    rui.post(f"/studies/{study}/board/cards/{quote}/take-off/")
    assert "It was in March." not in page(rui, f"/studies/{study}/board/")


def test_a_theme_is_renamed_moved_merged_deleted_and_brought_back(
    team: Team, study: str, seen: list[str], rui: Client
) -> None:
    one, two = (
        themes.new_theme(team.rui, study, ThemeForm(name), ids) for name, ids in (("One", seen[:1]), ("Two", []))
    )
    assert rui.post(f"/studies/{study}/themes/{one}/", {"name": "First", "version": "1"}).status_code == 302
    assert rui.post(f"/studies/{study}/themes/{one}/", {"name": "Late", "version": "1"}).status_code == 400
    rui.post(f"/studies/{study}/themes/{two}/place/", {"step": "earlier"})
    assert themes.themes_known(team.rui, study) == ((two, "Two"), (one, "First"))
    merged = rui.post(f"/studies/{study}/themes/{one}/merge/", {"into": two}, follow=True).content.decode()
    assert "The two are one theme now." in merged
    assert "Undo" in merged
    rui.post(f"/studies/{study}/themes/{two}/delete/")
    assert themes.themes_known(team.rui, study) == ()


def test_a_viewer_has_no_board(team: Team, study: str, seen: list[str], signed_in: SignIn) -> None:
    assert signed_in(team.vera).get(f"/studies/{study}/board/").status_code == 404
    assert "/board/" not in signed_in(team.vera).get(f"/studies/{study}/").content.decode()
