"""What of a guide is said to the participant: marks, asides and instructions taken out, every line number kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from firsthand.domain.planning.guides import Guide, GuideQuestion, Item, Part, Prose, Section


@dataclass(frozen=True, slots=True)
class Passage:
    """Words meant to be said in one go; `lines[i]` is the line of the file that character i stands in."""

    text: str
    lines: tuple[int | None, ...]
    question: GuideQuestion | None  # the guide's question it belongs to, None in a script
    section: Section | None

    def line_at(self, offset: int) -> int | None:
        """The 1-based line of the file for an offset into the text."""
        return self.lines[min(offset, len(self.lines) - 1)] if self.lines else None


def passages(guide: Guide) -> Iterator[Passage]:
    """Everything in the guide that is meant for the participant's ears, in reading order."""
    for section, items in ((None, guide.preface), *((section, section.items) for section in guide.sections)):
        if section is None or section.part is not Part.NOT_ASKED:
            for item in items:
                yield from _of_item(item, section)


def _of_item(item: Item, section: Section | None) -> Iterator[Passage]:
    if isinstance(item, GuideQuestion):
        for question in item.walk():
            yield _passage(question.text, question.line, question, section)
    elif isinstance(item, Prose) and item.is_script:
        for piece, offset in _pieces(item.text):
            yield _passage(piece, None if item.line is None else item.line + offset, None, section)


_OWN_LINE = re.compile(r"\s*(?:[-*+•]|\d+[.)]|>)\s")


def _pieces(prose: str) -> Iterator[tuple[str, int]]:
    """The cells of tables, the items of lists and whole paragraphs, each with the line it starts at (0: the first)."""
    paragraph: list[str] = []
    for number, line in enumerate(prose.split("\n")):
        if line.lstrip().startswith("|") or _OWN_LINE.match(line):
            if paragraph:
                yield "\n".join(paragraph), number - len(paragraph)
                paragraph = []
            for cell in line.split("|") if line.lstrip().startswith("|") else [_OWN_LINE.sub("", line, count=1)]:
                yield cell, number
        else:
            paragraph.append(line)
    if paragraph:
        yield "\n".join(paragraph), prose.count("\n") + 1 - len(paragraph)


def _passage(text: str, line: int | None, question: GuideQuestion | None, section: Section | None) -> Passage:
    kept, places = aloud(text)
    breaks = list(accumulate((1 if character == "\n" else 0 for character in text), initial=0))
    lines = tuple(None if line is None else line + breaks[place] for place in places)
    return Passage(kept, lines, question, section)


# What is on the page but not in the mouth. A short bracket is a slot ("[product]"), a long one tells what to do.
_SILENT = re.compile(
    r"<!--.{0,4000}?-->"
    r"|~~.{1,1000}?~~"
    r"|\]\([^)\s]{0,500}(?:\s\"[^\"]{0,200}\")?\)"  # where a link leads
    r"|<?https?://\S+|<(?!br\b)/?[a-z][^<>]{0,500}>"
    r"|\[[ xX]\]\s"
    r"|\[(?=[^\]\s]{0,80}\s[^\]\s]{0,80}\s[^\]\s]{0,80}\s)[^\[\]]{0,600}\](?!\()"
    r"|\[(?:if|ask|note|show|go|wait|pause|skip|probe|scroll|direct|switch|have|hand|read|click|open|optional"
    r"|on)\b[^\[\]]{0,600}\](?!\()"
    r"|\((?=[^)\s]{0,80}\s[^)\s]{0,80}\s)[^()]{0,600}\)"
    r"|[*`]+|(?<![A-Za-z0-9])_+(?=[^\s_])|(?<=[^\s_])_+(?![A-Za-z0-9])",
    re.DOTALL | re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s{0,9}/?>|[ \t]{0,99}\n\s{0,99}", re.IGNORECASE)
_LABEL = re.compile(
    r"\s*(?:(?:core |key |main |follow-?up |probe |interview )?questions?|q|ask|prompt|probe|script|say|follow-?ups?"
    r"|interviewer|moderator|researcher|task(?: \d+)?|"
    r"scenario(?: \d+)?|if (?:yes|no|not|so|time|needed|clarification is needed)[^:?.,]{0,40})\s*\d*\s*[:–—-]\s+",
    re.IGNORECASE,
)


def aloud(text: str) -> tuple[str, tuple[int, ...]]:
    """The words as they are said, and for each character its place in the text as written."""
    kept: list[tuple[str, int]] = []
    at = 0
    for silent in _SILENT.finditer(text):
        _keep(kept, text, at, silent.start())
        at = silent.end()
    _keep(kept, text, at, len(text))
    said = "".join(character for character, _ in kept)
    label = _LABEL.match(said)
    kept = kept[label.end() if label else 0 :]
    while kept and kept[0][0].isspace():
        kept.pop(0)
    while kept and kept[-1][0].isspace():
        kept.pop()
    return "".join(character for character, _ in kept), tuple(place for _, place in kept)


def _keep(kept: list[tuple[str, int]], text: str, begin: int, finish: int) -> None:
    """Add a stretch of text; a wrapped line becomes a space, `<br>` a real break, and spaces never pile up."""
    at = begin
    while at < finish:
        broken = _BREAK.match(text, at, finish)
        character, step = (text[at], 1) if broken is None else (" " if "\n" in broken[0] else "\n", len(broken[0]))
        if broken is None and character.isspace():
            character = " "
        if not (character == " " and (not kept or kept[-1][0].isspace())):
            kept.append((character, at))
        at += max(step, 1)
