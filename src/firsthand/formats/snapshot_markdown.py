"""A snapshot as Markdown: who, quick facts, the quote to remember, what happened, opportunities, learnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.formats.session_records import plain
from firsthand.formats.sheets import Look, Sheet, SheetLine, SheetPart


def snapshot_markdown(sheet: Sheet) -> str:
    """The sheet as Markdown; what people wrote is escaped, so that it can't become a heading or a link."""
    blocks = [f"# {plain(sheet.title)}", *(plain(line) for line in sheet.about)]
    for part in sheet.parts:
        blocks += _part(part)
    return "\n\n".join(blocks) + "\n"


def _part(part: SheetPart) -> Iterator[str]:
    if part.title:
        yield f"## {plain(part.title)}"
    if part.facts:
        yield "\n".join(f"- **{plain(word)}:** {plain(meaning)}" for word, meaning in part.facts)
    if part.lines:
        yield _lines(part.lines)


def _lines(lines: Sequence[SheetLine]) -> str:
    return "\n".join(_line(line) for line in lines)


def _line(line: SheetLine) -> str:
    aside = f" ({plain(line.aside)})" if line.aside else ""
    if line.look is Look.QUOTE:
        return f"> {plain(line.text)}\n>\n> — {plain(line.aside)}" if line.aside else f"> {plain(line.text)}"
    return f"{plain(line.text)}{aside}" if line.look is Look.TEXT else f"- {plain(line.text)}{aside}"
