"""A discussion guide as a page: read like a printed one, with its review, its minutes and what the linter finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.planning.guides import Guide, GuideQuestion, Item, Note, Section
from firsthand.services import guides as service
from firsthand.services.accounts import members
from firsthand.services.guide_reviews import CommentRow
from firsthand.services.guides import GuidePage, guide_page
from firsthand.services.team import Named
from firsthand.services.templates import save_as_template
from firsthand.web.guide_findings import WHOLE, FindingView, Spot, by_spot
from firsthand.web.guide_times import strip
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer

MOST_DRAWN = 400  # questions, notes and paragraphs; a longer guide is shown as its Markdown


@dataclass(frozen=True, slots=True)
class ItemView:
    """One thing in a section: a question, a probe, a note or something to read out."""

    kind: str  # question, probe, note, prose
    text: str
    notes: tuple[str, ...] = ()
    findings: tuple[FindingView, ...] = ()
    comments: tuple[CommentRow, ...] = ()
    ignores: tuple[str, ...] = ()
    number: int = 0  # of a core question in the guide; 0 for everything else
    raw: str = ""  # the words as written, slots unfilled: what a comment is about

    @property
    def may_be_commented(self) -> bool:
        """Comments are about questions."""
        return self.kind in ("question", "probe")


@dataclass(frozen=True, slots=True)
class SectionView:
    """One stretch of the conversation."""

    title: str
    minutes: int | None
    items: tuple[ItemView, ...]
    findings: tuple[FindingView, ...] = ()


class Drawing:
    """Goes through a guide once and hands each thing its findings and its comments."""

    def __init__(self, page: GuidePage) -> None:
        self.guide: Guide = page.read.guide
        self.findings = by_spot(self.guide, page.read.findings)
        self.comments: defaultdict[str, list[CommentRow]] = defaultdict(list)
        for comment in page.comments:
            self.comments[comment.question].append(comment)
        self.at = self.asked = 0

    def preface(self) -> SectionView:
        """What stands before the first section."""
        return SectionView("", None, tuple(view for item in self.guide.preface for view in self._item(item)))

    def sections(self) -> tuple[SectionView, ...]:
        """The sections, in order; the glossary has a place of its own on the page."""
        drawn = [(section, self._section(section, at)) for at, section in enumerate(self.guide.sections)]
        return tuple(view for s, view in drawn if not (self.guide.glossary and s.title.lower() == "glossary"))

    def rest(self) -> tuple[CommentRow, ...]:
        """Comments about the whole guide, and about questions that have other words by now."""
        return tuple(comment for comments in self.comments.values() for comment in comments)

    def _section(self, section: Section, at: int) -> SectionView:
        items = tuple(view for item in section.items for view in self._item(item))
        found = tuple(self.findings.get(Spot("section", at), ()))
        return SectionView(section.title, section.planned_minutes, items, found)

    def _item(self, item: Item) -> Iterator[ItemView]:
        if isinstance(item, GuideQuestion):
            self.asked += 1
            for one in item.walk():
                kind = "question" if one is item else "probe"
                yield self._question(one, kind, self.asked if one is item else 0)
        else:
            kind = "note" if isinstance(item, Note) or not item.is_script else "prose"
            yield ItemView(kind, item.text, findings=self._next_findings())

    def _question(self, question: GuideQuestion, kind: str, number: int) -> ItemView:
        return ItemView(
            kind,
            self.guide.filled(question.text),
            question.notes,
            self._next_findings(),
            tuple(self.comments.pop(question.text, ())),
            tuple(ignore.reason for ignore in question.ignores if ignore.reason),
            number,
            question.text,
        )

    def _next_findings(self) -> tuple[FindingView, ...]:
        self.at += 1
        return tuple(self.findings.get(Spot("item", self.at - 1), ()))


@require_safe
def guide(request: HttpRequest, guide_id: str) -> HttpResponse:
    """One guide, to read."""
    who = actor(request)
    page = guide_page(who, guide_id)
    drawing, read = Drawing(page), page.read.guide
    preface, sections = drawing.preface(), drawing.sections()
    context = {
        "page": page,
        "review": page.review,
        "is_long": drawing.at > MOST_DRAWN,
        "items": drawing.at,
        "preface": preface,
        "sections": sections,
        "whole": drawing.findings.get(WHOLE, ()),
        "rest": drawing.rest(),
        "count": len(page.read.findings),
        "core": len(read.core_questions),
        "strip": strip(page.read.budget),
        "problems": page.read.problems,
        "glossary": read.glossary,
        "teammates": _teammates(request) if page.may_change else (),
    }
    return render(request, "guides/guide.html", context)


@require_safe
def download(request: HttpRequest, guide_id: str) -> HttpResponse:
    """The guide as a Markdown file: its text, letter for letter."""
    page = guide_page(actor(request), guide_id)
    name = slugify(page.title) or "discussion-guide"
    headers = {"Content-Disposition": f'attachment; filename="{name}.md"'}
    return HttpResponse(page.text, content_type="text/markdown; charset=utf-8", headers=headers)


@require_POST
def delete(request: HttpRequest, guide_id: str) -> HttpResponse:
    """Take a guide away; it can be brought back for a day."""
    page = guide_page(changer(request), guide_id)
    undo_id = service.delete_guide(actor(request), guide_id)
    say(request, _("The guide was deleted."), undo=undo_id)
    return redirect("study", page.study_id) if page.study_id else redirect("studies")


@require_POST
def keep_as_template(request: HttpRequest, guide_id: str) -> HttpResponse:
    """Make the guide, with its study's goals and sample plan, what new studies can start from."""
    page = guide_page(changer(request), guide_id)
    title = request.POST.get("title", "").strip() or page.title
    save_as_template(actor(request), page.study_id or "", title, guide_id)
    say(request, _("The template “%s” is there; new studies and guides can start from it.") % title)
    return redirect("guide", guide_id)


def _teammates(request: HttpRequest) -> tuple[Named, ...]:
    """Whom one could ask for a review: everybody who may change guides, but oneself."""
    who = actor(request)
    rows = (row for row in members(who) if row.id != who.member_id and row.role.value != "viewer")
    return tuple(Named(row.id, row.name or row.email) for row in rows)
