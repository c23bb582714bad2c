"""Tokens: a program uses the API for a member, with the rights that the member gave it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from firsthand.domain.errors import Invalid, NotAllowed, NotFound
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.tokens import REACHES, SHOWN, Reach, Standing, is_token_text, new_token_text, standing
from firsthand.services.access import absent, found, require, require_in_person, visible
from firsthand.services.accounts import member_actor
from firsthand.services.acting import acting
from firsthand.services.factors import require_factor
from firsthand.services.fields import line
from firsthand.storage.tokens import TokenRecord

MOST_DAYS, USUAL_DAYS = 3_650, 90
MOST_TOKENS = 50  # that one member may have at a time
USE_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TokenForm:
    """A token as somebody wants it."""

    name: str  # what it is for
    reach: Reach = Reach.READ
    days: int | None = USUAL_DAYS  # None: until it is revoked


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as a list shows it; its text is not kept."""

    id: str
    name: str
    member: str
    is_mine: bool
    start: str  # the first characters of its text
    reach: Reach
    made_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    standing: Standing


def new_token(actor: Actor, form: TokenForm) -> tuple[str, str]:
    """Make a token for oneself; gives its id and its text, which is shown this once.

    Raises NotAllowed for more than one's role, and for a token that would make another one.
    """
    require(actor, Action.VIEW)
    require_in_person(actor)
    name, reach = line(form.name, "name", 100, is_required=True), Reach(form.reach)
    if form.days is not None and not 1 <= form.days <= MOST_DAYS:
        raise Invalid(
            f"A token is good for 1 to {MOST_DAYS} days, or until it is revoked. None was made.", where="days"
        )
    if not all(may(actor, action) for action in REACHES[reach]):
        raise NotAllowed(f"You are {actor.role} here, and a token can't do more than you. None was made.")
    if _good().filter(member_id=actor.id).count() >= MOST_TOKENS:
        raise Invalid(f"You have {MOST_TOKENS} tokens, which is the most. None was made; revoke one that is not used.")
    token_id, text = new_id(Kind.TOKEN), new_token_text()
    expires_at = timezone.now() + timedelta(days=form.days) if form.days else None
    with acting(actor, f"made token: {reach}", Ref(Kind.TOKEN, token_id)):
        TokenRecord.objects.create(
            id=token_id,
            workspace_id=actor.workspace_id,
            member_id=actor.id,
            name=name,
            digest=_digest(text),
            start=text[:SHOWN],
            reach=reach,
            expires_at=expires_at,
        )
    return token_id, text


def tokens(actor: Actor) -> tuple[TokenRow, ...]:
    """One's own tokens, and for owners everybody's, that were not revoked; newest first."""
    require(actor, Action.VIEW)
    require_in_person(actor)
    query = visible(actor, TokenRecord).filter(revoked_at=None, member__left_at=None)
    if not may(actor, Action.MANAGE):
        query = query.filter(member_id=actor.id)
    now = timezone.now()
    return tuple(
        _row(record, actor, now) for record in query.select_related("member__user").order_by("-created_at", "-id")
    )


def revoke_token(actor: Actor, token_id: str) -> None:
    """Make a token worthless: one's own, or as an owner anybody's. Raises NotFound for another member's."""
    require_in_person(actor)
    record = found(actor, Action.VIEW, TokenRecord, token_id)
    if record.member_id != actor.member_id and not may(actor, Action.MANAGE):
        raise absent()
    if record.revoked_at is not None:
        return
    with acting(actor, "revoked token", Ref(Kind.TOKEN, record.id)):
        TokenRecord.objects.filter(id=record.id).update(revoked_at=timezone.now())


def actor_of_token(text: str) -> Actor:
    """The member for whom a program came, with no more rights than its token grants.

    Raises NotFound, in words for the program's author, for a token that is unknown, revoked, expired or of somebody who
    has left; FactorMissing where the workspace still waits for its owner's second factor.
    """
    record = _known(text)
    if record is None:
        raise NotFound("This token is not known here. Check that all of it was copied: it begins with fst_.")
    now = timezone.now()
    if record.member.left_at is not None or not record.member.user.is_active:
        raise NotFound("This token’s owner is no member of the workspace any more. Use a token of somebody who is.")
    found_standing = standing(record.expires_at, record.revoked_at, now)
    if found_standing is not Standing.GOOD:
        raise NotFound(f"This token is {found_standing}. Make a new one on the page “Tokens for programs”.")
    require_factor(record.member)
    _note_use(record, now)
    return replace(member_actor(record.member), granted=REACHES[Reach(record.reach)], token_id=record.id)


def _known(text: str) -> TokenRecord | None:
    if not is_token_text(text):
        return None
    return TokenRecord.objects.select_related("member__user", "member__workspace").filter(digest=_digest(text)).first()


def _note_use(record: TokenRecord, now: datetime) -> None:
    """Note when it was last used, at most once a minute: reading must not become writing."""
    long_ago = Q(last_used_at=None) | Q(last_used_at__lte=now - USE_NOTED_EVERY)
    if record.last_used_at is None or record.last_used_at <= now - USE_NOTED_EVERY:
        TokenRecord.objects.filter(long_ago, id=record.id).update(last_used_at=now)


def _good() -> QuerySet[TokenRecord]:
    now = timezone.now()
    return TokenRecord.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)


def _row(record: TokenRecord, actor: Actor, now: datetime) -> TokenRow:
    return TokenRow(
        id=record.id,
        name=record.name,
        member=record.member.user.name,
        is_mine=record.member_id == actor.id,
        start=record.start,
        reach=Reach(record.reach),
        made_at=record.created_at,
        expires_at=record.expires_at,
        last_used_at=record.last_used_at,
        standing=standing(record.expires_at, record.revoked_at, now),
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
