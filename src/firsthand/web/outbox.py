"""The outbox: which letters wait, left or failed, why, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.people.access import Action, may
from firsthand.domain.people.outbox import Letter, LetterStatus
from firsthand.services import outbox as service
from firsthand.services.outbox import LetterRow
from firsthand.services.slices import Cut
from firsthand.web.badges import Badge
from firsthand.web.toasts import say
from firsthand.web.who import actor


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter in the list."""

    row: LetterRow
    to: str
    badge: Badge
    told: str  # what happened or will happen


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """All letters, newest first, or those in one state."""
    who, wanted = actor(request), _wanted(request)
    found = service.letters(who, Cut(request.GET.get("after")), wanted)
    context = {
        "lines": [letter_line(row) for row in found.items],
        "cursor": found.next_cursor,
        "also": f"&status={wanted.value}" if wanted else "",
        "wanted": wanted.value if wanted else "",
        "tabs": [
            (LetterStatus.WAITING.value, _("Waiting")),
            (LetterStatus.SENT.value, _("Sent")),
            (LetterStatus.FAILED.value, _("Failed")),
            (LetterStatus.CANCELLED.value, _("Called off")),
        ],
        "is_set_up": service.is_mail_set_up(),
        "sender": sender(),
        "may_test": may(who, Action.MANAGE) and service.is_mail_set_up(),
        "may_manage": may(who, Action.MANAGE),
    }
    return render(request, "outbox/outbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, letter_id: str) -> HttpResponse:
    """One letter exactly as it goes out; tried again, called off or noted as sent by hand."""
    who = actor(request)
    if request.method == "POST":
        _do(request, letter_id)
        return redirect("letter", letter_id)
    page = service.letter_page(who, letter_id)
    context = {
        "page": page,
        "line": letter_line(page.row),
        "mailto": mailto(page.letter) if page.may_send_by_hand else "",
        "is_set_up": service.is_mail_set_up(),
        "sender": sender(),
    }
    return render(request, "outbox/letter.html", context)


@require_safe
def attachment(request: HttpRequest, letter_id: str, number: int) -> HttpResponse:
    """A file that goes with a letter, to send by hand."""
    name, media_type, content = service.attachment(actor(request), letter_id, number)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=f"{media_type}; charset=utf-8", headers=headers)


@require_POST
def test(request: HttpRequest) -> HttpResponse:
    """Send the owner a letter that says that mail works."""
    letter_id = service.send_test(actor(request))
    say(request, _("On its way to you. It should arrive within a minute; here you see what became of it."))
    return redirect("letter", letter_id)


def letter_line(row: LetterRow) -> LetterLine:
    """One letter as a line."""
    return LetterLine(
        row, f"{row.to_name} <{row.to_address}>" if row.to_name else row.to_address, _badge(row), _told(row)
    )


def status_badge(status: LetterStatus) -> Badge:
    """How far a letter is, as a word."""
    return {
        LetterStatus.WAITING: Badge(_("waiting"), "open"),
        LetterStatus.SENDING: Badge(_("being sent"), "open"),
        LetterStatus.SENT: Badge(_("sent"), "good"),
        LetterStatus.FAILED: Badge(_("failed"), "bad"),
        LetterStatus.CANCELLED: Badge(_("called off"), ""),
    }[status]


def mailto(letter: Letter) -> str:
    """The address that opens this letter in one's own mail program."""
    words = letter.text.replace("\n", "\r\n")
    return f"mailto:{quote(letter.to_address)}?subject={quote(letter.subject)}&body={quote(words)}"


def _do(request: HttpRequest, letter_id: str) -> None:
    who, wanted = actor(request), request.POST.get("do")
    if wanted == "retry":
        service.retry_letter(who, letter_id)
        say(request, _("Back in the queue: it leaves within a minute."))
    elif wanted == "by_hand":
        service.mark_sent_by_hand(who, letter_id)
        say(request, _("Noted: you sent it yourself. It won’t go out again."))
    else:
        service.cancel_letter(who, letter_id)
        say(request, _("Called off. It did not leave."))


def _wanted(request: HttpRequest) -> LetterStatus | None:
    status = request.GET.get("status", "")
    return LetterStatus(status) if status in list(LetterStatus) else None


def sender() -> str:
    """The address that letters come from; "" where no mail is sent."""
    server = service.mail_server()
    return server.sender_address if server else ""


def _badge(row: LetterRow) -> Badge:
    if row.is_by_hand:
        return Badge(_("sent by hand"), "good")
    if row.status is LetterStatus.WAITING and row.error:
        return Badge(_("will be tried again"), "warn")
    return status_badge(row.status)


def _told(row: LetterRow) -> str:
    if row.status is LetterStatus.WAITING and not service.is_mail_set_up():
        return _("No mail server is set up: send it by hand.")
    return row.error
