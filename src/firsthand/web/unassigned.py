"""All touchpoints, and the senders whom nobody knows yet: say who they are, write them down, or let them go."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.services import touchpoints as service
from firsthand.services import unassigned
from firsthand.services.companies import companies
from firsthand.services.participants import participants
from firsthand.services.senders import Sender
from firsthand.services.slices import Cut
from firsthand.services.timelines import TimelineEntry
from firsthand.services.touchpoints import TouchpointFilter, TouchpointRow
from firsthand.web.rows import person_label
from firsthand.web.showing import day
from firsthand.web.timeline_lines import kinds_word, months
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer, may_change

CHOICES = 200  # people and companies offered


@require_safe
def touchpoints(request: HttpRequest) -> HttpResponse:
    """Everything that came from elsewhere, newest first, of one kind if it is named."""
    who, kind = actor(request), request.GET.get("kind", "")
    wanted = TouchpointFilter(kind=TouchpointKind(kind) if kind in set(TouchpointKind) else None)
    found = service.touchpoints(who, wanted, Cut(request.GET.get("after")))
    zone = service.local_zone(who).key
    entries = [TimelineEntry(row.kind, row.id, row.happened_at, row.has_time, _name(row), row) for row in found.items]
    context = {
        "months": months(entries, zone, may_change=False, is_company=True),
        "kinds": [(one.value, kinds_word(one)) for one in TouchpointKind],
        "kind": kind,
        "total": found.total,
        "cursor": found.next_cursor,
        "also": f"&{urlencode({'kind': kind})}" if kind else "",
        "waiting": unassigned.waiting_count(who),
        "zone": zone,
        "may_change": may_change(request),
    }
    return render(request, "touchpoints/touchpoints.html", context)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The senders who wait to be assigned."""
    who = changer(request)
    context = {
        "senders": [(one, day(one.newest)) for one in unassigned.waiting_senders(who)],
        "people": [(one.id, person_label(one)) for one in participants(who, Cut(limit=CHOICES)).items],
        "companies": [(one.id, one.name) for one in companies(who, Cut(limit=CHOICES)).items],
    }
    return render(request, "touchpoints/waiting.html", context)


@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    """Do what was chosen for one sender."""
    who, sender, done = changer(request), _sender(request.POST), request.POST.get("do", "")
    if done == "leave":
        say(request, _("Let go: %s.") % sender.words, undo=unassigned.leave_out(who, sender))
    elif done == "make":
        unassigned.make_sender(who, sender)
        say(request, _("Written down: %s.") % sender.words)
    elif sender.is_company:
        unassigned.assign_company(who, sender, request.POST.get("owner", ""))
        say(request, _("Assigned."))
    else:
        unassigned.assign_sender(who, sender, request.POST.get("owner", ""))
        say(request, _("Assigned."))
    return redirect("waiting_senders")


def _sender(data: QueryDict) -> Sender:
    return Sender(data.get("name", ""), data.get("email", ""), data.get("company", ""))


def _name(row: TouchpointRow) -> str:
    named = row.person.name if row.person else row.sender
    return ", ".join(filter(None, (named, row.company))) if named != row.company else named
