"""The words of a message that was written as HTML, as plain text: nothing in it can run, load or look like a page."""

from __future__ import annotations

import html
import re

_BLOCK_NAMES = """p div br li tr h1 h2 h3 h4 h5 h6 ul ol table blockquote pre section article header footer hr dt dd
    body html center address form"""
_INLINE_NAMES = "a b i u s em strong span font img code small big sub sup td th thead tbody meta link style"
_HIDDEN_NAMES = "script style head title noscript template svg iframe object select"
_BLOCKS, _HIDDEN = frozenset(_BLOCK_NAMES.split()), frozenset(_HIDDEN_NAMES.split())
_KNOWN = _BLOCKS | _HIDDEN | frozenset(_INLINE_NAMES.split())
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!?(?P<closes>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>]*)>|(?P<text>[^<]+|<)", re.DOTALL
)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_TARGET = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


def plain_text(text: str) -> str:
    """The text without markup where it is HTML; any other text as it is. Linear in its length, whatever it holds.

    Blocks become lines, list items get a dash, and where a link leads to the web its address stands behind its words.
    Scripts, styles, pictures and comments are left out.
    """
    return _words(text) if is_html(text) else text


def is_html(text: str) -> bool:
    """Whether a text is marked up: it holds a tag that messages are made of, not only a < between numbers."""
    return any(found[1].lower() in _KNOWN for found in _TAG.finditer(text))


def _words(text: str) -> str:
    pieces: list[str] = []
    targets: list[tuple[str, int]] = []  # of the open links: where they lead, and where their words begin
    hidden = ""
    for token in _TOKEN.finditer(text):
        closes, tag, words = token["closes"], (token["tag"] or "").lower(), token["text"]
        if hidden:
            hidden = "" if closes and tag == hidden else hidden
        elif words:
            pieces.append(re.sub(r"\s+", " ", html.unescape(words)))
        elif tag in _HIDDEN:
            hidden = "" if closes else tag
        elif tag == "a":
            _link(token, pieces, targets)
        elif tag in _BLOCKS:
            pieces.append("\n" if tag != "li" else "" if closes else "\n– ")
        elif tag in ("td", "th") and closes:
            pieces.append(" ")
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join("" if line == "–" else line for line in lines)).strip()


def _link(token: re.Match[str], pieces: list[str], targets: list[tuple[str, int]]) -> None:
    if not token["closes"]:
        found = _TARGET.search(token["rest"])
        address = html.unescape(next(filter(None, found.groups()), "")) if found else ""
        targets.append((address.strip(), len(pieces)))
    elif targets:
        address, begin = targets.pop()
        said = "".join(pieces[begin:]).strip()
        if _WEB.fullmatch(address) and address.rstrip("/") != said.rstrip("/"):
            pieces.append(f" ({address})" if said else address)
