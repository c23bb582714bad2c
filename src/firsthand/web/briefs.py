"""The one-page brief before a session: who this is, what they said before, what to ask, what to listen for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from firsthand.services.briefs import BriefPerson, brief_page
from firsthand.services.sessions import session_page
from firsthand.web.plan_words import review_badge
from firsthand.web.session_head import head
from firsthand.web.showing import clock, day
from firsthand.web.who import actor


@require_safe
def brief(request: HttpRequest, session_id: str) -> HttpResponse:
    """The brief for facilitator and note-taker."""
    page = brief_page(actor(request), session_id)
    context = {
        "page": page,
        "head": head(session_page(actor(request), session_id), "brief"),
        "date": day(page.interview_date),
        "clock": clock(page.starts_at, page.zone),
        "review": review_badge(page.guide_review),
        "people": [_person(person) for person in page.people],
    }
    return render(request, "briefs/brief.html", context)


def _person(who: BriefPerson) -> dict[str, object]:
    return {
        "who": who,
        "since": day(who.customer_since),
        "earlier": [(session, day(session.interview_date)) for session in who.earlier],
    }
