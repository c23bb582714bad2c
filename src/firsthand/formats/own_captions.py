"""The WebVTT that Firsthand itself writes: every cue is one turn, so nothing is joined or guessed."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from firsthand.domain.interviews.transcripts import Timing, Transcript, Turn
from firsthand.formats.caption_writing import ESTIMATED, OWN_NOTE
from firsthand.formats.cues import Cue, cues_of
from firsthand.formats.problems import shortened
from firsthand.formats.readings import Evidence, Format, Guess, Kind, Reading, Source, Unreadable

_VOICE = re.compile(r"<v ([^>]*)>(.*?)(?:</v>)?$")
_LANGUAGE = re.compile(r"Language: ([A-Za-z0-9-]+)$")


def _sniff(source: Source) -> Guess | None:
    number = next((n for n, line in enumerate(source.head[:6], start=1) if line.startswith(OWN_NOTE)), None)
    if number is None or not source.head[0].startswith("WEBVTT"):
        return None
    return Guess("firsthand-vtt", 1.0, (Evidence(number, shortened(source.head[number - 1])),))


def _read(source: Source) -> Reading:
    cues, problems = cues_of(source.lines, source.lines.index("") if "" in source.lines else 1)
    turns = [turn for cue in cues if (turn := _turn(cue)).text]
    if not turns:
        raise Unreadable("None of the cues in this WebVTT file has words. Convert the transcript again.")
    title = source.lines[0].removeprefix("WEBVTT").strip()
    language = next((found[1] for line in source.lines[1:3] if (found := _LANGUAGE.match(line))), "")
    numbered = tuple(replace(turn, index=index) for index, turn in enumerate(turns))
    return Reading("firsthand-vtt", Kind.TRANSCRIPT, Transcript(numbered, title, language), problems)


def _turn(cue: Cue) -> Turn:
    text = " ".join(" ".join(cue.lines).split())
    voice = _VOICE.match(text)
    speaker, words = (voice[1], voice[2]) if voice else ("", text)
    timing = Timing.INTERPOLATED if cue.identifier.endswith(ESTIMATED) or cue.end is None else Timing.CUE
    timing = timing if cue.start is not None else Timing.NONE
    return Turn(0, html.unescape(speaker), html.unescape(words).strip(), cue.start, cue.end, timing)


OWN_CAPTIONS = Format("firsthand-vtt", "Firsthand (WebVTT)", ("vtt",), _sniff, _read)
