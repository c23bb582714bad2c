"""How well the craft rules agree with people: sessions told apart, turns found, follow-ups ranked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from firsthand.domain.interviews.conversation import hear
from firsthand.domain.interviews.craft import craft_report
from firsthand.domain.interviews.listening import reflections, tellings
from firsthand.domain.interviews.probing import uptake
from firsthand.domain.interviews.reflections import ReflectionKind, find_reflections
from firsthand.domain.interviews.speakers import guess_roles
from firsthand.domain.interviews.telling import TellingKind, find_tellings
from firsthand.domain.interviews.transcripts import Role, Timing, Transcript, Turn

Row = Mapping[str, Any]  # one line of a labelled set, as parsed from JSON

MEASURES = (
    "turns that reflect back",
    "turns that reflect back plainly",
    "turns that reflect back and add meaning",
    "telling per 100 words (less is better)",
    "advice and pitch per 100 words (less is better)",
    "probing",
    "probe depth",
    "share open",
    "talk share (less is better)",
    "longest stretch (less is better)",
    "faulty share of questions (less is better)",
)


@dataclass(frozen=True, slots=True)
class Separation:
    """How well one measure tells good sessions from bad: 0.5 is chance, 1 is always right."""

    measure: str
    auc: float
    low: float  # 95 % interval, Hanley & McNeil 1982
    high: float
    good: int
    bad: int


@dataclass(frozen=True, slots=True)
class Detection:
    """How well a rule finds what people labelled."""

    what: str
    precision: float
    recall: float
    positives: int
    rows: int
    thirds: tuple[float, ...]  # F1 on each third of the documents

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _f1(self.precision, self.recall)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Spearman's rank correlation of a score with people's ratings, in all and by thirds of the documents."""

    what: str
    rho: float
    rows: int
    thirds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RoleCheck:
    """How often a guessed role is right where labels give nothing away."""

    right: int
    wrong: int
    unknown: int


def evaluate_sessions(rows: Iterable[Row]) -> tuple[Separation, ...]:
    """Every measure's AUC on whole sessions labelled "high" or "low" (`text` holds "[hh:mm:ss] Name: words" lines)."""
    scored = [(str(row["label"]), _scores(session(row))) for row in rows]
    return tuple(_separation(name, scored) for name in MEASURES)


def evaluate_reflections(rows: Iterable[Row]) -> Detection:
    """Reflections by turn; the label is "none" or a kind of reflection."""
    return _detection("reflection", list(rows), lambda text, heard: bool(find_reflections(text, heard)))


def evaluate_tellings(rows: Iterable[Row]) -> Detection:
    """Advice, information and the like by turn; the label is "none" or a kind of input."""
    return _detection("advice, pitch or explaining", list(rows), lambda text, heard: bool(find_tellings(text, heard)))


def evaluate_uptake(rows: Iterable[Row]) -> Ranking:
    """The uptake score against people's ratings of how well a reply takes up what was said."""
    kept = [row for row in rows if row["context"]]
    found = [(uptake(_said(str(row["context"][-1])), str(row["text"])), float(row["label"])) for row in kept]
    thirds = tuple(_spearman([p for p, r in zip(found, kept, strict=True) if _third(r) == k]) for k in range(3))
    return Ranking("uptake", _spearman(found), len(found), thirds)


def evaluate_roles(transcripts: Iterable[tuple[Transcript, Mapping[str, Role]]]) -> RoleCheck:
    """Guess the roles with the speakers renamed; the mapping holds the right role of every original name."""
    right = wrong = unknown = 0
    for transcript, truth in transcripts:
        names = {name: f"Voice {place + 1}" for place, name in enumerate(transcript.speakers)}
        hidden = Transcript(
            tuple(Turn(t.index, names[t.speaker], t.text, t.start, t.end, t.timing) for t in transcript.turns)
        )
        guessed = {g.speaker: g.role for g in guess_roles(hidden)}
        for name, role in truth.items():
            guess = guessed.get(names.get(name, ""), Role.UNKNOWN)
            right, wrong, unknown = (
                right + (guess is role),
                wrong + (guess not in (role, Role.UNKNOWN)),
                unknown + (guess is Role.UNKNOWN),
            )
    return RoleCheck(right, wrong, unknown)


def session(row: Row, researcher: str = "Therapist") -> Transcript:
    """The transcript of a labelled session, with roles."""
    turns: list[Turn] = []
    for line in str(row["text"]).split("\n"):
        match = _line.match(line)
        if match:
            hours, minutes, seconds, speaker, words = match.groups()
            role = Role.RESEARCHER if speaker == researcher else Role.PARTICIPANT
            start = int(hours) * 3600.0 + int(minutes) * 60 + int(seconds)
            turns.append(Turn(len(turns), speaker, words, start, None, Timing.INTERPOLATED, role))
    return Transcript(tuple(turns))


_line = re.compile(r"\[(\d+):(\d+):(\d+)\] ([^:]+): (.*)")


def _scores(transcript: Transcript) -> dict[str, float]:
    """Each measure of MEASURES with the sign turned so that more should be better."""
    report, conversation = craft_report(transcript), hear(transcript)
    told = tellings(conversation)
    reflected = reflections(conversation, told)
    turns, hundreds = max(len(conversation.researcher_turns), 1), max(conversation.researcher_words, 1) / 100
    faulty = report["questions_by_fault"]
    plain = len({i for i, r in reflected if r.kind is ReflectionKind.PLAIN})
    adding = len({i for i, r in reflected if r.kind is ReflectionKind.ADDING})
    advice = sum(t.kind in (TellingKind.ADVICE, TellingKind.PITCH) for _, t in told)
    values = (
        len({i for i, _ in reflected}) / turns,
        plain / turns,
        adding / turns,
        -len(told) / hundreds,
        -advice / hundreds,
        report["probing"].value or 0.0,
        report["probe_depth"].value or 0.0,
        report["share_open"].value or 0.0,
        -(report["talk_share"].value or 0.0),
        -(report["longest_stretch"].value or 0.0),
        -(faulty.value or 0.0) / max(faulty.n, 1),
    )
    return dict(zip(MEASURES, values, strict=True))


def _separation(name: str, scored: Sequence[tuple[str, Mapping[str, float]]]) -> Separation:
    good = [s[name] for label, s in scored if label == "high"]
    bad = [s[name] for label, s in scored if label == "low"]
    auc = sum((g > b) + 0.5 * (g == b) for g in good for b in bad) / max(len(good) * len(bad), 1)
    spread = 1.96 * _auc_error(auc, len(good), len(bad))
    return Separation(name, auc, max(auc - spread, 0.0), min(auc + spread, 1.0), len(good), len(bad))


def _auc_error(auc: float, good: int, bad: int) -> float:
    """The standard error of an AUC (Hanley & McNeil 1982)."""
    if not good or not bad:
        return 0.0
    q1, q2 = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    variance = auc * (1 - auc) + (good - 1) * (q1 - auc**2) + (bad - 1) * (q2 - auc**2)
    return float((variance / (good * bad)) ** 0.5)


def _detection(what: str, rows: list[Row], finds: Callable[[str, str], bool]) -> Detection:
    pairs = [(finds(str(row["text"]), _heard(row)), row["label"] != "none") for row in rows]
    thirds = []
    for k in range(3):
        third = [p for p, row in zip(pairs, rows, strict=True) if _third(row) == k]
        thirds.append(_f1(*_precision_recall(third)))
    precision, recall = _precision_recall(pairs)
    return Detection(what, precision, recall, sum(g for _, g in pairs), len(pairs), tuple(thirds))


def _heard(row: Row) -> str:
    """What the other side said in the row's context ("client: …")."""
    return " ".join(_said(line) for line in row.get("context") or () if not line.startswith("therapist:"))


def _said(line: str) -> str:
    return line.split(": ", 1)[-1]


def _precision_recall(pairs: Sequence[tuple[bool, bool]]) -> tuple[float, float]:
    both = sum(found and labelled for found, labelled in pairs)
    return both / max(sum(found for found, _ in pairs), 1), both / max(sum(labelled for _, labelled in pairs), 1)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _third(row: Row) -> int:
    """Which third a row's document belongs to; by its name, so that a document is never split."""
    name = str(row.get("doc") or "-".join(str(row["id"]).split("-")[:2]))
    return sum(name.encode()) % 3


def _spearman(pairs: Sequence[tuple[float, float]]) -> float:
    first, second = _ranks([a for a, _ in pairs]), _ranks([b for _, b in pairs])
    n = len(pairs)
    mean = (n - 1) / 2
    above = sum((a - mean) * (b - mean) for a, b in zip(first, second, strict=True))
    below = (sum((a - mean) ** 2 for a in first) * sum((b - mean) ** 2 for b in second)) ** 0.5
    return above / below if below else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 0, ties sharing the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    begin = 0
    while begin < len(order):
        finish = begin
        while finish + 1 < len(order) and values[order[finish + 1]] == values[order[begin]]:
            finish += 1
        for place in range(begin, finish + 1):
            ranks[order[place]] = (begin + finish) / 2
        begin = finish + 1
    return ranks
