"""What is known of people from elsewhere: written down, changed, taken away, shown in order, and read before a call."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.people.invitations import InvitationState
from firsthand.domain.people.own_fields import About
from firsthand.domain.people.touchpoints import Standing, TouchpointKind
from firsthand.domain.planning.studies import TeamRole
from firsthand.services import (
    briefs,
    companies,
    consents,
    events,
    figures,
    merging,
    participants,
    preparation,
    printing,
    purging,
    sessions,
    studies,
    timelines,
    touchpoint_readings,
    touchpoints,
    unassigned,
    undo,
)
from firsthand.services import team as teams
from firsthand.services.companies import CompanyForm
from firsthand.services.figures import FigureForm
from firsthand.services.participants import ParticipantForm
from firsthand.services.sessions import SessionForm
from firsthand.services.slices import Cut
from firsthand.services.studies import StudyForm
from firsthand.services.touchpoints import TouchpointFilter, TouchpointForm
from firsthand.storage.models import (
    InvitationRecord,
    ParticipantRecord,
    StudyRecord,
    TouchpointReadingRecord,
    TouchpointRecord,
    WorkspaceRecord,
)
from people_at_work import Call, Team

TICKET, NPS, NOTE = TouchpointKind.TICKET, TouchpointKind.NPS, TouchpointKind.SALES_NOTE


@pytest.fixture
def dana(team: Team) -> str:
    companies.add_company(team.rui, CompanyForm("Corner Deliveries"))
    return participants.add_participant(team.rui, ParticipantForm("Dana Petrov", company="Corner Deliveries"))


@pytest.fixture
def company(team: Team, dana: str) -> str:
    [row] = companies.companies(team.rui).items
    return row.id


def ticket(person: str | None, title: str = "Where is my parcel?", day: int = 1, **more: object) -> TouchpointForm:
    return TouchpointForm(TICKET, person, title=title, day=date(2026, 10, day), **more)  # type: ignore[arg-type]


def titles(page: timelines.TimelinePage) -> list[str]:
    return [entry.touchpoint.title if entry.touchpoint else entry.kind for entry in page.entries]


def test_a_touchpoint_is_kept_with_the_persons_company(team: Team, dana: str, company: str) -> None:
    form = TouchpointForm(
        NPS,
        dana,
        None,
        datetime.fromisoformat("2026-10-01T09:30"),
        text="Late again.",
        score=3,
        link="https://a.example/7",
    )
    page = touchpoints.touchpoint_page(team.ana, touchpoints.add_touchpoint(team.rui, form))
    row = page.row
    assert (row.person.name if row.person else "", row.company_id, row.company) == (
        "Dana Petrov",
        company,
        "Corner Deliveries",
    )
    assert (row.standing, row.happened_at, row.has_time) == (
        Standing.DETRACTOR,
        datetime(2026, 10, 1, 9, 30, tzinfo=UTC),
        True,
    )
    assert events.events(team.ana)[0].verb == "added touchpoint"


def test_a_time_without_an_offset_is_the_workspaces(team: Team, dana: str) -> None:
    WorkspaceRecord.objects.filter(id=team.ana.workspace_id).update(zone="America/New_York")
    timed = TouchpointForm(TICKET, dana, happened_at=datetime.fromisoformat("2026-10-01T09:30"), title="A")
    known = [timed, TouchpointForm(TICKET, dana, day=date(2026, 10, 1), title="B")]
    pages = [touchpoints.touchpoint_page(team.rui, touchpoints.add_touchpoint(team.rui, form)) for form in known]
    assert [page.row.happened_at for page in pages] == [
        datetime(2026, 10, 1, 13, 30, tzinfo=UTC),
        datetime(2026, 10, 1, 4, 0, tzinfo=UTC),
    ]
    assert (pages[1].row.has_time, pages[1].form.day) == (False, date(2026, 10, 1))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"title": ""}, "title"),
        ({"participant_id": None}, "participant_id"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"score": 11.0, "kind": NPS}, "score"),
        ({"text": "x" * 20_001}, "text"),
        ({"day": date(1900, 1, 1)}, "day"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    team: Team, dana: str, change: dict[str, object], where: str
) -> None:
    form = TouchpointForm(**{"kind": TICKET, "participant_id": dana, "title": "A", **change})  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        touchpoints.add_touchpoint(team.rui, form)
    assert (refused.value.where, TouchpointRecord.objects.count()) == (where, 0)


def test_one_source_has_one_touchpoint_of_an_id_in_each_workspace(team: Team, dana: str) -> None:
    touchpoints.add_touchpoint(team.rui, ticket(dana, source="Zendesk", external_id="7"))
    touchpoints.add_touchpoint(team.rui, ticket(dana, source="Intercom", external_id="7"))
    touchpoints.add_touchpoint(team.rui, ticket(dana))
    touchpoints.add_touchpoint(team.rui, ticket(dana))
    with pytest.raises(Conflict, match="from Zendesk already"):
        touchpoints.add_touchpoint(team.rui, ticket(dana, source="Zendesk", external_id="7"))
    elsewhere = participants.add_participant(team.otto, ParticipantForm("Dana Petrov"))
    touchpoints.add_touchpoint(team.otto, ticket(elsewhere, source="Zendesk", external_id="7"))


def test_an_edit_keeps_where_it_came_from_and_refuses_to_overwrite(team: Team, dana: str) -> None:
    made = touchpoints.add_touchpoint(team.rui, ticket(dana, source="Zendesk", external_id="7"))
    touchpoints.edit_touchpoint(team.rui, made, ticket(dana, "Lost parcel", source="Mine"), version=1)
    row = touchpoints.touchpoint_page(team.rui, made).row
    assert (row.title, row.source, row.external_id, row.is_edited, row.version) == (
        "Lost parcel",
        "Zendesk",
        "7",
        True,
        2,
    )
    with pytest.raises(Conflict):
        touchpoints.edit_touchpoint(team.ana, made, ticket(dana, "Mine"), version=1)


def test_what_was_deleted_comes_back_within_a_day_and_goes_for_good_after_thirty(team: Team, dana: str) -> None:
    made = touchpoints.add_touchpoint(team.rui, ticket(dana))
    number = figures.add_figure(team.rui, FigureForm("Usage", 12.0, dana))
    undos = [touchpoints.delete_touchpoint(team.rui, made), figures.delete_figure(team.rui, number)]
    assert (touchpoints.touchpoints(team.rui).items, figures.figures_of(team.rui, [dana])) == ((), {dana: {}})
    for undo_id in undos:
        undo.undo(team.rui, undo_id)
    assert [row.id for row in touchpoints.touchpoints(team.rui).items] == [made]
    assert figures.figures_of(team.rui, [dana])[dana]["Usage"].latest[1] == 12.0
    touchpoints.delete_touchpoint(team.rui, made)
    TouchpointRecord.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    purging.purge_deleted()
    assert not TouchpointRecord.objects.exists()


def test_nothing_comes_back_to_somebody_who_is_gone(team: Team, dana: str) -> None:
    undo_id = touchpoints.delete_touchpoint(team.rui, touchpoints.add_touchpoint(team.rui, ticket(dana)))
    ParticipantRecord.objects.filter(id=dana).update(deleted_at=timezone.now())
    with pytest.raises(Conflict, match="participant"):
        undo.undo(team.rui, undo_id)


def test_what_nobody_assigned_within_thirty_days_goes(team: Team, company: str) -> None:
    for where, days in ((None, 31), (None, 29), (company, 31)):
        TouchpointRecord.objects.create(
            workspace_id=team.rui.workspace_id,
            kind=TICKET,
            company_id=where,
            sender_email="stranger@example.org",
            happened_at=timezone.now(),
            created_at=timezone.now() - timedelta(days=days),
        )
    purging.purge_deleted()
    assert sorted(TouchpointRecord.objects.values_list("company_id", flat=True), key=str) == sorted(
        [None, company], key=str
    )


def test_a_timeline_tells_everything_newest_first(team: Team, dana: str, company: str) -> None:
    touchpoints.add_touchpoint(team.rui, ticket(dana, "Lost", 3))
    touchpoints.add_touchpoint(team.rui, TouchpointForm(NOTE, None, company, title="Renewal", day=date(2026, 10, 5)))
    figures.add_figure(team.rui, FigureForm("Usage", 12.0, dana, day=date(2026, 10, 1)))
    figures.add_figure(team.rui, FigureForm("Usage", 12.0, dana, day=date(2026, 10, 2)))
    figures.add_figure(team.rui, FigureForm("Usage", 9.0, dana, day=date(2026, 10, 4)))
    figures.add_figure(team.rui, FigureForm("Errors", 1.0, dana, day=date(2026, 10, 4)))
    sessions.create_session(team.rui, SessionForm("Dana again", date(2026, 10, 6), participant_ids=(dana,)))
    given = datetime(2026, 10, 2, 8, tzinfo=UTC)
    consents.log_consent(team.rui, dana, [Scope.RECORD], How.FORM, given_at=given)
    page = timelines.person_timeline(team.ana, dana)
    assert titles(page) == ["sessions", "Renewal", "figures", "Lost", "consents", "figures"]
    [changes] = [entry.figures for entry in page.entries if entry.kind == "figures" and len(entry.figures) == 2]
    assert [(one.measure, one.before, one.value) for one in changes] == [("Errors", None, 1.0), ("Usage", 12.0, 9.0)]
    assert page.kinds == ("ticket", "sales_note", "figures", "sessions", "consents")
    assert titles(timelines.person_timeline(team.ana, dana, "ticket")) == ["Lost"]
    assert titles(timelines.person_timeline(team.ana, dana, timelines.TOUCHPOINTS)) == ["Renewal", "Lost"]
    whole = timelines.company_timeline(team.ana, company)
    assert titles(whole) == ["sessions", "Renewal", "Lost", "consents"]
    assert [entry.name for entry in whole.entries] == ["Dana Petrov", "", "Dana Petrov", "Dana Petrov"]
    with pytest.raises(Invalid, match="nothing of this kind"):
        timelines.person_timeline(team.ana, dana, "gossip")


def test_an_invitation_that_left_is_on_the_timeline_unless_its_study_is_not_yours(team: Team, dana: str) -> None:
    study = studies.create_study(team.ana, StudyForm("Layoffs"))
    for state, sent, of in (
        (InvitationState.DRAFTED, None, None),
        (InvitationState.ANSWERED, timezone.now(), None),
        (InvitationState.SENT, timezone.now(), study),
    ):
        InvitationRecord.objects.create(
            workspace_id=team.ana.workspace_id, participant_id=dana, study_id=of, state=state, sent_at=sent, subject="A"
        )
    StudyRecord.objects.filter(id=study).update(is_confidential=True)
    told = {
        actor.name: [
            entry.invitation.state
            for entry in timelines.person_timeline(actor, dana, "invitations").entries
            if entry.invitation
        ]
        for actor in (team.ana, team.rui)
    }
    assert told == {"Ana": [InvitationState.SENT, InvitationState.ANSWERED], "Rui": [InvitationState.ANSWERED]}
    assert timelines.person_timeline(team.rui, dana).kinds == ("invitations",)


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_a_timeline_in_slices_is_the_whole_of_it(team: Team, dana: str, limit: int) -> None:
    for day in (1, 1, 2, 3, 3):
        touchpoints.add_touchpoint(team.rui, ticket(dana, f"{day}", day))
        figures.add_figure(team.rui, FigureForm(f"Measure {day}", float(day), dana, day=date(2026, 10, day)))
        figures.add_figure(team.rui, FigureForm("Usage", float(day), dana, day=date(2026, 10, day)))
        sessions.create_session(team.rui, SessionForm("Dana", date(2026, 10, day), participant_ids=(dana,)))
    told = [change for entry in timelines.person_timeline(team.rui, dana).entries for change in parts(entry)]
    cursor, gathered = None, []
    while True:
        page = timelines.person_timeline(team.rui, dana, part=Cut(cursor, limit))
        gathered += [change for entry in page.entries for change in parts(entry)]
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    assert sorted(gathered) == sorted(told)
    assert len(gathered) == len(set(gathered))


def parts(entry: timelines.TimelineEntry) -> list[str]:
    changed = [f"{entry.at} {change.measure} {change.value}" for change in entry.figures]
    return changed or [entry.id]


@pytest.mark.parametrize("cursor", ["x", "WyJhIiwgImIiXQ", "WyIyMDI2LTEwLTAxIiwgImIiXQ"])
def test_a_place_that_is_none_is_refused(team: Team, dana: str, cursor: str) -> None:
    with pytest.raises(Invalid, match="place in the list"):
        timelines.person_timeline(team.rui, dana, part=Cut(cursor))


def test_sessions_of_a_confidential_study_are_on_the_timeline_of_its_team_only(team: Team, dana: str) -> None:
    study = studies.create_study(team.ana, StudyForm("Layoffs"))
    StudyRecord.objects.filter(id=study).update(is_confidential=True)
    sessions.create_session(team.ana, SessionForm("Quiet", study_id=study, participant_ids=(dana,)))
    assert [entry.kind for entry in timelines.person_timeline(team.ana, dana).entries] == ["sessions"]
    hidden = timelines.person_timeline(team.rui, dana)
    assert (hidden.entries, hidden.kinds) == ((), ())
    teams.set_team(team.ana, study, [(team.rui.id, TeamRole.OBSERVER)])
    assert len(timelines.person_timeline(team.rui, dana).entries) == 1


def test_a_figure_from_the_same_source_takes_the_place_of_the_one_before(team: Team, dana: str) -> None:
    first = figures.add_figure(team.rui, FigureForm("usage", 12.0, dana, day=date(2026, 10, 1), source="Log"))
    again = figures.add_figure(team.rui, FigureForm("Usage", 14.0, dana, day=date(2026, 10, 1), source="Log"))
    figures.add_figure(team.rui, FigureForm("Usage", 13.0, dana, day=date(2026, 10, 1), source="Survey"))
    assert first == again
    assert figures.figures_of(team.rui, [dana])[dana]["Usage"].points == ((date(2026, 10, 1), 13.0),)
    assert events.events(team.ana)[1].verb == "replaced figure"


def test_figures_fall_back_to_the_company_and_say_so(team: Team, dana: str, company: str) -> None:
    mira = participants.add_participant(team.rui, ParticipantForm("Mira"))
    figures.add_figure(team.rui, FigureForm("Usage", 40.0, None, company, day=date(2026, 9, 1)))
    figures.add_figure(team.rui, FigureForm("Retention", 91.0, None, company, "%", date(2026, 9, 1)))
    figures.add_figure(team.rui, FigureForm("Usage", 12.0, dana, day=date(2026, 10, 1)))
    touchpoints.add_touchpoint(team.rui, TouchpointForm(NPS, dana, day=date(2026, 10, 2), score=9))
    known = figures.figures_of(team.rui, [dana, mira])
    told = {name: (one.points, one.unit, one.is_of_company) for name, one in known[dana].items()}
    assert told == {
        "Usage": (((date(2026, 10, 1), 12.0),), "", False),
        "Retention": (((date(2026, 9, 1), 91.0),), "%", True),
        "NPS": (((date(2026, 10, 2), 9.0),), "", False),
    }
    assert known[mira] == {}
    assert [one.measure for one in figures.figures_of_company(team.rui, company)] == ["Usage", "Retention"]


def test_a_brief_shows_what_was_known_of_them_until_then(team: Team, dana: str, company: str) -> None:
    touchpoints.add_touchpoint(team.rui, ticket(dana, "Lost", 3, text="It never came.\n" * 30))
    touchpoints.add_touchpoint(team.rui, TouchpointForm(NOTE, None, company, title="Renewal", day=date(2026, 10, 5)))
    touchpoints.add_touchpoint(team.rui, ticket(dana, "Later", 20))
    figures.add_figure(team.rui, FigureForm("Usage", 12.0, dana, unit="jobs", day=date(2026, 10, 1)))
    figures.add_figure(team.rui, FigureForm("Usage", 3.0, dana, unit="jobs", day=date(2026, 10, 30)))
    session = sessions.create_session(team.rui, SessionForm("Dana", date(2026, 10, 10), participant_ids=(dana,)))
    [who] = briefs.brief_page(team.ana, session).people
    assert [row.title for row in who.touchpoints] == ["Renewal", "Lost"]
    assert [one.points for one in who.figures] == [((date(2026, 10, 1), 12.0),)]
    [part] = [part for part in printing.printed_brief(team.ana, session).parts if part.title == "Dana Petrov"]
    told = dict(part.facts)
    assert told["Figures"] == "Usage 12 jobs (2026-10-01)"
    first, second = told["Elsewhere"].split("\n")
    assert (first, second) == ("2026-10-05, sales note: Renewal", "2026-10-03, ticket: Lost")


def test_the_checklist_asks_for_it_until_somebody_has_read_the_newest(team: Team, dana: str) -> None:
    session = sessions.create_session(team.rui, SessionForm("Dana", participant_ids=(dana,)))

    def line() -> tuple[bool, bool, str]:
        page = preparation.session_preparation(team.vera, session)
        [item] = [item for part in page.parts for item in part.items if item.key == "touchpoints_read"]
        return item.is_derived, item.is_done, item.detail

    assert line() == (True, True, "There is no earlier conversation with them.")
    touchpoints.add_touchpoint(team.rui, ticket(dana))
    assert line() == (True, False, "Nobody has read it yet.")
    touchpoint_readings.note_read(team.ana, [dana])
    assert line() == (True, True, "Ana has read it since the newest came in.")
    touchpoints.add_touchpoint(team.rui, ticket(dana, "Lost again"))
    assert line() == (True, False, "Something came in since it was last read.")
    touchpoint_readings.note_read(team.rui, [dana])
    assert line() == (True, True, "Rui has read it since the newest came in.")


def test_reading_twice_is_noted_once_and_a_viewer_leaves_no_note(team: Team, dana: str) -> None:
    touchpoint_readings.note_read(team.rui, [dana])
    assert not TouchpointReadingRecord.objects.exists()
    touchpoints.add_touchpoint(team.rui, ticket(dana))
    for actor in (team.rui, team.rui, team.vera, team.otto):
        touchpoint_readings.note_read(actor, [dana])
    assert [event.verb for event in events.events(team.ana)].count("read touchpoints") == 1
    assert TouchpointReadingRecord.objects.count() == 1


def test_merging_two_people_or_companies_keeps_everything_of_both(team: Team, dana: str, company: str) -> None:
    again = participants.add_participant(team.rui, ParticipantForm("D. Petrov"))
    other = companies.add_company(team.rui, CompanyForm("Corner Deliveries Ltd"))
    for person, number in ((dana, 12.0), (again, 13.0)):
        touchpoints.add_touchpoint(team.rui, ticket(person))
        figures.add_figure(team.rui, FigureForm("Usage", number, person, day=date(2026, 10, 1)))
        touchpoint_readings.note_read(team.rui, [person])
    for where, number in ((company, 40.0), (other, 41.0)):
        touchpoints.add_touchpoint(team.rui, ticket(None, company_id=where))
        figures.add_figure(team.rui, FigureForm("Usage", number, None, where, day=date(2026, 10, 1)))
    merging.merge(team.rui, About.PEOPLE, dana, again)
    merging.merge(team.rui, About.COMPANIES, company, other)
    assert len(touchpoints.touchpoints(team.rui, TouchpointFilter(participant_id=dana)).items) == 2
    assert len(touchpoints.touchpoints(team.rui, TouchpointFilter(company_id=company)).items) == 4
    assert len(figures.figures_of(team.rui, [dana])[dana]["Usage"].points) == 1
    assert [one.measure for one in figures.figures_of_company(team.rui, company)] == ["Usage"]


def test_a_viewer_finds_no_list_of_touchpoints_senders_or_measures(team: Team) -> None:
    for look in (touchpoints.touchpoints, unassigned.waiting_senders, unassigned.waiting_count, figures.measures):
        with pytest.raises(NotFound):
            look(team.vera)  # type: ignore[operator]
    with pytest.raises(NotFound):
        figures.figures_of(team.vera, [])


def test_lists_are_of_a_person_a_company_or_a_kind(team: Team, call: Call, dana: str, company: str) -> None:
    touchpoints.add_touchpoint(team.rui, ticket(dana, "A", 1))
    touchpoints.add_touchpoint(team.rui, TouchpointForm(NOTE, None, company, title="B", day=date(2026, 10, 2)))
    touchpoints.add_touchpoint(team.rui, ticket(call.participant_id, "C", 3))

    def told(wanted: TouchpointFilter) -> list[str]:
        return [row.title for row in touchpoints.touchpoints(team.rui, wanted).items]

    assert told(TouchpointFilter()) == ["C", "B", "A"]
    assert told(TouchpointFilter(participant_id=dana)) == ["A"]
    assert told(TouchpointFilter(company_id=company)) == ["B", "A"]
    assert told(TouchpointFilter(kind=TICKET)) == ["C", "A"]
    ParticipantRecord.objects.filter(id=dana).update(deleted_at=timezone.now())
    assert told(TouchpointFilter()) == ["C", "B"]
