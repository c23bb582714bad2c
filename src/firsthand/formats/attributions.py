"""The name, and the time, that a report gives beside a quotation: "— Maria, 12:40" or "(Maria Ortiz, Acme, 12:40)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DASH = r"(?:[—–―~]|--?)"
_TIME = re.compile(r"\[?\b(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?\b\]?")
_DASHED = re.compile(rf"(?:^|(?<=\s)|(?<=[\"”’»“›」』.!?…*]))\s*{_DASH}\s*(?P<who>[^\n—–―\"“”«»]{{1,120}})\s*$")
_BRACKETED = re.compile(r"\s*[(\[](?P<who>[^()\[\]\n]{1,120})[)\]][.\s]*$")
_DASHED_NEXT = re.compile(
    rf"[\s.,]*{_DASH}\s*(?P<who>[^\n—–―\"“”«»(]{{1,120}}?)\s*(?:$|\n|\.\s|\.$|[—–―;]|\((?P<more>[^()]*)\))"
)
_BRACKETED_NEXT = re.compile(r"[\s.,]*[(\[](?P<who>[^()\[\]\n]{1,120})[)\]]")
_NOT_A_NAME = re.compile(
    r"the|a|an|and|but|which|who|this|that|it|he|she|they|we|i|so|in|on|at|of|for|to|as|from|with", re.IGNORECASE
)
_PARTICLE = re.compile(r"de|da|del|della|der|den|di|dos|du|el|la|le|van|von|ter|ten|bin|ibn|al|y|e")
_LABELLED = re.compile(
    r"(?:speaker|participant|interviewee|respondent|customer|user|p|s|u)[\s_#.-]*\d{1,4}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said it, and when: `name` is "" where only a time is given; `seconds` from the start."""

    name: str
    seconds: float | None = None
    is_told: bool = False  # read from a sentence such as "Maria said": a name only if a speaker is called so


def attribution_of(text: str, *, must_start: bool = False) -> tuple[str, Attribution | None]:
    """The text without the name and time at its end, and those; with `must_start` they must stand at its beginning.

    Only what looks like a name counts: every word has a capital, or it is a label such as "P7". Words such as "product
    manager" describe somebody without naming them, and are left out.
    """
    patterns = (_DASHED_NEXT, _BRACKETED_NEXT) if must_start else (_DASHED, _BRACKETED)
    for pattern in patterns:
        match = pattern.match(text) if must_start else pattern.search(text)
        if match is None:
            continue
        who = ", ".join(part for part in match.groupdict().values() if part)
        attribution = _read(who)
        if attribution is not None:
            return text[: match.start()], attribution
    return text, None


def _read(who: str) -> Attribution | None:
    seconds = _seconds(who)
    name = _TIME.sub(" ", who).replace("[", " ").replace("]", " ")
    name = re.split(r"[,;|(/]|\s[-–]\s|\bat\b", name.strip(" ,;.@*_"))[0].strip(" .,:;*_@")
    if name and not is_name(name):
        name = ""
    return Attribution(name, seconds) if name or seconds is not None else None


def _seconds(who: str) -> float | None:
    match = _TIME.search(who)
    return None if match is None else int(match[1] or 0) * 3600 + int(match[2]) * 60 + float(match[3])


def is_name(name: str) -> bool:
    """Whether it looks like a name: every word has a capital, or it is a label such as "P7"."""
    words = name.split()
    if _LABELLED.fullmatch(name):
        return True
    if not 1 <= len(words) <= 5 or _NOT_A_NAME.fullmatch(words[0]):
        return False
    return all(_PARTICLE.fullmatch(word) or not word[0].islower() for word in words) and any(c.isalpha() for c in name)
