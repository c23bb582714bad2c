"""The REST API, put together."""

from __future__ import annotations

from ninja import NinjaAPI
from ninja.security import django_auth

from firsthand import __version__
from firsthand.api import imports, people, quotes, sessions, studies, transcripts
from firsthand.api.problems import speak_of_problems

api = NinjaAPI(
    title="Firsthand",
    version=__version__,
    description="Studies, sessions, transcripts and checked quotes, by the same rules as the pages; refusals are problem+json.",
    docs_url=None,
    auth=django_auth,
    urls_namespace="api",
)
speak_of_problems(api)
for part in (studies, sessions, people, imports, transcripts, quotes):
    api.add_router("", part.router)
