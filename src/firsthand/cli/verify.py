"""`firsthand verify`: every quotation in a report, checked against the transcripts."""

from __future__ import annotations

import json
import re
import secrets
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from firsthand.cli.verified import Verified, as_json, as_text
from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.evidence.attribution import is_same_person
from firsthand.domain.evidence.quotes import check
from firsthand.domain.evidence.redacted import check_redacted, has_placeholders
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.domain.text.words import count
from firsthand.formats.decoding import decode
from firsthand.formats.papers import read_paper
from firsthand.formats.quotations import Quotation, quotations
from firsthand.formats.reading import read
from firsthand.formats.readings import Kind, Unreadable
from firsthand.formats.roles_toml import NAME as ROLES
from firsthand.formats.roles_toml import Roles, read_roles

STDIN = "-"
LEAST_WORDS = 4  # shorter ones are terms and titles more often than speech
LARGEST = 20_000_000  # bytes of a report
MOST_LISTED = 20  # speakers
MANY = 5  # files or quotations from which on progress is shown

_WHOLLY_QUOTED = re.compile(r"[\"“„«‘']\s*\S.*[\"”“»’'][.,]?", re.DOTALL)


@click.command()
@click.argument("report", metavar="REPORT.md")
@click.option(
    "--against",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder with the transcripts, in any layout; folders inside it are read too. One file will do.",
)
@click.option("--researcher", "researchers", metavar="NAME", multiple=True, help="Who asked; repeat for several.")
@click.option("--strict", is_flag=True, help="Fail as well where nobody has said who the speaker is.")
@click.option("--json", "is_json", is_flag=True, help="A list of objects for programs.")
def verify(report: str, folder: Path, researchers: tuple[str, ...], strict: bool, is_json: bool) -> None:
    """Check every quotation in a report against the transcripts.

    Reads Markdown or plain text (“-” is standard input), decks (PPTX), Word documents and PDF. Block quotes and
    everything between quotation marks, of four words or more, is looked for in all transcripts: is it word for word,
    who said it, and what was cut off around it? A name or a time behind a quotation, “— Maria” or “(Maria, 12:40)”,
    must fit. Placeholders such as [person 1] are checked against the words that they cover, and those are never
    printed.

    Who asked and who answered is said by --researcher or by a file roles.toml in DIR; else the speaker stays
    unconfirmed.

    \b
    Exits with
      0  every quotation may be shown
      1  one may not: altered, stitched, wrong_speaker or not_found
         (with --strict also where the speaker is unconfirmed)
      2  the report or all transcripts can't be read
      3  there is no such file or folder

    \b
    Examples:
        firsthand verify report.md --against interviews/ --researcher Dana
        firsthand verify deck.pptx --against interviews/ --researcher Dana
        firsthand verify report.md --against interviews/ --json
    """
    data = _bytes(report)
    found = _quotations(data, report)
    roles = _roles(folder).with_researchers(researchers)
    transcripts, skipped = _transcripts(folder, roles, report, data)
    verified = _verified(_named(found, transcripts, roles), Corpus.of(transcripts), roles)
    if is_json:
        click.echo(json.dumps(as_json(verified), ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(verified, "standard input" if report == STDIN else report, transcripts, strict=strict))
    notes = (*_left_aside(verified, skipped, is_json), *_strangers(researchers, transcripts))
    click.echo("".join(f"{note}\n" for note in notes), err=True, nl=False)
    if any(one.fails(strict=strict) for one in verified):
        sys.exit(1)


def _bytes(report: str) -> bytes:
    path = Path(report)
    if report != STDIN and not path.is_file():
        raise NotFound(
            "There is no such report. Name a Markdown or text file, a PPTX, DOCX or PDF, or - for standard input.",
            where=report,
        )
    return sys.stdin.buffer.read(LARGEST + 1) if report == STDIN else path.read_bytes()


def _quotations(data: bytes, report: str) -> tuple[Quotation, ...]:
    """The quotations of a report; a deck, Word document or PDF says where they stand in it."""
    is_office = data.startswith((b"PK\x03\x04", b"%PDF"))
    return read_paper(data, report).quotations() if is_office else quotations(_text(data, report))


def _text(data: bytes, report: str) -> str:
    if len(data) > LARGEST:
        raise Invalid(f"The report has more than {LARGEST // 1_000_000} MB. Check its parts one by one.", where=report)
    if b"\x00" in data[:4096]:
        raise Invalid("The report is no text. Export it as Markdown or plain text and check that.", where=report)
    return decode(data)[0]


def _roles(folder: Path) -> Roles:
    path = (folder if folder.is_dir() else folder.parent) / ROLES
    if not path.is_file():
        return Roles()
    try:
        return read_roles(decode(path.read_bytes())[0])
    except Invalid as refusal:
        raise Invalid(refusal.message, where=str(path)) from refusal


def _transcripts(
    folder: Path, roles: Roles, report: str, data: bytes
) -> tuple[dict[str, Transcript], list[tuple[str, str]]]:
    """All readable transcripts by their path in the folder, and the files left out with the reason."""
    files = [path for path in _files(folder) if report == STDIN or not path.samefile(report)]
    transcripts: dict[str, Transcript] = {}
    skipped: list[tuple[str, str]] = []
    with click.progressbar(files, label="Reading", file=sys.stderr, hidden=_is_quick(len(files))) as bar:
        for path in bar:
            name = path.name if path == folder else path.relative_to(folder).as_posix()
            try:
                transcripts[name] = roles.given_to(_transcript(path, data), name)
            except Unreadable as refusal:
                skipped.append((name, refusal.message))
            except OSError as error:
                skipped.append((name, f"It can't be opened: {error.strerror or error}."))
    if not transcripts:
        reasons = "".join(f"\n  {name}: {reason}" for name, reason in skipped) or " It is empty."
        raise Invalid(f"No transcript could be read here.{reasons}", where=str(folder))
    return transcripts, skipped


def _files(folder: Path) -> list[Path]:
    if not folder.exists():
        raise NotFound("There is no such folder or file. Nothing was checked.", where=str(folder))
    found = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    inside = [(path, path.relative_to(folder).parts) for path in found]
    return [p for p, parts in inside if p.is_file() and p.name != ROLES and not any(x.startswith(".") for x in parts)]


def _transcript(path: Path, report: bytes) -> Transcript:
    """What was said in a file; a report must not vouch for its own quotations."""
    data = path.read_bytes()
    if data == report:
        raise Unreadable("This is the report itself.")
    reading = read(data, path.name)
    if reading.kind is not Kind.TRANSCRIPT:
        raise Unreadable("These are typed messages, not speech; nothing in them can be quoted.")
    if _quotes_people(reading.transcript):
        raise Unreadable("This is a list of quotations, not a transcript; it can vouch for nothing.")
    return reading.transcript


def _quotes_people(transcript: Transcript) -> bool:
    """Whether most turns stand between quotation marks, as in a memo's table or list."""
    quoted = sum(_WHOLLY_QUOTED.fullmatch(turn.text.strip()) is not None for turn in transcript.turns)
    return quoted * 2 > len(transcript.turns)


def _strangers(researchers: tuple[str, ...], transcripts: Mapping[str, Transcript]) -> list[str]:
    """A misspelt --researcher would leave the researcher's own words quotable."""
    speakers = sorted({who for transcript in transcripts.values() for who in transcript.speakers if who})
    listed = ", ".join(speakers[:MOST_LISTED]) + (", …" if len(speakers) > MOST_LISTED else "")
    return [
        f"Nobody is called “{name}” in these transcripts; the speakers are {listed or 'not named'}."
        for name in researchers
        if not any(is_same_person(name, who) for who in speakers)
    ]


def _is_quick(number: int) -> bool:
    return number < MANY or not sys.stderr.isatty()


def _verified(found: tuple[Quotation, ...], corpus: Corpus, roles: Roles) -> list[Verified]:
    with click.progressbar(found, label="Checking", file=sys.stderr, hidden=_is_quick(len(found))) as bar:
        return [_verified_one(one, corpus, roles) for one in bar]


def _named(found: tuple[Quotation, ...], transcripts: Mapping[str, Transcript], roles: Roles) -> tuple[Quotation, ...]:
    """The quotations without names that only a sentence gives ("Warning: …") and that no speaker has."""
    speakers = {speaker for transcript in transcripts.values() for speaker in transcript.speakers}
    told = {one.attribution.name for one in found if one.attribution and one.attribution.is_told}
    strange = {name for name in told if not any(is_same_person(roles.meant_by(name), who) for who in speakers)}
    return tuple(
        replace(one, attribution=None)
        if one.attribution and one.attribution.is_told and one.attribution.name in strange
        else one
        for one in found
    )


def _verified_one(quotation: Quotation, corpus: Corpus, roles: Roles) -> Verified:
    """What the quotation is; one with placeholders is checked with the words that they cover, which are not shown."""
    if count(quotation.text) < LEAST_WORDS:
        return Verified(quotation, None, corpus)
    beside = quotation.attribution
    said_by = roles.meant_by(beside.name) if beside and beside.name else None
    near = beside.seconds if beside else None
    if not has_placeholders(quotation.text):
        return Verified(quotation, check(quotation.text, corpus, said_by=said_by, near_seconds=near), corpus)
    salt = secrets.token_hex(16)
    redacted = check_redacted(quotation.text, corpus, said_by=said_by, near_seconds=near, salt=salt)
    return Verified(quotation, redacted.check, corpus, redacted)


def _left_aside(verified: list[Verified], skipped: list[tuple[str, str]], is_json: bool) -> list[str]:
    lines = [f"Skipped {name}: {reason}" for name, reason in skipped]
    short = sum(one.check is None for one in verified)
    return [*lines, f"Not checked: {short} of fewer than {LEAST_WORDS} words."] if is_json and short else lines
