"""Companies, the workspace's own fields, and finding people."""

from __future__ import annotations

from datetime import date

import pytest

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.domain.people.own_fields import About
from firsthand.services import companies, own_fields, participants, quotes, sessions, undo
from firsthand.services.companies import CompanyForm
from firsthand.services.own_fields import FieldForm
from firsthand.services.participants import ParticipantForm, PeopleFilter
from firsthand.services.quotes import QuoteFilter
from people_at_work import CALL, Call, Team, hold_call


def add(team: Team, name: str, **more: object) -> str:
    return participants.add_participant(team.rui, ParticipantForm(name, **more))  # type: ignore[arg-type]


def names(team: Team, which: PeopleFilter) -> list[str]:
    return sorted(row.name for row in participants.participants(team.rui, which=which).items)


def test_a_company_shows_its_people_and_only_its_own(team: Team) -> None:
    add(team, "Dana", company="Ferry & Co", title="Dispatcher", segment="Ferries")
    add(team, "Ola", company="ferry & co")
    add(team, "Ivo", company="Trains")
    [ferry] = companies.companies(team.rui, search="ferry").items
    page = companies.company_page(team.rui, ferry.id)
    assert [(one.name, one.title, one.segment) for one in page.people] == [
        ("Dana", "Dispatcher", "Ferries"),
        ("Ola", "", ""),
    ]
    assert {(row.name, row.people) for row in companies.companies(team.rui).items} == {("Ferry & Co", 2), ("Trains", 1)}


def test_a_company_is_edited_deleted_and_brought_back(team: Team) -> None:
    ferry = companies.add_company(team.rui, CompanyForm("Ferry", "Series B", "120", date(2024, 2, 29), "Kind people"))
    companies.edit_company(team.rui, ferry, CompanyForm("Ferry & Co"), 1)
    assert companies.company_page(team.rui, ferry).form.name == "Ferry & Co"
    with pytest.raises(Conflict):
        companies.edit_company(team.rui, ferry, CompanyForm("Too late"), 1)
    undo_id = companies.delete_company(team.rui, ferry)
    with pytest.raises(NotFound):
        companies.company_page(team.rui, ferry)
    undo.undo(team.rui, undo_id)
    assert companies.company_page(team.rui, ferry).version == 2


def test_two_companies_of_one_name_are_refused_whatever_the_capitals(team: Team) -> None:
    companies.add_company(team.rui, CompanyForm("Ferry"))
    trains = companies.add_company(team.rui, CompanyForm("Trains"))
    with pytest.raises(Conflict):
        companies.add_company(team.rui, CompanyForm("FERRY"))
    with pytest.raises(Conflict):
        companies.edit_company(team.rui, trains, CompanyForm("ferry"))


def test_a_company_with_people_and_a_person_with_conversations_stay(team: Team, call: Call) -> None:
    add(team, "Dana", company="Ferry")
    [ferry] = companies.companies(team.rui).items
    with pytest.raises(Conflict, match="Merge it"):
        companies.delete_company(team.rui, ferry.id)
    with pytest.raises(Conflict, match="withdraw them"):
        participants.delete_participant(team.rui, call.participant_id)
    assert participants.participant_page(team.rui, call.participant_id).has_talked


def test_somebody_who_never_talked_is_deleted_and_brought_back(team: Team) -> None:
    dana = add(team, "Dana")
    undo_id = participants.delete_participant(team.rui, dana)
    with pytest.raises(NotFound):
        participants.participant_page(team.rui, dana)
    undo.undo(team.rui, undo_id)
    assert participants.participant_page(team.rui, dana).form.name == "Dana"


def test_a_company_shows_conversations_and_quotes_of_its_people(team: Team, call: Call) -> None:
    form = ParticipantForm("Dana Petrov", company="Ferry")
    participants.edit_participant(team.rui, call.participant_id, form)
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    other = hold_call(team.rui, CALL.replace("March", "May").replace("Dana Petrov", "Ola Berg"))
    quotes.highlight(team.rui, other.transcript_id, 1, 0, 1, 16)
    [ferry] = companies.companies(team.rui).items
    assert [one.id for one in quotes.quotes(team.rui, QuoteFilter(company_id=ferry.id)).items] == [quote]
    assert [one.id for one in quotes.quotes(team.rui, QuoteFilter(participant_id=call.participant_id)).items] == [quote]
    with_people = sessions.sessions(team.rui, with_people=[call.participant_id]).items
    assert [one.id for one in with_people] == [call.session_id]
    assert sessions.sessions(team.rui, with_people=[]).items == ()


def test_people_are_found_by_name_address_company_segment_and_use(team: Team) -> None:
    add(team, "Dana", email="dana@ferry.example", company="Ferry", segment="Ferries", ai_use="light")
    add(team, "Ola", email="ola@trains.example", company="Trains", ai_use="Not active")
    [ferry] = companies.companies(team.rui, search="Ferry").items
    [segment] = participants.segments(team.rui)
    assert names(team, PeopleFilter(search="TRAINS.example")) == ["Ola"]
    assert names(team, PeopleFilter(search="an")) == ["Dana"]
    assert names(team, PeopleFilter(company_id=ferry.id)) == ["Dana"]
    assert names(team, PeopleFilter(segment_id=segment.id)) == ["Dana"]
    assert names(team, PeopleFilter(ai_use="not active")) == ["Ola"]
    assert names(team, PeopleFilter(search="a", ai_use="active")) == []


@pytest.mark.parametrize(
    ("more", "where"), [({"email": "dana at ferry"}, "email"), ({"ai_use": "sometimes"}, "ai_use")]
)
def test_what_is_no_address_or_no_level_is_refused(team: Team, more: dict[str, str], where: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(team, "Dana", **more)
    assert refused.value.where == where


def test_everything_written_about_a_person_is_kept(team: Team) -> None:
    form = ParticipantForm(
        "Dana",
        title="Dispatcher",
        company="Ferry",
        segment="Ferries",
        relationship="Friend of Ana",
        email="dana@ferry.example",
        contact="+47 1",
        language="nb",
        ai_use="active",
        usage="Daily",
        customer_since=date(2024, 1, 1),
        not_before=date(2027, 1, 1),
        notes="Early riser",
        own={},
    )
    dana = participants.add_participant(team.rui, form)
    assert participants.participant_page(team.rui, dana).form == form


def test_own_fields_are_kept_by_owners_and_filled_by_everybody(team: Team) -> None:
    with pytest.raises(NotAllowed):
        own_fields.add_field(team.rui, About.PEOPLE, FieldForm("Plan", "text"))
    plan = own_fields.add_field(team.ana, About.PEOPLE, FieldForm("Plan", "choice", ("Small", "Large")))
    seats = own_fields.add_field(team.ana, About.PEOPLE, FieldForm("Seats", "number"))
    dana = add(team, "Dana", own={plan: "large", seats: "12.50"})
    page = participants.participant_page(team.rui, dana)
    assert [(one.field.label, one.value) for one in page.own] == [("Plan", "Large"), ("Seats", "12.5")]
    participants.edit_participant(team.rui, dana, ParticipantForm("Dana", own={seats: ""}))
    assert participants.participant_page(team.rui, dana).form.own == {plan: "Large"}
    participants.edit_participant(team.rui, dana, ParticipantForm("Dana"))
    assert participants.participant_page(team.rui, dana).form.own == {plan: "Large"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [("number", "many"), ("number", "nan"), ("date", "31.4.2024"), ("choice", "Other"), ("yes/no", "maybe")],
)
def test_a_value_that_a_field_cannot_hold_is_refused_beside_it(team: Team, kind: str, text: str) -> None:
    field = own_fields.add_field(team.ana, About.COMPANIES, FieldForm("Thing", kind, ("A", "B")))
    with pytest.raises(Invalid) as refused:
        companies.add_company(team.rui, CompanyForm("Ferry", own={field: text}))
    assert refused.value.where == field


def test_a_retired_field_is_shown_where_it_has_a_value_and_asked_no_more(team: Team) -> None:
    plan = own_fields.add_field(team.ana, About.PEOPLE, FieldForm("Plan", "text"))
    dana, ola = add(team, "Dana", own={plan: "Large"}), add(team, "Ola")
    own_fields.retire_field(team.ana, plan)
    assert [one.value for one in participants.participant_page(team.rui, dana).own] == ["Large"]
    assert participants.participant_page(team.rui, ola).own == ()
    with pytest.raises(Invalid):
        add(team, "Ivo", own={plan: "Small"})
    participants.edit_participant(team.rui, dana, ParticipantForm("Dana P."))
    own_fields.retire_field(team.ana, plan, is_retired=False)
    assert participants.participant_page(team.rui, dana).form.own == {plan: "Large"}


def test_a_choice_that_was_taken_away_stays_where_it_was_chosen(team: Team) -> None:
    plan = own_fields.add_field(team.ana, About.PEOPLE, FieldForm("Plan", "choice", ("Small", "Large")))
    dana = add(team, "Dana", own={plan: "Large"})
    own_fields.edit_field(team.ana, plan, FieldForm("Plan", "", ("Small", "Huge")))
    participants.edit_participant(team.rui, dana, ParticipantForm("Dana", own={plan: "Large"}))
    assert participants.participant_page(team.rui, dana).form.own == {plan: "Large"}


def test_fields_are_asked_in_the_order_that_owners_want(team: Team) -> None:
    ids = [own_fields.add_field(team.ana, About.PEOPLE, FieldForm(label, "text")) for label in ("A", "B", "C")]
    own_fields.move_field(team.ana, ids[2], is_up=True)
    own_fields.move_field(team.ana, ids[0], is_up=True)
    assert [field.label for field in own_fields.own_fields(team.rui, About.PEOPLE)] == ["A", "C", "B"]
    assert own_fields.own_fields(team.rui, About.COMPANIES) == ()


def test_two_fields_of_one_label_and_a_choice_of_one_are_refused(team: Team) -> None:
    own_fields.add_field(team.ana, About.PEOPLE, FieldForm("Plan", "text"))
    with pytest.raises(Conflict):
        own_fields.add_field(team.ana, About.PEOPLE, FieldForm("plan", "text"))
    own_fields.add_field(team.ana, About.COMPANIES, FieldForm("Plan", "text"))
    with pytest.raises(Invalid):
        own_fields.add_field(team.ana, About.PEOPLE, FieldForm("Tier", "choice", ("One",)))
    with pytest.raises(Invalid):
        own_fields.add_field(team.ana, About.PEOPLE, FieldForm("Tier", "colour"))
