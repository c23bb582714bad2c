"""A discussion guide as Markdown: read from whatever people write, written in one form that reads back the same.

The canonical form is described in docs/reference/guide-format.md.
"""

from __future__ import annotations

from firsthand.domain.planning.guides import Guide, GuideQuestion, Ignore, Item, Note, Section, Term
from firsthand.domain.planning.linting.reading_aloud import passages
from firsthand.formats.guide_front_matter import FrontMatter, read_front_matter, render_front_matter
from firsthand.formats.guide_lines import classified, has_ignores
from firsthand.formats.guide_reader import GuideReader
from firsthand.formats.readings import Problem

INDENT = "    "  # of whatever belongs to a question


def read_guide(text: str) -> tuple[Guide, list[Problem]]:
    """The guide in a Markdown file, with line numbers, and what could not be read as a part of one."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    front, body_at, problems = _front_matter(lines)
    is_ours = front.is_ours or has_ignores(text)
    reader = GuideReader(is_ours)
    for line in classified(lines[body_at:], body_at + 1, bold_titles=not is_ours):
        reader.take(line)
    guide = reader.guide(front)
    if not any("?" in passage.text for passage in passages(guide)):
        problems.append(Problem("There is no question in this file: write each as a list item that ends with “?”."))
    return guide, problems


def _front_matter(lines: list[str]) -> tuple[FrontMatter, int, list[Problem]]:
    """The front matter, the index of the first line after it, and its problems."""
    if lines[0].rstrip() != "---":
        return FrontMatter(), 0, []
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return FrontMatter(), 0, [Problem("The front matter has no closing ---; all of it is read as text.", 1, "---")]
    front, problems = read_front_matter(lines[1:end], 2)
    return front, end + 1, problems


def render_guide(guide: Guide) -> str:
    """The guide in its canonical Markdown: it reads back as the same guide."""
    front = FrontMatter(
        guide.template, guide.product, guide.feature, guide.task, guide.minutes, guide.off, guide.ignores, guide.other
    )
    blocks = [f"# {guide.title}"] if guide.title else []
    blocks += _items(guide.preface)
    for section in guide.sections:
        blocks.append(_title(section))
        blocks += _items(section.items)
    if guide.glossary:
        blocks += ["## Glossary", "\n".join(_term(term) for term in guide.glossary)]
    body = "\n\n".join(blocks) + "\n"
    if body.startswith("---"):  # below an empty line a rule is not taken for front matter
        return render_front_matter(front) + "\n" + body
    return render_front_matter(front) + body


def _title(section: Section) -> str:
    minutes = f" ({section.minutes} min)" if section.minutes is not None else ""
    return f"{'#' * max(section.level, 1)} {section.title}{minutes}".rstrip()


def _term(term: Term) -> str:
    return f"- **{term.word}**" + (f": {term.meaning}" if term.meaning else "")


def _items(items: tuple[Item, ...]) -> list[str]:
    """The blocks of a section; questions that follow one another share a block."""
    blocks: list[str] = []
    number = 0
    after_question = False
    for item in items:
        if isinstance(item, GuideQuestion):
            number += 1
            written = "\n".join(_question(item, f"{number}. ", ""))
            blocks = [*blocks[:-1], f"{blocks[-1]}\n{written}"] if after_question else [*blocks, written]
        else:
            blocks.append(_quoted(item.text, "") if isinstance(item, Note) else item.text)
        after_question = isinstance(item, GuideQuestion)
    return blocks


def _question(question: GuideQuestion, mark: str, indent: str) -> list[str]:
    inner = indent + INDENT
    first, *rest = question.text.split("\n")
    lines = [f"{indent}{mark}{first}", *(f"{inner}{line}" for line in rest)]
    lines += [f"{inner}{_comment(ignore)}" for ignore in question.ignores]
    if question.notes:
        lines.append(f"\n{inner}>\n".join(_quoted(note, inner) for note in question.notes))
    for probe in question.probes:
        lines += _question(probe, "- ", inner)
    return lines


def _quoted(text: str, indent: str) -> str:
    return "\n".join(f"{indent}> {line}".rstrip() for line in text.split("\n"))


def _comment(ignore: Ignore) -> str:
    return f"<!-- firsthand: ignore {ignore.fault}" + (f" — {ignore.reason}" if ignore.reason else "") + " -->"
