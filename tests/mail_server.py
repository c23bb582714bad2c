"""A real mail server on this machine for tests: it keeps what it takes, refuses, asks to come back, or dawdles."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from firsthand.adapters.mail import MailServer, mail_server

SENDER = "Parcel people <research@example.org>"


@dataclass
class Letterbox:
    """What the server does with a letter, and what it has taken."""

    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    to_recipient: list[str] = field(default_factory=list)  # answers to the next recipients; then it takes them
    to_letter: list[str] = field(default_factory=list)  # answers to the next letters
    wait_seconds: float = 0.0  # before it answers a letter

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:  # noqa: N802
        if self.to_recipient:
            return self.to_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.wait_seconds)
        if self.to_letter:
            return self.to_letter.pop(0)
        self.messages.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        self.recipients.extend(envelope.rcpt_tos)
        return "250 OK"


@dataclass(frozen=True)
class Running:
    """A server that runs: where it is and its letterbox."""

    host: str
    port: int
    box: Letterbox

    def settings(self, url: str = "smtp://{host}:{port}?tls=none") -> MailServer:
        found = mail_server(url.format(host=self.host, port=self.port), SENDER)
        assert found is not None
        return found


@contextmanager
def running(box: Letterbox | None = None, **options: Any) -> Iterator[Running]:
    """A server that runs while the block does."""
    box = box or Letterbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, ready_timeout=20, **options)
    controller.start()
    try:
        yield Running("127.0.0.1", port, box)
    finally:
        controller.stop()


def password_is(wanted: str) -> Any:
    """Lets in whoever knows the password."""

    def check(_: SMTP, __: Any, ___: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == wanted.encode(), handled=False)

    return check


def certificate(folder: Path, name: str = "127.0.0.1") -> tuple[Path, ssl.SSLContext]:
    """A certificate that nobody but its own file vouches for, and a server's context with it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    try:
        named: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        named = x509.DNSName(name)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([named]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown = folder / f"{name}.pem"
    shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    hidden = folder / f"{name}.key"
    hidden.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, hidden)
    return shown, context
