"""The interview record: one Markdown page per session in the layout of the customer-interview template."""

from __future__ import annotations

from firsthand.domain.errors import NotFound
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.exports import ExportKind
from firsthand.formats.guide_markdown import read_guide
from firsthand.formats.session_records import RecordedPerson, RecordedQuote, SessionSheet, write_record
from firsthand.services.access import found
from firsthand.services.exports import note_export
from firsthand.services.quotes import QuoteFilter, QuoteRow, quotes
from firsthand.services.slices import LIMITS, Cut
from firsthand.services.transcripts import of_record
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import GuideRecord
from firsthand.storage.transcripts import TranscriptRecord

INSIDE_ONLY = "inside the company only"
REMARKS = {
    "same_words": "",
    "cleaned": "lightly cleaned",
    "elided": "elided",
    "cropped": "cut inside a sentence",
    "left_out": "the cut leaves words out that change it",
    "corrected": "transcript corrected",
}


def session_record(actor: Actor, session_id: str) -> str:
    """The record of one session as Markdown, made from what is known; the rest stays blank, to be filled in.

    Only quotes that may be shown are in it. Raises NotFound for who may not read what was said.
    """
    session = found(actor, Action.READ, SessionRecord, session_id, "study", "guide", "interviewer__user")
    transcript = _transcript(session.id)
    return write_record(
        SessionSheet(
            title=session.title,
            interview_date=session.interview_date.isoformat(),
            facilitator=session.interviewer.user.name if session.interviewer else "",
            duration=_minutes(transcript.duration) if transcript else "",
            study=session.study.title if session.study else "",
            research_question=session.study.research_question if session.study else "",
            people=_people(session.id),
            goals=tuple(str(goal) for goal in session.study.goals) if session.study else (),
            questions=_questions(session),
            quotes=_quotes(actor, session.id),
            source=_source(transcript),
        )
    )


def take_record(actor: Actor, session_id: str) -> str:
    """The same as a file to take away; that it left is listed."""
    text = session_record(actor, session_id)
    note_export(actor, ExportKind.RECORD, [session_id], text.encode())
    return text


def _transcript(session_id: str) -> TranscriptRecord | None:
    try:
        return of_record(session_id)
    except NotFound:
        return None


def _people(session_id: str) -> tuple[RecordedPerson, ...]:
    seated = ParticipantRecord.objects.filter(seats__session_id=session_id, deleted_at=None).select_related("company")
    return tuple(_person(record) for record in seated.order_by("seats__created_at"))


def _person(record: ParticipantRecord) -> RecordedPerson:
    company = record.company
    about = [part for part in (company.stage, company.size) if part] if company else []
    place = f"{company.name} ({', '.join(about)})" if company and about else company.name if company else ""
    since = record.customer_since or (company.customer_since if company else None)
    return RecordedPerson(record.name, record.title, place, since.isoformat() if since else "", record.usage)


def _questions(session: SessionRecord) -> tuple[str, ...]:
    guide: GuideRecord | None = session.guide
    if guide is None and session.study:
        guide = session.study.guides.filter(deleted_at=None).order_by("created_at").first()
    if guide is None:
        return ()
    sections = read_guide(guide.text)[0].sections
    return tuple(question.text for section in sections for question in section.questions)


def _quotes(actor: Actor, session_id: str) -> tuple[RecordedQuote, ...]:
    rows = quotes(actor, QuoteFilter(session_id=session_id), Cut(limit=LIMITS[-1])).items
    shown = sorted((row for row in rows if row.is_showable), key=lambda row: (row.first_turn, row.begin))
    return tuple(_quote(row) for row in shown)


def _quote(row: QuoteRow) -> RecordedQuote:
    said = (row.status, *row.marks)
    remarks = [REMARKS[word] for word in said if REMARKS.get(word)]
    if row.caveat:
        remarks.append(f"answers a {row.caveat.replace('_', ' ')} question")
    if not row.may_leave:
        remarks.append(INSIDE_ONLY)
    speaker = row.person.name if row.person else row.speaker
    return RecordedQuote(row.text, speaker, _moment(row), tuple(remarks), row.whole_sentence)


def _moment(row: QuoteRow) -> str:
    if row.start is None:
        return f"turn {row.first_turn}"
    minutes, seconds = divmod(int(row.start), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def _minutes(duration: float | None) -> str:
    return "" if duration is None else f"{max(1, round(duration / 60))} minutes"


def _source(transcript: TranscriptRecord | None) -> str:
    return f"Transcript: {transcript.file_name}, SHA-256 {transcript.sha256}" if transcript else ""
