"""Workers that are killed again and again while they do jobs: everything is done in the end, and nothing twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

pytestmark = pytest.mark.slow

JOBS, KILLS = 200, 50
SETUP = f"""
from firsthand.services import starting
starting.prepare(None)
starting.bring_tables_up_to_date()
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Ref
from firsthand.services import accounts, jobs
from firsthand.services.acting import acting
who = accounts.found_workspace("Parcel people", "Ana", "ana@example.org")
with acting(who, "asked for work", Ref(Kind.WORKSPACE, who.workspace_id)):
    for _ in range({JOBS}):
        jobs.enqueue(who, "mark", {{}})
"""
FOREMAN = """
import os, random, signal, sys, time
from datetime import timedelta
from pathlib import Path
from firsthand.services import starting
folder = starting.prepare(None)
from firsthand.services import jobs
from firsthand.worker import embedded
marks = Path(sys.argv[1])
jobs.sweep.__defaults__ = (timedelta(seconds=3),)  # a test does not wait a minute for each dead worker
embedded.SWEEP_EVERY = embedded.BEAT_EVERY = 0.3
embedded.PERIODIC = {}
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
def mark(work):
    time.sleep(random.uniform(0.05, 0.25))
    (marks / f"{work.id}.{work.attempt}").touch()
    time.sleep(random.uniform(0, 0.05))
for _ in sys.stdin:  # each line hires one worker: a process of its own, without starting Python anew
    worker = os.fork()
    if not worker:
        assert embedded.EmbeddedWorker(starting.worker_lock(folder), 2, {"mark": mark}).start()
        while True:
            time.sleep(1)
    print(worker, flush=True)
"""
REPORT = """
from firsthand.services import starting
starting.prepare(None)
from firsthand.storage.models import JobRecord
for job in JobRecord.objects.filter(kind="mark"):
    print(job.id, job.status, job.attempts, job.deaths)
"""


@pytest.fixture(params=["sqlite", "postgres"])
def known(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of the workers."""
    known = {**os.environ, "FIRSTHAND_DATA": str(tmp_path / "data"), "PYTHONPATH": os.pathsep.join(sys.path)}
    known.pop("FIRSTHAND_DATABASE_URL", None)
    if request.param == "sqlite":
        yield known
        return
    import pgserver

    with TemporaryDirectory(prefix="firsthand-tests-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(Path(folder) / "postgres", cleanup_mode="stop")
        yield {**known, "FIRSTHAND_DATABASE_URL": server.get_uri()}
        server.cleanup()


def run(code: str, known: dict[str, str]) -> str:
    return subprocess.run([sys.executable, "-c", code], env=known, check=True, capture_output=True, text=True).stdout


def test_fifty_kills_during_two_hundred_jobs_lose_none_and_do_none_twice(tmp_path: Path, known: dict[str, str]) -> None:
    marks, dice = tmp_path / "marks", random.Random(7)
    marks.mkdir()
    run(SETUP, known)
    with subprocess.Popen(
        [sys.executable, "-c", FOREMAN, str(marks)], env=known, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as foreman:
        crew = [hire(foreman) for _ in range(3 if "FIRSTHAND_DATABASE_URL" in known else 1)]
        for _ in range(KILLS):
            time.sleep(dice.uniform(0.2, 0.5))
            kill(crew.pop(dice.randrange(len(crew))))
            crew.append(hire(foreman))
        rows = ended(known)
        for worker in crew:
            kill(worker)
        foreman.kill()
    assert Counter(status for _, status, _, _ in rows) == {"done": JOBS}
    assert sum(int(deaths) for *_, deaths in rows) > KILLS // 5  # many were hit in the middle of a job
    assert all(
        int(attempts) == int(deaths) + 1 for _, _, attempts, deaths in rows
    )  # what no death cut off was done once
    assert {path.name.partition(".")[0] for path in marks.iterdir()} == {job for job, *_ in rows}


def hire(foreman: subprocess.Popen[str]) -> int:
    assert foreman.stdin
    assert foreman.stdout
    foreman.stdin.write("one more\n")
    foreman.stdin.flush()
    return int(foreman.stdout.readline())


def kill(worker: int) -> None:
    os.kill(worker, signal.SIGKILL)
    until = time.monotonic() + 10
    while Path(f"/proc/{worker}").exists() and time.monotonic() < until:
        time.sleep(0.005)


def ended(known: dict[str, str]) -> list[list[str]]:
    """The jobs as they are when all are over, or after two minutes."""
    until, rows = time.monotonic() + 120, [["", "", "0", "0"]]
    while any(status != "done" for _, status, _, _ in rows) and time.monotonic() < until:
        time.sleep(0.5)
        rows = [line.split() for line in run(REPORT, known).splitlines()]
    return rows
