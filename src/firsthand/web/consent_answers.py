"""The page that a participant opens by their private link: it needs no account, no script and no cookie.

The secret in the address is all the authority there is, and no other site can know it. So there is no cookie to abuse
and none to protect a form against; a form from another site is refused by what the browser says of where it came from.
(A token in a cookie would not even work here: on a page that sends no referrer, browsers keep a form's origin to
themselves.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.errors import Conflict, Invalid, NotFound, TooOften
from firsthand.domain.people.consent import Scope, Verdict
from firsthand.domain.people.consent_wordings import LANGUAGES
from firsthand.domain.people.patience import Guarded
from firsthand.services import consent_answers as service
from firsthand.services.consent_answers import Asked
from firsthand.services.limiting import guarded
from firsthand.web.consent_words import WORDS, PageWords
from firsthand.web.who import address_of

ANSWERS = {"yes": True, "no": False}
Page = Callable[[HttpRequest, str], HttpResponse]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that is asked, with what they chose or answered before."""

    name: str
    text: str
    chosen: str  # "yes", "no" or ""
    is_missing: bool
    answer: str  # where they stand now, in words
    tone: str  # of its badge
    until: str


def by_link(page: Page) -> Page:
    """For whoever holds the link: nothing is stored, indexed or told to other sites, and guessing soon ends."""

    @wraps(page)
    def quiet(request: HttpRequest, token: str) -> HttpResponse:
        answer = _answered(page, request, token)
        answer["Referrer-Policy"] = "no-referrer"
        answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return answer

    return never_cache(csrf_exempt(login_not_required(quiet)))


def _answered(page: Page, request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST" and not _is_own_form(request):
        return _no_link(request, status=403)
    try:
        with guarded(Guarded.CONSENT, address_of(request)):
            return page(request, token)
    except NotFound:
        return _no_link(request)
    except TooOften:
        return _no_link(request, status=429)


def _is_own_form(request: HttpRequest) -> bool:
    """Whether a form was sent from this very page, as far as the browser says."""
    origin = request.headers.get("Origin", "null")
    is_here = origin == "null" or urlsplit(origin).netloc == request.get_host()
    return is_here and request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def _no_link(request: HttpRequest, status: int = 404) -> HttpResponse:
    language = _language(request)
    context = {"language": language, "words": WORDS[language], "languages": _languages(request, language)}
    return render(request, "consents/no_link.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def consent_page(request: HttpRequest, token: str) -> HttpResponse:
    """Read what is asked, answer it, and see later what was answered."""
    if request.method != "POST":
        return _page(request, token, service.asked(token, request.GET.get("language", "")))
    given = {scope: ANSWERS[chosen] for scope in Scope if (chosen := request.POST.get(scope.value, "")) in ANSWERS}
    language = request.POST.get("language", "")
    asked = service.asked(token, language)
    try:
        service.answer(token, given, language=asked.language, mark=request.POST.get("mark", ""))
    except (Invalid, Conflict) as refused:
        message = WORDS[asked.language].missing if isinstance(refused, Invalid) else refused.message
        return _page(request, token, asked, given, message)
    return _back(token, asked.language)


@require_POST
@by_link
def consent_removal(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for everything to be removed, or take that back."""
    asked = service.asked(token, request.POST.get("language", ""))
    if request.POST.get("wanted") == "keep":
        service.take_back_removal(token)
    elif request.POST.get("sure") == "yes":
        service.ask_removal(token)
    return _back(token, asked.language)


@require_safe
@by_link
def consent_copy(request: HttpRequest, token: str) -> HttpResponse:
    """What was answered, as a text to keep."""
    asked = service.asked(token, request.GET.get("language", ""))
    if asked.answered_at is None:
        return _back(token, asked.language)
    answer = HttpResponse(_as_text(asked), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="consent-{asked.answered_at:%Y-%m-%d}.txt"'
    return answer


def _page(
    request: HttpRequest, token: str, asked: Asked, given: dict[Scope, bool] | None = None, problem: str = ""
) -> HttpResponse:
    words = WORDS[asked.language]
    context = {
        "token": token,
        "asked": asked,
        "words": words,
        "language": asked.language,
        "languages": _languages(request, asked.language),
        "choices": _choices(asked, given, words),
        "problem": problem,
        "asks": words.asks.format(workspace=asked.workspace),
        "asks_for": words.asks_for.format(study=asked.study) if asked.study else "",
        "this_is_for": words.this_is_for.format(name=asked.first_name) if asked.first_name else "",
        "answered": words.answered.format(day=words.day(asked.answered_at)) if asked.answered_at else "",
        "removal": words.removal_since.format(day=words.day(asked.removal_asked_at)) if asked.removal_asked_at else "",
    }
    return render(request, "consents/asked.html", context, status=400 if problem else 200)


def _choices(asked: Asked, given: dict[Scope, bool] | None, words: PageWords) -> tuple[Choice, ...]:
    return tuple(_choice(asked, scope, given, words) for scope in asked.wording.asked)


def _choice(asked: Asked, scope: Scope, given: dict[Scope, bool] | None, words: PageWords) -> Choice:
    """Nothing is chosen beforehand; who comes back finds their own answers."""
    standing = asked.standings[scope]
    stands = {Verdict.YES: (words.yes, "good", "yes"), Verdict.NO: (words.no, "", "no")}
    answer, tone, chosen = stands.get(standing.verdict, (words.unanswered, "open", ""))
    if given is not None:
        chosen = {True: "yes", False: "no"}.get(given[scope], "") if scope in given else ""
    elif asked.answered_at is None:
        chosen = ""
    until = words.until.format(day=words.day(standing.until)) if standing.until and chosen == "yes" else ""
    is_missing = given is not None and scope not in given
    return Choice(scope.value, asked.wording.texts[scope], chosen, is_missing, answer, tone, until)


def _languages(request: HttpRequest, now: str) -> tuple[tuple[str, str, bool], ...]:
    return tuple((code, name, code == now) for code, name in LANGUAGES.items())


def _language(request: HttpRequest) -> str:
    """The language for somebody whose link tells none: what they asked for, or what their browser speaks."""
    wanted = [request.GET.get("language", ""), *request.headers.get("Accept-Language", "").split(",")]
    spoken = [part.strip()[:2].lower() for part in wanted]
    return next((language for language in spoken if language in LANGUAGES), next(iter(LANGUAGES)))


def _back(token: str, language: str) -> HttpResponse:
    return redirect(f"{reverse('consent_page', args=[token])}?{urlencode({'language': language})}")


def _as_text(asked: Asked) -> str:
    words = WORDS[asked.language]
    lines = [words.copy_title, words.asks.format(workspace=asked.workspace)]
    lines += [words.asks_for.format(study=asked.study)] if asked.study else []
    lines += ["", asked.wording.title, "", asked.wording.intro, ""]
    lines += [words.answered.format(day=words.day(asked.answered_at))] if asked.answered_at else []
    for choice in _choices(asked, None, words):
        lines += ["", f"{choice.text}", f"  {choice.answer}{' ' + choice.until if choice.until else ''}"]
    return "\n".join([*lines, "", words.come_back, ""])
