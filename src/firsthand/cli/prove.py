"""`firsthand prove`: does a proof file hold? With the file and the originals alone: no database, no network."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from firsthand import __version__
from firsthand.domain.errors import NotFound
from firsthand.domain.synthesis.proofs import ProofFile, ProvenTranscript
from firsthand.domain.synthesis.proving import Finding, Line, Original, proven
from firsthand.formats.proof_files import LARGEST, is_sealed, read_proof
from firsthand.formats.reading import MAX_BYTES, read
from firsthand.formats.readings import Unreadable

_SIGNS = {Finding.PROVEN: ("✓", "green"), Finding.FAILED: ("✗", "red"), Finding.ON_TRUST: ("·", "yellow")}
_BLOCK = 1 << 20


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--originals",
    "folder",
    required=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Where the imported files are, under any names; folders inside it are looked through.",
)
@click.option("--json", "is_json", is_flag=True, help="One object for programs.")
def prove(file: Path, folder: Path, is_json: bool) -> None:
    """Look everything up that a claim rests on, and count it again.

    FILE is the proof file of a claim or of a shared page. Each original is found by its SHA-256 and read anew; each
    quote is looked up at its place with its status and what was cut off; what was asked is found by the same rules;
    and the counts and sentences are made again from how each person was counted. What the originals can't show is
    named: who the speakers are, words noted without a transcript, what a member ruled.

    \b
    Exits with
      0  everything is proven, but for what is named as taken on trust
      1  something is not
      2  the file can't be read
      3  there is no such file or folder

    \b
    Examples:
        firsthand prove blockers-come-too-late.proof.json --originals interviews/
        firsthand prove claim.proof.json --originals interviews/ --json
    """
    proof = _read(file)
    originals = _originals(proof, folder)
    lines = [*_seal(proof), *proven(proof, originals)]
    failed = any(line.finding is Finding.FAILED for line in lines)
    click.echo(_as_json(proof, lines) if is_json else _as_text(proof, lines))
    sys.exit(1 if failed else 0)


def _read(file: Path) -> ProofFile:
    if not file.is_file():
        raise NotFound("There is no such proof file. Nothing was checked.", where=str(file))
    with file.open("rb") as opened:
        return read_proof(opened.read(LARGEST + 1))


def _seal(proof: ProofFile) -> Iterator[Line]:
    if not is_sealed(proof):
        yield Line(Finding.FAILED, "file", "It is not as it was written: something in it was changed since.")
    if proof.rules != __version__:
        words = f"It was made by Firsthand {proof.rules}; this is {__version__}, whose rules may differ."
        yield Line(Finding.ON_TRUST, "file", words)


def _originals(proof: ProofFile, folder: Path) -> dict[str, Original]:
    """Each transcript's original by what it holds; the file names none, so that none can lead elsewhere."""
    if not folder.is_dir():
        raise NotFound("There is no such folder. Nothing was checked.", where=str(folder))
    wanted = {one.sha256 for one in proof.transcripts}
    places: dict[str, Path] = {}
    for path in _files(folder):
        if len(places) == len(wanted):
            break
        digest = _digest(path)
        if digest in wanted:
            places[digest] = path
    return {one.id: _original(one, places.get(one.sha256)) for one in proof.transcripts}


def _files(folder: Path) -> Iterator[Path]:
    """The files in a folder, links aside."""
    for parent, _, names in os.walk(folder, followlinks=False):
        for name in sorted(names):
            path = Path(parent) / name
            if not path.is_symlink() and path.is_file() and path.stat().st_size <= MAX_BYTES:
                yield path


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    try:
        with path.open("rb") as opened:
            while block := opened.read(_BLOCK):
                found.update(block)
    except OSError:
        return ""
    return found.hexdigest()


def _original(one: ProvenTranscript, path: Path | None) -> Original:
    if path is None:
        return Original(
            None, f"No file with SHA-256 {one.sha256[:12]}… is in the folder: it is missing, or was changed."
        )
    try:
        return Original(read(path.read_bytes(), path.name, one.format).transcript)
    except (Unreadable, OSError) as reason:
        return Original(None, f"The original can't be read: {getattr(reason, 'message', reason)}")


def _as_text(proof: ProofFile, lines: list[Line]) -> str:
    shown = [f"{click.style(proof.title, bold=True)} (made {proof.made_at[:10]})", ""]
    for line in lines:
        sign, colour = _SIGNS[line.finding]
        shown.append(f"{click.style(sign, fg=colour)} {click.style(line.about, dim=True)}  {line.words}")
    counted = Counter(line.finding for line in lines)
    failed, trusted = counted[Finding.FAILED], counted[Finding.ON_TRUST]
    verdict = f"Not proven: {failed} of {len(lines)} things do not hold." if failed else "Proven."
    told = f" {trusted} taken on the team's word, marked ·." if trusted else ""
    return "\n".join([*shown, "", click.style(verdict, bold=True) + told])


def _as_json(proof: ProofFile, lines: list[Line]) -> str:
    found = {
        "title": proof.title,
        "proven": not any(line.finding is Finding.FAILED for line in lines),
        "lines": [{"finding": line.finding.value, "about": line.about, "words": line.words} for line in lines],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)
