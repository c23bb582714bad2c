"""Bringing a guide in from a file or from pasted text: shown first as Markdown, kept only when somebody says so."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.domain.errors import Invalid
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.planning.guides import Guide
from firsthand.formats.decoding import decode
from firsthand.formats.documents import Unpackable
from firsthand.formats.guide_documents import read_guide_document
from firsthand.formats.guide_markdown import read_guide, render_guide
from firsthand.formats.guide_text import read_guide_text
from firsthand.formats.readings import Problem
from firsthand.services.access import require
from firsthand.services.guides import LONGEST, ReadGuide, read_text

LARGEST = 20 * 1024 * 1024  # bytes of a file
ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class GuidePreview:
    """What a guide would be, before it is kept: give `title` and `text`, changed or not, to `guides.add_guide`."""

    title: str
    text: str  # Markdown: the file's own where it was Markdown, else written from what was recognised
    read: ReadGuide
    problems: tuple[Problem, ...]  # what could not be told from the original; its lines, not the Markdown's


def preview_text(actor: Actor, text: str) -> GuidePreview:
    """The guide in a pasted text; keeps nothing. Raises Invalid where the text is empty or too long."""
    require(actor, Action.CHANGE)
    if not text.strip():
        raise Invalid("There is no text in it. Nothing was kept; paste the guide, or drop its file.", where="text")
    guide, problems = read_guide_text(text)
    return _preview(guide, problems, text)


def preview_file(actor: Actor, name: str, data: bytes) -> GuidePreview:
    """The guide in a Markdown, text or Word file; keeps nothing. Raises Invalid where nothing can be read from it."""
    require(actor, Action.CHANGE)
    if len(data) > LARGEST:
        raise Invalid(
            f"{name} has {len(data) // 1024 // 1024} MB; a guide has at most 20. Nothing was kept.", where=name
        )
    if not data.startswith(ZIP):
        text, lost = decode(data)
        seen = preview_text(actor, text)
        return GuidePreview(seen.title, seen.text, seen.read, (*lost, *seen.problems))
    try:
        guide, problems = read_guide_document(data)
    except Unpackable as error:
        raise Invalid(
            f"{name} can't be read as a Word document. Nothing was kept; save it as .docx again, or paste its text.",
            where=name,
        ) from error
    return _preview(guide, problems, "")


def _preview(guide: Guide, problems: list[Problem], text: str) -> GuidePreview:
    is_markdown = bool(text) and read_guide(text)[0] == guide
    written = text if is_markdown else render_guide(guide)
    if len(written) > LONGEST:
        raise Invalid(
            f"As a guide this has {len(written):,} characters; {LONGEST:,} fit. Nothing was kept; take the part with "
            "the questions.",
            where="text",
        )
    return GuidePreview(guide.title[:200], written, read_text(written), tuple(problems))
