"""A transcript as a proof reads it: corrected where something quoted stands, with nothing covered in what travels."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from firsthand.domain.evidence.redaction.covering import Cover, covered, moved
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.domain.synthesis.proofs import (
    NEAR,
    Corrected,
    Edit,
)
from firsthand.services.checking import around
from firsthand.services.covers import Covers
from firsthand.services.quotes import QuoteRow
from firsthand.services.transcripts import Loaded

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A transcript as its proof reads it: corrected only in the turns in which something quoted stands.

    Where a correction itself holds personal data, the placeholder is written into it, so that the words don't leave.
    """

    loaded: Loaded
    transcript: Transcript
    written_in: Mapping[int, tuple[Cover, ...]]  # by turn: covers that stand in the text itself
    covers: Mapping[int, tuple[Cover, ...]]  # by turn, in the offsets of the transcript; of the turns near quotes
    has_other_corrections: bool

    def place(self, row: QuoteRow) -> tuple[int, int, int, int]:
        """Where a quote stands."""
        first, last = self.written_in.get(row.first_turn, ()), self.written_in.get(row.last_turn, ())
        begin = moved(row.begin, first, is_end=False)
        return row.first_turn, begin, row.last_turn, moved(row.finish, last, is_end=True)

    def covers_near(self, row: QuoteRow) -> dict[int, tuple[Cover, ...]]:
        """The covers of the turns around a quote."""
        turns = range(row.first_turn - NEAR, row.last_turn + NEAR + 1)
        return {turn: self.covers[turn] for turn in turns if self.covers.get(turn)}

    def corrections(self) -> Iterator[Corrected]:
        """The corrections of the turns that are read as corrected."""
        for turn in self.transcript.turns:
            made = self.loaded.corrections.get(turn.index)
            if made and turn.imported is not None:
                edits = tuple(_edits_of(turn.imported, turn.text))
                yield Corrected(turn.index, edits, made.by, made.at.isoformat(timespec="seconds"), made.has_listened)


def prepared(files: Mapping[str, Loaded], covers: Covers, rows: Iterable[QuoteRow]) -> dict[str, Prepared]:
    """The transcripts of a proof, by id, for the quotes that it shows."""
    quoted: defaultdict[str, list[QuoteRow]] = defaultdict(list)
    for row in rows:
        quoted[row.transcript_id].append(row)
    return {name: _prepare(loaded, covers, quoted[name]) for name, loaded in files.items()}


def _prepare(loaded: Loaded, covers: Covers, rows: Sequence[QuoteRow]) -> Prepared:
    theirs = {turn for row in rows for turn in range(row.first_turn, row.last_turn + 1)}
    record = loaded.record
    laid_over: dict[int, tuple[Cover, ...]] = {}
    for row in rows:
        near = around(loaded.transcript, row.first_turn, row.last_turn, NEAR)
        laid_over |= covers.of_transcript(record.session_id, record.id, near)
    turns, written_in, left = [], {}, {}
    for turn in loaded.transcript.turns:
        mine = laid_over.get(turn.index, ())
        if turn.is_corrected and turn.index in theirs:
            inside = _told_by_correction(turn.imported or "", turn.text, mine)
            written_in[turn.index] = inside
            mine = tuple(_shifted(one, inside) for one in mine if one not in inside)
            turn = replace(turn, text=covered(turn.text, inside))
        elif turn.is_corrected:
            turn = replace(turn, text=turn.imported or "", imported=None)
        turns.append(turn)
        left[turn.index] = mine
    others = any(turn.is_corrected and turn.index not in theirs for turn in loaded.transcript.turns)
    return Prepared(loaded, replace(loaded.transcript, turns=tuple(turns)), written_in, left, others)


def _told_by_correction(imported: str, text: str, covers: Sequence[Cover]) -> tuple[Cover, ...]:
    """The covers over words that a correction brought in: only the placeholder may travel with it."""
    inside: tuple[Cover, ...] = ()
    while True:
        shown = covered(text, inside)
        brought = list(_brought_in(imported, shown))
        open_ones = [(one, _shifted(one, inside)) for one in covers if one not in inside]
        more = [one for one, at in open_ones if any(at.begin < end and begin < at.finish for begin, end in brought)]
        if not more:
            return inside
        inside = tuple(sorted((*inside, *more), key=lambda one: one.begin))


def _brought_in(imported: str, text: str) -> Iterator[tuple[int, int]]:
    """Where in a corrected text the words stand that were not imported."""
    shift = 0
    for one in _edits_of(imported, text):
        yield one.begin + shift, one.begin + shift + len(one.text)
        shift += len(one.text) - (one.finish - one.begin)


def _shifted(cover: Cover, inside: Sequence[Cover]) -> Cover:
    begin, finish = moved(cover.begin, inside, is_end=False), moved(cover.finish, inside, is_end=True)
    return Cover(begin, finish, cover.placeholder)


def _edits_of(imported: str, text: str) -> Iterator[Edit]:
    """What turns an imported text into a corrected one, word by word."""
    before, after = _TOKENS.findall(imported), _TOKENS.findall(text)
    starts = [0]
    for token in before:
        starts.append(starts[-1] + len(token))
    for kind, first, last, begin, finish in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Edit(starts[first], starts[last], "".join(after[begin:finish]))
