"""The turns and sentences of transcripts that a code can be given to: found once per version of a transcript, and kept.

A unit is a turn that no researcher said, or one sentence of it. What is kept is derived from the transcript and can be
made anew at any time, so keeping it is no act and leaves no event. Splitting a long transcript takes a tenth of a
second: a page splits a few itself, and a job the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from firsthand import __version__
from firsthand.domain.errors import NotAllowed
from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.actors import system
from firsthand.domain.text.sentences import sentences
from firsthand.services.jobs import enqueue
from firsthand.services.transcripts import load
from firsthand.storage.jobs import JobRecord
from firsthand.storage.transcripts import TranscriptRecord
from firsthand.storage.unit_places import UnitPlacesRecord

SPLIT_KIND = "split a transcript into sentences"
AT_ONCE = 12  # transcripts that a page splits itself


@dataclass(frozen=True, slots=True)
class UnitPlaces:
    """The units of one transcript."""

    turns: Sequence[int]  # indices
    sentences: Sequence[Sequence[int]]  # for each turn begin, finish, begin, finish, …; empty where not asked for


@dataclass(frozen=True, slots=True)
class UnitsKnown:
    """The units of some transcripts, and those that a worker is still splitting."""

    by_transcript: Mapping[str, UnitPlaces]
    waiting: tuple[str, ...]  # transcript ids


def unit_places(versions: Mapping[str, int], *, with_sentences: bool) -> UnitsKnown:
    """The units of transcripts, given by id and version; one query where all are kept."""
    columns = ("transcript_id", "turns", *(["sentences"] if with_sentences else []))
    kept = UnitPlacesRecord.objects.filter(transcript__in=versions, rules=__version__)
    versioned = {row[0]: row[1] for row in kept.values_list("transcript_id", "version")}
    fresh = [one for one, version in versioned.items() if versions[one] == version]
    found = {row[0]: UnitPlaces(row[1], row[2] if with_sentences else ()) for row in kept.values_list(*columns)}
    found = {one: found[one] for one in fresh if one in found}
    stale = [one for one in versions if one not in found]
    if stale:
        records = list(TranscriptRecord.objects.filter(id__in=stale).order_by("id"))
        found |= {record.id: places for record in records[:AT_ONCE] if (places := _split(record))}
        _ask_for(records[AT_ONCE:])
    return UnitsKnown(found, tuple(one for one in versions if one not in found))


def split_in_job(transcript_id: str) -> None:
    """Split one transcript, if it is there and nobody did meanwhile."""
    record = TranscriptRecord.objects.filter(id=transcript_id, deleted_at=None).first()
    kept = UnitPlacesRecord.objects.filter(transcript_id=transcript_id).first()
    if record and (kept is None or (kept.version, kept.rules) != (record.version, __version__)):
        _split(record)


def _split(record: TranscriptRecord) -> UnitPlaces | None:
    """Split one transcript now and keep where; None where consent has ended."""
    try:
        said = [turn for turn in load(record).transcript.turns if turn.role is not Role.RESEARCHER]
    except NotAllowed:
        return None
    turns = [turn.index for turn in said]
    places = [[edge for one in sentences(turn.text) for edge in (one.begin, one.finish)] for turn in said]
    UnitPlacesRecord.objects.update_or_create(
        transcript_id=record.id,
        defaults={"version": record.version, "rules": __version__, "turns": turns, "sentences": places},
    )
    return UnitPlaces(turns, places)


def _ask_for(records: Iterable[TranscriptRecord]) -> None:
    """Have a worker split these, each version once."""
    keys = {f"split {record.id} {record.version}": record for record in records}
    known = set(JobRecord.objects.filter(key__in=keys).values_list("key", flat=True))
    for key, record in keys.items():
        if key not in known:
            with suppress(IntegrityError), transaction.atomic():  # another page asked at the same moment
                enqueue(system(record.workspace_id), SPLIT_KIND, {"transcript": record.id}, key)
