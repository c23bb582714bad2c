"""The search page: one field, what was found with the words around it, and a way to each moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor
from firsthand.domain.text.searching import LONGEST, Piece
from firsthand.services import search as service
from firsthand.services.companies import company_page
from firsthand.services.participants import participant_page
from firsthand.services.search import Found, FoundPart, Hit, SearchFilter
from firsthand.services.slices import Cut
from firsthand.services.studies import studies
from firsthand.web.rows import person_label, role_word
from firsthand.web.showing import day, moment
from firsthand.web.who import actor

CHOICES = 200  # studies offered as filters
PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class HitView:
    """One thing that was found, ready to print."""

    words: SafeString
    url: str
    about: str  # who, when
    heading: str  # of its conversation; "" where the one before is of the same


@dataclass(frozen=True, slots=True)
class PartView:
    """What was found of one kind."""

    key: str
    label: str
    hits: tuple[HitView, ...]
    more_url: str  # the next slice, or all of this kind


@dataclass(frozen=True, slots=True)
class SearchView:
    """The page."""

    which: SearchFilter
    kind: str
    parts: tuple[PartView, ...]
    kinds: tuple[tuple[str, str], ...]
    studies: tuple[tuple[str, str], ...]
    about: str  # the person or company that it is narrowed to
    is_asked: bool  # whether there is a word to look for
    is_empty: bool
    is_filtered: bool
    only_without: bool  # only words to leave out were typed
    left_out: int
    may_read: bool
    clear_url: str
    longest: int = LONGEST


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found for the words in the field."""
    who, which = actor(request), wanted_of(request)
    cursor = request.GET.get("after") if which.kind else None
    may_read = may(who, Action.READ)
    found = service.search(who, which, Cut(cursor, PER_PAGE))
    page = SearchView(
        which=which,
        kind=which.kind.value if which.kind else "",
        parts=tuple(_part(part, which, may_read) for part in found.parts if part.hits),
        kinds=tuple((kind.value, kind_label(kind)) for kind in service.kinds(who)),
        studies=tuple((row.id, row.title) for row in studies(who, Cut(limit=CHOICES)).items),
        about=_about(who, which),
        is_asked=not found.wanted.is_empty,
        is_empty=found.is_empty,
        is_filtered=which != SearchFilter(which.words),
        only_without=found.wanted.is_empty and bool(found.wanted.without),
        left_out=found.wanted.left_out,
        may_read=may_read,
        clear_url=f"{reverse('search')}?{urlencode({'q': which.words})}",
    )
    return render(request, "search/search.html", {"page": page})


def wanted_of(request: HttpRequest) -> SearchFilter:
    """The filters of an address; what is no day, kind or role filters nothing."""
    data = request.GET
    return SearchFilter(
        words=data.get("q", "").replace("\0", " ").strip()[:LONGEST],
        kind=_one_of(Found, data.get("kind", "")),
        study_id=data.get("study", ""),
        participant_id=data.get("person", ""),
        company_id=data.get("company", ""),
        since=_day(data.get("since", "")),
        until=_day(data.get("until", "")),
        speaks=_speaker(data.get("speaks", "")),
    )


def _one_of(kinds: type[Found], value: str) -> Found | None:
    return kinds(value) if value in {kind.value for kind in kinds} else None


def _speaker(value: str) -> Role | None:
    return Role(value) if value in (Role.PARTICIPANT, Role.RESEARCHER) else None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _about(who: Actor, which: SearchFilter) -> str:
    if which.participant_id:
        return participant_page(who, which.participant_id).form.name
    return company_page(who, which.company_id).form.name if which.company_id else ""


def kind_label(kind: Found) -> str:
    """Several of a kind, as a heading."""
    return {
        Found.TURN: _("In conversations"),
        Found.QUOTE: _("Quotes"),
        Found.NOTE: _("Notes"),
        Found.OBSERVATION: _("Observations"),
    }[kind]


def _part(part: FoundPart, which: SearchFilter, may_read: bool) -> PartView:
    views, before = [], ""
    for hit in part.hits:
        heading = _heading(hit)
        views.append(
            HitView(
                _words(hit.pieces),
                _url(hit) if may_read else _kept(hit),
                _line(hit),
                heading if heading != before else "",
            )
        )
        before = heading
    return PartView(part.kind.value, kind_label(part.kind), tuple(views), _more(part, which))


def _more(part: FoundPart, which: SearchFilter) -> str:
    if part.next_cursor is None:
        return ""
    asked = _asked(which) | {"kind": part.kind.value}
    if which.kind:
        asked["after"] = part.next_cursor
    return f"{reverse('search')}?{urlencode(asked)}"


def _asked(which: SearchFilter) -> dict[str, str]:
    named = {
        "q": which.words,
        "study": which.study_id,
        "person": which.participant_id,
        "company": which.company_id,
        "since": which.since.isoformat() if which.since else "",
        "until": which.until.isoformat() if which.until else "",
        "speaks": which.speaks.value if which.speaks else "",
    }
    return {name: value for name, value in named.items() if value}


def _words(pieces: tuple[Piece, ...]) -> SafeString:
    parts = (format_html("<mark>{}</mark>", one.text) if one.is_found else escape(one.text) for one in pieces)
    return format_html_join("", "{}", ((part,) for part in parts))


def _heading(hit: Hit) -> str:
    """The conversation, or the study of an observation that is about several."""
    if hit.session_id is None:
        return hit.study_title
    return " · ".join(filter(None, (hit.session_title, day(hit.interview_date), hit.study_title)))


def _line(hit: Hit) -> str:
    """Who speaks and when, or who wrote it down."""
    if hit.kind is Found.OBSERVATION:
        return _("observed by %s") % hit.who
    if hit.kind is Found.NOTE:
        about = [_("noted by %s") % hit.who, person_label(hit.person) if hit.person else "", moment(hit.at_seconds)]
        return " · ".join(filter(None, about))
    who = person_label(hit.person) if hit.person else hit.who
    role = role_word(hit.role) if hit.role and hit.role is not Role.PARTICIPANT else ""
    return " · ".join(filter(None, (who, role, moment(hit.at_seconds))))


def _url(hit: Hit) -> str:
    """The moment where the transcript may be read; notes and observations have pages of their own."""
    if hit.kind is Found.OBSERVATION:
        return reverse("observation", args=[hit.id])
    if hit.kind is Found.NOTE:
        return reverse("note", args=[hit.id])
    return f"{reverse('reader', args=[hit.session_id])}#t-{hit.turn}"


def _kept(hit: Hit) -> str:
    """A quote among the quotes, for those who don't read transcripts."""
    return f"{reverse('quotes')}?{urlencode({'session': hit.session_id or ''})}#q-{hit.id}"
