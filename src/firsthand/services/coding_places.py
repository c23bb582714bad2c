"""Where codings stand when the words under them change: after a correction, or with another transcript of record.

A coding marks a place, not a wording: it follows its words where they can be found again. Where a correction replaced
them, it covers the whole turn; where another transcript does not hold them, it stays behind in the old one.
Everything here happens inside the caller's act.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.domain.interviews.anchors import LEAST_ALIKE, anchor, resolve
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Transcript, Turn
from firsthand.services.pins import columns, pinned
from firsthand.storage.codes import CodingRecord
from firsthand.storage.quotes import PIN
from firsthand.storage.transcripts import TranscriptRecord

MOVED = ("first_turn", "begin", "last_turn", "finish", "exact")


def follow_correction(transcript_id: str, index: int, before: str, after: str) -> None:
    """Put the codings that touch a turn where their words are in its corrected text."""
    query = CodingRecord.objects.filter(transcript_id=transcript_id, first_turn__lte=index, last_turn__gte=index)
    codings = list(query)
    for coding in codings:
        _follow(coding, index, before, after)
    CodingRecord.objects.bulk_update(codings, MOVED, batch_size=100)


def _follow(coding: CodingRecord, index: int, before: str, after: str) -> None:
    begin = coding.begin if coding.first_turn == index else 0
    finish = min(coding.finish, len(before)) if coding.last_turn == index else len(before)
    found = _found_again(index, begin, finish, before, after)
    coding.exact = _exact(coding.exact, before[begin:finish], after[found[0] : found[1]])
    if coding.first_turn == index:
        coding.begin = found[0]
    if coding.last_turn == index:
        coding.finish = found[1]


def _found_again(index: int, begin: int, finish: int, before: str, after: str) -> tuple[int, int]:
    """Where a stretch of a turn is in its corrected text; the whole turn where nothing is like it."""
    whole = (0, len(after))
    if not before[begin:finish].strip() or (begin, finish) == (0, len(before)):
        return whole
    old, new = (Transcript((Turn(index, "", text),)) for text in (before, after))
    landing = resolve(anchor(old, index, begin, index, finish), new)
    if landing.anchor is None or landing.alike < LEAST_ALIKE:
        return whole
    return landing.anchor.begin, landing.anchor.finish


def _exact(exact: str, part: str, now: str) -> str:
    """The coded words with those of one turn replaced."""
    at = exact.find(part)
    return exact if at < 0 or not part else exact[:at] + now + exact[at + len(part) :]


def codings_elsewhere(record: TranscriptRecord) -> list[CodingRecord]:
    """The codings of a session that stand in its other transcripts."""
    return list(CodingRecord.objects.filter(transcript__session_id=record.session_id).exclude(transcript=record))


def bring_codings(codings: Sequence[CodingRecord], transcript_id: str, transcript: Transcript) -> None:
    """Move codings to another transcript of the same conversation, as far as their words stand there."""
    if not codings:
        return
    corpus, moved = Corpus.of(transcript), []
    for coding in codings:
        landing = resolve(pinned(coding), transcript, corpus)
        if landing.anchor is None or landing.alike < LEAST_ALIKE:
            continue
        coding.transcript_id = transcript_id
        for name, value in columns(landing.anchor).items():
            setattr(coding, name, value)
        moved.append(coding)
    CodingRecord.objects.bulk_update(moved, ["transcript", *PIN], batch_size=100)
