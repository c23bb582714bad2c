"""What the forms do beside the reader: quotes, undo, studies, sessions, refusals."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Ref
from firsthand.services import accounts, jobs, quotes, studies
from firsthand.services.quotes import QuoteFilter
from firsthand.services.sessions import SessionForm, create_session, session_page, sessions
from firsthand.services.studies import StudyForm
from people_at_work import Call, Team


def undo_address(page: str) -> str:
    found = re.search(r'action="(/undo/[^"]+)"', page)
    assert found is not None
    return found[1]


def test_a_deleted_quote_can_be_brought_back(team: Team, rui: Client, call: Call) -> None:
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    page = rui.post(f"/quotes/{quote}/delete/", follow=True).content.decode()
    assert quotes.quotes(team.rui).items == ()
    rui.post(undo_address(page))
    assert [row.id for row in quotes.quotes(team.rui).items] == [quote]


def test_a_quote_is_copied_with_its_source_and_its_whole_sentence(team: Team, rui: Client, call: Call) -> None:
    quotes.highlight(team.rui, call.transcript_id, 1, 31, 1, 51)
    page = rui.get("/quotes/").content.decode()
    copied = re.search(r'data-copy="([^"]+)"', page)
    assert copied is not None
    assert "— Dana Petrov" in copied[1]
    assert "(The whole sentence: “I don&#x27;t think the driver ever came.”)" in copied[1]


def test_a_cropped_quote_can_be_confirmed(team: Team, rui: Client, call: Call) -> None:
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 31, 1, 51)
    rui.post(f"/quotes/{quote}/confirm/")
    [row] = quotes.quotes(team.rui).items
    assert row.is_crop_confirmed


def test_quotes_are_filtered_by_their_words(team: Team, rui: Client, call: Call) -> None:
    quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    assert "It was in March." in rui.get("/quotes/?words=march").content.decode()
    assert "No quote matches" in rui.get("/quotes/?words=april").content.decode()
    assert quotes.quotes(team.rui, QuoteFilter(search="march")).total == 1


def test_after_a_deletion_nobody_is_sent_to_another_site(team: Team, rui: Client, call: Call) -> None:
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    assert rui.post(f"/quotes/{quote}/delete/", {"next": "https://elsewhere.example/"})["Location"] == "/quotes/"


def test_a_study_is_started_edited_and_deleted(team: Team, rui: Client) -> None:
    address = rui.post("/studies/new/", {"title": "Lost parcels", "goals": "Know who calls\n\nKnow when"})["Location"]
    [study] = studies.studies(team.rui).items
    assert address == f"/studies/{study.id}/"
    assert studies.study_page(team.rui, study.id).form.goals == ("Know who calls", "Know when")
    rui.post(f"{address}edit/", {"title": "Found parcels", "version": "1"})
    page = rui.post(f"{address}delete/", follow=True).content.decode()
    assert studies.studies(team.rui).items == ()
    assert rui.post(undo_address(page))["Location"] == address


def test_an_edit_over_somebody_elses_keeps_what_was_typed(team: Team, rui: Client) -> None:
    study = studies.create_study(team.rui, StudyForm("Lost parcels"))
    studies.edit_study(team.ana, study, StudyForm("Parcels, lost"), 1)
    answer = rui.post(f"/studies/{study}/edit/", {"title": "My title", "version": "1"})
    body = answer.content.decode()
    assert answer.status_code == 400
    assert "Somebody changed this study" in body
    assert 'value="My title"' in body


def test_a_wrong_field_is_said_beside_it(rui: Client) -> None:
    answer = rui.post("/sessions/new/", {"title": "", "interview_date": "soon"})
    body = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="id_interview_date_error"' in body


def test_a_conversation_is_written_down_and_moved_on(team: Team, rui: Client) -> None:
    rui.post("/sessions/new/", {"title": "Mira in the hallway", "interview_date": "2026-03-01"})
    [held] = sessions(team.rui).items
    rui.post(f"/sessions/{held.id}/state/", {"state": "debriefed"})
    assert session_page(team.rui, held.id).row.state == "debriefed"
    assert rui.post(f"/sessions/{held.id}/state/", {"state": "nonsense"}).status_code == 400
    assert rui.post(f"/sessions/{held.id}/state/", {"state": "planned"}).status_code == 409


def test_a_viewer_may_look_but_not_change(team: Team, call: Call, signed_in: object) -> None:
    assert callable(signed_in)
    vera = signed_in(team.vera)
    assert vera.get("/import/").status_code == 403
    assert vera.post(f"/sessions/{call.session_id}/delete/").status_code == 403
    assert vera.post("/studies/new/", {"title": "Mine"}).status_code == 403


def test_the_record_downloads_as_markdown(rui: Client, call: Call) -> None:
    answer = rui.get(f"/sessions/{call.session_id}/record.md")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    assert answer.content.decode().startswith("# ")


def test_a_sign_in_link_signs_in_once(team: Team) -> None:
    address = f"/sign-in/{accounts.new_sign_in_link(team.ana.user_id)}/"
    first = Client()
    assert first.get(address)["Location"] == "/"
    assert first.get("/").status_code == 200
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("address", ["/nowhere/", "/sessions/ses_none/", "/quotes/?after=junk"])
def test_a_refusal_is_a_page_with_a_way_on(rui: Client, address: str) -> None:
    answer = rui.get(address)
    assert answer.status_code in (400, 404)
    assert 'href="/"' in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_words(team: Team) -> None:
    from firsthand.storage.accounts import UserRecord

    client = Client(enforce_csrf_checks=True)
    client.force_login(UserRecord.objects.get(id=team.rui.user_id))
    answer = client.post("/studies/new/", {"title": "Mine"})
    assert answer.status_code == 403
    assert "reload the page" in answer.content.decode()


def test_a_fault_of_ours_is_said_with_a_reference(team: Team, rui: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("wires crossed")

    monkeypatch.setattr("firsthand.services.workspaces.home_page", broken)
    rui.raise_request_exception = False
    answer = rui.get("/")
    body = answer.content.decode()
    assert answer.status_code == 500
    assert re.search(r"<code>[0-9a-f]{8}</code>", body)
    assert "wires crossed" not in body


def test_no_page_needs_an_inline_script_or_style(rui: Client, call: Call) -> None:
    for path in (
        "/",
        "/import/",
        "/quotes/",
        f"/sessions/{call.session_id}/transcript/",
        f"/sessions/{call.session_id}/craft/",
    ):
        answer = rui.get(path)
        body = answer.content.decode()
        assert "'unsafe-inline'" not in answer["Content-Security-Policy"]
        assert re.search(r"<script(?![^>]*(?:src=|application/json))", body) is None
        assert re.search(r"<style|\sstyle=|\son\w+=", body) is None


def test_editing_a_session_keeps_what_the_form_does_not_show(team: Team, rui: Client) -> None:
    form = SessionForm("Mira", date(2026, 3, 1), zone="Europe/Lisbon")
    session = create_session(team.rui, form)
    page = rui.get(f"/sessions/{session}/edit/").content.decode()
    kept = dict(re.findall(r'<input type="\w+" name="(zone|guide_id|version)"(?: value="([^"]*)")?', page))
    rui.post(f"/sessions/{session}/edit/", {"title": "Mira again", "interview_date": "2026-03-02", **kept})
    after = session_page(team.rui, session)
    assert (after.row.title, after.zone) == ("Mira again", "Europe/Lisbon")


def test_only_an_owner_renames_the_workspace(team: Team, rui: Client, signed_in: object) -> None:
    assert callable(signed_in)
    assert rui.post("/workspace/", {"name": "Mine now"}).status_code == 403
    signed_in(team.ana).post("/workspace/", {"name": "Parcel folk"})
    assert "Parcel folk" in rui.get("/workspace/").content.decode()


def test_a_job_shows_how_far_it_is_and_can_be_stopped_and_started_again(team: Team, rui: Client) -> None:
    from firsthand.services.acting import acting

    with acting(team.rui, "asked for work", Ref(Kind.MEMBER, team.rui.id)):
        job = jobs.enqueue(team.rui, "read transcript", {})
    assert "waiting" in rui.get("/jobs/").content.decode()
    part = rui.get(f"/jobs/{job}/", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in part
    rui.post(f"/jobs/{job}/", {"do": "cancel"})
    assert "stopped" in rui.get(f"/jobs/{job}/").content.decode()
    rui.post(f"/jobs/{job}/", {"do": "retry"})
    assert jobs.job_page(team.rui, job).status == "queued"
    assert rui.post(f"/jobs/{job}/", {"do": "cancel"}, follow=True).status_code == 200
    assert rui.post(f"/jobs/{job}/", {"do": "cancel"}).status_code == 409
