"""The audit log: who did what and when, whether the log is whole, and the log as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.ids import Kind
from firsthand.domain.people.audit import ChainCheck
from firsthand.formats.audit_logs import csv_lines, jsonl_lines
from firsthand.services import events as service
from firsthand.services.events import EventFilter, EventRow
from firsthand.services.workspaces import workspace_zone
from firsthand.web.who import actor

SHOWN = 50
PAGES: Mapping[Kind, str] = {  # what an event can be about and has a page of its own
    Kind.STUDY: "study",
    Kind.GUIDE: "guide",
    Kind.SESSION: "session",
    Kind.PARTICIPANT: "person",
}
WRITERS = {"jsonl": (jsonl_lines, "application/jsonl"), "csv": (csv_lines, "text/csv")}


class AuditFilterFields(forms.Form):
    """Which events are wanted."""

    who = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    what = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    act = forms.CharField(label=gettext_lazy("Act"), required=False, max_length=80)
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event as the page shows it."""

    number: int
    at: str
    iso: str
    who: str
    verb: str
    subject: str
    subject_url: str
    only_this_url: str  # the log of this one thing
    reason: str


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """The log, newest first, filtered."""
    who = actor(request)
    form = AuditFilterFields(request.GET)
    people = service.actors_seen(who)
    _choose(form, "who", [("", _("Everybody")), *people])
    _choose(form, "what", [("", _("Everything")), *((kind.value, kind.noun.replace("_", " ")) for kind in Kind)])
    wanted = _filter(form, request)
    rows = service.events(who, _number(request.GET.get("before")), SHOWN + 1, wanted)
    zone = workspace_zone(who)
    context = {
        "form": form,
        "lines": [_line(row, zone) for row in rows[:SHOWN]],
        "older_url": _older(request, rows[SHOWN - 1].number) if len(rows) > SHOWN else "",
        "is_filtered": wanted != EventFilter(),
        "zone": zone,
        "subject_id": wanted.subject_id,
    }
    return render(request, "audit/audit.html", context)


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Look at the whole chain now."""
    head = request.GET.get("head", "")[:200].strip()
    found: ChainCheck = service.chain(actor(request), head)
    return render(request, "audit/check.html", {"check": found, "noted": head})


@require_POST
def export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The whole log as a file, sent while it is read."""
    write, media_type = WRITERS[ending]
    lines = write(service.export(actor(request)))
    headers = {
        "Content-Disposition": f'attachment; filename="audit-log.{ending}"',
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(lines, content_type=f"{media_type}; charset=utf-8", headers=headers)


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def _filter(form: AuditFilterFields, request: HttpRequest) -> EventFilter:
    form.is_valid()
    given = form.cleaned_data
    return EventFilter(
        actor_id=given.get("who", ""),
        subject_kind=given.get("what", ""),
        subject_id=request.GET.get("subject", "")[:64],
        verb=given.get("act", ""),
        since=_day(given.get("since")),
        until=_day(given.get("until")),
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) and date(1970, 1, 1) <= value < date(9999, 1, 1) else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else None


def _older(request: HttpRequest, before: int) -> str:
    kept = {name: value for name, value in request.GET.items() if value and name != "before"}
    return "?" + urlencode({**kept, "before": before})


def _line(row: EventRow, zone: str) -> EventLine:
    at = row.at.astimezone(ZoneInfo(zone))
    return EventLine(
        number=row.number,
        at=formats.date_format(at, "j M Y, H:i:s"),
        iso=at.isoformat(),
        who=row.actor_name or row.actor_id,
        verb=row.verb,
        subject=_subject(row),
        subject_url=_page(row),
        only_this_url=f"{reverse('audit')}?{urlencode({'subject': row.subject_id})}",
        reason=row.reason,
    )


def _subject(row: EventRow) -> str:
    """What it was about, as far as the act does not say so: nothing for oneself, else its name or its kind and id."""
    if row.subject_id == row.actor_id:
        return ""
    noun = Kind(row.subject_kind).noun.replace("_", " ")
    return row.subject_name or (f"{row.subject_id[:10]}…" if noun in row.verb else f"{noun} {row.subject_id[:10]}…")


def _page(row: EventRow) -> str:
    name = PAGES.get(Kind(row.subject_kind))
    return reverse(name, args=[row.subject_id]) if name and row.subject_name else ""
