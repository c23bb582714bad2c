"""Inviting a colleague, and the page that their link opens."""

from __future__ import annotations

from django import forms
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.domain.people.actors import Actor, WorkspaceRole
from firsthand.domain.people.member_invitations import MOST_DAYS, MOST_USES
from firsthand.domain.people.patience import Guarded
from firsthand.services import member_invitations as service
from firsthand.services.accounts import account
from firsthand.services.limiting import guarded
from firsthand.services.member_invitations import USUAL_DAYS, InvitationForm, Invited, JoinPage
from firsthand.services.workspaces import CHOSEN
from firsthand.web.chrome import role_label
from firsthand.web.forms import PageForm
from firsthand.web.members import MEANINGS, role_meanings
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import address_of, owner, page_address

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class InvitationFields(PageForm):
    """Who is invited, as what."""

    role = forms.ChoiceField(
        label=gettext_lazy("As"),
        widget=forms.RadioSelect,
        choices=[(role.value, "") for role in WorkspaceRole],
        initial=WorkspaceRole.VIEWER.value,
    )
    email = forms.CharField(
        label=gettext_lazy("Their e-mail address"),
        help_text=gettext_lazy("Then only an account with this address can use the link. Without one, whoever has it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        max_length=254,
        required=False,
    )
    limit = forms.IntegerField(
        label=gettext_lazy("How many people"),
        help_text=gettext_lazy("The link works for so many and then no more."),
        min_value=1,
        max_value=MOST_USES,
        initial=1,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Good for so many days"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS
    )

    def filled(self) -> InvitationForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return InvitationForm(WorkspaceRole(data["role"]), data["email"], data["limit"], data["days"])


class NewAccountFields(PageForm):
    """An account for somebody who has none."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("You sign in with it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        help_text=gettext_lazy("At least 12 characters; a few words that only you would put together are good."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def bound_to(self, email: str) -> NewAccountFields:
        """Leave no choice of the address where the invitation is for one."""
        if email:
            del self.fields["email"]
        return self


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """Make an invitation, and show its link this once."""
    who = owner(request)
    form = InvitationFields(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = form.filled()
        is_made, made = form.attempt(
            lambda: service.invite_member(who, wanted, lambda token: page_address("join", token))
        )
        if is_made and made:
            return _invited(request, wanted, made)
    context = {"form": form, "roles": role_meanings(), "chosen": form["role"].value()}
    return render(request, "members/invite.html", context, status=400 if form.errors else 200)


def _invited(request: HttpRequest, wanted: InvitationForm, made: Invited) -> HttpResponse:
    context = {
        "link": request.build_absolute_uri(reverse("join", args=[made.token])),
        "is_mailed": made.is_mailed,
        "email": wanted.email,
        "limit": wanted.limit,
        "days": wanted.days,
        "role": role_label(wanted.role),
    }
    return render(request, "members/invited.html", context)


@require_POST
def revoke(request: HttpRequest, invitation_id: str) -> HttpResponse:
    """Take an invitation back."""
    service.revoke_invitation(owner(request), invitation_id)
    say(request, _("The invitation is taken back: its link lets nobody in any more."))
    return redirect("members")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What an invitation opens: come in with one's account, or make one."""
    user_id = str(request.user.pk) if request.user.is_authenticated else ""
    with guarded(Guarded.INVITATION, address_of(request)):
        page = service.join_page(token, user_id)
    if request.method == "POST" and user_id:
        return _welcome(request, service.join(token, user_id), page)
    form = NewAccountFields(request.POST or None).bound_to(page.email)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        is_made, came = form.attempt(
            lambda: service.join_as_new(token, data["name"], data.get("email", ""), data["password"])
        )
        if is_made and came:
            login(request, account(came.user_id), backend=BACKEND)
            return _welcome(request, came, page)
    context = {"page": page, "form": form, "role": role_label(page.role), "meaning": dict(MEANINGS)[page.role]}
    context |= {"until": day(page.expires_at), "here": request.path}
    answer = render(request, "members/join.html", context, status=400 if form.errors else 200)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _welcome(request: HttpRequest, came: Actor, page: JoinPage) -> HttpResponse:
    request.session[CHOSEN] = came.workspace_id
    words = {"workspace": page.workspace, "role": role_label(came.role)}
    say(request, _("Welcome to %(workspace)s. You are %(role)s here.") % words)
    return redirect("home")
