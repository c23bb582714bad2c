"""The notes of a session: taken, edited, and the noted words looked for in the transcript that came since."""

from __future__ import annotations

import re

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.people.actors import Actor
from firsthand.services import noted as matching
from firsthand.services import notes as service
from firsthand.services.claims import claims_known
from firsthand.services.notes import NoteForm
from firsthand.services.participants import people_of
from firsthand.services.sessions import session_page
from firsthand.services.slices import Cut
from firsthand.web.evidence import add_evidence
from firsthand.web.forms import PageForm
from firsthand.web.observation_views import note_kind_label, note_view
from firsthand.web.session_head import head
from firsthand.web.showing import moment
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer, may_change

_MOMENT = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)", re.ASCII)


class NoteFields(PageForm):
    """What a member can write in a note."""

    text = forms.CharField(
        label=gettext_lazy("The note"), widget=forms.Textarea(attrs={"rows": 3, "maxlength": service.LONGEST})
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        help_text=gettext_lazy("“Their words” are what you heard as you heard it: looked for in the transcript later."),
    )
    moment = forms.CharField(
        label=gettext_lazy("When in the conversation"),
        help_text=gettext_lazy("mm:ss from its start"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"placeholder": "12:40", "inputmode": "numeric", "autocomplete": "off"}),
    )
    participant = forms.ChoiceField(label=gettext_lazy("Whose words, or about whom"), required=False)

    def offer(self, who: Actor, session_id: str) -> NoteFields:
        """Name the kinds and the people who took part."""
        self.choose("kind", [(kind.value, note_kind_label(kind)) for kind in NoteKind])
        people = people_of(who, [session_id]).get(session_id, ())
        self.choose("participant", [("", _("nobody in particular")), *((one.id, one.name) for one in people)])
        return self

    def clean_moment(self) -> float | None:
        """Seconds from the start."""
        typed = self.cleaned_data["moment"].strip()
        if not typed:
            return None
        found = _MOMENT.fullmatch(typed)
        if found is None:
            raise forms.ValidationError(_("Write the moment as minutes and seconds, such as 12:40."))
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return float(hours * 3600 + minutes * 60 + seconds)

    def filled(self) -> NoteForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return NoteForm(data["text"], NoteKind(data["kind"]), data["moment"], data["participant"])


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, session_id: str) -> HttpResponse:
    """The notes of a session, the form that takes one, and noted words beside the transcript's."""
    who = actor(request)
    about = session_page(who, session_id)
    rows = service.notes(who, session_id)
    form = NoteFields(request.POST or None, initial={"kind": NoteKind.NOTE.value}).offer(who, session_id)
    if request.method == "POST" and form.is_valid():
        is_saved, note_id = form.attempt(lambda: service.new_note(changer(request), session_id, form.filled()))
        if is_saved:
            say(request, _("Noted."))
            return redirect(f"{reverse('notes', args=[session_id])}#{note_id}")
    page = matching.noted_matches(who, session_id)
    context = {
        "head": head(about, "notes"),
        "session_id": session_id,
        "lines": [note_view(row) for row in rows],
        "form": form,
        "matches": [(one, note_view(one.note), moment(one.start)) for one in page.matches],
        "waits_for": page.waits_for,
        "may_change": may_change(request),
    }
    return render(request, "notes/notes.html", context, status=400 if form.errors else 200)


@require_safe
def note(request: HttpRequest, note_id: str) -> HttpResponse:
    """Where a note stands."""
    row = service.note(actor(request), note_id)
    return redirect(f"{reverse('notes', args=[row.session_id])}#{row.id}")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, note_id: str) -> HttpResponse:
    """Change a note."""
    who = changer(request)
    row = service.note(who, note_id)
    initial = {
        "text": row.text,
        "kind": row.kind.value,
        "moment": moment(row.at_seconds),
        "participant": row.person.id if row.person else "",
        "version": row.version,
    }
    form = NoteFields(request.POST or None, initial=initial).offer(who, row.session_id)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        is_saved, _nothing = form.attempt(lambda: service.edit_note(who, note_id, form.filled(), version))
        if is_saved:
            say(request, _("Saved."))
            return redirect("note", note_id)
    context = {"form": form, "title": _("Edit the note"), "label": _("Save"), "back": reverse("note", args=[note_id])}
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)


@require_POST
def delete(request: HttpRequest, note_id: str) -> HttpResponse:
    """Take a note away; it can be brought back for a day."""
    who = changer(request)
    session_id = service.note(who, note_id).session_id
    undo_id = service.delete_note(who, note_id)
    say(request, _("The note was deleted."), undo=undo_id)
    return redirect("notes", session_id)


@require_POST
def accept(request: HttpRequest, note_id: str) -> HttpResponse:
    """Keep the transcript's words as the quote that was noted."""
    who = changer(request)
    session_id = service.note(who, note_id).session_id
    matching.accept_noted(who, note_id, request.POST.get("place", ""))
    say(request, _("Kept as a quote, in the transcript's words. The note stays and points to it."))
    return redirect("notes", session_id)


@require_POST
def unmatched(request: HttpRequest, note_id: str) -> HttpResponse:
    """Say that the transcript does not hold these words, or look for them again."""
    who = changer(request)
    session_id = service.note(who, note_id).session_id
    is_unmatched = request.POST.get("again") != "yes"
    matching.set_unmatched(who, note_id, is_unmatched=is_unmatched)
    say(request, _("It stays a note.") if is_unmatched else _("It is looked for again."))
    return redirect("notes", session_id)


@require_http_methods(["GET", "HEAD", "POST"])
def as_evidence(request: HttpRequest, note_id: str) -> HttpResponse:
    """Choose the claim that a note speaks for or against."""
    who = changer(request)
    row = service.note(who, note_id)
    if request.method == "POST":
        return add_evidence(request, request.POST.get("claim", ""))
    context = {"note": note_view(row), "claims": claims_known(who, Cut(limit=50))}
    return render(request, "notes/evidence.html", context)
