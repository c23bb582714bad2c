"""JSON without a known vendor: a list of turns under any name, a list of typed messages, words with paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from firsthand.domain.interviews.transcripts import Turn
from firsthand.formats.problems import Problem
from firsthand.formats.readings import Kind
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.not_transcripts import why_not
from firsthand.formats.vendors.speech import Spoken, turns_of_words
from firsthand.formats.vendors.turn_lists import ANY, inside, is_time, turns_of_rows
from firsthand.formats.vendors.values import (
    entries,
    fields,
    first,
    label_of,
    language_of,
    probability_of,
    seconds_of,
    text_of,
    worded,
)

MAX_DEPTH = 6
SAMPLE = 60
_SURE_SPEAKERS = tuple(name for name in ANY.speaker if name.lower().startswith(("speaker", "participant")))
_MESSAGE_ROLES = ("user", "assistant", "system", "tool", "human", "ai")


def _looks_turns(document: object) -> float:
    return 0.0 if why_not(document) or _messages(document) else _best_list(document)[0]


def _best_list(document: object) -> tuple[float, Sequence[object], str]:
    """The list most like turns, how much it is (0 to 1) and its name."""
    found = [(_likeness(value), value, name) for name, value in _lists(document, "the list", 0)]
    return max(found, key=lambda each: (each[0], len(each[1])), default=(0.0, (), ""))


def _lists(value: object, name: str, depth: int) -> Iterator[tuple[str, Sequence[object]]]:
    """The lists of objects in a document; a list's own entries are looked into only where it is short."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        if any(isinstance(each, dict) for each in value[:SAMPLE]):
            yield name, value
        for each in value if len(value) == 1 else ():
            yield from _lists(each, name, depth + 1)
    elif isinstance(value, dict):
        if depth == 0 and _has(value, ANY.text) and _has(value, ANY.speaker):
            yield "the single turn", [value]
        for key, each in list(value.items())[:SAMPLE]:
            if isinstance(each, list | dict):
                yield from _lists(each, f"“{key[:40]}”", depth + 1)


def _has(row: Mapping[str, object], names: Sequence[str]) -> bool:
    return any(isinstance(row.get(name), str) and row[name] for name in names)


def _likeness(value: Sequence[object]) -> float:
    sample = [each for each in value[:SAMPLE] if isinstance(each, dict)]
    said = [row for row in sample if _has(row, ANY.text) or inside(row)]
    if len(said) < 0.5 * len(sample) or not said:
        return 0.0
    if _most(said, lambda row: first(row, *_SURE_SPEAKERS) is not None):
        return 0.85
    has_start = _most(said, lambda row: is_time(first(row, *ANY.start)))
    if has_start and _most(said, lambda row: is_time(first(row, *ANY.end, *ANY.duration))):
        return 0.8
    has_speaker = _most(said, lambda row: bool(label_of(first(row, *ANY.speaker))))
    return 0.7 if has_start and has_speaker else 0.55 if has_start else 0.45 if has_speaker else 0.0


def _most(said: Sequence[Mapping[str, object]], holds: Callable[[Mapping[str, object]], bool]) -> bool:
    return sum(map(holds, said)) >= 0.5 * len(said)


def _draft_turns(document: object, problems: list[Problem]) -> Draft:
    likeness, value, name = _best_list(document)
    own = fields(document)
    turns = turns_of_rows(value, name, ANY, problems) if likeness else []
    problems += [
        Problem(f"{other[:1].upper()}{other[1:]} looks like turns too and was left out; {name} was read")
        for other in _others(document, value, "".join(turn.text for turn in turns))
    ]
    return Draft(turns, text_of(own.get("title")), language_of(own.get("language")), is_unit_known=False)


def _others(document: object, chosen: Sequence[object], said: str) -> Iterator[str]:
    """The names of other lists like turns that say something else than the one that was read."""
    for name, value in _lists(document, "the list", 0):
        first_row = next((fields(each) for each in value if isinstance(each, dict)), fields(None))
        text = next((text_of(first_row[each]).strip() for each in ANY.text if _has(first_row, (each,))), "")
        if value is not chosen and text and text not in said and _likeness(value) >= 0.7:
            yield name


def _messages(document: object) -> Sequence[object]:
    """The typed messages of a chat export (Slack, chat assistants); empty where it is none."""
    own = fields(document)
    for value in (entries(document), entries(own.get("messages"))):
        sample = [row for row in value[:SAMPLE] if isinstance(row, dict)]
        if sample and _most(sample, _is_message):
            return value
    return ()


def _is_message(row: Mapping[str, object]) -> bool:
    if row.get("type") == "message" and "text" in row and {"user", "from", "username", "bot_id"} & row.keys():
        return True
    return row.get("role") in _MESSAGE_ROLES and "content" in row


def _looks_chat(document: object) -> float:
    return 0.9 if _messages(document) else 0.0


def _draft_chat(document: object, problems: list[Problem]) -> Draft:
    """Who wrote what; the times of a chat are times of day, not of a recording, so they are not taken over."""
    columns = replace(ANY, speaker=("user_name", "username", "from", "user", "role"), start=(), end=(), duration=())
    turns = turns_of_rows(_messages(document), "the messages", columns, problems)
    return Draft(turns, text_of(fields(document).get("name")), kind=Kind.CHAT)


def _looks_paragraphs(document: object) -> float:
    own = _with_paragraphs(document)
    paragraph = fields(next(iter(entries(own.get("paragraphs"))), None))
    word = fields(next(iter(entries(own.get("words"))), None))
    return 0.93 if {"speaker", "start"} <= paragraph.keys() and {"text", "start"} <= word.keys() else 0.0


def _with_paragraphs(document: object) -> Mapping[str, object]:
    """The object with `words` and `paragraphs`; of several transcripts the first."""
    inner = next((fields(each) for each in entries(document)), fields(document))
    return fields(inner.get("transcript")) or inner


def _draft_paragraphs(document: object, problems: list[Problem]) -> Draft:
    if len(entries(document)) > 1:
        problems.append(
            Problem(f"The file holds {len(entries(document))} transcripts; the first was read. Split it for the others")
        )
    own = _with_paragraphs(document)
    spans = [(seconds_of(fields(each).get("start")), fields(each)) for each in entries(own.get("paragraphs"))]
    starts = sorted(((start, label_of(row.get("speaker"))) for start, row in spans if start is not None), reverse=True)
    turns: list[Turn] = []
    group: list[Spoken] = []
    speaker = ""
    for row, text in worded(own.get("words"), "the words", problems, "text"):
        start = seconds_of(row.get("start"))
        while starts and start is not None and start >= starts[-1][0] - 0.0005:
            turns += turns_of_words(group)
            group, speaker = [], starts.pop()[1]
        group.append(Spoken(text, speaker, start, seconds_of(row.get("end")), probability_of(row.get("confidence"))))
    return Draft([*turns, *turns_of_words(group)], text_of(own.get("title")))


TURNS_FORMAT = json_format(
    "turns-json",
    "A list of turns (JSON or JSON Lines)",
    looks=_looks_turns,
    draft=_draft_turns,
    shown_by=("speaker", "speaker_name", "start", "text"),
)
CHAT_FORMAT = json_format(
    "chat-json", "Chat messages (JSON)", looks=_looks_chat, draft=_draft_chat, shown_by=("type", "user", "role")
)
PARAGRAPHS_FORMAT = json_format(
    "paragraphs-json",
    "Words with paragraphs, as Digital Paper Edit keeps them (JSON)",
    looks=_looks_paragraphs,
    draft=_draft_paragraphs,
    shown_by=("paragraphs", "words", "speaker"),
)
