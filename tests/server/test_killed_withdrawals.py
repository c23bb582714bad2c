"""A withdrawal that is cut off by `kill -9`, wherever that is, is finished by the next process that starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SECRETS = (b"leila", b"farouk", b"boiler", b"plumber", b"yellow note")
POINTS = (  # where the worker is killed: before this is called for the first time, or after it
    "before withdrawing.strike",
    "before withdrawing.put_in_place",  # the derived original lies there, its transcript is as it was
    "before separating._reseal",  # in the middle of the transaction
    "after withdrawing.put_in_place",
    "before withdrawing.erase",
    "after withdrawing.erase",
    "before media.MediaFolder.remove",
    "after media.MediaFolder.remove",
    "before withdrawing.clear_traces",
    "after withdrawing.clear_traces",
    "before withdrawing.clear_leftovers",
    "after withdrawing.clear_leftovers",  # everything is gone, and nobody noted it
)
SETUP = """
import sys
from firsthand.services import starting
starting.prepare(None)
starting.bring_tables_up_to_date()
from firsthand.services import accounts, withdrawals
from two_people import BOTH, hold_both
from people_at_work import hold_call
who = accounts.found_workspace("Parcel people", "Ana", "ana@example.org")
shared = hold_both(who)
alone = hold_call(who, BOTH.replace("Owen Prys", "Rui Alves").replace("Monday", "Sunday"), name="alone.vtt")
from firsthand.storage.models import ParticipantRecord, SessionParticipantRecord, SpeakerRecord
for record in (SpeakerRecord, SessionParticipantRecord):
    record.objects.filter(participant=alone.participant_id).update(participant=shared.leila)
ParticipantRecord.objects.filter(id=alone.participant_id).delete()
withdrawals.withdraw(who, shared.leila, "Leila Farouk")
"""
WORKER = """
import importlib, os, signal, sys, time
from pathlib import Path
from firsthand.services import starting
folder = starting.prepare(None)
point, mark = sys.argv[1], Path(sys.argv[2])
if point:
    when, _, place = point.partition(" ")
    module, *within, name = place.split(".")
    owner = importlib.import_module(f"firsthand.{'adapters' if module == 'media' else 'services'}.{module}")
    for one in within:
        owner = getattr(owner, one)
    real = getattr(owner, name)
    def deadly(*given, **named):
        if when == "after":
            real(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(owner, name, deadly)
from firsthand.worker.embedded import EmbeddedWorker
from firsthand.storage.models import WithdrawalRecord
worker = EmbeddedWorker(starting.worker_lock(folder))
worker.start()
until = time.monotonic() + 60
while WithdrawalRecord.objects.filter(finished_at=None).exists() and time.monotonic() < until:
    time.sleep(0.05)
worker.stop()
mark.touch()
"""
REPORT = """
from firsthand.services import starting
starting.prepare(None)
from firsthand.domain.people.actors import system
from firsthand.services import events, receipts
from firsthand.storage.models import QuoteRecord, TurnRecord, WithdrawalRecord
record = WithdrawalRecord.objects.get()
page = receipts.receipt(system(record.workspace_id), record.id)
removed = {one.table: one.number for one in page.counts if one.deed == "removed"}
print(page.is_finished, len(page.files), {file.fate for file in page.files} == {"removed"}, len(page.derived))
print(removed["participants"], removed["quotes"], QuoteRecord.objects.count(), TurnRecord.objects.count())
print(events.chain(system(record.workspace_id)).is_whole)
"""


def found(folder: Path) -> list[str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    contents = {path.name: path.read_bytes().lower() for path in paths}
    return sorted(
        f"{secret.decode()} in {name}" for name, text in contents.items() for secret in SECRETS if secret in text
    )


@pytest.fixture
def known(tmp_path: Path) -> dict[str, str]:
    found_in = [*sys.path, str(Path(__file__).parents[1])]
    known = {**os.environ, "FIRSTHAND_DATA": str(tmp_path / "data"), "PYTHONPATH": os.pathsep.join(found_in)}
    known.pop("FIRSTHAND_DATABASE_URL", None)
    return known


def run(code: str, known: dict[str, str], *given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *given], env=known, capture_output=True, text=True, timeout=120)


def test_killed_at_every_point_in_turn_it_is_finished_and_nothing_is_left(
    tmp_path: Path, known: dict[str, str]
) -> None:
    done = run(SETUP, known)
    assert done.returncode == 0, done.stderr
    assert found(tmp_path / "data") != []
    for point in POINTS:
        killed = run(WORKER, known, point, str(tmp_path / "ended"))
        assert killed.returncode == -signal.SIGKILL, (point, killed.stderr)
        assert not (tmp_path / "ended").exists()
    last = run(WORKER, known, "", str(tmp_path / "ended"))
    assert last.returncode == 0, last.stderr
    assert found(tmp_path / "data") == []
    told = run(REPORT, known)
    assert told.stdout.splitlines() == ["True 2 True 1", "1 1 2 6", "True"], told.stderr
