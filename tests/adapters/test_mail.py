from __future__ import annotations

import socket
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from firsthand.adapters.mail import MailProblem, NoServer, NotNow, Refused, Security, composed, hand_over, mail_server
from firsthand.domain.errors import Invalid
from firsthand.domain.people.outbox import Attachment, Letter
from mail_server import SENDER, Letterbox, certificate, password_is, running

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
ID = "msg_0000000000000000000001"
LETTER = Letter(
    "dana@example.com", "Half an hour about parcels?", "Hello Dana,\n\nwould you talk to us?\n", "Dana Petrov"
)


def words_of(message: EmailMessage) -> str:
    return str(message.get_content()).replace("\r\n", "\n")


def test_a_letter_arrives_as_it_was_written() -> None:
    with running() as server:
        hand_over(server.settings(), ID, replace(LETTER, from_name="Rui", reply_to="rui@example.org"), NOW)
    (message,) = server.box.messages
    assert server.box.recipients == ["dana@example.com"]
    assert {name: message[name] for name in ("From", "To", "Reply-To", "Subject", "Message-ID")} == {
        "From": "Rui <research@example.org>",
        "To": "Dana Petrov <dana@example.com>",
        "Reply-To": "Rui <rui@example.org>",
        "Subject": "Half an hour about parcels?",
        "Message-ID": f"<{ID}@example.org>",
    }
    assert words_of(message) == LETTER.text


def test_names_subjects_and_words_of_any_script_arrive() -> None:
    letter = Letter(
        "bo@bücher.example", "Grüße · 宅配 🚚", "Żółć, 荷物が来ない — naïve?\n" + "ä" * 2_000, "Zoë Ó Briain, Dr."
    )
    with running() as server:
        hand_over(server.settings(), ID, letter, NOW)
    (message,) = server.box.messages
    assert server.box.recipients == ["bo@xn--bcher-kva.example"]
    assert message["Subject"] == letter.subject
    assert message["To"].addresses[0].display_name == letter.to_name
    assert words_of(message) == letter.text + "\n"


def test_a_calendar_entry_goes_with_it() -> None:
    entry = "BEGIN:VCALENDAR\r\nSUMMARY:Gespräch\r\nEND:VCALENDAR\r\n"
    with running() as server:
        hand_over(
            server.settings(), ID, replace(LETTER, attachments=(Attachment("call.ics", "text/calendar", entry),)), NOW
        )
    (message,) = server.box.messages
    (part,) = message.iter_attachments()
    assert (part.get_content_type(), part.get_filename()) == ("text/calendar", "call.ics")
    assert part.get_content().split() == entry.split()


def test_a_line_end_never_becomes_a_header_even_past_the_checks() -> None:
    server = mail_server("smtp://localhost", SENDER)
    assert server is not None
    for hostile in (
        replace(LETTER, subject="Hi\r\nBcc: all@example.com"),
        replace(LETTER, to_name="Dana\nBcc: all@example.com"),
        replace(LETTER, to_address="dana@example.com\r\nBcc: all@example.com"),
    ):
        with pytest.raises(ValueError, match=r"."):
            composed(server, ID, hostile, NOW)


@pytest.mark.parametrize(
    ("box", "problem", "words"),
    [
        (Letterbox(to_recipient=["550 no such mailbox"]), Refused, "550 no such mailbox"),
        (Letterbox(to_recipient=["450 greylisted"]), NotNow, "450 greylisted"),
        (Letterbox(to_letter=["554 looks like spam"]), Refused, "554 looks like spam"),
        (Letterbox(to_letter=["452 disk full"]), NotNow, "452 disk full"),
    ],
)
def test_the_servers_no_says_whether_to_come_back(box: Letterbox, problem: type[MailProblem], words: str) -> None:
    with running(box) as server, pytest.raises(problem) as caught:
        hand_over(server.settings(), ID, LETTER, NOW)
    assert words in caught.value.words


def test_a_server_that_is_not_there_is_no_fault_of_the_letter() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = mail_server(f"smtp://127.0.0.1:{taken.getsockname()[1]}?tls=none", SENDER)
        assert nobody is not None
        with pytest.raises(NoServer, match="Nothing answers"):
            hand_over(nobody, ID, LETTER, NOW)


def test_a_server_that_dawdles_is_cut_off() -> None:
    with running(Letterbox(wait_seconds=5)) as server, pytest.raises(NoServer, match="too long"):
        hand_over(replace(server.settings(), deadline_seconds=0.3), ID, LETTER, NOW)


def test_a_server_that_talks_without_end_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        stop = threading.Event()

        def chatter() -> None:
            client, _ = listening.accept()
            with client:
                while not stop.wait(0.05):
                    try:
                        client.sendall(b"220-still here\r\n")
                    except OSError:
                        return

        thread = threading.Thread(target=chatter)
        thread.start()
        server = mail_server(f"smtp://127.0.0.1:{listening.getsockname()[1]}?tls=none", SENDER)
        assert server is not None
        with pytest.raises(NoServer):
            hand_over(replace(server, deadline_seconds=0.5), ID, LETTER, NOW)
        stop.set()
        thread.join()


def test_the_password_goes_over_a_checked_encrypted_line_and_is_asked_for(tmp_path: Path) -> None:
    ca, context = certificate(tmp_path)
    options = {"authenticator": password_is("s3cr=t/@"), "auth_required": True, "tls_context": context}
    with running(**options) as server:
        hand_over(server.settings("smtp://rui:s3cr%3Dt%2F%40@{host}:{port}?ca=" + str(ca)), ID, LETTER, NOW)
        assert len(server.box.messages) == 1
        wrong = server.settings("smtp://rui:wrong-word@{host}:{port}?ca=" + str(ca))
        with pytest.raises(NoServer, match="did not accept the user name or the password") as caught:
            hand_over(wrong, ID, LETTER, NOW)
    assert "wrong-word" not in caught.value.words + repr(wrong) + str(caught.value)


def test_smtps_is_encrypted_from_the_first_byte(tmp_path: Path) -> None:
    ca, context = certificate(tmp_path)
    with running(ssl_context=context) as server:
        hand_over(server.settings("smtps://{host}:{port}?ca=" + str(ca)), ID, LETTER, NOW)
    assert len(server.box.messages) == 1


@pytest.mark.parametrize("name", ["127.0.0.1", "somewhere.example"])
def test_a_certificate_that_nobody_vouches_for_or_of_another_name_sends_nothing(tmp_path: Path, name: str) -> None:
    ca, context = certificate(tmp_path, name)
    trusted = "" if name == "127.0.0.1" else f"?ca={ca}"
    with running(ssl_context=context) as server, pytest.raises(NoServer, match="certificate could not be checked"):
        hand_over(server.settings("smtps://{host}:{port}" + trusted), ID, LETTER, NOW)
    assert server.box.messages == []


def test_a_server_without_encryption_gets_nothing_unless_that_was_asked_for() -> None:
    with running() as server, pytest.raises(NoServer, match="no encryption"):
        hand_over(server.settings("smtp://{host}:{port}"), ID, LETTER, NOW)
    assert server.box.messages == []


def test_the_two_settings_are_read() -> None:
    server = mail_server("smtp://rui%40example.org:p%2Fw@mail.example.org", "Parcel people <research@example.org>")
    assert server is not None
    assert (server.host, server.port, server.security) == ("mail.example.org", 587, Security.STARTTLS)
    assert (server.user, server.password, server.sender_name) == ("rui@example.org", "p/w", "Parcel people")
    assert mail_server("", "") is None
    assert mail_server("smtps://mail.example.org", SENDER).port == 465  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("mail.example.org", SENDER),
        ("http://rui:hush-hush@mail.example.org", SENDER),
        ("smtp://rui:hush/hush-hush@mail.example.org", SENDER),
        ("smtp://rui:hush-hush@mail.example.org:many", SENDER),
        ("smtp://rui:hush-hush@mail.example.org?tls=maybe", SENDER),
        ("smtp://rui:hush-hush@mail.example.org?tls=none", SENDER),
        ("smtp://rui:hush-hush@mail.example.org?tsl=none", SENDER),
        ("smtp://rui:hush-hush%C3%A9@mail.example.org", SENDER),
        ("smtp://rui:hush-hush@mail.example.org", ""),
        ("smtp://rui:hush-hush@mail.example.org", "Research"),
        ("smtp://rui:hush-hush@mail.example.org", "a@example.org\nBcc: all@example.org"),
    ],
)
def test_a_mistake_in_the_settings_is_named_without_the_password(url: str, sender: str) -> None:
    with pytest.raises(Invalid) as caught:
        mail_server(url, sender)
    assert caught.value.where in ("smtp_url", "mail_from")
    assert "hush" not in caught.value.message
    assert caught.value.__cause__ is None


def test_a_password_that_the_server_repeats_is_not_passed_on() -> None:
    with running(Letterbox(to_letter=["550 user rui password hush-hush \x1b[31m"])) as server:
        settings = replace(server.settings(), password="hush-hush")
        with pytest.raises(Refused) as caught:
            hand_over(settings, ID, LETTER, NOW)
    assert "hush" not in caught.value.words
    assert "\x1b" not in caught.value.words


def test_certificates_are_checked_by_default() -> None:
    from firsthand.adapters.mail import _trusting

    context = _trusting("")
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
