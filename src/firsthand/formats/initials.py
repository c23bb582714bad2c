"""Full names for the initials that minute-takers write, from the list of people in the same file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from firsthand.domain.interviews.transcripts import Turn

LOOKED_AT = 400  # lines: the list of people stands near the top
_ROW = re.compile(r"\|([^|]{2,80})\|\s*([A-Z][A-Z0-9]{1,3})\s*\|")
_BESIDE = re.compile(r"([^\s,;:|()*][^,;:|()*\n]{1,60}?)\s*\(([A-Z][A-Z0-9]{1,3})\)")


def full_names(lines: Sequence[str]) -> dict[str, str]:
    """Initials and the name each stands for; initials listed with two different names stand for nobody."""
    found: dict[str, set[str]] = {}
    for line in lines[:LOOKED_AT]:
        if len(line) > 20_000:
            continue
        listed = [(m[2], m[1]) for m in _ROW.finditer(line)] or [(m[2], m[1]) for m in _BESIDE.finditer(line)]
        for initials, name in listed:
            if _could_stand_for(initials, name.strip()):
                found.setdefault(initials, set()).add(" ".join(name.split()))
    return {initials: names.pop() for initials, names in found.items() if len(names) == 1}


def _could_stand_for(initials: str, name: str) -> bool:
    words = name.split()
    return (1 <= len(words) <= 5 and words[0][:1].isupper() and words[0][0] == initials[0]) or (
        2 <= len(words) <= 5 and words[0][:1].isupper() and any(word[:1].upper() == initials[0] for word in words)
    )


def with_full_names(turns: Iterable[Turn], names: dict[str, str]) -> tuple[Turn, ...]:
    """The turns with initials written out where the file says whose they are, also where several speak at once."""
    return tuple(replace(turn, speaker=_written_out(turn.speaker, names)) for turn in turns)


def _written_out(speaker: str, names: dict[str, str]) -> str:
    parts = re.split(r"(\s*(?:,|/|&|\+|\band\b)\s*)", speaker)
    return "".join(names.get(part, part) for part in parts)
