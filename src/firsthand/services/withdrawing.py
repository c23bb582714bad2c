"""The job behind a withdrawal: steps that can each be done again, so that one cut off is finished at the next start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from firsthand.domain.ids import Kind
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.actors import Actor, Ref, system
from firsthand.domain.people.withdrawal import WITHDRAWN, Deed, Names, Step, mentions
from firsthand.services.acting import acting
from firsthand.services.clearing import Busy, clear_leftovers, clear_traces, remove_files
from firsthand.services.erasing import Tally, erase, remove_traces
from firsthand.services.exports import concerning
from firsthand.services.jobs import ENDED, QUEUED, enqueue
from firsthand.services.reach import Reach, reach_of
from firsthand.services.remembering import forget_words
from firsthand.services.scheduling import in_calendar
from firsthand.services.separating import Changed, put_in_place, seal_without
from firsthand.services.striking import names_of, standing, strike
from firsthand.services.withdrawals import WITHDRAW_KIND as WITHDRAW_KIND
from firsthand.services.withdrawals import sessions_of
from firsthand.storage.jobs import JobRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.transcripts import TranscriptRecord
from firsthand.storage.withdrawals import WithdrawalRecord

Tell = Callable[[float, str], None]  # how far it is, 0 to 1, and what is being done


@dataclass(slots=True)
class _Withdrawing:
    actor: Actor
    record: WithdrawalRecord
    job_id: str
    names: Names

    def reach(self) -> Reach:
        """What is still to be taken, as the database stands now."""
        settled = [str(one["transcript"]) for one in self.record.derived]
        hashes = [str(one["sha256"]) for one in self.record.files]
        return reach_of(self.record.workspace_id, self.record.person_id, settled, hashes)

    def note(self, tally: Tally, *steps: Step, **columns: object) -> None:
        """Keep, inside the act, what was done and which steps are over."""
        record = self.record
        now = timezone.now().isoformat()
        record.counts = tally.onto(record.counts)
        record.files = [*record.files, *(file for file in tally.files if file not in record.files)]
        record.steps = {**record.steps, **{step.value: now for step in steps}}
        for name, value in columns.items():
            setattr(record, name, value)
        record.save()


def carry_out(withdrawal_id: str, actor: Actor | None = None, job_id: str = "", tell: Tell | None = None) -> bool:
    """Do what is left to do of a withdrawal; False where the database's leftovers must wait for other readers."""
    record = WithdrawalRecord.objects.get(id=withdrawal_id)
    if record.finished_at:
        return True
    who = actor or system(record.workspace_id)
    work = _Withdrawing(who, record, job_id, _names(record))
    todo = [(step, do) for step, do in STEPS.items() if step.value not in record.steps]
    try:
        for place, (step, (words, do)) in enumerate(todo):
            if tell:
                tell(place / len(todo), words)
            do(work, step)
    except Busy:
        return False
    return True


def resume_withdrawals() -> int:
    """Ask again for every withdrawal that nobody is working on and that is not finished; gives how many."""
    resumed = 0
    for record in WithdrawalRecord.objects.filter(finished_at=None):
        resumed += _resume(record)
    return resumed


def _resume(record: WithdrawalRecord) -> bool:
    key = f"{WITHDRAW_KIND} {record.id}"
    job = JobRecord.objects.filter(key=key)
    if not job.exists():
        with acting(system(record.workspace_id), "resumed withdrawal", Ref(Kind.WITHDRAWAL, record.id)):
            enqueue(system(record.workspace_id), WITHDRAW_KIND, {"withdrawal": record.id}, key)
        return True
    again = {"status": QUEUED, "attempts": 0, "error": "", "due_at": timezone.now(), "finished_at": None}
    return bool(job.filter(status__in=ENDED).update(**again))


def _names(record: WithdrawalRecord) -> Names:
    """How they are called, as long as that is known: with the rows the names go."""
    person = ParticipantRecord.objects.filter(id=record.person_id).first()
    if person is None or not record.strikes_names:
        return Names()
    return names_of(person, reach_of(record.workspace_id, person.id), record.session_ids)


def _strike(work: _Withdrawing, step: Step) -> None:
    tally, record = Tally(), work.record
    with acting(work.actor, "struck name from the team's texts", Ref(Kind.WITHDRAWAL, record.id)):
        strike(record.workspace_id, work.names, work.reach(), tally)
        work.note(tally, step, standing=standing(record.workspace_id, work.names, work.reach()))


def _separate(work: _Withdrawing, step: Step) -> None:
    _separate_all(work)
    with acting(work.actor, "separated from the words of others", Ref(Kind.WITHDRAWAL, work.record.id)):
        work.note(Tally(), step)


def _separate_all(work: _Withdrawing) -> None:
    while work.reach().shared:
        reach = work.reach()
        for transcript_id in sorted(reach.shared):
            try:
                _separate_one(work, TranscriptRecord.objects.get(id=transcript_id), reach)
            except Changed:
                continue  # it is found and sealed again in the next round


def _separate_one(work: _Withdrawing, transcript: TranscriptRecord, reach: Reach) -> None:
    left, tally = seal_without(transcript, reach, work.names), Tally()
    with acting(work.actor, "sealed transcript anew", Ref(Kind.TRANSCRIPT, transcript.id)):
        put_in_place(left, tally)
        remove_traces(transcript.workspace_id, tally, work.job_id)
        work.note(tally, derived=[*work.record.derived, left.as_noted])
        forget_words()


def _erase(work: _Withdrawing, step: Step) -> None:
    while True:
        try:
            return _erase_rows(work, step)
        except Changed:
            _separate_all(work)  # somebody named them in one more conversation meanwhile


def _erase_rows(work: _Withdrawing, step: Step) -> None:
    record, tally = work.record, Tally()
    with acting(work.actor, "erased what was theirs", Ref(Kind.WITHDRAWAL, record.id)):
        ParticipantRecord.objects.select_for_update(of=("self",)).filter(id=record.person_id).first()
        reach = work.reach()
        if reach.shared:
            raise Changed
        sessions = {*record.session_ids, *sessions_of(reach)}
        left = [
            str(key) for key in concerning(record.workspace_id, [*reach.people, *sessions]).values_list("id", flat=True)
        ]
        _settle_sessions(work, reach, sessions, tally)
        erase(reach, tally, leaving=(SessionRecord,))
        tally.ids |= {*reach.people, *sessions}
        remove_traces(record.workspace_id, tally, work.job_id)
        work.note(tally, step, session_ids=sorted(sessions), export_ids=left)
        forget_words()


def _settle_sessions(work: _Withdrawing, reach: Reach, session_ids: set[str], tally: Tally) -> None:
    """Leave of each conversation a shell without their name; one that is still to come is called off without others."""
    for session in SessionRecord.objects.filter(id__in=session_ids):
        seats = SessionParticipantRecord.objects.filter(session=session).exclude(participant__in=reach.people)
        others = list(seats.order_by("created_at", "id").values_list("participant__name", flat=True))
        columns = _shared(session, others, work.names) if others else _shell(session)
        SessionRecord.objects.filter(id=session.id).update(**columns, version=session.version + 1)
        tally.add("sessions", Deed.EMPTIED, 1)


def _shell(session: SessionRecord) -> dict[str, object]:
    columns: dict[str, object] = {"title": WITHDRAWN, "location": ""}
    if session.state == SessionState.PLANNED:
        columns |= {"state": SessionState.CANCELLED, **in_calendar(session)}
    return columns


def _shared(session: SessionRecord, others: list[str], names: Names) -> dict[str, object]:
    stays = session.state == SessionState.PLANNED and not mentions(session.location, names)
    return {"title": ", ".join(others)[:200], "location": session.location if stays else ""}


def _files(work: _Withdrawing, step: Step) -> None:
    fates = remove_files(work.record.files)
    with acting(work.actor, "removed original files", Ref(Kind.WITHDRAWAL, work.record.id)):
        work.note(Tally(), step, files=fates)


def _traces(work: _Withdrawing, step: Step) -> None:
    clear_traces(work.record.workspace_id)
    with acting(work.actor, "removed traces", Ref(Kind.WITHDRAWAL, work.record.id)):
        work.note(Tally(), step)


def _database(work: _Withdrawing, step: Step) -> None:
    clear_leftovers([*work.record.counts, "django_session"])
    with acting(work.actor, "finished withdrawal", Ref(Kind.WITHDRAWAL, work.record.id)):
        work.note(Tally(), step, finished_at=timezone.now())


STEPS: dict[Step, tuple[str, Callable[[_Withdrawing, Step], None]]] = {
    Step.STRUCK: ("Taking their name out of the team's texts", _strike),
    Step.SEPARATED: ("Sealing anew what others said", _separate),
    Step.ERASED: ("Erasing their words", _erase),
    Step.FILES: ("Removing original files", _files),
    Step.TRACES: ("Removing previews and messages", _traces),
    Step.DATABASE: ("Clearing what the database keeps of deleted rows", _database),
}
