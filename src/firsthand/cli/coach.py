"""`firsthand coach`: how an interview was held, from its transcript; nothing is stored, nothing leaves the machine."""

from __future__ import annotations

import json
from pathlib import Path

import click

from firsthand.cli.speech import STANDARD_INPUT, STDIN, content_of, settled, spoken
from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.craft import craft_report
from firsthand.domain.interviews.moments import things_to_try
from firsthand.domain.interviews.speakers import guess_roles, roles_of
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.domain.planning.guides import Guide
from firsthand.formats.craft_page import as_page
from firsthand.formats.craft_reports import CraftDocument, as_data, as_text
from firsthand.formats.languages import language_of


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
    transcript = spoken(content_of(file), name)
    document = _document(transcript, name, researchers, _guide(guide_file))
    if page:
        _write(page, as_page(document))
    if as_json:
        click.echo(json.dumps(as_data(document), ensure_ascii=False, indent=2))
    elif page:
        click.echo(f"The report is in {page}.")
    else:
        click.echo(as_text(document), nl=False)


def _guide(file: str | None) -> Guide | None:
    if file is None:
        return None
    from firsthand.formats.guide_markdown import read_guide

    try:
        guide, _ = read_guide(content_of(file).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Invalid("The guide is not text in UTF-8. Save it as UTF-8 and try again.", where=file) from error
    return guide


def _document(transcript: Transcript, name: str, researchers: tuple[str, ...], guide: Guide | None) -> CraftDocument:
    told = transcript.with_roles(settled(transcript, researchers)) if researchers else transcript
    guesses = () if researchers or transcript.has_confirmed_roles else guess_roles(transcript)
    known = told.with_roles(roles_of(guesses))
    report = craft_report(known, guide, language_of(known))
    return CraftDocument(name, known, report, things_to_try(report, known), guesses)


def _write(page: Path, html: str) -> None:
    try:
        page.write_text(html, encoding="utf-8")
    except OSError as error:
        raise Invalid(
            f"The page could not be written ({error.strerror}). Choose another place for --html.", where=str(page)
        ) from error
