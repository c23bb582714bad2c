"""How the API says no: problem+json (RFC 9457), one shape for every refusal."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal, TooOften

STATUS: dict[type[Refusal], int] = {TooOften: 429, NotFound: 404, NotAllowed: 403, Conflict: 409, Invalid: 400}
TITLES = {
    400: "Can't be used as it is",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    409: "Conflict",
    422: "Not in the shape that is described",
    429: "Too many attempts",
    500: "A fault of ours",
}
log = logging.getLogger("firsthand.api")


class Problem(Schema):
    """Why it was not done: what happened, what is kept, what to do next."""

    title: str
    status: int
    detail: str
    where: str = ""


REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422, 429), Problem)


def speak_of_problems(api: NinjaAPI) -> None:
    """Translate every refusal and fault into a problem."""
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(ValidationError, _misshapen)
    api.add_exception_handler(AuthenticationError, _unknown)
    api.add_exception_handler(HttpError, _http)
    for unreadable in (MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        api.add_exception_handler(unreadable, _garbled)
    api.add_exception_handler(Exception, _failed)


def problem(status: int, detail: str, where: str = "") -> HttpResponse:
    """One problem as a response."""
    body = {"title": TITLES.get(status, "Refused"), "status": status, "detail": detail, "where": where}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def _refused(_: HttpRequest, refusal: Any) -> HttpResponse:
    status = next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)
    answer = problem(status, refusal.message, refusal.where)
    if isinstance(refusal, TooOften):
        answer["Retry-After"] = str(refusal.seconds)
    return answer


def _misshapen(_: HttpRequest, error: Any) -> HttpResponse:
    first = error.errors[0] if error.errors else {}
    where = ".".join(str(part) for part in first.get("loc", ()))
    return problem(422, f"{where}: {first.get('msg', 'not as described')}. Nothing was changed.", where)


def _unknown(_: HttpRequest, error: Any) -> HttpResponse:
    usual = "Sign in first; the API takes a token, or the same session cookie as the pages."
    answer = problem(401, usual if error.message == AuthenticationError().message else error.message)
    answer["WWW-Authenticate"] = 'Bearer realm="Firsthand"'
    return answer


def _http(_: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, str(error) or "Nothing was changed.")


def _garbled(_: HttpRequest, error: Any) -> HttpResponse:
    return problem(400, f"What was sent can't be read ({type(error).__name__}). Nothing was changed.")


def _failed(request: HttpRequest, error: Any) -> HttpResponse:
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(
        500, "Something went wrong on our side. What was saved before is kept; the server's log says what failed."
    )
