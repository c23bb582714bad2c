"""Work that takes longer than a page may: kept as a row, claimed by one worker at a time, done at least once.

The row is the truth. A worker beats for every job it holds, whether or not the handler says how far it is; one that
dies stops beating, and the sweep puts its jobs back. Handlers are therefore written so that doing a job twice changes
nothing more.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from firsthand.domain.errors import Conflict, NotFound, Refusal
from firsthand.domain.ids import Kind, is_id, new_id
from firsthand.domain.people.access import Action, role_may
from firsthand.domain.people.actors import Actor, ActorKind, Ref, WorkspaceRole, system
from firsthand.services.access import absent, closed_studies, require
from firsthand.services.acting import acting
from firsthand.services.slices import Cut, Slice, cut
from firsthand.storage.columns import Owned
from firsthand.storage.jobs import JobRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import StudyRecord
from firsthand.storage.transcripts import TranscriptRecord
from firsthand.storage.workspaces import MemberRecord

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
ABOUT: Mapping[str, type[Owned]] = {  # what a job can be about, by the name of the argument that holds its id
    "study": StudyRecord,
    "session": SessionRecord,
    "transcript": TranscriptRecord,
}
ENDED = (DONE, FAILED, CANCELLED)
STALE = timedelta(seconds=60)  # without a beat, a running job's worker is taken for dead
DEATHS = 10  # of workers over one job, after which the job is suspected of killing them
OWN_KEPT_FOR = timedelta(days=1)  # the system's own work, after it is done
RETRY_AFTER = (timedelta(seconds=5), timedelta(seconds=60), timedelta(minutes=10))
log = logging.getLogger("firsthand.jobs")


@dataclass(frozen=True, slots=True)
class Work:
    """One claimed job, as its handler sees it."""

    id: str
    kind: str
    args: Mapping[str, str]
    attempt: int
    actor: Actor | None  # who asked for it; None for what the system does by itself

    def tell(self, progress: float, step: str) -> None:
        """Say how far the work is (0 to 1) and that the worker is alive. Raises Cancelled where a member stopped it."""
        alive = JobRecord.objects.filter(id=self.id, status=RUNNING, attempts=self.attempt)
        if not alive.update(progress=progress, step=step, beat_at=timezone.now()):
            raise Cancelled

    def leave(self, result: Mapping[str, int]) -> None:
        """Keep what the work came to, as numbers, for the page that shows it."""
        JobRecord.objects.filter(id=self.id, status=RUNNING, attempts=self.attempt).update(result=dict(result))


class Cancelled(Exception):
    """The job is no longer this worker's to do: a member cancelled it, or another worker took it over."""


Handler = Callable[[Work], None]


@dataclass(frozen=True, slots=True)
class JobPage:
    """One job as a page shows it."""

    id: str
    kind: str
    status: str
    progress: float  # 0 to 1
    step: str
    attempts: int
    error: str
    created_at: datetime
    finished_at: datetime | None
    args: Mapping[str, str] = field(default_factory=dict)  # ids and names of formats
    result: Mapping[str, int] = field(default_factory=dict)  # what it came to, in numbers

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.status in ENDED


def enqueue(actor: Actor, kind: str, args: Mapping[str, str], key: str | None = None) -> str:
    """Ask for work inside the caller's act; gives the job's id. `args` are ids and names of formats, never words."""
    job_id = new_id(Kind.JOB)
    job = JobRecord(
        id=job_id,
        workspace_id=actor.workspace_id,
        member_id=actor.member_id,
        kind=kind,
        key=key,
        args=dict(args),
    )
    job.save(force_insert=True)
    transaction.on_commit(wake)
    return job_id


def enqueue_own(kind: str) -> None:
    """Ask, inside the caller's act, for the system's own work as soon as the act is done; no list shows it."""
    JobRecord.objects.create(kind=kind)
    transaction.on_commit(wake)


def enqueue_periodic(kind: str, due_at: datetime) -> bool:
    """Ask for the system's own work once per kind and time, however many workers ask; says whether this call did it."""
    try:
        with transaction.atomic():
            JobRecord.objects.create(kind=kind, key=f"{kind} at {due_at.isoformat()}", due_at=due_at)
    except IntegrityError:
        return False
    done = JobRecord.objects.filter(workspace=None, status=DONE, finished_at__lt=due_at - OWN_KEPT_FOR)
    done.delete()  # what comes round every minute would fill the table
    return True


def job_page(actor: Actor, job_id: str) -> JobPage:
    """How far a piece of work is."""
    require(actor, Action.READ)
    job = _known(actor).filter(id=job_id).first() if is_id(job_id) else None
    if job is None:
        raise absent()
    return _page(job)


def jobs(actor: Actor, wanted: Cut = Cut()) -> Slice[JobPage]:  # noqa: B008  (frozen)
    """The workspace's work, newest first."""
    require(actor, Action.READ)
    query = _known(actor)
    return cut(query, wanted, lambda rows: [_page(row) for row in rows])


def _known(actor: Actor) -> QuerySet[JobRecord]:
    """The workspace's jobs without those about something of a confidential study that the actor does not know of."""
    jobs = JobRecord.objects.filter(workspace_id=actor.workspace_id)
    if role_may(actor.role, Action.MANAGE):
        return jobs
    hidden: set[str] = set()
    for name, record in ABOUT.items():
        things = record._default_manager.filter(**{f"{record.of_study}__in": closed_studies(actor)})
        about = {f"args__{name}__in": list(things.values_list("pk", flat=True))}
        hidden.update(jobs.filter(**about).values_list("id", flat=True))
    return jobs.exclude(id__in=hidden)


def cancel_job(actor: Actor, job_id: str) -> None:
    """Stop work that has not ended. Raises Conflict where it has."""
    require(actor, Action.CHANGE)
    page = job_page(actor, job_id)
    if page.is_over:
        raise Conflict("This work has ended already. Nothing was changed.")
    with acting(actor, "cancelled job", Ref(Kind.JOB, job_id)):
        still = JobRecord.objects.filter(id=job_id, status__in=(QUEUED, RUNNING))
        still.update(status=CANCELLED, finished_at=timezone.now())


def retry_job(actor: Actor, job_id: str) -> None:
    """Put failed or cancelled work back in the queue. Raises Conflict where it did not fail."""
    require(actor, Action.CHANGE)
    job_page(actor, job_id)
    with acting(actor, "retried job", Ref(Kind.JOB, job_id)):
        over = JobRecord.objects.filter(id=job_id, status__in=(FAILED, CANCELLED))
        if not over.update(
            status=QUEUED, attempts=0, deaths=0, error="", due_at=timezone.now(), finished_at=None, progress=0
        ):
            raise Conflict("This work did not fail, so there is nothing to try again.")
        transaction.on_commit(wake)


def work_once(handlers: Mapping[str, Handler]) -> bool:
    """Claim the next job that is due and do it; False where there was none."""
    job = _claim()
    if job is None:
        return False
    work = Work(job.id, job.kind, job.args, job.attempts, _asker(job))
    try:
        with _held(work):
            _handler(handlers, job.kind)(work)
    except Cancelled:
        log.info("job %s (%s) was stopped", job.id, job.kind)
    except Refusal as refusal:
        _end(work, FAILED, refusal.message)  # trying again would give the same answer
    except Exception:
        log.exception("job %s (%s) failed in attempt %s", job.id, job.kind, job.attempts)
        _try_later(job, work)
    else:
        _end(work, DONE, "")
    return True


def beat(now: datetime) -> int:
    """Say for every job that this process is doing that its worker lives; gives how many are still its own."""
    with _lock:
        held = list(_held_here.items())
    mine = [JobRecord.objects.filter(id=job, status=RUNNING, attempts=attempt) for job, attempt in held]
    return sum(one.update(beat_at=now) for one in mine)


def sweep(now: datetime, silent_for: timedelta = STALE) -> int:
    """Put the jobs of dead workers back, or give them up after too many deaths; gives how many workers were dead."""
    dead = JobRecord.objects.filter(status=RUNNING, beat_at__lte=now - silent_for)
    given_up = dead.filter(deaths__gte=DEATHS - 1).update(
        status=FAILED,
        error="The worker stopped many times while doing this. Try it again from this page.",
        finished_at=now,
    )
    put_back = dead.update(status=QUEUED, due_at=now, step="Waiting to be started again", deaths=F("deaths") + 1)
    return given_up + put_back


def take_over(now: datetime) -> int:
    """At the start of the one process that holds the data folder's lock: what is running there was left by a dead one.

    With a database of its own, PostgreSQL, workers may live on other machines; there only silence tells.
    """
    return sweep(now, timedelta(0)) if connection.vendor == "sqlite" else sweep(now)


def forget_ended(before: datetime) -> int:
    """Remove the rows of work that ended long ago; gives how many went."""
    return JobRecord.objects.filter(status__in=ENDED, finished_at__lt=before).delete()[0]


_lock = threading.Lock()
_held_here: dict[str, int] = {}  # the jobs that this process is doing, and in which attempt


@contextmanager
def _held(work: Work) -> Iterator[None]:
    with _lock:
        _held_here[work.id] = work.attempt
    try:
        yield
    finally:
        with _lock:
            if _held_here.get(work.id) == work.attempt:
                del _held_here[work.id]


_wakers: list[Callable[[], None]] = []


def on_wake(waker: Callable[[], None]) -> None:
    """Have a worker in this process told at once when there is work; others look every second."""
    _wakers.append(waker)


def wake() -> None:
    """Tell the workers of this process that there is work."""
    for waker in _wakers:
        waker()


def _claim() -> JobRecord | None:
    while True:
        now = timezone.now()
        due = JobRecord.objects.filter(status=QUEUED, due_at__lte=now).order_by("due_at", "id")
        with transaction.atomic():
            job = _next(due)
            if job is None:
                return None
            mine = JobRecord.objects.filter(id=job.id, status=QUEUED).update(
                status=RUNNING, attempts=F("attempts") + 1, beat_at=now
            )
        if mine:
            job.refresh_from_db()
            return job


def _next(due: QuerySet[JobRecord]) -> JobRecord | None:
    """The first that is due; on PostgreSQL the first that no other worker is just claiming."""
    return (
        due.select_for_update(skip_locked=True) if connection.features.has_select_for_update_skip_locked else due
    ).first()


def _handler(handlers: Mapping[str, Handler], kind: str) -> Handler:
    if kind not in handlers:
        raise NotFound(f"This version of Firsthand does not know the work “{kind}”. Update it and try again.")
    return handlers[kind]


def _end(work: Work, status: str, error: str) -> None:
    mine = JobRecord.objects.filter(id=work.id, status=RUNNING, attempts=work.attempt)
    progress = {"progress": 1.0, "step": ""} if status == DONE else {}
    mine.update(status=status, error=error[:500], finished_at=timezone.now(), **progress)


def _try_later(job: JobRecord, work: Work) -> None:
    failures = job.attempts - job.deaths
    if failures >= job.max_attempts:
        _end(work, FAILED, "This failed several times; the server's log says why. Try it again from this page.")
        return
    wait = RETRY_AFTER[min(failures, len(RETRY_AFTER)) - 1]
    mine = JobRecord.objects.filter(id=job.id, status=RUNNING, attempts=work.attempt)
    mine.update(status=QUEUED, due_at=timezone.now() + wait, step="Failed once; will be tried again")


def _asker(job: JobRecord) -> Actor | None:
    if job.workspace_id is None:
        return None
    member = MemberRecord.objects.filter(id=job.member_id).select_related("user").first() if job.member_id else None
    if member is None:
        return system(job.workspace_id)
    return Actor(
        member.id, member.workspace_id, WorkspaceRole(member.role), member.user.name, ActorKind.MEMBER, member.user_id
    )


def _page(job: JobRecord) -> JobPage:
    return JobPage(
        *(job.id, job.kind, job.status, job.progress, job.step, job.attempts, job.error),
        *(job.created_at, job.finished_at, job.args, job.result or {}),
    )
