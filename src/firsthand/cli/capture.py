"""`firsthand capture`: decisions, tasks, open questions and more, as live capture would have suggested them."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import click

from firsthand.cli.speech import STANDARD_INPUT, STDIN, content_of, settled, spoken
from firsthand.domain.interviews.speakers import guess_roles, roles_of
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.domain.interviews.vocabulary import content
from firsthand.domain.live.capture import captured
from firsthand.domain.live.items import Setting, Tier
from firsthand.domain.live.memory import Ground
from firsthand.formats.capture_lists import CaptureList, as_data, as_text
from firsthand.formats.languages import language_of


@click.command(
    "capture",
    epilog="Example: firsthand capture call.vtt --researcher Mira --date 2026-11-28",
)
@click.argument("file", metavar="FILE")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day of the call: turns “by Friday” into a date.",
)
@click.option(
    "--researcher",
    "researchers",
    multiple=True,
    metavar="NAME",
    help="Who asked; settles the roles. Repeat it for several.",
)
@click.option("--meeting", is_flag=True, help="A call among colleagues, not an interview.")
@click.option("--term", "terms", multiple=True, metavar="WORD", help="A term to listen for. Repeat it for several.")
@click.option("--likely", is_flag=True, help="Only the suggestions that are likely right.")
@click.option("--json", "as_json", is_flag=True, help="Print the suggestions as JSON.")
def capture(
    file: str,
    day: datetime | None,
    researchers: tuple[str, ...],
    meeting: bool,
    terms: tuple[str, ...],
    likely: bool,
    as_json: bool,
) -> None:
    """List what a note-taker might keep of a call: decisions, action items, open questions, topics and more.

    FILE is a transcript in any layout, or - for standard input. Every line is a suggestion by rule with its reason and
    its place; nothing is stored. In an interview it also lists quotable sentences, leading questions and mentions that
    no question took up; for those somebody must be known to ask, by --researcher or by a sure guess. English only.
    """
    if meeting and researchers:
        raise click.UsageError("A --meeting among colleagues has no --researcher. Leave one of them out.")
    name = STANDARD_INPUT if file == STDIN else Path(file).name
    transcript, guessed = _with_roles(spoken(content_of(file), name), researchers, meeting)
    setting = Setting.INTERVIEW if _has_researcher(transcript) else Setting.MEETING
    language = language_of(transcript)
    is_english = language.split("-")[0] == "en"
    items = captured(transcript.turns, Ground(setting, _day(day), _stems(terms))) if is_english else ()
    kept = tuple(one for one in items if not likely or one.tier is Tier.LIKELY)
    listed = CaptureList(name, transcript, setting, kept, _day(day), guessed, language)
    if as_json:
        click.echo(json.dumps(as_data(listed), ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(listed), nl=False)


def _with_roles(transcript: Transcript, researchers: tuple[str, ...], meeting: bool) -> tuple[Transcript, bool]:
    """The transcript with its roles, and whether they are guessed; an unsure guess makes a meeting of it."""
    if meeting:
        return transcript.with_roles(dict.fromkeys(transcript.speakers, Role.OTHER)), False
    if researchers:
        return transcript.with_roles(settled(transcript, researchers)), False
    if transcript.has_confirmed_roles:
        return transcript, False
    guesses = guess_roles(transcript)
    if not any(one.is_sure and one.role is Role.RESEARCHER for one in guesses):
        return transcript, True
    return transcript.with_roles(roles_of(guesses)), True


def _has_researcher(transcript: Transcript) -> bool:
    return any(turn.role is Role.RESEARCHER for turn in transcript.turns)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _stems(terms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem for term in terms for stem in content(term))
