"""Where each conversation asks what: listened to once per version of its transcript and guide, and kept.

An outline is derived from the transcript and can be made anew at any time, so keeping it is no act and leaves no event.
Listening to a long transcript takes a second or more: a page listens to a few at once, and a job to the rest.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from typing import TypeAlias

from django.db import IntegrityError, transaction

from firsthand import __version__
from firsthand.domain.errors import NotAllowed
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, system
from firsthand.domain.planning.guides import Guide, Part
from firsthand.domain.synthesis.topics import Outline, QuestionPlace, outline
from firsthand.formats.guide_markdown import read_guide
from firsthand.services.access import require, visible
from firsthand.services.jobs import enqueue
from firsthand.services.remembering import Remembered
from firsthand.services.transcripts import load
from firsthand.storage.jobs import JobRecord
from firsthand.storage.outlines import OutlineRecord
from firsthand.storage.studies import GuideRecord
from firsthand.storage.transcripts import TranscriptRecord

LISTEN_KIND = "listen to a transcript"
GUIDES = 20  # whose questions a claim can choose from
AT_ONCE = 3  # transcripts that a page listens to itself
_Key: TypeAlias = tuple[str, int, str | None, int, str]  # transcript and version, guide and version, our own version
_outlines: Remembered[Outline] = Remembered(1_024)


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines of some transcripts, and those that somebody is still listening to."""

    by_transcript: Mapping[str, Outline]
    versions: Mapping[str, Hashable]  # by transcript: what its outline depends on
    waiting: tuple[str, ...]  # transcript ids; their outline is not known yet


def outlines_of(records: Sequence[TranscriptRecord]) -> Outlines:
    """The outlines of these transcripts, which come with their session and its guide; one query where all are kept."""
    found = _fresh(records)
    stale = [record for record in records if record.id not in found and record.roles_confirmed_at is not None]
    found |= {record.id: listen_to(record) for record in stale[:AT_ONCE]}
    _ask_for(stale[AT_ONCE:])
    versions = {record.id: _key(record) for record in records}
    return Outlines(found, versions, tuple(record.id for record in stale[AT_ONCE:]))


def _fresh(records: Sequence[TranscriptRecord]) -> dict[str, Outline]:
    """The outlines that are kept and still hold; this process remembers the last ones that it read."""
    return {key[0]: found for key, found in _outlines.get_all(map(_key, records), _read).items()}


def _read(keys: Sequence[_Key]) -> dict[_Key, Outline]:
    kept = OutlineRecord.objects.filter(transcript__in=[key[0] for key in keys])
    found = {(one.transcript_id, one.version, one.guide_id, one.guide_version, one.rules): one for one in kept}
    return {key: _outline(found[key]) for key in keys if key in found}


def listen_to(record: TranscriptRecord) -> Outline:
    """Listen to one transcript now and keep what was found; where consent has ended nothing is known of it."""
    guide = _guide(record)
    try:
        found = outline(load(record).transcript, _questions(guide)) if _is_english(record) else Outline()
    except NotAllowed:
        return Outline()
    OutlineRecord.objects.update_or_create(
        transcript_id=record.id,
        defaults={
            "version": record.version,
            "guide": guide,
            "guide_version": guide.version if guide else 0,
            "rules": __version__,
            "is_known": found.is_known,
            "questions": [list(astuple(place)) for place in found.questions],
            "covered": dict(found.covered),
        },
    )
    return found


def listen_in_job(transcript_id: str) -> None:
    """Listen to one transcript, if it is there and nobody did meanwhile."""
    related = TranscriptRecord.objects.select_related("session__guide")
    record = related.filter(id=transcript_id, deleted_at=None, roles_confirmed_at__isnull=False).first()
    if record and not _read([_key(record)]):
        listen_to(record)


def _ask_for(records: Iterable[TranscriptRecord]) -> None:
    """Have a worker listen to these, each version once."""
    keys = {_job_key(record): record for record in records}
    known = set(JobRecord.objects.filter(key__in=keys).values_list("key", flat=True))
    for key, record in keys.items():
        if key not in known:
            with suppress(IntegrityError), transaction.atomic():  # another page asked at the same moment
                enqueue(system(record.workspace_id), LISTEN_KIND, {"transcript": record.id}, key)


def _job_key(record: TranscriptRecord) -> str:
    guide = _guide(record)
    return f"listen {record.id} {record.version} {guide.version if guide else 0}"


def _key(record: TranscriptRecord) -> _Key:
    """What an outline depends on."""
    guide = _guide(record)
    return record.id, record.version, guide.id if guide else None, guide.version if guide else 0, __version__


def _guide(record: TranscriptRecord) -> GuideRecord | None:
    guide: GuideRecord | None = record.session.guide
    return guide if guide and guide.deleted_at is None else None


def _questions(guide: GuideRecord | None) -> tuple[str, ...]:
    return guide_questions(read_guide(guide.text)[0]) if guide else ()


def questions_of_guide(record: TranscriptRecord) -> tuple[str, ...]:
    """The questions that a transcript, which comes with its session and guide, is listened to for."""
    return _questions(_guide(record))


def guide_questions(guide: Guide) -> tuple[str, ...]:
    """The core questions of a guide that are meant to be asked, with their slots filled."""
    asked = (section for section in guide.sections if section.part is not Part.NOT_ASKED)
    return tuple(guide.filled(question.text) for section in asked for question in section.questions)


def questions_of(actor: Actor) -> tuple[str, ...]:
    """The questions of the workspace's newest guides, to choose a claim's topic from."""
    require(actor, Action.VIEW)
    guides = visible(actor, GuideRecord).order_by("-created_at", "-id")[:GUIDES]
    return tuple(dict.fromkeys(question for guide in guides for question in _questions(guide)))


def _is_english(record: TranscriptRecord) -> bool:
    return (record.language or "en").lower().split("-")[0] == "en"


def _outline(kept: OutlineRecord) -> Outline:
    return Outline(kept.is_known, tuple(QuestionPlace(*place) for place in kept.questions), kept.covered)
