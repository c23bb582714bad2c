"""Claims as text to take along: a Markdown brief, text for slides, and the sheet that a PDF is set from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.formats.session_records import plain
from firsthand.formats.sheets import Look, Sheet, SheetLine, SheetPart, paragraphs


@dataclass(frozen=True, slots=True)
class ToldQuote:
    """A quote with what nobody may leave out."""

    text: str
    source: str  # "Product manager, 12 October 2026"
    remarks: tuple[str, ...] = ()  # "lightly cleaned", "answers a leading question: …"
    whole_sentence: str = ""


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """One claim: the sentence with its counts, then what was said for and against it."""

    statement: str
    sentence: str
    counts: tuple[tuple[str, str], ...]  # "said it", "5 of 9 (4 strictly)"
    supporting: tuple[ToldQuote, ...] = ()
    contradicting: tuple[ToldQuote, ...] = ()
    remarks: tuple[str, ...] = ()  # silence, what stays inside, what changed


@dataclass(frozen=True, slots=True)
class ToldBrief:
    """Everything on a shared page."""

    title: str
    about: str  # "Acme · counted on 27 November 2026"
    introduction: str
    claims: tuple[ToldClaim, ...]
    method: str
    limits: str


def as_markdown(brief: ToldBrief) -> str:
    """The brief as Markdown; what people wrote is escaped so that it can't become a heading or a link."""
    blocks = [f"# {plain(brief.title)}", plain(brief.about), brief.introduction.strip()]
    for claim in brief.claims:
        blocks += [f"## {plain(claim.statement)}", f"**{plain(claim.sentence)}**"]
        blocks += ["\n".join(f"- {name}: {count}" for name, count in claim.counts)]
        blocks += _quotes("What was said for it", claim.supporting)
        blocks += _quotes("What was said against it", claim.contradicting)
        blocks += ["\n".join(f"- {plain(remark)}" for remark in claim.remarks)]
    blocks += ["## How we found out", brief.method.strip()] if brief.method.strip() else []
    blocks += ["## How far it goes", brief.limits.strip()] if brief.limits.strip() else []
    return "\n\n".join(filter(None, blocks)) + "\n"


def as_slides(brief: ToldBrief) -> str:
    """Text for slides, to paste: for each claim a title, bullets and a quote, parted by lines; plain Markdown."""
    slides = [f"# {plain(brief.title)}\n\n{plain(brief.about)}"]
    slides += ["\n\n".join(filter(None, _slide(claim))) for claim in brief.claims]
    if brief.limits.strip():
        slides.append(f"# How far it goes\n\n{brief.limits.strip()}")
    return "\n\n---\n\n".join(slides) + "\n"


def as_sheet(brief: ToldBrief) -> Sheet:
    """The brief on paper."""
    parts = [SheetPart("", _text(brief.introduction))] if brief.introduction.strip() else []
    parts += [_part(claim) for claim in brief.claims]
    parts += [SheetPart("How we found out", _text(brief.method))] if brief.method.strip() else []
    parts += [SheetPart("How far it goes", _text(brief.limits))] if brief.limits.strip() else []
    return Sheet(brief.title, tuple(parts), (brief.about,), is_dense=True)


def _quotes(title: str, quotes: tuple[ToldQuote, ...]) -> Iterator[str]:
    if quotes:
        yield f"### {title}"
    for quote in quotes:
        yield "\n".join(f"> {line}" for line in _quote_lines(quote))


def _quote_lines(quote: ToldQuote) -> Iterator[str]:
    yield f"“{plain(quote.text)}”"
    yield ""
    yield f"— {plain(', '.join((quote.source, *quote.remarks)))}"
    if quote.whole_sentence:
        yield ""
        yield f"The whole sentence: “{plain(quote.whole_sentence)}”"


def _slide(claim: ToldClaim) -> Iterator[str]:
    yield f"# {plain(claim.statement)}"
    bullets = [claim.sentence, *claim.remarks]
    yield "\n".join(f"- {plain(bullet)}" for bullet in bullets)
    for quote in (*claim.supporting[:1], *claim.contradicting[:1]):
        yield "\n".join(f"> {line}".rstrip() for line in _quote_lines(quote))


def _part(claim: ToldClaim) -> SheetPart:
    lines = [SheetLine(Look.SCRIPT, claim.sentence)]
    for title, quotes in (("For it", claim.supporting), ("Against it", claim.contradicting)):
        lines += [SheetLine(Look.NOTE, title)] if quotes else []
        lines += [SheetLine(Look.QUOTE, f"“{quote.text}”", aside=_aside(quote)) for quote in quotes]
    lines += [SheetLine(Look.PROBE, remark) for remark in claim.remarks]
    return SheetPart(claim.statement, tuple(lines), facts=claim.counts)


def _aside(quote: ToldQuote) -> str:
    whole = f"the whole sentence: “{quote.whole_sentence}”" if quote.whole_sentence else ""
    return "; ".join(filter(None, (quote.source, *quote.remarks, whole)))


def _text(markdown: str) -> tuple[SheetLine, ...]:
    return tuple(SheetLine(Look.TEXT, text) for text in paragraphs(markdown))
