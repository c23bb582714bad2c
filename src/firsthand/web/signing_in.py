"""The one-time link that signs in the person at this machine."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from firsthand.domain.people.patience import Guarded
from firsthand.services import accounts
from firsthand.services.limiting import guarded
from firsthand.web.who import address_of


@require_safe
@never_cache
@login_not_required
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in and go home; whoever is signed in already just goes home, so that a second click does no harm."""
    if request.user.is_authenticated:
        return redirect("home")
    with guarded(Guarded.SIGN_IN_LINK, address_of(request)):
        user = accounts.use_sign_in_link(token)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("home")
