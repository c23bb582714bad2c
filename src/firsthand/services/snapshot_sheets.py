"""A snapshot to take away: on paper as one page, as a PDF, and as Markdown; that it left is listed."""

from __future__ import annotations

from firsthand.domain.people.actors import Actor
from firsthand.domain.people.exports import ExportKind
from firsthand.domain.synthesis.snapshots import MOST_MOMENTS, Moment, shortened
from firsthand.formats.sheet_typst import Paper
from firsthand.formats.sheets import Look, Sheet, SheetLine, SheetPart
from firsthand.formats.snapshot_markdown import snapshot_markdown
from firsthand.services.exports import note_export
from firsthand.services.printing import pdf_of, quote_line
from firsthand.services.snapshots import SnapshotPage, SnapshotPerson, snapshot_page

MOST_LINES = 5  # of opportunities and of learnings


def printed_snapshot(actor: Actor, session_id: str) -> Sheet:
    """The snapshot as it is printed."""
    return _sheet(snapshot_page(actor, session_id))


def snapshot_pdf(actor: Actor, session_id: str, paper: Paper = Paper.A4) -> tuple[str, bytes]:
    """The same as a PDF: its name and its bytes; that it left is listed."""
    name, pdf = pdf_of(printed_snapshot(actor, session_id), paper, "snapshot")
    note_export(actor, ExportKind.SNAPSHOT, [session_id], pdf)
    return name, pdf


def take_snapshot(actor: Actor, session_id: str) -> str:
    """The same as Markdown; that it left is listed."""
    text = snapshot_markdown(printed_snapshot(actor, session_id))
    note_export(actor, ExportKind.SNAPSHOT, [session_id], text.encode())
    return text


def _sheet(page: SnapshotPage) -> Sheet:
    about = [str(page.interview_date), page.study_title, page.interviewer and f"Facilitator: {page.interviewer}"]
    parts = [
        SheetPart("", (SheetLine(Look.SCRIPT, page.headline),) if page.headline else ()),
        *(_person(one) for one in page.people),
        SheetPart("To remember", (quote_line(page.quote),) if page.quote else ()),
        SheetPart("What happened, in order", tuple(_moment(one) for one in page.moments[:MOST_MOMENTS])),
        _list("Opportunities", page.opportunities),
        _list("What we learnt", page.learnings),
    ]
    shown = tuple(part for part in parts if part.lines or part.facts)
    return Sheet(f"Snapshot: {page.title}", shown, tuple(line for line in about if line), is_dense=True)


def _person(one: SnapshotPerson) -> SheetPart:
    facts = tuple((word, shortened(text)) for word, text in one.facts)
    return SheetPart(one.person.name, facts=facts or (("", "nothing known yet"),))


def _moment(one: Moment) -> SheetLine:
    text = f"“{shortened(one.text)}”" if one.is_quote else shortened(one.text)
    return SheetLine(Look.PROBE, text, aside=_when(one))


def _when(one: Moment) -> str:
    if one.seconds is None:
        return f"turn {one.turn}" if one.turn is not None else ""
    minutes, seconds = divmod(int(one.seconds), 60)
    return f"{minutes}:{seconds:02}"


def _list(title: str, lines: tuple[str, ...]) -> SheetPart:
    return SheetPart(title, tuple(SheetLine(Look.PROBE, shortened(line)) for line in lines[:MOST_LINES]))
