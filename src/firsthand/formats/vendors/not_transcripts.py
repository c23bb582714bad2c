"""JSON that belongs to transcripts but is none: recognised so that it can be refused by its name."""

from __future__ import annotations

from firsthand.formats.problems import Problem
from firsthand.formats.readings import Format, Guess, Reading, Source, Unreadable
from firsthand.formats.vendors.layout import evidence_of, seen_in
from firsthand.formats.vendors.values import entries, fields

_WAITING = {"queued", "processing", "in_progress", "running", "error", "failed", "created"}
_ADVICE = "Export the transcript itself, with its text, and import that."


def why_not(document: object) -> str:
    """What this document is instead of a transcript; "" where it is nothing known."""
    row = fields(next((each for each in entries(document) if isinstance(each, dict)), None))
    count = len(entries(document))
    if {"labelId", "start", "end"} <= row.keys() and "text" not in row:
        return f"{count} annotations of a transcript: times and labels, without the words they mark"
    if isinstance(row.get("elements"), list) and "title" in row:
        return f"{count} paper edits: passages picked from transcripts in a new order, not a conversation"
    own = fields(document)
    if own and all({"candidates", "class"} <= fields(each).keys() for each in own.values()):
        return f"a list of {len(own)} numbers and abbreviations with their spellings, without the running text"
    status = own.get("status", fields(own.get("TranscriptionJob")).get("TranscriptionJobStatus"))
    if isinstance(status, str) and status.lower() in _WAITING and not own.get("text") and not own.get("results"):
        return f"the status of a transcription job (“{status}”), not its result"
    return "the description of a transcription job, not its result" if "TranscriptionJob" in own else ""


def _sniff(source: Source) -> Guess | None:
    """Every JSON document is at least JSON: whatever no other layout knows is refused here, not read as text."""
    if source.json is None:
        return None
    known = why_not(source.json)
    shown = ("labelId", "elements", "candidates", "status", "TranscriptionJob")
    return Guess("no-transcript-json", 0.98 if known else 0.35, evidence_of(source, shown) if known else ())


def _read(source: Source) -> Reading:
    known = why_not(source.json)
    damage: tuple[Problem, ...] = source.document.problems
    broken = f" It is also damaged at line {damage[0].line}." if damage else ""
    if known:
        raise Unreadable(f"This file holds {known}.{broken} {_ADVICE}")
    raise Unreadable(
        f"This is JSON, but no transcript was recognised in it: {seen_in(source.json)}.{broken} "
        "What would work: a list of turns, each with its text and a speaker or a time, such as "
        '[{"speaker": "Ana", "start": 3.5, "text": "…"}], or the JSON of a speech engine.'
    )


FORMAT = Format("no-transcript-json", "JSON that is no transcript (refused, with the reason)", ("json",), _sniff, _read)
