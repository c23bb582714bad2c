"""Speech with times and no names: a time before each line, Whisper's table, and Teams' older documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from firsthand.domain.interviews.transcripts import Transcript
from firsthand.formats.captions import Caption, turns_of_captions
from firsthand.formats.cue_text import with_names
from firsthand.formats.cues import ARROW
from firsthand.formats.dialogue_formats import is_log
from firsthand.formats.entries import Entry, limited, turns_of
from firsthand.formats.heads import lone_time, timed_text
from firsthand.formats.layouts import layout_of
from firsthand.formats.names import cleaned, speakers_among
from firsthand.formats.notices import is_heading
from firsthand.formats.problems import Problem, shortened
from firsthand.formats.readings import Evidence, Format, Guess, Kind, Reading, Source, Unreadable
from firsthand.formats.stacked import unstacked
from firsthand.formats.times import seconds, writes_bare_milliseconds

SLOWEST_SPEECH = 0.15  # words a second, silences included
_T = r"(\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,6})?)"
_RANGE = re.compile(rf"\s*\[{_T}\s*-->\s*{_T}\]\s*(?P<words>.*)$")
_ROW = re.compile(r"(\d{1,10}(?:\.\d+)?)\t(\d{1,10}(?:\.\d+)?)\t(.*)$")
_TSV_HEAD = re.compile(r"start\tend\t(?:text|speaker\ttext)\s*$", re.IGNORECASE)


def _sniff_timed(source: Source) -> Guess | None:
    filled = [(n, line) for n, line in enumerate(unstacked(source.head), start=1) if line.strip()]
    if any(ARROW.match(line[:200]) for _, line in filled[:200]):
        return None
    timed = [n for n, line in filled if _timed(line) or lone_time(line) is not None]
    alone = sum(lone_time(line) is not None for _, line in filled)
    if len(timed) < 2 or len(timed) < (0.35 if alone > len(timed) / 2 else 0.6) * len(filled):
        return None
    if is_log(source) or _is_programme(filled):
        return None
    if layout_of(unstacked(tuple(line[:400] for line in source.head))).entries > 0.5 * len(timed):
        return None
    return Guess("timed-text", 0.8, tuple(Evidence(n, shortened(source.head[n - 1])) for n in timed[:3]))


def _is_programme(filled: Sequence[tuple[int, str]]) -> bool:
    """Whether so few words stand beside so much time that nobody could be speaking: the programme of a day."""
    times = [at for _, line in filled if (at := lone_time(line)) is not None or (at := _starts_at(line)) is not None]
    words = sum(max(len(line.split()), len(line) // 6) - 1 for _, line in filled)
    gaps = sorted(later - earlier for earlier, later in pairwise(times))
    return len(gaps) > 2 and words / len(times) < SLOWEST_SPEECH * gaps[len(gaps) // 2]


def _starts_at(line: str) -> float | None:
    found = _timed(line)
    return found[0] if found else None


def _timed(line: str) -> tuple[float | None, float | None, str] | None:
    ranged = _RANGE.match(line)
    if ranged:
        return seconds(ranged[1]), seconds(ranged[2]), ranged["words"].strip()
    found = timed_text(line)
    return (found[0], None, found[1]) if found else None


def _read_timed(source: Source) -> Reading:
    captions: list[Caption] = []
    loose: list[Problem] = []
    for number, line in enumerate(unstacked(source.lines), start=1):
        timed, alone = _timed(line), lone_time(line)
        words = " ".join((timed[2] if timed else line).split())
        if alone is not None:
            captions.append(Caption("", "", alone, None, number))
        elif timed:
            captions.append(Caption("", words, timed[0], timed[1], number))
        elif words and captions:
            captions[-1] = _longer(captions[-1], words)
        elif words:
            loose.append(
                Problem("This line stands before the first time and was not taken as speech", number, shortened(words))
            )
    if not any(caption.text for caption in captions):
        raise Unreadable("No line of this file is a time with words after it, such as “00:01:07 And then we left”.")
    transcript = Transcript(turns_of_captions(with_names(_with_ends(captions))))
    return Reading("timed-text", Kind.TRANSCRIPT, transcript, limited(loose, "lines"))


def _longer(caption: Caption, words: str) -> Caption:
    text = f"{caption.text} {words}".strip()
    return Caption(caption.speaker, text, caption.start, caption.end, caption.line)


def _with_ends(captions: Sequence[Caption]) -> list[Caption]:
    """Where only starts are given, a caption lasts until the next begins; that end is inferred and marked so."""
    made = []
    for index, caption in enumerate(captions):
        following = captions[index + 1].start if index + 1 < len(captions) else None
        end, inferred = caption.end, caption.end is None
        if end is None and caption.start is not None and following is not None and following >= caption.start:
            end = following
        made.append(Caption("", caption.text, caption.start, end, caption.line, is_divided=inferred))
    return made


def _sniff_tsv(source: Source) -> Guess | None:
    if source.head and _TSV_HEAD.match(source.head[0]):
        return Guess("whisper-tsv", 0.97, (Evidence(1, source.head[0]),))
    rows = [n for n, line in enumerate(source.head, start=1) if _ROW.match(line)]
    if len(rows) >= 2 and len(rows) > 0.8 * sum(1 for line in source.head if line.strip()):
        return Guess("whisper-tsv", 0.7, tuple(Evidence(n, shortened(source.head[n - 1])) for n in rows[:3]))
    return None


def _read_tsv(source: Source) -> Reading:
    captions: list[Caption] = []
    odd: list[Problem] = []
    for number, line in enumerate(source.lines, start=1):
        row = _ROW.match(line)
        if row:
            start, end = (float(each) if "." in each else int(each) / 1000 for each in (row[1], row[2]))
            captions.append(Caption("", " ".join(row[3].split()), start, end if end >= start else None, number))
        elif line.strip() and not _TSV_HEAD.match(line):
            odd.append(
                Problem("This line is no row of start, end and text; its words were left out", number, shortened(line))
            )
    if not captions:
        raise Unreadable("No row of this table has a start, an end and words. Export it again, or export VTT or SRT.")
    return Reading(
        "whisper-tsv", Kind.TRANSCRIPT, Transcript(turns_of_captions(with_names(captions))), limited(odd, "lines")
    )


def _sniff_teams(source: Source) -> Guess | None:
    blocks = _blocks(source.head)
    names = Counter(cleaned(lines[0]) for _, _, lines in blocks if lines)
    if not blocks or sum(1 for _, _, lines in blocks if len(lines) >= 2) < 0.8 * len(blocks):
        return None
    known = speakers_among(names, len(blocks), timed=True)
    if sum(names[name] for name in known) < 0.8 * len(blocks) or len(names) == len(blocks) > 3:
        return None
    shown = tuple(Evidence(n, shortened(source.head[n - 1])) for n, _, _ in blocks[:3])
    return Guess("teams-text-old", 0.93, shown)


def _blocks(lines: Sequence[str]) -> list[tuple[int, tuple[float | None, float | None], list[str]]]:
    """Time range, then the lines until the next one; a number above a range means SRT and gives nothing."""
    bare = writes_bare_milliseconds(tuple(lines[:2000]))
    blocks: list[tuple[int, tuple[float | None, float | None], list[str]]] = []
    for number, line in enumerate(lines, start=1):
        timing = ARROW.match(line[:200])
        if timing:
            if number > 1 and lines[number - 2].strip().isdecimal():
                return []
            times = seconds(timing[1], bare_milliseconds=bare), seconds(timing[2], bare_milliseconds=bare)
            blocks.append((number, times, []))
        elif blocks and line.strip():
            blocks[-1][2].append(line.strip())
    return blocks


def _read_teams(source: Source) -> Reading:
    blocks = _blocks(source.lines)
    if not blocks:
        raise Unreadable("No line of this file is a range of times such as “0:0:2.90 --> 0:0:4.480”.")
    captions = [
        Caption(cleaned(words[0]), " ".join(words[1:]), start, end, number)
        for number, (start, end), words in blocks
        if words
    ]
    mute = [Problem("This entry names a speaker and has no words", c.line, c.speaker) for c in captions if not c.text]
    return Reading("teams-text-old", Kind.TRANSCRIPT, Transcript(turns_of_captions(captions)), limited(mute, "entries"))


def _sniff_plain(source: Source) -> Guess | None:
    """Whisper's plain text: a segment a line, no empty lines, most of them whole sentences of differing length."""
    lines = [line.strip() for line in source.head]
    filled = [line for line in lines if line]
    if len(filled) < 5 or len(filled) < 0.9 * (len(lines) - 1) or any(len(line) > 600 for line in filled):
        return None
    spoken = sum(line[0].isalpha() and not re.search(r"[{}<>|=;\\#*_]|\w,\w", line) for line in filled)
    ended = sum(line[-1] in ".?!…。？！," or line[-1].isalpha() for line in filled)
    mean = sum(map(len, filled)) / len(filled)
    spread = (sum((len(line) - mean) ** 2 for line in filled) / len(filled)) ** 0.5
    if spoken < 0.9 * len(filled) or ended < 0.9 * len(filled) or not 12 < mean < 160 or spread < 0.3 * mean:
        return None
    if any(re.match(r"[^:]{1,30}:\s*$", line) for line in filled):
        return None
    return Guess("plain-text", 0.35, tuple(Evidence(n, shortened(x)) for n, x in enumerate(filled[:3], start=1)))


def _read_plain(source: Source) -> Reading:
    lines = source.lines if source.written is None else tuple(x for x in source.written.lines if not is_heading(x))
    texts = [(n, " ".join(line.split())) for n, line in enumerate(lines, start=1)]
    filled = [(n, text) for n, text in texts if text]
    if not filled:
        raise Unreadable("There are no words in this file.")
    if len(filled) < 0.8 * len(texts):
        turns, problems = turns_of([Entry("", text, n) for n, text in _paragraphs(texts)])
    else:
        turns, problems = turns_of_captions(Caption("", text, None, None, n) for n, text in filled), ()
    said = Problem("This text names no speakers and has no times: say who speaks before you quote from it")
    return Reading("plain-text", Kind.TRANSCRIPT, Transcript(turns), (said, *problems))


def _paragraphs(texts: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    groups: list[tuple[int, list[str]]] = []
    after_blank = True
    for number, text in texts:
        if text and after_blank:
            groups.append((number, [text]))
        elif text:
            groups[-1][1].append(text)
        after_blank = not text
    return [(number, " ".join(words)) for number, words in groups]


TIMED_FORMATS: tuple[Format, ...] = (
    Format("whisper-tsv", "Whisper table (TSV)", ("tsv",), _sniff_tsv, _read_tsv),
    Format("timed-text", "Times before the words, no names", ("txt",), _sniff_timed, _read_timed),
)
TEAMS_TEXT_OLD = Format(
    "teams-text-old", "Teams transcript (text of the older document)", ("txt",), _sniff_teams, _read_teams
)
PLAIN_TEXT = Format("plain-text", "Speech as plain text, no names, no times", ("txt",), _sniff_plain, _read_plain)
