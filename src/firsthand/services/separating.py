"""A transcript that others share is sealed anew without the person who withdrew; the others' quotes stay in place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.models import F

from firsthand.domain.interviews.anchors import anchor
from firsthand.domain.interviews.transcripts import Role, Timing, Transcript
from firsthand.domain.interviews.withdrawing import without
from firsthand.domain.people.withdrawal import WITHDRAWN, Deed, Names, blotted
from firsthand.formats.json_writing import json_text
from firsthand.formats.readings import Kind as FileKind
from firsthand.services.erasing import Tally, erase, note_file
from firsthand.services.landing import columns
from firsthand.services.media import originals
from firsthand.services.reach import Reach
from firsthand.services.transcripts import Correction, as_imported, corrected, corrections_of
from firsthand.storage.columns import Declared
from firsthand.storage.quotes import PIN, Pinned, QuoteRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.transcripts import CorrectionRecord, SpeakerRecord, TranscriptRecord, TurnRecord

FORMAT = "firsthand-json"  # our own JSON, which the importer reads back


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a transcript, sealed but not yet in its place."""

    record: TranscriptRecord
    before: Transcript  # as imported
    after: Transcript
    turns: frozenset[int]  # that were the person's
    speakers: frozenset[str]
    names: Names
    sha256: str
    size: int  # bytes

    @property
    def as_noted(self) -> dict[str, object]:
        """For the receipt."""
        return {"transcript": self.record.id, "sha256": self.sha256, "size": self.size}


def seal_without(record: TranscriptRecord, reach: Reach, names: Names) -> Left:
    """Keep what the others said as a new original; nothing else is changed yet, and doing it again changes nothing."""
    before = as_imported(record).transcript
    turns = reach.shared[record.id]
    after = without(before, turns, names)
    sealed = json_text(after, FORMAT, record.sha256, FileKind.TRANSCRIPT, ()).encode()
    originals().keep(sealed)
    digest = hashlib.sha256(sealed).hexdigest()
    return Left(record, before, after, turns, reach.speakers, names, digest, len(sealed))


class Changed(Exception):
    """Somebody changed the transcript since it was sealed; seal it again."""


def put_in_place(left: Left, tally: Tally) -> None:
    """Inside the caller's act: make the transcript what is left of it. Raises Changed where it is another by now."""
    record = TranscriptRecord.objects.select_for_update(of=("self",)).get(id=left.record.id)
    if record.version != left.record.version:
        raise Changed
    corrections = corrections_of([record.id]).get(record.id, {})
    before = corrected(left.before, corrections)
    erase(Reach(shared={record.id: left.turns}), tally, leaving=(SessionRecord,))
    _rewrite_turns(left, tally)
    kept = _blot_corrections(left, tally)
    _pin_anew(left, before, corrected(left.after, kept), tally)
    _rename_speakers(left, tally)
    _reseal(left, record, tally)


def _rewrite_turns(left: Left, tally: Tally) -> None:
    theirs = TurnRecord.objects.filter(transcript=left.record, index__in=left.turns)
    theirs.filter(timing=Timing.WORD).update(timing=Timing.CUE)
    tally.add("turns", Deed.REWRITTEN, theirs.update(text=WITHDRAWN, words=None))
    for old, new in zip(left.before.turns, left.after.turns, strict=True):
        if old.text != new.text and new.index not in left.turns:
            turn = TurnRecord.objects.filter(transcript=left.record, index=new.index)
            tally.add("turns", Deed.REWRITTEN, turn.update(text=new.text))


def _blot_corrections(left: Left, tally: Tally) -> dict[int, Correction]:
    for record in CorrectionRecord.objects.filter(transcript=left.record):
        text = blotted(record.text, left.names)
        if text != record.text:
            CorrectionRecord.objects.filter(id=record.id).update(text=text)
            tally.add("corrections", Deed.REWRITTEN, 1)
    return corrections_of([left.record.id]).get(left.record.id, {})


def _pin_anew(left: Left, before: Transcript, after: Transcript, tally: Tally) -> None:
    """The others' quotes at their places: what stands around them may have been the words that went."""
    for kind in _pinned():
        pins: list[Pinned] = list(kind._default_manager.filter(transcript=left.record))  # type: ignore[arg-type,misc]
        for pin in pins:
            for name, value in _pin(pin, before, after, left.names).items():
                setattr(pin, name, value)
        kind._default_manager.bulk_update(pins, PIN, batch_size=100)  # type: ignore[arg-type]
        tally.add(kind._meta.db_table, Deed.REWRITTEN, len(pins))
    QuoteRecord.objects.filter(transcript=left.record).update(version=F("version") + 1)


def _pinned() -> Iterator[type[Declared]]:
    """Every kind of record that is pinned to words of a transcript: quotes, their earlier places, codings."""
    for record in apps.get_app_config("firsthand").get_models():
        if issubclass(record, Pinned) and issubclass(record, Declared):
            yield record


def _pin(pin: Pinned, before: Transcript, after: Transcript, names: Names) -> Mapping[str, object]:
    place = (pin.first_turn, pin.begin, pin.last_turn, pin.finish)
    if _text_at(before, pin) == pin.exact:
        return columns(anchor(after, *place))
    return {"exact": blotted(pin.exact, names), "prefix": "", "suffix": ""}


def _text_at(transcript: Transcript, pin: Pinned) -> str:
    texts = [turn.text for turn in transcript.turns[pin.first_turn : pin.last_turn + 1]]
    if not texts:
        return ""
    texts[-1] = texts[-1][: pin.finish]
    texts[0] = texts[0][pin.begin :]
    return "\n".join(texts)


def _rename_speakers(left: Left, tally: Tally) -> None:
    mine = SpeakerRecord.objects.filter(transcript=left.record)
    theirs = mine.filter(id__in=left.speakers)
    tally.add("speakers", Deed.REWRITTEN, theirs.update(name=WITHDRAWN, role=Role.OTHER, participant=None))
    for speaker in mine.exclude(id__in=left.speakers):
        name = blotted(speaker.name, left.names)
        if name != speaker.name:
            tally.add("speakers", Deed.REWRITTEN, mine.filter(id=speaker.id).update(name=name))


def _reseal(left: Left, record: TranscriptRecord, tally: Tally) -> None:
    note_file(tally, "transcripts", record.sha256, record.size)
    tally.ids.add(record.id)
    words = sum(len(turn.text.split()) for turn in left.after.turns)
    changed = TranscriptRecord.objects.filter(id=record.id).update(
        file_name=f"derived-{left.sha256[:8]}.json",
        title="",
        problems=[],
        format=FORMAT,
        sha256=left.sha256,
        size=left.size,
        word_count=words,
        is_derived=True,
        original_gone_at=None,
        version=F("version") + 1,
    )
    tally.add("transcripts", Deed.REWRITTEN, changed)
