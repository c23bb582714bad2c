"""`firsthand audit`: check an exported audit log on any machine, without the web app."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from firsthand.domain.errors import NotFound
from firsthand.domain.people.audit import check_chain
from firsthand.formats.audit_logs import read_jsonl


@click.command()
@click.argument("log", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--head", default="", metavar="NUMBER:HASH", help="A head noted earlier; it must still be in the log.")
def audit(log: Path, head: str) -> None:
    """Check that the audit log in FILE, exported as JSON Lines, is as it was written.

    Every event must follow from the one before it, from the first on. Exit code 0 where all of them do, 1 where the
    chain breaks or the noted head is not in it, 2 where FILE is no audit log, 3 where there is none.

    \b
    firsthand audit audit-log.jsonl
    firsthand audit audit-log.jsonl --head 214:9c1f…
    """
    if not log.exists():
        raise NotFound(f"There is no file {log}.", where=str(log))
    found = check_chain(read_jsonl(log.read_text(encoding="utf-8", errors="replace")), head)
    if not found.is_whole:
        click.echo(f"Broken at event {found.first_break}. {found.why}")
        sys.exit(1)
    events = "1 event fits" if found.count == 1 else f"{found.count} events fit"
    click.echo(f"Whole: {events}. Head: {found.head or 'none, the log is empty'}")
