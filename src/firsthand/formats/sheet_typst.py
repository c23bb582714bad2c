"""A sheet as a typst document: the source of the PDF that is taken to the room.

Whatever people wrote stands in string literals and nowhere else, so that it can neither break nor run anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from firsthand.formats.sheets import Look, Sheet, SheetLine, SheetPart

UNTITLED = "Firsthand"


class Paper(StrEnum):
    """The sizes; the values are typst's names for them."""

    A4 = "a4"
    LETTER = "us-letter"


def sheet_source(sheet: Sheet, paper: Paper = Paper.A4, note: str = "") -> str:
    """The typst source; `note` is a remark about the paper itself, set above everything."""
    title = literal(sheet.title.strip() or UNTITLED)
    body = [f"#set document(title: {title}, date: none)", f"#set page(paper: {literal(paper)})"]
    body += [f"#let gap = {'0.9em' if sheet.is_dense else '2em'}", _PRELUDE]
    if sheet.is_dense:
        body.append(_DENSE)
    if note:
        body.append(f"#remark({_many([note])})")
    body.append("#title()")
    body += [f"#about({literal(line)})" for line in sheet.about]
    for part in sheet.parts:
        body += _part(part)
    return "\n".join(body) + "\n"


def literal(text: str) -> str:
    """A typst string of exactly this text, without characters that no paper can show."""
    return '"' + "".join(_escaped(character) for character in text if not _is_unprintable(character)) + '"'


def _part(part: SheetPart) -> list[str]:
    lines = [f"#part({literal(part.title)}, {literal(part.aside)})"] if part.title.strip() else []
    lines += [f"#fact({literal(word)}, {_many(meaning.split(chr(10)))})" for word, meaning in part.facts]
    for line in part.lines:
        lines.append(_line(line))
        if line.room:
            lines.append(f"#room({line.room})")
    return [*lines, f"#room({part.room})"] if part.room else lines


def _line(line: SheetLine) -> str:
    number = "none" if line.number is None else literal(str(line.number))
    call, said = _CALLS.get(line.look, line.look), _many(line.text.split("\n"))
    return f"#{call}({said}, number: {number}, depth: {line.depth}, aside: {literal(line.aside)})"


def _many(texts: Iterable[str]) -> str:
    return "(" + "".join(f"{literal(text)}, " for text in texts) + ")"


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return " " if character in "\n\t" else character


def _is_unprintable(character: str) -> bool:
    is_control = (character < " " and character not in "\n\t") or "\x7f" <= character <= "\x9f"
    return is_control or "\ud800" <= character <= "\udfff" or character in "\u2028\u2029\ufffe\uffff"


_CALLS = {Look.TEXT: "plain-line", Look.QUOTE: "quote-line"}  # typst has functions of these names itself

_PRELUDE = r"""
#set page(
  margin: (x: 20mm, top: 18mm, bottom: 20mm),
  footer: context text(9pt, fill: luma(80), grid(
    columns: (1fr, auto),
    document.title, counter(page).display("1 / 1", both: true),
  )),
)
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), size: 11.5pt, lang: "en", hyphenate: false)
#set par(leading: 0.62em, spacing: 0.9em)
#show title: set text(22pt, weight: "regular")
#show heading: set text(13pt)
#let broken(texts) = texts.map(one => [#one]).join(linebreak())
#let small(words) = if words != "" { linebreak(); text(9pt, fill: luma(80), words) }
#let about(words) = text(10.5pt, fill: luma(60), words) + parbreak()
#let remark(texts) = block(stroke: 0.6pt, inset: 6pt, width: 100%, text(9.5pt, broken(texts)))
#let part(words, aside) = block(above: gap, below: 0.5 * gap, sticky: true, width: 100%,
  stroke: (bottom: 0.8pt + luma(120)), inset: (bottom: 4pt), grid(columns: (1fr, auto), column-gutter: 1em,
    heading(words), align(bottom, text(10.5pt, fill: luma(60), aside))))
#let question(texts, number: none, depth: 0, aside: "") = block(above: 1.4em, below: 0.8em, sticky: true, width: 100%,
  grid(columns: if number == none { (1fr,) } else { (2em, 1fr) },
    ..if number == none { () } else { (text(15pt, fill: luma(80), number),) },
    text(15pt, broken(texts)) + small(aside)))
#let probe(texts, number: none, depth: 0, aside: "") = block(above: 0.7em, below: 0.7em, width: 100%,
  inset: (left: 2em + calc.min(depth, 6) * 1.4em), grid(columns: (1.1em, 1fr), [–], broken(texts) + small(aside)))
#let note(texts, number: none, depth: 0, aside: "") = block(above: 0.7em, below: 0.7em, width: 100%,
  inset: (left: 2em + calc.min(depth, 6) * 1.4em), block(stroke: (left: 1.5pt + luma(170)), inset: (left: 7pt, y: 2pt),
    text(10pt, fill: luma(50), style: "italic", broken(texts) + small(aside))))
#let script(texts, number: none, depth: 0, aside: "") = block(width: 100%, text(12pt, broken(texts) + small(aside)))
#let plain-line(texts, number: none, depth: 0, aside: "") = block(width: 100%, broken(texts) + small(aside))
#let quote-line(texts, number: none, depth: 0, aside: "") = block(width: 100%, inset: (left: 1em),
  text(12pt, broken(texts)) + small(aside))
#let fact(word, texts) = block(width: 100%, breakable: false, grid(columns: (11em, 1fr), column-gutter: 1em,
  strong(word), broken(texts)))
#let room(count) = block(above: 1.2em, below: 1.6em, width: 100%,
  range(count).map(_ => block(height: 8mm, spacing: 0pt, width: 100%, stroke: (bottom: 0.4pt + luma(160)))).join())
"""

_DENSE = r"""
#set page(margin: (x: 18mm, top: 13mm, bottom: 15mm))
#set text(size: 10pt)
#set par(spacing: 0.55em, leading: 0.55em)
#show title: set text(17pt)
"""
