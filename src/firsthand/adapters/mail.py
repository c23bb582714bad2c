"""The mail server: what the settings say about it, and handing it one letter."""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

from firsthand.domain.errors import Invalid
from firsthand.domain.people.outbox import Attachment, Letter, flowed, is_one_line, message_id

DEADLINE_SECONDS = 45.0  # for one letter, from the first knock to the server's last word
SILENCE_SECONDS = 20.0  # without a word from the server
HOW_TO_WRITE_IT = "Write smtp://user:password@host:587 or smtps://user:password@host; see docs/how-to/send-mail.md."


class Security(StrEnum):
    """How the connection is protected."""

    STARTTLS = "starttls"
    TLS = "tls"  # from the first byte
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over and in whose name; never shows its password."""

    host: str
    port: int
    security: Security
    sender_address: str
    sender_name: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""  # certificates to trust besides this machine's
    deadline_seconds: float = DEADLINE_SECONDS


class MailProblem(Exception):
    """A letter was not handed over; `words` are for a page and hold no secret."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Refused(MailProblem):
    """The server will not take this letter, now or later."""


class NotNow(MailProblem):
    """The server will not take this letter now; it may later."""


class NoServer(MailProblem):
    """No letter can be handed over at the moment, whatever it says."""


def mail_server(url: str, sender: str) -> MailServer | None:
    """Read the two settings; None where nothing is set.

    Raises Invalid, which never repeats the address: the password is in it.
    """
    if not url:
        return None
    try:
        parts, wanted = urlsplit(url), parse_qs(urlsplit(url).query, strict_parsing=bool(urlsplit(url).query))
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _invalid_url() from None
    if parts.scheme not in ("smtp", "smtps") or not host or parts.path not in ("", "/") or set(wanted) - {"tls", "ca"}:
        raise _invalid_url()
    if not unquote(f"{parts.username}{parts.password}").isascii():
        raise Invalid("smtp_url's user and password can only have ASCII letters, digits and signs.", where="smtp_url")
    security = _security(parts.scheme, wanted.get("tls", [""])[0])
    if parts.password and security is Security.NONE and not _is_here(host):
        raise Invalid("smtp_url sends a password without encryption. Leave tls=none out.", where="smtp_url")
    name, address = _sender(sender)
    return MailServer(
        host,
        port or (465 if security is Security.TLS else 587),
        security,
        address,
        name,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        wanted.get("ca", [""])[0],
    )


def hand_over(server: MailServer, letter_id: str, letter: Letter, now: datetime) -> None:
    """Give one letter to the server. Raises Refused, NotNow or NoServer."""
    message = composed(server, letter_id, letter, now)
    connection = _Connection(server)
    try:
        with _deadline(connection, server.deadline_seconds):
            connection.open()
            connection.send(message, _wire_address(letter.to_address))
    except (OSError, smtplib.SMTPException) as error:  # refusals, certificates, time-outs: told apart below
        raise _problem(server, error, has_greeted=connection.is_open) from None
    finally:
        connection.close()


def composed(server: MailServer, letter_id: str, letter: Letter, now: datetime) -> EmailMessage:
    """The message as it goes over the wire."""
    message = EmailMessage(policy=SMTP_POLICY)
    message["Message-ID"] = message_id(letter_id, _wire_address(server.sender_address))
    message["Date"] = format_datetime(now)
    message["From"] = _address(letter.from_name or server.sender_name, server.sender_address)
    message["To"] = _address(letter.to_name, letter.to_address)
    if letter.reply_to:
        message["Reply-To"] = _address(letter.from_name, letter.reply_to)
    message["Subject"] = letter.subject
    message.set_content(flowed(letter.text), cte="quoted-printable", params={"format": "flowed"})
    for attachment in letter.attachments:
        _attach(message, attachment)
    return message


class _Connection:
    """One conversation with the server."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.client: smtplib.SMTP | None = None
        self.is_open = False  # it let us in; what goes wrong from here on is about the letter
        self._is_cut = False

    def open(self) -> None:
        context = _trusting(self.server.ca_file)
        us = _wire_address(self.server.sender_address).rpartition("@")[
            2
        ]  # asking the network for our name can take long
        if self.server.security is Security.TLS:
            client: smtplib.SMTP = smtplib.SMTP_SSL(local_hostname=us, timeout=SILENCE_SECONDS, context=context)
        else:
            client = smtplib.SMTP(local_hostname=us, timeout=SILENCE_SECONDS)
        self.client = client
        client._host = self.server.host  # type: ignore[attr-defined]  # the name that the certificate must carry
        code, words = client.connect(self.server.host, self.server.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, words)
        client.ehlo_or_helo_if_needed()
        if self.server.security is Security.STARTTLS:
            client.starttls(context=context)
            client.ehlo()
        if self.server.user:
            client.login(self.server.user, self.server.password)
        self.is_open = True

    def send(self, message: EmailMessage, recipient: str) -> None:
        assert self.client is not None
        self.client.send_message(message, _wire_address(self.server.sender_address), [recipient])

    def cut(self) -> None:
        """End the conversation from another thread: reading and writing fail at once."""
        self._is_cut = True
        if self.client is not None and self.client.sock is not None:
            self.client.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if self.client is None:
            return
        if self.is_open and not self._is_cut:
            with suppress(OSError, smtplib.SMTPException):  # a farewell that fails changes nothing
                self.client.quit()
        self.client.close()


def _trusting(ca_file: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


@contextmanager
def _deadline(connection: _Connection, seconds: float) -> Iterator[None]:
    """Cut a server off that goes on answering, but never comes to an end."""

    def cut() -> None:
        with suppress(OSError):  # it has hung up by itself
            connection.cut()

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _problem(server: MailServer, error: Exception, *, has_greeted: bool) -> MailProblem:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return NoServer("The mail server did not accept the user name or the password. An owner corrects smtp_url.")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NoServer("The mail server offers no encryption, or no sign-in, the way smtp_url asks for it.")
    if isinstance(error, ssl.SSLCertVerificationError):
        return NoServer(f"The mail server's certificate could not be checked: {error.verify_message}.")
    code, said = _answer(error)
    if code is None or not has_greeted:
        return NoServer(
            _unreachable(error) if code is None else f"The mail server turns us away: {_clean(server, said)}"
        )
    said = _clean(server, said)
    if 500 <= code < 600:
        whose = "our own address" if isinstance(error, smtplib.SMTPSenderRefused) else "the letter"
        return Refused(f"The mail server refused {whose} and will not take it later: {code} {said}")
    return NotNow(f"The mail server asks us to come back later: {code} {said}")


def _answer(error: Exception) -> tuple[int | None, str]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return code, _decoded(words)
    if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code > 0:
        return error.smtp_code, _decoded(error.smtp_error)
    return None, ""


def _decoded(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _unreachable(error: Exception) -> str:
    if isinstance(error, TimeoutError | smtplib.SMTPServerDisconnected):
        return "The mail server took too long, or hung up before it had taken the letter."
    if isinstance(error, socket.gaierror):
        return "The mail server's name is not known. Look at smtp_url."
    if isinstance(error, ConnectionRefusedError):
        return "Nothing answers at the mail server's address. Look at smtp_url, or wait until the server is back."
    return "The mail server could not be reached."


def _clean(server: MailServer, said: str) -> str:
    """The server's words on one line, without what must not be seen should it repeat that."""
    for secret in filter(None, (server.password, base64.b64encode(server.password.encode()).decode())):
        said = said.replace(secret, "…")
    plain = base64.b64encode(f"\0{server.user}\0{server.password}".encode()).decode()
    return "".join(c if is_one_line(c) else " " for c in said.replace(plain, "…"))[:200].strip()


def _security(scheme: str, wanted: str) -> Security:
    if scheme == "smtps":
        return Security.TLS
    if wanted not in ("", *Security):
        raise _invalid_url()
    return Security(wanted or Security.STARTTLS)


def _sender(text: str) -> tuple[str, str]:
    name, address = parseaddr(text)
    if "@" not in address.strip("@") or not is_one_line(text) or " " in address:
        raise Invalid(
            "mail_from is the address that letters come from, such as Research <research@example.com>. "
            "It must be set where smtp_url is.",
            where="mail_from",
        )
    return name, address


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _invalid_url() -> Invalid:
    return Invalid(f"smtp_url can't be read. {HOW_TO_WRITE_IT}", where="smtp_url")


def _wire_address(address: str) -> str:
    """An address with its domain in ASCII, as servers want it."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return address


def _address(name: str, address: str) -> Address:
    local, _, domain = _wire_address(address).rpartition("@")
    return Address(display_name=name, username=local, domain=domain)


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    subtype = attachment.media_type.partition("/")[2]
    message.add_attachment(attachment.text, subtype=subtype, filename=attachment.name, cte="quoted-printable")
