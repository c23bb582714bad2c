"""Your account: what a person looks after themselves, whichever workspaces they are in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.errors import FactorMissing, NotFound
from firsthand.domain.people.patience import Guarded
from firsthand.domain.people.sign_ins import Way
from firsthand.services import account_mails, calendars, my_account, sign_ins
from firsthand.services.limiting import guarded
from firsthand.web.chrome import role_label
from firsthand.web.forms import PageForm
from firsthand.web.toasts import say
from firsthand.web.who import actor, address_of, page_address, sign_in_of


class NameFields(PageForm):
    """How one is called."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=gettext_lazy("Your team sees it beside what you write, hold and check."),
    )


class AddressFields(PageForm):
    """Where one is reached, and by what one signs in."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Everything at one look."""
    page = my_account.account_page(str(request.user.pk), sign_in_of(request))
    context = {
        "page": page,
        "sign_ins": [(row, way_words(row.way)) for row in page.sign_ins],
        "others": len([row for row in page.sign_ins if not row.is_this]),
        "memberships": [(one, role_label(one.role)) for one in page.memberships],
        **_calendar(request),
    }
    return render(request, "account/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Change how one is called."""
    user_id = str(request.user.pk)
    form = NameFields(request.POST or None, initial={"name": my_account.account_page(user_id).name})
    if request.method == "POST" and form.is_valid():
        is_saved, _nothing = form.attempt(lambda: my_account.rename_oneself(user_id, form.cleaned_data["name"]))
        if is_saved:
            say(request, _("Saved."))
            return redirect("account")
    return _form_page(request, form, _("Your name"), _("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def address(request: HttpRequest) -> HttpResponse:
    """Give the account another address, confirmed by a letter to it; where no mail is sent, a first one at once.

    A first address needs no proof there: only the person at this machine has none, and they own everything here.
    """
    current, can_send = my_account.account_page(str(request.user.pk)).email, account_mails.can_send_letters()
    if current and not can_send:
        return render(request, "account/address.html", {"current": current}, status=405 if request.POST else 200)
    form = AddressFields(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_done, said = form.attempt(lambda: _take_address(request, form.cleaned_data["email"], can_send))
        if is_done:
            say(request, said or "")
            return redirect("account")
    lede = _("A letter goes to the new address; it counts once you open the link in it.") if can_send else ""
    return _form_page(request, form, _("Your e-mail address"), _("Send the letter") if can_send else _("Save"), lede)


def _take_address(request: HttpRequest, email: str, can_send: bool) -> str:
    user_id = str(request.user.pk)
    if can_send:
        account_mails.ask_for_address(user_id, email, address_of(request), page_address)
        return _("A letter is on its way there. Until you open its link, nothing changes.")
    my_account.set_first_address(user_id, email)
    return _("Saved. With a password, you can sign in from other machines, too.")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Where the letter to a new address leads: one click more, so that no mail scanner confirms it."""
    user_id = str(request.user.pk)
    with guarded(Guarded.RESET_LINK, address_of(request)):
        email = account_mails.confirmed_address(user_id, token)
    if request.method == "POST":
        account_mails.confirm_address(user_id, token, page_address)
        say(request, _("Your address is %(email)s from now on.") % {"email": email})
        return redirect("account")
    return render(request, "account/confirm_address.html", {"email": email})


@require_POST
def end_sign_in(request: HttpRequest, sign_in_id: str) -> HttpResponse:
    """Sign out in one other browser; this very one by the usual way."""
    if sign_in_id == sign_in_of(request):
        logout(request)
        return redirect("account_login")
    sign_ins.end_sign_in(str(request.user.pk), sign_in_id)
    say(request, _("Signed out there."))
    return redirect(f"{reverse('account')}#a-sign-ins")


@require_POST
def end_other_sign_ins(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    sign_ins.end_other_sign_ins(str(request.user.pk), sign_in_of(request))
    say(request, _("Signed out everywhere else."))
    return redirect(f"{reverse('account')}#a-sign-ins")


@require_POST
def forget_sign_on(request: HttpRequest, sign_on: int) -> HttpResponse:
    """Sign in by this account elsewhere no longer."""
    my_account.forget_sign_on(str(request.user.pk), sign_on)
    say(request, _("Removed."))
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """For who has neither a password nor a second factor to prove who they are: the way they came, once more."""
    wanted = request.POST.get("next") or request.GET.get("next") or reverse("account")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    after = wanted if is_ours else reverse("account")
    if request.method == "POST":
        logout(request)
        return redirect(f"{reverse('account_login')}?next={after}")
    return render(request, "account/sign_in_again.html", {"next": after})


def with_address(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The account library's page to set a password, for who has an address: without one, a password signs nobody in."""

    @wraps(view)
    def seen(request: HttpRequest) -> HttpResponseBase:
        if not getattr(request.user, "email", None):
            return redirect("account_address")
        return view(request)

    return seen


def way_words(way: Way) -> str:
    """How somebody signed in, as the end of a sentence."""
    return {
        Way.PASSWORD: _("with your password"),
        Way.PASSKEY: _("with a passkey"),
        Way.LINK: _("with a link"),
        Way.SIGN_ON: _("by single sign-on"),
    }[way]


def _calendar(request: HttpRequest) -> dict[str, object]:
    """The calendar address of the workspace that they are in, where they are let in."""
    try:
        return {"calendar_made_at": calendars.feed_made_at(actor(request)), "has_calendar": True}
    except (NotFound, FactorMissing):
        return {"has_calendar": False}


def _form_page(request: HttpRequest, form: PageForm, title: str, label: str, lede: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("account"), "label": label, "lede": lede}
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)
