"""The pages of touchpoints and figures: written down, changed, taken back, imported, and assigned."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from firsthand.domain.people.actors import Actor
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.services import companies, figures, participants, sessions, touchpoints
from firsthand.services.companies import CompanyForm
from firsthand.services.figures import FigureForm
from firsthand.services.participants import ParticipantForm
from firsthand.services.sessions import SessionForm
from firsthand.services.touchpoints import TouchpointForm
from firsthand.storage.models import TouchpointReadingRecord, TouchpointRecord
from people_at_work import Team

SignIn = Callable[[Actor], Client]
TICKETS = """Id,Requester,Requester email,Subject,Created at,Satisfaction Score
1,Dana Petrov,,Where is it?,2026-10-01 09:30,Bad
2,Mira Holm,mira@else.example,Second one,2026-10-02 10:00,Offered
3,Mira Holm,mira@else.example,,2026-10-02 10:00,Offered
"""


@pytest.fixture
def dana(team: Team) -> str:
    companies.add_company(team.rui, CompanyForm("Corner Deliveries"))
    return participants.add_participant(team.rui, ParticipantForm("Dana Petrov", company="Corner Deliveries"))


@pytest.fixture
def company(team: Team, dana: str) -> str:
    return companies.companies(team.rui).items[0].id


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_touchpoint_is_written_down_changed_deleted_and_brought_back(rui: Client, dana: str) -> None:
    form = {
        "kind": "nps",
        "about": "person",
        "day": "2026-10-01",
        "clock": "09:30",
        "score": "3",
        "text": "Late again.",
    }
    assert rui.post(f"/people/{dana}/touchpoints/new/", form)["Location"] == f"/people/{dana}/timeline/"
    shown = page(rui, f"/people/{dana}/timeline/")
    assert all(words in shown for words in ("October 2026", "09:30", "3, detractor", "Late again.", "by hand"))
    [record] = TouchpointRecord.objects.all()
    edited = {**form, "title": "Second parcel", "version": "1"}
    assert rui.post(f"/touchpoints/{record.id}/edit/", edited)["Location"] == f"/touchpoints/{record.id}/"
    assert "Second parcel" in page(rui, f"/touchpoints/{record.id}/")
    stale = rui.post(f"/touchpoints/{record.id}/edit/", {**edited, "title": "Mine"})
    assert (stale.status_code, "Somebody changed this touchpoint" in stale.content.decode()) == (400, True)
    after = rui.post(f"/touchpoints/{record.id}/delete/", follow=True).content.decode()
    assert "Second parcel" not in after
    undo = re.search(r'action="(/undo/[^"]+)"', after)
    assert undo is not None
    assert "Second parcel" in rui.post(undo[1], follow=True).content.decode()


def test_a_touchpoint_can_be_about_the_company_as_a_whole(rui: Client, dana: str, company: str) -> None:
    form = {"kind": "other", "label": "User day", "about": "company", "day": "2026-06-11", "title": "Four came"}
    rui.post(f"/people/{dana}/touchpoints/new/", form)
    rui.post(f"/companies/{company}/touchpoints/new/", {"kind": "sales_note", "title": "Renewal", "day": "2026-06-12"})
    assert set(TouchpointRecord.objects.values_list("participant_id", "company_id")) == {(None, company)}
    shown = page(rui, f"/people/{dana}/timeline/")
    assert all(words in shown for words in ("User day", "Four came", "Renewal", "about the company"))
    assert "Four came" in page(rui, f"/companies/{company}/timeline/")
    assert "Four came" in page(rui, f"/people/{dana}/")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "needs a title, a text or a score"),
        ({"link": "javascript:alert(1)"}, "begins with http"),
        ({"score": "11"}, "between 0 and 10"),
        ({"day": "", "clock": "09:30"}, "Of which day?"),
        ({"kind": "gossip"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(
    rui: Client, dana: str, change: dict[str, str], words: str
) -> None:
    form = {"kind": "nps", "day": "2026-10-01", "title": "Mine", "author": "Tilda", **change}
    answer = rui.post(f"/people/{dana}/touchpoints/new/", form)
    shown = answer.content.decode()
    assert (answer.status_code, words in shown, 'value="Tilda"' in shown) == (400, True, True)


def test_a_timeline_shows_one_kind_and_goes_on_in_slices(team: Team, rui: Client, dana: str) -> None:
    for number in range(60):
        kind = TouchpointKind.TICKET if number % 2 else TouchpointKind.EMAIL
        day = date(2026, 1 + number // 28, 1 + number % 28)
        touchpoints.add_touchpoint(team.rui, TouchpointForm(kind, dana, title=f"Number {number}.", day=day))
    newest = page(rui, f"/people/{dana}/timeline/")
    assert ("Number 59." in newest, "Number 9." in newest, newest.count('class="entry')) == (True, False, 50)
    more = re.search(r'href="(\?after=[^"]+)"', newest)
    assert more is not None
    assert page(rui, f"/people/{dana}/timeline/{more[1]}").count('class="entry') == 10
    tickets = page(rui, f"/people/{dana}/timeline/?kind=ticket")
    assert ("Number 59." in tickets, "Number 58." in tickets, tickets.count('class="entry')) == (True, False, 30)
    assert rui.get(f"/people/{dana}/timeline/?kind=gossip").status_code == 400


def test_a_long_text_opens_and_says_what_was_cut(team: Team, rui: Client, dana: str) -> None:
    made = touchpoints.add_touchpoint(team.rui, TouchpointForm(TouchpointKind.TICKET, dana, text="word " * 200))
    TouchpointRecord.objects.update(text_cut=1234)
    shown = page(rui, f"/people/{dana}/timeline/")
    assert all(words in shown for words in ("Read all", "1234 characters were left out at import"))
    assert "1234 more characters were left out" in page(rui, f"/touchpoints/{made}/")


def test_figures_are_added_drawn_with_a_table_and_deleted(team: Team, rui: Client, dana: str, company: str) -> None:
    here = f"/people/{dana}/figures/"
    for day, value in (("2026-09-01", "12"), ("2026-10-01", "9")):
        form = {"measure": "Usage", "value": value, "unit": "jobs", "day": day}
        assert rui.post(here, form)["Location"] == here
    figures.add_figure(team.rui, FigureForm("Retention", 91.0, None, company, "%", date(2026, 10, 1)))
    shown = page(rui, here)
    assert all(words in shown for words in ("9 jobs", "down from 12", "<svg", "<caption>Usage</caption>", "12 jobs"))
    assert "the company’s" in shown
    assert rui.post(here, {"measure": "Usage", "value": "many"}).status_code == 400
    number = figures.person_figures(team.rui, dana).rows[0].id
    assert "Deleted." in rui.post(f"/figures/{number}/delete/", follow=True).content.decode()
    assert len(figures.person_figures(team.rui, dana).rows) == 1


def test_a_brief_shows_the_newest_and_opening_it_counts_as_reading(team: Team, rui: Client, dana: str) -> None:
    touchpoints.add_touchpoint(team.rui, TouchpointForm(TouchpointKind.NPS, dana, text="Late again.", score=3))
    figures.add_figure(team.rui, FigureForm("Usage", 12.0, dana))
    session = sessions.create_session(team.rui, SessionForm("Dana", date(2050, 1, 1), participant_ids=(dana,)))
    rui.get(f"/sessions/{session}/brief/", headers={"Sec-Purpose": "prefetch"})
    assert not TouchpointReadingRecord.objects.exists()
    assert "Nobody has read it yet." in page(rui, f"/sessions/{session}/preparation/")
    shown = page(rui, f"/sessions/{session}/brief/")
    assert all(words in shown for words in ("3, detractor", "Late again.", "Usage"))
    assert TouchpointReadingRecord.objects.count() == 1
    assert "has read it since the newest came in" in page(rui, f"/sessions/{session}/preparation/")


def test_a_viewer_finds_none_of_it(team: Team, dana: str, signed_in: SignIn) -> None:
    made = touchpoints.add_touchpoint(team.rui, TouchpointForm(TouchpointKind.TICKET, dana, title="Lost"))
    for path in (f"/people/{dana}/timeline/", f"/touchpoints/{made}/", "/touchpoints/", f"/people/{dana}/figures/"):
        assert signed_in(team.vera).get(path).status_code == 404, path


def test_an_export_is_looked_at_imported_and_its_strangers_assigned(team: Team, rui: Client, dana: str) -> None:
    file = SimpleUploadedFile("zendesk.csv", TICKETS.encode())
    seen = rui.post("/import/tables/touchpoints/", {"step": "look", "file": file}).content.decode()
    assert all(words in seen for words in ("Zendesk tickets", "2026-10-01 09:30 (UTC)", "nobody here fits"))
    fields = dict(re.findall(r'<input type="hidden" name="(upload|name|sheet|seen-sheet)" value="([^"]*)"', seen))
    columns = {f"column-{n}": key for n, key in enumerate(("external_id", "person", "email", "title", "when", "score"))}
    said = {"said-kind": "ticket", "said-source": "Zendesk EU", "said-zone": "Europe/Lisbon"}
    done = rui.post("/import/tables/touchpoints/", {**fields, **columns, **said, "step": "do"}, follow=True)
    assert "2 rows made something new; 1 was left out." in done.content.decode()
    assert set(TouchpointRecord.objects.values_list("source", "kind")) == {("Zendesk EU", "ticket")}
    assert {at.hour for at in TouchpointRecord.objects.values_list("happened_at", flat=True)} == {8, 9}
    assert "from somebody whom nobody here knows yet" in page(rui, "/touchpoints/")
    assert "mira@else.example" in page(rui, "/touchpoints/waiting/")
    sender = {"name": "Mira Holm", "email": "mira@else.example", "company": ""}
    settled = rui.post("/touchpoints/waiting/settle/", {**sender, "do": "assign", "owner": dana}, follow=True)
    assert "Assigned." in settled.content.decode()
    assert set(TouchpointRecord.objects.values_list("participant_id", flat=True)) == {dana}
    assert "Everybody is known" in page(rui, "/touchpoints/waiting/")


@pytest.mark.parametrize(("do", "words"), [("make", "Written down: Mira Holm."), ("leave", "Let go: Mira Holm.")])
def test_a_stranger_is_added_or_let_go(team: Team, rui: Client, dana: str, do: str, words: str) -> None:
    TouchpointRecord.objects.create(
        workspace_id=team.rui.workspace_id, kind="ticket", sender_name="Mira Holm", happened_at="2026-10-01T00:00Z"
    )
    sender = {"name": "Mira Holm", "email": "", "company": "", "do": do}
    assert words in rui.post("/touchpoints/waiting/settle/", sender, follow=True).content.decode()
    assert rui.post("/touchpoints/waiting/settle/", sender).status_code == 404
    assert ("Mira Holm" in page(rui, "/people/")) == (do == "make")
