"""`firsthand convert`: read a transcript in any layout, write it in another, and say what could not be read."""

from __future__ import annotations

from pathlib import Path

import click

from firsthand.cli.files import STANDARD, bytes_of, layout_of, put, read_as, refuse_overwriting
from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.formats.problems import Problem, Weight
from firsthand.formats.readings import Kind, Reading, Source
from firsthand.formats.registry import FORMATS
from firsthand.formats.vendors.not_transcripts import FORMAT as NO_TRANSCRIPT
from firsthand.formats.writing import LAYOUTS, write


def _listed(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if not value or context.resilient_parsing:
        return
    click.echo("Layouts that can be read (--from NAME; recognised by themselves):\n")
    for each in (each for each in FORMATS if each is not NO_TRANSCRIPT):
        click.echo(f"  {each.name:<22}{each.title}")
    click.echo("\nLayouts that can be written (--to NAME; by default the ending of OUT decides):\n")
    for layout in LAYOUTS:
        click.echo(f"  {layout.name:<22}{layout.title}")
    context.exit()


@click.command()
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="[OUT]", required=False, default=STANDARD, type=click.Path(path_type=Path))
@click.option("--to", "to", type=click.Choice([each.name for each in LAYOUTS]), help="Layout of OUT.")
@click.option("--from", "from_", metavar="NAME", help="Layout of IN, where it is not recognised; see --list.")
@click.option("--researcher", "researchers", metavar="NAME", multiple=True, help="Who asked; the others answered.")
@click.option("--force", is_flag=True, help="Overwrite OUT if it is there.")
@click.option("--quiet", "-q", is_flag=True, help="Don't list the problems.")
@click.option(
    "--list", is_flag=True, expose_value=False, is_eager=True, callback=_listed, help="List all layouts and stop."
)
def convert(
    source: Path,
    target: Path,
    to: str | None,
    from_: str | None,
    researchers: tuple[str, ...],
    force: bool,
    quiet: bool,
) -> None:
    """Read the transcript IN, whatever tool it is from, and write it to OUT as JSON, WebVTT, SRT, Markdown or text.

    The layout of IN is recognised; that of OUT follows from its ending, or from --to. A single - stands for standard
    input or output, and without OUT the result goes to standard output, as JSON unless --to says otherwise.

    What could not be read is listed on standard error with its line; everything else is in OUT, and the exit code is
    0. It is 2 where IN is no transcript or OUT can't be written, 3 where there is no file IN.

    \b
    firsthand convert call.vtt call.md
    firsthand convert deepgram.json - --to srt
    firsthand convert call.txt call.json --researcher "Ana Ruiz"
    """
    layout = layout_of(target, to)
    refuse_overwriting(source, target, force)
    data = bytes_of(source)
    reading = read_as(data, source.name, from_)
    transcript = _with_roles(reading.transcript, researchers)
    text = write(
        transcript,
        layout,
        format=reading.format,
        sha256=Source(data).sha256,
        kind=reading.kind,
        problems=reading.problems,
    )
    put(target, text)
    _tell(reading, source, target, quiet)


def _with_roles(transcript: Transcript, researchers: tuple[str, ...]) -> Transcript:
    """Roles as the person gave them: those named are researchers, every other named speaker a participant."""
    if not researchers:
        return transcript
    wanted = {name.casefold().strip(): name for name in researchers}
    missing = [name for key, name in wanted.items() if key not in map(str.casefold, transcript.speakers)]
    if missing:
        there = ", ".join(f"“{name}”" for name in transcript.speakers if name) or "nobody by name"
        raise Invalid(f"Nobody in this transcript is called “{missing[0]}”. It names {there}.")
    roles = {
        name: Role.RESEARCHER if name.casefold() in wanted else Role.PARTICIPANT for name in transcript.speakers if name
    }
    return transcript.with_roles(roles)


def _tell(reading: Reading, source: Path, target: Path, quiet: bool) -> None:
    """What was recognised and what was not, on standard error, so that standard output stays clean."""
    turns, speakers = len(reading.transcript.turns), [name for name in reading.transcript.speakers if name]
    what = "a chat: typed messages, not speech" if reading.kind is Kind.CHAT else "a transcript"
    name = "standard input" if str(source) == STANDARD else source.name
    title = next((each.title for each in FORMATS if each.name == reading.format), reading.format)
    who = f", {len(speakers)} speakers" if len(speakers) > 1 else ", 1 speaker" if speakers else ", no names"
    where = "" if str(target) == STANDARD else f", written to {target}"
    click.echo(f"{name}: {what} ({title}), {turns} {'turn' if turns == 1 else 'turns'}{who}{where}.", err=True)
    if quiet:
        return
    faults = [each for each in reading.problems if each.weight is Weight.FAULT]
    left_out = [each for each in reading.problems if each.weight is Weight.LEFT_OUT]
    _list(f"{_counted(len(faults), 'problem')}; everything else was read:", faults)
    _list(f"{_counted(len(left_out), 'place')} without speech left out (headings, notices, lists):", left_out)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _list(heading: str, problems: list[Problem]) -> None:
    if not problems:
        return
    click.echo(heading, err=True)
    for problem in problems:
        click.echo(f"  {_problem(problem)}", err=True)


def _problem(problem: Problem) -> str:
    place = f"line {problem.line}: " if problem.line is not None else ""
    return f"{place}{problem.message}{f' — {problem.text}' if problem.text else ''}"
