"""The audit log's pages: owners read, filter, check and export it; names are of today, the log itself has none."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from firsthand.domain.people.audit import check_chain
from firsthand.formats.audit_logs import read_jsonl
from firsthand.services import studies
from firsthand.services.studies import StudyForm
from firsthand.storage.models import EventRecord
from people_at_work import Call, Team
from web.conftest import SignIn


@pytest.fixture
def ana(team: Team, signed_in: SignIn) -> Client:
    return signed_in(team.ana)


def test_an_owner_reads_who_did_what_with_todays_names(team: Team, call: Call, ana: Client) -> None:
    page = ana.get("/workspace/audit/").content.decode()
    assert "imported transcript" in page
    assert "<strong>Rui</strong> imported transcript" in page
    assert f'href="/people/{call.participant_id}/">Dana Petrov</a>' in page


@pytest.mark.parametrize(
    ("wanted", "verbs"),
    [
        ("act=created study", {"created study"}),
        ("what=stu", {"created study"}),
        ("act=CREATED&what=stu", {"created study"}),
        ("since=2999-01-01", set()),
        ("until=1999-01-01", set()),
    ],
)
def test_a_filter_leaves_what_fits(team: Team, call: Call, ana: Client, wanted: str, verbs: set[str]) -> None:
    studies.create_study(team.rui, StudyForm("Late parcels"))
    lines = ana.get(f"/workspace/audit/?{wanted}").context["lines"]
    assert {line.verb for line in lines} == verbs


def test_the_log_of_one_person_or_one_thing(team: Team, call: Call, ana: Client) -> None:
    lines = ana.get(f"/workspace/audit/?who={team.rui.id}").context["lines"]
    assert {line.who for line in lines} == {"Rui"}
    lines = ana.get(f"/workspace/audit/?subject={call.participant_id}").context["lines"]
    assert [line.subject for line in lines] == ["Dana Petrov"]


@pytest.mark.parametrize("nonsense", ["before=x", "before=９", "since=never", "what=zzz", "who=nobody", "subject=%00"])
def test_a_filter_that_makes_no_sense_breaks_nothing(ana: Client, nonsense: str) -> None:
    assert ana.get(f"/workspace/audit/?{nonsense}").status_code == 200


def test_old_events_are_reached_in_slices(team: Team, ana: Client) -> None:
    for number in range(60):
        studies.create_study(team.rui, StudyForm(f"Study {number}"))
    first = ana.get("/workspace/audit/?act=created study").context
    second = ana.get("/workspace/audit/" + first["older_url"]).context
    numbers = [line.number for line in (*first["lines"], *second["lines"])]
    assert (len(numbers), numbers) == (60, sorted(numbers, reverse=True))
    assert second["older_url"] == ""


def test_a_log_costs_the_same_queries_for_any_number_of_events(team: Team, ana: Client) -> None:
    costs = []
    for _ in range(2):
        for number in range(3):
            studies.create_study(team.rui, StudyForm(f"Study {number}"))
        with CaptureQueriesContext(connection) as queries:
            ana.get("/workspace/audit/")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_whole_chain_is_called_whole_and_a_touched_one_broken(team: Team, call: Call, ana: Client) -> None:
    assert "Yes: all" in ana.get("/workspace/audit/check/").content.decode()
    EventRecord.objects.filter(workspace_id=team.ana.workspace_id, number=2).update(verb="did nothing")
    assert "No: it breaks at event 2." in ana.get("/workspace/audit/check/").content.decode()


def test_a_head_noted_earlier_shows_that_the_end_was_cut(team: Team, call: Call, ana: Client) -> None:
    head = ana.get("/workspace/audit/check/").context["check"].head
    assert "The head that you noted is in it" in ana.get("/workspace/audit/check/", {"head": head}).content.decode()
    EventRecord.objects.filter(workspace_id=team.ana.workspace_id).order_by("-number")[0].delete()
    assert "Yes: all" in ana.get("/workspace/audit/check/").content.decode()
    assert "its end was cut" in ana.get("/workspace/audit/check/", {"head": head}).content.decode()


def test_the_exported_log_can_be_checked_anywhere_and_names_nobody(team: Team, call: Call, ana: Client) -> None:
    answer = ana.post("/workspace/audit/audit-log.jsonl")
    text = b"".join(answer.streaming_content).decode()
    found = check_chain(read_jsonl(text))
    assert found.is_whole
    assert found.count == EventRecord.objects.filter(workspace_id=team.ana.workspace_id).count()
    assert "exported audit log" in text
    assert "Dana" not in text
    assert "attachment" in answer["Content-Disposition"]
    table = b"".join(ana.post("/workspace/audit/audit-log.csv").streaming_content).decode()
    assert table.startswith("workspace_id,number,at,")


def test_only_owners_see_the_log(team: Team, rui: Client) -> None:
    assert rui.get("/workspace/audit/").status_code == 403
    assert rui.post("/workspace/audit/audit-log.jsonl").status_code == 403
