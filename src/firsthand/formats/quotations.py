"""Finds the quotations in a report: block quotes, and everything between quotation marks, with the name given beside.

Markdown or plain text. Code is skipped, emphasis and links are read as what they show.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.formats.attributions import Attribution, attribution_of
from firsthand.formats.introductions import introduced
from firsthand.formats.quotation_marks import PAIRS, spans

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_BLOCK = re.compile(r"\s{0,3}>")
_PREFIX = re.compile(r"^(?:\s{0,3}>[ \t]?)+")
_CALLOUT = re.compile(r"\[!\w+\]")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s+|\s{0,3}#{1,6}\s|\s*\|")
_BLANKED = re.compile(
    r"(`+)(?!`).{1,300}?(?<!`)\1(?!`)|<!--.{0,2000}?-->|\]\([^)\s]{0,500}(?:\s+\"[^\"]{0,500}\")?\)"
    r"|\[\^[^\]]{0,200}\]|</?[a-zA-Z][^<>]{0,2000}>",
    re.DOTALL,
)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|\\(?=[\"'\[\]*_>“”.…])"
)
_LINK = re.compile(r"\[(?=[^\[\]]{0,300}\]\()")
_CITE = re.compile(r"<cite>\s*(?:[—–-]\s*)?([^<>]{1,120})</cite>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d+|#x[\da-fA-F]+|\w+);")
_MOST_TOLD = 6  # words such as "she said" between the quotations of a block quote
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: its words, where it stands in the report, and the name and time given beside it."""

    text: str  # without the marks around it, on one line
    line: int  # 1-based, where it starts
    is_block: bool
    attribution: Attribution | None = None
    place: str = ""  # "slide 3", "page 2": where it stands in a document that has no lines; else ""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    line: int  # of its first line
    text: str  # lines joined by "\n"
    is_block: bool
    goes_on: bool = False  # the same block quote has another paragraph


def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of a report in the order in which they start."""
    paragraphs = list(_paragraphs(text))
    found: list[Quotation] = []
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        named = _last_of_block(paragraphs, at)
        found += _in_block(paragraph, named) if paragraph.is_block else _in_prose(paragraph, following)
    return tuple(found)


def _last_of_block(paragraphs: list[_Paragraph], at: int) -> Attribution | None:
    """The name at the end of the block quote to which a paragraph belongs, or right behind it."""
    while paragraphs[at].goes_on and at + 1 < len(paragraphs):
        at += 1
        _, attribution = attribution_of(paragraphs[at].text)
        if attribution:
            return attribution
    return _alone(paragraphs[at + 1]) if at + 1 < len(paragraphs) else None


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """Lines that belong together; a block quote's without its marks; none of the code and the front matter."""
    kept: list[str] = []
    start, is_block = 0, False
    for number, line in _outside_code(text):
        block = bool(_BLOCK.match(line)) or (is_block and bool(line.strip()) and not _ITEM.match(line))
        plain = _PREFIX.sub("", line)
        if kept and (not plain.strip() or block != is_block or _ITEM.match(plain)):
            yield _Paragraph(start, _shown("\n".join(kept)), is_block, is_block and block)
            kept = []
        if not kept:
            start = number
        is_block = block
        if plain.strip():
            kept.append(plain)
    if kept:
        yield _Paragraph(start, _shown("\n".join(kept)), is_block)


def _outside_code(text: str) -> Iterator[tuple[int, str]]:
    """Every line with its number, fenced code and front matter as empty ones; an empty line at the end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fence = "---" if lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:60]) else ""
    for number, line in enumerate(lines, start=1):
        mark = _FENCE.match(_PREFIX.sub("", line))
        if fence:
            if number > 1 and _closes(fence, line):
                fence = ""
            yield number, ""
        elif mark:
            fence = mark[1]
            yield number, ""
        else:
            yield number, line
    yield len(lines) + 1, ""


def _closes(fence: str, line: str) -> bool:
    plain = _PREFIX.sub("", line).strip()
    return plain == "---" if fence == "---" else len(plain) >= len(fence) and set(plain) == {fence[0]}


def _shown(text: str) -> str:
    """What a reader sees: no emphasis, code, comments or link targets."""
    text = _LINK.sub("", _CITE.sub(r" — \1", text))
    text = _BLANKED.sub(lambda match: "\n" * match[0].count("\n"), text)
    return _ENTITY.sub(lambda match: html.unescape(match[0]), _EMPHASIS.sub("", text))


def _in_block(paragraph: _Paragraph, named: Attribution | None) -> list[Quotation]:
    """A block quote: what stands between its quotation marks, or else all of it, without the name."""
    if _CALLOUT.match(paragraph.text.strip()):
        return []
    body, attribution = attribution_of(paragraph.text)
    if attribution and not body.strip():
        return []
    attribution = attribution or named
    quoted = list(spans(body))
    outside = body
    for begin, finish in reversed(quoted):
        outside = outside[: begin - 1] + outside[finish + 1 :]
    told = re.sub(r"^[^:\n]{1,40}:\s*", "", outside.strip())
    if not quoted or len(told.split()) > (_MOST_TOLD if body.lstrip()[0] in PAIRS else 0):
        return [Quotation(_one_line(body), paragraph.line + _lines_before(body), True, attribution)]
    name = re.match(r"\s*([^:\n]{1,40}):", outside)
    said_by = attribution or (attribution_of(f"— {name[1]}")[1] if name else None)
    return [Quotation(_one_line(body[b:f]), paragraph.line + body.count("\n", 0, b), True, said_by) for b, f in quoted]


def _alone(following: _Paragraph | None) -> Attribution | None:
    """A name that stands alone in the paragraph behind a quotation."""
    if following is None:
        return None
    body, attribution = attribution_of(following.text)
    return attribution if attribution and not body.strip() else None


def _lines_before(body: str) -> int:
    return body[: len(body) - len(body.lstrip())].count("\n")


def _in_prose(paragraph: _Paragraph, following: _Paragraph | None) -> list[Quotation]:
    text, line, found = paragraph.text, paragraph.line, []
    quoted = [(0, 0), *((begin, finish) for begin, finish in spans(text)), (len(text) + 1, 0)]
    for (earlier, before), (begin, finish), (end, _) in zip(quoted, quoted[1:], quoted[2:], strict=False):
        behind = text[finish + 1 : end - 1]
        _, attribution = attribution_of(behind, must_start=True)
        is_last = end > len(text) and not behind.strip(" .\n")
        attribution = attribution or (_alone(following) if is_last else None)
        attribution = attribution or introduced(text[before : begin - 1], behind)
        line += text.count("\n", earlier, begin)
        found.append(Quotation(_one_line(text[begin:finish]), line, False, attribution))
    return found


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
