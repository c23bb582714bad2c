"""Minutes kept in an IRC channel: a scribe types what others say ("ada: I agree"); what people type is not speech."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from firsthand.domain.interviews.transcripts import Transcript
from firsthand.formats.entries import Entry, turns_of
from firsthand.formats.names import cleaned, may_be_name
from firsthand.formats.problems import Problem, Weight, shortened
from firsthand.formats.readings import Evidence, Format, Guess, Kind, Reading, Source, Unreadable
from firsthand.formats.times import seconds

_LINE = re.compile(
    r"\[?(?P<at>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?|\d{1,2}:\d\d(?::\d\d)?)\]?"
    r"\s*<[ @+%&~]?(?P<nick>[^>\s][^>]{0,80})>[ \t]?(?P<words>.*)$"
)
_RELAY = re.compile(r"\s*(?P<name>[^\s:][^:]{0,59}?)\s?:(?!//)\s*(?P<words>.*)$")
_GOES_ON = re.compile(r"\s*(?:\.\.\.|…)\s*(?P<words>.*)$")
_COMMAND = re.compile(
    r"\s*(?:topic|sub-?topic|scribe\w*|chair|agenda|present|regrets|meeting|date|resolved|resolution|"
    r"action(?:[ -]\d+)?|"
    r"proposal|proposed|issue(?:[ -]\d+)?|next meeting|previous meeting|title|rrsagent|zakim|trackbot|ghurlbot|"
    r"i|s|q|note|link|links|pr|pull request|decision|summary|guests?|invited|ip note)\s*[:+/]",
    re.IGNORECASE,
)
_SCRIBE = re.compile(r"\s*(?:scribe(?:nick)?\s*:\s*(?P<named>\S.*)|scribe\+\s*(?P<added>\S.*)?)$", re.IGNORECASE)
_BOTS = frozenset(["zakim", "rrsagent", "trackbot", "ghurlbot", "agendabot", "gb", "github-bot", "caribou"])
_LEAST_RELAYS = 5


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    at: float | None
    nick: str
    words: str


def _sniff(source: Source) -> Guess | None:
    at = [number for number, line in enumerate(source.head, start=1) if _LINE.match(line[:300])]
    filled = sum(1 for line in source.head if line.strip())
    if len(at) < 2 or len(at) < 0.6 * filled:
        return None
    return Guess("irc-minutes", 0.96, tuple(Evidence(n, shortened(source.head[n - 1])) for n in at[:3]))


def _read(source: Source) -> Reading:
    lines, problems = _lines(source.lines)
    if not lines:
        raise Unreadable("No line of this file is an IRC message such as “[time] <name> words”.")
    scribes = _scribes(lines)
    spoken = _spoken(lines, scribes)
    if len(spoken) < _LEAST_RELAYS and len(spoken) < 0.2 * len(lines):
        return _as_chat(lines, problems)
    turns, more = turns_of(_joined(spoken))
    left_out = f"{len(lines) - len(spoken)} typed messages and commands were left out: nobody said them aloud"
    typed = Problem(left_out, weight=Weight.LEFT_OUT)
    return Reading("irc-minutes", Kind.TRANSCRIPT, Transcript(turns, _title(lines)), (*problems, typed, *more))


def _as_chat(lines: list[_Line], problems: tuple[Problem, ...]) -> Reading:
    turns, more = turns_of([Entry(line.nick, " ".join(line.words.split()), line.number, line.at) for line in lines])
    why = Problem("No scribe relays speech in this log, so all of it was read as typed messages")
    return Reading("irc-minutes", Kind.CHAT, Transcript(turns, _title(lines)), (*problems, why, *more))


def _lines(texts: Sequence[str]) -> tuple[list[_Line], tuple[Problem, ...]]:
    lines: list[_Line] = []
    odd: list[Problem] = []
    origin: datetime | None = None
    for number, text in enumerate(texts, start=1):
        found = _LINE.match(text)
        if found is None:
            if text.strip():
                odd.append(Problem("This line is no message and was left out", number, shortened(text)))
            continue
        when = _moment(found["at"])
        origin = origin or when
        at = round((when - origin).total_seconds(), 3) if when and origin else seconds(found["at"])
        nick = cleaned(found["nick"])
        lines.append(_Line(number, at if at is None or at >= 0 else None, nick, found["words"].lstrip("\t")))
    return lines, tuple(odd[:20])


def _moment(text: str) -> datetime | None:
    if "-" not in text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _scribes(lines: list[_Line]) -> frozenset[str]:
    """Who was named as scribe, and who relays so much that he must be one; never a bot, never one who just replies."""
    named = set()
    relays: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for line in lines:
        total[line.nick] += 1
        found = _SCRIBE.match(line.words[:200])
        if found:
            named.add((found["named"] or found["added"] or line.nick).strip())
        elif _relayed(line) is not None:
            relays[line.nick] += 1
    often = {nick for nick, n in relays.items() if n >= _LEAST_RELAYS and n >= 0.3 * total[nick]}
    known = {nick for nick in total if nick in named or any(_same_person(nick, name) for name in named)}
    return frozenset(nick for nick in often | known if nick.casefold() not in _BOTS)


def _same_person(nick: str, name: str) -> bool:
    return re.split(r"[_ (/]", nick.casefold())[0] == re.split(r"[_ (/]", name.casefold())[0]


def _relayed(line: _Line) -> re.Match[str] | None:
    head = line.words[:120]
    found = None if _COMMAND.match(head) else _RELAY.match(line.words)
    return found if found and may_be_name(cleaned(found["name"])) and len(found["name"].split()) <= 3 else None


def _spoken(lines: list[_Line], scribes: frozenset[str]) -> list[tuple[_Line, str, str]]:
    """Each relayed line with its speaker and words; "…" goes on for the speaker before."""
    spoken: list[tuple[_Line, str, str]] = []
    people = _people(lines, scribes)
    current: dict[str, str] = {}
    for line in lines:
        if line.nick not in scribes:
            continue
        relayed, going_on = _relayed(line), _GOES_ON.match(line.words)
        if going_on and current.get(line.nick):
            spoken.append((line, current[line.nick], " ".join(going_on["words"].split())))
        elif relayed and (cleaned(relayed["name"]) in people or " " not in relayed["name"].strip()):
            current[line.nick] = cleaned(relayed["name"])
            spoken.append((line, current[line.nick], " ".join(relayed["words"].split())))
    return spoken


def _people(lines: list[_Line], scribes: frozenset[str]) -> frozenset[str]:
    """Names of several words that are speakers: they come back, or someone of that name is in the channel."""
    relayed = (found for line in lines if line.nick in scribes and (found := _relayed(line)) is not None)
    counts = Counter(cleaned(found["name"]) for found in relayed)
    nicks = {line.nick for line in lines}
    return frozenset(name for name, n in counts.items() if n >= 2 or any(_same_person(nick, name) for nick in nicks))


def _joined(spoken: list[tuple[_Line, str, str]]) -> list[Entry]:
    """A scribe's lines are as short as captions: what one speaker says on end is one entry."""
    groups: list[tuple[_Line, str, list[str]]] = []
    for line, name, words in spoken:
        if groups and groups[-1][1] == name:
            groups[-1][2].append(words)
        else:
            groups.append((line, name, [words]))
    return [Entry(name, " ".join(w for w in words if w), line.number, line.at) for line, name, words in groups]


def _title(lines: list[_Line]) -> str:
    found = (re.match(r"\s*meeting\s*:\s*(\S.*)", line.words, re.IGNORECASE) for line in lines[:100])
    return next((shortened(match[1]) for match in found if match), "")


IRC_FORMATS: tuple[Format, ...] = (Format("irc-minutes", "IRC minutes with a scribe", ("log", "txt"), _sniff, _read),)
