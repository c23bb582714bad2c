"""Original files go out through here: with Range, after the same permission check as every page."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

import anyio
import anyio.to_thread
from anyio.lowlevel import RunVar
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import close_old_connections, connection
from django.utils.crypto import constant_time_compare
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from firsthand.domain.errors import NotFound, Refusal, TooOften
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.addresses import client_address
from firsthand.domain.people.patience import Guarded
from firsthand.formats.scans import JPEG, PNG
from firsthand.services.accounts import actor_of, session_hash
from firsthand.services.consent_scans import KeptScan
from firsthand.services.consent_scans import scan as kept_scan
from firsthand.services.limiting import guarded
from firsthand.services.media import originals
from firsthand.services.sign_ins import is_signed_in
from firsthand.services.tokens import actor_of_token
from firsthand.services.transcripts import Original, take_original
from firsthand.services.transcripts import original as kept_original
from firsthand.services.workspaces import CHOSEN
from firsthand.web.who import SIGN_IN

Answer = TypeVar("Answer")
THREADS = 8  # in which the shell calls services
_limiter: RunVar[anyio.CapacityLimiter] = RunVar("firsthand_threads")  # each event loop has its own
SHOWN = (PNG, JPEG)  # in the browser itself; a PDF can hold scripts and is taken home
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "same-origin",
}


async def health(_: Request) -> Response:
    """Whether the server and its database answer."""
    is_well = await in_thread(_database_answers)
    return JSONResponse({"status": "ok" if is_well else "the database does not answer"}, 200 if is_well else 503)


async def original(request: Request) -> Response:
    """A transcript's original file as a download."""
    try:
        file = await in_thread(lambda: _original(request))
    except Refusal as refusal:
        status = 429 if isinstance(refusal, TooOften) else 404
        return PlainTextResponse(refusal.message + "\n", status_code=status, headers=SAFE)
    return await _sent(file.sha256, file.file_name, "application/octet-stream", is_shown=False)


async def consent_scan(request: Request) -> Response:
    """The scan of a signed paper: a picture is shown, anything else is a download."""
    try:
        file = await in_thread(lambda: _scan(request))
    except Refusal as refusal:
        return PlainTextResponse(refusal.message + "\n", status_code=404, headers=SAFE)
    return await _sent(file.sha256, file.name, file.media_type, is_shown=file.media_type in SHOWN)


async def _sent(sha256: str, name: str, media_type: str, *, is_shown: bool) -> Response:
    """A file from the folder, with Range; from a bucket, an address there that is good for a minute."""
    way = await in_thread(lambda: originals().way_to(sha256, name, media_type, is_shown=is_shown))
    if isinstance(way, str):
        return RedirectResponse(way, 302, SAFE)
    how = "inline" if is_shown else "attachment"
    return FileResponse(way, 200, SAFE, media_type, filename=name, content_disposition_type=how)


async def in_thread(call: Callable[[], Answer]) -> Answer:
    """Call a service from asynchronous code, in one of a few threads, with a fresh or living database connection."""

    def prepared() -> Answer:
        close_old_connections()
        return call()

    return await anyio.to_thread.run_sync(prepared, limiter=_threads())


def _threads() -> anyio.CapacityLimiter:
    try:
        return _limiter.get()
    except LookupError:
        limiter = anyio.CapacityLimiter(THREADS)
        _limiter.set(limiter)
        return limiter


def _original(request: Request) -> Original:
    take = kept_original if request.method == "HEAD" else take_original
    return take(_who(request), request.path_params["transcript_id"])


def _who(request: Request) -> Actor:
    """The member behind a request: by token as at the API, else by the cookie of the pages. Raises NotFound."""
    way, _, token = request.headers.get("authorization", "").partition(" ")
    if way.lower() == "bearer":
        with guarded(Guarded.TOKEN, _address(request)):
            return actor_of_token(token.strip())
    user_id, chosen = signed_in(request.cookies.get(settings.SESSION_COOKIE_NAME, ""))
    return actor_of(user_id, chosen=chosen)


def _address(request: Request) -> str:
    """The network address that the request came from, past our own proxies only."""
    here, forwarded = request.client.host if request.client else "", request.headers.get("x-forwarded-for", "")
    return client_address(here, forwarded, settings.FIRSTHAND.proxies_in_front)


def _scan(request: Request) -> KeptScan:
    return kept_scan(_who(request), request.path_params["consent_id"])


def signed_in(session_key: str) -> tuple[str, str]:
    """The account of a session cookie, checked as Django checks it, and the workspace that the person went to last.

    Raises NotFound for nobody.
    """
    store = import_module(settings.SESSION_ENGINE).SessionStore(session_key or None)
    user_id, backend = store.get(SESSION_KEY), store.get(BACKEND_SESSION_KEY)
    if not user_id or backend not in settings.AUTHENTICATION_BACKENDS:
        raise NotFound("There is nothing here, or nothing that you may see. Sign in first.")
    expected = session_hash(user_id)
    if not expected or not constant_time_compare(store.get(HASH_SESSION_KEY, ""), expected):
        raise NotFound("There is nothing here, or nothing that you may see. Sign in again.")
    if not is_signed_in(store.get(SIGN_IN, ""), str(user_id)):
        raise NotFound("There is nothing here, or nothing that you may see. Sign in again.")
    return str(user_id), store.get(CHOSEN, "")


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return False
    return True
