from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.conf import LazySettings, settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from asgi_caller import Answer, ask
from firsthand.adapters.folder_lock import FolderLock
from firsthand.domain.people.actors import Actor, WorkspaceRole
from firsthand.domain.people.tokens import Reach
from firsthand.server.limits import BodyLimit
from firsthand.services import accounts, media, members, studies, tokens, withdrawals, withdrawing
from firsthand.services.studies import StudyForm
from firsthand.services.tokens import TokenForm
from firsthand.worker.embedded import EmbeddedWorker, latest_due
from people_at_work import CALL, Call, Team, hold_call
from s3_nearby import bucket_nearby

HEAVY = (
    "sklearn",
    "scipy",
    "torch",
    "pydantic_ai",
    "faster_whisper",
    "openai",
    "anthropic",
    "statsmodels",
    "transformers",
)


def get(path: str, session: str = "", **headers: str) -> Answer:
    from firsthand.server.asgi import app

    return ask(app, path, headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={session}", **headers})


def session_of(user_id: str) -> str:
    from firsthand.storage.models import UserRecord

    client = Client()
    client.force_login(UserRecord.objects.get(id=user_id))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.mark.django_db(transaction=True)
def test_originals_go_out_with_range_to_members_and_look_absent_to_everybody_else(
    transactional_call: tuple[Team, Call],
) -> None:
    team, call = transactional_call
    path = f"/media/{call.transcript_id}"
    assert get(path).status_code == 404
    assert get(path, "x" * 32).status_code == 404
    for stranger in (team.vera, team.otto):
        assert get(path, session_of(stranger.user_id)).status_code == 404
    mine = session_of(team.rui.user_id)
    whole = get(path, mine)
    assert whole.content == CALL.encode()
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert whole.headers["content-disposition"].startswith("attachment")
    part = get(path, mine, range="bytes=0-5")
    assert (part.status_code, part.content) == (206, b"WEBVTT")


@pytest.mark.django_db(transaction=True)
def test_originals_go_out_to_programs_whose_token_may_read_and_to_nobody_outside(
    transactional_call: tuple[Team, Call],
) -> None:
    team, call = transactional_call
    path = f"/media/{call.transcript_id}"

    def with_token(actor: Actor, reach: Reach) -> str:
        return f"Bearer {tokens.new_token(actor, TokenForm('Nightly', reach))[1]}"

    reading, viewing, of_otto = (
        with_token(team.rui, Reach.READ),
        with_token(team.rui, Reach.VIEW),
        with_token(team.otto, Reach.MANAGE),
    )
    assert get(path, authorization=reading).content == CALL.encode()
    assert get(path, authorization=viewing).status_code == 404
    assert get(path, authorization=of_otto).status_code == 404
    mine = session_of(team.rui.user_id)
    assert (
        get(path, mine, authorization="Bearer fst_nothing").status_code == 404
    )  # a bad token is not helped by a cookie
    study = studies.create_study(team.ana, StudyForm("Lay-offs", is_confidential=True))
    closed = hold_call(team.ana, CALL.replace("March", "May"), study_id=study)
    assert get(f"/media/{closed.transcript_id}", authorization=reading).status_code == 404
    assert get(f"/media/{closed.transcript_id}", mine).status_code == 404
    accounts.add_member(team.otto, "rui@example.org", "Rui", WorkspaceRole.RESEARCHER)
    members.remove_member(team.ana, team.rui.id)
    assert get(path, mine).status_code == 404
    assert get(path, authorization=reading).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_with_a_bucket_files_go_there_and_come_from_there_and_are_gone_after_a_withdrawal(
    settings: Any, transactional_team: Team
) -> None:
    with bucket_nearby() as address:
        settings.FIRSTHAND_MEDIA, settings.FIRSTHAND_UPLOADS = address, address.replace("?", "/waiting?")
        call = hold_call(transactional_team.rui)
        path = f"/media/{call.transcript_id}"
        assert get(path).status_code == 404
        sent = get(path, session_of(transactional_team.rui.user_id))
        assert sent.status_code == 302
        with urlopen(sent.headers["location"]) as answer:
            assert answer.read() == CALL.encode()
            assert answer.headers["Content-Disposition"].startswith("attachment")
        withdrawing.carry_out(withdrawals.withdraw(transactional_team.rui, call.participant_id, "Dana Petrov"))
        assert media.originals().remove_older(timezone.now() + timedelta(hours=1)) == 0  # nothing was left


@pytest.mark.django_db(transaction=True)
def test_whoever_tries_tokens_at_the_originals_is_told_to_wait(transactional_call: tuple[Team, Call]) -> None:
    _team, call = transactional_call
    answers = [get(f"/media/{call.transcript_id}", authorization=f"Bearer {n}").status_code for n in range(25)]
    assert (answers[0], answers[-1]) == (404, 429)


@pytest.mark.django_db(transaction=True)
def test_health_answers_without_signing_in() -> None:
    assert get("/health").content == b'{"status":"ok"}'


def test_a_body_that_is_too_big_is_refused_before_it_is_read() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("read")(scope, receive, send)

    limited: ASGIApp = BodyLimit(app, 10)
    assert ask(limited, "/", method="POST", body=b"x" * 10).content == b"read"
    refused = ask(limited, "/", method="POST", body=b"x" * 11)
    assert refused.status_code == 413
    assert b"Nothing was kept" in refused.content


def addresses(resolver: URLResolver, prefix: str = "/") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern).replace("^", "").rstrip("$").replace("\\Z", "")
        found += addresses(pattern, route) if isinstance(pattern, URLResolver) else [route]
        assert isinstance(pattern, URLPattern | URLResolver)
    return found


@pytest.mark.django_db
def test_every_page_sends_strangers_to_the_sign_in_or_refuses_them(client: Client) -> None:
    open_to_all = (
        "/api/",
        "/accounts/",  # the account library decides for itself
        "/sign-in/",
    )
    for address in addresses(get_resolver()):
        if address.startswith(open_to_all) or "(?P" in address:
            continue
        path = address.replace("<int:index>", "1")
        answer = client.get(path)
        is_sent = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
        assert is_sent or answer.status_code in (404, 405), (address, answer.status_code)


def test_pages_carry_a_strict_policy_and_safe_headers(team: Team, client: Client) -> None:
    from firsthand.storage.models import UserRecord

    client.force_login(UserRecord.objects.get(id=team.rui.user_id))
    answer = client.get("/")
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")


@pytest.mark.parametrize("address", ["/nothing/", "/sessions/ses_0000000000000000000000/", "/studies/%00/"])
def test_what_is_not_there_is_a_page_with_words(team: Team, client: Client, address: str) -> None:
    from firsthand.storage.models import UserRecord

    client.force_login(UserRecord.objects.get(id=team.rui.user_id))
    answer = client.get(address)
    assert answer.status_code == 404
    assert b"<h1" in answer.content
    assert b"Traceback" not in answer.content


def test_a_fault_of_ours_is_a_page_without_a_traceback(
    team: Team, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from firsthand.services import workspaces
    from firsthand.storage.models import UserRecord

    client.force_login(UserRecord.objects.get(id=team.rui.user_id))
    client.raise_request_exception = False
    monkeypatch.setattr(workspaces, "home_page", lambda *_, **__: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    assert b"<h1" in answer.content
    assert b"ZeroDivisionError" not in answer.content


def test_signing_in_is_an_event(team: Team, client: Client) -> None:
    from firsthand.services import events
    from firsthand.storage.models import UserRecord

    client.force_login(UserRecord.objects.get(id=team.rui.user_id))
    assert events.events(team.ana)[0].verb == "signed in"


@pytest.mark.slow
def test_the_server_starts_without_anything_heavy(tmp_path: Path) -> None:
    code = f"import sys, firsthand.server.asgi; print([name for name in {HEAVY} if name in sys.modules])"
    seen = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={"FIRSTHAND_DATA": str(tmp_path), "PATH": ""},
        check=True,
    )
    assert seen.stdout.strip() == "[]"


@pytest.mark.slow
@pytest.mark.parametrize("module", ["lint", "coach", "verify", "convert"])
def test_commands_on_plain_files_never_import_django(module: str) -> None:
    code = f"import sys, firsthand.cli.{module}; print('django' in sys.modules)"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "False"


def test_only_one_process_runs_the_jobs_of_a_folder(tmp_path: Path) -> None:
    one, other = FolderLock(tmp_path / "lock"), FolderLock(tmp_path / "lock")
    assert (one.take(), other.take()) == (True, False)
    one.release()
    assert other.take()
    other.release()


@pytest.mark.django_db(transaction=True)
def test_the_embedded_worker_does_what_is_asked_for_at_once_and_stops(
    transactional_team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from firsthand.services import imports, jobs
    from firsthand.services.imports import ImportForm, UploadedFile

    monkeypatch.setattr(imports, "BIG", 10)
    worker = EmbeddedWorker(FolderLock(tmp_path / "lock"))
    assert worker.start()
    try:
        imported = imports.import_transcript(
            transactional_team.rui, UploadedFile("a.vtt", CALL.encode()), ImportForm("form")
        )
        deadline = time.monotonic() + 20
        while not jobs.job_page(transactional_team.rui, imported.job_id or "").is_over and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        worker.stop()
    assert jobs.job_page(transactional_team.rui, imported.job_id or "").status == "done"


def test_periodic_work_has_the_same_due_time_for_every_process() -> None:
    now = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)
    due = latest_due(now, timedelta(hours=24))
    assert due == latest_due(now + timedelta(hours=5), timedelta(hours=24)) == datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def transactional_team(transactional_db: None) -> Team:
    from people_at_work import make_team

    return make_team()


@pytest.fixture
def transactional_call(transactional_team: Team, settings: LazySettings) -> tuple[Team, Call]:
    from people_at_work import hold_call

    return transactional_team, hold_call(transactional_team.rui)
