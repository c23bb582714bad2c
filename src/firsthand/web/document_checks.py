"""Check a document: drop or paste a deck, memo or message, and see what each quotation in it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.domain.errors import Invalid
from firsthand.domain.people.access import Action
from firsthand.services.access import require
from firsthand.services.document_checks import CheckedDocument, CheckedQuotation, check_document, check_text
from firsthand.services.share_files import brief_text
from firsthand.web.badges import Badge, mark_badge, status_badge
from firsthand.web.showing import day, marked
from firsthand.web.who import actor

LONGEST = 1_000_000  # characters that can be pasted


@dataclass(frozen=True, slots=True)
class QuotationView:
    """One quotation of the document, ready to print."""

    row: CheckedQuotation
    place: str
    badges: tuple[Badge, ...]
    verdict: str  # what to do with it; "" where it may stand
    whole: SafeString
    cut_off: str
    source: str
    url: str  # of the moment; "" where it was said nowhere


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The whole verdict."""

    name: str
    quotations: tuple[QuotationView, ...]
    short: tuple[QuotationView, ...]
    summary: str
    is_clean: bool
    searched: str
    left_over: int
    closed: int


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form, and below it what was found; the document is read and let go of."""
    who = actor(request)
    require(who, Action.READ)
    if request.method != "POST":
        return render(request, "checks/check.html")
    text, file = request.POST.get("text", "")[:LONGEST], request.FILES.get("document")
    try:
        if file is not None:
            found = check_document(who, file.read(), file.name or "")
        elif text.strip():
            found = check_text(who, text)
        else:
            raise Invalid(_("Nothing was given to check. Choose a file, or paste the text."))
    except Invalid as refused:
        return render(request, "checks/check.html", {"problem": refused.message, "text": text}, status=400)
    return render(request, "checks/check.html", {"view": _view(found), "text": text})


@never_cache
@require_POST
def of_share(request: HttpRequest, share_id: str) -> HttpResponse:
    """Check everything that a shared page says, as it stands now."""
    who = actor(request)
    title, text = brief_text(who, share_id)
    return render(request, "checks/check.html", {"view": _view(check_text(who, text, title)), "text": ""})


def _view(found: CheckedDocument) -> DocumentView:
    views = [_quotation(one) for one in found.quotations]
    searched = ngettext("one conversation", "%d conversations", found.searched)
    return DocumentView(
        name=found.name,
        quotations=tuple(view for view in views if view.row.status),
        short=tuple(view for view in views if not view.row.status),
        summary=_summary(found),
        is_clean=bool(found.checked) and not found.failing and not any(one.whole_sentence for one in found.checked),
        searched=searched % found.searched if "%d" in searched else searched,
        left_over=found.left_over,
        closed=found.closed,
    )


def _summary(found: CheckedDocument) -> str:
    """What was found, in one line: "5 quotations checked: 3 exact, 1 altered, 1 not found"."""
    if not found.checked:
        return _("No quotation of four words or more was found in it.")
    counted = Counter(one.status for one in found.checked)
    kinds = ", ".join(f"{count} {status_badge(status).label}" for status, count in counted.most_common())
    total = ngettext("%d quotation checked", "%d quotations checked", len(found.checked)) % len(found.checked)
    return f"{total}: {kinds}."


def _quotation(row: CheckedQuotation) -> QuotationView:
    marks = (mark_badge(mark) for mark in row.marks)
    badges = [status_badge(row.status), *filter(None, marks)] if row.status else []
    if row.may_stand and not row.may_leave:
        badges.append(Badge(_("inside only"), "open", _("They have not agreed to be quoted outside the company.")))
    who = "" if row.speaker in row.session_title else row.speaker
    told = (who, row.session_title, day(row.interview_date))
    return QuotationView(
        row=row,
        place=row.place or _("line %d") % row.line,
        badges=tuple(badges),
        verdict=_verdict(row),
        whole=marked(row.whole_sentence, row.text),
        cut_off=", ".join(f"“{words}”" for words in row.cut_off),
        source=", ".join(part for part in told if part) if row.session_id else "",
        url=f"{reverse('reader', args=[row.session_id])}#t-{row.turn}" if row.session_id else "",
    )


def _verdict(row: CheckedQuotation) -> str:
    if row.closed_because:
        return row.closed_because
    if row.status == "wrong_speaker" and row.said_by:
        told = {"name": row.said_by, "speaker": row.speaker}
        return _("The document gives it to %(name)s; %(speaker)s said it.") % told
    return {
        "altered": _(
            "The words were changed. Quote what was said, or mark the cut with … and your own words with [ ]."
        ),
        "stitched": _("These words were not said together. Quote each piece alone."),
        "wrong_speaker": _("Somebody of the team said this, not a customer."),
        "not_found": _("Nothing like this was said in any conversation that you may read."),
    }.get(row.status, "")
