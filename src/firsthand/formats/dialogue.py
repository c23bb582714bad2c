"""Reading written dialogue: each name begins an entry, the lines below go on with it, the rest is not speech."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from firsthand.domain.interviews.transcripts import Transcript
from firsthand.formats.entries import Entry, limited, turns_of, with_marks
from firsthand.formats.heads import Head, heads, lone_time, unescaped
from firsthand.formats.initials import full_names, with_full_names
from firsthand.formats.layouts import Layout, layout_of
from firsthand.formats.names import is_label, looks_like_a_person, may_be_name
from firsthand.formats.notices import ended_after, is_bold_line, is_heading, is_layout, is_notice, said_of_left_out
from firsthand.formats.problems import Problem, shortened
from firsthand.formats.readings import AS_PLAIN_TEXT, Kind, Reading, Source, Unreadable
from firsthand.formats.stacked import unstacked

FACT_LINES = 40  # a block of facts about the conversation stands above these
LOOKED_AT = 100_000  # lines by which the layout of a file is judged
_SENTENCE_END = re.compile("[.?!…。？！؟।][\"'”’»)\\]]*$")
_TRANSCRIPT = re.compile(r"\W*(?:full )?transcript\W*$", re.IGNORECASE)
_OF_DAY = re.compile(r"\d:\d\d\s?(?:[ap]\.?m|[AP]\.?M)\b")
_QUOTED = re.compile(r"^>\s?")


@dataclass(slots=True)
class _Open:
    """An entry while its lines are being gathered."""

    head: Head
    line: int
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[tuple[int, float]] = field(default_factory=list)

    def add(self, text: str, after_blank: bool) -> None:
        joint = ""
        if self.pieces:
            joint = "\n" if after_blank and _SENTENCE_END.search(self.pieces[-1][-8:]) else " "
        self.pieces.append(joint + text)
        self.length += len(joint) + len(text)

    def entry(self) -> Entry:
        text = "".join(self.pieces)
        return with_marks(Entry(self.head.name, text, self.line, self.head.start, self.head.end, tuple(self.marks)))


@dataclass(slots=True)
class _Gathering:
    layout: Layout
    entries: list[Entry] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    open: _Open | None = None
    pending: float | None = None  # a time on a line of its own, for whatever comes next
    closing: float | None = None
    after_blank: bool = False
    doubtful: list[tuple[int, str]] = field(
        default_factory=list
    )  # lines that may name a speaker and were read as words

    def take(self, number: int, line: str) -> None:
        """One line of the file: a head, more words of the open entry, or no speech."""
        if not line.strip():
            self.after_blank = True
            return
        if is_notice(line):
            self.closing = ended_after(line) or self.closing
            self.left_out.append((number, line.strip()))
        elif (at := lone_time(line)) is not None:
            self.pending = at
        elif (head := self.layout.accepted(line)) is not None:
            self._begin(number, head)
        elif is_heading(line) or is_layout(line) or is_bold_line(line):
            if is_heading(line):
                self.close()
            self.left_out.append((number, line.strip()))
        elif self.open is None:
            self.left_out.append((number, line.strip()))
        else:
            if self.after_blank and _may_name_somebody(line):
                self.doubtful.append((number, line))
            self._go_on(self.open, line)
        self.after_blank = False

    def _begin(self, number: int, head: Head) -> None:
        self.close()
        self.open = _Open(head, number)
        if self.pending is not None:
            self.open.marks.append((0, self.pending))
        self.pending = None
        if head.rest:
            self.open.add(head.rest, after_blank=False)

    def _go_on(self, current: _Open, line: str) -> None:
        if self.pending is not None:
            current.marks.append((current.length, self.pending))
        self.pending = None
        current.add(unescaped(_QUOTED.sub("", line.strip())), self.after_blank)

    def close(self) -> None:
        """Ends the open entry."""
        if self.open is not None:
            self.entries.append(self.open.entry())
        self.open = None


def read_dialogue(name: str, source: Source) -> Reading:
    """The conversation in a text whose lines name their speakers; raises Unreadable where they do not."""
    lines = unstacked(source.lines)
    layout = layout_of(lines[:LOOKED_AT])
    gathering = _Gathering(layout)
    first = max(_speech_begins(lines, layout), _facts_end(lines, layout))
    gathering.left_out = [(n, x.strip()) for n, x in enumerate(lines[:first], start=1) if x.strip()]
    for number, line in enumerate(lines[first:], start=first + 1):
        gathering.take(number, line)
    gathering.close()
    if not any(entry.text for entry in gathering.entries):
        raise Unreadable(
            f"None of these {len(source.lines)} lines names a speaker in a way that holds through the file. "
            f"Put each speaker's name and a colon before the words (“Ada: Hello”). {AS_PLAIN_TEXT}"
        )
    entries = _from_the_start(_opened_at_zero(gathering.entries), lines)
    turns, problems = turns_of(entries, gathering.closing)
    left_out = said_of_left_out(gathering.left_out, gathering.entries[0].line)
    if layout.has_initials:
        turns = with_full_names(turns, full_names(source.lines))
    transcript = Transcript(turns, title_of(source.lines, gathering.entries[0].line))
    return Reading(name, Kind.TRANSCRIPT, transcript, (*left_out, *_said_of_doubtful(gathering.doubtful), *problems))


def _may_name_somebody(line: str) -> bool:
    return any(
        head.shape == "name-colon" and head.is_spaced and may_be_name(head.name) and looks_like_a_person(head.name)
        for head in heads(line)
    )


def _said_of_doubtful(lines: Sequence[tuple[int, str]]) -> tuple[Problem, ...]:
    message = "This may name a speaker, but nothing else in the file shows it; it was read as words"
    return limited([Problem(message, number, shortened(line)) for number, line in lines], "lines")


def _speech_begins(lines: Sequence[str], layout: Layout) -> int:
    """The index after a heading "Transcript", where notes or a summary stand above it; else 0."""
    for index, line in enumerate(lines):
        if len(line) < 80 and _TRANSCRIPT.match(line):
            before = sum(layout.accepted(each) is not None for each in lines[:index])
            after = sum(layout.accepted(each) is not None for each in lines[index : index + 2000])
            return index + 1 if after > before else 0
    return 0


def _facts_end(lines: Sequence[str], layout: Layout) -> int:
    """The index after a block of facts at the top ("Date: …", "Interviewer: Ada King"); 0 where there is none.

    The facts come before anybody speaks and end with an empty line; the conversation goes on below.
    """
    has_fact = False
    for index, line in enumerate(lines[:FACT_LINES]):
        if has_fact and not line.strip():
            later = sum(layout.accepted(each) is not None for each in lines[index : index + 200])
            return index if later >= 2 else 0
        head = layout.accepted(line)
        if head is not None and (not has_fact or len(head.rest) > 60 or _SENTENCE_END.search(head.rest)):
            return 0
        has_fact = has_fact or _states_a_fact(line)
    return 0


def _states_a_fact(line: str) -> bool:
    return any(head.shape == "name-colon" and head.rest and is_label(head.name) for head in heads(line))


def _opened_at_zero(entries: Sequence[Entry]) -> list[Entry]:
    """Where only lone times every few minutes are given, as in Meet, they count from the start of the conversation."""
    opened = list(entries)
    marks = [when for entry in entries for _, when in entry.marks]
    timed = any(entry.start is not None for entry in entries)
    if marks and not timed and not opened[0].marks and marks[0] <= 600:
        first = opened[0]
        opened[0] = Entry(first.speaker, first.text, first.line, None, None, ((0, 0.0),))
    return opened


def _from_the_start(entries: list[Entry], lines: Sequence[str]) -> list[Entry]:
    """Times of day ("2:05 PM") counted from the first of them, as a recording's are."""
    starts = [entry.start for entry in entries if entry.start is not None]
    if not starts or not all(_OF_DAY.search(lines[e.line - 1][:200]) for e in entries if e.start is not None):
        return entries
    origin = min(starts)
    return [
        e if e.start is None else replace(e, start=e.start - origin, end=None if e.end is None else e.end - origin)
        for e in entries
    ]


def title_of(lines: Sequence[str], first_turn: int) -> str:
    """The file's title: its first heading, or its first line where that stands before the first turn."""
    above = [line.strip() for line in lines[: first_turn - 1] if line.strip()]
    heading = next((line for line in above if is_heading(line)), "")
    plain = next((line for line in above if not is_notice(line) and lone_time(line) is None), "")
    return shortened((heading or plain).lstrip("# ").strip("*_ "), 200)
