"""Consent in the members' pages: the list of all, one person's, an answer with its proof, links, wordings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from asgi_caller import ask
from firsthand.domain.people.consent import How, Scope
from firsthand.services import consent_history, consent_links, consents, participants, quotes
from firsthand.services.participants import ParticipantForm
from firsthand.storage.models import ConsentRecord, ConsentWordingRecord
from people_at_work import Call, Team, hold_call

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_list_shows_the_most_pressing_first_with_the_next_step(team: Team, rui: Client, call: Call) -> None:
    participants.add_participant(team.rui, ParticipantForm("Ada Byron"))
    page = text(rui, "/consents/")
    assert page.index("Dana Petrov") < page.index("Ada Byron")
    assert "only attested" in page
    assert "not asked" in page
    assert f"/people/{call.participant_id}/consent/link/" in page
    only = text(rui, "/consents/?state=unasked")
    assert "Ada Byron" in only
    assert "Dana Petrov" not in only


def test_an_empty_workspace_is_told_how_to_begin(rui: Client) -> None:
    assert "Nobody yet" in text(rui, "/consents/")


def test_yes_and_no_are_logged_with_where_it_was_spoken(team: Team, rui: Client, call: Call) -> None:
    path = f"/people/{call.participant_id}/consent/"
    sent = {
        "record": "yes",
        "transcribe": "yes",
        "quote_outside": "no",
        "how": "spoken",
        "session": call.session_id,
        "spoken_at": "1:40",
        "note": "Before the first question.",
    }
    assert rui.post(path, sent).status_code == 302
    page = text(rui, f"/people/{call.participant_id}/")
    for said in (
        "recording, transcript",
        "quotes outside",
        "at 01:40",
        "Before the first question.",
        "written down by",
    ):
        assert said in page
    answer = consent_history.consent_page(team.rui, call.participant_id).answers[0]
    assert (answer.spoken_seconds, answer.session_title, answer.by) == (100.0, "call", "Rui")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"record": "yes", "how": "spoken", "spoken_at": "soon"}, "minutes and seconds"),
        ({"record": "yes", "how": "email", "spoken_at": "1:40"}, "Only what was spoken"),
        ({"record": "yes", "how": "email", "given_on": "2090-01-01"}, "has not come yet"),
        ({"record": "yes", "how": "email", "given_on": "2026-01-02", "expires_on": "2026-01-01"}, "before it begins"),
        ({"how": "email"}, "Say at least one thing"),
        ({"record": "yes"}, "required"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field_and_nothing_is_logged(
    rui: Client, call: Call, sent: dict[str, str], said: str
) -> None:
    before = ConsentRecord.objects.count()
    answer = rui.post(f"/people/{call.participant_id}/consent/", sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert ConsentRecord.objects.count() == before


@pytest.mark.parametrize(
    ("data", "name", "how", "media_type"),
    [(PNG, "paper.png", "inline", "image/png"), (PDF, "paper.pdf", "attachment", "application/pdf")],
)
def test_a_scanned_paper_is_kept_and_given_to_who_may_read(
    transactional_db: None, signed_in: object, data: bytes, name: str, how: str, media_type: str
) -> None:
    from firsthand.server.asgi import app
    from people_at_work import make_team

    team = make_team()
    call = hold_call(team.rui)
    assert callable(signed_in)
    rui, vera, otto = (signed_in(member) for member in (team.rui, team.vera, team.otto))
    file = SimpleUploadedFile("Dana's paper.exe", data, "text/html")
    sent = {"record": "yes", "how": "paper", "scan": file}
    assert rui.post(f"/people/{call.participant_id}/consent/", sent).status_code == 302
    consent = ConsentRecord.objects.latest("given_at")
    assert (consent.scan_type, consent.scan_name[-4:]) == (media_type, name[-4:])
    path = f"/media/consents/{consent.id}"
    given = ask(app, path, headers={"cookie": cookie(rui)})
    assert (given.status_code, given.content) == (200, data)
    assert given.headers["content-type"].startswith(media_type)
    assert given.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in given.headers["content-security-policy"]
    assert given.headers["content-disposition"].startswith(how)
    for other in (vera, otto, Client()):
        assert ask(app, path, headers={"cookie": cookie(other)}).status_code == 404


def cookie(client: Client) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


@pytest.mark.parametrize(
    "data", [b"<svg onload=alert(1)>", b"<html>%PDF-1.7", b"MZ\x90", b"", b"\x89PNG", b"GIF89a", b"%PDF-1.7 no end"]
)
def test_what_only_pretends_to_be_a_scan_is_refused(rui: Client, call: Call, data: bytes) -> None:
    file = SimpleUploadedFile("scan.pdf", data, "application/pdf")
    answer = rui.post(f"/people/{call.participant_id}/consent/", {"record": "yes", "how": "paper", "scan": file})
    assert answer.status_code == 400
    assert not ConsentRecord.objects.exclude(scan_sha256="").exists()


def test_a_link_is_shown_once_listed_and_closed(rui: Client, call: Call, client: Client) -> None:
    made = rui.post(f"/people/{call.participant_id}/consent/link/", {"language": "de", "days": "7"})
    assert made["Cache-Control"].startswith("max-age=0")
    address = made.content.decode().partition('value="http://testserver')[2].partition('"')[0]
    assert "Dürfen wir" in client.get(address).content.decode()
    page = text(rui, f"/people/{call.participant_id}/")
    assert address not in page
    assert "waits until" in page
    link = consent_links.ConsentLinkRecord.objects.get()
    rui.post(f"/consents/links/{link.id}/revoke/")
    assert client.get(address).status_code == 404
    assert "closed" in text(rui, f"/people/{call.participant_id}/")


def test_an_owner_writes_other_words_and_old_answers_keep_theirs(
    team: Team, signed_in: object, call: Call, rui: Client
) -> None:
    assert callable(signed_in)
    ana = signed_in(team.ana)
    assert "Write it differently" not in text(rui, "/consents/wording/")
    assert rui.post("/consents/wording/edit/", {"title": "Mine"}).status_code == 403
    form = {"title": "May we?", "intro": "We ask.", "record": "Record me.", "version": "0"}
    assert ana.post("/consents/wording/edit/?language=en", form).status_code == 302
    assert ana.post("/consents/wording/edit/?language=en", {**form, "title": "Late"}).status_code == 400
    assert ana.post("/consents/wording/edit/?language=en", {**form, "version": "1", "record": ""}).status_code == 400
    ana.post("/consents/wording/edit/?language=en", {**form, "title": "May we, please?", "version": "1"})
    first = ConsentWordingRecord.objects.get(version=1)
    assert "May we?" in text(rui, f"/consents/wording/{first.id}/")
    assert "asked with other words now" in text(rui, f"/consents/wording/{first.id}/")
    page = text(rui, "/consents/wording/")
    assert "May we, please?" in page
    assert "English, version 1" in page


def test_a_request_for_removal_stands_on_every_page_that_somebody_looks_at(
    team: Team, rui: Client, call: Call, client: Client
) -> None:
    token = consent_links.make_link(team.rui, call.participant_id)
    client.post(f"/consent/{token}/removal/", {"sure": "yes"})
    for path in ("/", "/consents/", f"/people/{call.participant_id}/"):
        assert f"/people/{call.participant_id}/withdraw/" in text(rui, path), path


def test_a_quote_says_whether_it_may_leave_and_leaves_only_then(
    team: Team, rui: Client, call: Call, signed_in: object
) -> None:
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    page = text(rui, "/quotes/")
    assert "inside only" in page
    assert "For use inside the company only" in page
    refused = rui.post(f"/quotes/{quote}/outside/")
    assert refused.status_code == 403
    assert "It was in March" not in refused.content.decode()
    consents.log_consent(team.rui, call.participant_id, Scope, How.FORM)
    taken = rui.post(f"/quotes/{quote}/outside/").content.decode()
    assert "It was in March" in taken
    assert "Dana" not in taken
    assert "Quote for outside" in text(rui, "/workspace/exports/")


def test_a_consent_that_ends_soon_is_seen_in_time(team: Team, rui: Client, call: Call) -> None:
    soon = timezone.now() + timedelta(days=9)
    consents.log_consent(team.rui, call.participant_id, Scope, How.FORM, expires_at=soon)
    assert "runs out soon" in text(rui, "/consents/")
