"""Postal addresses: a street with a number, in the order of several languages, and postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.domain.evidence.redaction.findings import Finding, Sureness
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.evidence.redaction.vocabulary import listed

_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_PROPER = rf"{_UPPER}[\w'’.-]*"
_KINDS = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Close|Court|Ct|Place|Pl|Square|Sq|Terrace|Crescent|"
    "Highway|Hwy|Parkway|Pkwy|Row|Gardens|Grove|Mews|Hill|Way|Walk|Circle|Alley|Quay"
)
_UNIT = r"(?:,? (?:Apt|Apartment|Flat|Suite|Unit|Room|Floor|Apt\.|#) ?#?[\dA-Za-z]{1,5})?"
_UK = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|"
    "RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC"
)
_NAME = rf"{_UPPER}[a-zà-öø-ÿ'’-]+"  # of a town: without figures
_TOWN = rf"(?:,? {_NAME}(?: {_NAME}){{0,2}})?(?:,? (?:{_STATES}))?(?:,? (?:{_UK}|\d{{5}}(?:-\d{{4}})?))?"
_ENGLISH = re.compile(rf"(?<![\w.,$€£-])\d{{1,5}}[A-Za-z]?,? (?:{_PROPER} ){{1,4}}(?:{_KINDS})\b\.?{_UNIT}{_TOWN}")
_SPOKEN = re.compile(
    r"(?<![\w.,$€£-])\d{1,5}[a-z]? (?P<name>[a-z'’]+(?: [a-z'’]+)?) "
    r"(?:street|road|avenue|lane|drive|boulevard|crescent|terrace)\b"
)
_AFTER = rf" ?\d{{1,4}} ?[a-zA-Z]?(?:[-/]\d{{1,4}})?\b(?:,? (?:D-)?\d{{5}})?(?:,? {_NAME})?"
_GERMAN = re.compile(
    rf"\b{_UPPER}[\w-]*(?:straße|strasse|str\.|weg|platz|gasse|allee|ufer|damm|ring|laan|straat|gracht|kade|plein|gatan|"
    rf"vej|gade)(?:{_AFTER}|,? ?\d{{1,4}}\b)"
    rf"|\b{_PROPER} (?:Straße|Strasse|Str\.|Weg|Platz|Allee|Gasse|Ufer|Damm|Ring){_AFTER}"
)
_ROMANCE = re.compile(
    rf"\b\d{{1,4}}(?: ?bis| ?ter)?,? (?:rue|avenue|boulevard|place|allée|impasse|chemin|quai|cours) "
    rf"(?:(?:de|du|des|la|le|les|d['’]) ?)*{_PROPER}(?: {_PROPER}){{0,3}}(?:,? \d{{5}}(?: {_PROPER})?)?"
    rf"|\b(?:[Vv]ia|[Pp]iazza|[Vv]iale|[Cc]orso|[Cc]alle|[Aa]venida|[Pp]laza|[Pp]aseo|[Rr]ua) "
    rf"(?:(?:de|del|della|di|la|da|do|dos) )*{_PROPER}(?: {_PROPER}){{0,3}},? \d{{1,4}}\b"
)
_POSTCODE = re.compile(rf"(?<![\w-]){_UK}(?![\w-])|(?<![\w-])[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?![\w-])")
_STATE_ZIP = re.compile(rf"\b{_PROPER}(?: {_PROPER})?, (?:{_STATES}) \d{{5}}(?:-\d{{4}})?\b")
_TOWN_CODE = re.compile(rf"(?<![\w-])(?:D-)?\d{{5}} {_UPPER}[a-zà-ÿ]{{3,}}(?:[ -](?:am|an der|bei|im) {_PROPER})?")
_NAMED_CODE = re.compile(
    r"\b(?:zip|zip code|zipcode|postcode|postal code|post code|plz|postleitzahl)\b"
    r"(?:\W+(?:is|was|it['’]s|my|the|ist|:)){0,3}\W+"
    r"(?P<it>[A-Za-z]{0,2}\d[\dA-Za-z]{1,4}(?: ?\d[A-Za-z]{2})?)\b",
    re.IGNORECASE,
)
_BOX = re.compile(r"\bP\.? ?O\.? ?Box \d+\b", re.IGNORECASE)
_NO_STREET = listed(
    """people of the on in a an and or to at for from more times days hours minutes weeks miles km percent other way
    big long small different men women kids cars users per down up off this that our your my same whole one two"""
)


def places(text: str) -> Iterator[Finding]:
    """Every postal address, or part of one, in a text."""
    if not any(c.isdigit() for c in text):
        return
    for pattern in (_ENGLISH, _GERMAN, _ROMANCE):
        yield from _all(pattern, text, "a street with a number", Sureness.LIKELY)
    for found in _SPOKEN.finditer(text):
        if not _NO_STREET & {*found["name"].split()}:
            yield _finding(found, "a street with a number", Sureness.POSSIBLE)
    yield from _all(_POSTCODE, text, "shaped like a postcode", Sureness.LIKELY)
    yield from _all(_STATE_ZIP, text, "a town with its zip code", Sureness.LIKELY)
    yield from _all(_TOWN_CODE, text, "five digits before a town", Sureness.POSSIBLE)
    yield from _all(_BOX, text, "a post office box", Sureness.LIKELY)
    for found in _NAMED_CODE.finditer(text):
        yield _finding(found, "a code behind a word such as postcode", Sureness.LIKELY, "it")


def _all(pattern: re.Pattern[str], text: str, reason: str, sureness: Sureness) -> Iterator[Finding]:
    for found in pattern.finditer(text):
        yield _finding(found, reason, sureness)


def _finding(found: re.Match[str], reason: str, sureness: Sureness, group: str | int = 0) -> Finding:
    words = found[group].rstrip(" ,.-")
    begin = found.start(group)
    return Finding(begin, begin + len(words), words, Personal.ADDRESS, reason, sureness)
