from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from firsthand.api.routes import api
from firsthand.services import imports, quotes
from firsthand.storage.models import UserRecord
from people_at_work import CALL, Call, Team

V1 = "/api/v1"


def send(client: Client, method: str, path: str, body: object) -> Any:
    return client.generic(method, V1 + path, json.dumps(body), content_type="application/json")


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("call.vtt", CALL.encode())


def test_a_transcript_goes_all_the_way_from_file_to_quote(rui: Client) -> None:
    study = send(rui, "POST", "/studies", {"title": "Late parcels", "goals": ["Learn who they call"]}).json()["id"]
    [seen] = rui.post(f"{V1}/imports/preview", {"files": [upload()]}).json()
    assert (seen["turns"], seen["refusal"]) == (6, "")
    [made] = rui.post(f"{V1}/imports", {"files": [upload()], "how_agreed": "spoken", "study_id": study}).json()
    roles = rui.get(f"{V1}/transcripts/{made['transcript_id']}/roles").json()
    answers = [{"speaker_id": row["id"], "role": row["guess"]["role"]} for row in roles["speakers"]]
    answers[1]["new_participant"] = "Dana Petrov"
    settled = send(rui, "PUT", f"/transcripts/{made['transcript_id']}/roles", {"speakers": answers})
    assert settled.status_code == 204
    place = {"first_turn": 5, "begin": 0, "last_turn": 5, "finish": 30}
    checked = send(rui, "POST", f"/transcripts/{made['transcript_id']}/quotes/check", place).json()
    assert (checked["text"], checked["status"]) == ("I called the shop three times.", "exact")
    assert send(rui, "POST", f"/transcripts/{made['transcript_id']}/quotes", place).status_code == 201
    [quote] = rui.get(f"{V1}/quotes", {"study_id": study}).json()["items"]
    assert quote["text"] == "I called the shop three times."
    page = rui.get(f"{V1}/sessions/{made['session_id']}/transcript").json()
    assert [turn["index"] for turn in page["turns"]] == list(range(6))
    record = rui.get(f"{V1}/sessions/{made['session_id']}/record")
    assert "I called the shop three times." in record.content.decode()
    measures = rui.get(f"{V1}/sessions/{made['session_id']}/craft").json()["report"]["measures"]
    assert measures[0]["formula"]["name"] == "probing"


def test_a_study_goes_from_a_template_to_a_reviewed_guide_and_a_prepared_session(rui: Client, team: Team) -> None:
    form = {"title": "Trust", "template": "ai-product", "product": "Quay", "starts_on": "2026-11-02"}
    study = send(rui, "POST", "/studies", form).json()["id"]
    page = rui.get(f"{V1}/studies/{study}").json()
    assert (page["row"]["state"], page["sample"]["target"], page["guides"][0]["review"]["state"]) == (
        "planning",
        10,
        "none",
    )
    guide = page["guides"][0]["id"]
    text = rui.get(f"{V1}/guides/{guide}").json()["text"]
    saved = send(rui, "PUT", f"/guides/{guide}", {"text": text + "\nAnd more.\n", "version": 1})
    assert saved.json() == {"version": 2}
    refused = send(rui, "PUT", f"/guides/{guide}", {"text": text + "\nElse.\n", "version": 1})
    assert (refused.status_code, "And more." in refused.json()["detail"]) == (409, True)
    assert rui.get(f"{V1}/guides/{guide}/difference?before=1&after=2").json()["changes"][0]["did"] == "added"
    assert send(rui, "POST", f"/guides/{guide}/review", {"reviewer_id": team.ana.id}).status_code == 201
    ana = Client()
    ana.force_login(UserRecord.objects.get(id=team.ana.user_id))
    assert send(ana, "PUT", f"/guides/{guide}/review", {"verdict": "approved", "version": 2}).status_code == 204
    fields = {"title": "Dana", "study_id": study, "guide_id": guide, "starts_at": "2026-12-03T10:30:00"}
    session = send(rui, "POST", "/sessions", {**fields, "zone": "Europe/London", "note_taker_id": team.ana.id})
    seen = rui.get(f"{V1}/sessions/{session.json()['id']}").json()
    assert (seen["guide_review"]["state"], seen["row"]["starts_at"]) == ("approved", "2026-12-03T10:30:00Z")
    ticked = send(rui, "POST", f"/sessions/{session.json()['id']}/preparation", {"key": "recording_ready"})
    assert ticked.status_code == 204
    prepared = rui.get(f"{V1}/sessions/{session.json()['id']}/preparation").json()
    done = {item["key"] for part in prepared["parts"] for item in part["items"] if item["is_done"]}
    assert done == {"time", "guide", "guide_reviewed", "note_taker", "recording_ready"}
    assert rui.get(f"{V1}/sessions/{session.json()['id']}/brief").json()["note_taker"] == "Ana"


def test_a_deletion_can_be_undone(rui: Client, call: Call, team: Team) -> None:
    quote = quotes.highlight(team.rui, call.transcript_id, 5, 0, 5, 30)
    undo = rui.delete(f"{V1}/quotes/{quote}").json()["undo_id"]
    assert rui.get(f"{V1}/quotes").json()["total"] == 0
    assert rui.post(f"{V1}/undo/{undo}").json() == {"kind": "quo", "id": quote}
    assert rui.get(f"{V1}/quotes").json()["total"] == 1


def test_a_refusal_is_a_problem_with_what_to_do(rui: Client, team: Team) -> None:
    imports.import_transcript(team.rui, imports.UploadedFile("a.vtt", CALL.encode()), imports.ImportForm("form"))
    answer = rui.post(f"{V1}/imports", {"files": [upload()], "how_agreed": "form"})
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert "imported before" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/studies?limit=0", 422),
        ("/studies?limit=-1", 422),
        ("/studies?limit=201", 422),
        ("/studies?cursor=nonsense", 400),
        ("/studies/stu_0000000000000000000000", 404),
        ("/studies/%00", 404),
        ("/quotes?session_id=%00", 404),
        ("/quotes?search=%00", 400),
        ("/nothing", 404),
    ],
)
def test_nonsense_is_refused_in_the_same_shape(rui: Client, path: str, status: int) -> None:
    answer = rui.get(V1 + path)
    assert answer.status_code == status


def test_who_is_not_signed_in_gets_nothing(client: Client, db: None) -> None:
    for path, operations in api.get_openapi_schema()["paths"].items():
        for method in operations:
            answer = client.generic(method.upper(), path.replace("{", "").replace("}", ""))
            assert answer.status_code == 401, (method, path)


def test_a_change_needs_the_token_that_only_our_pages_have(team: Team) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(UserRecord.objects.get(id=team.rui.user_id))
    answer = strict.post(f"{V1}/studies", {"title": "From elsewhere"}, content_type="application/json")
    assert answer.status_code == 403


def test_every_route_says_how_it_refuses() -> None:
    for path, operations in api.get_openapi_schema()["paths"].items():
        for method, operation in operations.items():
            assert {"400", "401", "403", "404", "409", "422"} <= {str(code) for code in operation["responses"]}, (
                method,
                path,
            )


def test_a_viewer_reads_no_transcript(call: Call, team: Team) -> None:
    vera = Client()
    vera.force_login(UserRecord.objects.get(id=team.vera.user_id))
    assert vera.get(f"{V1}/sessions/{call.session_id}").status_code == 200
    assert vera.get(f"{V1}/sessions/{call.session_id}/transcript").status_code == 404
    assert send(vera, "POST", "/studies", {"title": "Mine"}).status_code == 403
