"""`firsthand coach`: how an interview was held, from its transcript; nothing is stored, nothing leaves the machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import BinaryIO

import click

from firsthand.domain.errors import Invalid
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

STANDARD_INPUT = "standard input"


@click.command(
    "coach",
    epilog="Example: firsthand coach interview.vtt --researcher Mira --guide guide.md --html report.html",
)
@click.argument("file", type=click.File("rb"), metavar="FILE")
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
    type=click.File("rb"),
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
def coach(
    file: BinaryIO, researchers: tuple[str, ...], guide_file: BinaryIO | None, as_json: bool, page: Path | None
) -> None:
    """Report how an interview was held, from its transcript in any layout.

    FILE is a transcript (WebVTT, SRT, Zoom, Teams, Otter, DOCX, "Name: text" and others), or - for standard input.
    Without --researcher the roles are guessed, and the report says how and how surely. There is no overall score.
    """
    name = _name(file)
    transcript = _spoken(file.read(), name)
    document = _document(transcript, name, researchers, _guide(guide_file))
    if page:
        _write(page, as_page(document))
    if as_json:
        click.echo(json.dumps(as_data(document), ensure_ascii=False, indent=2))
    elif page:
        click.echo(f"The report is in {page}.")
    else:
        click.echo(as_text(document), nl=False)


def _name(file: BinaryIO) -> str:
    """What to call the file in messages and as the report's title."""
    path = getattr(file, "name", "-")
    return Path(path).name if isinstance(path, str) and path not in ("-", "<stdin>") else STANDARD_INPUT


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


def _guide(file: BinaryIO | None) -> Guide | None:
    if file is None:
        return None
    from firsthand.formats.guide_markdown import read_guide

    try:
        guide, _ = read_guide(file.read().decode("utf-8-sig"))
        return guide
    except UnicodeDecodeError as error:
        raise Invalid(
            "The guide is not text in UTF-8. Save it as UTF-8 and try again.", where=str(file.name)
        ) from error


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
