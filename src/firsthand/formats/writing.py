"""Writing a transcript in another layout; pure, with one entry for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.formats.caption_writing import srt_text, vtt_text
from firsthand.formats.json_writing import json_text
from firsthand.formats.problems import Problem
from firsthand.formats.readings import Kind
from firsthand.formats.text_writing import markdown_text, plain_text


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout that can be written."""

    name: str  # what `--to` takes
    title: str
    endings: tuple[str, ...]  # without the dot


LAYOUTS: tuple[Layout, ...] = (
    Layout("json", "JSON, nothing lost", ("json",)),
    Layout("vtt", "WebVTT captions, one for each turn", ("vtt",)),
    Layout("srt", "SRT captions, one for each turn", ("srt",)),
    Layout("md", "Markdown to read", ("md", "markdown")),
    Layout("txt", "plain text to read", ("txt", "text")),
)


def write(
    transcript: Transcript,
    to: str,
    *,
    format: str = "firsthand-json",  # noqa: A002 — the word that the JSON and the command use
    sha256: str = "",
    kind: Kind = Kind.TRANSCRIPT,
    problems: Iterable[Problem] = (),
) -> str:
    """The transcript as text in the layout `to`: json, vtt, srt, md or txt.

    `format`, `sha256` and `problems` say where it came from and are kept in JSON only. Raises Invalid for a layout
    that there isn't, and for captions of a chat or of a transcript without times.
    """
    if to in ("vtt", "srt") and kind is Kind.CHAT:
        raise Invalid(
            "These are typed messages, not speech, and captions would show them as spoken. Nothing was written. "
            "Convert them to JSON, Markdown or text instead."
        )
    match to:
        case "json":
            return json_text(transcript, format, sha256, kind, problems)
        case "vtt":
            return vtt_text(transcript)
        case "srt":
            return srt_text(transcript)
        case "md":
            return markdown_text(transcript, kind)
        case "txt":
            return plain_text(transcript, kind)
    raise Invalid(f"There is no layout “{to}”. Known are: {', '.join(each.name for each in LAYOUTS)}.")


def layout_ending(ending: str) -> Layout | None:
    """The layout that files with this ending have, such as "vtt"; None where there is none."""
    return next((layout for layout in LAYOUTS if ending.lower().lstrip(".") in layout.endings), None)
