"""The name in the sentence around a quotation: "As Maria put it, …", "Maria: …", "…", said Maria."""

from __future__ import annotations

import re

from firsthand.formats.attributions import Attribution, is_name

_REACH = 200  # characters before a quotation in which its sentence may begin
_NAME = r"(?P<who>[^\W\d_][\w.'’-]{0,40}(?: [^\W\d_][\w.'’-]{0,40}){0,3}?)"
_SAID = (
    r"(?:said|says|(?:told|tells) (?:us|me)|puts? it|explain(?:ed|s)|add(?:ed|s)|replie[ds]|answer(?:ed|s)"
    r"|recall(?:ed|s)|remember(?:ed|s)|admit(?:ted|s)|continue[ds])"
)
_BEGINS = r"(?:^|[.!?;:…”»\"] )(?:[-*+•|>] ?|\d{1,3}[.)] )?"
_ASIDE = r"(?: \([^()]{1,60}\)|, [^,.]{1,60},)?"
_BEFORE = (
    re.compile(
        rf"{_BEGINS}(?:(?:as|and|but|then|so) )?{_NAME}{_ASIDE} {_SAID}(?: \w+){{0,2}} ?[,:]? ?$", re.IGNORECASE
    ),
    re.compile(rf"{_BEGINS}{_NAME}{_ASIDE}: ?$", re.IGNORECASE),
    re.compile(rf"\baccording to {_NAME}{_ASIDE} ?[,:]? ?$", re.IGNORECASE),
)
_BEHIND = (
    re.compile(rf" ?,? ?{_SAID} {_NAME}(?=[ ,.;:(]|$)", re.IGNORECASE),
    re.compile(rf" ?,? ?{_NAME}{_ASIDE} {_SAID}\b", re.IGNORECASE),
)


def introduced(before: str, behind: str) -> Attribution | None:
    """Who a sentence names as the speaker of the quotation between these two texts; None where it is not plain.

    The name must stand right beside the quotation with a verb of saying or a colon: "Maria said that Tom told her …"
    names nobody. It is marked as told, for "Warning: …" looks alike.
    """
    lead, tail = (" ".join(text.split()) for text in (before[-_REACH:], behind[:_REACH]))
    found = [pattern.search(lead) for pattern in _BEFORE] + [pattern.match(tail) for pattern in _BEHIND]
    names = [match["who"].strip(" .'’-") for match in found if match]
    return next((Attribution(name, is_told=True) for name in names if is_name(name)), None)
