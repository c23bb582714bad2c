"""SAML, where it is installed and set up: the company's identity provider sends a signed answer to a question of ours.

What reads and checks the answer (python3-saml) is imported only when somebody signs in this way.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from firsthand.server.sign_on import chosen, refused
from firsthand.server.sign_on_settings import SAML, SignOn

SECONDS_KEPT = 60 * 60  # the provider's metadata; it may change its keys
ADDRESSES = (
    "urn:oid:0.9.2342.19200300.100.1.3",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    "email",
    "mail",
    "emailAddress",
)
GIVEN_NAMES = (
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
    "urn:oid:2.16.840.1.113730.3.1.241",
    "displayName",
    "name",
)
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"  # another name at every sign-in
log = logging.getLogger("firsthand.server")


class CompanyProvider(SAMLProvider):  # type: ignore[misc]
    """The provider of the settings."""

    default_attribute_mapping: ClassVar[dict[str, list[str]]] = {
        "uid": ["urn:oasis:names:tc:SAML:attribute:subject-id"],
        "email": list(ADDRESSES),
        "name": list(GIVEN_NAMES),
    }

    def extract_uid(self, data: Any) -> str:
        """The provider's lasting name for a person; their address, where it gives another name each time."""
        known = self._extract(data)
        lasting = data.get_nameid() if data.get_nameid_format() != TRANSIENT else None
        return str(known.get("uid") or lasting or known.get("email") or "")

    def extract_extra_data(self, data: Any) -> dict[str, str]:
        """All that we keep of what they say."""
        return {"email": str(self._extract(data).get("email", ""))}

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> Any:
        """Who it is."""
        sociallogin = super().sociallogin_from_response(request, response)
        sociallogin.name_given = self._extract(response).get("name", "")
        return sociallogin

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Only where to go afterwards may come from the request."""
        return {**super().get_redirect_from_request_kwargs(request), "process": "login"}


def app_settings() -> dict[str, Any]:
    """What the account library must know; signatures, audience, time and addressee are checked strictly."""
    own = settings.FIRSTHAND
    metadata, our_name = own.saml_metadata, f"{own.base_url.rstrip('/')}{reverse('saml_metadata', args=[SAML])}"
    address = metadata if "://" in metadata else Path(metadata).absolute().as_uri()
    return {
        "idp": {"metadata_url": address, "entity_id": None, "metadata_cache_timeout": SECONDS_KEPT},
        "sp": {"entity_id": own.saml_entity_id or our_name},
        "attribute_mapping": CompanyProvider.default_attribute_mapping,
        "advanced": {
            "strict": True,
            "reject_deprecated_algorithm": True,
            "reject_idp_initiated_sso": True,
            "allow_single_label_domains": True,  # such as http://research in a company's own network
        },
    }


@never_cache
@login_not_required
def login(request: HttpRequest) -> HttpResponseBase:
    """Go to the provider; by a form of ours only."""
    return _view("login", request)


@csrf_exempt
@never_cache
@login_not_required
def answer(request: HttpRequest, organization_slug: str = SAML) -> HttpResponseBase:
    """Take the provider's answer in. The browser posts it from there without our cookies; the next step has them."""
    return _view("acs", request)


@never_cache
@login_not_required
def finish(request: HttpRequest, organization_slug: str = SAML) -> HttpResponseBase:
    """Check the answer against the question that this browser was sent with; each can be answered once."""
    return _view("finish_acs", request)


@login_not_required
def no_sign_out(request: HttpRequest, organization_slug: str = SAML) -> HttpResponseBase:
    """Signing out there does not sign out here: nobody else's page may do that."""
    raise Http404


@never_cache
@login_not_required
def metadata(request: HttpRequest, organization_slug: str = SAML) -> HttpResponseBase:
    """What the provider must know about us."""
    _require_set_up(request)
    from allauth.socialaccount.providers.saml.utils import build_saml_config
    from onelogin.saml2.settings import OneLogin_Saml2_Settings

    config = build_saml_config(request, app_settings(), SAML)
    del config["sp"]["singleLogoutService"]
    about_us = OneLogin_Saml2_Settings(settings=config, sp_validation_only=True).get_sp_metadata()
    return HttpResponse(about_us, content_type="application/samlmetadata+xml")


def _view(name: str, request: HttpRequest) -> HttpResponseBase:
    """One of the account library's views; what goes wrong in it is a refusal, and in detail only in the log."""
    sign_on = _require_set_up(request)
    from allauth.socialaccount.providers.saml import views
    from onelogin.saml2 import errors

    of_saml = (errors.OneLogin_Saml2_Error, errors.OneLogin_Saml2_ValidationError)
    registry.register(CompanyProvider)
    try:
        found: HttpResponseBase = getattr(views, name)(request, organization_slug=SAML)
    except ImmediateHttpResponse as refusal:
        return refusal.response  # type: ignore[no-any-return]
    except (PermissionDenied, OSError, ValueError, SyntaxError, *of_saml) as error:
        log.warning("single sign-on by SAML failed: %s: %s", type(error).__name__, error)
        why = _("It does not answer, or the answer does not belong to this browser. Begin again from here.")
        return refused(request, sign_on, why)
    return found


def _require_set_up(request: HttpRequest) -> SignOn:
    """The settings, and a request that knows us by their address: answers are compared with it, not with a proxy's."""
    try:
        sign_on = chosen(SAML)
    except SocialApp.DoesNotExist as missing:
        raise Http404 from missing
    ours = urlsplit(settings.FIRSTHAND.base_url)
    request.META.update({"HTTP_HOST": ours.netloc, "wsgi.url_scheme": ours.scheme})
    return sign_on
