"""Importing people and companies from tables: nothing surprises, nothing is lost, nothing is made twice."""

from __future__ import annotations

from datetime import date

import pytest

from firsthand.domain.errors import Invalid, NotAllowed, NotFound
from firsthand.domain.people.own_fields import About
from firsthand.services import events, jobs, own_fields, table_imports, table_mappings
from firsthand.services.import_targets import import_in_job, target_named
from firsthand.services.own_fields import FieldForm
from firsthand.services.table_columns import TableWish
from firsthand.services.table_imports import IMPORT_KIND, TablePreview
from firsthand.services.uploads import UploadedFile, waiting_upload
from firsthand.storage.models import CompanyRecord, ParticipantRecord, SegmentRecord
from people_at_work import Team

PEOPLE = """Full name,E-Mail,Organisation,Job title,Customer since,Shoe size
Dana Petrov,dana@ferry.example,Ferry & Co,Dispatcher,2024-02-29,39
Ola Berg,,Ferry & Co,Driver,,44
"""


def file(text: str, name: str = "people.csv") -> UploadedFile:
    return UploadedFile(name, text.encode())


def look(team: Team, text: str, wish: TableWish | None = None, target: str = "people") -> TablePreview:
    return table_imports.preview(team.rui, target_named(team.rui, target), file(text), wish)


def bring(team: Team, text: str, wish: TableWish | None = None, target: str = "people") -> dict[str, int]:
    wanted = target_named(team.rui, target)
    return dict(table_imports.import_table(team.rui, wanted, file(text), wish or TableWish()).counts)


def person(name: str) -> ParticipantRecord:
    return ParticipantRecord.objects.select_related("company", "segment").get(name=name)


def test_columns_are_guessed_with_reasons_and_the_rest_is_named(team: Team) -> None:
    seen = look(team, PEOPLE)
    assert [column.key for column in seen.columns] == ["name", "email", "company", "title", "customer_since", ""]
    assert seen.columns[0].reason == "the heading says “Full name”"
    assert seen.left_columns == ("Shoe size",)
    assert dict(seen.counts) == {"create": 2}


def test_a_column_without_a_telling_name_is_known_by_what_stands_in_it(team: Team) -> None:
    seen = look(team, "Wer,Kanal\nDana,dana@ferry.example\nOla,ola@ferry.example\n")
    assert [(column.key, column.reason) for column in seen.columns] == [
        ("", ""),
        ("email", "its cells look like it: “dana@ferry.example”"),
    ]
    assert seen.missing == ("No column gives the name or first name or last name yet: choose the one that does.",)
    assert not seen.may_import


def test_a_preview_keeps_nothing_but_the_waiting_file(team: Team) -> None:
    before = len(events.events(team.ana))
    seen = look(team, PEOPLE)
    assert waiting_upload(team.rui, seen.upload, "people.csv") == file(PEOPLE)
    assert (ParticipantRecord.objects.count(), len(events.events(team.ana))) == (0, before)


def test_people_go_in_with_their_company_in_one_act(team: Team) -> None:
    assert bring(team, PEOPLE) == {"create": 2}
    dana = person("Dana Petrov")
    assert (dana.email, dana.title, dana.customer_since) == ("dana@ferry.example", "Dispatcher", date(2024, 2, 29))
    assert dana.company == person("Ola Berg").company == CompanyRecord.objects.get(name="Ferry & Co")
    verbs = [event.verb for event in events.events(team.ana)]
    assert sorted(verbs[:4]) == ["added company", "added participant", "added participant", "imported people"]


def test_the_same_file_again_changes_nothing(team: Team) -> None:
    bring(team, PEOPLE)
    assert bring(team, PEOPLE) == {"unchanged": 2}
    assert (ParticipantRecord.objects.count(), CompanyRecord.objects.count()) == (2, 1)


def test_whoever_is_there_is_found_by_e_mail_and_an_empty_cell_empties_nothing(team: Team) -> None:
    bring(team, PEOPLE)
    text = "Name,Email,Title,Company\nDana Petrov-Lang,DANA@ferry.example,,\n"
    [planned] = look(team, text).planned
    assert [(c.label, c.before, c.after) for c in planned.changes] == [("Name", "Dana Petrov", "Dana Petrov-Lang")]
    assert planned.subject_id == person("Dana Petrov").id
    assert bring(team, text) == {"update": 1}
    dana = person("Dana Petrov-Lang")
    assert (dana.email, dana.title, dana.company.name if dana.company else "") == (
        "dana@ferry.example",
        "Dispatcher",
        "Ferry & Co",
    )
    assert dana.version == 2


def test_without_an_e_mail_name_and_company_tell_whatever_their_spelling(team: Team) -> None:
    bring(team, PEOPLE)
    assert bring(team, "Name,Company,Phone\nola  BERG,ferry & co,+47 1\n") == {"update": 1}
    assert person("Ola Berg").contact == "+47 1"
    assert bring(team, "Name,Company\nOla Berg,Another Ferry\n") == {"create": 1}


def test_a_namesake_with_another_address_is_somebody_else(team: Team) -> None:
    bring(team, PEOPLE)
    assert bring(team, "Name,Company,Email\nDana Petrov,Ferry & Co,other@ferry.example\n") == {"create": 1}


def test_two_rows_about_one_person_make_one_person(team: Team) -> None:
    text = "Name,Email,Segment\nDana,d@x.example,\nDana,d@x.example,Ferries\n"
    assert bring(team, text) == {"create": 1, "update": 1}
    dana = person("Dana")
    assert dana.segment == SegmentRecord.objects.get(name="Ferries")


def test_first_and_last_names_are_joined(team: Team) -> None:
    assert bring(team, "First Name,Last Name\nDana,Petrov\n,Berg\n") == {"create": 2}
    assert {one.name for one in ParticipantRecord.objects.all()} == {"Dana Petrov", "Berg"}


BAD = """Name,Email,AI use,Customer since
Dana,dana at ferry,active,2024-01-01
,nobody@ferry.example,,
Ola,ola@ferry.example,sometimes,31 April 2024
Ivo,ivo@ferry.example,light,1 March 2024
"""


def test_rows_that_cannot_be_read_stay_out_and_come_back_with_the_reason(team: Team) -> None:
    seen = look(team, BAD)
    assert [(error.line, error.column) for error in seen.errors] == [
        (2, "Email"),
        (3, ""),
        (4, "AI use"),
        (4, "Customer since"),
    ]
    assert bring(team, BAD) == {"create": 1, "error": 3}
    target = target_named(team.rui, "people")
    back = table_imports.left_out_file(team.rui, target, file(BAD), TableWish()).splitlines()
    assert back[0] == "Name,Email,AI use,Customer since,Line,Why it was left out"
    assert back[1].startswith('Dana,dana at ferry,active,2024-01-01,2,"Email: This is not one e-mail address.')
    assert len(back) == 4


def test_what_comes_back_can_be_put_right_and_imported(team: Team) -> None:
    bring(team, BAD)
    back = table_imports.left_out_file(team.rui, target_named(team.rui, "people"), file(BAD), TableWish())
    assert bring(team, back.replace("dana at ferry", "dana@ferry.example")) == {"create": 1, "error": 2}


def test_a_cell_that_would_be_a_formula_comes_back_harmless_and_whole(team: Team) -> None:
    text = "Name,Email,Notes\n=HYPERLINK(1),bad,-2+3\n"
    target = target_named(team.rui, "people")
    back = table_imports.left_out_file(team.rui, target, file(text), TableWish())
    assert back.splitlines()[1].startswith("'=HYPERLINK(1),bad,'-2+3,")
    assert bring(team, back.replace(",bad,", ",x@y.example,")) == {"create": 1}
    assert (person("=HYPERLINK(1)").notes) == "-2+3"


def test_a_member_can_say_what_the_columns_mean_and_have_it_remembered(team: Team) -> None:
    text = "Wer,Was\nDana,Dispatcher\n"
    wish = TableWish(("name", "title"))
    target = target_named(team.rui, "people")
    table_imports.import_table(team.rui, target, file(text), wish, "Our CRM")
    seen = look(team, "WER,WAS\nOla,Driver\n")
    assert (seen.mapping, [column.key for column in seen.columns]) == ("Our CRM", ["name", "title"])
    [saved] = table_mappings.saved_mappings(team.rui, "people")
    assert table_mappings.saved_mappings(team.otto, "people") == ()
    with pytest.raises(NotFound):
        table_mappings.forget_mapping(team.otto, saved.id)
    table_mappings.forget_mapping(team.rui, saved.id)
    assert look(team, text).mapping == ""


def test_two_columns_of_one_meaning_or_too_few_meanings_are_refused(team: Team) -> None:
    for columns in (("name", "name"), ("name",)):
        with pytest.raises(Invalid) as refused:
            bring(team, "A,B\nDana,x\n", TableWish(columns))
        assert refused.value.where == "columns"
    assert ParticipantRecord.objects.count() == 0


def test_whether_days_come_first_is_found_out_or_asked(team: Team) -> None:
    text = "Name,Customer since\nDana,03/04/2024\nOla,{}\n"
    assert (
        look(team, text.format("05/06/2024")).date_order,
        look(team, text.format("05/06/2024")).is_date_order_sure,
    ) == (
        "dmy",
        False,
    )
    assert look(team, text.format("05/16/2024")).date_order == "mdy"
    bring(team, text.format("05/16/2024"))
    assert person("Dana").customer_since == date(2024, 3, 4)


def test_own_fields_are_filled_from_columns(team: Team) -> None:
    seats = own_fields.add_field(team.ana, About.PEOPLE, FieldForm("Seats", "number"))
    plan = own_fields.add_field(team.ana, About.PEOPLE, FieldForm("Plan", "choice", ("Small", "Large")))
    text = 'Name,Seats,Plan\nDana,"1,200",large\nOla,many,Small\nIvo,3,Medium\n'
    assert [(error.line, error.column) for error in look(team, text).errors] == [(3, "Seats"), (4, "Plan")]
    bring(team, text)
    assert person("Dana").own_values == {seats: "1200", plan: "Large"}
    assert bring(team, text) == {"unchanged": 1, "error": 2}


def test_companies_go_in_and_are_found_by_name(team: Team) -> None:
    text = "Company,Employees,Stage\nFerry & Co,120,Series B\n"
    assert bring(team, text, target="companies") == {"create": 1}
    assert bring(team, text.replace("120", "130"), target="companies") == {"update": 1}
    record = CompanyRecord.objects.get()
    assert (record.name, record.size, record.stage, record.version) == ("Ferry & Co", "130", "Series B", 2)


def many(rows: int) -> str:
    return "Name,Email,Company\n" + "".join(f"Person {n},p{n}@x.example,Firm {n % 40}\n" for n in range(rows))


def test_a_long_table_goes_through_a_job_that_may_die_half_way(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_imports, "BIG", 20)
    monkeypatch.setattr(table_imports, "PART", 10)
    text = many(35) + ",,Nobody\n"
    done = table_imports.import_table(team.rui, target_named(team.rui, "people"), file(text), TableWish())
    assert (done.counts, ParticipantRecord.objects.count()) == ({}, 0)
    told = []

    def dying(work: jobs.Work) -> None:
        original = work.tell
        with monkeypatch.context() as patch:

            def tell(_: object, progress: float, step: str) -> None:
                told.append(step)
                if step.startswith("20"):
                    raise OSError("the power went")
                original(progress, step)

            patch.setattr(jobs.Work, "tell", tell)
            import_in_job(work)

    assert jobs.work_once({IMPORT_KIND: dying})
    assert (told[-1], ParticipantRecord.objects.count()) == ("20 of 35 rows", 20)
    assert done.job_id is not None
    from firsthand.storage.models import JobRecord

    JobRecord.objects.filter(id=done.job_id).update(due_at="2020-01-01T00:00Z")
    assert jobs.work_once({IMPORT_KIND: import_in_job})
    page = jobs.job_page(team.rui, done.job_id)
    assert (page.status, dict(page.result)) == ("done", {"unchanged": 20, "create": 15, "error": 1})
    assert (ParticipantRecord.objects.count(), CompanyRecord.objects.count()) == (35, 35)


def test_a_thousand_rows_cost_few_queries_for_reading_and_none_per_row(
    team: Team, django_assert_max_num_queries: object
) -> None:
    bring(team, many(300))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert dict(look(team, many(600)).counts) == {"unchanged": 300, "create": 300}


def test_a_viewer_imports_nothing_and_an_unknown_target_is_not_there(team: Team) -> None:
    target = target_named(team.rui, "people")
    with pytest.raises(NotAllowed):
        table_imports.preview(team.vera, target, file(PEOPLE))
    with pytest.raises(NotFound):
        target_named(team.rui, "passwords")
