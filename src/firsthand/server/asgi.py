"""The whole server in one place: a thin asynchronous shell for files and health, and the pages in a pool of threads."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firsthand.server.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

pages = get_wsgi_application()

from firsthand.server import (  # noqa: E402  (Django must be set up first)
    media,
    urls,  # noqa: F401  (loaded now, so that the first page does not wait for it)
)
from firsthand.server.limits import BodyLimit  # noqa: E402
from firsthand.services.starting import worker_lock  # noqa: E402
from firsthand.worker.embedded import EmbeddedWorker  # noqa: E402


@asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[None]:
    """Run the embedded worker while the server runs, where it is wanted and no other process of this folder has it."""
    worker = EmbeddedWorker(worker_lock(settings.FIRSTHAND.data), settings.FIRSTHAND.worker_threads)
    if settings.FIRSTHAND.worker == "embedded":
        worker.start()
    try:
        yield
    finally:
        worker.stop()


def application() -> Starlette:
    """The ASGI application that uvicorn runs."""
    pool = cast("ASGIApp", WSGIMiddleware(cast("Any", pages), workers=settings.FIRSTHAND.threads))
    limit = settings.FIRSTHAND.upload_limit_mb * 1024 * 1024
    routes = [
        Route("/health", media.health),
        Route("/media/consents/{consent_id}", media.consent_scan, methods=["GET", "HEAD"]),
        Route("/media/{transcript_id}", media.original, methods=["GET", "HEAD"]),
        Mount("/", BodyLimit(pool, limit)),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


app = application()
