"""WebVTT, SRT and SBV: plain, and as Zoom, Teams, YouTube and speech engines write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from firsthand.domain.interviews.transcripts import Transcript
from firsthand.formats.captions import Caption, turns_of_captions, without_rolling
from firsthand.formats.cue_text import captions_of, divided, going_on, names_before_words, plain, with_names
from firsthand.formats.cues import ARROW, COMMA, Cue, cues_of
from firsthand.formats.problems import Problem, shortened
from firsthand.formats.readings import Evidence, Format, Guess, Kind, Reading, Source, Unreadable

_HEADER = re.compile(r"WEBVTT(?:\s|$)")
_LANGUAGE = re.compile(r"language\s*:\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)\s*$", re.IGNORECASE)
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{20,}(?:/\S+)?|\d+-\d+", re.IGNORECASE)
_UNPADDED = re.compile(r"\s*\d:\d{1,2}:\d{1,2}\.\d+\s+-->")


def _evidence(lines: Sequence[str], wanted: Iterable[re.Pattern[str]], limit: int = 3) -> tuple[Evidence, ...]:
    patterns = tuple(wanted)
    shown = (Evidence(n, shortened(x)) for n, x in enumerate(lines, start=1) if any(p.match(x) for p in patterns))
    return tuple(each for each, _ in zip(shown, range(limit), strict=False))


def _sniff_vtt(source: Source) -> Guess | None:
    has_header = _starts(source) is not None
    if not has_header and not (source.ending == "vtt" and _evidence(source.head, (ARROW,))):
        return None
    return Guess("webvtt", 0.9 if has_header else 0.7, _evidence(source.head, (_HEADER, ARROW)))


def _sniff_teams(source: Source) -> Guess | None:
    if _starts(source) is None:
        return None
    voiced = sum("<v " in line for line in source.head)
    marks = sum(bool(_GUID.fullmatch(line.strip()) or _UNPADDED.match(line)) for line in source.head)
    if not voiced or marks < 0.5 * sum("-->" in line for line in source.head):
        return None
    return Guess("teams-vtt", 0.97, _evidence(source.head, (re.compile("<v "), _GUID, _UNPADDED)))


def _sniff_zoom(source: Source) -> Guess | None:
    if _starts(source) is None or any("<v" in line for line in source.head):
        return None
    numbered = [i for i, line in enumerate(source.head[1:], start=1) if ARROW.match(line) and _is_number(source, i - 1)]
    first = [source.head[i + 1] for i in numbered if i + 1 < len(source.head)]
    known = names_before_words(first)
    named = sum(any(text.startswith(f"{name}:") for name in known) for text in first[:200])
    if len(numbered) < 1 or not known or named < 0.5 * len(first[:200]):
        return None
    shown = tuple(Evidence(i + 2, shortened(source.head[i + 1])) for i in numbered[:3] if i + 1 < len(source.head))
    return Guess("zoom-vtt", 0.97, shown)


def _is_number(source: Source, index: int) -> bool:
    return source.head[index].strip().isdecimal()


def _starts(source: Source) -> int | None:
    """Where a WebVTT file's header stands: its first line that is not empty."""
    index = next((i for i, line in enumerate(source.head) if line.strip()), None)
    return index if index is not None and _HEADER.match(source.head[index].lstrip("\ufeff \t")) else None


def _read_vtt(name: str, source: Source) -> Reading:
    header = _starts(source)
    problems: list[Problem] = []
    first = 0
    if header is None:
        problems.append(Problem("The line WEBVTT is missing at the top; the captions were read all the same", 1))
    else:
        first = _after_header(source.lines, header)
    title = source.lines[header][6:].strip(" -–—\t") if header is not None else ""
    return _reading(name, source, first, problems, title=title)


def _after_header(lines: Sequence[str], header: int) -> int:
    """The index after the header block, which ends with an empty line or where the first times stand."""
    for index in range(header + 1, len(lines)):
        if not lines[index].strip():
            return index + 1
        if ARROW.match(lines[index]):
            return index if not lines[index - 1].strip().isdecimal() else index - 1
    return len(lines)


def _reading(
    name: str,
    source: Source,
    first: int,
    problems: Sequence[Problem] = (),
    timing: re.Pattern[str] = ARROW,
    title: str = "",
) -> Reading:
    cues, said = cues_of(source.lines, first, timing)
    captions, more = spoken_by_whom(cues)
    if not captions:
        raise Unreadable(
            f"This looks like captions, but none of its {len(source.lines)} lines gives a time with words after it. "
            "Export the captions again, or give the text as “Name: what they said”."
        )
    language = next((m[1] for line in source.lines[:first] if (m := _LANGUAGE.match(line))), "")
    transcript = Transcript(turns_of_captions(captions), plain(title), language)
    return Reading(name, Kind.TRANSCRIPT, transcript, (*problems, *said, *more))


def named_captions(captions: Sequence[Caption]) -> tuple[Caption, ...]:
    """The captions with names before the words taken as speakers, unless the markup named somebody already."""
    return tuple(captions) if any(caption.speaker for caption in captions) else with_names(captions)


def spoken_by_whom(cues: Iterable[Cue]) -> tuple[tuple[Caption, ...], tuple[Problem, ...]]:
    """The captions with their speakers, by voice tag or by the name before the words, repeated lines merged."""
    pairs = captions_of(cues)
    if any(caption.speaker for caption, _ in pairs):
        captions, count = going_on([caption for caption, _ in pairs])
        if not count:
            return captions, ()
        line = next(caption.line for caption, _ in pairs if not caption.speaker)
        return captions, (Problem(f"{count} captions name no voice and were given to the voice before, if any", line),)
    return with_names(without_rolling(divided(pairs))), ()


def _sniff_srt(source: Source) -> Guess | None:
    if _starts(source) is not None:
        return None
    at = [i for i, line in enumerate(source.head) if ARROW.match(line)]
    if not at:
        return None
    numbered = sum(i > 0 and _is_number(source, i - 1) for i in at)
    worded = sum(i + 1 < len(source.head) and bool(source.head[i + 1].strip()) for i in at)
    sure = 0.95 if numbered >= 0.5 * len(at) else 0.75
    if not worded:
        sure = 0.35
    return Guess("srt", round(sure * _share_in_captions(source.head), 3), _evidence(source.head, (ARROW,)))


def _share_in_captions(lines: Sequence[str]) -> float:
    """How much of the file stands in timed blocks: an article about captions shows only a few."""
    inside, within, timed = 0, 0, False
    for line in lines:
        if ARROW.match(line):
            timed = True
        elif not line.strip():
            timed = False
        else:
            inside += timed or line.strip().isdecimal()
            within += 1
    return inside / within if within else 0.4


def _read_srt(source: Source) -> Reading:
    return _reading("srt", source, 0)


def _sniff_sbv(source: Source) -> Guess | None:
    shown = _evidence(source.head, (COMMA,))
    return Guess("sbv", 0.95, shown) if shown else None


def _read_sbv(source: Source) -> Reading:
    return _reading("sbv", source, 0, timing=COMMA)


CAPTION_FORMATS: tuple[Format, ...] = (
    Format("zoom-vtt", "Zoom transcript (WebVTT)", ("vtt",), _sniff_zoom, lambda s: _read_vtt("zoom-vtt", s)),
    Format("teams-vtt", "Teams transcript (WebVTT)", ("vtt",), _sniff_teams, lambda s: _read_vtt("teams-vtt", s)),
    Format("webvtt", "WebVTT captions", ("vtt",), _sniff_vtt, lambda s: _read_vtt("webvtt", s)),
    Format("srt", "SubRip captions (SRT)", ("srt",), _sniff_srt, _read_srt),
    Format("sbv", "YouTube captions (SBV)", ("sbv",), _sniff_sbv, _read_sbv),
)
