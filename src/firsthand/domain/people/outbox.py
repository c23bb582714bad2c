"""What leaves by mail: a letter, what must hold before it may be kept, and when a letter that failed is tried again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SUBJECT_LIMIT = 200  # characters
TEXT_LIMIT = 20_000
ATTACHMENT_LIMIT = 100_000  # characters of all attachments of one letter
WAITS_FOR = timedelta(days=3)  # a letter that could not leave by then is no longer what its writer meant
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
LINK_HERE = "{private link}"  # in the text of a letter that carries one
LINK_GONE = "[a private link, which only the recipient has]"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_FILE_NAME = re.compile(r"[\w .()-]{1,100}")
_TEXT_TYPE = re.compile(r"text/[a-z0-9.+-]{1,60}")


class Channel(StrEnum):
    """The way that something leaves by."""

    MAIL = "mail"


class LetterStatus(StrEnum):
    """Where a letter is on its way out."""

    WAITING = "waiting"
    SENDING = "sending"  # claimed by one worker
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


MAY_BECOME: dict[LetterStatus, frozenset[LetterStatus]] = {
    LetterStatus.WAITING: frozenset(
        {LetterStatus.SENDING, LetterStatus.SENT, LetterStatus.FAILED, LetterStatus.CANCELLED}
    ),
    LetterStatus.SENDING: frozenset({LetterStatus.SENT, LetterStatus.WAITING, LetterStatus.FAILED}),
    LetterStatus.FAILED: frozenset({LetterStatus.WAITING, LetterStatus.SENT, LetterStatus.CANCELLED}),
    LetterStatus.CANCELLED: frozenset({LetterStatus.WAITING, LetterStatus.SENT}),
    LetterStatus.SENT: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small text file that goes with a letter, such as a calendar entry."""

    name: str
    media_type: str  # text/…
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out: plain text to one recipient."""

    to_address: str
    subject: str
    text: str
    to_name: str = ""
    from_name: str = ""  # shown before the server's own address
    reply_to: str = ""  # the address that answers go to; "" is the server's own
    attachments: tuple[Attachment, ...] = ()
    participant_id: str | None = None  # whose letter this is: it goes when they withdraw
    member_id: str | None = None  # the colleague it is for, or was written by
    study_id: str | None = None  # a letter of a confidential study is for its team alone
    link: str = ""  # private to the recipient, put where the text says LINK_HERE, and forgotten once it has left
    is_secret: bool = False  # its text opens a door: shown to nobody, and erased as soon as it has left
    not_after: datetime | None = None  # when it is too late to send it; None is three days from now


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a letter can't be kept as it is."""

    where: str
    words: str


def letter_faults(letter: Letter) -> Iterator[Fault]:
    """What keeps a letter from going out; above all a line end where a header must be one line."""
    yield from _header_faults(letter)
    if not letter.text.strip():
        yield Fault("text", "The letter is empty.")
    if "\0" in letter.text or any("\ud800" <= character <= "\udfff" for character in letter.text):
        yield Fault("text", "The letter holds a character that can't be sent.")
    if len(letter.text) > TEXT_LIMIT:
        yield Fault("text", f"The letter has {len(letter.text)} characters; {TEXT_LIMIT} fit.")
    yield from _attachment_faults(letter.attachments)


def is_one_line(text: str) -> bool:
    """Whether this can stand in a header: no line ends, no control characters, no half characters."""
    return _CONTROL.search(text) is None


def next_try(attempts: int, now: datetime, not_after: datetime) -> datetime | None:
    """When to try again after so many attempts, later each time; None where it is time to give up."""
    if attempts > len(RETRY_AFTER):
        return None
    due = now + RETRY_AFTER[max(attempts, 1) - 1]
    return due if due <= not_after else None


def message_id(letter_id: str, sender_address: str) -> str:
    """The Message-ID of a letter: the same at every attempt, so that a mailbox knows a repetition."""
    return f"<{letter_id}@{sender_address.rpartition('@')[2]}>"


def flowed(text: str, width: int = 72) -> str:
    """Plain text as format=flowed (RFC 3676): long lines end softly, with a space; nothing else changes."""
    return "".join(_soft_lines(line.rstrip(" "), width) for line in text.rstrip("\n").split("\n"))


def _header_faults(letter: Letter) -> Iterator[Fault]:
    one_line = {
        "address": letter.to_address,
        "subject": letter.subject,
        "name": letter.to_name,
        "sender": letter.from_name,
        "answer address": letter.reply_to,
        "link": letter.link,
    }
    for where, text in one_line.items():
        if not is_one_line(text):
            yield Fault(where, f"The {where} of a letter is one line, without line ends or control characters.")
        if len(text) > SUBJECT_LIMIT:
            yield Fault(where, f"The {where} has {len(text)} characters; {SUBJECT_LIMIT} fit.")
    if not letter.subject.strip():
        yield Fault("subject", "The letter has no subject.")


def _attachment_faults(attachments: tuple[Attachment, ...]) -> Iterator[Fault]:
    for one in attachments:
        if not _FILE_NAME.fullmatch(one.name):
            yield Fault("attachment", "An attachment's name has letters, digits, spaces, dots and dashes only.")
        if not _TEXT_TYPE.fullmatch(one.media_type):
            yield Fault("attachment", "Only text files can go with a letter.")
    if sum(len(one.text) for one in attachments) > ATTACHMENT_LIMIT:
        yield Fault("attachment", "The attachments are too long to go with a letter.")


def _soft_lines(line: str, width: int) -> str:
    lines = []
    while len(line) > width and (at := _break_at(line, width)):
        lines.append(_stuffed(line[:at]) + "\n")
        line = line[at:]
    return "".join(lines) + _stuffed(line) + "\n"


def _break_at(line: str, width: int) -> int:
    """Just behind the last space that lets the line end in time, or behind the first one at all; 0 where none is."""
    at = line.rfind(" ", 1, width) + 1 or line.find(" ", width) + 1
    return 0 if line[:at].strip() == "" or line[at:].strip() == "" else at


def _stuffed(line: str) -> str:
    return f" {line}" if line.startswith((" ", ">", "From ")) else line
