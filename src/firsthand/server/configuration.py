"""What can be set about a server: the environment goes before firsthand.toml, which goes before the defaults."""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from firsthand.adapters.buckets import bucket_at
from firsthand.adapters.data_folder import DataFolder, default_folder
from firsthand.adapters.mail import MailServer, mail_server
from firsthand.adapters.media import folder_at
from firsthand.domain.errors import Invalid
from firsthand.server.sign_on_settings import SignOn, oidc, require_complete, saml

NEW_WORKSPACES = ("owners", "off")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings, each named as in firsthand.toml; the environment spells them FIRSTHAND_ and capitals."""

    data: DataFolder
    database_url: str = field(
        default="", repr=False
    )  # "" is SQLite in the data folder; else postgres://user:password@host:port/name
    media_url: str = ""  # "" is the media folder in the data folder; a path, or s3://bucket/prefix?endpoint=…
    worker: str = "embedded"  # or "off", where other processes run the jobs
    worker_threads: int = 2  # that do jobs, in each process that does any
    base_url: str = ""  # the address people use, such as https://research.example.com; needed behind a proxy
    secret_key: str = field(default="", repr=False)  # "" is the secret.key file in the data folder
    bind: str = "127.0.0.1"  # the address listened on; set by `firsthand serve --host`
    threads: int = 4  # that serve pages
    upload_limit_mb: int = 100  # per request
    smtp_url: str = field(default="", repr=False)  # the mail server, smtp://user:password@host:587; "" sends no mail
    mail_from: str = ""  # whom letters come from: Research <research@example.com>
    new_workspaces: str = "owners"  # who may found one beside those that are there; or "off"
    proxies: int = -1  # our own, in front of the server; -1 is one where base_url is https, else none
    sign_in_idle_hours: int = 14 * 24  # a sign-in ends after so long without a page opened
    sign_in_hours: int = 30 * 24  # and after so long in any case
    oidc_issuer: str = ""  # the address of an OpenID provider; "" is no single sign-on
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = "Single sign-on"  # what the button says
    oidc_domains: str = ""  # of the e-mail addresses that may come from there, such as "example.com, example.org"
    oidc_unknown: str = "refuse"  # people without an account; or "viewer"
    saml_metadata: str = ""  # the identity provider's: a file or an https address; needs firsthand[saml]
    saml_entity_id: str = ""  # what the identity provider calls us; "" is the address of our metadata
    saml_name: str = "Single sign-on"
    saml_domains: str = ""
    saml_unknown: str = "refuse"

    @property
    def is_https(self) -> bool:
        """Whether people reach the server over https; cookies are then marked secure."""
        return self.base_url.startswith("https://")

    @property
    def proxies_in_front(self) -> int:
        """How many of our own proxies a request passes; each adds one address to X-Forwarded-For."""
        return self.proxies if self.proxies >= 0 else int(self.is_https)

    @property
    def oidc(self) -> SignOn | None:
        """Single sign-on with OpenID Connect, where it is set up."""
        return oidc(self)

    @property
    def saml(self) -> SignOn | None:
        """Single sign-on with SAML, where it is set up."""
        return saml(self)

    @property
    def hosts(self) -> list[str]:
        """The host names the server answers to: the base URL's and this machine's own; any, behind an open address."""
        host = urlsplit(self.base_url).hostname
        if host:
            return [*LOOPBACK, host]
        return list(LOOPBACK) if is_loopback(self.bind) else ["*"]

    @property
    def is_in_bucket(self) -> bool:
        """Whether files are kept in an S3-compatible store, and not in a folder."""
        return self.media_url.startswith("s3://")

    @property
    def media_place(self) -> str | Path:
        """Where original files are kept: a folder, or the address of a bucket."""
        if self.is_in_bucket:
            return self.media_url
        return folder_at(self.media_url) if self.media_url else self.data.media

    @property
    def uploads_place(self) -> str | Path:
        """Where files wait that are not imported yet; in a bucket every machine has them."""
        if not self.is_in_bucket:
            return self.data.uploads
        parts = urlsplit(self.media_url)
        return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/waiting"))

    @property
    def key(self) -> str:
        """The signing key; before the first start has made one, a key for this process only."""
        if self.secret_key:
            return self.secret_key
        file = self.data.secret_key
        return file.read_text().strip() if file.exists() else secrets.token_urlsafe(48)

    @property
    def mail(self) -> MailServer | None:
        """The mail server, or None where no mail is sent."""
        return mail_server(self.smtp_url, self.mail_from)

    @property
    def database(self) -> dict[str, object]:
        """The database as Django wants it."""
        return _postgres(self.database_url) if self.database_url else _sqlite(self.data.database)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to this address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def configuration(environment: Mapping[str, str] = os.environ) -> Configuration:
    """Read the settings; changes nothing on disk.

    Raises Invalid for a setting that is not known or can't be read.
    """
    folder = DataFolder(Path(environment.get("FIRSTHAND_DATA") or default_folder()).absolute())
    chosen = _from_file(folder.settings_file) | _from_environment(environment)
    made = Configuration(folder, **{name: _typed(name, value) for name, value in chosen.items()})  # type: ignore[arg-type]
    require_complete(made)
    if made.is_in_bucket:
        bucket_at(made.media_url)
    return made


SETTINGS = tuple(one.name for one in fields(Configuration) if one.name != "data")
WHOLE = ("threads", "worker_threads", "upload_limit_mb", "sign_in_idle_hours", "sign_in_hours")  # numbers of 1 or more


def _from_file(file: Path) -> dict[str, object]:
    if not file.exists():
        return {}
    try:
        found = tomllib.loads(file.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid(f"firsthand.toml can't be read: {error}. Correct it and start again.", where=str(file)) from error
    unknown = sorted(set(found) - set(SETTINGS))
    if unknown:
        raise Invalid(
            f"firsthand.toml sets {unknown[0]}, which is no setting. Known: {', '.join(SETTINGS)}.", where=str(file)
        )
    return found


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    names = {name: f"FIRSTHAND_{name.upper()}" for name in SETTINGS}
    return {name: environment[variable] for name, variable in names.items() if variable in environment}


def _typed(name: str, value: object) -> object:
    if name == "new_workspaces" and value not in NEW_WORKSPACES:
        raise Invalid(f"new_workspaces must be {' or '.join(NEW_WORKSPACES)}, not {value!r}.", where=name)
    if name not in (*WHOLE, "proxies"):
        return str(value)
    least = 1 if name in WHOLE else 0
    try:
        number = int(str(value))
    except ValueError:
        number = -1
    if number < least:
        raise Invalid(f"{name} must be a whole number of {least} or more, not {value!r}.", where=name)
    return number


def _sqlite(file: Path) -> dict[str, object]:
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": options, "CONN_MAX_AGE": None}


def _postgres(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise Invalid("database_url must start with postgres://; leave it out for SQLite.", where="database_url")
    settings = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
    if parts.query.startswith("host="):  # a socket folder, as pgserver gives it
        settings["HOST"] = unquote(parts.query.removeprefix("host="))
    return dict(settings)
