"""How well capture finds what people marked in meetings afterwards: an item counts as found within 15 seconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from firsthand.domain.interviews.transcripts import Role, Timing, Turn
from firsthand.domain.live.capture import Capture, captured
from firsthand.domain.live.items import CaptureKind, Item, Setting, Tier
from firsthand.domain.live.memory import Ground

Row = Mapping[str, Any]  # one line of a labelled set, as parsed from JSON
NEAR = 15.0  # seconds
MEETING = Ground(Setting.MEETING)
FLAGS = {"decision": CaptureKind.DECISION, "action": CaptureKind.ACTION}


@dataclass(frozen=True, slots=True)
class Meeting:
    """One labelled meeting: its utterances as turns, and the seconds at which each flag stands."""

    name: str
    turns: tuple[Turn, ...]
    marked: Mapping[str, tuple[float, ...]]  # only the flags that the meeting was labelled for

    def captured(self) -> tuple[Item, ...]:
        """What capture finds in it."""
        return captured(self.turns, MEETING)


@dataclass(frozen=True, slots=True)
class Near:
    """What was found against what was marked, both gathered into items (at most 15 seconds from one to the next)."""

    what: str
    found: int
    right: int  # of the found, near something marked
    marked: int
    reached: int  # of the marked, near something found

    @property
    def precision(self) -> float:
        """Of what was found, the share near something marked."""
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        """Of what was marked, the share near something found."""
        return self.reached / max(self.marked, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return (
            f"{self.what}: F1 {self.f1:.3f}, P {self.precision:.3f} ({self.right} of {self.found} found), "
            f"R {self.recall:.3f} ({self.reached} of {self.marked} marked)"
        )


def meetings_of(rows: Iterable[Row]) -> tuple[Meeting, ...]:
    """The meetings of a set with one utterance a row (`meeting, start, idx, sp, text` and the flags)."""
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_name[str(row["meeting"])].append(row)
    return tuple(_meeting(name, sorted(some, key=lambda r: (r["start"], r["idx"]))) for name, some in by_name.items())


def _meeting(name: str, rows: Sequence[Row]) -> Meeting:
    turns = tuple(
        Turn(i, str(row["sp"]), str(row["text"]), float(row["start"]), None, Timing.CUE, Role.OTHER)
        for i, row in enumerate(rows)
    )
    labelled = [flag for flag in FLAGS if any(flag in row for row in rows)]
    return Meeting(name, turns, {f: tuple(float(r["start"]) for r in rows if r.get(f)) for f in labelled})


def item_figures(judged: Iterable[tuple[Meeting, Sequence[Item]]]) -> tuple[Near, ...]:
    """For each flag: the likely suggestions alone, and all of them."""
    known = tuple(judged)
    return tuple(
        _near(f"{flag}, {what}", flag, tiers, known)
        for flag in FLAGS
        for what, tiers in (("likely", {Tier.LIKELY}), ("likely and possible", set(Tier)))
    )


def _near(what: str, flag: str, tiers: set[Tier], judged: Sequence[tuple[Meeting, Sequence[Item]]]) -> Near:
    found = right = marked = reached = 0
    for meeting, items in judged:
        if flag not in meeting.marked:
            continue
        start = {turn.index: turn.start or 0.0 for turn in meeting.turns}
        ours = _gathered(start[one.turn] for one in items if one.kind is FLAGS[flag] and one.tier in tiers)
        theirs = _gathered(meeting.marked[flag])
        found, marked = found + len(ours), marked + len(theirs)
        right += sum(_is_near(one, theirs) for one in ours)
        reached += sum(_is_near(one, ours) for one in theirs)
    return Near(what, found, right, marked, reached)


def _gathered(seconds: Iterable[float]) -> list[tuple[float, float]]:
    """Begin and end of each run of moments that are at most 15 seconds apart."""
    runs: list[tuple[float, float]] = []
    for at in sorted(seconds):
        if runs and at - runs[-1][1] <= NEAR:
            runs[-1] = runs[-1][0], at
        else:
            runs.append((at, at))
    return runs


def _is_near(one: tuple[float, float], others: Iterable[tuple[float, float]]) -> bool:
    return any(begin - NEAR <= one[1] and one[0] <= end + NEAR for begin, end in others)


def spans_reached(rows: Iterable[Row]) -> tuple[int, int]:
    """Of the decisions whose passages people marked by hand: how many hold a suggestion, and how many there are."""
    passages = [str(one["text"]) for row in rows for one in row["label"]]
    return sum(_has(passage.split(" / "), CaptureKind.DECISION) for passage in passages), len(passages)


def concluded(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """What people noted as the end of a discussion (consensus, or none), and whether a decision is suggested in it."""
    for row in rows:
        found = _has([str(line) for line in row["context"]], CaptureKind.DECISION)
        yield ("yes" if row["kind"] == "consensus" else "no"), ("yes" if found else "no")


def noted(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Items as minutes have them, by kind, and what each sentence alone is taken for; proposals are left out."""
    for row in rows:
        if row["label"] in FLAGS:
            found = {one.kind for one in captured((Turn(0, "Scribe", str(row["text"])),), MEETING)}
            said = next((flag for flag, kind in FLAGS.items() if kind in found), "none")
            yield str(row["label"]), said


def committed(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Promises and directives ("commit", "directive") by utterance, and whether a task is suggested there."""
    capture: Capture | None = None
    meeting = ""
    for place, row in enumerate(rows):
        name = str(row["id"]).rsplit("-", 1)[0]
        if capture is None or name != meeting:
            capture, meeting = Capture(MEETING), name
        change = capture.take(Turn(place, "", str(row["text"])))
        found = any(one.kind is CaptureKind.ACTION and one.turn == place for one in change.items)
        yield ("yes" if row["label"] in ("commit", "directive") else "no"), ("yes" if found else "no")


def _has(lines: Sequence[str], kind: CaptureKind) -> bool:
    return any(one.kind is kind for one in captured(_turns(lines), MEETING))


def _turns(lines: Sequence[str]) -> Iterator[Turn]:
    """Lines "Name: words" as turns; a line without a name goes on with the one before."""
    speaker = ""
    for place, line in enumerate(lines):
        name, colon, said = line.partition(": ")
        if colon and len(name) <= 20:  # the longest name in the sets
            speaker, line = name, said
        yield Turn(place, speaker, line)
