"""Inviting participants: choose them, change the draft, look over what goes out, send it, note the answer."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.errors import Conflict
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.invitations import InvitationState, Standing
from firsthand.services import invitations as service
from firsthand.services.fatigue import verdicts
from firsthand.services.invitation_standings import InvitationRow
from firsthand.services.invitations import InvitationPage
from firsthand.services.outbox import is_mail_set_up
from firsthand.services.slices import Cut
from firsthand.web.asking import AskingView, asking_view
from firsthand.web.badges import Badge
from firsthand.web.invitation_fields import InvitationFields, initial_of
from firsthand.web.outbox import sender
from firsthand.web.rows import person_label
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer, may_change, page_address

SHOWN = 5  # on a person's page


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """One invitation in a list."""

    row: InvitationRow
    who: str
    badge: Badge
    about: str  # the study, and who asked
    error: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person's page shows about asking them."""

    person_id: str
    view: AskingView
    lines: tuple[InvitationLine, ...]
    may_invite: bool


@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """All invitations, newest first, or those in one state."""
    wanted = _state(request.GET.get("state", ""))
    found = service.invitations(actor(request), Cut(request.GET.get("after")), wanted)
    context = {
        "lines": [invitation_line(row) for row in found.items],
        "cursor": found.next_cursor,
        "also": f"&state={wanted.value}" if wanted else "",
        "wanted": wanted.value if wanted else "",
        "tabs": [
            (InvitationState.DRAFTED.value, _("Drafts")),
            (InvitationState.SENT.value, _("Sent")),
            (InvitationState.ANSWERED.value, _("Said yes")),
            (InvitationState.DECLINED.value, _("Declined")),
            (InvitationState.NO_ANSWER.value, _("No answer")),
        ],
        "may_change": may_change(request),
    }
    return render(request, "invitations/invitations.html", context)


@require_safe
def invitation(request: HttpRequest, asking_id: str) -> HttpResponse:
    """One invitation: the letter exactly as it goes out, or went, and what became of it."""
    page = service.invitation_page(actor(request), asking_id)
    return _shown(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, asking_id: str) -> HttpResponse:
    """Change a draft."""
    who = changer(request)
    page = service.invitation_page(who, asking_id)
    form = InvitationFields(request.POST or None, initial=initial_of(page))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        saving = lambda: service.edit_invitation(who, asking_id, form.filled(), version)  # noqa: E731
        is_saved, _nothing = form.attempt(saving)
        if is_saved:
            return redirect("invitation", asking_id)
    context = {"form": form, "page": page, "view": asking_view(page.verdict), "zones": sorted(available_timezones())}
    return render(request, "invitations/edit.html", context, status=400 if form.errors else 200)


@require_POST
def send(request: HttpRequest, asking_id: str) -> HttpResponse:
    """Send a draft as it was looked over."""
    who, version = changer(request), _number(request.POST.get("version", ""))
    try:
        service.send_invitation(who, asking_id, version, _consent_page(request), request.POST.get("reason", ""))
    except Conflict as refusal:
        if refusal.where != "reason":
            raise
        return _shown(request, service.invitation_page(who, asking_id), refusal.message)
    if is_mail_set_up():
        say(request, _("On its way: it leaves within a minute."))
    else:
        say(request, _("It waits in the outbox for you to send it, since no mail server is set up."))
    return redirect("invitation", asking_id)


@require_POST
def note(request: HttpRequest, asking_id: str) -> HttpResponse:
    """Note that they were asked in another way."""
    service.note_sent(changer(request), asking_id)
    say(request, _("Noted as asked today. No letter goes out."))
    return redirect("invitation", asking_id)


@require_POST
def answer(request: HttpRequest, asking_id: str) -> HttpResponse:
    """Note what they answered."""
    who, wanted = changer(request), _state(request.POST.get("answer", ""))
    service.log_answer(who, asking_id, wanted or InvitationState.DRAFTED)
    say(request, _("Noted."))
    return redirect("invitation", asking_id)


@require_POST
def delete(request: HttpRequest, asking_id: str) -> HttpResponse:
    """Throw a draft away."""
    service.delete_draft(changer(request), asking_id)
    say(request, _("The draft is gone."))
    return redirect("invitations")


def asked(request: HttpRequest, participant_id: str) -> Asked:
    """For a person's page: whether to ask them now, and how they were asked before."""
    who: Actor = actor(request)
    rows = service.invitations(who, Cut(limit=SHOWN), participant_id=participant_id).items
    return Asked(
        person_id=participant_id,
        view=asking_view(verdicts(who, [participant_id])[participant_id]),
        lines=tuple(invitation_line(row) for row in rows),
        may_invite=may_change(request),
    )


def invitation_line(row: InvitationRow) -> InvitationLine:
    """One invitation as a line."""
    by = _("by %s") % row.by if row.by else ""
    return InvitationLine(
        row=row,
        who=person_label(row.person),
        badge=standing_badge(row.standing),
        about=" · ".join(filter(None, (row.study_title, by))),
        error=row.error if row.standing is Standing.NOT_LEFT else "",
    )


def standing_badge(standing: Standing) -> Badge:
    """How an invitation stands, as a word."""
    return {
        Standing.DRAFTED: Badge(_("draft"), "open"),
        Standing.WAITING: Badge(_("in the outbox"), "open"),
        Standing.NOT_LEFT: Badge(_("did not leave"), "bad"),
        Standing.SENT: Badge(_("sent"), "open"),
        Standing.PLANNED: Badge(_("conversation planned"), "good"),
        Standing.ANSWERED: Badge(_("said yes"), "good"),
        Standing.DECLINED: Badge(_("declined"), ""),
        Standing.NO_ANSWER: Badge(_("no answer"), "warn"),
    }[standing]


def answer_label(state: InvitationState) -> str:
    """What a button notes."""
    return {
        InvitationState.ANSWERED: _("They said yes"),
        InvitationState.DECLINED: _("They declined"),
        InvitationState.NO_ANSWER: _("No answer came"),
    }[state]


def _shown(request: HttpRequest, page: InvitationPage, refusal: str = "") -> HttpResponse:
    is_draft = page.row.standing is Standing.DRAFTED
    context = {
        "page": page,
        "line": invitation_line(page.row),
        "is_draft": is_draft,
        "view": asking_view(page.verdict),
        "to": f"{page.letter.to_name} <{page.letter.to_address or '?'}>",
        "answers": [(one.value, answer_label(one)) for one in page.next_states],
        "is_set_up": is_mail_set_up(),
        "sender": sender(),
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "invitations/invitation.html", context, status=409 if refusal else 200)


def _consent_page(request: HttpRequest) -> service.LinkOf:
    """The private page's address in a letter: by the settings where they name one, else as the member came here."""
    if settings.FIRSTHAND.base_url:
        return lambda token: page_address("consent_page", token)
    return lambda token: request.build_absolute_uri(reverse("consent_page", args=[token]))


def _state(value: str) -> InvitationState | None:
    return InvitationState(value) if value in list(InvitationState) else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
