"""Claims shown to people outside: one or several in an order, as a page behind a private link that can be closed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.exports import ExportKind
from firsthand.domain.synthesis.shares import limits, method
from firsthand.services.access import found, require, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.consent_links import TOKEN_LIMIT, digest_of
from firsthand.services.exports import note_export
from firsthand.services.fields import line, passage
from firsthand.services.shared_pages import Brief, Gathered, brief_of, facts_of, gather, kept_counts, sessions_shown
from firsthand.services.slices import Cut, Slice, cut
from firsthand.storage.claims import ClaimRecord
from firsthand.storage.shares import SharedClaimRecord, ShareRecord

DAYS = 30
LONGEST = 366  # days that a link can stay open
MOST = 20  # claims on one page
OPENED_AGAIN = timedelta(minutes=1)  # an opening so soon after the last one is not written down
NO_LINK = (
    "This link does not work, or no longer does: it may be too old, or was closed by whoever made it. "
    "Ask whoever sent it to you for a new one."
)


@dataclass(frozen=True, slots=True)
class ShareForm:
    """What a member can say about a page for people outside."""

    title: str
    claim_ids: tuple[str, ...]  # in their order
    introduction: str = ""
    method: str = ""
    limits: str = ""
    days: int = DAYS


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One shared page as the list shows it; the secret part of its address is nowhere."""

    id: str
    title: str
    claims: int
    by: str
    made_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    opened_at: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class SharePage:
    """One shared page for those inside: what outsiders see, with how it is kept."""

    row: ShareRow
    brief: Brief
    claim_ids: tuple[str, ...]
    may_change: bool
    may_read: bool
    version: int


def drafted(actor: Actor, claim_ids: Sequence[str]) -> ShareForm:
    """A page for these claims with title, method and limits drafted from what is on record."""
    require(actor, Action.CHANGE)
    gathered = _gathered(actor, claim_ids)
    facts = facts_of(gathered)
    title = gathered.claims[0].statement if len(gathered.claims) == 1 else ""
    return ShareForm(title, tuple(one.id for one in gathered.claims), "", method(facts), limits(facts))


def share(actor: Actor, form: ShareForm) -> tuple[str, str]:
    """Show claims to people outside: gives the page's id and the secret part of its address, which is shown this once.

    The address of the page is `/shared/<secret>/`. Raises Invalid for a form that won't do.
    """
    require(actor, Action.CHANGE)
    gathered, fields = _gathered(actor, form.claim_ids), _checked(form)
    share_id, token = new_id(Kind.SHARE), secrets.token_urlsafe(32)
    with acting(actor, "shared claims", Ref(Kind.SHARE, share_id)) as act:
        ShareRecord.objects.create(
            id=share_id,
            workspace_id=actor.workspace_id,
            digest=digest_of(token),
            member_id=actor.id,
            expires_at=_until(form.days),
            **fields,
        )
        _keep(actor, share_id, gathered)
        for claim in gathered.claims:
            act.also("was shared", Ref(Kind.CLAIM, claim.id))
    _note(actor, share_id, gathered)
    return share_id, token


def edit_share(actor: Actor, share_id: str, form: ShareForm, version: int | None = None) -> None:
    """Save what a member changed; the page shows it at once, and the counts kept to compare with are today's.

    Raises Conflict where somebody saved since `version`.
    """
    record = found(actor, Action.CHANGE, ShareRecord, share_id)
    require_version(version, record.version, "page")
    gathered, fields = _gathered(actor, form.claim_ids), _checked(form)
    with acting(actor, "edited share", Ref(Kind.SHARE, record.id)):
        query = ShareRecord.objects.filter(id=record.id, version=record.version)
        saved = query.update(**fields, expires_at=_until(form.days), version=record.version + 1)
        require_version(record.version, record.version if saved else -1, "page")
        SharedClaimRecord.objects.filter(share=record).delete()
        _keep(actor, record.id, gathered)
    _note(actor, record.id, gathered)


def renew_link(actor: Actor, share_id: str, days: int = DAYS) -> str:
    """A new address for a page, from now on the only one; gives its secret part, which is shown this once."""
    record = found(actor, Action.CHANGE, ShareRecord, share_id)
    token = secrets.token_urlsafe(32)
    with acting(actor, "renewed share link", Ref(Kind.SHARE, record.id)):
        query = ShareRecord.objects.filter(id=record.id)
        query.update(digest=digest_of(token), expires_at=_until(days), revoked_at=None, opened_at=None)
    return token


def revoke_share(actor: Actor, share_id: str) -> None:
    """Close the link; the page stays for those inside, and a new link can be made."""
    record = found(actor, Action.CHANGE, ShareRecord, share_id)
    if record.revoked_at is None:
        with acting(actor, "revoked share", Ref(Kind.SHARE, record.id)):
            ShareRecord.objects.filter(id=record.id).update(revoked_at=timezone.now())


def shares(actor: Actor, part: Cut = Cut(), claim_id: str = "") -> Slice[ShareRow]:  # noqa: B008  (frozen)
    """The shared pages of the workspace, or those with one claim, newest first; the same queries however many."""
    require(actor, Action.VIEW)
    query = visible(actor, ShareRecord)
    if claim_id:
        query = query.filter(claims__claim=found(actor, Action.VIEW, ClaimRecord, claim_id))
    related = query.select_related("member__user").prefetch_related("claims")
    now = timezone.now()
    return cut(related, part, lambda rows: [_row(record, now) for record in rows])


def share_page(actor: Actor, share_id: str) -> SharePage:
    """One shared page as outsiders see it, for those inside."""
    record = found(actor, Action.VIEW, ShareRecord, share_id, "member__user")
    kept = record.claims.order_by("position", "id").values_list("claim_id", flat=True)
    return SharePage(
        row=_row(record, timezone.now()),
        brief=brief_of(record),
        claim_ids=tuple(kept),
        may_change=may(actor, Action.CHANGE),
        may_read=may(actor, Action.READ),
        version=record.version,
    )


def opened(token: str) -> ShareRecord:
    """The share with this secret, and that it was opened now; raises NotFound, always in the same words."""
    if len(token) > TOKEN_LIMIT:
        raise NotFound(NO_LINK)
    record = ShareRecord.objects.filter(digest=digest_of(token)).select_related("workspace").first()
    now = timezone.now()
    if record is None or not _is_open(record, now):
        raise NotFound(NO_LINK)
    if record.opened_at is None or now - record.opened_at > OPENED_AGAIN:
        ShareRecord.objects.filter(id=record.id).update(opened_at=now)
    return record


def shared_brief(token: str) -> tuple[Brief, str]:
    """What whoever holds the link is shown, and the name of the workspace. Raises NotFound as `opened` does."""
    record = opened(token)
    return brief_of(record), record.workspace.name


def _gathered(actor: Actor, claim_ids: Sequence[str]) -> Gathered:
    wanted = [found(actor, Action.VIEW, ClaimRecord, one).id for one in dict.fromkeys(claim_ids)]
    if not wanted:
        raise Invalid("No claim was chosen. Nothing was saved; choose at least one.", where="claims")
    if len(wanted) > MOST:
        raise Invalid(f"{len(wanted)} claims were chosen; {MOST} fit on a page. Nothing was saved.", where="claims")
    return gather(actor.workspace_id, wanted)


def _checked(form: ShareForm) -> dict[str, str]:
    return {
        "title": line(form.title, "title", 300, is_required=True),
        "introduction": passage(form.introduction, "introduction"),
        "method": passage(form.method, "method"),
        "limits": passage(form.limits, "limits"),
    }


def _until(days: int) -> datetime:
    if not 1 <= days <= LONGEST:
        raise Invalid(f"A link stays open for 1 to {LONGEST} days. Nothing was saved.", where="days")
    return timezone.now() + timedelta(days=days)


def _keep(actor: Actor, share_id: str, gathered: Gathered) -> None:
    SharedClaimRecord.objects.bulk_create(
        SharedClaimRecord(
            workspace_id=actor.workspace_id,
            share_id=share_id,
            claim=claim,
            position=position,
            counts=kept_counts(gathered, claim),
        )
        for position, claim in enumerate(gathered.claims)
    )


def _note(actor: Actor, share_id: str, gathered: Gathered) -> None:
    """List whose words can be read outside from now on; the digest is that of the words."""
    words = [row.text for claim in gathered.claims for _, row in gathered.leaving(claim)]
    note_export(actor, ExportKind.SHARE, sessions_shown(gathered), "\n".join([share_id, *words]).encode())


def _row(record: ShareRecord, now: datetime) -> ShareRow:
    return ShareRow(
        record.id,
        record.title,
        len(record.claims.all()),
        record.member.user.name,
        record.created_at,
        record.expires_at,
        record.revoked_at,
        record.opened_at,
        _is_open(record, now),
    )


def _is_open(record: ShareRecord, now: datetime) -> bool:
    return record.revoked_at is None and (record.expires_at is None or now < record.expires_at)
