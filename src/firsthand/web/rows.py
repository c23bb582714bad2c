"""Sessions and studies as lines of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.interviews.transcripts import Role
from firsthand.services.participants import Person
from firsthand.services.sessions import SessionRow
from firsthand.services.studies import StudyRow
from firsthand.web.badges import Badge
from firsthand.web.plan_words import study_state
from firsthand.web.showing import day, length


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in a list."""

    url: str
    title: str
    people: str
    date: str
    study: str
    about: str  # how long, how many quotes
    badge: Badge | None
    is_confidential: bool = False


@dataclass(frozen=True, slots=True)
class StudyLine:
    """A study in a list."""

    url: str
    title: str
    question: str
    about: str
    date: str
    state: str = ""
    is_confidential: bool = False


def session_lines(rows: Iterable[SessionRow]) -> tuple[SessionLine, ...]:
    """Sessions as lines."""
    return tuple(_session_line(row) for row in rows)


def _session_line(row: SessionRow) -> SessionLine:
    return SessionLine(
        url=reverse("session", args=[row.id]),
        title=row.title,
        people=_people(row),
        date=day(row.interview_date),
        study=row.study_title,
        about=_about(row),
        badge=_badge(row),
        is_confidential=row.is_confidential,
    )


def _people(row: SessionRow) -> str:
    """Who took part, unless the title says so already."""
    if all(person.name in row.title for person in row.people):
        return ""
    return ", ".join(map(person_label, row.people))


def person_label(person: Person) -> str:
    """A participant in a few words: name, and company where it is known."""
    return f"{person.name}, {person.company}" if person.company else person.name


def _about(row: SessionRow) -> str:
    if row.transcript is None or row.transcript.is_reading:
        return ""
    quotes = ngettext("%d quote", "%d quotes", row.quotes) % row.quotes
    return f"{length(row.transcript.duration)} · {quotes}" if row.transcript.duration else quotes


def _badge(row: SessionRow) -> Badge | None:
    if row.transcript is None:
        return Badge(state_label(row.state), "open" if row.state is SessionState.PLANNED else "")
    if row.transcript.is_reading:
        return Badge(_("reading the file"), "open")
    return Badge(_("roles to confirm"), "warn") if row.transcript.needs_roles else None


def state_label(state: SessionState) -> str:
    """How far a session has come, as a word."""
    return {
        SessionState.PLANNED: _("planned"),
        SessionState.HELD: _("held"),
        SessionState.DEBRIEFED: _("debriefed"),
        SessionState.SYNTHESISED: _("synthesised"),
        SessionState.CANCELLED: _("cancelled"),
    }[SessionState(state)]


def study_lines(rows: Iterable[StudyRow]) -> tuple[StudyLine, ...]:
    """Studies as lines."""
    return tuple(_study_line(row) for row in rows)


def _study_line(row: StudyRow) -> StudyLine:
    parts = [
        ngettext("%d session", "%d sessions", row.sessions) % row.sessions,
        ngettext("%d person", "%d people", row.participants) % row.participants,
        ngettext("%d quote", "%d quotes", row.quotes) % row.quotes,
    ]
    return StudyLine(
        url=reverse("study", args=[row.id]),
        title=row.title,
        question=row.research_question,
        about=" · ".join(parts),
        date=day(row.last_session),
        state=study_state(row.state),
        is_confidential=row.is_confidential,
    )


def role_word(role: Role) -> str:
    """A speaker's role as a word."""
    return {
        Role.RESEARCHER: _("researcher"),
        Role.PARTICIPANT: _("participant"),
        Role.OTHER: _("other"),
        Role.UNKNOWN: _("unknown"),
    }[Role(role)]
