"""`firsthand redact`: find personal data in a transcript, list it, or write the transcript with it covered."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from firsthand.cli.files import bytes_of, layout_of, put, read_as, refuse_overwriting
from firsthand.domain.errors import Invalid
from firsthand.domain.evidence.redaction.covering import Cover, covered, laid
from firsthand.domain.evidence.redaction.finding import find, find_all
from firsthand.domain.evidence.redaction.findings import Finding, Sureness
from firsthand.domain.evidence.redaction.kinds import Personal, placeholder
from firsthand.domain.evidence.redaction.known_names import Known, Names
from firsthand.domain.evidence.redaction.words import folded
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.formats.readings import Source
from firsthand.formats.writing import LAYOUTS, write

Key = tuple[Personal, str]


@dataclass(frozen=True, slots=True)
class _Found:
    """One finding with its turn and what stands for it."""

    turn: int
    start: float | None
    finding: Finding
    shown: str


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("target", metavar="[OUT]", required=False, type=click.Path(path_type=Path))
@click.option("--names", "names", metavar="NAME", multiple=True, help="A person; several with commas, or repeat it.")
@click.option("--companies", "companies", metavar="NAME", multiple=True, help="A company, in the same way.")
@click.option("--show", "shown", metavar="WORDS", multiple=True, help="Words that are not to be covered.")
@click.option(
    "--region", "regions", metavar="CC", multiple=True, help="Country of telephone numbers, such as GB or DE."
)
@click.option(
    "--least",
    type=click.Choice([sureness.value for sureness in Sureness]),
    default=Sureness.POSSIBLE.value,
    show_default=True,
    help="How sure a rule must be.",
)
@click.option("--to", "to", type=click.Choice([each.name for each in LAYOUTS]), help="Layout of OUT.")
@click.option("--from", "from_", metavar="NAME", help="Layout of FILE, where it is not recognised.")
@click.option("--force", is_flag=True, help="Overwrite OUT if it is there.")
@click.option("--json", "is_json", is_flag=True, help="List the findings as objects for programs.")
def redact(
    source: Path,
    target: Path | None,
    names: tuple[str, ...],
    companies: tuple[str, ...],
    shown: tuple[str, ...],
    regions: tuple[str, ...],
    least: str,
    to: str | None,
    from_: str | None,
    force: bool,
    is_json: bool,
) -> None:
    """Find names, addresses, numbers and accounts in the transcript FILE, by rules and by the names that you give.

    Without OUT they are listed, each with its place, its kind and the reason. With OUT the transcript is written with
    placeholders such as [person 1] in their place; FILE stays as it is. A single - as OUT is standard output. The
    names of the speakers are known from the file.

    Rules miss things: read what you pass on.

    \b
    Exits with
      0  nothing was found, or OUT is written
      1  something was found and listed
      2  FILE is no transcript or OUT can't be written
      3  there is no such file

    \b
    Examples:
        firsthand redact call.vtt --names "Marta Oyelaran, Graham" --companies Northmoor
        firsthand redact call.vtt call-redacted.md --region GB --show Will
    """
    layout = layout_of(target, to) if target else ""
    if target:
        refuse_overwriting(source, target, force)
    data = bytes_of(source)
    reading = read_as(data, source.name, from_)
    transcript = reading.transcript
    index = Names.of([*_known(names, companies), *_speakers(transcript)])
    numbers: dict[Key, int] = {}  # in the order of their first places
    found = _found(transcript, index, [_region(one) for one in regions], Sureness(least), shown, numbers)
    if target is None:
        _list(found, is_json=is_json)
        sys.exit(1 if found else 0)
    result = _covered(transcript, found, index, numbers)
    put(target, write(result, layout, format=reading.format, sha256=Source(data).sha256, kind=reading.kind))
    click.echo(f"{_counted(found)}. Rules miss things: read it before you pass it on.", err=True)


def _known(names: Sequence[str], companies: Sequence[str]) -> list[Known]:
    people = [part.strip() for name in names for part in name.split(",") if part.strip()]
    firms = [part.strip() for name in companies for part in name.split(",") if part.strip()]
    return [
        *(Known(name, Personal.PERSON, "a person you named", folded(name), True) for name in people),
        *(Known(name, Personal.COMPANY, "a company you named", folded(name), True) for name in firms),
    ]


def _speakers(transcript: Transcript) -> list[Known]:
    named = [name for name in transcript.speakers if name]
    return [Known(name, Personal.PERSON, "a speaker of this file", folded(name), True) for name in named]


def _region(code: str) -> str:
    if len(code) != 2 or not code.isalpha():
        raise Invalid(f"{code} is no country code. Use two letters, such as GB or DE.")
    return code.upper()


def _found(
    transcript: Transcript,
    index: Names,
    regions: Sequence[str],
    least: Sureness,
    shown: Sequence[str],
    numbers: dict[Key, int],
) -> list[_Found]:
    """Everything found that is sure enough and not to be shown."""
    open_words = {folded(words) for words in shown}
    found = find_all([turn.text for turn in transcript.turns], index, regions=regions)
    return [
        _Found(turn.index, turn.start, one, _placeholder(one, numbers))
        for turn, findings in zip(transcript.turns, found, strict=True)
        for one in findings
        if one.sureness.order <= least.order and folded(one.text) not in open_words
    ]


def _placeholder(one: Finding, numbers: dict[Key, int]) -> str:
    key = (one.kind, one.subject or folded(one.text))
    used = sum(kind is one.kind for kind, _ in numbers)
    return placeholder(one.kind, numbers.setdefault(key, used + 1))


def _covered(transcript: Transcript, found: Sequence[_Found], index: Names, numbers: dict[Key, int]) -> Transcript:
    """The transcript with covers; the speakers' names are covered like all others, and word times are left out."""
    speakers = {name: _label(name, index, numbers) for name in transcript.speakers}
    turns = tuple(
        replace(
            turn,
            speaker=speakers[turn.speaker],
            text=covered(turn.text, laid(_cover(one) for one in found if one.turn == turn.index)),
            words=(),
            imported=None,
        )
        for turn in transcript.turns
    )
    return replace(transcript, turns=turns, title="")


def _cover(one: _Found) -> Cover:
    return Cover(one.finding.begin, one.finding.finish, one.shown)


def _label(name: str, index: Names, numbers: dict[Key, int]) -> str:
    """What stands for a speaker: the placeholder of their name, or the file's own word where it names nobody."""
    mine = [one for one in find(name, index) if one.subject == folded(name)]
    return _placeholder(mine[0], numbers) if mine else name


def _list(found: Sequence[_Found], *, is_json: bool) -> None:
    if is_json:
        click.echo(json.dumps([_object(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        finding = one.finding
        where = f"turn {one.turn}" + (f", {int(one.start) // 60}:{int(one.start) % 60:02}" if one.start else "")
        head = click.style(f"{finding.text}", bold=True)
        click.echo(f"{head}  {one.shown}\n    {where}: {finding.reason} ({finding.sureness})")
    click.echo(f"{_counted(found)}.")


def _object(one: _Found) -> dict[str, object]:
    finding = one.finding
    return {
        "turn": one.turn,
        "begin": finding.begin,
        "finish": finding.finish,
        "text": finding.text,
        "kind": finding.kind.value,
        "placeholder": one.shown,
        "reason": finding.reason,
        "sureness": finding.sureness.value,
    }


def _counted(found: Sequence[_Found]) -> str:
    kinds = Counter(one.finding.kind.value for one in found)
    if not kinds:
        return "Nothing was found"
    places = "1 place" if len(found) == 1 else f"{len(found)} places"
    return f"{places}: {', '.join(f'{kind} {count}' for kind, count in kinds.most_common())}"
