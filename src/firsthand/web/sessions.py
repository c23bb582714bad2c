"""Sessions: the list, one session, and the forms that change it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.actors import Actor
from firsthand.formats.registry import format_named
from firsthand.services import sessions as service
from firsthand.services import studies as study_service
from firsthand.services.participants import participants
from firsthand.services.record_choice import unlanded
from firsthand.services.sessions import SessionForm, SessionPage, TranscriptRow
from firsthand.services.slices import Cut
from firsthand.web.forms import PageForm
from firsthand.web.rows import person_label, session_lines, state_label
from firsthand.web.showing import day, length
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer, may_change

CHOICES = 200  # people and studies offered in a form


@dataclass(frozen=True, slots=True)
class Tab:
    """One of a session's pages."""

    label: str
    url: str
    is_here: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class SessionHead:
    """The top of every page about one session."""

    title: str
    date: str
    study_title: str
    study_url: str
    tabs: tuple[Tab, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """One transcript of the session."""

    row: TranscriptRow
    layout: str
    is_chosen: bool  # of record, where there are several


class SessionFields(PageForm):
    """What a member can say about a session."""

    title = forms.CharField(
        label=gettext_lazy("Title"), help_text=gettext_lazy("Who it was with, in a word or two."), max_length=200
    )
    interview_date = forms.DateField(
        label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    study_id = forms.ChoiceField(label=gettext_lazy("Study"), required=False)
    participant_ids = forms.MultipleChoiceField(
        label=gettext_lazy("Participants"), required=False, widget=forms.CheckboxSelectMultiple
    )
    zone = forms.CharField(widget=forms.HiddenInput, required=False)
    guide_id = forms.CharField(widget=forms.HiddenInput, required=False)

    def offer(self, who: Actor) -> SessionFields:
        """Fill in the studies and people of the workspace."""
        all_studies = study_service.studies(who, Cut(limit=CHOICES)).items
        people = participants(who, Cut(limit=CHOICES)).items
        chosen_from: list[tuple[str, str]] = [("", _("None")), *((study.id, study.title) for study in all_studies)]
        study_field, people_field = self.fields["study_id"], self.fields["participant_ids"]
        if isinstance(study_field, forms.ChoiceField) and isinstance(people_field, forms.MultipleChoiceField):
            study_field.choices = chosen_from
            people_field.choices = [(person.id, person_label(person)) for person in people]
        return self

    def filled(self, before: SessionForm = SessionForm("")) -> SessionForm:  # noqa: B008  (frozen)
        """What was typed, as the service wants it; what the form does not show stays as it was `before`."""
        data = self.cleaned_data
        is_same_day = data["interview_date"] == before.interview_date
        return replace(
            before,
            starts_at=before.starts_at if is_same_day else None,
            title=data["title"],
            interview_date=data["interview_date"],
            study_id=data["study_id"] or None,
            guide_id=data["guide_id"] or None,
            participant_ids=tuple(data["participant_ids"]),
            zone=data["zone"] or "UTC",
        )


def head(page: SessionPage, here: str) -> SessionHead:
    """The top of a page about this session; `here` is the name of the page's address."""
    row = page.row
    tabs: list[tuple[str, str, int | None]] = [("session", _("Overview"), None)]
    if row.transcript and page.may_read:
        tabs.append(("reader", _("Transcript"), None))
    tabs.append(("quotes", _("Quotes"), row.quotes or None))
    if row.transcript and not row.transcript.needs_roles and page.may_see_craft:
        tabs.append(("craft", _("Craft"), None))
    if page.may_read:
        tabs.append(("record", _("Record"), None))
    return SessionHead(
        title=row.title,
        date=day(row.interview_date),
        study_title=row.study_title,
        study_url=reverse("study", args=[row.study_id]) if row.study_id else "",
        tabs=tuple(Tab(label, _tab_url(name, row.id), name == here, count) for name, label, count in tabs),
    )


def _tab_url(name: str, session_id: str) -> str:
    if name == "quotes":
        return f"{reverse('quotes')}?session={session_id}"
    return reverse(name, args=[session_id])


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
        "state": state_label(page.row.state),
        "files": [_file(file, len(page.transcripts) > 1) for file in page.transcripts],
        "next_states": [(state.value, state_label(state)) for state in page.next_states],
        "unlanded": unlanded(actor(request), session_id) if page.may_read else (),
        "length": length(transcript.duration) if transcript else "",
    }
    return render(request, "sessions/session.html", context)


def _file(row: TranscriptRow, has_others: bool) -> FileLine:
    known = format_named(row.format)
    return FileLine(row, known.title if known else row.format, has_others and row.is_of_record)


@require_http_methods(["GET", "HEAD", "POST"])
def new_session(request: HttpRequest) -> HttpResponse:
    """Write down a conversation that is planned, or was held without a recording."""
    initial = {"interview_date": timezone.localdate(), "study_id": request.GET.get("study", "")}
    form = SessionFields(request.POST or None, initial=initial).offer(changer(request))
    if request.method == "POST" and form.is_valid():
        data = form.filled()
        is_past = data.interview_date is not None and data.interview_date < timezone.localdate()
        state = SessionState.HELD if is_past else SessionState.PLANNED
        is_saved, session_id = form.attempt(lambda: service.create_session(changer(request), data, state))
        if is_saved:
            say(request, _("The conversation is written down."))
            return redirect("session", session_id)
    context = {"form": form, "title": _("A conversation"), "back": reverse("sessions"), "label": _("Write it down")}
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, session_id: str) -> HttpResponse:
    """Change what is said about a session."""
    page = service.session_page(changer(request), session_id)
    form = SessionFields(request.POST or None, initial=_initial(page)).offer(changer(request))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        is_saved, _nothing = form.attempt(
            lambda: service.edit_session(changer(request), session_id, form.filled(page.form), version)
        )
        if is_saved:
            say(request, _("Saved."))
            return redirect("session", session_id)
    context = {
        "form": form,
        "title": _("Edit the session"),
        "back": reverse("session", args=[session_id]),
        "label": _("Save"),
    }
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)


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


def _initial(page: SessionPage) -> dict[str, object]:
    return {
        "title": page.row.title,
        "interview_date": page.row.interview_date,
        "study_id": page.row.study_id or "",
        "guide_id": page.guide_id or "",
        "participant_ids": [person.id for person in page.row.people],
        "zone": page.zone,
        "version": page.version,
    }
