"""Where a person is signed in: which browser on which machine, and for how long that holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SEEN_EVERY = timedelta(minutes=5)  # how exactly "last seen" is known; finer would mean a write with every page
BROWSERS = (  # the first that fits; most name others beside themselves
    ("Edg(?:e|A|iOS)?/", "Edge"),
    ("OPR/|Opera", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/|FxiOS/", "Firefox"),
    ("Chrome/|CriOS/|Chromium/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/|python|httpx|Wget", "a program"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X|Macintosh", "macOS"),
    ("Linux|X11", "Linux"),
)


class Way(StrEnum):
    """How somebody signed in."""

    PASSWORD = "password"  # noqa: S105  (a word, not a secret)
    PASSKEY = "passkey"
    LINK = "link"  # that works once
    SIGN_ON = "single sign-on"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a sign-in holds."""

    idle: timedelta  # without a page opened
    longest: timedelta  # however much it is used


def device(user_agent: str) -> str:
    """The browser and system in words: "Firefox on Linux"; "" where the browser says nothing that is known."""
    browser, system = _named(user_agent, BROWSERS), _named(user_agent, SYSTEMS)
    return f"{browser} on {system}" if browser and system else browser or system


def has_run_out(began_at: datetime, last_seen_at: datetime, now: datetime, limits: Limits) -> bool:
    """Whether a sign-in holds no longer."""
    return now - began_at >= limits.longest or now - last_seen_at >= limits.idle


def _named(user_agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for pattern, name in names if re.search(pattern, user_agent)), "")
