"""A discussion guide as it will be asked, with what the linter finds beside each question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from firsthand.domain.planning.guides import Guide, GuideQuestion, Note, Prose, Section
from firsthand.domain.planning.linting.review import GuideFinding, lint_guide
from firsthand.formats.guide_markdown import read_guide
from firsthand.services.guides import guide_page
from firsthand.web.reader import fault_label
from firsthand.web.who import actor


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding of the linter."""

    label: str
    words: str
    reason: str
    rewrite: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One thing in a section: a question, a probe, a note or something to read out."""

    kind: str  # question, probe, note, prose
    text: str
    findings: tuple[FindingView, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionView:
    """One stretch of the conversation."""

    title: str
    minutes: int | None
    items: tuple[ItemView, ...]


@require_safe
def guide(request: HttpRequest, guide_id: str) -> HttpResponse:
    """One guide, to read."""
    page = guide_page(actor(request), guide_id)
    read, problems = read_guide(page.text)
    findings = lint_guide(read)
    by_line: defaultdict[int | None, list[GuideFinding]] = defaultdict(list)
    for finding in findings:
        by_line[finding.line if finding.question else None].append(finding)
    context = {
        "page": page,
        "study_url": reverse("study", args=[page.study_id]) if page.study_id else "",
        "sections": [_section(section, by_line) for section in _spoken(read)],
        "whole": [_finding(finding) for finding in by_line[None]],
        "count": len(findings),
        "core": len(read.core_questions),
        "minutes": _minutes(read),
        "problems": problems,
        "glossary": read.glossary,
    }
    return render(request, "guides/guide.html", context)


def _spoken(read: Guide) -> list[Section]:
    """The sections without the glossary, which has a place of its own on the page."""
    return [section for section in read.sections if not (read.glossary and section.title.lower() == "glossary")]


def _minutes(read: Guide) -> int:
    return read.minutes or read.section_minutes


def _section(section: Section, by_line: dict[int | None, list[GuideFinding]]) -> SectionView:
    items: list[ItemView] = []
    for item in section.items:
        if isinstance(item, GuideQuestion):
            items.extend(_questions(item, by_line))
        elif isinstance(item, (Note, Prose)):
            kind = "note" if isinstance(item, Note) or not item.is_script else "prose"
            items.append(ItemView(kind, item.text, _at(item.line, by_line)))
    return SectionView(section.title, section.planned_minutes, tuple(items))


def _questions(question: GuideQuestion, by_line: dict[int | None, list[GuideFinding]]) -> list[ItemView]:
    return [
        ItemView("question" if one is question else "probe", one.text, _at(one.line, by_line))
        for one in question.walk()
    ]


def _at(line: int | None, by_line: dict[int | None, list[GuideFinding]]) -> tuple[FindingView, ...]:
    return tuple(map(_finding, by_line.get(line, ()))) if line is not None else ()


def _finding(finding: GuideFinding) -> FindingView:
    label = fault_label(finding.fault).replace("_", " ")
    return FindingView(label, finding.words, finding.reason, finding.rewrite)
