from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from firsthand.adapters import mail
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.outbox import Attachment, Letter
from firsthand.services import outbox, sending
from firsthand.services.acting import acting
from firsthand.storage.models import MessageRecord
from mail_server import Letterbox, running
from people_at_work import Team

LETTER = Letter("dana@example.com", "Half an hour & a coffee?", "Hello Dana,\n\n100 % yours\n", "Dana Petrov")
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def put(actor: Actor, letter: Letter = LETTER, key: str = "a letter") -> str:
    with acting(actor, "wrote letter", Ref(Kind.WORKSPACE, actor.workspace_id)):
        return outbox.put(actor, letter, key=key)


def page(client: Client, address: str, **data: Any) -> str:
    answer = client.get(address, data)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_mail_server_the_page_says_how_to_send_and_how_to_set_it_up(
    team: Team, rui: Client, signed_in: Any
) -> None:
    assert "No letters yet" in page(rui, "/outbox/")
    letter_id = put(team.rui)
    assert "send it by hand" in page(rui, "/outbox/")
    assert "smtp_url" not in page(rui, "/outbox/")
    assert "smtp_url" in page(signed_in(team.ana), "/outbox/")
    words = page(rui, f"/outbox/{letter_id}/")
    assert (
        "mailto:dana%40example.com?subject=Half%20an%20hour%20%26%20a%20coffee%3F"
        "&amp;body=Hello%20Dana%2C%0D%0A%0D%0A100%20%25%20yours%0D%0A"
    ) in words
    rui.post(f"/outbox/{letter_id}/", {"do": "by_hand"})
    assert "sent by hand" in page(rui, f"/outbox/{letter_id}/")


def test_a_failed_letter_shows_why_and_is_tried_again(team: Team, rui: Client, settings: Any) -> None:
    with running(Letterbox(to_recipient=["550 no such mailbox"])) as server:
        settings.FIRSTHAND_MAIL = server.settings()
        letter_id = put(team.rui)
        sending.send_due(lambda progress, step: None)
    assert "550 no such mailbox" in page(rui, "/outbox/", status="failed")
    assert "No such letters" in page(rui, "/outbox/", status="sent")
    rui.post(f"/outbox/{letter_id}/", {"do": "retry"})
    rui.post(f"/outbox/{letter_id}/", {"do": "cancel"})
    assert MessageRecord.objects.get().status == "cancelled"
    assert rui.post(f"/outbox/{letter_id}/", {"do": "cancel"}).status_code == 409


def test_an_owner_sends_themselves_a_test_letter(team: Team, rui: Client, signed_in: Any, settings: Any) -> None:
    settings.FIRSTHAND_MAIL = mail.mail_server("smtp://user:hush-hush@127.0.0.1:9", "Us <research@example.org>")
    ana = signed_in(team.ana)
    assert "research@example.org" in page(ana, "/outbox/")
    assert "hush" not in page(ana, "/outbox/")
    assert "test letter" not in page(rui, "/outbox/")
    answer = ana.post("/outbox/test/", follow=True)
    assert "A test letter from Firsthand" in answer.content.decode()
    assert rui.post("/outbox/test/").status_code == 403


def test_a_file_that_goes_with_a_letter_is_saved_never_shown(team: Team, rui: Client) -> None:
    letter_id = put(team.rui, replace(LETTER, attachments=(Attachment("call.ics", "text/calendar", "BEGIN:Ü"),)))
    answer = rui.get(f"/outbox/{letter_id}/files/1/")
    assert answer.content.decode() == "BEGIN:Ü"
    assert answer["Content-Disposition"] == 'attachment; filename="call.ics"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert rui.get(f"/outbox/{letter_id}/files/2/").status_code == 404


def test_hostile_words_in_every_field_stay_words(team: Team, rui: Client) -> None:
    attachment = Attachment("call.ics", "text/calendar", HOSTILE)
    letter_id = put(
        team.rui,
        Letter("dana@example.com", HOSTILE, HOSTILE, HOSTILE, HOSTILE, "rui@example.org", (attachment,)),
    )
    MessageRecord.objects.update(status="failed", error=HOSTILE)
    for words in (page(rui, "/outbox/"), page(rui, f"/outbox/{letter_id}/")):
        assert "<script>alert" not in words
        assert "<img src=x" not in words
        assert "&lt;script&gt;alert(1)" in words


def test_a_list_of_letters_costs_the_same_queries_for_one_and_for_many(team: Team, rui: Client) -> None:
    put(team.rui)
    page(rui, "/outbox/")
    with CaptureQueriesContext(connection) as one:
        page(rui, "/outbox/")
    for number in range(4):
        put(team.rui, key=f"letter {number}")
    with CaptureQueriesContext(connection) as many:
        page(rui, "/outbox/")
    assert len(many) == len(one)


@pytest.mark.parametrize("status", ["", "nonsense", "\0"])
def test_a_state_that_is_none_shows_all(team: Team, rui: Client, status: str) -> None:
    put(team.rui)
    assert "Half an hour" in page(rui, "/outbox/", status=status)
