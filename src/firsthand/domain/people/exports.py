"""What can leave an installation with somebody's words or name in it."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class ExportKind(StrEnum):
    """Which kind of file or answer it was."""

    RECORD = "record"  # the interview record of a session, as Markdown
    BRIEF = "brief"  # the brief for a session, as PDF
    SNAPSHOT = "snapshot"  # the snapshot of a session, as PDF or Markdown
    ORIGINAL = "original"  # an imported file, as it came
    QUOTE_OUTSIDE = "quote_outside"  # one quote for people outside the company
    SHARE = "share"  # claims shown to people outside by a private link
    CLAIMS = "claims"  # the same as a file: PDF, Markdown, text for slides
    PROOF = "proof"  # a proof file
    TREE = "tree"  # an opportunity tree, as SVG or Markdown
    API_QUOTES = "api_quotes"  # read by a program with a token
    API_TRANSCRIPT = "api_transcript"


SAME_DOWNLOAD = timedelta(minutes=10)  # the same bytes taken again by the same member: a download that was resumed
SAME_READ = timedelta(days=1)  # the same answer to the same program: it looks whether something is new


def is_by_program(kind: ExportKind) -> bool:
    """Whether a program read it over the API, rather than a person taking a file."""
    return kind in (ExportKind.API_QUOTES, ExportKind.API_TRANSCRIPT)


def repeats_within(kind: ExportKind) -> timedelta:
    """How soon the same bytes, going to the same member, are the same export and not another one."""
    return SAME_READ if is_by_program(kind) else SAME_DOWNLOAD
