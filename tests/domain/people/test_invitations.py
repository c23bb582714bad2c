from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.people.invitation_letters import draft, filled, times_told
from firsthand.domain.people.invitations import (
    ANSWERS,
    DEBRIEF,
    LINK_HERE,
    TIMES_HERE,
    TRANSITIONS,
    InvitationState,
    Occasion,
    Standing,
    speaks_german,
    standing,
    suggested_times,
)
from firsthand.domain.people.outbox import LetterStatus

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
zones = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"])
moments = st.integers(0, 365 * 24 * 3).map(lambda hours: NOW + hours * HOUR)
busy_days = st.lists(
    st.tuples(st.integers(0, 24 * 40), st.integers(1, 30)).map(
        lambda span: (NOW + span[0] * HOUR, NOW + (span[0] + span[1]) * HOUR)
    ),
    max_size=30,
)


@given(zones, moments, st.integers(15, 120))
def test_times_are_on_different_working_days_in_working_hours_where_the_participant_is(
    zone: str, now: datetime, minutes: int
) -> None:
    local = [moment.astimezone(ZoneInfo(zone)) for moment in suggested_times(now, zone, minutes)]
    assert len({moment.date() for moment in local}) == 3
    assert all(moment.weekday() < 5 and 10 <= moment.hour <= 16 for moment in local)
    assert all(now + timedelta(days=3) < moment for moment in local)


@given(zones, busy_days, st.integers(15, 120))
def test_no_time_clashes_with_what_is_planned(zone: str, busy: list[tuple[datetime, datetime]], minutes: int) -> None:
    for moment in suggested_times(NOW, zone, minutes, busy):
        ends = moment + timedelta(minutes=minutes) + DEBRIEF
        assert all(ends <= begins or over <= moment for begins, over in busy)


def test_who_is_busy_for_months_gets_no_proposals() -> None:
    assert suggested_times(NOW, "UTC", 60, [(NOW, NOW + timedelta(days=200))]) == ()


def test_an_english_draft() -> None:
    letter = draft(
        Occasion("Dana Petrov", "Rui Alves", "Parcel people", company="Nordlicht", minutes=30), is_german=False
    )
    assert letter.subject == "Would you talk with us for 30 minutes?"
    assert "because you work at Nordlicht and know this from your own days, and we do not." in letter.text
    assert letter.text.index(TIMES_HERE) < letter.text.index(LINK_HERE) < letter.text.index("You may say no")
    assert letter.text.endswith("Rui Alves\nParcel people\n")


def test_a_german_draft() -> None:
    occasion = Occasion("Jan Weiß", "Rui Alves", "Paketleute", "Leiter Betrieb", "Nordlicht", "Verspätete Pakete")
    letter = draft(occasion, is_german=True)
    assert "weil Sie als Leiter Betrieb bei Nordlicht das aus Ihrem eigenen Alltag kennen und wir nicht." in letter.text
    assert "Vor allem um eines geht es uns: Verspätete Pakete." in letter.text
    assert LINK_HERE in letter.text


@pytest.mark.parametrize("is_german", [False, True])
def test_a_draft_about_somebody_of_whom_nothing_is_known_leaves_no_holes(is_german: bool) -> None:
    text = draft(Occasion("Dana", "Rui", "Us"), is_german=is_german).text
    assert "  " not in text
    assert " ." not in text
    assert "\n\n\n" not in text


def test_times_are_told_with_the_zone_named_in_the_order_in_which_they_come() -> None:
    times = (datetime(2026, 12, 3, 13, 0, tzinfo=UTC), datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    assert times_told(times, "Europe/Berlin", is_german=False) == (
        "Would one of these times suit you (time zone Europe/Berlin)?\n\n"
        "- Tuesday, 1 December 2026, 10:00\n- Thursday, 3 December 2026, 14:00\n\nIf none does, name a better one."
    )
    assert times_told(times[:1], "America/New_York", is_german=True) == (
        "Unser Termin: Donnerstag, 3. Dezember 2026, 08:00 Uhr (Zeitzone America/New York). "
        "Ein Kalendereintrag liegt bei."
    )


def test_only_the_two_places_are_filled_in() -> None:
    text = filled("{times} {consent link} {name} {0}", (), "UTC", "https://r.example/c/1/", is_german=False)
    assert text.endswith("https://r.example/c/1/ {name} {0}")


@pytest.mark.parametrize(
    ("language", "is_german"),
    [
        *(("de", True), ("de-AT", True), ("DE_ch", True), ("German", True), ("Deutsch", True)),
        *(("", False), ("en", False), ("Dehong", False), ("Danish", False)),
    ],
)
def test_what_counts_as_german(language: str, is_german: bool) -> None:
    assert speaks_german(language) is is_german


@pytest.mark.parametrize(
    ("state", "letter", "days", "is_planned", "expected"),
    [
        (InvitationState.DRAFTED, None, None, False, Standing.DRAFTED),
        (InvitationState.SENT, LetterStatus.WAITING, 0, False, Standing.WAITING),
        (InvitationState.SENT, LetterStatus.FAILED, 1, False, Standing.NOT_LEFT),
        (InvitationState.SENT, LetterStatus.FAILED, 1, True, Standing.PLANNED),
        (InvitationState.SENT, LetterStatus.SENT, 13, False, Standing.SENT),
        (InvitationState.SENT, None, 15, False, Standing.NO_ANSWER),
        (InvitationState.SENT, LetterStatus.SENT, 15, True, Standing.PLANNED),
        (InvitationState.ANSWERED, LetterStatus.SENT, 2, False, Standing.ANSWERED),
        (InvitationState.DECLINED, LetterStatus.SENT, 2, True, Standing.DECLINED),
    ],
)
def test_how_an_invitation_stands(
    state: InvitationState, letter: LetterStatus | None, days: int | None, is_planned: bool, expected: Standing
) -> None:
    sent_at = None if days is None else NOW - timedelta(days=days)
    assert standing(state, sent_at, letter, NOW, is_planned=is_planned) is expected


def test_what_was_sent_never_becomes_a_draft_again_and_every_answer_can_be_corrected() -> None:
    assert all(InvitationState.DRAFTED not in after for after in TRANSITIONS.values())
    for answer in ANSWERS:
        assert set(TRANSITIONS[answer]) == set(ANSWERS) - {answer}
