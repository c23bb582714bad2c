"""Linting a guide of 60 questions, as somebody types."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt

from benchmarks.interviews import guide
from benchmarks.measuring import Row, processor
from firsthand.domain.planning.linting import lint_guide
from firsthand.formats.guide_markdown import read_guide

QUESTIONS = 60


def rows(*, quick: bool) -> Iterator[Row]:
    rounds = 3 if quick else 20
    guides = [guide(QUESTIONS, seed) for seed in range(rounds)]
    markdown = MarkdownIt()
    _lint(guide(QUESTIONS, seed=99))
    figures = processor(lambda n: _lint(guides[n]), lambda n: markdown.parse(guides[n]), rounds)
    yield Row("lint", f"a guide of {QUESTIONS} questions", figures[0], "markdown-it-py parses it", figures[1], "ms")


def _lint(text: str) -> object:
    return lint_guide(read_guide(text)[0])
