"""Agreement, differences and saturation in the browser: compared, settled, opened again; what the empty pages say."""

from __future__ import annotations

import pytest
from django.test import Client

from coders_at_work import call_in, mark, new_code, new_study, task
from firsthand.services.coding_resolutions import differences
from firsthand.storage.models import CodeRecord
from people_at_work import Call, Team


@pytest.fixture
def study(team: Team) -> str:
    return new_study(team)


@pytest.fixture
def waiting(team: Team, study: str) -> CodeRecord:
    return new_code(team.rui, study, "Waiting")


@pytest.fixture
def held(team: Team, study: str, waiting: CodeRecord) -> Call:
    """Ana and Rui mark the first answer, Rui alone the second."""
    call = call_in(team, study)
    mark(team.ana, call, waiting, 1, 0, 16)
    mark(team.rui, call, waiting, 1)
    mark(team.rui, call, waiting, 3)
    return call


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def form_of(call: Call, code: CodeRecord, stands: str, study: str) -> dict[str, str]:
    back = f"/studies/{study}/agreement/differences/?settled=all"
    return {"transcript": call.transcript_id, "turn": "3", "code": code.id, "stands": stands, "next": back}


def test_before_two_have_coded_the_page_says_what_to_do(study: str, rui: Client) -> None:
    assert "Nothing to compare yet" in page(rui, f"/studies/{study}/agreement/")
    assert "Differences show up here" in page(rui, f"/studies/{study}/agreement/differences/")
    assert "Nothing is coded yet" in page(rui, f"/studies/{study}/saturation/")


def test_agreement_shows_the_counts_behind_its_figure(study: str, held: Call, rui: Client) -> None:
    shown = page(rui, f"/studies/{study}/agreement/")
    assert "Waiting" in shown
    assert "only Ana" in shown
    assert "3 turns" in shown
    assert "fewer than ten places" in shown
    assert "7 sentences" in page(rui, f"/studies/{study}/agreement/?unit=sentence")


def test_of_three_coders_two_are_chosen(team: Team, study: str, held: Call, waiting: CodeRecord, rui: Client) -> None:
    mark(team.rui, held, waiting, 5, model="local 7b")
    assert "Krippendorff" in page(rui, f"/studies/{study}/agreement/")
    pair = f"/studies/{study}/agreement/?coder={team.ana.id}&coder={team.rui.id}"
    assert "Cohen" in page(rui, pair)
    assert "local 7b" in page(rui, f"/studies/{study}/agreement/differences/")
    assert rui.get(f"/studies/{study}/agreement/?coder={team.ana.id}&coder=nobody").status_code == 400


def test_a_difference_is_settled_and_opened_again(
    team: Team, study: str, held: Call, waiting: CodeRecord, rui: Client
) -> None:
    address = f"/studies/{study}/agreement/differences/"
    assert "did not mark it" in page(rui, address)
    sent = rui.post(f"/studies/{study}/agreement/settle/", form_of(held, waiting, "yes", study) | {"note": "A map."})
    assert sent["Location"].endswith("differences/?settled=all")
    assert "A map." in page(rui, sent["Location"])
    assert "Every difference is settled" in page(rui, address)
    opened = page(rui, f"{address}?settled=done").split("/reopen/")[0].rpartition("/")[2]
    rui.post(f"/studies/{study}/agreement/{opened}/reopen/")
    assert differences(team.rui, study).open == 1


@pytest.mark.parametrize("wrong", [{"stands": "maybe"}, {"turn": "x"}, {"turn": "99999999999"}])
def test_a_form_that_says_nothing_is_refused(
    study: str, held: Call, waiting: CodeRecord, rui: Client, wrong: dict[str, str]
) -> None:
    answer = rui.post(f"/studies/{study}/agreement/settle/", form_of(held, waiting, "yes", study) | wrong)
    assert answer.status_code == 400
    assert "Nothing was changed" in answer.content.decode()


def test_an_address_elsewhere_is_not_gone_to(study: str, held: Call, waiting: CodeRecord, rui: Client) -> None:
    form = form_of(held, waiting, "yes", study) | {"next": "https://elsewhere.example/"}
    assert rui.post(f"/studies/{study}/agreement/settle/", form)["Location"].startswith(f"/studies/{study}/")


def test_saturation_shows_a_curve_and_says_when_it_is_not_assessable(
    team: Team, study: str, held: Call, waiting: CodeRecord, rui: Client
) -> None:
    shown = page(rui, f"/studies/{study}/saturation/")
    assert "Not assessable: 6 coded interviews are needed" in shown
    assert "<svg" in shown
    task(team.rui, call_in(team, study, "Emil Stone"))
    assert "Reached after interview 1" in page(rui, f"/studies/{study}/saturation/?base=1&run=1")
    assert "Not assessable" in page(rui, f"/studies/{study}/saturation/?base=99&run=x&threshold=-1")
