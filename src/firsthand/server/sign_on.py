"""Single sign-on: whom the settings trust is asked who somebody is, and believed about verified addresses only."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from firsthand.server.sign_on_settings import OIDC, SAML, SignOn
from firsthand.services import sign_ons

NONCE = "nonce"
log = logging.getLogger("firsthand.server")


class NotBelieved(OAuth2Error):  # type: ignore[misc]
    """What the provider said does not hold; the words are ours, with nothing secret in them."""


class SignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Providers come from our settings; accounts are matched by verified address, then by the provider's own id."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody makes an account by a form; who may come without one is let in before that."""
        return False

    def list_apps(self, request: HttpRequest, provider: str = "", client_id: str = "") -> list[SocialApp]:
        """The providers of the settings; none is kept in the database."""
        known = [_oidc_app(), _saml_app()]
        return [
            app
            for app in known
            if app
            and (not provider or provider in (app.provider, app.provider_id))
            and (not client_id or app.client_id == client_id)
        ]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str = "") -> Any:
        """One provider, as our own kind of it. Raises SocialApp.DoesNotExist."""
        app = self.get_app(request, provider=provider, client_id=client_id)
        return provider_class(app.provider_id)(request, app=app)

    def is_email_verified(self, provider: Any, email: str) -> bool:
        """SAML says nothing about that: the company's own provider is believed about the company's own domains."""
        sign_on = settings.FIRSTHAND.saml
        return provider.app.provider_id == SAML and bool(sign_on and sign_on.may_bring(email))

    def authenticate_by_email(self, sociallogin: Any) -> tuple[Any, str] | None:
        """The account with the address that the provider verified."""
        email = believed_address(sociallogin)
        user = sign_ons.vouched_account(email) if email else None
        return (user, email) if user else None

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The gate that everybody passes who comes from a provider, each time."""
        sign_on, email = _sign_on(sociallogin), believed_address(sociallogin)
        if not email:
            raise ImmediateHttpResponse(refused(request, sign_on, _why_not(sociallogin)))
        if sociallogin.is_existing:
            return
        if not sign_on.takes_unknown:
            why = _("Nobody here has the address %(email)s. Ask an owner to add you.") % {"email": email}
            raise ImmediateHttpResponse(refused(request, sign_on, why))
        sociallogin.user = sign_ons.welcome(email, str(getattr(sociallogin, "name_given", "")))
        sociallogin._did_authenticate_by_email = email  # so that the library connects the two

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """Say what happened in our words; in detail only to the log."""
        what = exception if isinstance(exception, NotBelieved) or exception is None else type(exception).__name__
        log.warning("single sign-on by %s failed: %s", provider.app.provider_id, what or error)
        why = _("The sign-in was not completed, or took too long. Nothing was changed; begin again from here.")
        raise ImmediateHttpResponse(refused(request, chosen(provider.app.provider_id), why))


def refused(request: HttpRequest, sign_on: SignOn, why: str) -> HttpResponse:
    """The page for somebody who does not get in."""
    return render(request, "socialaccount/refused.html", {"sign_on": sign_on, "why": why}, status=403)


def believed_address(sociallogin: Any) -> str:
    """The one address that the provider gives, has verified, and may speak for; "" where there is none."""
    sign_on = _sign_on(sociallogin)
    verified = [one.email.lower() for one in sociallogin.email_addresses if one.verified]
    return next((email for email in verified if sign_on.may_bring(email)), "")


def chosen(key: str) -> SignOn:
    """One of the providers of the settings, where it is set up."""
    sign_on = settings.FIRSTHAND.oidc if key == OIDC else settings.FIRSTHAND.saml
    if sign_on is None:
        raise SocialApp.DoesNotExist
    return sign_on


def provider_class(key: str) -> Any:
    """Our own class for a kind of provider; imported when somebody comes by it, and not before."""
    if key == OIDC:
        from firsthand.server.oidc import OidcProvider

        return OidcProvider
    from firsthand.server.saml import CompanyProvider

    return CompanyProvider


def new_nonce() -> str:
    """What ties an answer to the one question it was asked for."""
    return secrets.token_urlsafe(32)


def _sign_on(sociallogin: Any) -> SignOn:
    return chosen(sociallogin.provider.app.provider_id)


def _why_not(sociallogin: Any) -> str:
    addresses = sociallogin.email_addresses
    if not addresses:
        return _("They gave no e-mail address for you, so we can't tell who you are here.")
    email = {"email": addresses[0].email}
    if not any(one.verified for one in addresses):
        return _("They did not verify your address %(email)s, so we can't tell who you are here.") % email
    return _("Addresses like %(email)s can't sign in by it here; the settings name other domains.") % email


def _oidc_app() -> SocialApp | None:
    own = settings.FIRSTHAND
    if own.oidc is None:
        return None
    more = {"server_url": own.oidc_issuer.rstrip("/"), "oauth_pkce_enabled": True}
    return SocialApp(
        provider="openid_connect",
        provider_id=OIDC,
        name=own.oidc_name,
        client_id=own.oidc_client_id,
        secret=own.oidc_client_secret,
        settings=more,
    )


def _saml_app() -> SocialApp | None:
    own = settings.FIRSTHAND
    if own.saml is None:
        return None
    from firsthand.server.saml import app_settings

    return SocialApp(provider="saml", provider_id=SAML, name=own.saml_name, client_id=SAML, settings=app_settings())
