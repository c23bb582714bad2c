"""Merging two people or two companies: nothing is lost, everything moves, and it can be taken apart again."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.db import models

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.people.own_fields import About
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.services import (
    companies,
    consents,
    duplicates,
    events,
    merging,
    own_fields,
    participants,
    quotes,
    sessions,
    studies,
    touchpoints,
    undo,
    withdrawals,
    withdrawing,
)
from firsthand.services.companies import CompanyForm
from firsthand.services.merged import kept_instead
from firsthand.services.own_fields import FieldForm
from firsthand.services.participants import ParticipantForm, PeopleFilter
from firsthand.services.pointers import pointers_to
from firsthand.services.sessions import SessionForm
from firsthand.services.studies import StudyForm
from firsthand.services.touchpoints import TouchpointForm
from firsthand.storage.models import CompanyRecord, MergeRecord, ParticipantRecord, StudyRecord, TurnRecord
from people_at_work import CALL, Call, Team, hold_call

PEOPLE, COMPANIES = About.PEOPLE, About.COMPANIES


def add(team: Team, name: str, **more: object) -> str:
    return participants.add_participant(team.rui, ParticipantForm(name, **more))  # type: ignore[arg-type]


def form(team: Team, participant_id: str) -> ParticipantForm:
    return participants.participant_page(team.rui, participant_id).form


def everything(participant_ids: list[str]) -> object:
    """What the database holds of these people, and of what points to them, versions and times of change apart."""
    rows = ParticipantRecord.objects.filter(id__in=participant_ids).order_by("id")
    people = list(rows.values("id", "name", "title", "email", "company", "notes", "own_values", "also", "deleted_at"))
    pointing = {
        pointer.name: sorted(
            map(
                str,
                pointer.record._base_manager.filter(**{f"{pointer.field}__in": participant_ids}).values_list(
                    "pk", pointer.field
                ),
            )
        )
        for pointer in pointers_to(ParticipantRecord)
    }
    return people, pointing


@pytest.fixture
def twins(team: Team) -> tuple[Call, Call]:
    """Dana, whose two conversations made two participants."""
    one = hold_call(team.rui)
    other = hold_call(team.rui, CALL.replace("March", "May").replace("Dana Petrov", "D. Petrov"))
    return one, other


def test_every_foreign_key_to_a_person_is_found() -> None:
    found = {(pointer.record.__name__, pointer.field) for pointer in pointers_to(ParticipantRecord)}
    wanted = {
        (record.__name__, field.name)
        for record in apps.get_models()
        for field in record._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is ParticipantRecord
    }
    assert found == wanted
    assert {("SessionParticipantRecord", "participant"), ("SpeakerRecord", "participant")} <= found


def test_uniqueness_that_merging_could_not_see_is_not_used_beside_people_and_companies() -> None:
    for record in (ParticipantRecord, CompanyRecord):
        for pointer in pointers_to(record):
            for constraint in pointer.record._meta.constraints:
                if isinstance(constraint, models.UniqueConstraint):
                    assert not constraint.expressions, pointer.name


def test_seats_speakers_consents_and_touchpoints_go_along(team: Team, twins: tuple[Call, Call]) -> None:
    dana, other = (call.participant_id for call in twins)
    quote = quotes.highlight(team.rui, twins[1].transcript_id, 1, 0, 1, 16)
    touchpoints.add_touchpoint(team.rui, TouchpointForm(TouchpointKind.TICKET, other, title="Where is it?"))
    page = merging.merge_page(team.rui, PEOPLE, dana, other)
    assert {(move.what, move.count) for move in page.moves} >= {
        ("session_participants", 1),
        ("speakers", 1),
        ("consents", 1),
        ("touchpoints", 1),
    }
    merging.merge(team.rui, PEOPLE, dana, other)
    assert set(participants.participant_page(team.rui, dana).session_ids) == {call.session_id for call in twins}
    [shown] = quotes.quotes(team.rui, quotes.QuoteFilter(participant_id=dana)).items
    assert (shown.id, shown.person.name if shown.person else "") == (quote, "Dana Petrov")
    with pytest.raises(NotFound):
        participants.participant_page(team.rui, other)
    assert kept_instead(team.rui, other) == dana
    assert [row.name for row in participants.participants(team.rui, which=PeopleFilter(search="Petrov")).items] == [
        "Dana Petrov"
    ]


def test_what_does_not_stay_is_kept_beside_it(team: Team) -> None:
    ferry = add(team, "Dana Petrov", title="Dispatcher", company="Ferry", email="dana@ferry.example", notes="Early.")
    trains = add(team, "Dana Petrova", title="Planner", company="Trains", contact="+47 1", notes="Late.")
    page = merging.merge_page(team.rui, PEOPLE, ferry, trains)
    assert {(one.key, one.choice) for one in page.fields if one.differs} == {
        ("name", "kept"),
        ("title", "kept"),
        ("company", "kept"),
        ("notes", "both"),
    }
    merging.merge(team.rui, PEOPLE, ferry, trains, {"title": "other"})
    now = participants.participant_page(team.rui, ferry)
    assert (now.form.name, now.form.title, now.form.company) == ("Dana Petrov", "Planner", "Ferry")
    assert (now.form.email, now.form.contact, now.form.notes) == ("dana@ferry.example", "+47 1", "Early.\n\nLate.")
    assert {(one.label, one.value) for one in now.also} == {
        ("Name", "Dana Petrova"),
        ("What they do", "Dispatcher"),
        ("Company", "Trains"),
    }


def test_no_word_of_either_is_lost_whatever_is_chosen(team: Team) -> None:
    plan = own_fields.add_field(team.ana, PEOPLE, FieldForm("Plan", "text"))
    told = ("Name", "Title", "Segment", "Relation", "a@x.example", "Contact", "nb", "Usage", "Notes", "Plan")
    for choice in ("kept", "other", "both"):
        ids = []
        for mark in ("A", "B"):
            words = [word if "@" in word else f"{word}{mark}{choice}" for word in told]
            name, title, segment, relation, email, contact, language, usage, notes, value = words
            more = {"title": title, "segment": segment, "relationship": relation, "email": mark + email}
            more |= {"contact": contact, "language": language, "usage": usage, "notes": notes}
            ids.append(add(team, name, **more, ai_use="light" if mark == "A" else "active", own={plan: value}))
        said = {value for one in ids for value in (*vars_of(form(team, one)), *(form(team, one).own or {}).values())}
        fields = merging.merge_page(team.rui, PEOPLE, *ids).fields
        merging.merge(team.rui, PEOPLE, ids[0], ids[1], {one.key: choice for one in fields})
        now = participants.participant_page(team.rui, ids[0])
        kept = "\n".join((*vars_of(now.form), *(now.form.own or {}).values(), *(one.value for one in now.also)))
        assert [word for word in said if word not in kept] == []


def vars_of(one: ParticipantForm) -> list[str]:
    values = (getattr(one, name) for name in ParticipantForm.__dataclass_fields__ if name != "own")
    return [value for value in values if isinstance(value, str) and value]


def test_a_merge_taken_apart_leaves_everything_as_it_was(team: Team, twins: tuple[Call, Call]) -> None:
    ids = [call.participant_id for call in twins]
    participants.edit_participant(team.rui, ids[0], ParticipantForm("Dana Petrov", title="Dispatcher", notes="Early."))
    more = ParticipantForm("D. Petrov", title="Planner", company="Ferry", notes="Late.", not_before=date(2027, 1, 1))
    participants.edit_participant(team.rui, ids[1], more)
    consents.log_consent(team.rui, ids[1], [Scope.CONTACT_AGAIN], How.EMAIL)
    duplicates.tell_apart(team.rui, PEOPLE, *ids)
    before = everything(ids)
    undo_id = merging.merge(team.rui, PEOPLE, ids[0], ids[1], {"title": "other", "name": "other"})
    assert everything(ids) != before
    undo.undo(team.rui, undo_id)
    assert everything(ids) == before
    assert (form(team, ids[0]).title, form(team, ids[0]).notes) == ("Dispatcher", "Early.")
    assert form(team, ids[0]).not_before is None
    assert form(team, ids[1]) == ParticipantForm(
        "D. Petrov", title="Planner", company="Ferry", notes="Late.", not_before=date(2027, 1, 1), own={}
    )
    assert kept_instead(team.rui, ids[1]) is None


def test_what_was_written_since_stays_when_a_merge_is_taken_apart(team: Team) -> None:
    one, other = add(team, "Dana", title="Dispatcher"), add(team, "Dana", title="Planner")
    undo_id = merging.merge(team.rui, PEOPLE, one, other, {"title": "other"})
    participants.edit_participant(team.rui, one, ParticipantForm("Dana", title="Head of planning"))
    session = sessions.create_session(team.rui, SessionForm("New", participant_ids=(one,)))
    undo.undo(team.rui, undo_id)
    assert (form(team, one).title, form(team, other).title) == ("Head of planning", "Planner")
    assert participants.participant_page(team.rui, one).session_ids == (session,)


def test_both_in_one_session_keep_one_seat_and_get_two_back(team: Team) -> None:
    one, other = add(team, "Dana"), add(team, "Dana P.")
    session = sessions.create_session(team.rui, SessionForm("Both", participant_ids=(one, other)))
    [move] = [m for m in merging.merge_page(team.rui, PEOPLE, one, other).moves if m.what == "session_participants"]
    assert (move.count, move.staying) == (0, 1)
    undo_id = merging.merge(team.rui, PEOPLE, one, other)
    assert [p.id for p in sessions.session_page(team.rui, session).row.people] == [one]
    undo.undo(team.rui, undo_id)
    assert {p.id for p in sessions.session_page(team.rui, session).row.people} == {one, other}


def test_merging_goes_on_from_one_to_the_next(team: Team) -> None:
    a, b, c = add(team, "A"), add(team, "B"), add(team, "C")
    first = merging.merge(team.rui, PEOPLE, b, a)
    merging.merge(team.rui, PEOPLE, c, b)
    assert (kept_instead(team.rui, a), kept_instead(team.rui, b)) == (c, c)
    assert {one.value for one in participants.participant_page(team.rui, c).also} == {"A", "B"}
    with pytest.raises(Conflict):
        undo.undo(team.rui, first)


def test_what_both_agreed_to_is_joined_and_the_newest_answer_counts(team: Team) -> None:
    one, other = add(team, "Dana"), add(team, "D.")
    consents.log_consent(team.rui, one, [Scope.RECORD, Scope.QUOTE_INSIDE], How.FORM)
    consents.log_consent(team.rui, other, [Scope.CLIP], How.FORM, refused=[Scope.QUOTE_INSIDE])
    page = merging.merge_page(team.rui, PEOPLE, one, other)
    assert page.kept_scopes == (Scope.QUOTE_INSIDE, Scope.RECORD)
    assert page.scopes == (Scope.CLIP, Scope.RECORD)
    merging.merge(team.rui, PEOPLE, one, other)
    assert consents.scopes_of([one])[one] == frozenset({Scope.CLIP, Scope.RECORD})


def test_companies_are_merged_with_their_people(team: Team) -> None:
    dana, ola = add(team, "Dana", company="Ferry"), add(team, "Ola", company="Ferry Ltd")
    ferry, limited = (CompanyRecord.objects.get(name=name).id for name in ("Ferry", "Ferry Ltd"))
    companies.edit_company(team.rui, limited, CompanyForm("Ferry Ltd", size="120"))
    [found] = duplicates.duplicates(team.rui, COMPANIES).pairs
    assert (found.first.name, found.second.name) == ("Ferry", "Ferry Ltd")
    undo_id = merging.merge(team.rui, COMPANIES, ferry, limited)
    page = companies.company_page(team.rui, ferry)
    assert ({one.id for one in page.people}, page.form.size) == ({dana, ola}, "120")
    assert [(one.label, one.value) for one in page.also] == [("Name", "Ferry Ltd")]
    assert kept_instead(team.rui, limited) == ferry
    undo.undo(team.rui, undo_id)
    assert [one.id for one in companies.company_page(team.rui, limited).people] == [ola]


def test_the_log_tells_who_was_merged_without_their_names(team: Team) -> None:
    one, other = add(team, "Dana"), add(team, "D.")
    merging.merge(team.rui, PEOPLE, one, other)
    told = [(event.verb, event.subject_id) for event in events.events(team.ana)]
    assert ("merged participant", one) in told
    assert ("was merged into another participant", other) in told


@pytest.mark.parametrize("about", list(About))
def test_one_record_is_not_merged_with_itself_nor_by_viewers_nor_by_others(team: Team, about: About) -> None:
    if about is PEOPLE:
        one, other = add(team, "Dana"), add(team, "D.")
    else:
        one, other = (companies.add_company(team.rui, CompanyForm(name)) for name in ("Ferry", "Ferry Ltd"))
    with pytest.raises(Invalid):
        merging.merge(team.rui, about, one, one)
    with pytest.raises(Invalid):
        merging.merge(team.rui, about, one, other, {"name": "neither"})
    with pytest.raises(NotAllowed):
        merging.merge(team.vera, about, one, other)
    with pytest.raises(NotFound):
        merging.merge(team.otto, about, one, other)
    assert MergeRecord.objects.count() == 0


def test_a_pair_that_was_told_apart_is_not_suggested_until_somebody_doubts_it(team: Team) -> None:
    one, other = add(team, "Dana Petrov", company="Ferry"), add(team, "Petrov, Dana", company="Ferry")
    [found] = duplicates.duplicates(team.rui, PEOPLE).pairs
    assert (found.first.id, found.second.id) == (one, other)
    duplicates.tell_apart(team.rui, PEOPLE, other, one)
    assert duplicates.duplicates(team.rui, PEOPLE).total == 0
    assert [{a.id, b.id} for a, b in duplicates.told_apart(team.rui, PEOPLE)] == [{one, other}]
    with pytest.raises(Conflict):
        duplicates.tell_apart(team.rui, PEOPLE, one, other)
    duplicates.doubt(team.rui, PEOPLE, other, one)
    assert duplicates.duplicates(team.rui, PEOPLE).total == 1


def test_whoever_withdraws_takes_along_what_was_merged_into_them(team: Team, twins: tuple[Call, Call]) -> None:
    one, other = (call.participant_id for call in twins)
    participants.edit_participant(team.rui, other, ParticipantForm("Dora Petrova", email="dora@ferry.example"))
    ferry = companies.add_company(team.rui, CompanyForm("Ferry", notes="Ask Dora Petrova first."))
    undo_id = merging.merge(team.rui, PEOPLE, one, other, {"name": "kept"})
    withdrawing.carry_out(withdrawals.withdraw(team.rui, one, "Dana Petrov"))
    assert not ParticipantRecord.objects.filter(id__in=[one, other]).exclude(name="").exists()
    assert not TurnRecord.objects.filter(text__contains="I paid 12.50").exists()
    assert "Dora" not in companies.company_page(team.rui, ferry).form.notes
    with pytest.raises((Conflict, NotFound)):
        undo.undo(team.rui, undo_id)


def test_the_page_counts_nothing_of_a_study_that_the_member_may_not_know_of(team: Team) -> None:
    one, other = add(team, "Dana"), add(team, "D.")
    study = studies.create_study(team.ana, StudyForm("Secret"))
    sessions.create_session(team.ana, SessionForm("Quiet", study_id=study, participant_ids=(other,)))
    StudyRecord.objects.filter(id=study).update(is_confidential=True)
    assert [move.what for move in merging.merge_page(team.rui, PEOPLE, one, other).moves] == []
    assert [move.what for move in merging.merge_page(team.ana, PEOPLE, one, other).moves] == ["session_participants"]
    merging.merge(team.rui, PEOPLE, one, other)
    assert len(participants.participant_page(team.ana, one).session_ids) == 1
    assert participants.participant_page(team.rui, one).session_ids == ()


def test_many_pairs_cost_as_many_queries_as_one(team: Team, django_assert_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def pair(n: int) -> None:
        for name in (f"Dana Petrov{n}x", f"Petrov{n}x, Dana"):
            add(team, name, company="Ferry", segment="Ferries")

    pair(1)
    with CaptureQueriesContext(connection) as one:
        assert duplicates.duplicates(team.rui, PEOPLE).total == 1
    for n in range(2, 6):
        pair(n)
    with django_assert_num_queries(len(one)):  # type: ignore[operator]
        assert duplicates.duplicates(team.rui, PEOPLE).total == 5
