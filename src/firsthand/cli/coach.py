"""`firsthand coach`: how an interview was held, from its transcript; nothing is stored, nothing leaves the machine."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.interviews.craft import craft_report
from firsthand.domain.interviews.moments import things_to_try
from firsthand.domain.interviews.speakers import RoleGuess, guess_roles, roles_of
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.domain.planning.guides import Guide
from firsthand.formats.craft_page import as_page
from firsthand.formats.craft_reports import CraftDocument, as_data, as_text
from firsthand.formats.languages import language_of
from firsthand.formats.reading import read
from firsthand.formats.readings import Kind

STDIN, STANDARD_INPUT = "-", "standard input"


@click.command(
    "coach",
    epilog="Example: firsthand coach interview.vtt --researcher Mira --guide guide.md --html report.html",
)
@click.argument("file", metavar="FILE")
@click.option(
    "--researcher",
    "researchers",
    multiple=True,
    metavar="NAME",
    help="Who asked; settles the roles. Repeat it for several.",
)
@click.option(
    "--guide",
    "guide_file",
    metavar="GUIDE.md",
    help="The discussion guide, to see which questions were asked.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT",
    help="Write a page with pictures, complete in one file.",
)
def coach(file: str, researchers: tuple[str, ...], guide_file: str | None, as_json: bool, page: Path | None) -> None:
    """Report how an interview was held, from its transcript in any layout.

    FILE is a transcript (WebVTT, SRT, Zoom, Teams, Otter, DOCX, "Name: text" and others), or - for standard input.
    Without --researcher the roles are guessed, and the report says how and how surely. There is no overall score.
    """
    name = STANDARD_INPUT if file == STDIN else Path(file).name
    transcript = _spoken(_bytes(file), name)
    document = _document(transcript, name, researchers, _guide(guide_file))
    if page:
        _write(page, as_page(document))
    if as_json:
        click.echo(json.dumps(as_data(document), ensure_ascii=False, indent=2))
    elif page:
        click.echo(f"The report is in {page}.")
    else:
        click.echo(as_text(document), nl=False)


def _bytes(file: str) -> bytes:
    """The file's content; raises NotFound or Invalid where it can't be had."""
    try:
        return sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
    except FileNotFoundError:
        raise NotFound("There is no such file. Check the name and the folder.", where=file) from None
    except OSError as error:
        raise Invalid(f"The file could not be read ({error.strerror}).", where=file) from error


def _spoken(data: bytes, name: str) -> Transcript:
    """The transcript in the file; a chat is refused, as typed messages show nothing of how somebody interviews."""
    reading = read(data, "" if name == STANDARD_INPUT else name)
    if reading.kind is Kind.CHAT:
        raise Invalid(
            "These are typed chat messages, not speech, so there is no interview to report on. Give the transcript "
            "of the call.",
            where=name,
        )
    if not any(turn.text.strip() for turn in reading.transcript.turns):
        raise Invalid(
            "Nobody says anything in this file. Check that the export was complete and try again.", where=name
        )
    return reading.transcript


def _guide(file: str | None) -> Guide | None:
    if file is None:
        return None
    from firsthand.formats.guide_markdown import read_guide

    try:
        guide, _ = read_guide(_bytes(file).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Invalid("The guide is not text in UTF-8. Save it as UTF-8 and try again.", where=file) from error
    return guide


def _document(transcript: Transcript, name: str, researchers: tuple[str, ...], guide: Guide | None) -> CraftDocument:
    settled = transcript.with_roles(_settled(transcript, researchers)) if researchers else transcript
    guesses = () if researchers or transcript.has_confirmed_roles else guess_roles(transcript)
    known = settled.with_roles(roles_of(guesses))
    report = craft_report(known, guide, language_of(known))
    return CraftDocument(name, known, report, things_to_try(report, known), guesses)


def _settled(transcript: Transcript, researchers: tuple[str, ...]) -> dict[str, Role]:
    """The named speakers as researchers, guessed colleagues as other, everybody else as participants.

    Raises Invalid for a name that no speaker has, naming the speakers.
    """
    named = {_find(name, transcript.speakers) for name in researchers}
    told = transcript.with_roles(dict.fromkeys(named, Role.RESEARCHER))
    return {guess.speaker: _role(guess, named) for guess in guess_roles(told)}


def _role(guess: RoleGuess, named: set[str]) -> Role:
    if guess.speaker in named:
        return Role.RESEARCHER
    return guess.role if guess.role is Role.OTHER or not guess.speaker else Role.PARTICIPANT


def _find(name: str, speakers: tuple[str, ...]) -> str:
    """The speaker of that name, in any case; a part of one name is enough where it fits only one."""
    wanted = name.strip().casefold()
    same = [s for s in speakers if s.casefold() == wanted]
    alike = same or [s for s in speakers if wanted and wanted in s.casefold()]
    if len(alike) == 1:
        return alike[0]
    heard = ", ".join(f"“{s}”" for s in speakers if s) or "nobody by name"
    problem = f"“{name}” fits several speakers" if alike else f"Nobody called “{name}” speaks in this file"
    raise Invalid(f"{problem}. It has: {heard}. Give one of these names to --researcher.", where="--researcher")


def _write(page: Path, html: str) -> None:
    try:
        page.write_text(html, encoding="utf-8")
    except OSError as error:
        raise Invalid(
            f"The page could not be written ({error.strerror}). Choose another place for --html.", where=str(page)
        ) from error
