"""Amberscript: segments of one speaker each, with timed words; and the word-per-line files (.nlp) made from such.

Seconds. A segment is a turn. In an .nlp file every line is `token|speaker|ts|endTs|punctuation|…` under that heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from firsthand.formats.problems import Problem, shortened
from firsthand.formats.readings import Evidence, Format, Guess, Reading, Source, Unreadable
from firsthand.formats.vendors.layout import Draft, json_format, reading_of
from firsthand.formats.vendors.speech import Spoken, turn_of_words, turns_of_words
from firsthand.formats.vendors.values import (
    entries,
    fields,
    label_of,
    probability_of,
    rows,
    seconds_of,
    text_of,
    worded,
)


def _looks(document: object) -> float:
    own = fields(document)
    speaker = fields(next(iter(entries(own.get("speakers"))), None))
    segment = fields(next(iter(entries(own.get("segments"))), None))
    word = fields(next(iter(entries(segment.get("words"))), None))
    if "spkid" in speaker or "pristine" in word or ("conf" in word and "duration" in word):
        return 0.96
    return 0.0


def _draft(document: object, problems: list[Problem]) -> Draft:
    own = fields(document)
    names = {
        str(fields(each).get("spkid")): label_of(fields(each).get("name")) for each in entries(own.get("speakers"))
    }
    turns = []
    for number, row in rows(own.get("segments"), "the segments", problems):
        label = row.get("speaker")
        words = list(_words(row, names.get(str(label), "") or label_of(label), problems))
        if words:
            turns.append(turn_of_words(words))
        else:
            problems.append(Problem(f"Segment {number} has no words and was left out"))
    return Draft(turns, text_of(own.get("filename")))


def _words(segment: Mapping[str, object], speaker: str, problems: list[Problem]) -> Iterator[Spoken]:
    for row, text in worded(segment.get("words"), "the words of a segment", problems, "text"):
        start, end = seconds_of(row.get("start")), seconds_of(row.get("end"))
        yield Spoken(text, speaker, start, end, probability_of(row.get("conf")))


FORMAT = json_format(
    "amberscript-json", "Amberscript (JSON)", looks=_looks, draft=_draft, shown_by=("spkid", "segments", "pristine")
)


def _sniff_lines(source: Source) -> Guess | None:
    heading = next(iter(source.head), "")
    if not heading.startswith("token|") or "speaker" not in heading:
        return None
    return Guess("nlp-words", 0.98, (Evidence(1, shortened(heading)),))


def _read_lines(source: Source) -> Reading:
    columns = source.lines[0].strip().split("|")
    if "token" not in columns or "speaker" not in columns:
        raise Unreadable(
            f"The first line of this file is “{shortened(source.lines[0], 60)}”, but a word-per-line file names its "
            "columns there, such as token|speaker|ts|endTs|punctuation. Choose another format."
        )
    problems: list[Problem] = []
    turns = turns_of_words(_line_words(source.lines[1:], columns, problems))
    return reading_of("nlp-words", "words, one on each line", Draft(turns), problems, None)


def _line_words(lines: Sequence[str], columns: Sequence[str], problems: list[Problem]) -> Iterator[Spoken]:
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        cells = line.split("|")
        row = dict(zip(columns, cells, strict=False))
        if len(cells) < 2 or not row.get("token", "").strip():
            problems.append(Problem("This line has no word and speaker and was left out", number, shortened(line)))
            continue
        text = row.get("prepunctuation", "") + row["token"].strip() + row.get("punctuation", "").strip()
        yield Spoken(text, label_of(row.get("speaker")), seconds_of(row.get("ts")), seconds_of(row.get("endTs")))


LINES_FORMAT = Format("nlp-words", "Words, one on each line (.nlp)", ("nlp",), _sniff_lines, _read_lines)
