"""Members: who is in the workspace and as what, and how somebody leaves it."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.people.actors import WorkspaceRole
from firsthand.services import members as service
from firsthand.services.accounts import members as all_members
from firsthand.services.member_invitations import InvitationRow, invitations
from firsthand.services.members import MemberPage
from firsthand.services.workspaces import CHOSEN, workspace_name
from firsthand.web.chrome import role_label
from firsthand.web.forms import PageForm
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor, owner

MEANINGS = (
    (
        WorkspaceRole.VIEWER,
        gettext_lazy("Reads findings: studies, guides, sessions and quotes, without people’s names."),
    ),
    (WorkspaceRole.RESEARCHER, gettext_lazy("Reads transcripts and people, too, and works on everything.")),
    (WorkspaceRole.OWNER, gettext_lazy("Does all that, sees every confidential study, and looks after members.")),
)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member in the list."""

    id: str
    name: str
    email: str
    role: str
    joined: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation that waits for somebody."""

    id: str
    whom: str
    about: str


class RoleFields(PageForm):
    """What a member may do."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"), widget=forms.RadioSelect, choices=[(role.value, "") for role in WorkspaceRole]
    )


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Everyone in the workspace, and who was invited; for owners."""
    who = owner(request)
    lines = [
        MemberLine(row.id, row.name or row.email, row.email, role_label(row.role), day(row.joined_at), row.id == who.id)
        for row in all_members(who)
    ]
    context = {"members": lines, "invitations": [_waiting(row) for row in invitations(who)], "roles": role_meanings()}
    return render(request, "members/members.html", context)


def role_meanings() -> list[tuple[str, str, str]]:
    """(value, word, what it means) for every role, the least first."""
    return [(role.value, role_label(role), str(meaning)) for role, meaning in MEANINGS]


def _waiting(row: InvitationRow) -> InvitationLine:
    role = role_label(row.role)
    uses = ngettext("%(used)d of %(n)d place taken", "%(used)d of %(n)d places taken", row.limit)
    parts = [
        _("made by %s") % row.made_by,
        *([uses % {"used": row.uses, "n": row.limit}] if row.limit > 1 else []),
        _("until %s") % day(row.expires_at),
    ]
    whom = row.email or _("Whoever has the link")
    return InvitationLine(row.id, _("%(whom)s, as %(role)s") % {"whom": whom, "role": role}, " · ".join(parts))


@require_safe
def member(request: HttpRequest, member_id: str) -> HttpResponse:
    """One member, with their role and the way out; for owners."""
    page = service.member_page(owner(request), member_id)
    return render(request, "members/member.html", _member_context(page, RoleFields(initial={"role": page.role.value})))


@require_POST
def change_role(request: HttpRequest, member_id: str) -> HttpResponse:
    """Give a member another role."""
    who = owner(request)
    page, form = service.member_page(who, member_id), RoleFields(request.POST)
    if form.is_valid():
        role = WorkspaceRole(form.cleaned_data["role"])
        is_saved, _nothing = form.attempt(lambda: service.change_role(who, member_id, role))
        if is_saved:
            say(request, _("%(name)s is %(role)s from now on.") % {"name": page.name, "role": role_label(role)})
            return redirect("settings" if page.is_me and role is not WorkspaceRole.OWNER else "members")
    return render(request, "members/member.html", _member_context(page, form), status=400)


@require_POST
def remove(request: HttpRequest, member_id: str) -> HttpResponse:
    """Take somebody's place in the workspace away."""
    who = owner(request)
    page = service.member_page(who, member_id)
    if page.is_me:
        raise Invalid(_("That is you. Nothing was changed; leave the workspace instead."))
    service.remove_member(who, member_id)
    say(request, _("%s is no member any more. Their work stays.") % page.name)
    return redirect("members")


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Give one's own place up."""
    who = actor(request)
    page, refused = service.member_page(who, who.id), ""
    if request.method == "POST":
        try:
            service.leave_workspace(who)
        except Conflict as conflict:
            refused = conflict.message
        else:
            request.session.pop(CHOSEN, None)
            return redirect("home")
    context = {"page": page, "losses": losses(page), "workspace": workspace_name(who), "refused": refused}
    return render(request, "members/leave.html", context, status=409 if refused else 200)


def _member_context(page: MemberPage, form: RoleFields) -> dict[str, object]:
    return {
        "page": page,
        "role_word": role_label(page.role),
        "roles": role_meanings(),
        "chosen": form["role"].value(),
        "form": form,
        "losses": losses(page),
    }


def losses(page: MemberPage) -> list[str]:
    """What falls open when this member goes, in words."""
    counted = (
        (page.studies, ngettext("a place in the team of %d study", "a place in the teams of %d studies", page.studies)),
        (page.planned_sessions, ngettext("%d planned session", "%d planned sessions", page.planned_sessions)),
        (page.reviews, ngettext("%d review of a guide", "%d reviews of guides", page.reviews)),
        (page.tokens, ngettext("%d token for programs", "%d tokens for programs", page.tokens)),
    )
    return [words % number for number, words in counted if number]
