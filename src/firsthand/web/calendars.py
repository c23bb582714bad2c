"""Calendar files: one session to download, and a member's private address for their calendar program."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.people.patience import Guarded
from firsthand.services import calendars as service
from firsthand.services.limiting import guarded
from firsthand.web.toasts import say
from firsthand.web.who import actor, address_of

CALENDAR = "text/calendar; charset=utf-8; method=PUBLISH"


@require_safe
def download(request: HttpRequest, session_id: str) -> HttpResponse:
    """One session with what follows from it, to open in a calendar."""
    name, content = service.session_calendar(actor(request), session_id, _page_of(request))
    return _calendar(name, content)


@require_safe
@never_cache
@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program fetches; whoever has the address needs no sign-in."""
    with guarded(Guarded.CALENDAR, address_of(request)):
        answer = _calendar(*service.feed(token, _page_of(request)))
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_POST
@never_cache
def new_address(request: HttpRequest) -> HttpResponse:
    """Make an address and show it, this once; an older one works no longer."""
    token = service.new_feed_address(actor(request))
    address = request.build_absolute_uri(reverse("calendar_feed", args=[token]))
    context = {"address": address, "subscribe": f"webcal:{address.partition(':')[2]}"}
    return render(request, "calendars/address.html", context)


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Take the address back."""
    service.revoke_feed(actor(request))
    say(request, _("The calendar address is revoked: calendars that use it get nothing any more."))
    return redirect(f"{reverse('settings')}#w-calendar")


def _calendar(name: str, content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CALENDAR, headers=headers)


def _page_of(request: HttpRequest) -> Callable[[str], str]:
    return lambda session_id: request.build_absolute_uri(reverse("session", args=[session_id]))
