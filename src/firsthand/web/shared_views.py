"""How a shared page looks: the same for people outside, and for those inside with links to the moments."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from firsthand.services.share_files import changes_of, claim_remarks
from firsthand.services.shared_pages import Brief, SharedClaim, SharedQuote
from firsthand.web.claim_views import CountLine, count_lines
from firsthand.web.showing import day, marked


@dataclass(frozen=True, slots=True)
class SharedQuoteView:
    """One quote as the page shows it."""

    text: str
    source: str
    remarks: tuple[str, ...]
    whole: SafeString  # the whole sentence with the quoted part marked
    url: str  # of the moment; "" outside


@dataclass(frozen=True, slots=True)
class SharedClaimView:
    """One claim as the page shows it."""

    claim: SharedClaim
    url: str  # "" outside
    counts: tuple[CountLine, ...]
    supporting: tuple[SharedQuoteView, ...]
    contradicting: tuple[SharedQuoteView, ...]
    remarks: tuple[str, ...]
    changes: tuple[str, ...]
    heard: str
    shown_on: str


@dataclass(frozen=True, slots=True)
class BriefView:
    """All of it."""

    brief: Brief
    claims: tuple[SharedClaimView, ...]
    counted_on: str
    method: tuple[str, ...]
    limits: tuple[str, ...]


def brief_view(brief: Brief, *, may_read: bool = False, is_inside: bool = False) -> BriefView:
    """A page ready to print; links only for those inside."""
    return BriefView(
        brief=brief,
        claims=tuple(_claim(one, may_read=may_read, is_inside=is_inside) for one in brief.claims),
        counted_on=day(brief.counted_at.date()),
        method=tuple(filter(None, brief.method.split("\n\n"))),
        limits=tuple(line.removeprefix("- ") for line in brief.limits.splitlines() if line.strip()),
    )


def _claim(claim: SharedClaim, *, may_read: bool, is_inside: bool) -> SharedClaimView:
    changed = tuple(changes_of(claim))
    return SharedClaimView(
        claim=claim,
        url=reverse("claim", args=[claim.claim_id]) if is_inside else "",
        counts=count_lines(claim.people, claim.strict, claim.companies),
        supporting=tuple(_quote(one, may_read=may_read) for one in claim.supporting),
        contradicting=tuple(_quote(one, may_read=may_read) for one in claim.contradicting),
        remarks=tuple(one for one in claim_remarks(claim) if one not in changed),
        changes=changed,
        heard=day(claim.last_heard),
        shown_on=day(claim.shown_on.date()) if claim.shown_on else "",
    )


def _quote(quote: SharedQuote, *, may_read: bool) -> SharedQuoteView:
    return SharedQuoteView(
        text=quote.text,
        source=_("%(who)s, %(day)s") % {"who": quote.attribution, "day": day(quote.on)},
        remarks=quote.remarks,
        whole=marked(quote.whole_sentence, quote.text),
        url=f"{reverse('reader', args=[quote.session_id])}#t-{quote.turn}" if may_read else "",
    )
