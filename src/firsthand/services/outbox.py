"""Letters on their way out: queued once, looked at, tried again, called off, or sent by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from firsthand.adapters.mail import MailServer
from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.outbox import MAY_BECOME, WAITS_FOR, Letter, LetterStatus, letter_faults
from firsthand.services.access import absent, found, require, visible
from firsthand.services.acting import acting
from firsthand.services.jobs import enqueue_own
from firsthand.services.slices import Cut, Slice, cut
from firsthand.storage.accounts import UserRecord
from firsthand.storage.outbox import MessageRecord

SEND_KIND = "send letters"  # the job that sends what is due


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter as a list shows it."""

    id: str
    to_name: str
    to_address: str
    subject: str
    participant_id: str | None
    status: LetterStatus
    is_by_hand: bool
    attempts: int
    error: str  # what went wrong last and what to do
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One letter with all of its words, unless they open a door."""

    row: LetterRow
    letter: Letter
    may_retry: bool
    may_cancel: bool
    may_send_by_hand: bool


def put(actor: Actor, letter: Letter, *, key: str) -> str:
    """Queue a letter inside the caller's act; gives its id. A key that was used already queues nothing anew.

    Raises Invalid for what can't go out; above all a line end where a header must be one line.
    """
    require_sendable(letter)
    known = _with_key(actor, key)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            row = MessageRecord(id=new_id(Kind.MESSAGE), **_columns(actor, letter, key))
            row.save(force_insert=True)
    except IntegrityError:
        known = _with_key(actor, key)
        if known is None:
            raise
        return known
    enqueue_own(SEND_KIND)
    return str(row.id)


def require_sendable(letter: Letter) -> None:
    """Refuse a letter that can't go out as it is. Raises Invalid with the field as `where`."""
    for fault in letter_faults(letter):
        raise Invalid(f"{fault.words} Nothing was sent.", where=fault.where)
    _require_address(letter.to_address, "address")
    if letter.reply_to:
        _require_address(letter.reply_to, "answer address")


def is_mail_set_up() -> bool:
    """Whether letters leave by themselves; else they wait to be sent by hand."""
    return mail_server() is not None


def mail_server() -> MailServer | None:
    """The mail server of the settings, or None."""
    server: MailServer | None = settings.FIRSTHAND_MAIL
    return server


def letters(
    actor: Actor,
    wanted: Cut = Cut(),  # noqa: B008  (frozen)
    status: LetterStatus | None = None,
    *,
    participant_id: str | None = None,
) -> Slice[LetterRow]:
    """The workspace's letters, newest first: all, those in one state, or those to one participant."""
    require(actor, Action.READ)
    query = visible(actor, MessageRecord)
    if status is not None:
        query = query.filter(status=status)
    if participant_id is not None:
        query = query.filter(participant_id=participant_id)
    return cut(query, wanted, lambda rows: [_row(row) for row in rows])


def letter_page(actor: Actor, letter_id: str) -> LetterPage:
    """One letter."""
    record = found(actor, Action.READ, MessageRecord, letter_id)
    to = MAY_BECOME[LetterStatus(record.status)] if may(actor, Action.CHANGE) else frozenset()
    is_open = not record.is_secret
    return LetterPage(
        row=_row(record),
        letter=_shown(record),
        may_retry=LetterStatus.WAITING in to and bool(record.text) and record.status != LetterStatus.SENDING,
        may_cancel=LetterStatus.CANCELLED in to,
        may_send_by_hand=LetterStatus.SENT in to and is_open and record.status != LetterStatus.SENDING,
    )


def attachment(actor: Actor, letter_id: str, number: int) -> tuple[str, str, bytes]:
    """Name, media type and content of a file that goes with a letter; the first has number 1."""
    attachments = letter_page(actor, letter_id).letter.attachments
    if not 1 <= number <= len(attachments):
        raise absent()
    one = attachments[number - 1]
    return one.name, one.media_type, one.text.encode()


def retry_letter(actor: Actor, letter_id: str) -> None:
    """Put a letter that failed or was called off back in the queue, due at once. Raises Conflict where it did not."""
    record = found(actor, Action.CHANGE, MessageRecord, letter_id)
    over = (LetterStatus.FAILED, LetterStatus.CANCELLED)
    if record.status in over and not record.text:
        raise Conflict("The words of this letter were erased, since they opened a door. Ask for a new one.")
    now = timezone.now()
    with acting(actor, "retried letter", Ref(Kind.MESSAGE, record.id)):
        again = {"attempts": 0, "error": "", "due_at": now, "not_after": now + WAITS_FOR}
        _move(record, over, "It did not fail, so there is nothing to try again.", status=LetterStatus.WAITING, **again)
        enqueue_own(SEND_KIND)


def cancel_letter(actor: Actor, letter_id: str) -> None:
    """Call a letter off that has not left. Raises Conflict where it has, or is leaving at this moment."""
    record = found(actor, Action.CHANGE, MessageRecord, letter_id)
    with acting(actor, "cancelled letter", Ref(Kind.MESSAGE, record.id)):
        here = (LetterStatus.WAITING, LetterStatus.FAILED)
        _move(record, here, "It has left, or is leaving at this moment.", status=LetterStatus.CANCELLED)
        forget_secret(record.id)


def call_off(actor: Actor, key: str) -> None:
    """Call off, inside the caller's act, what was queued under this key and has not left; else nothing happens."""
    record = MessageRecord.objects.filter(workspace_id=actor.workspace_id, key=key)
    waiting = record.filter(status__in=(LetterStatus.WAITING, LetterStatus.FAILED))
    for letter_id in waiting.values_list("id", flat=True):
        MessageRecord.objects.filter(id=letter_id).update(status=LetterStatus.CANCELLED)
        forget_secret(letter_id)


def mark_sent_by_hand(actor: Actor, letter_id: str) -> None:
    """Note that a member sent it from their own mailbox; it won't go out again. Raises Conflict where it has left."""
    record = found(actor, Action.CHANGE, MessageRecord, letter_id)
    if record.is_secret:
        raise Conflict("Nobody can see the words of this letter, so nobody can have sent it by hand.")
    here = (LetterStatus.WAITING, LetterStatus.FAILED, LetterStatus.CANCELLED)
    with acting(actor, "sent letter by hand", Ref(Kind.MESSAGE, record.id)):
        by_hand = {"status": LetterStatus.SENT, "is_by_hand": True, "sent_at": timezone.now(), "error": "", "link": ""}
        _move(record, here, "It has left, or is leaving at this moment.", **by_hand)


def send_test(actor: Actor) -> str:
    """Send the owner who asks a letter that says that mail works; gives its id.

    Raises Conflict without a mail server, or for an owner without an address.
    """
    require(actor, Action.MANAGE)
    if not is_mail_set_up():
        raise Conflict("No mail server is set up, so there is nothing to test. Nothing was sent.")
    address = address_of(actor)
    if not address:
        raise Conflict("Your account has no e-mail address, so no letter can reach you. Nothing was sent.")
    letter_id = new_id(Kind.MESSAGE)
    letter = Letter(address, "A test letter from Firsthand", TEST_TEXT, to_name=actor.name, member_id=actor.member_id)
    with acting(actor, "asked for a test letter", Ref(Kind.WORKSPACE, actor.workspace_id)):
        return put(actor, letter, key=f"test {letter_id}")


TEST_TEXT = """This letter was asked for on the outbox page of Firsthand.

If you read it in your mailbox, the mail server, the password and the address that letters come from are right.
If it lies in the spam folder, ask whoever runs the mail server for SPF and DKIM entries for that address."""


def address_of(actor: Actor) -> str:
    """The actor's own e-mail address, or nothing; where answers to their letters should go."""
    return UserRecord.objects.filter(id=actor.user_id).values_list("email", flat=True).first() or ""


def forget_secret(letter_id: str) -> None:
    """Erase the words of a letter that opens a door, inside the caller's act; of any other letter nothing."""
    MessageRecord.objects.filter(id=letter_id, is_secret=True).update(text="", attachments=[])


def _with_key(actor: Actor, key: str) -> str | None:
    known: QuerySet[MessageRecord, str] = MessageRecord.objects.filter(
        workspace_id=actor.workspace_id, key=key
    ).values_list("id", flat=True)
    return known.first()


def _columns(actor: Actor, letter: Letter, key: str) -> dict[str, object]:
    now = timezone.now()
    return {
        "workspace_id": actor.workspace_id,
        "key": key,
        "participant_id": letter.participant_id,
        "member_id": letter.member_id,
        "study_id": letter.study_id,
        "to_address": letter.to_address,
        "to_name": letter.to_name,
        "from_name": letter.from_name,
        "reply_to": letter.reply_to,
        "subject": letter.subject,
        "text": letter.text,
        "link": letter.link,
        "attachments": [{"name": a.name, "media_type": a.media_type, "text": a.text} for a in letter.attachments],
        "is_secret": letter.is_secret,
        "due_at": now,
        "not_after": letter.not_after or now + WAITS_FOR,
    }


def _require_address(address: str, where: str) -> None:
    try:
        validate_email(address)
        address.rpartition("@")[0].encode("ascii")
    except (ValidationError, UnicodeEncodeError):
        raise Invalid(f"“{address}” is no e-mail address that a letter can go to.", where=where) from None


def _move(record: MessageRecord, here: tuple[LetterStatus, ...], otherwise: str, **there: object) -> None:
    if not MessageRecord.objects.filter(id=record.id, status__in=here).update(**there):
        raise Conflict(f"Nothing was changed about this letter. {otherwise}")


def _shown(record: MessageRecord) -> Letter:
    letter = record.letter()
    if not record.is_secret:
        return letter
    return Letter(letter.to_address, letter.subject, "", letter.to_name, is_secret=True)


def _row(record: MessageRecord) -> LetterRow:
    return LetterRow(
        record.id,
        record.to_name,
        record.to_address,
        record.subject,
        record.participant_id,
        LetterStatus(record.status),
        record.is_by_hand,
        record.attempts,
        record.error,
        record.created_at,
        record.due_at,
        record.sent_at,
    )
