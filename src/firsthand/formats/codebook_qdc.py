"""Codebooks in the REFI-QDA exchange format (.qdc), the standard of qdasoftware.org, read and written without loss.

The format knows a name, a colour, a description, whether a code can be used, and sets. When to use a code and when not
goes into the description under these words, and comes back from there; retired codes are in a set of that name.
A file that declares entities or a document type is refused: no honest tool writes one, and they are how XML attacks.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from firsthand.domain.errors import Invalid
from firsthand.formats.problems import Problem, shortened

NAMESPACE = "urn:QDA-XML:codebook:1.0"
MOST_BYTES = 5 * 1024 * 1024
MOST_CODES = 2_000
MOST_DEEP = 50
RETIRED = "Retired"  # the set of codes that are no longer used
USE_WHEN, NOT_WHEN = "Use when:", "Not when:"
_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ExchangedCode:
    """One code as files carry it."""

    key: str  # a guid, or another name that is unique in the file
    name: str
    parent: str = ""  # the key of the code above it
    description: str = ""
    use_when: str = ""
    not_when: str = ""
    colour: str = ""  # "#2F6FB3"
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class ExchangedCodebook:
    """The codes of a file, each after the one above it, and what could not be read as it stands."""

    codes: tuple[ExchangedCode, ...]
    problems: tuple[Problem, ...] = ()


def read_qdc(data: bytes) -> ExchangedCodebook:
    """The codebook in a .qdc file. Raises Invalid, saying what, where and what to do, where there is none."""
    root = _parsed(data)
    if _plain(root) != "CodeBook":
        raise _unusable(f"its first element is “{shortened(_plain(root), 60)}”, not “CodeBook”")
    codes: list[ExchangedCode] = []
    problems: list[Problem] = []
    for element in _children(root, "Codes"):
        _read_codes(element, codes, problems)
    if not codes:
        raise _unusable("it holds no code")
    return ExchangedCodebook(tuple(_with_sets(root, codes, problems)), tuple(problems))


def write_qdc(codes: Sequence[ExchangedCode], origin: str) -> str:
    """A codebook as a .qdc file: the codes nested, each with its description, and the set of retired ones."""
    below: dict[str, list[ExchangedCode]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<CodeBook xmlns={quoteattr(NAMESPACE)} origin={_attribute(origin)}>",
        "  <Codes>",
        *_written(below, below.get("", ()), 2),
        "  </Codes>",
        *_written_sets([code for code in codes if code.is_retired]),
        "</CodeBook>",
        "",
    ]
    return "\n".join(lines)


def _parsed(data: bytes) -> ElementTree.Element:
    if len(data) > MOST_BYTES:
        raise _unusable(f"it has more than {MOST_BYTES // 1024 // 1024} MB")
    text = data.replace(b"\0", b"")  # in UTF-16, every other byte of these words
    if _DECLARES.search(text):
        raise _unusable("it declares a document type or entities, which a codebook does not need")
    try:
        return ElementTree.fromstring(data)  # noqa: S314  (nothing that is declared is let in)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (0, 0))[0]
        raise _unusable(f"it is no well-formed XML (line {line})") from error


def _unusable(why: str) -> Invalid:
    return Invalid(
        f"This file can't be read as a codebook: {why}. Nothing was imported; export it again as a REFI-QDA codebook "
        "(.qdc), or as CSV.",
        where="file",
    )


def _plain(element: ElementTree.Element) -> str:
    """The element's name without its namespace: tools write several."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [child for child in element if _plain(child) == name]


def _read_codes(codes: ElementTree.Element, found: list[ExchangedCode], problems: list[Problem]) -> None:
    ahead = [(one, "", 1) for one in reversed(_children(codes, "Code"))]
    keys: set[str] = set()
    while ahead:
        element, parent, depth = ahead.pop()
        if len(found) >= MOST_CODES or depth > MOST_DEEP:
            raise _unusable(f"it holds more than {MOST_CODES} codes, or codes more than {MOST_DEEP} levels deep")
        code = _read_code(element, parent, keys, problems)
        keys.add(code.key)
        found.append(code)
        ahead += [(one, code.key, depth + 1) for one in reversed(_children(element, "Code"))]


def _read_code(element: ElementTree.Element, parent: str, keys: set[str], problems: list[Problem]) -> ExchangedCode:
    name = " ".join(element.get("name", "").split())
    if not name:
        problems.append(Problem("A code has no name; it was called “Unnamed”"))
    key = element.get("guid", "").strip("{} ").lower()
    if not key or key in keys:
        if key:
            problems.append(Problem("Two codes have the same guid; the second is taken for another code", text=name))
        key = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{parent}/{name}/{len(keys)}"))
    colour = element.get("color", "")
    if colour and not _COLOUR.fullmatch(colour):
        problems.append(Problem(f"“{shortened(colour, 30)}” is no colour; another was taken", text=name))
        colour = ""
    if element.get("isCodable", "true").strip().lower() in ("false", "0"):
        problems.append(Problem("This is only a heading there; here it can be used as a code, too", text=name))
    text = "\n\n".join("".join(one.itertext()) for one in _children(element, "Description")).strip()
    return ExchangedCode(key, name or "Unnamed", parent, *_parts(text), colour)


def _parts(text: str) -> tuple[str, str, str]:
    """What a description says, when to use the code, and when not: as `_description` put them together."""
    description, _, not_when = _cut(text, NOT_WHEN)
    description, _, use_when = _cut(description, USE_WHEN)
    return description.strip(), use_when.strip(), not_when.strip()


def _cut(text: str, words: str) -> tuple[str, str, str]:
    if text.startswith(words):
        return "", words, text.removeprefix(words)
    before, found, after = text.rpartition("\n" + words)
    return (before, found, after) if found else (text, "", "")


def _with_sets(
    root: ElementTree.Element, codes: Sequence[ExchangedCode], problems: list[Problem]
) -> Iterator[ExchangedCode]:
    """The codes with the sets that they are in: retired ones are marked, other sets are named in the description."""
    sets: dict[str, list[str]] = {}
    for group in (one for sets_element in _children(root, "Sets") for one in _children(sets_element, "Set")):
        name = " ".join(group.get("name", "").split()) or "Unnamed set"
        for member in _children(group, "MemberCode"):
            key = (member.get("guid") or member.get("targetGUID") or "").strip("{} ").lower()
            sets.setdefault(key, []).append(name)
    for name in sorted({name for names in sets.values() for name in names} - {RETIRED}):
        problems.append(Problem(f"The set “{shortened(name, 60)}” is named in the description of its codes"))
    for code in codes:
        names = sets.get(code.key, [])
        named = [f"Set: {name}" for name in names if name != RETIRED and f"Set: {name}" not in code.description]
        description = "\n".join([*filter(None, [code.description]), *named])
        yield replace(code, description=description, is_retired=RETIRED in names)


def _written(below: dict[str, list[ExchangedCode]], codes: Iterable[ExchangedCode], depth: int) -> Iterator[str]:
    for code in codes:
        pad = "  " * depth
        colour = f" color={_attribute(code.colour)}" if code.colour else ""
        head = f'<Code guid={_attribute(code.key.upper())} name={_attribute(code.name)} isCodable="true"{colour}'
        text, children = _description(code), below.get(code.key, ())
        if not text and not children:
            yield f"{pad}{head}/>"
            continue
        yield f"{pad}{head}>"
        if text:
            yield f"{pad}  <Description>{escape(_CONTROL.sub('', text))}</Description>"
        yield from _written(below, children, depth + 1)
        yield f"{pad}</Code>"


def _description(code: ExchangedCode) -> str:
    use = f"{USE_WHEN} {code.use_when}" if code.use_when else ""
    not_when = f"{NOT_WHEN} {code.not_when}" if code.not_when else ""
    return "\n".join(filter(None, (code.description, use, not_when)))


def _written_sets(retired: Sequence[ExchangedCode]) -> Iterator[str]:
    if retired:
        guid = str(uuid.uuid5(uuid.NAMESPACE_OID, RETIRED)).upper()
        yield "  <Sets>"
        yield f'    <Set guid="{guid}" name="{RETIRED}">'
        yield "      <Description>Nothing new is marked with these codes; what they marked stays.</Description>"
        yield from (f"      <MemberCode guid={_attribute(code.key.upper())}/>" for code in retired)
        yield "    </Set>"
        yield "  </Sets>"


def _attribute(text: str) -> str:
    return quoteattr(" ".join(_CONTROL.sub("", text).split()))
