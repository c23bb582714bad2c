"""What every request to a page passes before it reaches its door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from firsthand.services.sign_ins import is_signed_in
from firsthand.web.who import sign_in_of


class LivingSignIn:
    """Ends a session whose sign-in was ended elsewhere, or has run out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, as the person's or as a stranger's."""
        if request.user.is_authenticated and not is_signed_in(sign_in_of(request), str(request.user.pk)):
            logout(request)
        return self.get_response(request)


class SignInRequired(LoginRequiredMiddleware):
    """Every page wants a signed-in person unless it says otherwise; the API answers for itself with problem+json."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Let the API's own authentication speak under /api/."""
        if request.path.startswith("/api/"):
            return None
        answer: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        return answer
