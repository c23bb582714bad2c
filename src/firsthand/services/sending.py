"""Sending what is due: each letter is claimed by one worker, handed over outside any transaction, and marked after.

A worker that dies between handing over and marking leaves a claim behind; the letter is then sent once more, with the
same Message-ID, by which mailboxes know a repetition. Nothing is ever sent by two claims at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from firsthand.adapters.mail import MailProblem, MailServer, NoServer, Refused, hand_over
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Ref, system
from firsthand.domain.people.consent import Scope
from firsthand.domain.people.outbox import RETRY_AFTER, Channel, LetterStatus, next_try
from firsthand.services.acting import acting
from firsthand.services.consents import refusals_of
from firsthand.services.outbox import SEND_KIND, forget_secret, mail_server
from firsthand.storage.outbox import MessageRecord

__all__ = ["SEND_KIND", "send_due"]
CLAIM_LASTS = timedelta(minutes=5)  # far longer than handing over may take
AT_A_TIME = 100  # letters that are given up in one round
GAVE_UP = "It was tried {attempts} times. {words} Look at the mail server, then try again from here."
TOO_LATE = (
    "It could not leave for days; what it says may be out of date. Read it again, then try again or send it by hand."
)
SAID_NO = "They have said meanwhile that they do not want to be contacted, so it was not sent."
STOPPED = "The server stopped several times while this was being sent; it may have arrived. Ask before you try again."


class _NotOurs(Exception):
    """The letter was withdrawn, or another worker took it over, while it was on its way."""


def send_due(tell: Callable[[float, str], None]) -> int:
    """Send the letters that are due, one after another; gives how many left.

    Stops early where no server is to be had, and where `tell` says that the work was stopped.
    """
    _drop_dead_claims(timezone.now())
    _give_up_late(timezone.now())
    server, sent = mail_server(), 0
    if server is None:
        return 0
    while (claimed := _claim(timezone.now())) is not None:
        tell(0.5, "Sending letters")
        try:
            _deliver(server, claimed)
        except NoServer as problem:
            _after_problem(claimed, problem)
            break
        except MailProblem as problem:
            _after_problem(claimed, problem)
        else:
            sent += _mark_sent(claimed)
    return sent


def _deliver(server: MailServer, claimed: MessageRecord) -> None:
    if claimed.participant_id and Scope.CONTACT_AGAIN in refusals_of([claimed.participant_id])[claimed.participant_id]:
        raise Refused(SAID_NO)
    try:
        hand_over(server, claimed.id, claimed.letter(), timezone.now())
    except ValueError as error:  # the library that writes messages will not have it
        raise Refused("This letter can't be written as a mail. Look at its subject and names.") from error


def _claim(now: datetime) -> MessageRecord | None:
    due = MessageRecord.objects.filter(channel=Channel.MAIL, status=LetterStatus.WAITING, due_at__lte=now)
    while True:
        letter = due.order_by("due_at", "id").first()
        if letter is None:
            return None
        if due.filter(id=letter.id).update(status=LetterStatus.SENDING, attempts=F("attempts") + 1, claimed_at=now):
            letter.attempts += 1
            return letter


def _mark_sent(claimed: MessageRecord) -> bool:
    sent = {"status": LetterStatus.SENT, "sent_at": timezone.now(), "error": "", "link": ""}
    return _end(claimed, "sent letter", sent)


def _after_problem(claimed: MessageRecord, problem: MailProblem) -> None:
    now = timezone.now()
    again = None if isinstance(problem, Refused) else next_try(claimed.attempts, now, claimed.not_after)
    if again is not None:
        _ours(claimed).update(status=LetterStatus.WAITING, due_at=again, error=problem.words[:500])
        return
    words = problem.words
    if not isinstance(problem, Refused):
        words = GAVE_UP.format(attempts=claimed.attempts, words=words)
    _end(claimed, "gave up letter", {"status": LetterStatus.FAILED, "error": words[:500]})


def _end(claimed: MessageRecord, verb: str, there: dict[str, object]) -> bool:
    try:
        with acting(system(claimed.workspace_id), verb, Ref(Kind.MESSAGE, claimed.id)):
            if not _ours(claimed).update(**there):
                raise _NotOurs
            forget_secret(claimed.id)
    except _NotOurs:
        return False
    return True


def _ours(claimed: MessageRecord) -> QuerySet[MessageRecord]:
    return MessageRecord.objects.filter(id=claimed.id, status=LetterStatus.SENDING, attempts=claimed.attempts)


def _drop_dead_claims(now: datetime) -> None:
    dead = MessageRecord.objects.filter(status=LetterStatus.SENDING, claimed_at__lte=now - CLAIM_LASTS)
    for letter in dead.filter(attempts__gt=len(RETRY_AFTER)):
        _end(letter, "gave up letter", {"status": LetterStatus.FAILED, "error": STOPPED})
    dead.update(status=LetterStatus.WAITING, due_at=now)


def _give_up_late(now: datetime) -> None:
    late = MessageRecord.objects.filter(status=LetterStatus.WAITING, not_after__lt=now)
    for letter in late.order_by("not_after", "id")[:AT_A_TIME]:
        with acting(system(letter.workspace_id), "gave up letter", Ref(Kind.MESSAGE, letter.id)):
            still = MessageRecord.objects.filter(id=letter.id, status=LetterStatus.WAITING)
            if still.update(status=LetterStatus.FAILED, error=TOO_LATE):
                forget_secret(letter.id)
