"""What a person sees when something can't be done: one page per refusal, or one short message inside a page."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from firsthand.domain.errors import Conflict, FactorMissing, Invalid, NotAllowed, NotFound, Refusal, TooOften
from firsthand.services.elsewhere import workspace_of_link
from firsthand.services.workspaces import Mine
from firsthand.web.who import actor

log = logging.getLogger("firsthand.web")

STATUS: dict[type[Refusal], int] = {TooOften: 429, NotFound: 404, NotAllowed: 403, Conflict: 409, Invalid: 400}
TITLES = {
    400: gettext_lazy("That can’t be used as it is"),
    403: gettext_lazy("That is not yours to do"),
    404: gettext_lazy("There is nothing here"),
    409: gettext_lazy("Something changed in between"),
    429: gettext_lazy("Not so fast"),
    500: gettext_lazy("Something broke on our side"),
}


class RefusalPages:
    """Translates a service's refusal, once, into a page with the right status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a refusal; any other error is not ours to hide."""
        if not isinstance(error, Refusal) or request.path.startswith("/api/"):
            return None
        if isinstance(error, FactorMissing) and not request.headers.get("HX-Request"):
            return redirect(f"{reverse('account')}#a-factors")
        answer = refusal(request, status_of(error), error.message, elsewhere=_elsewhere(request, error))
        if isinstance(error, TooOften):
            answer["Retry-After"] = str(error.seconds)
        return answer


def status_of(error: Refusal) -> int:
    """The HTTP status of a refusal."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 400)


def _elsewhere(request: HttpRequest, error: Refusal) -> Mine | None:
    """The person's other workspace in which the page they asked for is theirs to see."""
    is_page = isinstance(error, NotFound) and request.method == "GET" and not request.headers.get("HX-Request")
    if not is_page or not request.user.is_authenticated:
        return None
    try:
        here = actor(request).workspace_id
    except NotFound:
        return None
    return workspace_of_link(str(request.user.pk), here, request.path)


def refusal(
    request: HttpRequest, status: int, message: str, *, reference: str = "", elsewhere: Mine | None = None
) -> HttpResponse:
    """A whole page, or a toast where htmx asked for a part of one."""
    if request.headers.get("HX-Request"):
        return _as_toast(request, status, message)
    context = {
        "status": status,
        "title": TITLES[status],
        "message": message,
        "back": _back(request),
        "reference": reference,
        "elsewhere": elsewhere,
    }
    return HttpResponse(render_to_string("refusals/refusal.html", context, request), status=status)


def _as_toast(request: HttpRequest, status: int, message: str) -> HttpResponse:
    toast = {"text": message, "is_bad": True}
    headers = {"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"}
    return HttpResponse(
        render_to_string("parts/toast.html", {"message": toast}, request), status=status, headers=headers
    )


def _back(request: HttpRequest) -> str:
    """Where the person came from, where that was here and another page."""
    try:
        came_from, here = urlsplit(request.headers.get("Referer", "")), request.get_host()
    except (ValueError, DisallowedHost):
        return ""
    is_here = came_from.netloc == here and came_from.path != request.path
    return came_from._replace(scheme="", netloc="").geturl() if is_here else ""


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such address."""
    return refusal(request, 404, gettext("No page has this address, or none that you may see. Nothing was changed."))


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that this person may not use."""
    return refusal(request, 403, gettext("You may not do this here. Nothing was changed."))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that makes no sense."""
    message = gettext("What the browser sent can’t be read. Nothing was changed; go back and try again.")
    if isinstance(exception, RequestDataTooBig):
        message = gettext(
            "That is more text than a form takes. Nothing was changed; save it as a file and drop the file."
        )
    return refusal(request, 400, message)


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was asked for more often than anybody needs it."""
    return refusal(request, 429, gettext("You asked for this very often. Nothing was changed; wait five minutes."))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from one of our pages, or from one that is too old."""
    message = gettext(
        "This form is too old or came from another site. Nothing was changed; reload the page and send it again."
    )
    return refusal(request, 403, message)


def failure(request: HttpRequest) -> HttpResponse:
    """A fault of ours: said plainly, with a reference that stands in the log."""
    reference = secrets.token_hex(4)
    log.error("reference %s: %s %s", reference, request.method, request.path, exc_info=True)
    message = gettext("The page could not be made. What you had saved is safe; the last thing you sent may not be.")
    if request.headers.get("HX-Request"):
        return _as_toast(request, 500, f"{message} ({reference})")
    context = {"status": 500, "title": TITLES[500], "message": message, "reference": reference}
    return HttpResponse(render_to_string("refusals/refusal.html", context), status=500)
