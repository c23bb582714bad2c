from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from firsthand.adapters import mail
from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Actor, Ref, system
from firsthand.domain.people.outbox import Attachment, Letter, LetterStatus
from firsthand.services import events, jobs, outbox, participants, sending
from firsthand.services.acting import acting
from firsthand.services.participants import ParticipantForm
from firsthand.storage.models import MessageRecord, ParticipantRecord
from firsthand.worker.handlers import HANDLERS
from mail_server import Letterbox, Running, running
from people_at_work import Team

LETTER = Letter("dana@example.com", "Half an hour?", "Hello Dana,\n\nwould you talk to us?\n", "Dana Petrov")


@pytest.fixture
def server(settings: Any) -> Iterator[Running]:
    with running() as server:
        settings.FIRSTHAND_MAIL = server.settings()
        yield server


def put(actor: Actor, letter: Letter = LETTER, key: str = "a letter") -> str:
    with acting(actor, "wrote letter", Ref(Kind.WORKSPACE, actor.workspace_id)):
        return outbox.put(actor, letter, key=key)


def send() -> int:
    return sending.send_due(lambda progress, step: None)


def make_due() -> None:
    MessageRecord.objects.filter(status="waiting").update(due_at=timezone.now())


def status(actor: Actor, letter_id: str) -> LetterStatus:
    return outbox.letter_page(actor, letter_id).row.status


def test_a_letter_that_is_queued_leaves_with_the_next_work_of_the_system(team: Team, server: Running) -> None:
    letter_id = put(team.rui)
    assert (status(team.rui, letter_id), server.box.messages) == (LetterStatus.WAITING, [])
    assert jobs.work_once(HANDLERS)
    assert server.box.recipients == ["dana@example.com"]
    row = outbox.letter_page(team.rui, letter_id).row
    assert (row.status, row.attempts, row.error) == (LetterStatus.SENT, 1, "")
    newest = events.events(team.ana)[0]
    assert (newest.verb, newest.subject_id) == ("sent letter", letter_id)
    assert jobs.jobs(team.rui).items == ()


def test_the_same_thing_is_never_queued_twice(team: Team, server: Running) -> None:
    assert put(team.rui, key="once") == put(team.rui, replace(LETTER, subject="Again?"), key="once")
    assert put(team.otto, key="once") != put(team.rui, key="once")
    assert (send(), send()) == (2, 0)
    assert len(server.box.messages) == 2


def test_a_letter_of_an_act_that_failed_never_leaves(team: Team, server: Running) -> None:
    def fail() -> None:
        with acting(team.rui, "wrote letter", Ref(Kind.WORKSPACE, team.rui.workspace_id)):
            outbox.put(team.rui, LETTER, key="never")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (send(), outbox.letters(team.rui).items) == (0, ())


def test_a_server_that_asks_to_come_back_gets_the_letter_later_and_once(team: Team, settings: Any) -> None:
    box = Letterbox(to_recipient=["450 greylisted"], to_letter=["452 disk full"])
    with running(box) as server:
        settings.FIRSTHAND_MAIL = server.settings()
        letter_id = put(team.rui)
        for expected in ("450 greylisted", "452 disk full"):
            assert send() == 0
            row = outbox.letter_page(team.rui, letter_id).row
            assert (row.status, expected in row.error) == (LetterStatus.WAITING, True)
            assert row.due_at > timezone.now()
            assert send() == 0  # it is not due yet
            make_due()
        assert send() == 1
    assert len(box.messages) == 1
    assert outbox.letter_page(team.rui, letter_id).row.attempts == 3


def test_a_letter_that_is_refused_for_good_is_not_tried_again_by_itself(team: Team, settings: Any) -> None:
    box = Letterbox(to_recipient=["550 no such mailbox"])
    with running(box) as server:
        settings.FIRSTHAND_MAIL = server.settings()
        letter_id, other = put(team.rui), put(team.rui, key="another")
        assert send() == 1  # the other one leaves all the same
        page = outbox.letter_page(team.rui, letter_id)
        assert (page.row.status, page.may_retry, page.may_send_by_hand) == (LetterStatus.FAILED, True, True)
        assert "550 no such mailbox" in page.row.error
        make_due()
        assert send() == 0
        outbox.retry_letter(team.rui, letter_id)
        assert send() == 1
    assert {status(team.rui, letter_id), status(team.rui, other)} == {LetterStatus.SENT}


def test_a_server_that_is_away_costs_one_knock_and_every_letter_keeps_waiting(team: Team, settings: Any) -> None:
    settings.FIRSTHAND_MAIL = mail.mail_server("smtp://127.0.0.1:9?tls=none", "research@example.org")
    first, second = put(team.rui), put(team.rui, key="another")
    assert send() == 0
    rows = [outbox.letter_page(team.rui, one).row for one in (first, second)]
    assert [row.status for row in rows] == [LetterStatus.WAITING] * 2
    assert sum(row.attempts for row in rows) == 1


def test_in_the_end_it_is_given_up_in_clear_words(team: Team, settings: Any) -> None:
    settings.FIRSTHAND_MAIL = mail.mail_server("smtp://127.0.0.1:9?tls=none", "research@example.org")
    letter_id = put(team.rui)
    for _ in range(20):
        make_due()
        send()
    row = outbox.letter_page(team.rui, letter_id).row
    assert (row.status, row.attempts) == (LetterStatus.FAILED, 9)
    assert row.error.startswith("It was tried 9 times. Nothing answers at the mail server's address.")


def test_a_worker_killed_between_sending_and_marking_repeats_with_the_same_message_id(
    team: Team, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> bool:
        raise Killed

    letter_id = put(team.rui)
    with monkeypatch.context() as dying:
        dying.setattr(sending, "_mark_sent", die)
        with pytest.raises(Killed):
            send()
    assert (send(), status(team.rui, letter_id)) == (0, LetterStatus.SENDING)  # its claim still counts
    MessageRecord.objects.update(claimed_at=timezone.now() - timedelta(minutes=6))
    assert (send(), status(team.rui, letter_id)) == (1, LetterStatus.SENT)
    assert [message["Message-ID"] for message in server.box.messages] == [f"<{letter_id}@example.org>"] * 2


def test_a_worker_that_dies_over_the_same_letter_again_and_again_lets_it_be(team: Team, server: Running) -> None:
    letter_id = put(team.rui)
    long_ago = timezone.now() - timedelta(minutes=6)
    MessageRecord.objects.update(status="sending", attempts=9, claimed_at=long_ago)
    assert send() == 0
    row = outbox.letter_page(team.rui, letter_id).row
    assert (row.status, "may have arrived" in row.error) == (LetterStatus.FAILED, True)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_never_send_a_letter_twice(transactional_team: Team, settings: Any) -> None:
    team, sent = transactional_team, []
    with running(Letterbox(wait_seconds=0.05)) as server:
        settings.FIRSTHAND_MAIL = server.settings()
        for number in range(8):
            put(team.rui, key=f"letter {number}")
        start = threading.Barrier(2)

        def work() -> None:
            start.wait()
            sent.append(send())
            connection.close()

        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert sum(sent) == 8
    ids = [message["Message-ID"] for message in server.box.messages]
    assert (len(ids), len(set(ids))) == (8, 8)


def test_a_letter_withdrawn_on_its_way_is_not_brought_back(
    team: Team, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(team.rui)
    handing_over = mail.hand_over

    def and_then_gone(*given: Any) -> None:
        handing_over(*given)
        MessageRecord.objects.all().delete()

    monkeypatch.setattr(sending, "hand_over", and_then_gone)
    before = len(events.events(team.ana))
    assert send() == 0
    assert len(events.events(team.ana)) == before


def test_without_a_mail_server_letters_wait_to_be_sent_by_hand(team: Team) -> None:
    letter_id = put(team.rui)
    assert (send(), outbox.is_mail_set_up(), status(team.rui, letter_id)) == (0, False, LetterStatus.WAITING)
    outbox.mark_sent_by_hand(team.rui, letter_id)
    row = outbox.letter_page(team.rui, letter_id).row
    assert (row.status, row.is_by_hand, row.sent_at is not None) == (LetterStatus.SENT, True, True)
    with pytest.raises(Conflict, match="has left"):
        outbox.cancel_letter(team.rui, letter_id)


def test_a_letter_of_last_week_does_not_leave_by_surprise_when_mail_is_set_up(team: Team, server: Running) -> None:
    letter_id = put(team.rui)
    MessageRecord.objects.update(not_after=timezone.now() - timedelta(minutes=1))
    assert (send(), server.box.messages) == (0, [])
    row = outbox.letter_page(team.rui, letter_id).row
    assert (row.status, "out of date" in row.error) == (LetterStatus.FAILED, True)


def test_a_letter_called_off_stays(team: Team, server: Running) -> None:
    letter_id = put(team.rui)
    outbox.cancel_letter(team.rui, letter_id)
    assert (send(), server.box.messages) == (0, [])
    outbox.retry_letter(team.rui, letter_id)
    assert send() == 1
    with pytest.raises(Conflict):
        outbox.retry_letter(team.rui, letter_id)


def test_a_letter_that_opens_a_door_is_shown_to_nobody_and_erased_when_it_has_left(team: Team, server: Running) -> None:
    secret = Letter("vera@example.org", "Your new password", "https://r.example/reset/hush-hush", is_secret=True)
    letter_id = put(system(team.ana.workspace_id), secret)
    assert "hush" not in repr(outbox.letter_page(team.ana, letter_id))
    with pytest.raises(Conflict):
        outbox.mark_sent_by_hand(team.ana, letter_id)
    assert send() == 1
    assert "hush-hush" in server.box.messages[0].get_content()
    assert MessageRecord.objects.get().text == ""


def test_a_door_opener_that_was_refused_is_erased_and_not_tried_again(team: Team, settings: Any) -> None:
    with running(Letterbox(to_recipient=["550 no"])) as server:
        settings.FIRSTHAND_MAIL = server.settings()
        letter_id = put(team.ana, replace(LETTER, is_secret=True))
        assert send() == 0
    assert (MessageRecord.objects.get().text, outbox.letter_page(team.ana, letter_id).may_retry) == ("", False)
    with pytest.raises(Conflict, match="Ask for a new one"):
        outbox.retry_letter(team.ana, letter_id)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"subject": "Hi\r\nBcc: all@example.com"}, "subject"),
        ({"subject": "Hi\u2028there"}, "subject"),
        ({"subject": " "}, "subject"),
        ({"to_name": "Dana\nBcc: all@example.com"}, "name"),
        ({"from_name": "Rui\rX: y"}, "sender"),
        ({"to_address": "dana@example.com\nBcc: all@example.com"}, "address"),
        ({"to_address": "dana@example.com, all@example.com"}, "address"),
        ({"to_address": "dana"}, "address"),
        ({"to_address": ""}, "address"),
        ({"to_address": "däna@example.com"}, "address"),
        ({"reply_to": "rui@example.org\nBcc: x@example.com"}, "answer address"),
        ({"text": " \n"}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"text": "a" * 20_001}, "text"),
        ({"attachments": (Attachment('a".ics\r\nX: y', "text/calendar", "x"),)}, "attachment"),
        ({"attachments": (Attachment("a.exe", "application/x-msdownload", "x"),)}, "attachment"),
    ],
)
def test_what_would_break_out_of_a_header_is_refused(team: Team, change: dict[str, Any], where: str) -> None:
    with pytest.raises(Invalid) as caught:
        put(team.rui, replace(LETTER, **change))
    assert caught.value.where == where
    assert outbox.letters(team.rui).items == ()


def test_letters_to_a_participant_go_with_them(team: Team) -> None:
    dana = participants.add_participant(team.rui, ParticipantForm("Dana Petrov"))
    put(team.rui, replace(LETTER, participant_id=dana))
    ParticipantRecord.objects.filter(id=dana).delete()
    assert outbox.letters(team.rui).items == ()


def test_only_an_owner_with_an_address_asks_for_a_test_letter(team: Team, server: Running) -> None:
    with pytest.raises(NotAllowed):
        outbox.send_test(team.rui)
    outbox.send_test(team.ana)
    outbox.send_test(team.ana)
    assert send() == 2
    assert server.box.recipients == ["ana@example.org"] * 2


def test_a_test_without_a_mail_server_says_so(team: Team) -> None:
    with pytest.raises(Conflict, match="No mail server"):
        outbox.send_test(team.ana)


def test_letters_are_for_those_who_may_read(team: Team) -> None:
    letter_id = put(team.rui)
    for stranger in (team.vera, team.otto):
        with pytest.raises(NotFound):
            outbox.letter_page(stranger, letter_id)
    with pytest.raises(NotFound):
        outbox.letters(team.vera)
    assert outbox.letters(team.otto).items == ()
    assert [row.id for row in outbox.letters(team.ana, status=LetterStatus.WAITING).items] == [letter_id]


def test_the_systems_own_work_does_not_pile_up(team: Team) -> None:
    now = timezone.now()
    jobs.enqueue_periodic("send letters", now - timedelta(days=3))
    jobs.work_once({"send letters": lambda work: None})
    from firsthand.storage.models import JobRecord

    JobRecord.objects.update(finished_at=now - timedelta(days=2))
    jobs.enqueue_periodic("send letters", now)
    assert JobRecord.objects.count() == 1
