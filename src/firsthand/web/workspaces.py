"""Several workspaces: going from one to another, and founding one."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.services import workspaces as service
from firsthand.services.accounts import actor_of
from firsthand.services.workspaces import CHOSEN
from firsthand.web.forms import PageForm
from firsthand.web.toasts import say
from firsthand.web.who import owner


class NewWorkspaceFields(PageForm):
    """A workspace beside this one."""

    name = forms.CharField(label=gettext_lazy("Name of the workspace"), max_length=200)


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Go to another workspace that one is a member of; NotFound for any other."""
    wanted = request.POST.get("workspace", "")
    there = actor_of(str(request.user.pk), wanted or "none")
    request.session[CHOSEN] = there.workspace_id
    say(request, _("You are in %s now.") % service.workspace_name(there))
    following = request.POST.get("next", "")
    is_here = url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure())
    return redirect(following if is_here else "home")


@require_http_methods(["GET", "HEAD", "POST"])
def new_workspace(request: HttpRequest) -> HttpResponse:
    """Found another workspace and go there."""
    who = owner(request)
    form = NewWorkspaceFields(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_made, founder = form.attempt(lambda: service.found_another(who, form.cleaned_data["name"]))
        if is_made and founder:
            request.session[CHOSEN] = founder.workspace_id
            say(request, _("The workspace is there, and you are its owner."))
            return redirect("home")
    context = {
        "form": form,
        "title": _("Another workspace"),
        "lede": _("Empty, and apart from this one: its own people, studies and members. You go from one to the other "
                  "at the top of the page."),
        "back": reverse("settings"),
        "label": _("Found it"),
    }  # fmt: skip
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)
