"""E-mail addresses, links to somebody's own pages, handles and IP addresses, written or spoken aloud."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from firsthand.domain.evidence.redaction.findings import Finding, Sureness
from firsthand.domain.evidence.redaction.kinds import Personal

_TOP = "com|org|net|edu|gov|io|ai|co|app|dev|info|biz|uk|de|fr|es|nl|ch|eu|ca|au|nz|example"  # no common words
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.UNICODE)
_SPOKEN_EMAIL = re.compile(
    rf"\b[\w-]+(?:\s(?:dot|underscore|dash|hyphen|point)\s[\w-]+){{0,4}}\sat\s[\w-]+(?:\s[\w-]+)?(?:\s(?:dot|point)\s[\w-]+)*"
    rf"\s(?:dot|point)\s(?:{_TOP})\b(?:(?:\s(?:dot|point)\s|\.)(?:{_TOP})\b)?",
    re.IGNORECASE,
)
_HALF_SPOKEN_EMAIL = re.compile(
    rf"\b[\w.-]+(?:\s(?:dot|underscore|dash)\s[\w-]+){{0,4}}\sat\s[\w-]+\.(?:{_TOP})\b", re.IGNORECASE
)
_MASKED_EMAIL = re.compile(r"[\w.+-]+\s?[\[(]at[\])]\s?[\w-]+(?:\s?(?:[\[(]dot[\])]|\.)\s?[\w-]+)+", re.IGNORECASE)
_LINK = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"“”]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|me|co|uk|de)/[^\s<>\"“”]+",
    re.IGNORECASE,
)
_PERSONAL_LINK = re.compile(
    r"linkedin\.com/(?:in|pub)/|(?:twitter|x)\.com/(?!search|home|i/)\w|(?:github|gitlab)\.com/[\w-]+/?$|"
    r"facebook\.com/(?!groups|pages|events)\w|instagram\.com/(?!p/|explore)\w|t\.me/\w|wa\.me/\d|calendly\.com/\w|"
    r"medium\.com/@|youtube\.com/@|tiktok\.com/@|xing\.com/profile/|keybase\.io/\w|about\.me/\w|paypal\.me/\w|"
    r"(?:zoom\.us|meet\.google\.com|teams\.microsoft\.com)/\S|/~[\w.-]|/(?:users?|u|profiles?|members?|people|in)/"
    r"[\w.@%-]|/@[\w.-]|[?&](?:email|mail|user|username|uid|token|key|pwd|password|sig|auth|code)=",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z_][\w.-]{1,30}\w")
_HOME = re.compile(r"(?:/home/|/Users/|[A-Za-z]:\\Users\\)(?P<user>[\w.-]+)")
_IP4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)")
_IP6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f:]{3,}(?:::[0-9A-Fa-f]{0,4})?(?![\w:])")
_MAC = re.compile(r"(?<![\w:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![\w:-])")
_VERSION = re.compile(r"(?:\bv|\bversion|\brelease|\bbuild|\bsection|\bchapter)\s?$", re.IGNORECASE)


def contacts(text: str) -> Iterator[Finding]:
    """Every address of a person or their machine in a text."""
    if "@" in text or "(at" in text or "[at" in text:
        yield from _all(_EMAIL, text, Personal.EMAIL, "an e-mail address", Sureness.CERTAIN)
        yield from _all(_MASKED_EMAIL, text, Personal.EMAIL, "an e-mail address", Sureness.LIKELY)
        yield from _all(_HANDLE, text, Personal.HANDLE, "a handle", Sureness.LIKELY)
    if " at " in text:
        yield from _all(_SPOKEN_EMAIL, text, Personal.EMAIL, "an e-mail address, spoken", Sureness.LIKELY)
        if "mail" in text.casefold():
            yield from _all(_HALF_SPOKEN_EMAIL, text, Personal.EMAIL, "an e-mail address, spoken", Sureness.POSSIBLE)
    if "/" in text or "\\" in text:
        yield from _links(text)
        for found in _HOME.finditer(text):
            reason = "the name of somebody’s own folder"
            yield Finding(*found.span("user"), found["user"], Personal.HANDLE, reason, Sureness.LIKELY)
    yield from _machines(text)


def _all(pattern: re.Pattern[str], text: str, kind: Personal, reason: str, sureness: Sureness) -> Iterator[Finding]:
    for found in pattern.finditer(text):
        words = found[0].rstrip(".,;:!?')-")
        yield Finding(found.start(), found.start() + len(words), words, kind, reason, sureness)


def _links(text: str) -> Iterator[Finding]:
    for found in _LINK.finditer(text):
        link = found[0].rstrip(".,;:!?)'\"’]")
        if _PERSONAL_LINK.search(link):
            reason = "a link to somebody’s own page or a link with a key in it"
            yield Finding(found.start(), found.start() + len(link), link, Personal.LINK, reason, Sureness.LIKELY)


def _machines(text: str) -> Iterator[Finding]:
    if "." in text:
        for found in _IP4.finditer(text):
            if _is_address(found[0]) and not _VERSION.search(text[: found.start()]):
                yield _machine(found, Sureness.LIKELY)
    if ":" in text or "-" in text:
        for found in _IP6.finditer(text):
            if found[0].count(":") >= 3 and _is_address(found[0]):
                yield _machine(found, Sureness.LIKELY)
        for found in _MAC.finditer(text):
            yield Finding(*found.span(), found[0], Personal.IP, "the address of a network card", Sureness.LIKELY)


def _machine(found: re.Match[str], sureness: Sureness) -> Finding:
    return Finding(*found.span(), found[0], Personal.IP, "an IP address", sureness)


def _is_address(text: str) -> bool:
    """Whether a machine can be told by it; what every machine calls itself says nothing."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified or address.is_multicast)
