"""Recognising and reading files of every layout: the real samples where this machine has them, else our own."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.interviews import interview
from benchmarks.measuring import Row, processor
from firsthand.formats.reading import read
from firsthand.formats.readings import Source, Unreadable
from firsthand.formats.sniffing import sniff
from firsthand.formats.writing import LAYOUTS, write

ROOT = Path(__file__).resolve().parents[1]
REAL = Path(os.environ.get("FIRSTHAND_SHARED_DATA", ROOT.parent / "shared" / "data")) / "transcripts"
DEMO = ROOT / "src" / "firsthand" / "services" / "demo_workspace" / "transcripts"


@dataclass(frozen=True, slots=True)
class Sample:
    """One file."""

    name: str
    data: bytes


def rows(*, quick: bool) -> Iterator[Row]:
    real = [Sample(path.name, path.read_bytes()) for path in sorted(REAL.rglob("*")) if path.is_file()]
    files = real[:10] if quick and real else real or own()
    size = sum(len(file.data) for file in files) / 1e6
    about = f"{len(files)} {'sample' if real else 'own'} files, {size:.1f} MB"
    rounds = 1 if quick else 3
    for file in files:
        _read(file)  # loads each reader once
    figures = processor(lambda _: [_sniff(file) for file in files], lambda _: [_bare(file) for file in files], rounds)
    yield Row("files", f"recognise {about}", figures[0], "json.loads or decode().splitlines()", figures[1], "ms")
    figures = processor(lambda _: [_read(file) for file in files], lambda _: [_bare(file) for file in files], rounds)
    yield Row("files", f"read {about}", figures[0], "json.loads or decode().splitlines()", figures[1], "ms")


def own() -> list[Sample]:
    """The demo's transcripts, and an hour of made-up talk in every layout that we write."""
    demo = [Sample(path.name, path.read_bytes()) for path in sorted(DEMO.iterdir())]
    talk = read(interview(hours=1), "talk.vtt").transcript
    return [*demo, *(Sample(f"talk.{layout.name}", write(talk, layout.name).encode()) for layout in LAYOUTS)]


def _sniff(file: Sample) -> object:
    try:
        return sniff(Source(file.data, file.name))
    except Unreadable:
        return None


def _read(file: Sample) -> object:
    try:
        return read(file.data, file.name)
    except Unreadable:
        return None


def _bare(file: Sample) -> object:
    if file.name.endswith(".json"):
        try:
            return json.loads(file.data)
        except ValueError:
            pass
    return file.data.decode(errors="replace").splitlines()
