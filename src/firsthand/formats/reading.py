"""Reading a file that somebody dropped: recognise its layout, read it whole, and say what could not be read.

A file that is no transcript is refused with what was seen and what would work; a hostile one is refused early.
"""

from __future__ import annotations

from dataclasses import replace

from firsthand.formats.problems import Problem, shortened
from firsthand.formats.readings import AS_PLAIN_TEXT, Format, Reading, Source, Unreadable
from firsthand.formats.registry import FORMATS, format_named
from firsthand.formats.sniffing import sniff

MAX_BYTES = 100_000_000
MAX_TURNS = 200_000
LEAST_CONFIDENCE = 0.3
_CAPTIONS = frozenset({"vtt", "srt", "sbv", "ttml", "json", "docx"})
_WORKS = (
    "WebVTT, SRT or SBV captions, the transcript of Zoom, Teams, Google Meet, Otter, Fireflies, Rev or Whisper, "
    "the JSON of a speech engine, a DOCX, or plain text with lines such as “Name: what they said”"
)
_SIGNATURES = (
    (b"%PDF", "a PDF", "Export the transcript as DOCX, VTT or text instead."),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)", "Save it as .docx and import that."),
    (b"{\\rtf", "an RTF file", "Save it as .docx or plain text and import that."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and import the transcript inside."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it and import the transcript inside."),
    (b"\x89PNG", "a picture", "Import the transcript as text."),
    (b"\xff\xd8\xff", "a picture", "Import the transcript as text."),
    (b"ID3", "an audio recording", "Add it as a recording; a transcript is made from it there."),
    (b"\xff\xfb", "an audio recording", "Add it as a recording; a transcript is made from it there."),
    (b"RIFF", "an audio or video recording", "Add it as a recording; a transcript is made from it there."),
    (b"OggS", "an audio recording", "Add it as a recording; a transcript is made from it there."),
    (b"fLaC", "an audio recording", "Add it as a recording; a transcript is made from it there."),
    (b"\x1aE\xdf\xa3", "a video recording", "Add it as a recording; a transcript is made from it there."),
    (b"SQLite format 3", "a database", "Export the transcript from the tool that made it."),
)


def read(data: bytes, name: str = "", format: str | None = None, max_bytes: int = MAX_BYTES) -> Reading:  # noqa: A002
    """The conversation in a file, with everything that could not be read listed beside it.

    `format` names a layout ("zoom-vtt") where sniffing is not wanted. Raises Unreadable where the file is too big,
    not text, not a transcript, or not in the layout that was named.
    """
    _refuse_what_cannot_be_text(data, max_bytes)
    source = Source(data, name)
    reading = _named(format).read(source) if format else _by_sniffing(source)
    return _bounded(replace(reading, problems=(*source.decoded[1], *reading.problems)))


def _refuse_what_cannot_be_text(data: bytes, max_bytes: int) -> None:
    if len(data) > max_bytes:
        size, limit = len(data) // 1_000_000, max_bytes // 1_000_000
        raise Unreadable(
            f"The file has {size} MB, more than the {limit} MB that are read. Split it and import the parts."
        )
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise Unreadable("The file is empty. Export the transcript again and check that it has text in it.")
    for signature, what, advice in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(f"This is {what}, not a transcript. {advice}")
    if data[4:8] == b"ftyp":
        raise Unreadable("This is a video or audio recording, not a transcript. Add it as a recording.")


def _named(name: str) -> Format:
    found = format_named(name)
    if found is None:
        raise Unreadable(f"There is no format “{name}”. Known are: {', '.join(f.name for f in FORMATS)}.")
    return found


def _by_sniffing(source: Source) -> Reading:
    refusal: Unreadable | None = None
    for guess in sniff(source):
        if guess.confidence < LEAST_CONFIDENCE:
            break
        try:
            return _named(guess.format).read(source)
        except Unreadable as reason:
            refusal = refusal or reason
    raise refusal or Unreadable(_what_was_seen(source))


def _what_was_seen(source: Source) -> str:
    if source.written is not None:
        return (
            "This Word document names no speakers in a way that holds through it. Put each speaker's name and a colon "
            f"before the words (“Ada: Hello”). {AS_PLAIN_TEXT}"
        )
    if _is_binary(source.data):
        return f"This is a binary file, not text. What would work: {_WORKS}."
    first = next((line for line in source.head if line.strip()), "")
    named = (
        f"The file is named “.{source.ending}”, but its content does not show it. "
        if source.ending in _CAPTIONS
        else ""
    )
    return named + (
        f"No transcript was recognised in these {len(source.lines)} lines; the first is “{shortened(first, 60)}”. "
        f"What would work: {_WORKS}. {AS_PLAIN_TEXT}"
    )


def _is_binary(data: bytes) -> bool:
    head = data[:4096]
    odd = sum(head.count(bytes([n])) for n in (*range(9), *range(14, 32)))
    return odd > 0.02 * len(head)


def _bounded(reading: Reading) -> Reading:
    turns = reading.transcript.turns
    if len(turns) <= MAX_TURNS:
        return reading
    left = Problem(f"The file has {len(turns)} turns; the first {MAX_TURNS} were read. Split the file to keep the rest")
    kept = replace(reading.transcript, turns=turns[:MAX_TURNS])
    return replace(reading, transcript=kept, problems=(*reading.problems, left))
