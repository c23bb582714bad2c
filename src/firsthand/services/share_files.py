"""A shared page as a file to take along: PDF, Markdown, text for slides; each is listed as something that left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.text import slugify

from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.exports import ExportKind
from firsthand.domain.synthesis.support import Counts
from firsthand.formats.claim_texts import ToldBrief, ToldClaim, ToldQuote, as_markdown, as_sheet, as_slides
from firsthand.formats.sheet_typst import Paper
from firsthand.services.access import found
from firsthand.services.exports import note_export
from firsthand.services.printing import pdf_of
from firsthand.services.shared_pages import Brief, SharedClaim, SharedQuote, brief_of
from firsthand.storage.shares import ShareRecord

COUNTS = (
    ("interviewed", "interviewed"),
    ("asked", "asked"),
    ("answered", "answered"),
    ("said", "said it"),
    ("said_when_asked", "said it when asked"),
    ("said_unasked", "said it without being asked"),
    ("unprompted", "unprompted"),
    ("contradicted", "contradicted it"),
    ("never_asked", "never asked"),
)


def take_pdf(actor: Actor, share_id: str, paper: Paper = Paper.A4) -> tuple[str, bytes]:
    """The page as a PDF: its name and its bytes."""
    brief, record = _taken(actor, share_id)
    name, pdf = pdf_of(as_sheet(told(brief, record.workspace.name)), paper, "claims")
    return _listed(actor, brief, name, pdf)


def take_markdown(actor: Actor, share_id: str) -> tuple[str, bytes]:
    """The page as Markdown."""
    brief, record = _taken(actor, share_id)
    text = as_markdown(told(brief, record.workspace.name))
    return _listed(actor, brief, f"{slugify(brief.title) or 'claims'}.md", text.encode())


def take_slides(actor: Actor, share_id: str) -> tuple[str, bytes]:
    """Text for slides: title, bullets and a quote of each claim, to paste."""
    brief, record = _taken(actor, share_id)
    text = as_slides(told(brief, record.workspace.name))
    return _listed(actor, brief, f"{slugify(brief.title) or 'claims'}-slides.md", text.encode())


def brief_text(actor: Actor, share_id: str) -> tuple[str, str]:
    """The title and the whole text of a page as it stands, to be checked by those who may read; nothing leaves."""
    record = found(actor, Action.READ, ShareRecord, share_id, "workspace")
    return record.title, as_markdown(told(brief_of(record), record.workspace.name)).replace("\\", "")


def told(brief: Brief, workspace: str) -> ToldBrief:
    """The page in the words of the files."""
    return ToldBrief(
        title=brief.title,
        about=f"{workspace} · counted on {_day(brief.counted_at.date())}",
        introduction=brief.introduction,
        claims=tuple(_claim(claim) for claim in brief.claims),
        method=brief.method,
        limits=brief.limits,
    )


def claim_remarks(claim: SharedClaim) -> Iterator[str]:
    """What a claim does not show by itself: silence, what stays inside, what changed since."""
    people = claim.people
    if not people.asked:
        yield "Nobody was asked about this: who kept silent may only not have been asked."
    elif not people.contradicted:
        yield "Nobody contradicted it. That is worth little while nobody looks for the opposite."
    if claim.inside_only:
        yield f"{_pieces(claim.inside_only)} counted and not shown: the person agreed to be quoted inside only."
    if claim.noted:
        yield f"{_pieces(claim.noted)} counted and not shown: noted without a transcript."
    yield from changes_of(claim)


def changes_of(claim: SharedClaim) -> Iterator[str]:
    """What is different from what was shared, the loudest first."""
    if claim.lost:
        counts = "counts" if claim.lost == 1 else "count"
        yield f"{_pieces(claim.lost)} shown here before {_was(claim.lost)} withdrawn or no longer {counts}."
    if claim.is_reworded:
        yield "The claim was worded differently when it was shared."
    if claim.changes:
        yield f"Counted differently since: {'; '.join(claim.changes)}."
    if claim.added:
        yield f"{_pieces(claim.added)} added since; their words are shown when the page is shared anew."


def _taken(actor: Actor, share_id: str) -> tuple[Brief, ShareRecord]:
    record = found(actor, Action.CHANGE, ShareRecord, share_id, "workspace")
    return brief_of(record), record


def _listed(actor: Actor, brief: Brief, name: str, content: bytes) -> tuple[str, bytes]:
    quotes = (quote for claim in brief.claims for quote in (*claim.supporting, *claim.contradicting))
    note_export(actor, ExportKind.CLAIMS, {quote.session_id for quote in quotes}, content)
    return name, content


def _claim(claim: SharedClaim) -> ToldClaim:
    return ToldClaim(
        claim.statement,
        claim.sentence,
        tuple((label, _count(name, claim.people, claim.strict)) for name, label in COUNTS),
        tuple(_quote(quote) for quote in claim.supporting),
        tuple(_quote(quote) for quote in claim.contradicting),
        tuple(filter(None, (_unchecked(claim), *claim_remarks(claim)))),
    )


def _unchecked(claim: SharedClaim) -> str:
    return f"Asked and answered: {claim.unchecked}." if claim.unchecked else ""


def _count(name: str, people: Counts, strict: Counts) -> str:
    count, strictly = getattr(people, name), getattr(strict, name)
    of = "" if name == "interviewed" else f" of {people.interviewed}"
    return f"{count}{of}" + (f" ({strictly} strictly)" if strictly != count else "")


def _quote(quote: SharedQuote) -> ToldQuote:
    source = f"{quote.attribution}, {_day(quote.on)}"
    return ToldQuote(quote.text, source, quote.remarks, quote.whole_sentence)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _pieces(count: int) -> str:
    return "One piece of evidence" if count == 1 else f"{count} pieces of evidence"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"
