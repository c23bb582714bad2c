"""The quotes: filtered, with status and whole sentence, copied with their source, deleted with a way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.people.access import Action, may
from firsthand.services import quotes as service
from firsthand.services.participants import Person
from firsthand.services.quotes import QuoteFilter, QuoteRow
from firsthand.services.quoting_outside import OutsideQuote, take_outside
from firsthand.services.sessions import sessions
from firsthand.services.slices import Cut
from firsthand.services.studies import studies
from firsthand.web.badges import Badge
from firsthand.web.reader import quote_badges
from firsthand.web.rows import person_label
from firsthand.web.showing import day, marked, moment
from firsthand.web.toasts import say
from firsthand.web.who import actor, may_change

CHOICES = 200  # studies and sessions offered as filters


@dataclass(frozen=True, slots=True)
class QuoteView:
    """One quote, ready to print."""

    row: QuoteRow
    badges: tuple[Badge, ...]
    who: str
    when: str
    source_url: str  # "" where the transcript may not be read
    whole: SafeString  # the whole sentence with the quoted part marked, where it is cropped
    question: str  # what it answers, where that is a caveat
    to_copy: str  # the words with their source
    is_crop_open: bool


@dataclass(frozen=True, slots=True)
class QuotesPage:
    """The list with its filters."""

    quotes: tuple[QuoteView, ...]
    total: int | None
    next_cursor: str | None
    also: str  # the filters, for the link to older ones
    wanted: QuoteFilter
    studies: tuple[tuple[str, str], ...]
    sessions: tuple[tuple[str, str], ...]
    may_change: bool
    here: str

    @property
    def is_filtered(self) -> bool:
        """Whether fewer than all were asked for."""
        return self.wanted != QuoteFilter()


@require_safe
def quotes(request: HttpRequest) -> HttpResponse:
    """Quotes, newest first."""
    who, wanted = actor(request), _wanted(request)
    found = service.quotes(who, wanted, Cut(request.GET.get("after")))
    may_read = may(who, Action.READ)
    page = QuotesPage(
        quotes=tuple(quote_view(row, may_read) for row in found.items),
        total=found.total,
        next_cursor=found.next_cursor,
        also=_also(wanted),
        wanted=wanted,
        studies=tuple((row.id, row.title) for row in studies(who, Cut(limit=CHOICES)).items),
        sessions=tuple(
            (row.id, f"{row.title}, {day(row.interview_date)}") for row in sessions(who, Cut(limit=CHOICES)).items
        ),
        may_change=may_change(request),
        here=request.get_full_path(),
    )
    return render(request, "quotes/quotes.html", {"page": page})


def _wanted(request: HttpRequest) -> QuoteFilter:
    data = request.GET
    return QuoteFilter(
        study_id=data.get("study", ""),
        session_id=data.get("session", ""),
        participant_id=data.get("person", ""),
        company_id=data.get("company", ""),
        search=data.get("words", "").strip(),
    )


def _also(wanted: QuoteFilter) -> str:
    names = {
        "study": wanted.study_id,
        "session": wanted.session_id,
        "person": wanted.participant_id,
        "company": wanted.company_id,
        "words": wanted.search,
    }
    kept = urlencode({name: value for name, value in names.items() if value})
    return f"&{kept}" if kept else ""


def quote_view(row: QuoteRow, may_read: bool) -> QuoteView:
    """One quote as lists show it."""
    return QuoteView(
        row=row,
        badges=(*quote_badges(row), *_inside_only(row)),
        who=_who(row.person, row.speaker),
        when=", ".join(filter(None, (row.session_title, day(row.interview_date), moment(row.start)))),
        source_url=f"{reverse('reader', args=[row.session_id])}#t-{row.first_turn}" if may_read else "",
        whole=marked(row.whole_sentence, row.text),
        question=row.question if row.caveat else "",
        to_copy=to_copy(row),
        is_crop_open="cropped" in row.marks and not row.is_crop_confirmed,
    )


def _inside_only(row: QuoteRow) -> Iterable[Badge]:
    """Whether the words must stay in the company; said only of words that are shown."""
    if not row.closed_because and not row.may_leave:
        yield Badge(_("inside only"), "open", _("This participant has not agreed to be quoted outside the company."))


def _who(person: Person | None, speaker: str) -> str:
    if person is None:
        return speaker
    return ", ".join(filter(None, (person_label(person), person.title)))


def to_copy(row: QuoteRow) -> str:
    """The words with their source, for a document; a cropped quote never travels without its sentence."""
    source = ", ".join(filter(None, (_who(row.person, row.speaker), day(row.interview_date), moment(row.start))))
    lines = [f"“{row.text}”", f"— {source}"]
    if row.whole_sentence:
        lines.append(_("(The whole sentence: “%s”)") % row.whole_sentence)
    if not row.may_leave:
        lines.append(_("(For use inside the company only.)"))
    if row.caveat:
        lines.append(_("(In answer to: “%s”)") % row.question)
    return "\n".join(lines)


@require_POST
def outside(request: HttpRequest, quote_id: str) -> HttpResponse:
    """Take the words for use outside the company, where the participant agrees to that."""
    taken = take_outside(actor(request), quote_id)
    context = {"quote": taken, "said_on": day(taken.interview_date), "to_copy": outside_copy(taken)}
    return render(request, "quotes/outside.html", context)


def outside_copy(taken: OutsideQuote) -> str:
    """The words with what must not be left out, and without a name."""
    lines = [f"“{taken.text}”", f"— {taken.attribution}, {day(taken.interview_date)}"]
    if taken.whole_sentence:
        lines.append(_("(The whole sentence: “%s”)") % taken.whole_sentence)
    if taken.question:
        lines.append(_("(In answer to: “%s”)") % taken.question)
    return "\n".join(lines)


@require_POST
def delete(request: HttpRequest, quote_id: str) -> HttpResponse:
    """Take a quote away; it can be brought back for a day."""
    undo_id = service.delete_quote(actor(request), quote_id)
    say(request, _("The quote was deleted."), undo=undo_id)
    return redirect(_next(request))


@require_POST
def confirm(request: HttpRequest, quote_id: str) -> HttpResponse:
    """Say that a cropped quote is fair as it stands."""
    service.confirm_crop(actor(request), quote_id)
    say(request, _("Noted: the quote is fair as it stands. Its whole sentence stays beside it."))
    return redirect(_next(request))


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and is_ours else reverse("quotes")
