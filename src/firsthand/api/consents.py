"""Consent over the API: where people stand and why, answers, private links, the words people are asked with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Status
from pydantic import AwareDatetime, StringConstraints

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import Created, Id, Line, Shape, Version
from firsthand.domain.people.consent import How, Scope, Verdict
from firsthand.domain.people.consent_states import ConsentState
from firsthand.domain.people.consent_wordings import LANGUAGES, Wording
from firsthand.services import consent_history, consent_links, consent_wordings, consents
from firsthand.services.consent_history import AnswerRow, ConsentRow
from firsthand.services.consent_links import LinkRow
from firsthand.services.consent_wordings import TEXT_LIMIT, WordingRow
from firsthand.services.consents import Proof
from firsthand.services.slices import Slice

router = Router(tags=["consent"])
Text = Annotated[str, StringConstraints(max_length=TEXT_LIMIT)]


class Standing(Part):
    """Which people, by how their consent stands."""

    state: ConsentState | None = None


class ConsentIn(Shape):
    """What a participant said yes and no to, and what shows it."""

    scopes: list[Scope] = Field(default_factory=list, max_length=len(Scope))
    refused: list[Scope] = Field(default_factory=list, max_length=len(Scope))
    how: How
    given_at: AwareDatetime | None = None  # now if not given
    expires_at: AwareDatetime | None = None
    wording_id: Id = ""
    session_id: Id = ""  # in which it was spoken
    spoken_seconds: Annotated[float, Field(ge=0, le=1_000_000)] | None = None  # into its recording
    note: Annotated[str, StringConstraints(max_length=2_000)] = ""


class LinkIn(Shape):
    """What a private link is for."""

    study_id: Id = ""
    language: Annotated[str, StringConstraints(max_length=35)] = ""  # the participant's own if not given
    days: Annotated[int, Field(ge=1, le=365)] = 30


class WordingIn(Shape):
    """A wording; a scope without a text is not asked for."""

    language: Annotated[str, StringConstraints(max_length=8)]
    title: Line
    intro: Text
    texts: dict[Scope, Text] = Field(max_length=len(Scope))
    version: Version | None = None


@dataclass(frozen=True, slots=True)
class ScopeStanding:
    """Where somebody stands on one thing."""

    verdict: Verdict
    since: datetime | None
    until: datetime | None
    is_attested: bool


@dataclass(frozen=True, slots=True)
class PersonConsent:
    """One participant's consent with its history."""

    state: ConsentState
    standings: Mapping[Scope, ScopeStanding]
    answers: tuple[AnswerRow, ...]  # newest first
    links: tuple[LinkRow, ...]
    ends_next: datetime | None
    removal_asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A private link; its secret is given this once."""

    path: str


@dataclass(frozen=True, slots=True)
class Wordings:
    """Every version, newest first, and what is in use in each language."""

    items: tuple[WordingRow, ...]
    current: tuple[WordingRow, ...]


@router.get("/consents", response={200: Slice[ConsentRow], **REFUSALS})
def list_consents(request: HttpRequest, part: Query[Standing]) -> Slice[ConsentRow]:
    """Where everybody stands, the most pressing first."""
    return consent_history.consent_overview(actor(request), part.state, part.cut()).rows


@router.get("/participants/{participant_id}/consents", response={200: PersonConsent, **REFUSALS})
def get_consent(request: HttpRequest, participant_id: str) -> PersonConsent:
    """Where one participant stands, with every answer and link."""
    page = consent_history.consent_page(actor(request), participant_id)
    standings = {
        scope: ScopeStanding(one.verdict, one.since, one.until, one.is_attested)
        for scope, one in page.standings.items()
    }
    return PersonConsent(page.state, standings, page.answers, page.links, page.ends_next, page.removal_asked_at)


@router.post("/participants/{participant_id}/consents", response={201: Created, **REFUSALS})
def log_consent(request: HttpRequest, participant_id: str, consent: ConsentIn) -> Status[dict[str, str]]:
    """Write down what a participant agreed to, what they refused, and how."""
    consent_id = consents.log_consent(
        actor(request),
        participant_id,
        consent.scopes,
        consent.how,
        refused=consent.refused,
        given_at=consent.given_at,
        expires_at=consent.expires_at,
        proof=Proof(consent.wording_id, consent.session_id, consent.spoken_seconds, None, consent.note),
    )
    return Status(201, {"id": consent_id})


@router.delete("/participants/{participant_id}/consents", response={204: None, **REFUSALS})
def end_consent(request: HttpRequest, participant_id: str) -> Status[None]:
    """Note that a participant no longer agrees to anything; their words close at once."""
    consents.end_consent(actor(request), participant_id)
    return Status(204, None)


@router.post("/participants/{participant_id}/consent-links", response={201: MadeLink, **REFUSALS})
def make_link(request: HttpRequest, participant_id: str, link: LinkIn) -> Status[MadeLink]:
    """Make a private link by which a participant answers; its secret is shown this once."""
    token = consent_links.make_link(
        actor(request),
        participant_id,
        study_id=link.study_id,
        language=link.language,
        lasts=timedelta(days=link.days),
    )
    return Status(201, MadeLink(f"/consent/{token}/"))


@router.delete("/consent-links/{link_id}", response={204: None, **REFUSALS})
def revoke_link(request: HttpRequest, link_id: str) -> Status[None]:
    """Close a link for good; what was answered by it stays."""
    consent_links.revoke_link(actor(request), link_id)
    return Status(204, None)


@router.get("/consent-wordings", response={200: Wordings, **REFUSALS})
def list_wordings(request: HttpRequest) -> Wordings:
    """What people are asked with now, and every version before."""
    page = consent_wordings.wordings_page(actor(request))
    return Wordings(page.versions, page.current)


@router.get("/consent-wordings/{wording_id}", response={200: WordingRow, **REFUSALS})
def get_wording(request: HttpRequest, wording_id: str) -> WordingRow:
    """One version, exactly as it was read."""
    return consent_wordings.wording(actor(request), wording_id)


@router.post("/consent-wordings", response={201: Created, **REFUSALS})
def edit_wording(request: HttpRequest, wanted: WordingIn) -> Status[dict[str, str]]:
    """Ask with these words from now on; owners only. `language` is one of those that the page speaks: en, de."""
    language = wanted.language if wanted.language in LANGUAGES else ""
    words = Wording(language, wanted.title, wanted.intro, wanted.texts)
    return Status(201, {"id": consent_wordings.edit_wording(actor(request), words, wanted.version)})
