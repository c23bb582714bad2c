"""The one-page brief before a session: who this is, what they said before, what to ask, what to listen for."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from firsthand.services.briefs import BriefPerson, brief_page
from firsthand.services.sessions import session_page
from firsthand.services.touchpoint_readings import note_read
from firsthand.services.touchpoints import TouchpointRow
from firsthand.web.measures import measure_lines
from firsthand.web.plan_words import review_badge
from firsthand.web.session_head import head
from firsthand.web.showing import clock, day
from firsthand.web.timeline_lines import TimelineLine, touchpoint_line
from firsthand.web.who import actor, is_prefetch


@require_safe
def brief(request: HttpRequest, session_id: str) -> HttpResponse:
    """The brief for facilitator and note-taker."""
    page = brief_page(actor(request), session_id)
    if not is_prefetch(request):
        note_read(actor(request), [one.person.id for one in page.people])
    context = {
        "page": page,
        "head": head(session_page(actor(request), session_id), "brief"),
        "date": day(page.interview_date),
        "clock": clock(page.starts_at, page.zone),
        "review": review_badge(page.guide_review),
        "people": [_person(person, page.zone) for person in page.people],
    }
    return render(request, "briefs/brief.html", context)


def _person(who: BriefPerson, zone: str) -> dict[str, object]:
    return {
        "who": who,
        "touchpoints": [_touchpoint(row, zone) for row in who.touchpoints],
        "measures": measure_lines(who.figures, who.person.id),
        "since": day(who.customer_since),
        "earlier": [(session, day(session.interview_date)) for session in who.earlier],
    }


def _touchpoint(row: TouchpointRow, zone: str) -> TimelineLine:
    when = day(row.happened_at.astimezone(ZoneInfo(zone)).date())
    return touchpoint_line(row, when, "", may_change=False)
