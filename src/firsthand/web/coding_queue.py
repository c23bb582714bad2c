"""The coding queue of a study: who codes which conversation, how far they are, and the next one to open."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.errors import Invalid
from firsthand.services import coding_tasks as service
from firsthand.services.coding_tasks import CodingWish, QueueRow, TaskRow
from firsthand.web.badges import Badge
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer

ACTS = {
    "take": (service.take_coding, "It is yours to code."),
    "finish": (service.finish_coding, "Noted that you are done here."),
    "reopen": (service.reopen_coding, "Your task is open again."),
}


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One coder's part of one session."""

    id: str
    coder: str
    progress: str
    reached: int
    badge: Badge
    is_mine: bool
    is_blind: bool


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One session in the queue."""

    session_id: str
    title: str
    date: str
    turns: int
    tasks: tuple[TaskLine, ...]
    codings: int
    is_closed: bool
    url: str
    do: str  # what the actor can do about their own task: "take", "finish" or "reopen"


@require_safe
def queue(request: HttpRequest, study_id: str) -> HttpResponse:
    """The queue of a study."""
    page = service.coding_queue(actor(request), study_id)
    lines = [_line(row) for row in page.rows]
    upcoming = next((line for line in lines if line.session_id == page.next_session), None)
    mine = page.mine
    context = {
        "page": page,
        "lines": lines,
        "next": upcoming,
        "mine_done": sum(1 for task in mine if task.done_at),
        "mine_total": len(mine),
    }
    return render(request, "codings/queue.html", context)


def _line(row: QueueRow) -> QueueLine:
    mine = row.mine
    reached = mine.reached if mine and not mine.done_at else 0
    place = f"#t-{min(reached, row.turns - 1)}" if reached else ""
    return QueueLine(
        session_id=row.session_id,
        title=row.title,
        date=day(row.interview_date),
        turns=row.turns,
        tasks=tuple(_task(task, row.turns) for task in row.tasks),
        codings=row.codings,
        is_closed=row.is_closed,
        url=reverse("reader", args=[row.session_id]) + place,
        do="take" if mine is None else "reopen" if mine.done_at else "finish",
    )


def _task(task: TaskRow, turns: int) -> TaskLine:
    if task.done_at:
        badge, progress = Badge(_("done"), "good"), day(task.done_at.date())
    elif task.reached:
        badge = Badge(_("under way"), "open")
        progress = _("turn %(reached)d of %(turns)d") % {"reached": task.reached, "turns": turns}
    else:
        badge, progress = Badge(_("not begun"), "plain"), ""
    return TaskLine(task.id, task.coder.name, progress, task.reached, badge, task.is_mine, task.is_blind)


@require_POST
def assign(request: HttpRequest, study_id: str) -> HttpResponse:
    """Ask members to code sessions."""
    who = changer(request)
    chosen, asked_for = (tuple(request.POST.getlist(name)) for name in ("session", "member"))
    wish = CodingWish(chosen, asked_for, request.POST.get("blind") == "yes")
    made = service.assign_coding(who, wish)
    asked = ngettext("%d task is in the queue.", "%d tasks are in the queue.", len(made)) % len(made)
    say(request, asked if made else _("They had all been asked already. Nothing was changed."))
    return redirect("coding_queue", study_id)


@require_POST
def act(request: HttpRequest, session_id: str) -> HttpResponse:
    """Take a session to code, be done with it, or open it again."""
    who, wanted = changer(request), request.POST.get("do", "")
    if wanted not in ACTS:
        raise Invalid(_("Say what is to be done with this task. Nothing was changed."))
    deed, message = ACTS[wanted]
    deed(who, session_id)
    say(request, _(message))
    return redirect(_next(request, reverse("reader", args=[session_id])))


@require_POST
def drop(request: HttpRequest, coding_task_id: str) -> HttpResponse:
    """Take a task back."""
    service.drop_coding(changer(request), coding_task_id)
    say(request, _("The task is gone; what was coded stays."))
    return redirect(_next(request, reverse("studies")))


def _next(request: HttpRequest, otherwise: str) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if wanted and is_ours else otherwise
