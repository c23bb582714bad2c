"""What each line of a guide pasted as plain text is: a heading, an item of a list, plain words, a row of a table.

Pasted text has lost its marks, so this reads what a person would read: numbering, bullets, indents, "Q1:", minutes in
brackets, short lines that stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from firsthand.domain.planning.guides import Part, part_of
from firsthand.formats.guide_lines import Line, Mark

LONGEST_TITLE = 80  # characters
_STEP = 4  # columns that one level of a list is deeper
_LABEL = re.compile(
    r"(?P<mark>(?:question|q)\s*\d{0,3}(?:\.\d{1,3})?\s*[:.)]|q\d{1,3}\b)[ \t]*(?P<text>\S.*)$", re.IGNORECASE
)
_PROBE = re.compile(r"(?:follow[- ]?ups?|probes?|prompts?)\s*\d{0,2}\s*[:–-]\s*(?P<text>\S.*)$", re.IGNORECASE)
_ITEM = re.compile(
    r"(?P<mark>[•·▪▫■□◦‣●○➢➤►→*+–—-]|§|o(?=\s)|\(?\d{1,4}(?P<deep>(?:\.\d{1,3}){1,3})[.)]?(?=\s)|\(?\d{1,4}[.)]"
    r"|\(?[ivxIVX]{1,5}[.)]|\(?[a-zA-Z][.)])(?:[ \t]+|(?<=[•·▪◦●])(?=\S))(?P<text>\S.*)$"
)
_TIME = re.compile(
    r"[\s,:–—-]*[(\[]?\s*(?:ca\.?|about|approx\.?|~)?\s*(?P<minutes>\d{1,3})\s*(?:min(?:ute)?s?\.?|['’′])\s*[)\]]?\s*:?$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\d\s*(?:-|–|to)\s*\d{1,3}\s*min", re.IGNORECASE)
_NAMED = re.compile(r"^(?:section|part|topic|block|theme|module|phase)\s+(?:\d+|[A-Z]|[ivx]+)\b", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(r"^\(?(?:\d{1,2}|[IVX]{1,5}|[A-H])[.):]\s+")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_ENDS = re.compile(r"[.?!:;…”\")\]]\s*$")
_SPEAKS = re.compile(
    r"(?:tell|walk|describe|show|think|talk|take|give|share|thanks?|hi|hello|hey|ok|okay|great|so|now|please|let's?|let’s"
    r"|you|i|we|your|can|could|if|yes|no|ask|explain|read|remember|say)\b",
    re.IGNORECASE,
)
_SUB_STYLES = {"number": ("letter", "bullet", "deep"), "letter": ("roman", "bullet"), "deep": ("bullet", "letter")}


@dataclass(frozen=True, slots=True)
class Pasted:
    """One line or paragraph as it came, with what a document said about it."""

    text: str
    number: int  # 1-based line or paragraph
    heading: int = 0  # its level, where the document says that this is one
    depth: int | None = None  # in a list, 0 at the top, where the document says so
    is_paragraph: bool = False  # ends where it ends: the next one doesn't go on


@dataclass
class _Lists:
    """The styles of the lists that are open, outermost first."""

    styles: list[tuple[str, int]] = field(default_factory=list)  # (style, indent as pasted)

    def depth(self, style: str, indent: int) -> int:
        while self.styles and indent < self.styles[-1][1]:
            self.styles.pop()
        known = [at for at, (open_style, column) in enumerate(self.styles) if (open_style, column) == (style, indent)]
        if known:
            del self.styles[known[-1] + 1 :]
        elif self.styles and indent == self.styles[-1][1] and not _is_beneath(style, self.styles[-1][0]):
            self.styles[-1] = (style, indent)
        else:
            self.styles.append((style, indent))
        return len(self.styles) - 1


def _is_beneath(style: str, open_style: str) -> bool:
    """Whether a list of this style, at the same indent, belongs to the last item of the open one."""
    if open_style.startswith("bullet") and style.startswith("bullet"):
        return True
    return any(style.startswith(sub) for sub in _SUB_STYLES.get(open_style, ()))


def plain_lines(pasted: Sequence[Pasted]) -> Iterator[Line]:
    """Every line with its mark, and an empty one wherever a new paragraph begins."""
    lists = _Lists()
    before: Line | None = None
    before_all = True  # nothing but empty lines so far
    for at, line in enumerate(pasted):
        after = pasted[at + 1].text if at + 1 < len(pasted) else ""
        marked = _marked(line, before, after, lists)
        if marked.mark is Mark.HEADING and before_all and _is_of_the_guide(marked, pasted[at + 1 :]):
            marked = replace(marked, level=1)
        before_all = before_all and marked.mark is Mark.BLANK
        if marked.mark in (Mark.HEADING, Mark.ROW) or (
            marked.mark is Mark.WORDS and _begins(marked, before, pasted, at)
        ):
            lists.styles.clear()
            yield Line(Mark.BLANK, line.number, "")
        yield marked
        before = marked


def _is_of_the_guide(line: Line, rest: Sequence[Pasted]) -> bool:
    """Whether the first title is the whole guide's: no minutes, and what comes next is a title too or plain words."""
    if _is_timed(line.text) or part_of(line.text) is not Part.CORE or _NAMED.match(line.text):
        return False
    following = next((pasted.text.strip() for pasted in rest if pasted.text.strip()), "")
    return bool(following) and "?" not in following and _ITEM.match(following) is None


def _marked(line: Pasted, before: Line | None, after: str, lists: _Lists) -> Line:
    text = line.text.strip()
    if not text:
        return Line(Mark.BLANK, line.number, "")
    if line.heading:
        return Line(Mark.HEADING, line.number, text, _titled(text), level=line.heading)
    if _TAG.match(text) and "?" not in text:
        return Line(Mark.HIDDEN, line.number, text)
    if line.depth is None and _is_heading(text, before, after):
        return Line(Mark.HEADING, line.number, text, _titled(text), level=2)
    return _item(line, text, lists) or Line(Mark.WORDS, line.number, text, text)


def _item(line: Pasted, text: str, lists: _Lists) -> Line | None:
    probe = _PROBE.match(text)
    if probe and lists.styles:
        depth = lists.depth("bullet probe", lists.styles[-1][1])
        return Line(Mark.ITEM, line.number, f"- {text}", probe["text"], indent=depth * _STEP)
    label, found = _LABEL.match(text), _ITEM.match(text)
    if label:
        depth, words, numbered = lists.depth("number", 0), label["text"], True
    elif found:
        indent = line.depth * _STEP if line.depth is not None else _columns(line.text)
        words, numbered = found["text"], found["mark"].strip("().")[:1].isalnum() and found["mark"] != "o"
        depth = lists.depth(_style(found), indent)
    elif line.depth is not None:
        words, numbered, depth = text, False, lists.depth("bullet in a list", line.depth * _STEP)
    else:
        return None
    return Line(Mark.ITEM, line.number, f"- {words}", words, indent=depth * _STEP, is_numbered=numbered)


def _style(found: re.Match[str]) -> str:
    mark = found["mark"].strip("(.)")
    if found["deep"]:
        return "deep"
    if mark.isdigit():
        return "number"
    if re.fullmatch(r"[ivx]{2,5}", mark):
        return "roman"
    return "letter" if mark.isalpha() and found["mark"] != "o" else f"bullet {mark}"


def _is_heading(text: str, before: Line | None, after: str) -> bool:
    """Whether a person would take this line for a title: short, asks nothing, and stands alone or says its minutes."""
    if len(text) > LONGEST_TITLE or "?" in text or "\t" in text.strip():
        return False
    if _is_timed(text):
        return True
    stands_alone = before is None or before.mark in (Mark.BLANK, Mark.HEADING)
    if _ITEM.match(text) and not _NUMBER_BEFORE.match(text):
        return False
    bare = _NUMBER_BEFORE.sub("", text)
    if bare != text:
        return stands_alone and part_of(bare) is not Part.CORE and len(bare.split()) <= 5 and not bare.endswith(".")
    if _NAMED.match(text):
        return True
    return stands_alone and not text.endswith((".", "!", ",", ";")) and _is_title(text, after)


def _is_title(text: str, after: str) -> bool:
    words = text.rstrip(":").split()
    if "://" in text or "," in text or ":" in text[:-1]:
        return False
    if not 1 <= len(words) <= 8 or not text[0].isalnum() or not (text[0].isupper() or text[0].isdigit()):
        return False
    if text.isupper() or part_of(text) is not Part.CORE:
        return True
    return not _SPEAKS.match(text) and (not after.strip() or len(words) <= 5 or _ITEM.match(after.strip()) is not None)


def _is_timed(text: str) -> bool:
    found = _TIME.search(text)
    return bool(found) and 0 < len(text[: found.start()].split()) <= 9 if found else False


def _titled(text: str) -> str:
    """The title with its minutes in the one way that a guide writes them."""
    title = _NUMBER_BEFORE.sub("", text) if _is_timed(text) or part_of(text) is not Part.CORE else text
    found = _TIME.search(title)
    if found is None or _RANGE.search(title):
        return title.rstrip(" :")
    return f"{title[: found.start()].rstrip(' :–—-')} ({int(found['minutes'])} min)"


def _begins(line: Line, before: Line | None, pasted: Sequence[Pasted], at: int) -> bool:
    """Whether these words begin a paragraph: pasted text often has no empty lines between them."""
    if before is None or before.mark in (Mark.BLANK, Mark.HEADING, Mark.ROW):
        return False
    if pasted[at].is_paragraph or (at and pasted[at - 1].is_paragraph):
        return True
    starts_anew = line.text[:1].isupper() or not line.text[:1].isalpha()
    return starts_anew and bool(_ENDS.search(pasted[at - 1].text))


def _columns(text: str) -> int:
    expanded = text.expandtabs(_STEP)
    return len(expanded) - len(expanded.lstrip())
