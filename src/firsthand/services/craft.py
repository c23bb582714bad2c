"""The craft report of a session: for the person who held it, and for others only if they share it."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.domain.interviews.craft import CraftReport, craft_report
from firsthand.domain.interviews.moments import Moment, things_to_try
from firsthand.domain.interviews.transcripts import Turn
from firsthand.domain.people.access import Action, may_see_craft
from firsthand.domain.people.actors import Actor
from firsthand.domain.planning.guides import Guide
from firsthand.services.access import absent, found
from firsthand.services.sessions import SessionRow, session_rows
from firsthand.services.transcripts import load, of_record
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.transcripts import TranscriptRecord


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
    transcript = load(record, with_words=True).transcript
    guide = _guide(session)
    report = craft_report(transcript, guide, _language(record))
    return CraftPage(
        session=session_rows(actor, [session])[0],
        transcript_id=record.id,
        report=report,
        moments=things_to_try(report, transcript),
        turns=transcript.turns,
        duration=transcript.duration,
        has_guide=guide is not None,
        is_mine=actor.member_id == session.interviewer_id,
        is_shared=session.is_craft_shared,
    )


def _guide(session: SessionRecord) -> Guide | None:
    from firsthand.formats.guide_markdown import read_guide

    guide = session.guide
    if guide is None and session.study is not None:
        guide = session.study.guides.filter(deleted_at=None).order_by("created_at").first()
    return read_guide(guide.text)[0] if guide else None


def _language(record: TranscriptRecord) -> str:
    return record.language or "en"
