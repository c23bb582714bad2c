"""The page behind a private link to claims: for whoever holds it, without an account, a cookie or a name.

Nothing is stored, indexed or told to other sites; guessing soon ends.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from firsthand.domain.errors import NotFound, TooOften
from firsthand.domain.people.patience import Guarded
from firsthand.services import proofs
from firsthand.services import shares as service
from firsthand.services.limiting import guarded
from firsthand.web.shared_views import brief_view
from firsthand.web.who import address_of

Page = Callable[[HttpRequest, str], HttpResponse]


def by_link(page: Page) -> Page:
    """For whoever holds the link."""

    @wraps(page)
    def quiet(request: HttpRequest, token: str) -> HttpResponse:
        answer = _answered(page, request, token)
        answer["Referrer-Policy"] = "no-referrer"
        answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return answer

    return never_cache(login_not_required(quiet))


def _answered(page: Page, request: HttpRequest, token: str) -> HttpResponse:
    try:
        with guarded(Guarded.SHARE, address_of(request)):
            return page(request, token)
    except NotFound:
        return render(request, "shares/no_link.html", status=404)
    except TooOften:
        return render(request, "shares/no_link.html", {"is_too_often": True}, status=429)


@require_safe
@by_link
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Claims as people outside are shown them."""
    brief, workspace = service.shared_brief(token)
    return render(request, "shares/shared.html", {"brief": brief_view(brief), "workspace": workspace, "token": token})


@require_safe
@by_link
def proof(request: HttpRequest, token: str) -> HttpResponse:
    """The proof file of the page, for a sceptic who has the originals."""
    name, content = proofs.shared_proof(token)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/json", headers=headers)
