"""A new password by letter: the same for everybody who asks, once, for an hour, and never by what a request claims."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from firsthand.adapters.mail import mail_server
from firsthand.services import accounts, events
from firsthand.storage.models import MessageRecord, ResetRequestRecord, SignInRecord
from firsthand.worker import handlers
from people_at_work import PASSWORD, Team

RUI, NEW = "rui@example.org", "quite another passphrase"
RESET, SENT = "/accounts/password/reset/", "/accounts/password/reset/sent/"


@pytest.fixture
def mail(team: Team, settings: Any) -> Team:
    """A server that can send letters; nothing is sent, they wait in the outbox."""
    settings.FIRSTHAND_MAIL = mail_server("smtp://127.0.0.1:9?tls=none", "research@example.org")
    settings.FIRSTHAND = replace(settings.FIRSTHAND, base_url="https://research.example.com")
    accounts.set_password(RUI, PASSWORD)
    return team


def ask(email: str = RUI, **how: Any) -> Any:
    return Client(**how).post(RESET, {"email": email})


def write_letters() -> list[MessageRecord]:
    handlers.send_resets(None)  # type: ignore[arg-type]  (it looks at no part of the job)
    return list(MessageRecord.objects.order_by("created_at"))


def link() -> str:
    found = re.search(r"https://research\.example\.com(/\S+)", write_letters()[-1].text)
    assert found
    return found[1]


def opened(path: str) -> tuple[Client, str]:
    """A browser at the page that the link leads to; the key is no longer in its address."""
    visitor = Client()
    answer = visitor.get(path)
    assert answer.status_code == 302, answer.content.decode()
    return visitor, answer["Location"]


def test_asking_sends_a_letter_that_leads_to_a_new_password(mail: Team) -> None:
    assert ask()["Location"] == SENT
    visitor, page = opened(link())
    assert page.endswith("/set-password/")
    done = visitor.post(page, {"password1": NEW, "password2": NEW}, follow=True)
    assert done.redirect_chain[-1][0] == "/accounts/login/"
    assert visitor.post("/accounts/login/", {"login": RUI, "password": NEW})["Location"] == "/"
    assert "reset password" in [event.verb for event in events.events(mail.ana)]


def test_it_signs_out_everywhere(mail: Team) -> None:
    here = Client()
    here.post("/accounts/login/", {"login": RUI, "password": PASSWORD})
    ask()
    visitor, page = opened(link())
    visitor.post(page, {"password1": NEW, "password2": NEW})
    assert here.get("/studies/").status_code == 302
    assert SignInRecord.objects.count() == 0


def test_the_link_works_once(mail: Team) -> None:
    ask()
    path = link()
    visitor, page = opened(path)
    visitor.post(page, {"password1": NEW, "password2": NEW})
    assert "works no longer" in Client().get(path).content.decode()


def test_the_link_is_good_for_an_hour(mail: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import datetime, timedelta

    from django.contrib.auth.tokens import PasswordResetTokenGenerator

    ask()
    path, later = link(), datetime.now() + timedelta(minutes=61)  # noqa: DTZ005  (as Django's own)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _: later)
    assert "works no longer" in Client().get(path).content.decode()


def test_a_poor_password_is_refused(mail: Team) -> None:
    ask()
    visitor, page = opened(link())
    assert "too short" in visitor.post(page, {"password1": "short", "password2": "short"}).content.decode()


def test_nobody_s_address_is_answered_in_the_same_way_and_gets_no_letter(mail: Team) -> None:
    answers, counts = [], []
    for email in (RUI, "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(email)
        answers.append((answer.status_code, answer["Location"], answer.content))
        counts.append([query["sql"].split(" ")[0] for query in queries])
    assert answers[0] == answers[1]
    assert counts[0] == counts[1]
    assert [row.to_address for row in write_letters()] == [RUI]
    assert ResetRequestRecord.objects.count() == 0


def test_a_letter_is_written_once_however_often_the_worker_comes(mail: Team) -> None:
    ask()
    assert len(write_letters()) == len(write_letters()) == 1


def test_the_letter_leads_to_the_address_of_the_settings_whatever_the_request_says(mail: Team) -> None:
    ask(headers={"Host": "testserver", "X-Forwarded-Host": "evil.example"})
    text = write_letters()[-1].text
    assert "evil" not in text
    assert "testserver" not in text


def test_the_letter_can_t_be_read_by_the_team(mail: Team) -> None:
    from firsthand.services import outbox

    ask()
    write_letters()
    letter = outbox.letters(mail.ana).items[0]
    assert outbox.letter_page(mail.ana, letter.id).letter.text == ""


def test_nobody_can_fill_somebody_s_mailbox(mail: Team) -> None:
    said = [ask(REMOTE_ADDR="198.51.100.7") for _ in range(4)]
    assert [answer.status_code for answer in said] == [302, 302, 302, 400]
    assert "wait 1 minute" in said[3].content.decode()
    many = [ask(REMOTE_ADDR=f"198.51.100.{number}").status_code for number in range(20, 40)]
    assert many.count(302) == 7


def test_an_account_that_has_left_gets_no_letter(mail: Team) -> None:
    from firsthand.services import members

    ask()
    members.remove_member(mail.ana, mail.rui.id)
    assert write_letters() == []


def test_without_mail_the_page_says_who_can_help(team: Team, client: Client) -> None:
    page = client.get(RESET).content.decode()
    assert "firsthand member password" in page
    assert client.post(RESET, {"email": RUI}).status_code == 405


def test_what_is_no_address_is_said(mail: Team, client: Client) -> None:
    assert client.post(RESET, {"email": "nonsense"}).status_code == 400


def test_a_made_up_link_opens_nothing(mail: Team) -> None:
    for path in (f"/accounts/password/reset/{mail.rui.user_id}/x-y/", "/accounts/password/reset/usr_x/x-y/"):
        assert "works no longer" in Client().get(path).content.decode()
