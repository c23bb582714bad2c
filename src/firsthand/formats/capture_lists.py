"""What live capture found in a transcript, as a list for reading and as plain data for JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from firsthand.domain.interviews.craft_measures import language_name
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.domain.live.items import Asking, CaptureKind, Item, Setting, Standing, Task, Tier
from firsthand.formats.timeline_picture import clock

COLUMNS = 96
INDENT = " " * 11
TITLES = {
    CaptureKind.DECISION: "Decisions",
    CaptureKind.ACTION: "Action items",
    CaptureKind.OPEN_QUESTION: "Open questions",
    CaptureKind.TOPIC: "Topics",
    CaptureKind.QUOTABLE: "Quotable sentences",
    CaptureKind.LEADING: "Leading questions",
    CaptureKind.UNPROBED: "Mentions that no question took up",
}
GUESSED = {
    Setting.INTERVIEW: "Heard as an interview; who asked is guessed. Settle it with --researcher, or say --meeting.",
    Setting.MEETING: "Heard as a meeting, as nobody clearly does the asking. For an interview add --researcher NAME.",
}

Plain = dict[str, object]


@dataclass(frozen=True, slots=True)
class CaptureList:
    """The suggestions for one transcript."""

    title: str  # the file's name
    transcript: Transcript
    setting: Setting
    items: tuple[Item, ...]
    today: date | None
    is_guessed: bool  # whether the setting rests on guessed roles
    language: str = "en"

    @property
    def is_english(self) -> bool:
        """Whether anything could be looked for."""
        return self.language.split("-")[0] == "en"


def as_text(listed: CaptureList) -> str:
    """The suggestions by kind, each with its time, its words and its reason; a ? marks those that are only possible."""
    return "\n".join(_lines(listed)) + "\n"


def as_data(listed: CaptureList) -> Plain:
    """The same as plain data; the keys are documented in docs/reference/capture.md and stay stable."""
    start = {turn.index: turn.start for turn in listed.transcript.turns}
    speaker = {turn.index: turn.speaker for turn in listed.transcript.turns}
    return {
        "setting": listed.setting.value,
        "guessed": listed.is_guessed,
        "language": listed.language,
        "date": listed.today.isoformat() if listed.today else None,
        "items": [_item_data(one, start[one.turn], speaker[one.turn]) for one in listed.items],
    }


def _item_data(item: Item, start: float | None, speaker: str) -> Plain:
    return {
        "kind": item.kind.name.lower(),
        "tier": item.tier.value,
        "turn": item.turn,
        "begin": item.begin,
        "finish": item.finish,
        "text": item.text,
        "speaker": speaker,
        "start": start,
        "reason": item.cue,
        "task": item.task and _task_data(item.task),
        "question": item.asking and _asking_data(item.asking),
    }


def _task_data(task: Task) -> Plain:
    due = task.due and {"words": task.due.words, "date": task.due.on.isoformat() if task.due.on else None}
    return {"owner": task.owner, "what": task.what, "due": due}


def _asking_data(asking: Asking) -> Plain:
    return {
        "by": asking.by,
        "to": asking.to,
        "standing": asking.standing.value,
        "left_in": asking.left_in,
        "answered_in": asking.answered_in,
    }


def _lines(listed: CaptureList) -> Iterator[str]:
    yield f"Captured from {listed.title}"
    yield "Suggestions by rule, for a person to accept or leave; ? marks those that are only possible."
    if listed.is_guessed:
        yield GUESSED[listed.setting]
    if not listed.items:
        missing = f"Not available in {language_name(listed.language)}: the rules know English only."
        yield "\nNothing was found." if listed.is_english else f"\n{missing}"
    for kind, title in TITLES.items():
        found = [one for one in listed.items if one.kind is kind]
        if found:
            yield f"\n{title} ({len(found)})"
            for item in found:
                yield from _item_lines(item, listed.transcript)


def _item_lines(item: Item, transcript: Transcript) -> Iterator[str]:
    mark = " " if item.tier is Tier.LIKELY else "?"
    yield from _wrapped(f"{_place(item.turn, transcript):>8} {mark} {_said(item, transcript)}", "")
    for line in (*_task_lines(item), *_question_lines(item, transcript)):
        yield from _wrapped(line, INDENT)
    yield from _wrapped(f"({item.cue})", INDENT)


def _wrapped(text: str, indent: str) -> list[str]:
    """Lines of at most 96 columns; the words of a turn may hold line breaks of their own, which count as spaces."""
    lead = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(
        " ".join(text.split()), COLUMNS, initial_indent=indent + lead, subsequent_indent=INDENT, break_long_words=False
    )


def _said(item: Item, transcript: Transcript) -> str:
    if item.kind is CaptureKind.TOPIC:
        return item.text
    speaker = next(turn.speaker for turn in transcript.turns if turn.index == item.turn)
    return f"{speaker}: “{item.text}”" if speaker else f"“{item.text}”"


def _task_lines(item: Item) -> Iterator[str]:
    if item.task is None:
        return
    due = item.task.due
    day = f" ({due.on:%A, %Y-%m-%d})" if due and due.on else ""
    by = f" · by: {due.words}{day}" if due else ""
    yield f"→ who: {item.task.owner or 'not said'} · what: {item.task.what}{by}"


def _question_lines(item: Item, transcript: Transcript) -> Iterator[str]:
    asking = item.asking
    if asking is None:
        return
    to = f" to {asking.to}" if asking.to else ""
    if asking.standing is Standing.ANSWERED and asking.answered_in is not None:
        yield f"→ asked{to}; seems answered at {_place(asking.answered_in, transcript)}"
    else:
        yield f"→ asked{to}; {asking.standing.value}"


def _place(index: int, transcript: Transcript) -> str:
    """The time of a turn, or its number where the file has no times."""
    turn = next(one for one in transcript.turns if one.index == index)
    return clock(turn.start) if turn.start is not None else f"turn {index}"
