"""The workspace: its name, and who is in it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from firsthand.domain.people.access import Action, may
from firsthand.services import accounts, calendars, workspaces
from firsthand.web.chrome import role_label
from firsthand.web.forms import PageForm
from firsthand.web.toasts import say
from firsthand.web.who import actor


class WorkspaceFields(PageForm):
    """What an owner can change."""

    name = forms.CharField(label=gettext_lazy("Name of the workspace"), max_length=200)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """See it, or rename it."""
    who = actor(request)
    form = WorkspaceFields(request.POST or None, initial={"name": workspaces.workspace_name(who)})
    if request.method == "POST" and form.is_valid():
        is_saved, _nothing = form.attempt(lambda: workspaces.rename_workspace(who, form.cleaned_data["name"]))
        if is_saved:
            say(request, _("Saved."))
            return redirect("settings")
    members = [(member.name or member.email, member.email, role_label(member.role)) for member in accounts.members(who)]
    context = {"form": form, "members": members, "may_manage": may(who, Action.MANAGE)}
    context["may_found"] = workspaces.may_found(who)
    context["calendar_made_at"] = calendars.feed_made_at(who)
    return render(request, "workspace/workspace.html", context, status=400 if form.errors else 200)
