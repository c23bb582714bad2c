"""`firsthand lint`: the faults of a guide's questions, for people, for pipelines and for editors."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import click

from firsthand import __version__
from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.planning.guides import TEMPLATES
from firsthand.domain.planning.linting import REASONS, GuideFinding, lint_guide
from firsthand.formats.guide_markdown import read_guide
from firsthand.formats.readings import Problem

LARGEST = 1_000_000  # bytes; a guide is a few pages
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Linted:
    """One file with what was found in it."""

    name: str
    findings: tuple[GuideFinding, ...]
    problems: tuple[Problem, ...]


@click.command()
@click.argument("guides", nargs=-1, required=True, metavar="GUIDE.md…")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="text for people, json for programs, github for annotations in a pull request, sarif for code scanning.",
)
@click.option(
    "--template",
    type=click.Choice(TEMPLATES),
    default=None,
    help="Judge the guide as a whole by this template's rules, whatever its front matter says.",
)
def lint(guides: tuple[str, ...], layout: str, template: str | None) -> None:
    """Find the faults in a discussion guide's questions.

    Reads Markdown guides in any layout (“-” is standard input) and names for each fault the exact words, why they
    matter, and one other way to ask. Exits with 0 when nothing is found, 1 when something is, 2 when a file can't be
    read.

    A line can be left as it is, with a reason:

    \b
        1. Would you say it is "a mess"?
            <!-- firsthand: ignore leading — the participant's own word -->

    \b
    Examples:
        firsthand lint guide.md
        firsthand lint guides/*.md --format github
        cat guide.md | firsthand lint - --format json
    """
    linted = [_lint(name, template or "") for name in guides]
    click.echo(_LAYOUTS[layout](linted), nl=layout != "github" or any(file.findings for file in linted))
    if any(file.findings for file in linted):
        sys.exit(1)


def _lint(name: str, template: str) -> Linted:
    guide, problems = read_guide(_text(name))
    return Linted("stdin" if name == STDIN else name, lint_guide(guide, template), tuple(problems))


def _text(name: str) -> str:
    try:
        data = sys.stdin.buffer.read(LARGEST + 1) if name == STDIN else _bytes(Path(name))
    except FileNotFoundError as missing:
        raise NotFound(
            "There is no such file. Check the name, or use - to read standard input.", where=name
        ) from missing
    except OSError as error:
        raise Invalid(f"The file can't be read ({error.strerror}).", where=name) from error
    if len(data) > LARGEST:
        raise Invalid("The file is larger than 1 MB, too large for a guide. Nothing was checked.", where=name)
    if b"\0" in data:
        raise Invalid("This is not a text file. Save the guide as Markdown and try again.", where=name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _as_text(linted: list[Linted]) -> str:
    blocks = [block for file in linted for block in _text_of(file)]
    count = sum(len(file.findings) for file in linted)
    files = f"{len(linted)} file{'s' if len(linted) != 1 else ''}"
    total = f"{count} finding{'s' if count != 1 else ''} in {files}." if count else f"Nothing found in {files}."
    return "\n".join([*blocks, total])


def _text_of(file: Linted) -> Iterable[str]:
    for problem in file.problems:
        yield f"{file.name}:{problem.line or 1}: note: {problem.message}\n"
    for finding in file.findings:
        yield "\n".join(
            [
                _headline(file, finding),
                *_shown(finding),
                _told("why", finding.reason),
                _told("ask", finding.rewrite),
                "",
            ]
        )


def _headline(file: Linted, finding: GuideFinding) -> str:
    about = "" if finding.begin is not None else f": {finding.words}"
    return f"{file.name}:{finding.line or 1}: {finding.fault}{about}"


WINDOW = 100  # columns of a question shown on one line


def _shown(finding: GuideFinding) -> list[str]:
    """The question with its words underlined; of a long one only the part around them."""
    if finding.begin is None or finding.finish is None:
        return [f"    {finding.question}"] if finding.question else []
    question = finding.question.replace("\n", " ")
    start = max(0, min(finding.begin - WINDOW // 4, len(question) - WINDOW))
    finish = min(len(question), start + WINDOW)
    head, tail = "…" if start else "", "…" if finish < len(question) else ""
    carets = "^" * max(1, min(finding.finish, finish) - finding.begin)
    return [f"    {head}{question[start:finish]}{tail}", " " * (4 + len(head) + finding.begin - start) + carets]


def _told(label: str, text: str) -> str:
    return textwrap.fill(text, 110, initial_indent=f"    {label}: ", subsequent_indent=" " * 9, break_long_words=False)


def _as_json(linted: list[Linted]) -> str:
    entries = [
        {
            "line": finding.line,
            "question": finding.question,
            "fault": str(finding.fault),
            "words": finding.words,
            "reason": finding.reason,
            "rewrite": finding.rewrite,
        }
        for file in linted
        for finding in file.findings
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2)


def _as_github(linted: list[Linted]) -> str:
    return "\n".join(
        f"::warning file={_property(file.name)},line={finding.line or 1},title={_property(finding.fault)}::"
        + _data(f"“{finding.words}”: {finding.reason} Ask: {finding.rewrite}")
        for file in linted
        for finding in file.findings
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _as_sarif(linted: list[Linted]) -> str:
    used = sorted({str(finding.fault) for file in linted for finding in file.findings})
    driver = {
        "name": "firsthand lint",
        "version": __version__,
        "informationUri": "https://github.com/firsthand-research/firsthand/blob/main/docs/reference/lint.md",
        "rules": [_rule(fault) for fault in used],
    }
    results = [_result(file, finding, used) for file in linted for finding in file.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(fault: str) -> dict[str, object]:
    reasons = {str(name): reason for name, reason in REASONS.items()}
    description = reasons.get(fault, "About the guide as a whole.")
    return {"id": fault, "shortDescription": {"text": description}, "defaultConfiguration": {"level": "warning"}}


def _result(file: Linted, finding: GuideFinding, used: list[str]) -> dict[str, object]:
    text = f"“{finding.words}”: {finding.reason} Ask: {finding.rewrite}"
    place = {
        "artifactLocation": {"uri": quote(Path(file.name).as_posix(), safe="/:")},
        "region": {"startLine": finding.line or 1},
    }
    return {
        "ruleId": str(finding.fault),
        "ruleIndex": used.index(str(finding.fault)),
        "level": "warning",
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }


_LAYOUTS: dict[str, Callable[[list[Linted]], str]] = {
    "text": _as_text,
    "json": _as_json,
    "github": _as_github,
    "sarif": _as_sarif,
}
