"""Importing a table, own fields, duplicates and merging in the pages and over the API."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from firsthand.domain.people.own_fields import About
from firsthand.services import companies, own_fields, participants, table_imports
from firsthand.services.companies import CompanyForm
from firsthand.services.participants import ParticipantForm
from firsthand.services.uploads import uploads
from firsthand.storage.models import CompanyRecord, JobRecord, ParticipantRecord
from people_at_work import Team
from web.conftest import SignIn

PEOPLE = "Name;E-Mail;Shoe\nDana Petrov;dana@ferry.example;39\nOla Berg;ola at ferry;44\n"
IMPORT = "/import/tables/people/"


@pytest.fixture
def ana(team: Team, signed_in: SignIn) -> Client:
    return signed_in(team.ana)


def table(text: str = PEOPLE, name: str = "people.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def fields_of(page: str) -> dict[str, str]:
    """What the form of a preview would send."""
    hidden = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    chosen: dict[str, str] = {}
    for name, inside in re.findall(r'<select id="[\w-]+" name="([\w-]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        found = re.search(r'<option value="([^"]*)" selected', inside)
        chosen[name] = found[1] if found else ""
    return {**hidden, **chosen}


def test_a_table_is_looked_at_then_imported_and_the_rest_comes_back(rui: Client) -> None:
    page = rui.post(IMPORT, {"file": table()}).content.decode()
    assert "Import 1 row" in page
    assert "Not imported: Shoe." in page
    assert "This is not one e-mail address" in page
    assert ParticipantRecord.objects.count() == 0
    done = rui.post(IMPORT, {**fields_of(page), "step": "do", "remember": "CRM"})
    assert done.status_code == 302
    assert [one.name for one in ParticipantRecord.objects.all()] == ["Dana Petrov"]
    left = rui.get(done["Location"]).content.decode()
    assert "ola at ferry" in left
    [url] = re.findall(r'href="([^"]+left-out\.csv[^"]+)"', left)
    file = rui.get(url.replace("&amp;", "&"))
    assert file["Content-Disposition"] == 'attachment; filename="people-left-out.csv"'
    assert file.content.decode("utf-8-sig").splitlines()[1].startswith("Ola Berg,ola at ferry,44,3,")
    assert "CRM" in rui.get(IMPORT).content.decode()


def test_what_a_member_says_about_the_columns_counts(rui: Client) -> None:
    form = fields_of(rui.post(IMPORT, {"file": table("Wer,Was\nDana,Dispatcher\n")}).content.decode())
    page = rui.post(IMPORT, {**form, "column-0": "name", "column-1": "name", "step": "look"})
    assert (page.status_code, "2 columns are to be" in page.content.decode()) == (400, True)
    page = rui.post(IMPORT, {**form, "column-0": "name", "column-1": "title", "step": "look"})
    assert "Import 1 row" in page.content.decode()
    assert rui.post(IMPORT, {**form, "column-0": "name", "column-1": "title", "step": "do"}).status_code == 302
    assert ParticipantRecord.objects.get().title == "Dispatcher"


def test_another_sheet_is_understood_anew(rui: Client) -> None:
    book = Workbook()
    book.active.title = "Firms"
    for sheet, row in ((book.active, ["Ferry"]), (book.create_sheet("People"), ["Dana", "dana@ferry.example"])):
        sheet.append(["Name", "E-mail"][: len(row)])
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("two.xlsx", out.getvalue())
    form = fields_of(rui.post(IMPORT, {"file": file}).content.decode())
    assert form["sheet"] == "0"
    page = rui.post(IMPORT, {**form, "sheet": "1", "step": "look"}).content.decode()
    assert "dana@ferry.example" in page
    rui.post(IMPORT, {**fields_of(page), "step": "do"})
    assert ParticipantRecord.objects.get().email == "dana@ferry.example"


def test_what_is_no_table_or_no_file_is_said_on_the_page(rui: Client) -> None:
    for given in ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, {}):
        page = rui.post(IMPORT, given)
        assert (page.status_code, 'role="alert"' in page.content.decode()) == (400, True)


def test_starting_over_forgets_the_file_at_once(team: Team, rui: Client) -> None:
    form = fields_of(rui.post(IMPORT, {"file": table()}).content.decode())
    assert uploads(team.rui).has(form["upload"])
    assert rui.post(IMPORT, {"step": "forget", "upload": form["upload"]}).status_code == 302
    assert not uploads(team.rui).has(form["upload"])
    assert rui.post(IMPORT, {**form, "step": "do"}).status_code == 404


def test_a_long_table_shows_its_work_and_what_came_of_it(rui: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from firsthand.services.jobs import work_once
    from firsthand.worker.handlers import HANDLERS

    monkeypatch.setattr(table_imports, "BIG", 1)
    form = fields_of(rui.post(IMPORT, {"file": table()}).content.decode())
    done = rui.post(IMPORT, {**form, "step": "do"})
    job = JobRecord.objects.get(kind="import table")
    assert done["Location"] == f"/jobs/{job.id}/"
    assert "Dana" not in str(job.args)
    while work_once(HANDLERS):
        pass
    page = rui.get(done["Location"]).content.decode()
    assert "1 row made something new; 1 was left out." in page
    [url] = re.findall(r'href="(/import/tables/people/left-out/[^"]+)"', page)
    assert "ola at ferry" in rui.get(url.replace("&amp;", "&")).content.decode()


def test_owners_keep_the_fields_and_forms_ask_for_them(team: Team, ana: Client, rui: Client) -> None:
    given = {"label": "Plan", "kind": "choice", "choices": "Small\nLarge"}
    assert ana.post("/people/fields/new/people/", given).status_code == 302
    [field] = own_fields.own_fields(team.rui, About.PEOPLE)
    page = rui.get("/people/new/").content.decode()
    assert "Plan" in page
    assert rui.post("/people/new/", {"name": "Dana", field.id: "Large"}).status_code == 302
    dana = ParticipantRecord.objects.get()
    assert dana.own_values == {field.id: "Large"}
    assert "Large" in rui.get(f"/people/{dana.id}/").content.decode()
    refused = rui.post(f"/people/{dana.id}/edit/", {"name": "Dana", field.id: "Huge"})
    assert refused.status_code == 400
    ana.post(f"/people/fields/{field.id}/edit/", {"label": "Tariff", "choices": "Small\nLarge\nHuge"})
    assert "Tariff" in ana.get("/people/fields/").content.decode()
    ana.post(f"/people/fields/{field.id}/retire/", {"do": "retire"})
    assert "Tariff" not in rui.get("/people/new/").content.decode()


def test_people_are_filtered_and_the_filter_goes_on_to_older_ones(team: Team, rui: Client) -> None:
    for n in range(55):
        participants.add_participant(team.rui, ParticipantForm(f"Person {n}", company="Ferry", ai_use="light"))
    participants.add_participant(team.rui, ParticipantForm("Somebody else"))
    ferry = CompanyRecord.objects.get().id
    page = rui.get("/people/", {"company": ferry, "ai": "light", "name": "person"}).content.decode()
    assert "55 people" in page
    assert "Somebody else" not in page
    [older] = re.findall(r'href="(\?after=[^"]+)"', page)
    assert "Person 0<" in rui.get("/people/" + older.replace("&amp;", "&")).content.decode()


def test_a_pair_is_merged_in_the_browser_and_the_old_address_leads_on(team: Team, rui: Client) -> None:
    one = participants.add_participant(team.rui, ParticipantForm("Dana Petrov", company="Ferry", title="Dispatcher"))
    other = participants.add_participant(team.rui, ParticipantForm("D. Petrov", company="Ferry", title="Planner"))
    page = rui.get("/people/duplicates/").content.decode()
    assert "The same name, once with an initial · The same company" in page
    look = rui.get(f"/people/{one}/merge/", {"with": other}).content.decode()
    assert "Dispatcher" in look
    done = rui.post(f"/people/{one}/merge/", {"with": other, "field-title": "other"}, follow=True).content.decode()
    assert "Planner" in done
    assert "Dispatcher" in done  # said differently before
    assert rui.get(f"/people/{other}/")["Location"] == f"/people/{one}/"
    [undo] = re.findall(r'action="(/undo/[^"]+)"', done)
    rui.post(undo)
    assert "D. Petrov" in rui.get(f"/people/{other}/").content.decode()
    rui.post("/people/duplicates/people/", {"first": one, "second": other})
    assert "Not the same person" not in rui.get("/people/duplicates/").content.decode()
    rui.post("/people/duplicates/people/", {"first": one, "second": other, "do": "doubt"})
    assert "Not the same person" in rui.get("/people/duplicates/").content.decode()


def test_any_two_companies_can_be_chosen_for_a_merge(team: Team, rui: Client) -> None:
    one, other = (companies.add_company(team.rui, CompanyForm(name)) for name in ("Ferry", "Boats"))
    page = rui.get(f"/companies/{one}/merge/", {"name": "boa"}).content.decode()
    assert f"?with={other}" in page
    assert rui.post(f"/companies/{one}/merge/", {"with": other}).status_code == 302
    assert rui.get(f"/companies/{other}/")["Location"] == f"/companies/{one}/"


def test_the_api_previews_imports_and_gives_back_what_stays_out(rui: Client) -> None:
    base = "/api/v1/tables/people"
    means = {field["key"] for field in rui.get(base).json()["fields"]}
    assert {"name", "email", "company"} <= means
    seen = rui.post(f"{base}/preview", {"file": table()}).json()
    assert (seen["counts"], seen["upload"], [c["key"] for c in seen["columns"]]) == (
        {"create": 1, "error": 1},
        "",
        ["name", "email", ""],
    )
    done = rui.post(base, {"file": table(), "columns": "name,,"})
    assert (done.status_code, done.json()) == (201, {"counts": {"create": 2}, "job_id": None})
    back = rui.post(f"{base}/left-out", {"file": table()})
    assert (back["Content-Type"], "Ola Berg" in back.content.decode()) == ("text/csv; charset=utf-8", True)
    assert rui.post(base, {"file": table(), "columns": "name"}).status_code == 400
    assert rui.get("/api/v1/tables/passwords").status_code == 404


def test_the_api_merges_and_takes_apart(team: Team, rui: Client) -> None:
    one = participants.add_participant(team.rui, ParticipantForm("Dana Petrov", company="Ferry"))
    other = participants.add_participant(team.rui, ParticipantForm("Petrov, Dana", company="Ferry", title="Planner"))
    [pair] = rui.get("/api/v1/duplicates").json()
    assert (pair["first"]["id"], pair["second"]["id"]) == (one, other)
    look = rui.get(f"/api/v1/participants/{one}/merge", {"other_id": other}).json()
    assert {field["key"] for field in look["fields"]} == {"name", "company", "title"}
    wanted = {"other_id": other, "choices": {"name": "other"}}
    undo = rui.post(f"/api/v1/participants/{one}/merge", wanted, content_type="application/json").json()["undo_id"]
    assert rui.get(f"/api/v1/participants/{one}").json()["form"]["name"] == "Petrov, Dana"
    assert rui.get(f"/api/v1/participants/{other}").status_code == 404
    assert rui.post(f"/api/v1/undo/{undo}").status_code == 200
    assert rui.get(f"/api/v1/participants/{one}").json()["form"]["name"] == "Dana Petrov"
