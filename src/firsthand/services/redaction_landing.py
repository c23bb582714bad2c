"""Decisions on personal data, carried over when another transcript of the same conversation becomes the one of record.

A decision lands where the same words stand among the same surroundings. What does not land is kept with its words, to
be listed; whatever the rules find in the new transcript waits for a look, and is covered until then. Decisions stay
with the old transcript too, so that going back restores them.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.domain.errors import Invalid
from firsthand.domain.evidence.redaction.words import folded
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.interviews.anchors import anchor, resolve
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Transcript, Turn
from firsthand.services.transcripts import corrected, corrections_of
from firsthand.storage.redactions import RedactionRecord
from firsthand.storage.transcripts import TranscriptRecord, TurnRecord

Place = tuple[int, int, int]  # turn, begin, finish


def carry_decisions(before: TranscriptRecord, record: TranscriptRecord) -> None:
    """Bring what members decided into the new transcript of record, inside the caller's act."""
    rows = list(RedactionRecord.objects.filter(transcript=before).order_by("index", "begin", "id"))
    if not rows:
        return
    there = list(RedactionRecord.objects.filter(transcript=record))
    taken = {(row.index, row.begin, row.finish) for row in there if row.has_landed}
    known = {(row.index, row.exact) for row in there}  # also what did not land elsewhere, and came from here
    new, old = _transcript(record), _transcript(before)
    places = _places(rows, old, new)
    fresh = []
    for row, place in zip(rows, places, strict=True):
        if place is None and (row.index, row.exact) not in known:
            fresh.append(_copied(row, record, None))
        elif place is not None and place not in taken:
            taken.add(place)
            fresh.append(_copied(row, record, place))
    RedactionRecord.objects.bulk_create(fresh, batch_size=500)


def _transcript(record: TranscriptRecord) -> Transcript:
    """The words of a transcript as corrected; nobody is shown them here, so nobody's consent is asked."""
    rows = TurnRecord.objects.filter(transcript=record).order_by("index").values_list("index", "text")
    plain = Transcript(tuple(Turn(index, "", text) for index, text in rows))
    return corrected(plain, corrections_of([record.id]).get(record.id, {}))


def _places(rows: Sequence[RedactionRecord], old: Transcript, new: Transcript) -> list[Place | None]:
    corpus = Corpus.of(new)
    return [_place(row, old, new, corpus) if row.has_landed else None for row in rows]


def _place(row: RedactionRecord, old: Transcript, new: Transcript, corpus: Corpus) -> Place | None:
    """Where the same words stand in the new transcript, within one turn; None where they don't."""
    try:
        pin = anchor(old, row.index, row.begin, row.index, row.finish)
    except Invalid:
        return None
    landed = resolve(pin, new, corpus).anchor
    if pin.exact != row.exact or landed is None or landed.first_turn != landed.last_turn:
        return None
    words = new.turns[landed.first_turn].text[landed.begin : landed.finish]
    return (landed.first_turn, landed.begin, landed.finish) if folded(words) == folded(row.exact) else None


def _copied(row: RedactionRecord, record: TranscriptRecord, place: Place | None) -> RedactionRecord:
    index, begin, finish = place or (row.index, row.begin, row.finish)
    exact = row.exact
    return RedactionRecord(
        id=new_id(Kind.REDACTION),
        workspace_id=row.workspace_id,
        transcript=record,
        index=index,
        begin=begin,
        finish=finish,
        exact=exact,
        kind=row.kind,
        subject=row.subject,
        is_covered=row.is_covered,
        has_landed=place is not None,
        member_id=row.member_id,
    )
