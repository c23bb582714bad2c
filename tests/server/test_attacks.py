"""What somebody tries who means harm: addresses, cookies, links used twice, endless bodies, what a log tells."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import pytest
from django.conf import settings as configured
from django.db import close_old_connections, connections
from django.test import Client
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from asgi_caller import ask
from firsthand.domain.errors import Conflict, NotFound
from firsthand.server.limits import BodyLimit
from firsthand.services import accounts, imports, quotes, reader, sessions
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.storage.models import UserRecord
from people_at_work import CALL, Call, Team, hold_call, make_team


def client_of(user_id: str) -> Client:
    client = Client()
    client.force_login(UserRecord.objects.get(id=user_id))
    return client


@pytest.fixture
def transactional_team(transactional_db: None) -> Team:
    return make_team()


def test_a_name_that_is_not_ours_is_not_answered_to(team: Team) -> None:
    answer = client_of(team.rui.user_id).get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert b"evil.example" not in answer.content
    assert b"Traceback" not in answer.content


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example",
    ],
)
def test_no_form_leads_away_from_here(team: Team, call: Call, elsewhere: str) -> None:
    rui = client_of(team.rui.user_id)
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    assert rui.post(f"/quotes/{quote}/confirm/", {"next": elsewhere})["Location"] == "/quotes/"
    gone = rui.post(f"/quotes/{quote}/delete/", {"next": elsewhere})
    assert gone["Location"] == "/quotes/"
    undo_id = quotes.delete_quote(team.rui, quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16))
    assert rui.post(f"/undo/{undo_id}/", {"next": elsewhere})["Location"] == "/quotes/"


def test_cookies_can_not_be_read_by_scripts_or_sent_by_other_sites() -> None:
    assert configured.SESSION_COOKIE_HTTPONLY
    assert configured.SESSION_COOKIE_SAMESITE == "Lax"
    assert configured.CSRF_COOKIE_SAMESITE == "Lax"
    assert not configured.DEBUG


def test_behind_https_cookies_are_secure_and_browsers_told_to_stay(tmp_path: Path) -> None:
    code = (
        "from firsthand.server import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.ALLOWED_HOSTS)"
    )
    known = {"FIRSTHAND_DATA": str(tmp_path), "FIRSTHAND_BASE_URL": "https://r.example.com", "PATH": ""}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=known, check=True)
    assert ran.stdout.strip() == "True True True ['localhost', '127.0.0.1', '[::1]', 'r.example.com']"


def test_a_sign_in_gives_a_new_session(team: Team, client: Client) -> None:
    client.get("/accounts/login/")
    planted = client.session
    planted["x"] = 1
    planted.save()
    before = planted.session_key
    link = accounts.new_sign_in_link(team.rui.user_id)
    client.get(f"/sign-in/{link}/")
    assert client.session.session_key != before


def test_one_link_used_by_many_at_once_signs_in_one(transactional_team: Team) -> None:
    link, start = accounts.new_sign_in_link(transactional_team.rui.user_id), threading.Barrier(6)

    def use(_: int) -> bool:
        start.wait()
        try:
            accounts.use_sign_in_link(link)
        except NotFound:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(use, range(6))) == [False] * 5 + [True]


def test_people_who_import_and_read_at_once_never_hear_of_a_locked_database(transactional_team: Team) -> None:
    team = transactional_team
    start = threading.Barrier(8)

    def work(number: int) -> str:
        close_old_connections()
        start.wait()
        try:
            held = hold_call(team.rui, CALL.replace("March", f"March {number}"), name=f"{number}.vtt")
            quotes.highlight(team.rui, held.transcript_id, 1, 0, 1, 16)
            for _ in range(3):
                assert reader.reader_page(team.rui, held.session_id).quotes
                assert sessions.sessions(team.ana).items
        finally:
            connections.close_all()
        return held.session_id

    with ThreadPoolExecutor(8) as pool:
        held = set(pool.map(work, range(8)))
    assert len(held) == sessions.sessions(team.rui).total == 8


def test_the_same_file_dropped_by_many_at_once_is_here_once(transactional_team: Team) -> None:
    start = threading.Barrier(4)

    def drop(_: int) -> bool:
        close_old_connections()
        start.wait()
        try:
            imports.import_transcript(transactional_team.rui, UploadedFile("a.vtt", CALL.encode()), ImportForm("form"))
        except Conflict:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(drop, range(4))) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"content-length": "-1"},
        {"content-length": "999999999999"},
        {"transfer-encoding": "chunked", "content-length": "x"},
    ],
)
def test_a_body_of_unbelievable_length_is_refused_or_taken_as_none(headers: dict[str, str]) -> None:
    from firsthand.server.asgi import app

    answer = ask(app, "/accounts/login/", method="POST", headers=headers, body=b"x")
    assert answer.status_code in (400, 403, 411, 413)


def test_the_log_tells_nothing_of_what_people_said_or_of_who_they_are(
    team: Team, call: Call, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    rui = client_of(team.rui.user_id)
    rui.raise_request_exception = False
    link = accounts.new_sign_in_link(team.rui.user_id)
    rui.get(f"/sign-in/{link}/")
    rui.get(f"/sessions/{call.session_id}/transcript/")
    rui.get("/quotes/?words=waited+until+six")
    rui.get(f"/sessions/{call.session_id}/transcript/check/?first=1&start=0&last=1&end=9&words=driver")
    rui.post("/import/", {"pasted": "We waited until six and nobody knows"})
    with monkeypatch.context() as broken:
        broken.setattr(quotes, "quotes", lambda *_, **__: 1 / 0)
        assert rui.get("/quotes/?words=waited+until+six").status_code == 500
        assert rui.get("/api/v1/quotes?search=waited").status_code == 500
    said = caplog.text
    assert "ZeroDivisionError" in said
    for secret in ("waited", "driver", "Dana", "Petrov", link, "sessionid", "example.org"):
        assert secret not in said, secret


CHILD = """
import sys, time
from pathlib import Path
from firsthand.services import starting
folder = starting.prepare(None)
from firsthand.worker import handlers, embedded
mark = Path(sys.argv[1])
real = handlers.HANDLERS["read transcript"]
def read(work):
    mark.with_name(f"begun-{work.attempt}").touch()
    if sys.argv[2] == "hang":
        work.tell(0.1, "Reading the file")
        time.sleep(600)
    real(work)
    mark.with_name(f"done-{work.attempt}").touch()
embedded.HANDLERS = {**handlers.HANDLERS, "read transcript": read}
worker = embedded.EmbeddedWorker(starting.worker_lock(folder))
worker.start()
while not mark.exists():
    time.sleep(0.05)
worker.stop()
"""
SETUP = """
import sys
from firsthand.services import starting
starting.prepare(None)
starting.bring_tables_up_to_date()
from firsthand.services import accounts, imports
imports.BIG = 10
who = accounts.found_workspace("Parcel people", "Ana", "ana@example.org")
imports.import_transcript(who, imports.UploadedFile("a.vtt", sys.stdin.buffer.read()), imports.ImportForm("form"))
"""
REPORT = """
from firsthand.services import starting
starting.prepare(None)
from firsthand.storage.models import JobRecord, TurnRecord, EventRecord
job = JobRecord.objects.get(kind="read transcript")
print(job.status, job.attempts, TurnRecord.objects.count(), EventRecord.objects.filter(verb="read transcript").count())
"""


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_of_a_job_leaves_it_to_the_next_one_which_starts_at_once(tmp_path: Path) -> None:
    known = {**os.environ, "FIRSTHAND_DATA": str(tmp_path / "data"), "PYTHONPATH": os.pathsep.join(sys.path)}
    known.pop("FIRSTHAND_DATABASE_URL", None)
    stop = tmp_path / "stop"

    def python(code: str, *arguments: str) -> list[str]:
        return [sys.executable, "-c", code, *arguments]

    subprocess.run(python(SETUP), input=CALL.encode(), env=known, check=True)
    doomed = subprocess.Popen(python(CHILD, str(stop), "hang"), env=known)
    wait_for(tmp_path / "begun-1")
    os.kill(doomed.pid, signal.SIGKILL)
    doomed.wait()
    heir = subprocess.Popen(python(CHILD, str(stop), "work"), env=known)
    wait_for(tmp_path / "done-2")
    stop.touch()
    assert heir.wait(30) == 0
    told = subprocess.run(python(REPORT), env=known, check=True, capture_output=True, text=True)
    assert told.stdout.split() == ["done", "2", "6", "1"]


def wait_for(mark: Path, seconds: float = 30) -> None:
    """Well under the minute after which a silent worker is taken for dead."""
    until = time.monotonic() + seconds
    while not mark.exists():
        assert time.monotonic() < until, mark.name
        time.sleep(0.05)


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    body, is_more = b"", True
    while is_more:
        message = await receive()
        body, is_more = body + message["body"], message["more_body"]
    length = dict(scope["headers"]).get(b"content-length", b"none").decode()
    await PlainTextResponse(f"{length} {len(body)}")(scope, receive, send)


def in_pieces(limited: BodyLimit, pieces: list[bytes], *, ends: bool = True) -> tuple[int, bytes]:
    """What a request gets that is sent in chunks, without saying how long it is."""
    said: list[Message] = []

    async def receive() -> Message:
        if not pieces:
            await anyio.sleep_forever()
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces) or not ends}

    async def send(message: Message) -> None:
        said.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"transfer-encoding", b"chunked")]}
    anyio.run(limited, scope, receive, send)
    return said[0]["status"], b"".join(message.get("body", b"") for message in said)


@pytest.mark.parametrize("size", [0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 3 * 1024 * 1024])
def test_a_body_in_chunks_arrives_whole_and_with_its_length(size: int) -> None:
    pieces = [b"x" * min(50_000, size - at) for at in range(0, size, 50_000)] or [b""]
    status, said = in_pieces(BodyLimit(echo, 4 * 1024 * 1024), pieces)
    assert (status, said) == (200, f"{size or 'none'} {size}".encode())


def test_a_body_without_end_is_cut_off() -> None:
    endless = [b"x" * 1_000] * 1_000
    status, said = in_pieces(BodyLimit(echo, 10_000), endless)
    assert (status, len(endless)) == (413, 1_000 - 11)
    assert b"Nothing was kept" in said


def test_a_body_that_stops_arriving_keeps_no_thread_waiting() -> None:
    status, said = in_pieces(BodyLimit(echo, 10_000, patience=0.05), [b"x"], ends=False)
    assert (status, b"nothing was kept" in said) == (408, True)
