"""What the settings say about single sign-on: whom it trusts, for whose addresses, and what happens to the unknown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from firsthand.domain.errors import Invalid

if TYPE_CHECKING:
    from firsthand.server.configuration import Configuration

OIDC, SAML = "oidc", "saml"  # as addresses, and as accounts elsewhere remember it
REFUSE, VIEWER = "refuse", "viewer"


@dataclass(frozen=True, slots=True)
class SignOn:
    """One provider that people may sign in with."""

    key: str
    name: str
    source: str  # an issuer's address, or where a SAML provider's metadata lie
    domains: frozenset[str]  # in lower case; only addresses in these are believed
    takes_unknown: bool  # as viewers

    def may_bring(self, email: str) -> bool:
        """Whether we believe this provider about an address: only of its own domains."""
        return email.rpartition("@")[2].lower() in self.domains


def oidc(chosen: Configuration) -> SignOn | None:
    """OpenID Connect, where it is set up."""
    if not chosen.oidc_issuer:
        return None
    unknown = chosen.oidc_unknown == VIEWER
    return SignOn(OIDC, chosen.oidc_name, chosen.oidc_issuer, _domains(chosen.oidc_domains), unknown)


def saml(chosen: Configuration) -> SignOn | None:
    """SAML, where it is set up."""
    if not chosen.saml_metadata:
        return None
    unknown = chosen.saml_unknown == VIEWER
    return SignOn(SAML, chosen.saml_name, chosen.saml_metadata, _domains(chosen.saml_domains), unknown)


def require_complete(chosen: Configuration) -> None:
    """Refuse to start with half a single sign-on. Raises Invalid with the setting that is missing or wrong."""
    for name in ("oidc_unknown", "saml_unknown"):
        if getattr(chosen, name) not in (REFUSE, VIEWER):
            raise Invalid(f"{name} must be {REFUSE} or {VIEWER}, not {getattr(chosen, name)!r}.", where=name)
    if chosen.oidc_issuer:
        _require_set(chosen, "oidc_issuer", "oidc_client_id", "oidc_client_secret", "oidc_domains")
        _require_address(chosen.oidc_issuer, "oidc_issuer")
    if chosen.saml_metadata:
        _require_set(chosen, "saml_metadata", "saml_domains", "base_url")
        _require_saml()
        if "://" in chosen.saml_metadata:
            _require_address(chosen.saml_metadata, "saml_metadata")
        elif not Path(chosen.saml_metadata).is_file():
            raise Invalid(f"saml_metadata names {chosen.saml_metadata}, which is no file.", where="saml_metadata")


def _require_set(chosen: Configuration, why: str, *needed: str) -> None:
    for name in needed:
        if not getattr(chosen, name):
            raise Invalid(f"{why} is set, so {name} must be set too. Set it and start again.", where=name)


def _require_saml() -> None:
    if find_spec("onelogin") is None:
        raise Invalid(
            "saml_metadata is set, but what reads SAML is not installed. Install it and start again: "
            "pip install 'firsthand[saml]'",
            where="saml_metadata",
        )


def _require_address(address: str, where: str) -> None:
    """What is fetched from there decides who gets in, so it must come over https, or from this machine."""
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname or "")):
        return
    raise Invalid(f"{where} must start with https://, since it decides who gets in.", where=where)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _domains(text: str) -> frozenset[str]:
    return frozenset(part.strip().lower().lstrip("@") for part in text.split(",") if part.strip())
