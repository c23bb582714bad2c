"""The coding queue of a study: who codes which conversation, how far they are, and which comes next.

A member who is done with a conversation leaves their codings of it alone until they open their task again. A blind task
that is opened again is blind only while another coder is still at work; see `domain.evidence.coding`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.evidence.coding import CodingTask, is_closed, stays_blind
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref, WorkspaceRole
from firsthand.services.access import found, visible
from firsthand.services.acting import acting
from firsthand.services.codings import visible_codings
from firsthand.services.team import Named
from firsthand.storage.codes import CodingTaskRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import StudyMemberRecord, StudyRecord
from firsthand.storage.transcripts import TranscriptRecord
from firsthand.storage.workspaces import MemberRecord

MOST = 200  # sessions at once


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One member's turn at one session."""

    id: str
    session_id: str
    coder: Named
    is_mine: bool
    is_blind: bool
    reached: int  # turns, of those in the transcript
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One session to code."""

    session_id: str
    title: str
    interview_date: date
    turns: int
    tasks: tuple[TaskRow, ...]
    codings: int  # that the actor may see
    is_closed: bool  # somebody still codes it blind: others' codings are not shown

    @property
    def mine(self) -> TaskRow | None:
        """The actor's own task there."""
        return next((task for task in self.tasks if task.is_mine), None)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The sessions of a study that can be coded, in the order held."""

    study_id: str
    study_title: str
    rows: tuple[QueueRow, ...]
    without_transcript: int
    coders: tuple[Named, ...]  # who can be asked
    next_session: str  # for the actor; "" where nothing is left
    may_change: bool

    @property
    def mine(self) -> tuple[TaskRow, ...]:
        """The actor's own tasks."""
        return tuple(row.mine for row in self.rows if row.mine)


@dataclass(frozen=True, slots=True)
class CodingWish:
    """Who is to code what."""

    session_ids: tuple[str, ...]
    member_ids: tuple[str, ...]
    is_blind: bool = False


def coding_queue(actor: Actor, study_id: str) -> QueuePage:
    """The queue of a study; the same queries however many sessions it has."""
    study = found(actor, Action.READ, StudyRecord, study_id)
    sessions = visible(actor, SessionRecord).filter(study=study)
    transcripts = _transcripts(sessions.values_list("id", flat=True))
    tasks = _tasks(actor, transcripts)
    codings = Counter(
        visible_codings(actor)
        .filter(transcript__in=[one.id for one in transcripts.values()])
        .values_list("transcript__session_id", flat=True)
    )
    in_order = sessions.order_by("interview_date", "starts_at", "id").values_list("id", "title", "interview_date")
    rows = tuple(
        _row(session_id, title, on, transcripts[session_id], tasks[session_id], codings[session_id])
        for session_id, title, on in in_order
        if session_id in transcripts
    )
    return QueuePage(
        study.id,
        study.title,
        rows,
        sessions.count() - len(rows),
        coders_of(actor, study),
        _next(rows),
        may(actor, Action.CHANGE),
    )


def tasks_in(actor: Actor, session_id: str) -> tuple[TaskRow, ...]:
    """The tasks of one session."""
    session = found(actor, Action.READ, SessionRecord, session_id)
    transcripts = _transcripts([session.id])
    return tuple(_tasks(actor, transcripts)[session.id]) if transcripts else ()


def coders_of(actor: Actor, study: StudyRecord) -> tuple[Named, ...]:
    """The members who can code in a study, by name: researchers and owners who may know of it."""
    members = MemberRecord.objects.filter(workspace_id=actor.workspace_id, left_at=None)
    members = members.exclude(role=WorkspaceRole.VIEWER)
    if study.is_confidential:
        team = StudyMemberRecord.objects.filter(study=study).values("member_id")
        members = members.filter(id__in=team) | members.filter(role=WorkspaceRole.OWNER)
    names = members.order_by("user__name", "id").values_list("id", "user__name")
    return tuple(Named(*row) for row in names)


def assign_coding(actor: Actor, wish: CodingWish) -> tuple[str, ...]:
    """Ask members to code sessions; gives the ids of the new tasks. Who has one already keeps it as it is.

    Raises Invalid for somebody who can't code there and for a session without a study or a transcript.
    """
    wanted = _sessions(actor, wish.session_ids)
    _require_coders(actor, wanted, wish.member_ids)
    pairs = [(session.id, member) for session in wanted for member in dict.fromkeys(wish.member_ids)]
    there = set(CodingTaskRecord.objects.filter(session__in=wanted).values_list("session_id", "member_id"))
    new = {pair: new_id(Kind.CODING_TASK) for pair in pairs if pair not in there}
    if not new:
        return ()
    refs = [Ref(Kind.CODING_TASK, one) for one in new.values()]
    verb = "asked for blind coding" if wish.is_blind else "asked for coding"
    with acting(actor, verb, refs[0]) as act:
        for ref in refs[1:]:
            act.also(verb, ref)
        CodingTaskRecord.objects.bulk_create(
            CodingTaskRecord(
                id=task_id,
                workspace_id=actor.workspace_id,
                session_id=session_id,
                member_id=member_id,
                is_blind=wish.is_blind,
            )
            for (session_id, member_id), task_id in new.items()
        )
    return tuple(new.values())


def take_coding(actor: Actor, session_id: str) -> str:
    """Take a session to code oneself; blind where others are coding it blind. Gives the task's id."""
    session = found(actor, Action.CHANGE, SessionRecord, session_id)
    kept = list(CodingTaskRecord.objects.filter(session=session))
    mine = next((one.id for one in kept if one.member_id == actor.id), "")
    if mine:
        return mine
    return assign_coding(actor, CodingWish((session_id,), (actor.id,), is_closed(map(_task, kept))))[0]


def drop_coding(actor: Actor, task_id: str) -> None:
    """Take a task back; what was coded stays."""
    record = found(actor, Action.CHANGE, CodingTaskRecord, task_id)
    with acting(actor, "dropped coding task", Ref(Kind.CODING_TASK, record.id)):
        record.delete()


def reach_turn(actor: Actor, session_id: str, turn: int) -> None:
    """Note how far the actor has come in a session that they are to code; going back changes nothing."""
    found(actor, Action.CHANGE, SessionRecord, session_id)
    mine = CodingTaskRecord.objects.filter(session_id=session_id, member_id=actor.id, done_at=None).first()
    reached = min(turn + 1, _turns(session_id))
    if mine is None or reached <= mine.reached_turn:
        return
    with acting(actor, "reached turn", Ref(Kind.CODING_TASK, mine.id)):
        CodingTaskRecord.objects.filter(id=mine.id, reached_turn__lt=reached).update(reached_turn=reached)


def finish_coding(actor: Actor, session_id: str) -> None:
    """Say that one is done with a session; who had no task there has had one by that. Done twice changes nothing."""
    session = found(actor, Action.CHANGE, SessionRecord, session_id)
    mine = CodingTaskRecord.objects.filter(session=session, member_id=actor.id).first()
    if mine is None:
        mine = CodingTaskRecord.objects.get(id=take_coding(actor, session_id))
    if mine.done_at:
        return
    with acting(actor, "finished coding", Ref(Kind.CODING_TASK, mine.id)):
        done = CodingTaskRecord.objects.filter(id=mine.id, done_at=None)
        done.update(done_at=timezone.now(), reached_turn=_turns(session_id))


def reopen_coding(actor: Actor, session_id: str) -> None:
    """Go on coding a session that one was done with. Raises Conflict where there is no task that is done."""
    session = found(actor, Action.CHANGE, SessionRecord, session_id)
    tasks = list(CodingTaskRecord.objects.filter(session=session))
    mine = next((one for one in tasks if one.member_id == actor.id), None)
    if mine is None or mine.done_at is None:
        raise Conflict("You have no task here that is done, so there is nothing to open again.")
    is_blind = stays_blind(_task(mine), map(_task, tasks))
    verb = "opened coding again" if is_blind == mine.is_blind else "opened coding again with open eyes"
    with acting(actor, verb, Ref(Kind.CODING_TASK, mine.id)):
        CodingTaskRecord.objects.filter(id=mine.id).update(done_at=None, is_blind=is_blind)


def _task(record: CodingTaskRecord) -> CodingTask:
    return CodingTask(record.member_id, record.is_blind, record.done_at)


def _transcripts(session_ids: Iterable[str]) -> dict[str, TranscriptRecord]:
    """The transcript of record of each of these sessions."""
    records = TranscriptRecord.objects.filter(session__in=list(session_ids), deleted_at=None, is_of_record=True)
    return {record.session_id: record for record in records.exclude(format="").defer("problems")}


def _tasks(actor: Actor, transcripts: Mapping[str, TranscriptRecord]) -> defaultdict[str, list[TaskRow]]:
    records = visible(actor, CodingTaskRecord).filter(session__in=transcripts).select_related("member__user")
    found_rows: defaultdict[str, list[TaskRow]] = defaultdict(list)
    for one in records.order_by("created_at", "id"):
        turns = transcripts[one.session_id].turn_count
        coder = Named(one.member_id, one.member.user.name)
        reached = min(one.reached_turn, turns)
        row = TaskRow(one.id, one.session_id, coder, one.member_id == actor.id, one.is_blind, reached, one.done_at)
        found_rows[one.session_id].append(row)
    return found_rows


def _row(
    session_id: str, title: str, on: date, transcript: TranscriptRecord, tasks: Sequence[TaskRow], codings: int
) -> QueueRow:
    closed = is_closed(CodingTask(task.coder.id, task.is_blind, task.done_at) for task in tasks)
    return QueueRow(session_id, title, on, transcript.turn_count, tuple(tasks), codings, closed)


def _next(rows: Sequence[QueueRow]) -> str:
    """What the actor does next: a task that was begun, then one that was not, then a session that nobody has."""
    open_ones = [row for row in rows if row.mine and not row.mine.done_at]
    begun = [row for row in open_ones if row.mine and row.mine.reached]
    free = [row for row in rows if not row.tasks]
    return next((row.session_id for row in (*begun, *open_ones, *free)), "")


def _sessions(actor: Actor, session_ids: Sequence[str]) -> list[SessionRecord]:
    if not 0 < len(set(session_ids)) <= MOST:
        raise Invalid("Choose at least one session, and not more than 200. Nothing was changed.", where="session_ids")
    records = [found(actor, Action.CHANGE, SessionRecord, one, "study") for one in dict.fromkeys(session_ids)]
    if any(record.study_id is None for record in records):
        raise Invalid("A session without a study can't be coded. Nothing was changed.", where="session_ids")
    if len(_transcripts([record.id for record in records])) < len(records):
        raise Invalid("A session without a transcript can't be coded. Nothing was changed.", where="session_ids")
    return records


def _require_coders(actor: Actor, sessions: Sequence[SessionRecord], member_ids: Sequence[str]) -> None:
    if not member_ids:
        raise Invalid("Choose who is to code. Nothing was changed.", where="member_ids")
    for study in {session.study_id: session.study for session in sessions if session.study}.values():
        known = {one.id for one in coders_of(actor, study)}
        if not known.issuperset(member_ids):
            raise Invalid(
                "One of these members can't code here: viewers can't, and nobody outside a confidential study's team. "
                "Nothing was changed.",
                where="member_ids",
            )


def _turns(session_id: str) -> int:
    found_one = _transcripts([session_id]).get(session_id)
    return found_one.turn_count if found_one else 0
