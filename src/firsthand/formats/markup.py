"""Transcripts in markup: TTML captions, YouTube's timed text, and HTML pages as podcasts publish them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace

from lxml import etree

from firsthand.domain.interviews.transcripts import Transcript
from firsthand.formats.caption_formats import named_captions
from firsthand.formats.captions import Caption, turns_of_captions
from firsthand.formats.dialogue_formats import DIALOGUE_FORMATS
from firsthand.formats.entries import Entry, turns_of
from firsthand.formats.names import cleaned
from firsthand.formats.problems import Problem, shortened
from firsthand.formats.readings import Evidence, Format, Guess, Kind, Reading, Source, Unreadable
from firsthand.formats.times import seconds

_TTML = re.compile(r"<(?:\w+:)?(?:tt|timedtext|transcript)\b[^>]*>")
_HTML = re.compile(r"<(?:!doctype html|html|body|cite|p|div|article|section)\b", re.IGNORECASE)
_OFFSET = re.compile(r"(\d+(?:\.\d+)?)(h|m|s|ms|f|t)")
_FRAMES = re.compile(r"(\d+:\d{2}:\d{2}):(\d+(?:\.\d+)?)")
MAX_PAGE = 20_000_000  # characters
_FACTORS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


def _sniff_ttml(source: Source) -> Guess | None:
    top = source.text[:4000]
    if not top.lstrip("\ufeff \n").startswith("<") or not _TTML.search(top):
        return None
    number = next((n for n, line in enumerate(source.head, start=1) if _TTML.search(line)), 1)
    return Guess("ttml", 0.95, (Evidence(number, shortened(source.head[number - 1])),))


def _read_ttml(source: Source) -> Reading:
    root = _parsed(source)
    rates = _number(root, "frameRate", 30.0), _number(root, "tickRate", 10_000_000.0)
    names = _agents(root)
    captions = [c for each in root.iter() if _tag(each) in ("p", "text") for c in [_caption(each, rates, names)] if c]
    if not captions:
        raise Unreadable("This TTML holds no <p> with words in it. Export the captions again, or export WebVTT or SRT.")
    untimed = [c for c in captions if c.start is None]
    problems = [Problem("This caption has no readable time", c.line, shortened(c.text)) for c in untimed[:20]]
    language = next((v for k, v in root.attrib.items() if str(k).endswith("}lang")), "")
    transcript = Transcript(turns_of_captions(named_captions(captions)), "", str(language))
    return Reading("ttml", Kind.TRANSCRIPT, transcript, tuple(problems))


def _parsed(source: Source) -> etree._Element:
    """The document without entities, network or deep nesting; damaged markup is read as far as it goes."""
    if re.search(r"<!(?:DOCTYPE|ENTITY)", source.text[:100_000]):
        raise Unreadable("This file declares its own entities, which captions never need. It was not opened.")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", source.text)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as reason:
        raise Unreadable(f"The markup of this file is damaged ({reason.msg}). Export the captions again.") from None
    if root is None:
        raise Unreadable("The markup of this file is damaged. Export the captions again.")
    return root


def _tag(element: etree._Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _attribute(element: etree._Element, *names: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if str(k).rsplit("}", 1)[-1] in names), "")


def _number(root: etree._Element, name: str, default: float) -> float:
    try:
        return max(float(_attribute(root, name) or default), 1.0)
    except ValueError:
        return default


def _agents(root: etree._Element) -> dict[str, str]:
    """Speakers by their id: <ttm:agent xml:id="a1"><ttm:name>Ada</ttm:name></ttm:agent>."""
    agents = (each for each in root.iter() if _tag(each) == "agent")
    return {_attribute(each, "id"): cleaned(" ".join("".join(map(str, each.itertext())).split())) for each in agents}


def _caption(element: etree._Element, rates: tuple[float, float], names: dict[str, str]) -> Caption | None:
    text = " ".join(_visible(element).split())
    if not text:
        return None
    start, end = _times(element, rates)
    agent = next((name for e in (element, *element) if (name := _attribute(e, "agent"))), "")
    known = names.get(agent.split()[0], agent) if agent else ""
    ordered = start is not None and end is not None and end >= start
    return Caption(known, text, start, end if ordered else None, _line(element))


def _line(element: etree._Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 1


def _visible(element: etree._Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        if _tag(child) != "metadata":
            pieces.append(" " if _tag(child) == "br" else _visible_flat(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _visible_flat(element: etree._Element) -> str:
    return "".join(str(text) if text else " " for text in element.itertext())


def _times(element: etree._Element, rates: tuple[float, float]) -> tuple[float | None, float | None]:
    if _tag(element) == "text":  # YouTube: seconds
        start, length = (
            _offset(_attribute(element, "start") + "s", rates),
            _offset(_attribute(element, "dur") + "s", rates),
        )
    elif element.get("t") is not None:  # YouTube's third: milliseconds
        start, length = _offset(element.get("t", "") + "ms", rates), _offset(element.get("d", "") + "ms", rates)
    else:
        start, length = _offset(_attribute(element, "begin"), rates), _offset(_attribute(element, "dur"), rates)
        end = _offset(_attribute(element, "end"), rates)
        if end is not None:
            return start, end
    return start, None if start is None or length is None else round(start + length, 3)


def _offset(text: str, rates: tuple[float, float]) -> float | None:
    frames = _FRAMES.fullmatch(text)
    if frames:
        whole = seconds(frames[1])
        return None if whole is None else round(whole + float(frames[2]) / rates[0], 3)
    found = _OFFSET.fullmatch(text)
    if found is None:
        return seconds(text) if text else None
    factors = {**_FACTORS, "f": 1 / rates[0], "t": 1 / rates[1]}
    return round(float(found[1]) * factors[found[2]], 3)


@dataclass(slots=True)
class _Blocks:
    """Gathers the text of block elements, with <b> marked as Markdown does; linear in the page, whatever it holds."""

    lines: list[tuple[str, str, int]] = field(default_factory=list)  # (tag, text, line of the file)
    tag: str = "p"
    pieces: list[str] = field(default_factory=list)
    first_line: int = 1
    hidden: str = ""  # the element whose content is not shown: a script, say

    def take(self, token: re.Match[str], line: int) -> None:
        """One tag or one stretch of text."""
        closes, tag, text = token["closes"], (token["tag"] or "").lower(), token["text"]
        if self.hidden:
            self.hidden = "" if closes and tag == self.hidden else self.hidden
        elif text:
            self.first_line = self.first_line if self.pieces else line
            self.pieces.append(html.unescape(text) if "&" in text else text)
        elif tag in _HIDDEN:
            self.hidden = "" if closes else tag
        elif tag in _BLOCKS:
            self.flush("p" if closes else tag)
        elif tag in ("b", "strong"):
            self.pieces.append("**")

    def flush(self, following: str) -> None:
        """Ends the open block."""
        text = " ".join("".join(self.pieces).split())
        if text.strip("* "):
            self.lines.append((self.tag, text, self.first_line))
        self.pieces = []
        self.tag = following


_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!?(?P<closes>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)[^<>]*>|(?P<text>[^<]+|<)", re.DOTALL
)
_HIDDEN = frozenset({"script", "style", "head", "noscript", "template"})
_BLOCK_NAMES = """p div li tr br cite time h1 h2 h3 h4 h5 h6 section article blockquote ul ol table header footer body
    dt dd hr title"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())


def _blocks(source: Source) -> list[tuple[str, str, int]]:
    if len(source.text) > MAX_PAGE:
        raise Unreadable(
            "This web page is too big for a transcript. Save the transcript's text on its own and import that."
        )
    blocks = _Blocks()
    line = 1
    for token in _TOKEN.finditer(source.text):
        blocks.take(token, line)
        line += token.group().count("\n")
    blocks.flush("p")
    return blocks.lines


def _sniff_html(source: Source) -> Guess | None:
    top = source.text[:2000].lstrip("\ufeff \n")
    if not top.startswith("<") or (not _HTML.match(top) and "<html" not in top.lower()):
        return None
    if _TTML.search(top):
        return None
    cites = [n for n, line in enumerate(source.head, start=1) if "<cite" in line.lower()]
    if cites:
        return Guess("podcast-html", 0.95, tuple(Evidence(n, shortened(source.head[n - 1])) for n in cites[:3]))
    return Guess("podcast-html", 0.4, (Evidence(1, shortened(source.head[0])),))


def _read_html(source: Source) -> Reading:
    blocks = _blocks(source)
    if not any(tag == "cite" for tag, _, _ in blocks):
        return _read_as_text(blocks)
    entries, loose = _cited(blocks)
    turns, problems = turns_of(entries)
    if not turns:
        raise Unreadable("This page names speakers in <cite> but gives no words after them.")
    return Reading("podcast-html", Kind.TRANSCRIPT, Transcript(turns), (*loose, *problems))


def _cited(blocks: list[tuple[str, str, int]]) -> tuple[list[Entry], tuple[Problem, ...]]:
    entries: list[Entry] = []
    loose = []
    speaker, at, is_fresh = "", None, False
    for tag, text, line in blocks:
        if tag == "cite":
            speaker, at, is_fresh = cleaned(text.rstrip(":： ")), None, True
        elif tag == "time" and (found := seconds(text)) is not None:
            at, is_fresh = found, True
        elif is_fresh:
            entries.append(Entry(speaker, text, line, at))
            is_fresh, at = False, None
        elif entries:
            entries[-1] = replace(entries[-1], text=f"{entries[-1].text}\n{text}")
        else:
            loose.append(
                Problem("This stands before the first speaker and was not taken as speech", line, shortened(text))
            )
    return entries, tuple(loose[:20])


def _read_as_text(blocks: list[tuple[str, str, int]]) -> Reading:
    """A page without <cite>: its blocks as lines of text, read by whichever written layout they follow."""
    lines = "\n\n".join(f"# {text}" if tag[0] == "h" and len(tag) == 2 else text for tag, text, _ in blocks)
    page = Source(lines.encode("utf-8", "replace"), "page.md")
    guesses = [(each, guess) for each in DIALOGUE_FORMATS if (guess := each.sniff(page)) is not None]
    best = max(guesses, key=lambda pair: pair[1].confidence, default=None)
    if best is None or best[1].confidence < 0.5:
        raise Unreadable(
            "This web page names no speakers in a way that holds through it. Save the transcript's text on its own, "
            "each speaker's name and a colon before the words."
        )
    reading = best[0].read(page)
    where = {2 * index + 1: line for index, (_, _, line) in enumerate(blocks)}
    problems = tuple(replace(p, line=where.get(p.line or 0)) for p in reading.problems)
    return replace(reading, format="podcast-html", problems=problems)


MARKUP_FORMATS: tuple[Format, ...] = (
    Format("ttml", "TTML captions", ("ttml", "xml", "dfxp"), _sniff_ttml, _read_ttml),
    Format("podcast-html", "Transcript on a web page (HTML)", ("html", "htm"), _sniff_html, _read_html),
)
