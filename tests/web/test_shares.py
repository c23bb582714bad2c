"""Claims shown to people outside: the forms that make a page, and the page behind its private link."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Ref
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.synthesis.support import Side
from firsthand.services import claims, consents, quotes
from firsthand.services.claims import ClaimForm
from firsthand.storage.shares import ShareRecord
from people_at_work import Call, Team
from web.conftest import SignIn


@pytest.fixture
def claim(team: Team, call: Call) -> str:
    consents.log_consent(team.rui, call.participant_id, Scope, How.FORM)
    claim = claims.write_claim(team.rui, ClaimForm("Nobody calls", terms=("driver",)))
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, quote), Side.SUPPORTS)
    return claim


def shared(rui: Client, claim: str) -> str:
    """The path of the private page."""
    form = {
        "title": "For the board",
        "method": "We asked.",
        "limits": "- One person",
        "days": "30",
        f"place-{claim}": "1",
    }
    answer = rui.post("/shares/new/", form)
    found = re.search(r'value="https?://[^/"]+(/shared/[^"]+/)"', answer.content.decode())
    assert found, answer.content.decode()[-3000:]
    return found[1]


def test_a_stranger_reads_the_page_and_gets_no_cookie_and_no_name(rui: Client, claim: str) -> None:
    path = shared(rui, claim)
    stranger = Client()
    answer = stranger.get(path)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "1 of 1 person interviewed" in text
    assert "It was in March." in text
    assert "We asked." in text
    assert "Dana" not in text
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "<script" not in text


def test_the_form_drafts_method_and_limits_for_the_chosen_claims(rui: Client, claim: str) -> None:
    asked = rui.get(f"/shares/new/?claim={claim}").content.decode()
    assert "We spoke with 1 person" in asked
    assert "chosen, not drawn at random" in asked
    again = rui.post("/shares/new/", {"draft": "1", "title": "Ours", f"place-{claim}": "1"}).content.decode()
    assert "We spoke with 1 person" in again
    assert 'value="Ours"' in again
    assert not ShareRecord.objects.exists()


def test_a_form_without_claims_says_what_is_missing(rui: Client, claim: str) -> None:
    answer = rui.post("/shares/new/", {"title": "Ours", "days": "3", f"place-{claim}": ""})
    assert answer.status_code == 400
    assert "No claim was chosen" in answer.content.decode()


def test_a_closed_link_says_so_and_guessing_soon_ends(rui: Client, claim: str) -> None:
    path = shared(rui, claim)
    rui.post(f"/shares/{ShareRecord.objects.get().id}/close/")
    stranger = Client()
    assert stranger.get(path).status_code == 404
    assert "Ask whoever sent it to you" in stranger.get(path).content.decode()
    codes = [stranger.get(f"/shared/{number}/").status_code for number in range(30)]
    assert codes[-1] == 429


def test_those_inside_see_the_same_with_links_to_the_moments(
    team: Team, rui: Client, signed_in: SignIn, claim: str
) -> None:
    shared(rui, claim)
    path = f"/shares/{ShareRecord.objects.get().id}/"
    inside, viewed = rui.get(path).content.decode(), signed_in(team.vera).get(path).content.decode()
    assert "/transcript/#t-1" in inside
    assert "/transcript/" not in viewed
    assert "It was in March." in viewed
    assert "/edit/" not in viewed


@pytest.mark.parametrize(
    ("name", "kind"), [("claims.pdf", "pdf"), ("claims.md", "markdown"), ("slides.md", "markdown")]
)
def test_the_files_are_taken_away_and_listed(rui: Client, claim: str, name: str, kind: str) -> None:
    shared(rui, claim)
    answer = rui.get(f"/shares/{ShareRecord.objects.get().id}/{name}")
    assert kind in answer["Content-Type"]
    assert "attachment" in answer["Content-Disposition"]
    assert "Claims as a file" in rui.get("/workspace/exports/?kind=claims").content.decode()


def test_a_new_address_is_shown_once(rui: Client, claim: str) -> None:
    path = shared(rui, claim)
    answer = rui.post(f"/shares/{ShareRecord.objects.get().id}/link/").content.decode()
    assert "/shared/" in answer
    assert Client().get(path).status_code == 404
