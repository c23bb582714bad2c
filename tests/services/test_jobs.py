from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services import imports, jobs, sessions
from firsthand.services.acting import acting
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.jobs import Work
from firsthand.storage.models import JobRecord, TurnRecord
from firsthand.worker.handlers import HANDLERS
from people_at_work import CALL, Team


def ask(actor: Actor, kind: str = "count") -> str:
    with acting(actor, "asked for work", Ref(Kind.WORKSPACE, actor.workspace_id)):
        return jobs.enqueue(actor, kind, {})


def test_a_job_is_done_once_by_whom_it_was_asked_for(team: Team) -> None:
    done: list[str] = []
    job_id = ask(team.rui)

    def count(work: Work) -> None:
        work.tell(0.5, "Half way")
        done.append(work.actor.name if work.actor else "")

    assert jobs.work_once({"count": count})
    assert not jobs.work_once({"count": count})
    page = jobs.job_page(team.rui, job_id)
    assert (done, page.status, page.progress, page.is_over) == (["Rui"], "done", 1.0, True)


def test_a_job_that_fails_is_tried_again_later_and_given_up_in_the_end(team: Team) -> None:
    job_id = ask(team.rui)

    def fail(_: Work) -> None:
        raise ZeroDivisionError

    for _ in range(3):
        JobRecord.objects.update(due_at=timezone.now())
        assert jobs.work_once({"count": fail})
    page = jobs.job_page(team.rui, job_id)
    assert (page.status, page.attempts) == ("failed", 3)
    assert "Try it again" in page.error


def test_a_refusal_is_not_tried_again(team: Team) -> None:
    job_id = ask(team.rui)

    def refuse(_: Work) -> None:
        raise Invalid("The file is empty.")

    jobs.work_once({"count": refuse})
    page = jobs.job_page(team.rui, job_id)
    assert (page.status, page.error) == ("failed", "The file is empty.")


def test_the_job_of_a_worker_that_died_is_swept_back_and_done(team: Team) -> None:
    job_id = ask(team.rui)

    class Killed(BaseException):
        pass

    def die(_: Work) -> None:
        raise Killed

    with pytest.raises(Killed):
        jobs.work_once({"count": die})
    assert jobs.job_page(team.rui, job_id).status == "running"
    assert jobs.sweep(timezone.now()) == 0
    assert jobs.sweep(timezone.now() + timedelta(minutes=2)) == 1
    JobRecord.objects.update(due_at=timezone.now())
    assert jobs.work_once({"count": lambda work: None})
    assert jobs.job_page(team.rui, job_id).status == "done"


def test_a_worker_beats_for_what_it_holds_however_long_the_work_says_nothing(team: Team) -> None:
    ask(team.rui)
    later = timezone.now() + timedelta(minutes=5)

    def silent(_: Work) -> None:
        assert jobs.beat(later) == 1
        assert jobs.sweep(later + timedelta(seconds=30)) == 0

    assert jobs.work_once({"count": silent})
    assert jobs.beat(later) == 0


def test_a_death_of_a_worker_is_no_failure_of_the_work_until_there_were_ten(team: Team) -> None:
    job_id = ask(team.rui)

    def die(_: Work) -> None:
        raise KeyboardInterrupt

    for n in range(jobs.DEATHS):
        assert jobs.job_page(team.rui, job_id).status == "queued", n
        with pytest.raises(KeyboardInterrupt):
            jobs.work_once({"count": die})
        jobs.sweep(timezone.now(), timedelta(0))
    page = jobs.job_page(team.rui, job_id)
    assert (page.status, page.attempts) == ("failed", jobs.DEATHS)
    assert "stopped many times" in page.error


def test_three_failures_are_counted_apart_from_deaths(team: Team) -> None:
    job_id = ask(team.rui)

    def fail(_: Work) -> None:
        raise ZeroDivisionError

    JobRecord.objects.filter(id=job_id).update(attempts=5, deaths=5)
    for _ in range(3):
        JobRecord.objects.update(due_at=timezone.now())
        assert jobs.job_page(team.rui, job_id).status == "queued"
        assert jobs.work_once({"count": fail})
    assert jobs.job_page(team.rui, job_id).status == "failed"


def test_a_worker_taken_for_dead_can_not_end_a_job_that_another_one_has(team: Team) -> None:
    job_id = ask(team.rui)

    def overtaken(work: Work) -> None:
        JobRecord.objects.filter(id=job_id).update(attempts=work.attempt + 1)
        work.tell(0.9, "Nearly there")

    jobs.work_once({"count": overtaken})
    assert jobs.job_page(team.rui, job_id).status == "running"


def test_a_cancelled_job_stops_at_its_next_word(team: Team) -> None:
    job_id = ask(team.rui)

    def cancelled(work: Work) -> None:
        jobs.cancel_job(team.rui, job_id)
        work.tell(0.5, "Going on")
        raise AssertionError

    jobs.work_once({"count": cancelled})
    assert jobs.job_page(team.rui, job_id).status == "cancelled"
    with pytest.raises(Conflict):
        jobs.cancel_job(team.rui, job_id)
    jobs.retry_job(team.rui, job_id)
    assert jobs.job_page(team.rui, job_id).status == "queued"


def test_periodic_work_is_asked_for_once_per_time(team: Team) -> None:
    due = timezone.now()
    assert [jobs.enqueue_periodic("purge", due) for _ in range(3)] == [True, False, False]


def test_another_workspace_does_not_see_the_job(team: Team) -> None:
    job_id = ask(team.rui)
    with pytest.raises(NotFound):
        jobs.job_page(team.otto, job_id)
    assert jobs.jobs(team.otto).items == ()


def test_a_big_file_is_read_by_a_job_and_reading_it_twice_changes_nothing(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "BIG", 10)
    imported = imports.import_transcript(team.rui, UploadedFile("big.vtt", CALL.encode()), ImportForm("form"))
    row = sessions.session_page(team.rui, imported.session_id).transcripts[0]
    assert (row.is_reading, row.job_id) == (True, imported.job_id)
    assert jobs.work_once(HANDLERS)
    JobRecord.objects.update(status="queued")
    assert jobs.work_once(HANDLERS)
    row = sessions.session_page(team.rui, imported.session_id).transcripts[0]
    assert (row.is_reading, row.turns, TurnRecord.objects.count()) == (False, 6, 6)


def test_a_big_file_that_can_not_be_read_says_why(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "BIG", 10)
    imported = imports.import_transcript(team.rui, UploadedFile("x.pdf", b"%PDF-1.7 and more"), ImportForm("form"))
    jobs.work_once(HANDLERS)
    assert imported.job_id is not None
    page = jobs.job_page(team.rui, imported.job_id)
    assert page.status == "failed"
    assert "PDF" in page.error
