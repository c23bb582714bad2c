"""Claims shown outside, proofs and checked documents over the API."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from api.test_routes import V1, send
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Ref
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.synthesis.support import Side
from firsthand.formats.proof_files import is_sealed, read_proof
from firsthand.services import claims, consents, quotes
from firsthand.services.claims import ClaimForm
from people_at_work import Call, Team


@pytest.fixture
def claim(team: Team, call: Call) -> str:
    consents.log_consent(team.rui, call.participant_id, Scope, How.FORM)
    claim = claims.write_claim(team.rui, ClaimForm("Nobody calls", terms=("driver",)))
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, quote), Side.SUPPORTS)
    return claim


def test_a_page_is_made_listed_seen_given_a_new_address_and_closed(rui: Client, claim: str) -> None:
    made = send(rui, "POST", "/shares", {"title": "For the board", "claim_ids": [claim]})
    assert made.status_code == 201
    share, secret = made.json()["id"], made.json()["secret"]
    assert Client().get(f"/shared/{secret}/").status_code == 200
    shown = rui.get(f"{V1}/shares/{share}").json()
    assert shown["method"].startswith("We spoke with 1 person")
    assert [quote["text"] for quote in shown["claims"][0]["supporting"]] == ["It was in March."]
    assert [row["id"] for row in rui.get(f"{V1}/shares?claim_id={claim}").json()["items"]] == [share]
    again = send(rui, "POST", f"/shares/{share}/link", {"days": 2}).json()["secret"]
    assert Client().get(f"/shared/{secret}/").status_code == 404
    assert rui.delete(f"{V1}/shares/{share}").status_code == 204
    assert Client().get(f"/shared/{again}/").status_code == 404


def test_the_proof_of_a_claim_and_of_a_page_is_a_proof_file(rui: Client, claim: str) -> None:
    share = send(rui, "POST", "/shares", {"title": "For the board", "claim_ids": [claim]}).json()["id"]
    for path in (f"/claims/{claim}/proof", f"/shares/{share}/proof"):
        answer = rui.get(V1 + path)
        assert answer["Content-Type"] == "application/json"
        assert is_sealed(read_proof(answer.content))


def test_a_text_and_a_file_are_checked(rui: Client, call: Call) -> None:
    text = "“It was in April. I don't think the driver ever came.”"
    (found,) = send(rui, "POST", "/checks/text", {"text": text}).json()["quotations"]
    assert (found["status"], found["session_id"]) == ("altered", call.session_id)
    file = SimpleUploadedFile("memo.md", b"> I don't think the driver ever came.")
    (found,) = rui.post(f"{V1}/checks/file", {"document": file}).json()["quotations"]
    assert (found["status"], found["place"], found["line"]) == ("exact", "", 1)


def test_a_document_that_can_not_be_read_is_a_problem(rui: Client) -> None:
    answer = rui.post(f"{V1}/checks/file", {"document": SimpleUploadedFile("deck.pptx", b"PK\x03\x04 no")})
    assert answer.status_code == 400
    assert "damaged" in json.loads(answer.content)["detail"]
