from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar, Event
from pytest_django import DjangoAssertNumQueries

from firsthand.domain.errors import NotFound
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.actors import Actor
from firsthand.domain.planning.studies import TeamRole
from firsthand.services import calendars, sessions, studies
from firsthand.services.events import events
from firsthand.services.participants import ParticipantForm, add_participant
from firsthand.services.sessions import SessionForm
from firsthand.services.studies import StudyForm
from firsthand.services.team import set_team
from people_at_work import Team

SOON = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=3)


def planned(actor: Actor, title: str = "Mira", *, at: datetime | None = SOON, **more: object) -> str:
    form = SessionForm(title, starts_at=at, zone="Europe/Lisbon", **more)  # type: ignore[arg-type]
    return sessions.create_session(actor, form)


def read(file: bytes) -> dict[str, Event]:
    return {str(event["UID"]): event for event in Calendar.from_ical(file).events}


def titles(actor: Actor) -> set[str]:
    """What stands in the feed of this member, without what is owed afterwards."""
    _, file = calendars.feed(calendars.new_feed_address(actor))
    return {str(event["SUMMARY"]) for uid, event in read(file).items() if uid.endswith("-session@firsthand")}


def test_the_file_of_a_session_is_named_after_it_and_leads_back_to_its_page(team: Team) -> None:
    session_id = planned(team.rui, at=datetime(2026, 5, 12, 13, tzinfo=UTC))
    name, file = calendars.session_calendar(team.rui, session_id, lambda one: f"https://firsthand.example/{one}")
    event = read(file)[f"{session_id}-session@firsthand"]
    assert (name, event["URL"]) == ("2026-05-12-mira.ics", f"https://firsthand.example/{session_id}")
    assert (event.start.astimezone(UTC), event["DTSTART"].params["TZID"]) == (
        datetime(2026, 5, 12, 13, tzinfo=UTC),
        "Europe/Lisbon",
    )


def test_a_session_of_another_workspace_looks_absent(team: Team) -> None:
    with pytest.raises(NotFound):
        calendars.session_calendar(team.otto, planned(team.rui))


def test_rescheduling_and_cancelling_reach_the_calendar_as_newer_versions_of_the_same_events(team: Team) -> None:
    session_id = planned(team.rui)
    first = read(calendars.session_calendar(team.rui, session_id)[1])
    moved = SessionForm("Mira", starts_at=SOON + timedelta(hours=2), zone="Europe/Lisbon")
    sessions.edit_session(team.rui, session_id, moved)
    second = read(calendars.session_calendar(team.rui, session_id)[1])
    sessions.move_session(team.rui, session_id, SessionState.CANCELLED)
    third = read(calendars.session_calendar(team.rui, session_id)[1])
    assert set(first) == set(second) == set(third)
    uid = f"{session_id}-session@firsthand"
    assert [file[uid]["SEQUENCE"] for file in (first, second, third)] == [0, 1, 2]
    assert [file[uid]["STATUS"] for file in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert second[uid].start - first[uid].start == timedelta(hours=2)


def test_nothing_about_the_participant_leaves_but_what_the_title_says(team: Team) -> None:
    mira = add_participant(team.rui, ParticipantForm("Mira Okafor", contact="mira@example.org", usage="every morning"))
    _, file = calendars.session_calendar(team.rui, planned(team.rui, "A dispatcher", participant_ids=(mira,)))
    assert not any(word in file for word in (b"Okafor", b"mira@", b"every morning"))


def test_a_feed_holds_the_sessions_in_which_its_member_asks_writes_or_listens(team: Team) -> None:
    planned(team.rui, "asks")
    planned(team.ana, "writes", note_taker_id=team.rui.id)
    planned(team.ana, "listens", observer_ids=(team.rui.id,))
    planned(team.ana, "not there")
    assert titles(team.rui) == {"asks", "writes", "listens"}


def test_a_viewer_who_listens_has_a_feed_too(team: Team) -> None:
    planned(team.rui, "listens", observer_ids=(team.vera.id,))
    assert titles(team.vera) == {"listens"}


def test_a_feed_reaches_30_days_back_and_a_year_ahead(team: Team) -> None:
    today = timezone.localdate()
    for days in (-31, -30, 365, 366):
        sessions.create_session(team.rui, SessionForm(str(days), today + timedelta(days=days)))
    assert titles(team.rui) == {"-30", "365"}


def test_a_deleted_session_leaves_the_feed_and_a_cancelled_one_says_so(team: Team) -> None:
    sessions.delete_session(team.rui, planned(team.rui, "deleted"))
    sessions.move_session(team.rui, planned(team.rui, "off"), SessionState.CANCELLED)
    assert titles(team.rui) == {"Cancelled: off"}


def test_conversations_of_one_study_share_the_teams_debrief_and_its_uid(team: Team) -> None:
    study = studies.create_study(team.rui, StudyForm("Lost parcels"))
    set_team(team.rui, study, [(team.rui.id, TeamRole.FACILITATOR), (team.ana.id, TeamRole.NOTE_TAKER)])
    first = planned(team.ana, "first", study_id=study)
    second = planned(team.rui, "second", at=SOON + timedelta(hours=30), study_id=study)
    third = planned(team.rui, "third", at=SOON + timedelta(hours=60), study_id=study)
    shared = {uid for uid in read(calendars.session_calendar(team.rui, second)[1]) if "team" in uid}
    assert shared == {f"{first}-team-debrief@firsthand"}
    _, file = calendars.feed(calendars.new_feed_address(team.rui))
    due = {uid: event.end.astimezone(UTC) for uid, event in read(file).items() if "team" in uid}
    end = SOON + timedelta(minutes=60)
    assert due == {
        f"{first}-team-debrief@firsthand": end + timedelta(hours=48),
        f"{third}-team-debrief@firsthand": end + timedelta(hours=108),
    }


def test_who_is_alone_is_reminded_of_no_team_debrief(team: Team) -> None:
    assert not any("team" in uid for uid in read(calendars.session_calendar(team.rui, planned(team.rui))[1]))


def test_a_new_address_ends_the_old_one_and_revoking_ends_both(team: Team) -> None:
    old = calendars.new_feed_address(team.rui)
    new = calendars.new_feed_address(team.rui)
    assert old != new
    with pytest.raises(NotFound):
        calendars.feed(old)
    assert calendars.feed(new)[0] == "firsthand.ics"
    calendars.revoke_feed(team.rui)
    with pytest.raises(NotFound):
        calendars.feed(new)
    assert calendars.feed_made_at(team.rui) is None


def test_revoking_twice_is_one_event(team: Team) -> None:
    calendars.new_feed_address(team.rui)
    calendars.revoke_feed(team.rui)
    before = events(team.ana)
    calendars.revoke_feed(team.rui)
    assert events(team.ana) == before


def test_a_member_who_left_is_fed_no_longer(team: Team) -> None:
    from firsthand.storage.workspaces import MemberRecord

    token = calendars.new_feed_address(team.rui)
    MemberRecord.objects.filter(id=team.rui.id).update(left_at=timezone.now())
    with pytest.raises(NotFound):
        calendars.feed(token)


@pytest.mark.parametrize("token", ["", "x", "a" * 4000, "\ud800", "../etc"])
def test_an_unknown_secret_finds_nothing(team: Team, token: str) -> None:
    calendars.new_feed_address(team.rui)
    with pytest.raises(NotFound):
        calendars.feed(token)


def test_the_secret_itself_is_kept_nowhere(team: Team) -> None:
    from firsthand.storage.calendar_feeds import CalendarFeedRecord

    token = calendars.new_feed_address(team.rui)
    kept = CalendarFeedRecord.objects.get(member_id=team.rui.id)
    assert token not in str(vars(kept))
    assert len(kept.digest) == 64
    assert token not in str(events(team.ana))


def test_making_and_revoking_an_address_are_events_of_the_member(team: Team) -> None:
    calendars.new_feed_address(team.rui)
    calendars.revoke_feed(team.rui)
    assert [(event.verb, event.actor_id, event.subject_id) for event in events(team.ana)[:2]] == [
        ("revoked calendar address", team.rui.id, team.rui.id),
        ("made calendar address", team.rui.id, team.rui.id),
    ]


def test_a_feed_costs_the_same_queries_for_one_session_and_for_three(
    team: Team, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    token = calendars.new_feed_address(team.rui)
    study = studies.create_study(team.rui, StudyForm("Lost parcels"))
    for number in range(3):
        planned(team.rui, f"{number}", study_id=study, at=SOON + timedelta(days=number))
        with django_assert_num_queries(6):
            calendars.feed(token)


def test_a_session_of_which_only_the_day_is_known_is_in_the_calendar(team: Team) -> None:
    day = date(2026, 5, 12)
    session_id = sessions.create_session(team.rui, SessionForm("Mira", day))
    [event] = read(calendars.session_calendar(team.rui, session_id)[1]).values()
    assert event.start == day
