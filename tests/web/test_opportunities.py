"""The opportunity tree in the browser: written, chosen, moved, deleted, taken away; refused with its words kept."""

from __future__ import annotations

import pytest
from django.test import Client

from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.synthesis.opportunities import NodeKind
from firsthand.services import observations, quotes, studies
from firsthand.services.observations import ObservationForm
from firsthand.services.opportunities import NodeForm, new_node, tree
from firsthand.services.studies import StudyForm
from people_at_work import Team, hold_call
from web.conftest import SignIn


@pytest.fixture
def study(team: Team) -> str:
    return studies.create_study(team.rui, StudyForm("Late parcels"))


@pytest.fixture
def seen(team: Team, study: str) -> str:
    quote = quotes.highlight(team.rui, hold_call(team.rui, study_id=study).transcript_id, 1, 0, 1, 16)
    form = ObservationForm(ObservationKind.SAID, "Waited until six.", quote_ids=(quote,))
    return observations.new_observation(team.rui, form)


@pytest.fixture
def outcome(team: Team, study: str) -> str:
    return new_node(team.rui, study, NodeKind.OUTCOME, NodeForm("Fewer people wait in vain"))


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_an_empty_tree_begins_with_its_outcome(study: str, rui: Client) -> None:
    assert "Write the outcome" in page(rui, f"/studies/{study}/opportunities/")
    sent = rui.post(f"/studies/{study}/opportunities/new/?kind=outcome", {"text": "Fewer people wait"})
    assert sent.status_code == 302
    shown = page(rui, sent["Location"].partition("#")[0])
    assert "Fewer people wait" in shown
    assert "<svg" in shown
    assert "Add an opportunity" in shown


def test_an_opportunity_without_observations_is_refused_and_its_words_are_kept(
    study: str, outcome: str, seen: str, rui: Client
) -> None:
    path = f"/studies/{study}/opportunities/new/?kind=opportunity&below={outcome}"
    answer = rui.post(path, {"text": "Nobody knows when it comes"})
    assert answer.status_code == 400
    assert "Nobody knows when it comes" in answer.content.decode()
    assert "what you typed is still here" in answer.content.decode()
    assert rui.post(path, {"text": "Nobody knows when it comes", "observations": seen}).status_code == 302


def test_a_disguise_is_said_while_somebody_types_and_on_the_node(
    study: str, outcome: str, seen: str, rui: Client
) -> None:
    said = page(rui, f"/studies/{study}/opportunities/check/?text=They+need+a+dashboard+to+see+the+driver")
    assert "Can’t see the driver." in said
    path = f"/studies/{study}/opportunities/new/?kind=opportunity&below={outcome}"
    sent = rui.post(path, {"text": "They need a dashboard to see the driver", "observations": seen})
    assert "reads like a solution" in page(rui, sent["Location"].partition("#")[0])


def test_a_node_is_renamed_moved_and_deleted_with_a_way_back(
    team: Team, study: str, outcome: str, seen: str, rui: Client
) -> None:
    one, two = (
        new_node(team.rui, study, NodeKind.OPPORTUNITY, NodeForm(text, observation_ids=(seen,)), outcome)
        for text in ("One", "Two")
    )
    base = f"/studies/{study}/opportunities/{one}/"
    assert "Waited until six." in page(rui, base)
    rui.post(f"{base}rename/", {"text": "First", "version": "1"})
    assert rui.post(f"{base}rename/", {"text": "Late", "version": "1"}).status_code == 409
    rui.post(f"{base}move/", {"step": "later"})
    assert [row.text for row in tree(team.rui, study).nodes][1:] == ["Two", "First"]
    rui.post(f"{base}move/", {"step": "earlier"})
    rui.post(f"{base}move/", {"step": "earlier"})
    assert [row.text for row in tree(team.rui, study).nodes][1:] == ["First", "Two"]
    rui.post(f"{base}move/", {"below": two})
    assert [row.depth for row in tree(team.rui, study).nodes] == [0, 1, 2]
    gone = rui.post(f"/studies/{study}/opportunities/{two}/delete/", follow=True).content.decode()
    assert "Undo" in gone
    assert len(tree(team.rui, study).nodes) == 1


@pytest.mark.parametrize(("name", "kind"), [("svg", "image/svg+xml"), ("md", "text/markdown")])
def test_the_tree_is_taken_away_as_a_file(study: str, outcome: str, rui: Client, name: str, kind: str) -> None:
    answer = rui.get(f"/studies/{study}/opportunities/tree.{name}")
    assert answer["Content-Type"] == f"{kind}; charset=utf-8"
    assert "Fewer people wait in vain" in answer.content.decode().replace("\n", " ")
    assert rui.get(f"/studies/{study}/opportunities/tree.exe").status_code == 404


def test_markup_in_a_node_stays_words(team: Team, study: str, rui: Client) -> None:
    new_node(team.rui, study, NodeKind.OUTCOME, NodeForm("<script>alert(1)</script>"))
    assert "<script>alert" not in page(rui, f"/studies/{study}/opportunities/")


def test_a_viewer_has_no_tree(team: Team, study: str, outcome: str, signed_in: SignIn) -> None:
    vera = signed_in(team.vera)
    assert vera.get(f"/studies/{study}/opportunities/").status_code == 404
    assert vera.get(f"/studies/{study}/opportunities/tree.svg").status_code == 404
