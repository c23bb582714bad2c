"""How the verdicts of `firsthand verify` are shown, to people and to programs."""

from __future__ import annotations

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

import click

from firsthand.domain.evidence.quotes import Check, Match
from firsthand.domain.evidence.redacted import RedactedCheck
from firsthand.domain.evidence.statuses import Mark, Status
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.formats.quotations import Quotation

_INDENT = 4
_MOST_MATCHES = 12
_LONGEST_CHANGE = 300
_TITLES = {
    Status.EXACT: "exact",
    Status.SAME_WORDS: "same words",
    Status.CLEANED: "lightly cleaned",
    Status.ELIDED: "elided",
    Status.ALTERED: "altered",
    Status.STITCHED: "stitched",
    Status.WRONG_SPEAKER: "wrong speaker",
    Status.NOT_FOUND: "not found",
}
_WHY = {
    Status.ALTERED: "The words were changed. Quote what was said, or mark the cut with … and your own words with [ ].",
    Status.STITCHED: "These words were not said together: they are pieces from different places. Quote each alone.",
    Status.NOT_FOUND: "Nothing like this was said in these transcripts. It can't be shown as a quote. "
    "Is it a title or a label, and no speech? Write it as `code`, which is not checked.",
}
_COVERS_OTHERS = (
    "A placeholder here does not stand for such words, or the words around it were not said. [person 1] covers a name, "
    "[phone 1] a number; everything else must be as it was said."
)


@dataclass(frozen=True, slots=True)
class Verified:
    """A quotation with its check; None where it is too short to be checked."""

    quotation: Quotation
    check: Check | None
    corpus: Corpus
    redacted: RedactedCheck | None = None  # where placeholders stand in it

    def fails(self, *, strict: bool) -> bool:
        """Whether the quotation may not stand in the report as it is."""
        if self.check is None:
            return False
        return not self.check.may_be_shown or (strict and Mark.UNCONFIRMED in self.check.marks)

    @property
    def named(self) -> str:
        """The name that the report gives, or ""."""
        return self.quotation.attribution.name if self.quotation.attribution else ""


def as_json(verified: list[Verified]) -> list[dict[str, object]]:
    """One object for each quotation that was checked."""
    return [_object(one, one.check) for one in verified if one.check is not None]


def as_text(verified: list[Verified], report: str, transcripts: Mapping[str, Transcript], *, strict: bool) -> str:
    """The whole verdict for a person at a terminal."""
    head = f"{click.style(report, bold=True)} against {_counted(len(transcripts), 'transcript')}"
    if not verified:
        return f"{head}\n\nNo quotations: no block quote, and nothing between quotation marks."
    blocks = ["\n".join(_lines(one, strict=strict)) for one in verified if one.check is not None]
    short = [one for one in verified if one.check is None]
    if short:
        listed = "; ".join(f"“{one.quotation.text}” ({_place(one)})" for one in short)
        blocks.append(click.style(_wrapped(f"Not checked, under four words: {listed}", 0), dim=True))
    return "\n\n".join([head, *blocks, _sum(verified, strict=strict)])


def _object(one: Verified, checked: Check) -> dict[str, object]:
    anchor, quotation = checked.anchor, one.quotation
    return {
        "quote": quotation.text,
        "status": checked.status.value,
        "marks": [mark.value for mark in checked.marks],
        "transcript": checked.document if anchor else None,
        "turn": anchor.first_turn if anchor else None,
        "speaker": checked.speaker if anchor else None,
        "difference": checked.difference or None,
        "line": quotation.line,
        "place": quotation.place or None,
        "role": checked.role.value if anchor else None,
        "start": anchor.start if anchor else None,
        "said_by": one.named or None,
        "sentence": checked.sentence or None,
        "cut_off": [{"words": cut.words, "kind": cut.cue.value} for cut in checked.cut_off],
        "why": _why(one, checked) or None,
        "matches": [_match(match) for match in checked.matches],
        "proof": asdict(one.redacted.proof) if one.redacted and one.redacted.proof else None,
    }


def _place(one: Verified) -> str:
    return one.quotation.place or f"line {one.quotation.line}"


def _match(match: Match) -> dict[str, object]:
    place = match.place
    return {
        "transcript": place.document,
        "turn": place.first_turn,
        "speaker": match.speaker,
        "role": match.role.value,
        "start": match.start,
    }


def _lines(one: Verified, *, strict: bool) -> Iterator[str]:
    checked = one.check
    assert checked is not None
    fails, doubts = one.fails(strict=strict), bool({Mark.CROPPED, Mark.LEFT_OUT, Mark.EDGE_UNREAD} & {*checked.marks})
    sign, colour = ("✗", "red") if fails else ("!", "yellow") if doubts else ("✓", "green")
    title = ", ".join([_TITLES[checked.status], *(_told(mark) for mark in checked.marks if mark is not Mark.SHORT)])
    verdict = click.style(f"{sign} {title}", fg=colour, bold=True)
    yield f"{verdict}  {click.style(_place(one), dim=True)}"
    yield _wrapped(f"“{one.quotation.text}”")
    yield from (_wrapped(line) for line in _details(one, checked))


def _told(mark: Mark) -> str:
    words = {Mark.UNCONFIRMED: "speaker unconfirmed", Mark.AMBIGUOUS: "said more than once"}
    return words.get(mark, mark.value.replace("_", " "))


def _details(one: Verified, checked: Check) -> Iterator[str]:
    if checked.anchor is not None:
        place = f"turns {checked.anchor.first_turn}–{checked.anchor.last_turn}"
        if checked.anchor.first_turn == checked.anchor.last_turn:
            place = f"turn {checked.anchor.first_turn}"
        yield " · ".join(filter(None, (checked.document, _speaker(checked), _clock(checked.anchor.start), place)))
    why = _why(one, checked)
    if why:
        yield why
    if checked.changes:
        yield f"Difference: {textwrap.shorten(checked.difference, _LONGEST_CHANGE, placeholder=' …')}"
    if checked.cut_off:
        yield f"Whole sentence: “{checked.sentence}”"
        yield "Left off: " + ", ".join(f"“{cut.words}” ({cut.cue.value})" for cut in checked.cut_off)
    if Mark.SHORT in checked.marks or Mark.AMBIGUOUS in checked.marks:
        yield from _matches(checked)


def _speaker(checked: Check) -> str:
    role = "" if checked.role is Role.UNKNOWN else f" ({checked.role.value})"
    return f"{checked.speaker or 'nobody named'}{role}"


def _why(one: Verified, checked: Check) -> str:
    if one.redacted and not one.redacted.is_plausible:
        return _COVERS_OTHERS
    if checked.status is Status.WRONG_SPEAKER:
        name = one.named if one.named and checked.role is not Role.RESEARCHER else "a participant"
        return f"Said by {_speaker(checked)}, not by {name}."
    return _WHY.get(checked.status, "")


def _matches(checked: Check) -> Iterator[str]:
    if len(checked.matches) < 2:
        return
    yield f"These words stand in {len(checked.matches)} places:"
    for match in checked.matches[:_MOST_MATCHES]:
        place = (match.place.document, match.speaker, _clock(match.start), f"turn {match.place.first_turn}")
        yield "  " + " · ".join(filter(None, place))
    if len(checked.matches) > _MOST_MATCHES:
        yield f"  and {len(checked.matches) - _MOST_MATCHES} more"


def _clock(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _sum(verified: list[Verified], *, strict: bool) -> str:
    checks = [one.check for one in verified if one.check is not None]
    failing = sum(one.fails(strict=strict) for one in verified)
    statuses = Counter(check.status for check in checks)
    listed = ", ".join(f"{statuses[status]} {_TITLES[status]}" for status in Status if statuses[status])
    cropped = sum(Mark.CROPPED in check.marks for check in checks if check.may_be_shown)
    lines = [f"{_counted(len(checks), 'quotation')} checked: {listed}." if checks else "Nothing to check."]
    if cropped:
        lines.append(f"{cropped} cropped: show the whole sentence beside it.")
    if any(Mark.UNCONFIRMED in check.marks for check in checks):
        lines.append("Speakers are unconfirmed: name who asked with --researcher NAME or in roles.toml.")
    verdict = f"{failing} may not be shown as a quote." if failing else "All may be shown as quotes."
    lines.append(click.style(verdict, fg="red" if failing else "green", bold=True) if checks else "")
    return "\n".join(filter(None, lines))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _wrapped(text: str, indent: int = _INDENT) -> str:
    width = max(60, min(100, shutil.get_terminal_size().columns))
    space = " " * indent
    lead = space + text[: len(text) - len(text.lstrip())]
    return textwrap.fill(text.strip(), width, initial_indent=lead, subsequent_indent=lead, break_on_hyphens=False)
