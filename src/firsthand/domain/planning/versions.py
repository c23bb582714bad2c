"""What changed between two versions of a guide, told for people; and what to tell the second of two editors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from firsthand.domain.planning.guides import Guide
from firsthand.domain.planning.version_pairs import Pair, paired, unmoved
from firsthand.domain.planning.version_parts import Kind, Part, parts_of, settings_of

MAX_WORDS = 400  # of a text whose words are compared one by one


class Did(StrEnum):
    """What was done."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"
    CHANGED = "changed"  # minutes, slots, settings: a value


class Op(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    LEFT_OUT = "left_out"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words of a changed text; all pieces but those left out make the new text."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `section` is the title where it is now (where it was, if it is gone)."""

    did: Did
    kind: Kind
    before: str  # "" where there was nothing
    after: str  # "" where there is nothing any more
    section: str = ""
    section_before: str = ""  # where a moved thing was
    pieces: tuple[Piece, ...] = ()  # of a rewording

    def __str__(self) -> str:
        return _SENTENCES[self.did](self)


@dataclass(frozen=True, slots=True)
class EditConflict:
    """Two people changed the version that both had seen; nothing is saved until the second has looked."""

    theirs: tuple[Change, ...]  # what was saved in the meantime
    mine: tuple[Change, ...]  # what would be saved
    same_place: tuple[tuple[Change, Change], ...]  # (theirs, mine) of one and the same question, note or section

    @property
    def words(self) -> str:
        """The notice, in one or two sentences."""
        told = (
            f"Somebody saved this guide while you were editing: {_count(self.theirs)} of theirs, {_count(self.mine)} "
        )
        told += "of yours. Nothing is lost and nothing was overwritten. "
        if not self.same_place:
            return told + "You changed different things."
        return told + f"You both changed the same {'thing' if len(self.same_place) == 1 else 'things'}: look at those."


def difference(old: Guide, new: Guide) -> tuple[Change, ...]:
    """What changed from one guide to the other: settings first, then in the new guide's order, what is gone last."""
    before, after = parts_of(old), parts_of(new)
    pairs = paired(before, after)
    return (*_settings(old, new), *_kept(pairs), *_gone(pairs, before))


def edit_conflict(seen: Guide, theirs: Guide, mine: Guide) -> EditConflict:
    """What two people did to the guide that both had seen."""
    their_changes, my_changes = difference(seen, theirs), difference(seen, mine)
    by_before: dict[tuple[Kind, str], list[Change]] = defaultdict(list)
    for change in their_changes:
        by_before[change.kind, change.before].append(change)
    both = [
        (their, mine_too)
        for mine_too in my_changes
        if mine_too.before
        for their in by_before[mine_too.kind, mine_too.before]
        if their != mine_too
    ]
    return EditConflict(their_changes, my_changes, tuple(both))


def _settings(old: Guide, new: Guide) -> Iterator[Change]:
    before, after = settings_of(old), settings_of(new)
    for name in before:
        if before[name] != after[name]:
            yield Change(Did.CHANGED, Kind.SETTING, before[name], after[name], name)


def _kept(pairs: Sequence[Pair]) -> Iterator[Change]:
    stays = unmoved(pairs)
    for pair in pairs:
        if pair.old is None:
            yield Change(Did.ADDED, pair.new.kind, "", pair.new.text, pair.new.section)
        else:
            yield from _of_pair(pair.old, pair.new, is_moved=pair.new.at not in stays)


def _of_pair(old: Part, new: Part, *, is_moved: bool) -> Iterator[Change]:
    if is_moved:
        yield Change(Did.MOVED, new.kind, old.text, new.text, new.section, old.section)
    if old.text != new.text:
        yield Change(Did.REWORDED, new.kind, old.text, new.text, new.section, pieces=word_changes(old.text, new.text))
    if old.minutes != new.minutes:
        yield Change(Did.CHANGED, Kind.MINUTES, _minutes(old.minutes), _minutes(new.minutes), new.text)
    if old.remarks != new.remarks:
        before, after = "\n".join(old.remarks), "\n".join(new.remarks)
        yield Change(Did.CHANGED, Kind.NOTE, before, after, new.text, pieces=word_changes(before, after))
    if old.ignores != new.ignores:
        yield Change(Did.CHANGED, Kind.IGNORE, "; ".join(old.ignores), "; ".join(new.ignores), new.text)


def _gone(pairs: Sequence[Pair], before: Sequence[Part]) -> Iterator[Change]:
    kept = {pair.old.at for pair in pairs if pair.old is not None}
    for part in before:
        if part.at not in kept:
            yield Change(Did.REMOVED, part.kind, part.text, "", part.section)


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """The new text in stretches of words that stayed, were added or were left out; space goes with the word before."""
    before, after = _words(old), _words(new)
    if max(len(before), len(after)) > MAX_WORDS:
        return (Piece(Op.LEFT_OUT, old), Piece(Op.ADDED, new))
    pieces: list[Piece] = []
    matched = SequenceMatcher(None, [word.strip() for word in before], [word.strip() for word in after], autojunk=False)
    for op, i, j, k, m in matched.get_opcodes():
        if op == "equal":
            pieces.append(Piece(Op.SAME, "".join(after[k:m])))
        else:
            pieces += [Piece(Op.LEFT_OUT, "".join(before[i:j]))] if j > i else []
            pieces += [Piece(Op.ADDED, "".join(after[k:m]))] if m > k else []
    return tuple(pieces)


def _words(text: str) -> list[str]:
    """The words, each with the space behind it; leading space is a word of its own."""
    words: list[str] = []
    for character in text:
        if words and (character.isspace() or not words[-1][-1].isspace()):
            words[-1] += character
        else:
            words.append(character)
    return words


def _minutes(minutes: int | None) -> str:
    return "" if minutes is None else str(minutes)


def _count(changes: Sequence[Change]) -> str:
    return f"{len(changes)} change{'s' if len(changes) != 1 else ''}"


_NAMES = {Kind.SECTION: "the section", Kind.QUESTION: "the question", Kind.PROBE: "the probe", Kind.NOTE: "the note",
          Kind.PROSE: "the text", Kind.TERM: "the term"}  # fmt: skip


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat}”" if len(flat) <= 80 else f"“{flat[:79].rstrip()}…”"


def _where(change: Change) -> str:
    return f" in “{change.section}”" if change.section and change.kind is not Kind.SECTION else ""


def _moved(change: Change) -> str:
    told = f"Moved {_NAMES[change.kind]} {_short(change.after)}"
    if change.section_before == change.section:
        return f"{told}{_where(change)}."
    return f"{told} from “{change.section_before}” to “{change.section}”."


def _changed(change: Change) -> str:
    if change.kind is Kind.MINUTES:
        return f"“{change.section}”: {change.before or 'no'} minutes became {change.after or 'no minutes'}."
    if change.kind is Kind.SETTING:
        return f"{change.section}: {_short(change.before)} became {_short(change.after)}."
    name = "notes" if change.kind is Kind.NOTE else "what the linter leaves alone"
    return f"Changed the {name} of {_short(change.section)}."


_SENTENCES: dict[Did, Callable[[Change], str]] = {
    Did.ADDED: lambda change: f"Added {_NAMES[change.kind]} {_short(change.after)}{_where(change)}.",
    Did.REMOVED: lambda change: f"Took out {_NAMES[change.kind]} {_short(change.before)}{_where(change)}.",
    Did.MOVED: _moved,
    Did.REWORDED: lambda change: (
        f"Reworded {_NAMES[change.kind]} {_short(change.before)}{_where(change)}: now {_short(change.after)}."
    ),
    Did.CHANGED: _changed,
}
