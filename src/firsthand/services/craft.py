"""The craft report of a session: for the person who held it, and for others only if they share it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from firsthand.domain.interviews.craft import CraftReport, craft_report
from firsthand.domain.interviews.moments import Moment, things_to_try
from firsthand.domain.interviews.transcripts import Transcript, Turn
from firsthand.domain.people.access import Action, may_see_craft
from firsthand.domain.people.actors import Actor
from firsthand.formats.guide_markdown import read_guide
from firsthand.services.access import absent, found
from firsthand.services.remembering import Remembered
from firsthand.services.sessions import SessionRow, session_rows
from firsthand.services.transcripts import load, of_record
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import GuideRecord
from firsthand.storage.transcripts import TranscriptRecord

# A long conversation takes seconds to go through; roles and corrections make a new version of it.
_reports: Remembered[tuple[CraftReport, tuple[Moment, ...]]] = Remembered(16)


@dataclass(frozen=True, slots=True)
class CraftPage:
    """How one interview was held, with the turns to look up."""

    session: SessionRow
    transcript_id: str
    report: CraftReport
    moments: tuple[Moment, ...]  # one thing to try: three at most
    turns: tuple[Turn, ...]  # all turns; a measure's indices point into it
    duration: float | None  # seconds
    has_guide: bool
    is_mine: bool
    is_shared: bool


def craft_page(actor: Actor, session_id: str) -> CraftPage:
    """The report of the session's transcript of record; queries do not grow with it.

    Raises NotFound for everybody but the interviewer until it is shared, also for owners.
    """
    session = found(actor, Action.READ, SessionRecord, session_id, "study", "guide")
    if not may_see_craft(actor.member_id, session.interviewer_id, is_shared=session.is_craft_shared):
        raise absent()
    record = of_record(session.id)
    transcript = load(record, with_words=True).transcript  # asks for consent, also where the report is remembered
    guide = _guide(session)
    heard_now = (record.id, record.version, guide and (guide.id, guide.version))
    report, moments = _reports.get(heard_now, lambda: _report(record, transcript, guide))
    return CraftPage(
        session=session_rows(actor, [session])[0],
        transcript_id=record.id,
        report=report,
        moments=moments,
        turns=transcript.turns,
        duration=transcript.duration,
        has_guide=guide is not None,
        is_mine=actor.member_id == session.interviewer_id,
        is_shared=session.is_craft_shared,
    )


def _guide(session: SessionRecord) -> GuideRecord | None:
    if session.guide is not None or session.study is None:
        return session.guide
    guides: QuerySet[GuideRecord] = session.study.guides.filter(deleted_at=None)
    return guides.order_by("created_at").first()


def _report(
    record: TranscriptRecord, transcript: Transcript, guide: GuideRecord | None
) -> tuple[CraftReport, tuple[Moment, ...]]:
    asked_from = read_guide(guide.text)[0] if guide else None
    report = craft_report(transcript, asked_from, record.language or "en")
    return report, things_to_try(report, transcript)
