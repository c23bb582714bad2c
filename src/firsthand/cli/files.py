"""Files that commands read and write: a single - is standard input or output, and nothing is overwritten unasked."""

from __future__ import annotations

import sys
from pathlib import Path

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.formats.reading import read
from firsthand.formats.readings import AS_PLAIN_TEXT, Reading, Unreadable
from firsthand.formats.writing import LAYOUTS, layout_ending

STANDARD = "-"


def layout_of(target: Path, to: str | None) -> str:
    """The layout to write: the one asked for, else that of the file's ending. Raises Invalid where it has none."""
    if to:
        return to
    if str(target) == STANDARD:
        return "json"
    found = layout_ending(target.suffix)
    if found is None:
        known = ", ".join(f".{each.endings[0]}" for each in LAYOUTS)
        raise Invalid(f"The ending of {target.name} says no layout. Use one of {known}, or say which with --to.")
    return found.name


def refuse_overwriting(source: Path, target: Path, force: bool) -> None:
    """Raises Conflict where the file to write is there already, or is the one to be read."""
    if str(target) == STANDARD or not target.exists():
        return
    if target.is_dir():
        raise Invalid(f"{target} is a folder. Name a file in it.")
    if str(source) != STANDARD and source.exists() and target.samefile(source):
        raise Conflict(f"{target} is the file to be read; it is kept as it is. Choose another name for OUT.")
    if not force:
        raise Conflict(f"{target} is there already and was kept. Choose another name, or add --force to overwrite it.")


def bytes_of(source: Path) -> bytes:
    """The bytes of a file. Raises NotFound where there is none, Invalid where it can't be read."""
    if str(source) == STANDARD:
        return sys.stdin.buffer.read()
    try:
        return source.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"There is no file {source}. Check the name and the folder.") from None
    except IsADirectoryError:
        raise Invalid(f"{source} is a folder. Name one transcript in it.") from None
    except OSError as error:
        raise Invalid(f"{source} can't be read: {error.strerror}.") from None


def read_as(data: bytes, name: str, from_: str | None) -> Reading:
    """The file, read; where plain text is what would help, the refusal says how to ask for it here."""
    try:
        return read(data, name, format=from_)
    except Unreadable as refusal:
        if AS_PLAIN_TEXT not in refusal.message:
            raise
        raise Unreadable(f"{refusal.message} Here that is --from plain-text.") from None


def put(target: Path, text: str) -> None:
    """Write a file. Raises Invalid where that is not possible."""
    data = text.encode("utf-8", errors="replace")
    if str(target) == STANDARD:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        target.write_bytes(data)
    except FileNotFoundError:
        raise Invalid(f"There is no folder {target.parent}. Make it first, or choose another.") from None
    except OSError as error:
        raise Invalid(f"{target} can't be written: {error.strerror}.") from None
