"""A body is taken in here, without a thread, before anything reads it: too big or too slow, it goes no further.

The pages are made in a few threads. If those read from the network themselves, a handful of people on bad connections,
or one with bad intentions, would keep everybody else waiting.
"""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import IO, Any

import anyio
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

IN_MEMORY = 1024 * 1024  # bytes of a body before it goes to a temporary file
AT_ONCE = 64 * 1024  # bytes handed on at a time
PATIENCE = 60.0  # seconds between two pieces of a body


class BodyLimit:
    """Hands a request on once its body is here, if that is small enough."""

    def __init__(self, app: ASGIApp, limit: int, patience: float = PATIENCE) -> None:
        self.app = app
        self.limit = limit  # bytes
        self.patience = patience  # seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413 or 408; who has hung up gets no answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if _declared(scope) > self.limit:
            await self._too_big()(scope, receive, send)
            return
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            try:
                size = await self._arrived(receive, body)
            except TimeoutError:
                await _refusal(408, "What you sent stopped arriving, so nothing was kept. Try again.")(
                    scope, receive, send
                )
                return
            if size is None:
                return
            if size > self.limit:
                await self._too_big()(scope, receive, send)
                return
            body.seek(0)
            await self.app(_sized(scope, size), _replayed(body, receive), send)

    async def _arrived(self, receive: Receive, body: IO[bytes]) -> int | None:
        """The body's size once all of it is in the file, or as soon as it is too big; None where they hung up.

        Raises TimeoutError where nothing came for too long.
        """
        size, is_more = 0, True
        while is_more and size <= self.limit:
            with anyio.fail_after(self.patience):
                message = await receive()
            if message["type"] == "http.disconnect":
                return None
            piece = message.get("body", b"")
            size, is_more = size + len(piece), message.get("more_body", False)
            body.write(piece)
        return size

    def _too_big(self) -> PlainTextResponse:
        megabytes = self.limit // (1024 * 1024)
        return _refusal(
            413, f"That is more than {megabytes} MB at once. Nothing was kept; send fewer or smaller files."
        )


def _refusal(status: int, message: str) -> PlainTextResponse:
    return PlainTextResponse(message + "\n", status_code=status, headers={"connection": "close"})


def _declared(scope: dict[str, Any] | Any) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


def _sized(scope: Scope, size: int) -> Scope:
    """The request with the length that its body really has; one sent in chunks came without."""
    if not size:
        return scope
    others = [pair for pair in scope["headers"] if pair[0] not in (b"content-length", b"transfer-encoding")]
    return {**scope, "headers": [*others, (b"content-length", str(size).encode())]}


def _replayed(body: IO[bytes], receive: Receive) -> Receive:
    """The body piece by piece, and then what the connection has to say."""
    is_over = False

    async def replay() -> Message:
        nonlocal is_over
        if is_over:
            return await receive()
        piece = body.read(AT_ONCE)
        is_over = len(piece) < AT_ONCE
        return {"type": "http.request", "body": piece, "more_body": not is_over}

    return replay
