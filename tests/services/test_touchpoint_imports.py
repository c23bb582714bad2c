"""Touchpoints and figures from tables: recognised, read as plain words, each once, and nobody mistaken for another."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.domain.people.touchpoints import TEXT_LIMIT, Standing, TouchpointKind
from firsthand.services import (
    companies,
    consents,
    events,
    figures,
    participants,
    table_imports,
    timelines,
    touchpoints,
    unassigned,
    undo,
    withdrawals,
    withdrawing,
)
from firsthand.services.companies import CompanyForm
from firsthand.services.import_targets import target_named
from firsthand.services.participants import ParticipantForm
from firsthand.services.senders import Sender
from firsthand.services.table_columns import TableWish
from firsthand.services.table_imports import TablePreview
from firsthand.services.touchpoints import TouchpointForm
from firsthand.services.uploads import UploadedFile
from firsthand.storage.models import (
    FigureRecord,
    ParticipantRecord,
    TouchpointRecord,
    WithdrawalRecord,
    WorkspaceRecord,
)
from people_at_work import Team

ZENDESK = """Id,Requester,Requester email,Assignee,Subject,Status,Created at,Organization,Satisfaction Score
48211,Dana Petrov,dana@corner.example,Tilda,Where is my parcel?,Solved,2026-10-01 09:30,Corner Deliveries,Good
48212,Nobody Known,nobody@corner.example,Tilda,Second one,Solved,2026-10-02 10:00,Corner Deliveries,Offered
"""
INTERCOM = """message_id,message_body,message_created_at,message_author_type,message_author_name,message_author_email
m1,"<p>The van is <b>late</b>.<br>Again.</p>",2026-10-03 21:45:08,user,Dana Petrov,dana@corner.example
m2,<p>We are looking.</p>,2026-10-03 21:50:00,admin,Tilda,tilda@ours.example
"""
DELIGHTED = """id,person_email,score,comment,permalink,created_at,survey_type
77,dana@corner.example,3,Too late.,https://delighted.example/r/77,1790847000,nps
78,dana@corner.example,11,Off the scale,,1790847000,nps
"""
HUBSPOT = """Ticket ID,Ticket name,Create date,All associated contact emails,Associated Company (Primary),Ticket owner
5,Lost,2026-10-04 08:00,other@else.example; dana@corner.example,Corner Deliveries,Petra
"""
SALESFORCE = """Subject,Date,Company / Account,Contact,Assigned,Full Comments
Renewal call,10/28/2026,Corner Deliveries,Dana Petrov,Petra,Wants a discount.
"""
CALL = ("sales_note", "Salesforce")
FIGURES = """email,month,Usage,NPS,Seats
dana@corner.example,2026-09,12,9,40
dana@corner.example,2026-10,14 days,8,"1,204"
"""


@pytest.fixture
def dana(team: Team) -> str:
    companies.add_company(team.rui, CompanyForm("Corner Deliveries"))
    made = participants.add_participant(team.rui, ParticipantForm("Dana Petrov", company="Corner Deliveries"))
    ParticipantRecord.objects.filter(id=made).update(email="dana@corner.example")
    return made


def file(text: str) -> UploadedFile:
    return UploadedFile("export.csv", text.encode())


def look(team: Team, text: str, wish: TableWish | None = None, target: str = "touchpoints") -> TablePreview:
    return table_imports.preview(team.rui, target_named(team.rui, target), file(text), wish)


def bring(team: Team, text: str, wish: TableWish | None = None, target: str = "touchpoints") -> dict[str, int]:
    wanted = target_named(team.rui, target)
    return dict(table_imports.import_table(team.rui, wanted, file(text), wish or TableWish()).counts)


def rows(team: Team) -> list[touchpoints.TouchpointRow]:
    return list(touchpoints.touchpoints(team.rui).items)


@pytest.mark.parametrize(
    ("text", "name", "kind", "source"),
    [
        (ZENDESK, "Zendesk tickets", "ticket", "Zendesk"),
        (INTERCOM, "Intercom conversations", "chat", "Intercom"),
        (DELIGHTED, "Delighted answers", "nps", "Delighted"),
        (HUBSPOT, "HubSpot tickets", "ticket", "HubSpot"),
        (SALESFORCE, "Salesforce activities (report)", "sales_note", "Salesforce"),
        ("id,subject,description,created_at\n1,A,B,2026-10-01\n", "Zendesk tickets (API fields)", "ticket", "Zendesk"),
        ("hs_note_body,hs_timestamp,email\nA,2026-10-01,a@b.example\n", "HubSpot notes", "sales_note", "HubSpot"),
        (
            "Id,Subject,ActivityDate,Description\n1,A,2026-10-01,B\n",
            "Salesforce tasks (fields)",
            "sales_note",
            "Salesforce",
        ),
    ],
)
def test_an_export_is_known_by_its_headings(team: Team, text: str, name: str, kind: str, source: str) -> None:
    seen = look(team, text)
    assert (seen.known_as, seen.values["kind"], seen.values["source"]) == (name, kind, source)


def test_tickets_go_to_whoever_wrote_them_and_the_others_wait(team: Team, dana: str) -> None:
    assert bring(team, ZENDESK) == {"create": 2}
    unknown, known = rows(team)
    assert (known.person.id if known.person else "", known.title, known.kind) == (
        dana,
        "Where is my parcel?",
        TouchpointKind.TICKET,
    )
    assert (known.source, known.external_id, known.author, known.company) == (
        "Zendesk",
        "48211",
        "Tilda",
        "Corner Deliveries",
    )
    assert (known.score.words if known.score else "", unknown.score) == ("1 of 1", None)
    assert (unknown.person, unknown.sender, unknown.company) == (None, "Nobody Known", "Corner Deliveries")
    [waiting] = unassigned.waiting_senders(team.rui)
    assert (waiting.sender, waiting.touchpoints) == (
        Sender("Nobody Known", "nobody@corner.example", "Corner Deliveries"),
        1,
    )
    verbs = [event.verb for event in events.events(team.ana)]
    assert sorted(verbs[:3]) == ["added touchpoint", "added touchpoint", "imported touchpoints"]


@pytest.mark.parametrize("text", [ZENDESK, INTERCOM, DELIGHTED, HUBSPOT, SALESFORCE])
def test_the_same_file_again_changes_nothing(team: Team, dana: str, text: str) -> None:
    bring(team, text)
    before = list(TouchpointRecord.objects.order_by("id").values())
    assert set(bring(team, text)) <= {"unchanged", "error"}
    assert list(TouchpointRecord.objects.order_by("id").values()) == before


def test_a_message_of_our_own_side_stays_out_and_html_becomes_words(team: Team, dana: str) -> None:
    assert bring(team, INTERCOM) == {"create": 1, "unchanged": 1}
    [row] = rows(team)
    assert (row.text, row.happened_at) == ("The van is late.\nAgain.", datetime(2026, 10, 3, 21, 45, 8, tzinfo=UTC))


def test_of_several_addresses_the_one_that_somebody_has_counts(team: Team, dana: str) -> None:
    bring(team, HUBSPOT)
    [row] = rows(team)
    assert (row.person.id if row.person else "", row.author) == (dana, "Petra")


def test_an_answer_off_its_scale_stays_out_with_a_reason(team: Team, dana: str) -> None:
    assert bring(team, DELIGHTED) == {"create": 1, "error": 1}
    [row] = rows(team)
    assert (row.standing, row.link) == (Standing.DETRACTOR, "https://delighted.example/r/77")
    [error] = look(team, DELIGHTED).errors
    assert (error.line, "between 0 and 10" in error.message) == (3, True)


def test_a_plain_time_is_the_workspaces_unless_the_file_is_said_to_be_elsewhere(team: Team, dana: str) -> None:
    WorkspaceRecord.objects.filter(id=team.rui.workspace_id).update(zone="America/New_York")
    table = "when,email,title\n2026-10-01 09:30,dana@corner.example,A\n"
    assert "2026-10-01 09:30 (America/New_York)" in [c.after for one in look(team, table).planned for c in one.changes]
    assert "America/New_York" in target_named(team.rui, "touchpoints").after
    bring(team, table)
    bring(team, table.replace(",A", ",B"), TableWish(values={"zone": "Asia/Tokyo", "kind": "email", "source": "Inbox"}))
    there, here = sorted(rows(team), key=lambda row: row.happened_at)
    assert (there.happened_at.hour, there.kind, there.source) == (0, TouchpointKind.EMAIL, "Inbox")
    assert (here.happened_at.hour, here.kind, here.source) == (13, TouchpointKind.TICKET, "File")


def test_a_changed_ticket_changes_but_what_a_member_edited_or_deleted_stays(team: Team, dana: str) -> None:
    bring(team, ZENDESK)
    assert bring(team, ZENDESK.replace("Where is", "Where now is")) == {"update": 1, "unchanged": 1}
    [known] = [row for row in rows(team) if row.person]
    touchpoints.edit_touchpoint(team.rui, known.id, TouchpointForm(TouchpointKind.TICKET, dana, title="Ours"))
    assert bring(team, ZENDESK) == {"unchanged": 2}
    touchpoints.delete_touchpoint(team.rui, known.id)
    assert bring(team, ZENDESK) == {"unchanged": 2}
    assert [row.title for row in rows(team)] == ["Second one"]


def test_nothing_more_is_kept_of_somebody_who_agrees_to_nothing_and_nothing_is_shown(team: Team, dana: str) -> None:
    bring(team, ZENDESK)
    consents.end_consent(team.rui, dana)
    seen = look(team, ZENDESK.replace("Where is", "Where now is").replace("48212", "48213"))
    assert "Where is my parcel?" not in str(seen.planned)
    assert seen.counts == {"create": 1, "unchanged": 1}
    assert bring(team, INTERCOM) == {"unchanged": 2}


def test_two_rows_with_one_id_are_one_touchpoint_and_the_second_is_named(team: Team, dana: str) -> None:
    table = "id,when,email,title\n7,2026-10-01,dana@corner.example,A\n7,2026-10-02,dana@corner.example,B\n"
    assert bring(team, table) == {"create": 1, "error": 1}
    assert "Line 2 has this id, too" in look(team, table.replace("7,", "8,")).errors[0].message
    without = "when,email,title\n2026-10-01,dana@corner.example,C\n2026-10-01,dana@corner.example,C\n"
    assert bring(team, without) == {"create": 1, "unchanged": 1}


def test_a_long_text_is_kept_as_far_as_it_fits_and_what_was_cut_is_said(team: Team, dana: str) -> None:
    table = f"when,email,text\n2026-10-01,dana@corner.example,{'word ' * 5_000}end\n"
    told = [change.after for one in look(team, table).planned for change in one.changes]
    assert any("characters at its end are left out" in after for after in told)
    bring(team, table)
    [row] = rows(team)
    assert (len(row.text) <= TEXT_LIMIT, len(row.text) + row.text_cut) == (True, 25_003)


def test_somebody_is_found_by_address_then_by_name_and_company_and_never_by_half(team: Team, dana: str) -> None:
    participants.add_participant(team.rui, ParticipantForm("Sam Roe", company="Ferry"))
    participants.add_participant(team.rui, ParticipantForm("Sam Roe", company="Corner Deliveries"))
    participants.add_participant(team.rui, ParticipantForm("Ola Berg"))
    table = (
        "when,email,name,company,title\n"
        "2026-10-01,DANA@corner.example,Somebody Else,,1\n"
        "2026-10-02,,sam roe,corner  deliveries,2\n"
        "2026-10-03,,Sam Roe,,3\n"
        "2026-10-04,new@corner.example,Dana Petrov,,4\n"
        "2026-10-05,,Ola Berg,Elsewhere,5\n"
        "2026-10-06,,,corner deliveries,6\n"
        "2026-10-07,,,Unheard of,7\n"
    )
    bring(team, table)
    found = {row.title: (row.person.name if row.person else "", row.sender) for row in rows(team)}
    assert found == {
        "1": ("Dana Petrov", ""),
        "2": ("Sam Roe", ""),
        "3": ("", "Sam Roe"),
        "4": ("", "Dana Petrov"),
        "5": ("Ola Berg", ""),
        "6": ("", ""),
        "7": ("", "Unheard of"),
    }


def test_who_is_assigned_once_is_known_to_the_next_file(team: Team, dana: str) -> None:
    bring(team, ZENDESK)
    [waiting] = unassigned.waiting_senders(team.rui)
    unassigned.assign_sender(team.rui, waiting.sender, dana)
    assert unassigned.waiting_senders(team.rui) == ()
    assert [row.person.id if row.person else "" for row in rows(team)] == [dana, dana]
    assert bring(team, ZENDESK) == {"unchanged": 2}
    assert bring(team, ZENDESK.replace("48212", "48999")) == {"create": 1, "unchanged": 1}
    assert unassigned.waiting_count(team.rui) == 0


def test_a_sender_can_be_written_down_or_let_go(team: Team, dana: str) -> None:
    bring(team, ZENDESK)
    [waiting] = unassigned.waiting_senders(team.rui)
    undo_id = unassigned.leave_out(team.rui, waiting.sender)
    assert unassigned.waiting_senders(team.rui) == ()
    undo.undo(team.rui, undo_id)
    made = unassigned.make_sender(team.rui, waiting.sender)
    page = participants.participant_page(team.rui, made)
    assert (page.form.name, page.form.company) == ("Nobody Known", "Corner Deliveries")
    assert [entry.id for entry in timelines.person_timeline(team.rui, made).entries if entry.touchpoint]


def test_a_company_that_nobody_knows_waits_like_a_person(team: Team, dana: str) -> None:
    table = "when,company,title\n2026-10-01,Ferry,Renewal\n"
    bring(team, table)
    [waiting] = unassigned.waiting_senders(team.rui)
    assert waiting.sender.is_company
    made = unassigned.make_sender(team.rui, waiting.sender)
    assert [
        entry.touchpoint.title for entry in timelines.company_timeline(team.rui, made).entries if entry.touchpoint
    ] == ["Renewal"]
    assert bring(team, table) == {"unchanged": 1}


def test_figures_come_as_a_column_for_each_measure(team: Team, dana: str) -> None:
    seen = look(team, FIGURES, target="figures")
    assert [column.key for column in seen.columns] == ["email", "day", "measure:Usage", "measure:NPS", ""]
    wish = TableWish(("email", "day", "measure:Usage", "measure:NPS", "headed:1"))
    assert bring(team, FIGURES, wish, "figures") == {"create": 2}
    known = figures.figures_of(team.rui, [dana])[dana]
    assert {name: one.points for name, one in known.items()} == {
        "Usage": ((date(2026, 9, 1), 12.0), (date(2026, 10, 1), 14.0)),
        "NPS": ((date(2026, 9, 1), 9.0), (date(2026, 10, 1), 8.0)),
        "Seats": ((date(2026, 9, 1), 40.0), (date(2026, 10, 1), 1204.0)),
    }
    assert known["Usage"].unit == "days"
    assert bring(team, FIGURES, wish, "figures") == {"unchanged": 2}
    changed = FIGURES.replace("2026-10,14", "2026-10,15")
    assert bring(team, changed, wish, "figures") == {"update": 1, "unchanged": 1}
    assert figures.figures_of(team.rui, [dana])[dana]["Usage"].latest == (date(2026, 10, 1), 15.0)


def test_figures_come_as_a_row_for_each_number_too(team: Team, dana: str) -> None:
    table = (
        "company,date,metric,value,unit\n"
        "Corner Deliveries,2026-10-01,Retention,91,%\n"
        "Ferry,2026-10-01,retention,80,%\n"
        "Corner Deliveries,2026-10-01,,3,\n"
    )
    assert bring(team, table, target="figures") == {"create": 2, "error": 1}
    assert figures.figures_of(team.rui, [dana])[dana]["Retention"].is_of_company
    assert bring(team, table, target="figures") == {"unchanged": 2, "error": 1}
    [waiting] = unassigned.waiting_senders(team.rui)
    made = unassigned.make_sender(team.rui, waiting.sender)
    assert [one.points for one in figures.figures_of_company(team.rui, made)] == [((date(2026, 10, 1), 80.0),)]
    assert bring(team, table, target="figures") == {"unchanged": 2, "error": 1}


def test_assigned_figures_take_the_place_of_those_that_are_there(team: Team, dana: str) -> None:
    table = "email,date,Usage\ndana@corner.example,2026-10-01,12\nd.petrov@home.example,2026-10-01,13\n"
    bring(team, table, target="figures")
    [waiting] = unassigned.waiting_senders(team.rui)
    unassigned.assign_sender(team.rui, waiting.sender, dana)
    assert figures.figures_of(team.rui, [dana])[dana]["Usage"].points == ((date(2026, 10, 1), 13.0),)
    assert FigureRecord.objects.count() == 1


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(date.isoformat)
SOMEBODY = st.sampled_from(["dana@corner.example", "x@y.example", "", "Dana Petrov <dana@corner.example>"])


@given(st.lists(st.tuples(DAYS, SOMEBODY, CELLS, CELLS, st.sampled_from(["", "3", "9", "good", "x"])), max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_in_a_file_importing_it_twice_is_importing_it_once(
    team: Team, dana: str, table: list[tuple[str, ...]]
) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([("when", "email", "title", "text", "score"), *table, ("2026-10-01", "", "", "", "")])
    wish = TableWish(("when", "email", "title", "text", "score"))
    first = bring(team, written.getvalue(), wish)
    before = list(TouchpointRecord.objects.order_by("id").values())
    again = bring(team, written.getvalue(), wish)
    assert (again.get("create", 0), again.get("update", 0)) == (0, 0)
    assert again.get("error", 0) == first.get("error", 0)
    assert list(TouchpointRecord.objects.order_by("id").values()) == before


def test_a_thousand_rows_cost_few_queries_for_reading(
    team: Team, dana: str, django_assert_max_num_queries: object
) -> None:
    lines = [f"2026-10-01,dana@corner.example,Title {n}" for n in range(1_000)]
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        look(team, "when,email,title\n" + "\n".join(lines))


@pytest.mark.parametrize(
    ("target", "text", "others"),
    [
        ("touchpoints", ZENDESK, {"create": 1, "unchanged": 1}),
        ("touchpoints", HUBSPOT, {"unchanged": 1}),
        ("figures", FIGURES, {"unchanged": 2}),
        ("people", "name,email\nD. Petrov,DANA@corner.example\nOwen Prys,\n", {"create": 1, "unchanged": 1}),
    ],
)
def test_who_withdrew_is_not_brought_back_by_a_table(
    team: Team, dana: str, target: str, text: str, others: dict[str, int]
) -> None:
    withdrawing.carry_out(withdrawals.withdraw(team.rui, dana, "Dana Petrov"))
    assert {outcome: n for outcome, n in bring(team, text, target=target).items() if n} == others
    assert not TouchpointRecord.objects.filter(sender_email__icontains="dana@").exists()
    assert not FigureRecord.objects.exists()
    assert not ParticipantRecord.objects.filter(email__icontains="dana@", deleted_at=None).exists()


def test_an_address_that_was_assigned_to_whoever_withdrew_is_left_out_too(team: Team, dana: str) -> None:
    bring(team, DELIGHTED.replace("dana@corner", "private@corner"))
    [waiting] = unassigned.waiting_senders(team.rui)
    unassigned.assign_sender(team.rui, waiting.sender, dana)
    withdrawing.carry_out(withdrawals.withdraw(team.rui, dana, "Dana Petrov"))
    seen = look(team, ZENDESK.replace("dana@corner", "private@corner"))
    assert [one.label for one in seen.planned if "withdrew, left out" in one.label]
    kept = WithdrawalRecord.objects.get().address_marks
    assert len(kept) == 2
    assert not any("corner" in mark or mark == sha256(b"dana@corner.example").hexdigest() for mark in kept)
