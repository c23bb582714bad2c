"""Which way of naming speakers a file follows, found by counting how its lines begin.

Every line is read in all the ways that it allows; the way that most lines agree on is the file's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from firsthand.formats.heads import Head, heads, lone_time, timed_text
from firsthand.formats.names import is_role, looks_like_a_person, may_be_name, speakers_among
from firsthand.formats.notices import is_heading, is_layout, is_notice

MARKED = frozenset({"columns", "time-name-colon", "name-colon-time", "name-paren-time", "bracket-name-time"})
HEADERS = frozenset({"name-time", "time-name"})
ALONE = "name-alone"
LONE = frozenset({ALONE, "name-line", "name-heading"})  # a name that fills its line, its words below
SEPARATED = frozenset({"name-tab", "name-dash", "name-fenced"})  # from the words, and not by a colon
SHORTEST_ENTRY = 1.8  # words, on average
_INITIALS = re.compile(r"[A-Z]{2,4}(?:\s*[,/&+]\s*[A-Z]{2,4})*")
_TOGETHER = re.compile(r"\s*(?:,|/|&|\+|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file names its speakers: the shape most lines follow, whom it names, and how far it reaches."""

    shape: str = ""
    is_bold: bool = False
    names: frozenset[str] = frozenset()
    entries: int = 0  # lines that begin an entry by that shape
    blocks: int = 0  # places where one could begin: paragraphs, and lines that look like an entry
    lines: tuple[int, ...] = ()  # the first of the entries, 1-based
    is_form: bool = False  # what stands behind the names are values ("Age: 34"), not words that somebody said

    @property
    def share(self) -> float:
        """How much of the file follows the layout, 0 to 1."""
        return min(1.0, self.entries / max(self.blocks, 1))

    @property
    def has_initials(self) -> bool:
        """Whether nearly all names are initials, as minute-takers write them."""
        return len(self.names) >= 2 and sum(bool(_INITIALS.fullmatch(n)) for n in self.names) >= 0.6 * len(self.names)

    def accepted(self, line: str) -> Head | None:
        """The head of this line if it begins an entry in this layout."""
        return next((head for head in heads(line) if self._accepts(head)), None)

    def _accepts(self, head: Head) -> bool:
        if head.shape in LONE and self.shape not in LONE:
            return False
        if head.name in self.names or head.name.rstrip(" .:;,?!`'") in self.names:
            return head.is_spaced or len(head.name) > 2
        if self.has_initials:
            return _are_together(head, self.names) or (
                head.shape == self.shape and bool(_INITIALS.fullmatch(head.name))
            )
        if head.shape == self.shape and head.is_bold == self.is_bold and (self.is_bold or head.shape in MARKED):
            return (head.start is not None or may_be_name(head.name)) and looks_like_a_person(head.name)
        if head.shape in HEADERS and self.shape in MARKED and head.start is not None:
            return may_be_name(head.name) and looks_like_a_person(head.name) and len(head.name.split()) <= 3
        return _are_together(head, self.names)


def _are_together(head: Head, names: frozenset[str]) -> bool:
    """Several known speakers named at once: "MM, BT: …"."""
    parts = [part for part in _TOGETHER.split(head.name) if part]
    return len(parts) > 1 and head.is_spaced and all(part in names for part in parts)


@lru_cache(maxsize=2)
def layout_of(lines: tuple[str, ...]) -> Layout:
    """The layout of a file by its lines; an empty one where no shape is followed."""
    found: dict[tuple[str, bool], list[tuple[int, Head]]] = {}
    blocks = timed = 0
    follows_blank = True
    for index, line in enumerate(lines):
        if not line.strip():
            follows_blank = True
            continue
        if _is_furniture(line) or lone_time(line) is not None:
            continue
        usable = [head for head in heads(line) if may_be_name(head.name) and _is_followed(head, lines, index)]
        usable = [head for head in usable if follows_blank or head.shape != "name-line"]
        for head in usable:
            found.setdefault((head.shape, head.is_bold), []).append((index + 1, head))
            if head.shape == ALONE and follows_blank:  # "Unknown" above its words may stand among "Ana" and "Ben"
                found.setdefault(("name-line", head.is_bold), []).append((index + 1, head))
        blocks += follows_blank or any(head.is_spaced for head in usable)
        timed += timed_text(line) is not None
        follows_blank = False
    candidates = [_layout(shape, bold, heads_, blocks, timed) for (shape, bold), heads_ in found.items()]
    return max(candidates, key=_rank, default=Layout(blocks=blocks))


def _rank(layout: Layout) -> tuple[float, int]:
    sure = layout.shape in MARKED or layout.shape in HEADERS or layout.is_bold
    return (layout.entries * (1.25 if sure else 1.0), len(layout.names))


def _is_furniture(line: str) -> bool:
    return is_notice(line) or is_layout(line) or (is_heading(line) and not heads(line))


def _is_followed(head: Head, lines: Sequence[str], index: int) -> bool:
    """A head that fills its line must have words below it, and not just the next time."""
    if head.rest or (head.shape not in HEADERS and head.shape not in LONE):
        return True
    if head.shape == "name-line":
        return bool("".join(lines[index + 1 : index + 2]).strip())
    below = next((line for line in lines[index + 1 : index + 4] if line.strip()), "")
    if not below:
        return False
    if head.shape == "name-time" and any(each.shape in HEADERS for each in heads(below)):
        return False  # a table of times
    return head.shape in ("name-time", *LONE) or (timed_text(below) is None and lone_time(below) is None)


def _layout(shape: str, bold: bool, found: list[tuple[int, Head]], blocks: int, timed: int) -> Layout:
    marked = bold or shape in MARKED or shape in HEADERS
    spaced = [(n, head) for n, head in found if head.is_spaced]
    counts = Counter(head.name for _, head in spaced)
    base = max(len(spaced), timed) if shape in ("time-name-colon", "time-name") else len(spaced)
    timed_shape = shape in MARKED or shape in HEADERS
    names = speakers_among(counts, base if marked else blocks, marked=marked, timed=timed_shape)
    if Layout(names=names).has_initials:
        names = frozenset(name for name in names if _INITIALS.fullmatch(name))
    if shape in HEADERS or shape == "name-paren-time":
        names = _recurring(names, counts)
    if shape in LONE and (len(names) < 2 or any(counts[name] < 2 for name in names)):
        names = frozenset()  # headings do not come back, speakers do
    if shape in SEPARATED and sum(counts[name] >= 2 for name in names) < 2:
        names = frozenset()  # nor do the keys of a table
    if shape in ("name-dash", "name-fenced"):
        names = frozenset(name for name in names if looks_like_a_person(name))
    entries = [n for n, head in spaced if head.name in names]
    if not _is_followed_through(shape, len(entries), blocks, timed, marked):
        return Layout(blocks=blocks)
    if bold and not timed_shape and len(entries) == len(names) and len(entries) < 0.8 * blocks:
        return Layout(blocks=blocks)  # a list of features names each once
    is_form = _are_values([head.rest for _, head in spaced if head.name in names])
    return Layout(shape, bold, names, len(entries), blocks, tuple(entries[:3]), is_form)


def _are_values(texts: Sequence[str]) -> bool:
    """One or two words each and no full stops; six characters count as a word where a script writes no spaces."""
    words = sum(max(len(text.split()), len(text) // 6) for text in texts)
    ended = sum(text[-1:] in ".?!…。？！" for text in texts if text)
    return all(texts) and words < SHORTEST_ENTRY * len(texts) and ended < 0.5 * len(texts)


def _recurring(names: frozenset[str], counts: Counter[str]) -> frozenset[str]:
    """A name beside a time and without a colon must look like one; in a longer file some must come back."""
    fitting = frozenset(name for name in names if is_role(name) or (looks_like_a_person(name) or counts[name] >= 3))
    total = sum(counts[name] for name in fitting)
    return fitting if total <= 3 or len(fitting) <= 0.8 * total else frozenset()


def _is_followed_through(shape: str, entries: int, blocks: int, timed: int, marked: bool) -> bool:
    if shape in ("time-name-colon", "time-name") and entries < 0.3 * timed:
        return False
    least = 0.45 if shape in ("name-line", "name-heading", *SEPARATED) else 0.05 if marked else 0.12
    return entries >= least * blocks and entries > 0
