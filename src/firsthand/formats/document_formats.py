"""Word documents: the text is taken out and read by whichever written layout it follows."""

from __future__ import annotations

from dataclasses import replace

from firsthand.formats.dialogue_formats import DIALOGUE_FORMATS
from firsthand.formats.documents import Unpackable, document_text
from firsthand.formats.readings import AS_PLAIN_TEXT, Format, Guess, Reading, Source, Unreadable
from firsthand.formats.tables import TABLE_FORMATS
from firsthand.formats.timed_lines import TEAMS_TEXT_OLD, TIMED_FORMATS

_INSIDE: tuple[Format, ...] = (*TABLE_FORMATS, *DIALOGUE_FORMATS, TEAMS_TEXT_OLD, *TIMED_FORMATS)
_NAMED = {"teams-text": "teams-docx", "teams-text-old": "teams-docx", "google-meet": "google-meet-docx"}


def _inside(source: Source) -> tuple[Format, Guess] | None:
    document = source.written
    if document is None:
        return None
    guesses = [(each, guess) for each in _INSIDE if (guess := each.sniff(document)) is not None]
    return max(guesses, key=lambda pair: pair[1].confidence, default=None)


def _sniffed_as(name: str, source: Source) -> Guess | None:
    if not source.is_archive:
        return None
    found = _inside(source)
    if found is None:
        return Guess("docx", 0.31) if name == "docx" else None  # enough to be asked, and to say why not
    layout, guess = found
    return Guess(name, guess.confidence, guess.evidence) if _NAMED.get(layout.name, "docx") == name else None


def _read(name: str, source: Source) -> Reading:
    if not source.is_archive:
        raise Unreadable("This is no DOCX file: it does not begin as one.")
    try:
        document_text(source.data)
    except Unpackable as reason:
        raise Unreadable(reason.message) from None
    found = _inside(source)
    if found is None:
        raise Unreadable(
            "This Word document names no speakers in a way that holds through it. Put each speaker's name and a colon "
            f"before the words (“Ada: Hello”). {AS_PLAIN_TEXT}"
        )
    document = source.written
    assert document is not None
    return replace(found[0].read(document), format=name)


def _format(name: str, title: str) -> Format:
    return Format(name, title, ("docx",), lambda source: _sniffed_as(name, source), lambda source: _read(name, source))


DOCUMENT_FORMATS: tuple[Format, ...] = (
    _format("teams-docx", "Teams transcript (DOCX)"),
    _format("google-meet-docx", "Google Meet transcript (DOCX)"),
    _format("docx", "Word document with names"),
)
