"""Which quotation marks belong together: straight and curly, German, French and Japanese, nested and single."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "‘": "’",
    "‚": "‘",
    '"': '"',
    "'": "'",
}
_SINGLE = "‘‚'"


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of the words between the outermost quotation marks, each as [begin, end) without the marks."""
    closings = {opening: _closings(text, opening) for opening in PAIRS if opening in text}
    at = 0
    for mark in re.finditer(f"[{''.join(PAIRS)}]", text):
        if mark.start() < at or not _opens(text, mark.start()):
            continue
        close = closings[mark[0]].get(mark.start())
        if close is not None:
            yield mark.end(), close
            at = close + 1


def _opens(text: str, at: int) -> bool:
    """Whether a mark opens a quotation: words follow at once, and none stands right before."""
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    if not behind or (behind.isspace() and text[at] not in "«"):
        return False
    if text[at] == "»" and (not behind.strip() or before.strip()):
        return False
    return not (before.isalnum() and text[at] not in "“„「『«")


def _closings(text: str, opening: str) -> Mapping[int, int]:
    """Where each opening mark of one kind is closed; read once, however many marks are never closed."""
    closing = PAIRS[opening]
    if opening in closing:
        return _next_closings(text, opening)
    found: dict[int, int] = {}
    still_open: list[int] = []
    for mark in re.finditer(f"[{opening}{closing}]", text):
        at = mark.start()
        if mark[0] == opening:
            still_open.append(at)
        elif still_open and _closes_here(text, at, opening):
            found[still_open.pop()] = at
    return found


def _next_closings(text: str, mark: str) -> Mapping[int, int]:
    """The same for marks that look alike at both ends: each is closed by the next one that can close."""
    found: dict[int, int] = {}
    close: int | None = None
    for at in (match.start() for match in reversed(list(re.finditer(mark, text)))):
        if close is not None:
            found[at] = close
        if at and _closes_here(text, at, mark):
            close = at
    return found


def _closes_here(text: str, place: int, opening: str) -> bool:
    """Whether a mark ends a quotation: an apostrophe and an inner opening mark don't."""
    before, behind = text[place - 1], text[place + 1 : place + 2]
    if opening in _SINGLE or text[place] == '"':
        return not before.isspace() and not behind.isalnum()
    return True
