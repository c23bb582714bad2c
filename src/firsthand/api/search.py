"""The search over the API: the same words, the same rules, the same places."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.text.searching import LONGEST
from firsthand.services import search as service

router = Router(tags=["search"])
Id = Annotated[str, Field(max_length=40)]


class SearchWanted(Part):
    """What is looked for, and among what; without a kind the first few of each."""

    q: Annotated[str, Field(max_length=LONGEST)] = ""
    kind: service.Found | None = None
    study_id: Id = ""
    participant_id: Id = ""
    company_id: Id = ""
    since: date | None = None
    until: date | None = None
    speaks: Literal["participant", "researcher"] | None = None

    def filter(self) -> service.SearchFilter:
        """The services' word for it."""
        return service.SearchFilter(
            self.q,
            self.kind,
            self.study_id,
            self.participant_id,
            self.company_id,
            self.since,
            self.until,
            Role(self.speaks) if self.speaks else None,
        )


@router.get("/search", response={200: service.SearchResults, **REFUSALS})
def search(request: HttpRequest, wanted: Query[SearchWanted]) -> service.SearchResults:
    """What has these words: turns, quotes, notes and observations, newest first."""
    return service.search(actor(request), wanted.filter(), wanted.cut())
