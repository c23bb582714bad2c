"""A discussion guide from pasted text: numbering, bullets, indents and minutes in brackets make it a guide again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.domain.errors import Invalid
from firsthand.domain.planning.guides import Guide, Prose
from firsthand.formats.guide_front_matter import FrontMatter
from firsthand.formats.guide_markdown import read_guide, render_guide
from firsthand.formats.guide_plain_lines import Pasted, plain_lines
from firsthand.formats.guide_reader import GuideReader
from firsthand.formats.guide_tables import with_tables
from firsthand.formats.problems import Problem, shortened

LONGEST = 200_000  # characters of a guide
MOST_LINES = 10_000
NAMED = 5  # lines that a problem names
_MARKDOWN = re.compile(r"^#{1,6}[ \t]+\S|^\*\*[^*\n]+\*\*\s*:?$|^```", re.MULTILINE)
_LIST_ITEM = re.compile(r"\s*-\s")


def read_guide_text(text: str) -> tuple[Guide, list[Problem]]:
    """The guide in a pasted text, and what could not be told; all words are kept. Markdown is read as Markdown.

    Raises Invalid where the text is too long for a guide.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if len(text) > LONGEST:
        raise Invalid(
            f"This text has {len(text):,} characters; a guide has at most {LONGEST:,}. Nothing was imported. "
            "Paste the part with the questions."
        )
    if text.startswith("---\n") or _MARKDOWN.search(text):
        return read_guide(text)
    return guide_of_lines([Pasted(line, number) for number, line in enumerate(text.split("\n"), 1)])


def guide_of_lines(pasted: Sequence[Pasted]) -> tuple[Guide, list[Problem]]:
    """The guide in lines or paragraphs, however they were come by. Raises Invalid where there are too many."""
    if len(pasted) > MOST_LINES:
        raise Invalid(
            f"This has {len(pasted):,} lines; a guide has at most {MOST_LINES:,}. Nothing was imported. "
            "Take the part with the questions."
        )
    reader = GuideReader(is_ours=False)
    for line in plain_lines(with_tables(pasted)):
        reader.take(line)
    guide = reader.guide(FrontMatter())
    written = render_guide(guide)
    settled = read_guide(written)[0]
    return (guide if render_guide(settled) == written else settled), _problems(guide)


def _problems(guide: Guide) -> list[Problem]:
    problems: list[Problem] = []
    if not any(guide.all_questions()):
        problems.append(Problem("No question was found here. Everything is kept as text; end each question with “?”."))
    elif not guide.sections:
        problems.append(
            Problem("No headings were found, so all questions are in one stretch. Add sections with minutes.")
        )
    elif not any(section.planned_minutes for section in guide.sections):
        problems.append(Problem("No minutes were found. Put them behind the headings: “Opening (5 min)”."))
    items = [item for section in guide.sections for item in section.items if isinstance(item, Prose)]
    items += [item for item in guide.preface if isinstance(item, Prose)]
    kept = [item for item in items if item.is_script and _LIST_ITEM.match(item.text)]
    if kept:
        lines = ", ".join(str(item.line) for item in kept[:NAMED] if item.line)
        more = f" and {len(kept) - NAMED} more" if len(kept) > NAMED else ""
        problems.append(
            Problem(
                f"{len(kept)} list{'s' if len(kept) != 1 else ''} without a question: kept as text "
                f"(line {lines}{more}).",
                kept[0].line,
                shortened(kept[0].text),
            )
        )
    return problems
