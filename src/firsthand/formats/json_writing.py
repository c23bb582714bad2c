"""A transcript as Firsthand's own JSON: one turn on each line, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from firsthand.domain.interviews.transcripts import Timing, Transcript, Turn, Word
from firsthand.formats.problems import Problem
from firsthand.formats.readings import Kind


def json_text(transcript: Transcript, format_name: str, sha256: str, kind: Kind, problems: Iterable[Problem]) -> str:
    """The JSON document; times in seconds or null, offsets in code points of the turn's text, end exclusive."""
    head: dict[str, object] = {"format": format_name, "sha256": sha256, "kind": kind.value}
    if transcript.title:
        head["title"] = transcript.title
    if transcript.language:
        head["language"] = transcript.language
    members = [f"{_line(name)}: {_line(value)}" for name, value in head.items()]
    members.append(f'"problems": {_list([_problem(each) for each in problems])}')
    members.append(f'"turns": {_list([_turn(each) for each in transcript.turns])}')
    return "{\n  " + ",\n  ".join(members) + "\n}\n"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _list(rows: Sequence[dict[str, object]]) -> str:
    return "[\n    " + ",\n    ".join(map(_line, rows)) + "\n  ]" if rows else "[]"


def _problem(problem: Problem) -> dict[str, object]:
    return {"line": problem.line, "message": problem.message, "text": problem.text}


def _turn(turn: Turn) -> dict[str, object]:
    row: dict[str, object] = {
        "index": turn.index,
        "speaker": turn.speaker,
        "role": turn.role.value,
        "start": turn.start,
        "end": turn.end,
        "text": turn.text,
    }
    if turn.timing is not Timing.NONE:
        row["timing"] = turn.timing.value
    if turn.imported is not None:
        row["imported"] = turn.imported
    if turn.words:
        row["words"] = [_word(word) for word in turn.words]
    return row


def _word(word: Word) -> dict[str, object]:
    row: dict[str, object] = {"begin": word.begin, "finish": word.finish, "start": word.start, "end": word.end}
    return row if word.probability is None else {**row, "probability": word.probability}
