"""Sessions: one conversation each, with who took part, what was recorded of it and how far it has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count

from firsthand.domain.ids import Kind, new_id
from firsthand.domain.interviews.sessions import TRANSITIONS, SessionState, move
from firsthand.domain.people.access import Action, may, may_see_craft
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.planning.studies import TeamRole, team_remark
from firsthand.formats.problems import Weight
from firsthand.services.access import absent, found, require, require_version, visible
from firsthand.services.acting import Act, acting
from firsthand.services.confidentiality import require_open_guide
from firsthand.services.covers import number_again
from firsthand.services.fields import line
from firsthand.services.fieldwork import NOT_HELD, note_held
from firsthand.services.guide_reviews import ReviewRow, reviews_of
from firsthand.services.live import is_live as is_live
from firsthand.services.participants import Person, people_of, require_participants
from firsthand.services.scheduling import (
    SessionForm as SessionForm,
)
from firsthand.services.scheduling import (
    form_of,
    has_moved,
    in_calendar,
    observers_of,
    present,
    scheduled,
    set_observers,
)
from firsthand.services.sight import sight
from firsthand.services.slices import Cut, Slice, cut
from firsthand.services.team import Named
from firsthand.services.undo import take_away
from firsthand.storage.jobs import JobRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.studies import GuideRecord, StudyRecord
from firsthand.storage.transcripts import TranscriptRecord
from firsthand.storage.workspaces import MemberRecord


@dataclass(frozen=True, slots=True)
class TranscriptRow:
    """A transcript as a session's page lists it."""

    id: str
    file_name: str  # "" for those who may not read the file
    format: str
    turns: int
    words: int
    duration: float | None  # seconds
    problems: int
    is_of_record: bool
    needs_roles: bool  # quoting is closed until somebody says who is who
    is_reading: bool  # a job is still reading the file
    job_id: str | None
    is_derived: bool = False  # sealed anew when somebody in it withdrew
    has_original: bool = True  # whether the file is still kept


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as a list shows it."""

    id: str
    title: str
    interview_date: date
    starts_at: datetime | None  # None: only the day is known
    zone: str  # IANA name
    minutes: int
    state: SessionState
    study_id: str | None
    study_title: str
    is_confidential: bool  # only the study's team and the workspace's owners know of it
    people: tuple[Person, ...]
    transcript: TranscriptRow | None  # the one of record
    quotes: int


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session with everything that hangs on it."""

    row: SessionRow
    form: SessionForm  # as it stands; a page that shows only some fields changes those with `replace`
    transcripts: tuple[TranscriptRow, ...]
    interviewer: str  # the facilitator's name, "" where there is none yet
    facilitator: Named | None
    note_taker: Named | None
    observers: tuple[Named, ...]
    team_remark: str  # that somebody is alone, or nobody asks; "" where two people share the work
    zone: str  # IANA name
    location: str
    sequence: int  # of the calendar entry
    guide_id: str | None
    guide_title: str
    guide_review: ReviewRow | None  # None where there is no guide
    next_states: tuple[SessionState, ...]
    is_craft_shared: bool
    may_see_craft: bool
    may_share_craft: bool
    may_read: bool  # transcripts, originals
    may_change: bool
    version: int


def sessions(
    actor: Actor,
    wanted: Cut = Cut(),  # noqa: B008  (frozen)
    study_id: str | None = None,
    *,
    with_people: Collection[str] | None = None,
) -> Slice[SessionRow]:
    """The conversations of the workspace, of one study, or with at least one of some people, newest first."""
    require(actor, Action.VIEW)
    query = visible(actor, SessionRecord).select_related("study")
    if study_id:
        query = query.filter(study_id=found(actor, Action.VIEW, StudyRecord, study_id).id)
    if with_people is not None:
        seats = SessionParticipantRecord.objects.filter(participant_id__in=list(with_people))
        query = query.filter(id__in=seats.values("session_id"))
    return cut(query, wanted, lambda rows: session_rows(actor, rows), by="interview_date")


def session_page(actor: Actor, session_id: str) -> SessionPage:
    """One session."""
    related = ("study", "guide", "interviewer__user", "note_taker__user")
    record = found(actor, Action.VIEW, SessionRecord, session_id, *related)
    asks, writes = _named(record.interviewer), _named(record.note_taker)
    row, listen = session_rows(actor, [record])[0], observers_of(record.id)
    location = sight(actor, [record]).remark(record.id, record.location)
    form = form_of(record, [one.id for one in row.people], [one.id for one in listen])
    return SessionPage(
        row=row,
        form=replace(form, title=row.title, location=location),
        transcripts=_transcripts(actor, [record.id]).get(record.id, ()),
        interviewer=asks.name if asks else "",
        facilitator=asks,
        note_taker=writes,
        observers=listen,
        team_remark=team_remark(_roles(asks, writes)),
        zone=record.zone,
        location=location,
        sequence=record.sequence,
        guide_id=record.guide_id,
        guide_title=record.guide.title if record.guide else "",
        guide_review=reviews_of([record.guide])[record.guide.id] if record.guide else None,
        next_states=TRANSITIONS[SessionState(record.state)],
        is_craft_shared=record.is_craft_shared,
        may_see_craft=may(actor, Action.READ)
        and may_see_craft(actor.member_id, record.interviewer_id, is_shared=record.is_craft_shared),
        may_share_craft=actor.member_id == record.interviewer_id,
        may_read=may(actor, Action.READ),
        may_change=may(actor, Action.CHANGE),
        version=record.version,
    )


def create_session(actor: Actor, form: SessionForm, state: SessionState = SessionState.PLANNED) -> str:
    """Write a conversation down, planned or already held; gives its id."""
    require(actor, Action.CHANGE)
    fields = checked_session(actor, form)
    session_id = new_id(Kind.SESSION)
    with acting(actor, "created session", Ref(Kind.SESSION, session_id)):
        add_session(actor, session_id, fields, state, form.participant_ids)
        set_observers(actor, session_id, form.observer_ids, form.study_id)
    return session_id


def edit_session(actor: Actor, session_id: str, form: SessionForm, version: int | None = None) -> None:
    """Save what a member changed about a session. Raises Conflict where somebody saved since `version`."""
    record = found(actor, Action.CHANGE, SessionRecord, session_id)
    require_version(version, record.version, "session")
    fields = checked_session(actor, form, record)
    if has_moved(record, fields):
        fields |= in_calendar(record)
    with acting(actor, "edited session", Ref(Kind.SESSION, record.id)):
        _save(record, **fields)
        SessionParticipantRecord.objects.filter(session=record).exclude(
            participant_id__in=form.participant_ids
        ).delete()
        seat(actor, record.id, form.participant_ids)
        set_observers(actor, record.id, form.observer_ids, form.study_id)
        note_held(record.id)
        if record.study_id != fields["study_id"]:
            number_again(SessionRecord.objects.get(id=record.id))


def move_session(actor: Actor, session_id: str, state: SessionState) -> None:
    """Take a session to its next state. Raises Conflict where the table of transitions has no such step."""
    record = found(actor, Action.CHANGE, SessionRecord, session_id)
    after = move(SessionState(record.state), state)
    shown = in_calendar(record) if SessionState.CANCELLED in (after, record.state) else {}
    asked = {} if after in NOT_HELD or record.interviewer_id else {"interviewer_id": actor.member_id}
    with acting(actor, f"moved session to {after}", Ref(Kind.SESSION, record.id)):
        _save(record, state=after, **shown, **asked)
        note_held(record.id)


def mark_held(act: Act, session_id: str) -> None:
    """Note inside the caller's act that a planned session was held: something of it has just been kept."""
    planned = SessionRecord.objects.filter(id=session_id, state=SessionState.PLANNED)
    planned.filter(interviewer=None).update(interviewer_id=act.actor.member_id)
    if planned.update(state=SessionState.HELD):
        act.also("moved session to held", Ref(Kind.SESSION, session_id))
        note_held(session_id)


def share_craft(actor: Actor, session_id: str, *, is_shared: bool) -> None:
    """Show one's own craft report to the workspace, or take it back; nobody can do this for another.

    Raises NotFound for anyone but the interviewer.
    """
    record = found(actor, Action.CHANGE, SessionRecord, session_id)
    if actor.member_id is None or actor.member_id != record.interviewer_id:
        raise absent()
    verb = "shared craft report" if is_shared else "closed craft report"
    with acting(actor, verb, Ref(Kind.SESSION, record.id)):
        _save(record, is_craft_shared=is_shared)


def delete_session(actor: Actor, session_id: str) -> str:
    """Take a session away with its transcripts and quotes; gives the id by which it can be undone for a day."""
    record = found(actor, Action.CHANGE, SessionRecord, session_id)
    subject = Ref(Kind.SESSION, record.id)
    with acting(actor, "deleted session", subject):
        return take_away(actor, "deleted session", subject, with_contents([record.id]))


def with_contents(session_ids: Sequence[str]) -> dict[Kind, list[str]]:
    """These sessions and what hangs on them, as far as it is not deleted yet: by kind, for a deletion."""
    transcripts = TranscriptRecord.objects.filter(session_id__in=session_ids, deleted_at=None).values_list(
        "id", flat=True
    )
    quotes = QuoteRecord.objects.filter(transcript__session_id__in=session_ids, deleted_at=None)
    return {
        Kind.SESSION: list(session_ids),
        Kind.TRANSCRIPT: list(transcripts),
        Kind.QUOTE: list(quotes.values_list("id", flat=True)),
    }


def session_rows(actor: Actor, records: Sequence[SessionRecord]) -> list[SessionRow]:
    """Sessions as rows; a few queries however many there are. Each record comes with its study."""
    ids = [record.id for record in records]
    people, transcripts, quotes = people_of(actor, ids), _transcripts(actor, ids), _quotes_of(ids)
    seen = sight(actor, records)
    return [
        SessionRow(
            id=record.id,
            title=seen.remark(record.id, record.title),
            interview_date=record.interview_date,
            starts_at=record.starts_at,
            zone=record.zone,
            minutes=record.minutes,
            state=SessionState(record.state),
            study_id=record.study_id,
            study_title=record.study.title if record.study else "",
            is_confidential=record.study is not None and record.study.is_confidential,
            people=people.get(record.id, ()),
            transcript=next((row for row in transcripts.get(record.id, ()) if row.is_of_record), None),
            quotes=quotes.get(record.id, 0),
        )
        for record in records
    ]


def _transcripts(actor: Actor, session_ids: Sequence[str]) -> dict[str, tuple[TranscriptRow, ...]]:
    """The transcripts of each session; a file's name often is a person's, so it is for those who may read the file."""
    rows = transcript_rows(session_ids)
    if may(actor, Action.READ):
        return rows
    return {session: tuple(replace(row, file_name="") for row in some) for session, some in rows.items()}


def transcript_rows(session_ids: Iterable[str]) -> dict[str, tuple[TranscriptRow, ...]]:
    """The transcripts of each of these sessions; two queries."""
    records = list(
        TranscriptRecord.objects.filter(session_id__in=list(session_ids), deleted_at=None).order_by("created_at")
    )
    jobs = _reading_jobs([record.id for record in records if not record.format])
    rows: defaultdict[str, list[TranscriptRow]] = defaultdict(list)
    for record in records:
        rows[record.session_id].append(_transcript_row(record, jobs.get(record.id)))
    return {session: tuple(found_rows) for session, found_rows in rows.items()}


def checked_session(actor: Actor, form: SessionForm, record: SessionRecord | None = None) -> dict[str, object]:
    """The columns of a session from a form, with everything it names found in the workspace; `record` as it was."""
    if form.study_id:
        found(actor, Action.CHANGE, StudyRecord, form.study_id)
    if form.guide_id:
        require_open_guide(found(actor, Action.CHANGE, GuideRecord, form.guide_id, "study"), form.study_id)
    require_participants(actor, form.participant_ids)
    return {
        "title": line(form.title, "title", is_required=True),
        "study_id": form.study_id or None,
        "guide_id": form.guide_id or None,
        **scheduled(form),
        **present(actor, form, record),
    }


def add_session(
    actor: Actor, session_id: str, fields: dict[str, object], state: SessionState, participant_ids: Sequence[str]
) -> None:
    """Insert a session inside the caller's act."""
    SessionRecord.objects.create(id=session_id, workspace_id=actor.workspace_id, state=state, **fields)
    seat(actor, session_id, participant_ids)
    note_held(session_id)


def seat(actor: Actor, session_id: str, participant_ids: Sequence[str]) -> None:
    """Note inside the caller's act that these people took part."""
    for participant_id in dict.fromkeys(participant_ids):
        SessionParticipantRecord.objects.get_or_create(
            session_id=session_id, participant_id=participant_id, defaults={"workspace_id": actor.workspace_id}
        )


def _named(member: MemberRecord | None) -> Named | None:
    return Named(member.id, member.user.name) if member else None


def _roles(asks: Named | None, writes: Named | None) -> list[tuple[str, TeamRole]]:
    named = ((asks, TeamRole.FACILITATOR), (writes, TeamRole.NOTE_TAKER))
    return [(one.id, role) for one, role in named if one]


def _save(record: SessionRecord, **fields: object) -> None:
    query = SessionRecord.objects.filter(id=record.id, version=record.version)
    saved = query.update(**fields, version=record.version + 1)
    require_version(record.version, record.version if saved else -1, "session")


def _quotes_of(session_ids: Sequence[str]) -> dict[str, int]:
    quotes = QuoteRecord.objects.filter(transcript__session_id__in=session_ids, deleted_at=None)
    counted = quotes.values_list("transcript__session_id").annotate(n=Count("id")).order_by()
    return dict(counted)


def _reading_jobs(transcript_ids: Sequence[str]) -> dict[str, str]:
    if not transcript_ids:
        return {}
    keys = [f"read {transcript_id}" for transcript_id in transcript_ids]
    return {
        str(key).removeprefix("read "): job
        for key, job in JobRecord.objects.filter(key__in=keys).values_list("key", "id")
    }


def _transcript_row(record: TranscriptRecord, job_id: str | None) -> TranscriptRow:
    return TranscriptRow(
        id=record.id,
        file_name=record.file_name,
        format=record.format,
        turns=record.turn_count,
        words=record.word_count,
        duration=record.duration,
        problems=sum(row[3:] != [Weight.LEFT_OUT] for row in record.problems),
        is_of_record=record.is_of_record,
        needs_roles=bool(record.format) and record.roles_confirmed_at is None,
        is_reading=not record.format,
        job_id=job_id,
        is_derived=record.is_derived,
        has_original=record.original_gone_at is None,
    )
