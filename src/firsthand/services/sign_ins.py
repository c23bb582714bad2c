"""Where people are signed in, and how that ends: by themselves, by an owner, by a new password, by time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from firsthand.domain.errors import NotAllowed
from firsthand.domain.ids import Kind, is_id, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.addresses import network_of
from firsthand.domain.people.sign_ins import SEEN_EVERY, Limits, Way, device, has_run_out
from firsthand.services.access import absent, found
from firsthand.services.accounts import note
from firsthand.services.acting import acting
from firsthand.services.limiting import forget_old_attempts, keyed_digest
from firsthand.storage.attempts import BriefValueRecord
from firsthand.storage.sign_ins import FamiliarPlaceRecord, SignInRecord
from firsthand.storage.workspaces import MemberRecord

FAMILIAR_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One browser in which somebody is signed in."""

    id: str
    device: str  # "" where the browser said nothing known
    way: Way
    began_at: datetime
    last_seen_at: datetime
    is_this: bool


def limits() -> Limits:
    """How long a sign-in holds here."""
    chosen = settings.FIRSTHAND
    return Limits(timedelta(hours=chosen.sign_in_idle_hours), timedelta(hours=chosen.sign_in_hours))


def begin_sign_in(user_id: str, way: Way, user_agent: str, address: str) -> str:
    """Write down that somebody signed in; gives the id that their session must carry from now on."""
    now = timezone.now()
    sign_in_id, where = new_id(Kind.SIGN_IN), device(user_agent)
    SignInRecord.objects.create(id=sign_in_id, user_id=user_id, way=way, device=where, began_at=now, last_seen_at=now)
    if address:
        FamiliarPlaceRecord.objects.update_or_create(
            user_id=user_id, place_digest=_place(address), defaults={"last_at": now}
        )
    note(user_id, "signed in")
    return sign_in_id


def is_signed_in(sign_in_id: str, user_id: str) -> bool:
    """Whether this sign-in of this person still holds; notes that it was seen, every five minutes at most."""
    record = SignInRecord.objects.filter(id=sign_in_id, user_id=user_id).first() if sign_in_id else None
    now = timezone.now()
    if record is None or has_run_out(record.began_at, record.last_seen_at, now, limits()):
        return False
    if now - record.last_seen_at >= SEEN_EVERY:
        SignInRecord.objects.filter(id=sign_in_id).update(last_seen_at=now)
    return True


def signed_in_at(sign_in_id: str) -> datetime | None:
    """When this sign-in began; None where there is none."""
    return SignInRecord.objects.filter(id=sign_in_id).values_list("began_at", flat=True).first()


def is_familiar(user_id: str, address: str) -> bool:
    """Whether this person signed in from here before."""
    since = timezone.now() - FAMILIAR_FOR
    places = FamiliarPlaceRecord.objects.filter(user_id=user_id, place_digest=_place(address), last_at__gte=since)
    return places.exists()


def sign_ins(user_id: str, current_id: str = "") -> tuple[SignInRow, ...]:
    """Where a person is signed in now, the one that asks first, then by when it was last seen."""
    now, held = timezone.now(), limits()
    records = SignInRecord.objects.filter(user_id=user_id).order_by("-last_seen_at", "id")
    rows = [_row(one, current_id) for one in records if not has_run_out(one.began_at, one.last_seen_at, now, held)]
    return tuple(sorted(rows, key=lambda row: not row.is_this))


def forget_sign_in(sign_in_id: str) -> bool:
    """What a browser was signed in as is over; says whether it was not already."""
    forgotten, _ = SignInRecord.objects.filter(id=sign_in_id).delete()
    return bool(forgotten)


def end_sign_in(user_id: str, sign_in_id: str) -> None:
    """Sign a person out in one browser. Raises NotFound for what is not theirs."""
    record = SignInRecord.objects.filter(id=sign_in_id, user_id=user_id).first() if is_id(sign_in_id) else None
    if record is None:
        raise absent()
    record.delete()
    note(user_id, "ended a sign-in")


def end_other_sign_ins(user_id: str, current_id: str) -> int:
    """Sign a person out everywhere else; gives in how many browsers."""
    ended, _ = SignInRecord.objects.filter(user_id=user_id).exclude(id=current_id).delete()
    if ended:
        note(user_id, "ended other sign-ins")
    return ended


def end_sign_ins_of(actor: Actor, member_id: str) -> int:
    """Sign a member of the workspace out everywhere; owners only. Gives in how many browsers they were.

    Raises NotAllowed for one's own: those are ended on one's account page, which keeps this browser.
    """
    member = found(actor, Action.MANAGE, MemberRecord, member_id)
    if member.id == actor.id:
        raise NotAllowed("You end your own sign-ins on your account page. Nothing was changed.")
    with acting(actor, "ended sign-ins", Ref(Kind.MEMBER, member.id)):
        ended, _ = SignInRecord.objects.filter(user_id=member.user_id).delete()
    return ended


def forget_old_sign_ins() -> None:
    """Remove what has run out: sign-ins, places that are familiar no longer, counts, codes already used."""
    now, held = timezone.now(), limits()
    SignInRecord.objects.filter(last_seen_at__lt=now - held.idle).delete()
    SignInRecord.objects.filter(began_at__lt=now - held.longest).delete()
    FamiliarPlaceRecord.objects.filter(last_at__lt=now - FAMILIAR_FOR).delete()
    BriefValueRecord.objects.filter(expires__lt=now).delete()
    forget_old_attempts()


def _place(address: str) -> str:
    return keyed_digest("place", network_of(address))


def _row(record: SignInRecord, current_id: str) -> SignInRow:
    way = Way(record.way)
    return SignInRow(record.id, record.device, way, record.began_at, record.last_seen_at, record.id == current_id)
