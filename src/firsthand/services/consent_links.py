"""Private links by which a participant reads what we ask and answers it: made, listed and revoked by members."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from firsthand.domain.errors import NotFound
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent_wordings import spoken_language
from firsthand.services.access import found, visible
from firsthand.services.acting import acting
from firsthand.storage.consent_links import ConsentLinkRecord
from firsthand.storage.consents import ConsentRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.studies import StudyRecord

LINK_FOR = timedelta(days=30)  # to answer for the first time; who has answered can always come back
TOKEN_LIMIT = 100  # characters
NO_LINK = (
    "This link does not work, or no longer does: it may be too old, or was replaced by another one. "
    "Nothing was changed. Ask whoever sent it to you for a new one."
)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link as the participant's page lists it; its secret part is nowhere."""

    id: str
    study_title: str
    made_at: datetime
    made_by: str
    expires_at: datetime
    revoked_at: datetime | None
    is_answered: bool
    is_open: bool  # whether it opens the page now


def new_link(
    actor: Actor, participant_id: str, *, study_id: str = "", language: str = "", lasts: timedelta = LINK_FOR
) -> str:
    """The secret part of a new link, made inside the caller's act; only its SHA-256 is kept.

    The address of the page is `/consent/<secret>/`. It opens in `language`, or in the participant's own.
    """
    participant = found(actor, Action.CHANGE, ParticipantRecord, participant_id)
    study = found(actor, Action.VIEW, StudyRecord, study_id) if study_id else None
    token = secrets.token_urlsafe(32)
    ConsentLinkRecord.objects.create(
        id=new_id(Kind.CONSENT_LINK),
        workspace_id=actor.workspace_id,
        participant=participant,
        study=study,
        language=spoken_language(language or participant.language),
        digest=digest_of(token),
        expires_at=timezone.now() + lasts,
        made_by_id=actor.member_id,
    )
    return token


def make_link(
    actor: Actor, participant_id: str, *, study_id: str = "", language: str = "", lasts: timedelta = LINK_FOR
) -> str:
    """Make a link to pass on by hand; gives its secret part, which is shown this once."""
    participant = found(actor, Action.CHANGE, ParticipantRecord, participant_id)
    with acting(actor, "made consent link", Ref(Kind.PARTICIPANT, participant.id)):
        return new_link(actor, participant.id, study_id=study_id, language=language, lasts=lasts)


def revoke_link(actor: Actor, link_id: str) -> str:
    """Close a link for good; what was answered by it stays. Gives the participant's id."""
    link = found(actor, Action.CHANGE, ConsentLinkRecord, link_id)
    if link.revoked_at is None:
        with acting(actor, "revoked consent link", Ref(Kind.CONSENT_LINK, link.id)):
            ConsentLinkRecord.objects.filter(id=link.id).update(revoked_at=timezone.now())
    return link.participant_id


def links(actor: Actor, participant_id: str) -> tuple[LinkRow, ...]:
    """The links that were made for somebody, newest first; two queries."""
    participant = found(actor, Action.READ, ParticipantRecord, participant_id)
    rows = visible(actor, ConsentLinkRecord).filter(participant=participant)
    related = rows.select_related("study", "made_by__user").annotate(is_answered=_answers())
    now = timezone.now()
    return tuple(_row(record, now) for record in related.order_by("-created_at", "-id"))


def open_link(token: str) -> ConsentLinkRecord:
    """The link with this secret, with its participant, study and workspace; one query.

    Raises NotFound, always in the same words, for one that is unknown, too old or revoked.
    """
    if len(token) > TOKEN_LIMIT:
        raise NotFound(NO_LINK)
    known = ConsentLinkRecord.objects.filter(digest=digest_of(token), participant__deleted_at=None)
    link = known.select_related("participant", "study", "workspace").annotate(is_answered=_answers()).first()
    if link is None or not _is_open(link, timezone.now()):
        raise NotFound(NO_LINK)
    return link


def digest_of(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def _answers() -> Exists:
    return Exists(ConsentRecord.objects.filter(link=OuterRef("pk")))


def _is_open(link: ConsentLinkRecord, now: datetime) -> bool:
    return link.revoked_at is None and (now < link.expires_at or bool(getattr(link, "is_answered", False)))


def _row(link: ConsentLinkRecord, now: datetime) -> LinkRow:
    return LinkRow(
        link.id,
        link.study.title if link.study and link.study.deleted_at is None else "",
        link.created_at,
        link.made_by.user.name if link.made_by else "",
        link.expires_at,
        link.revoked_at,
        bool(getattr(link, "is_answered", False)),
        _is_open(link, now),
    )
