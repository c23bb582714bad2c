"""OpenID Connect: a code for a token, with state, nonce and PKCE; the token's signature is always checked."""

from __future__ import annotations

import json
import logging
from typing import Any

import jwt
import requests
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from firsthand.server.sign_on import NONCE, NotBelieved, chosen, new_nonce, refused
from firsthand.server.sign_on_settings import OIDC

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
CLOCKS_APART = 60  # seconds between the provider's clock and ours
log = logging.getLogger("firsthand.server")
NEEDED = ("exp", "iat", "iss", "aud", "sub")


class OidcAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Asks the provider and checks what it answers."""

    nonce = ""  # that this answer must carry

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says about itself; it must be the one that we meant."""
        config: dict[str, Any] = super().openid_config
        if str(config.get("issuer", "")).rstrip("/") != chosen(OIDC).source.rstrip("/"):
            raise NotBelieved("another issuer than the settings name")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Where the provider sends people back to."""
        return callback_address(request)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **more: Any) -> Any:
        """Who it is: what the signed token says, and what may be asked for with the access token."""
        id_token = more["response"].get("id_token")
        if not id_token:
            raise NotBelieved("no id token")
        claims = verified_claims(id_token, self._keys(), self.openid_config["issuer"], app.client_id, self.nonce)
        provider = self.get_provider()
        sociallogin = provider.sociallogin_from_response(
            request, {"id_token": {**self._asked(token, claims), **claims}}
        )
        sociallogin.name_given = claims.get("name", "")
        return sociallogin

    def _keys(self) -> list[dict[str, Any]]:
        with _session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys: list[dict[str, Any]] = answer.json().get("keys", [])
        return keys

    def _asked(self, token: Any, claims: dict[str, Any]) -> dict[str, Any]:
        """What the provider says about the same person beside the token, where the token names no address."""
        if "email" in claims or "userinfo_endpoint" not in self.openid_config:
            return {}
        told: dict[str, Any] = self._fetch_user_info(token.token)
        if told.get("sub") != claims["sub"]:
            raise NotBelieved("told about somebody else")
        return told


class OidcProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The provider of the settings."""

    oauth2_adapter_class = OidcAdapter

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """All that we keep of what they say: the address, so that people know on their page which account it is."""
        return {"email": data["id_token"].get("email", "")}

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Only where to go afterwards may come from the request: nobody chooses scopes or processes by a link."""
        asked: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        return {"process": "login", **({"next_url": asked["next_url"]} if "next_url" in asked else {})}

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **more: Any
    ) -> HttpResponseBase:
        """Send somebody to the provider."""
        nonce = new_nonce()
        asked = {**self.get_auth_params(), NONCE: nonce}
        try:
            answer: HttpResponseBase = super().redirect(
                request, process, next_url, data, auth_params=asked, nonce=nonce
            )
        except (requests.RequestException, OAuth2Error, KeyError, ValueError) as error:
            log.warning("the OpenID provider can't be asked: %s", error)
            return refused(request, chosen(OIDC), _("It does not answer, or not as it should. Try again later."))
        return answer


class Callback(OAuth2CallbackView):  # type: ignore[misc]
    """Where people come back to."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, answer = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get(NONCE, "")
        return state, answer


@never_cache
@login_not_required
def login(request: HttpRequest) -> HttpResponseBase:
    """Go to the provider; by a form of ours only, so that no other site can start it."""
    return _view(OAuth2LoginView, request)


@never_cache
@login_not_required
def callback(request: HttpRequest) -> HttpResponseBase:
    """Come back from the provider."""
    return _view(Callback, request)


def callback_address(request: HttpRequest) -> str:
    """The address that the provider must know."""
    base = settings.FIRSTHAND.base_url.rstrip("/") or request.build_absolute_uri("/").rstrip("/")
    return base + reverse("oidc_callback")


def verified_claims(token: str, keys: list[dict[str, Any]], issuer: str, client_id: str, nonce: str) -> dict[str, Any]:
    """What an id token says, if one of these keys signed it, for us, now, and in answer to this nonce.

    Raises NotBelieved.
    """
    try:
        header = jwt.get_unverified_header(token)
        key = _key(keys, header)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[header["alg"]],
            audience=client_id,
            issuer=issuer,
            leeway=CLOCKS_APART,
            options={"require": list(NEEDED)},
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise NotBelieved("an id token that does not hold") from error
    if not nonce or not constant_time_compare(str(claims.get(NONCE, "")), nonce):
        raise NotBelieved("an id token for another question")
    if claims.get("azp", client_id) != client_id:
        raise NotBelieved("an id token for another client")
    return claims


def _key(keys: list[dict[str, Any]], header: dict[str, Any]) -> Any:
    """The public key that the token names; never with an algorithm of shared keys, for which it could be passed off."""
    algorithm = header["alg"]
    if algorithm not in ALGORITHMS:
        raise ValueError(algorithm)
    named = [key for key in keys if key.get("kid") == header.get("kid")]
    (key,) = named if named else keys
    return jwt.get_algorithm_by_name(algorithm).from_jwk(json.dumps(key))


def _view(view: Any, request: HttpRequest) -> HttpResponseBase:
    try:
        answer: HttpResponseBase = view.adapter_view(OidcAdapter(request, OIDC))(request)
    except SocialApp.DoesNotExist as missing:
        raise Http404 from missing
    return answer


def _session() -> requests.Session:
    from allauth.socialaccount.adapter import get_adapter

    session: requests.Session = get_adapter().get_requests_session()
    return session
