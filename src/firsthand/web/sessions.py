"""Sessions: the list, one session, and the forms that schedule and change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.sessions import SessionState
from firsthand.formats.registry import format_named
from firsthand.services import sessions as service
from firsthand.services.preparation import session_preparation
from firsthand.services.record_choice import unlanded
from firsthand.services.redactions import review_state
from firsthand.services.sessions import SessionForm, SessionPage, TranscriptRow
from firsthand.services.slices import Cut
from firsthand.web.plan_words import review_badge
from firsthand.web.redaction_words import state_words
from firsthand.web.rows import session_lines, state_label
from firsthand.web.session_columns import heard
from firsthand.web.session_fields import SessionFields, initial_new, initial_of
from firsthand.web.session_head import head
from firsthand.web.showing import clock, day, length
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer, may_change


@dataclass(frozen=True, slots=True)
class FileLine:
    """One transcript of the session."""

    row: TranscriptRow
    layout: str
    is_chosen: bool  # of record, where there are several


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """All conversations, newest first."""
    found = service.sessions(actor(request), Cut(request.GET.get("after")))
    context = {"lines": session_lines(found.items), "total": found.total, "cursor": found.next_cursor}
    return render(request, "sessions/sessions.html", {**context, "may_change": may_change(request)})


@require_safe
def session(request: HttpRequest, session_id: str) -> HttpResponse:
    """One conversation with everything that hangs on it."""
    page = service.session_page(actor(request), session_id)
    transcript = page.row.transcript
    context = {
        "page": page,
        "head": head(page, "session"),
        "date": day(page.row.interview_date),
        "clock": clock(page.row.starts_at, page.zone),
        "state": state_label(page.row.state),
        "files": [_file(file, len(page.transcripts) > 1) for file in page.transcripts],
        "steps": [(state.value, _step(page.row.state, state)) for state in page.next_states],
        "unlanded": unlanded(actor(request), session_id) if page.may_read else (),
        "length": length(transcript.duration) if transcript else "",
        "redaction": _redaction(request, page),
        "review": review_badge(page.guide_review),
        **_ahead(request, page),
        "heard": heard(actor(request), session_id) if page.may_read else None,
    }
    return render(request, "sessions/session.html", context)


def _redaction(request: HttpRequest, page: SessionPage) -> str:
    """How far its transcript was looked through for personal data; "" for who may not read it."""
    state = review_state(actor(request), page.row.id) if page.may_read and page.row.transcript else None
    return state_words(state) if state else ""


def _ahead(request: HttpRequest, page: SessionPage) -> dict[str, object]:
    """For a session that is still to come: how far it is prepared, and that somebody is alone."""
    if page.row.state is not SessionState.PLANNED:
        return {"is_ahead": False}
    ready = session_preparation(actor(request), page.row.id)
    items = sum(len(part.items) for part in ready.parts)
    return {
        "is_ahead": True,
        "open_items": ready.open_items,
        "done": items - len(ready.open_items),
        "items": items,
        "remark": page.team_remark,
    }


def _step(current: SessionState, wanted: SessionState) -> str:
    if wanted is SessionState.CANCELLED:
        return _("Call it off")
    if current is SessionState.CANCELLED:
        return _("Plan it again")
    return _("Mark as %s") % state_label(wanted)


def _file(row: TranscriptRow, has_others: bool) -> FileLine:
    known = format_named(row.format)
    return FileLine(row, known.title if known else row.format, has_others and row.is_of_record)


@require_http_methods(["GET", "HEAD", "POST"])
def new_session(request: HttpRequest) -> HttpResponse:
    """Schedule a conversation, or write down one that was held without a recording."""
    who = changer(request)
    initial = {} if request.method == "POST" else initial_new(who, request.GET.get("study", ""))
    form = SessionFields(request.POST or None, initial=initial).offer(who)
    if request.method == "POST" and form.is_valid():
        data = form.filled()
        state = SessionState.HELD if _is_past(data) else SessionState.PLANNED
        is_saved, session_id = form.attempt(lambda: service.create_session(who, data, state))
        if is_saved:
            say(request, _("The session is scheduled.") if state is SessionState.PLANNED else _("It is written down."))
            return redirect("session", session_id)
    return _form(request, form, _("A conversation"), reverse("sessions"), _("Save"))


def _is_past(data: SessionForm) -> bool:
    """Whether the day is over: of today nobody knows yet."""
    return data.interview_date is not None and data.interview_date < _today(data.zone)


def _today(zone: str) -> date:
    known = zone in available_timezones()
    return datetime.now(ZoneInfo(zone)).date() if known else timezone.localdate()


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, session_id: str) -> HttpResponse:
    """Change what is said about a session; another time is a newer calendar entry."""
    page = service.session_page(changer(request), session_id)
    form = SessionFields(request.POST or None, initial=initial_of(page)).offer(changer(request))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        is_saved, _nothing = form.attempt(
            lambda: service.edit_session(changer(request), session_id, form.filled(), version)
        )
        if is_saved:
            say(request, _("Saved."))
            return redirect("session", session_id)
    return _form(request, form, _("Edit the session"), reverse("session", args=[session_id]), _("Save"))


def _form(request: HttpRequest, form: SessionFields, title: str, back: str, label: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "label": label, "zones": sorted(available_timezones())}
    return render(request, "sessions/form.html", context, status=400 if form.errors else 200)


@require_POST
def move(request: HttpRequest, session_id: str) -> HttpResponse:
    """Take a session to its next state."""
    wanted = request.POST.get("state", "")
    if wanted not in set(SessionState):
        raise Invalid(_("There is no such state. Nothing was changed."))
    service.move_session(actor(request), session_id, SessionState(wanted))
    say(request, _("The session is now %s.") % state_label(SessionState(wanted)))
    return redirect("session", session_id)


@require_POST
def delete(request: HttpRequest, session_id: str) -> HttpResponse:
    """Take a session away; it can be brought back for a day."""
    undo_id = service.delete_session(actor(request), session_id)
    say(request, _("The session was deleted, with its transcript and quotes."), undo=undo_id)
    return redirect("sessions")
