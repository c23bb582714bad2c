"""Requests that are too big are refused before anything reads them."""

from __future__ import annotations

from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class BodyLimit:
    """Lets a request through whose declared body is small enough; one without a declared length has no body here."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit  # bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on or answer 413."""
        if scope["type"] == "http" and _length(scope) > self.limit:
            megabytes = self.limit // (1024 * 1024)
            message = f"That is more than {megabytes} MB at once. Nothing was kept; send fewer or smaller files.\n"
            await PlainTextResponse(message, status_code=413, headers={"connection": "close"})(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _length(scope: dict[str, Any] | Any) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0
