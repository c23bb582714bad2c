"""Discussion guides over the API: their Markdown, versions, review and import."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, File, Query, Router, Schema, Status, UploadedFile

from firsthand.api.planning_shapes import (
    CommentIn,
    GuideIn,
    GuideTextIn,
    IgnoreIn,
    PastedIn,
    RestoreIn,
    ReviewerIn,
    SettledIn,
    SlotsIn,
    VerdictIn,
)
from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import Created, Undoable
from firsthand.domain.planning.linting.review import GuideFinding
from firsthand.domain.planning.time_budget import TimeBudget
from firsthand.formats.guide_form import as_form
from firsthand.services import guide_imports, guide_reviews, guides

router = Router(tags=["guides"])


class Saved(Schema):
    """The guide's version now."""

    version: int


class Between(Schema):
    """Which two versions are compared."""

    before: Annotated[int, Field(ge=1, le=2**31 - 1)]
    after: Annotated[int, Field(ge=1, le=2**31 - 1)]


class GuideOut(Schema):
    """A guide with its fields, its findings and where its review stands."""

    id: str
    title: str
    text: str
    study_id: str | None
    version: int
    form: dict[str, Any]  # the same guide as fields
    findings: list[GuideFinding]
    budget: TimeBudget
    review: guide_reviews.ReviewRow
    comments: list[guide_reviews.CommentRow]


@router.post("/guides", response={201: Created, **REFUSALS})
def add_guide(request: HttpRequest, wanted: GuideIn) -> Status[dict[str, str]]:
    """Keep a guide; its text is Markdown."""
    made = guides.add_guide(actor(request), wanted.title, wanted.text, wanted.study_id or None)
    return Status(201, {"id": made})


@router.get("/guides/{guide_id}", response={200: GuideOut, **REFUSALS})
def get_guide(request: HttpRequest, guide_id: str) -> GuideOut:
    """One guide."""
    page = guides.guide_page(actor(request), guide_id)
    return GuideOut(
        id=page.id,
        title=page.title,
        text=page.text,
        study_id=page.study_id,
        version=page.version,
        form=as_form(page.read.guide),
        findings=list(page.read.findings),
        budget=page.read.budget,
        review=page.review,
        comments=list(page.comments),
    )


@router.put("/guides/{guide_id}", response={200: Saved, **REFUSALS})
def save_guide(request: HttpRequest, guide_id: str, wanted: GuideTextIn) -> dict[str, int]:
    """Save the guide's text; 409 with what both of you changed where somebody saved first."""
    return {"version": guides.save_text(actor(request), guide_id, wanted.text, wanted.version)}


@router.delete("/guides/{guide_id}", response={200: Undoable, **REFUSALS})
def delete_guide(request: HttpRequest, guide_id: str) -> dict[str, str]:
    """Take a guide away."""
    return {"undo_id": guides.delete_guide(actor(request), guide_id)}


@router.put("/guides/{guide_id}/slots", response={200: Saved, **REFUSALS})
def fill_slots(request: HttpRequest, guide_id: str, wanted: SlotsIn) -> dict[str, int]:
    """Say once what the slots stand for."""
    slots = {"product": wanted.product, "feature": wanted.feature, "task": wanted.task}
    return {"version": guides.fill(actor(request), guide_id, wanted.version, **slots)}


@router.post("/guides/{guide_id}/ignores", response={200: Saved, **REFUSALS})
def ignore_finding(request: HttpRequest, guide_id: str, wanted: IgnoreIn) -> dict[str, int]:
    """Stand by a finding; the reason is written into the guide."""
    saved = guides.ignore_finding(actor(request), guide_id, wanted.version, wanted.fault, wanted.reason, wanted.line)
    return {"version": saved}


@router.get("/guides/{guide_id}/versions", response={200: list[guides.VersionRow], **REFUSALS})
def list_versions(request: HttpRequest, guide_id: str) -> list[guides.VersionRow]:
    """Every saved version, newest first."""
    return list(guides.versions(actor(request), guide_id))


@router.get("/guides/{guide_id}/difference", response={200: guides.Difference, **REFUSALS})
def compare_versions(request: HttpRequest, guide_id: str, between: Query[Between]) -> guides.Difference:
    """What changed between two versions."""
    return guides.compare(actor(request), guide_id, between.before, between.after)


@router.post("/guides/{guide_id}/restore", response={200: Saved, **REFUSALS})
def restore_version(request: HttpRequest, guide_id: str, wanted: RestoreIn) -> dict[str, int]:
    """Make an old version the guide's text again, as a new version."""
    return {"version": guides.restore(actor(request), guide_id, wanted.number, wanted.version)}


@router.post("/guides/{guide_id}/review", response={201: Created, **REFUSALS})
def ask_for_review(request: HttpRequest, guide_id: str, wanted: ReviewerIn) -> Status[dict[str, str]]:
    """Ask a teammate to look through the guide."""
    return Status(201, {"id": guide_reviews.ask_for_review(actor(request), guide_id, wanted.reviewer_id)})


@router.put("/guides/{guide_id}/review", response={204: None, **REFUSALS})
def answer_review(request: HttpRequest, guide_id: str, wanted: VerdictIn) -> Status[None]:
    """Approve the version that you saw, or say that changes are wanted."""
    guide_reviews.answer_review(actor(request), guide_id, wanted.verdict, wanted.version, wanted.remark)
    return Status(204, None)


@router.post("/guides/{guide_id}/comments", response={201: Created, **REFUSALS})
def comment_on_guide(request: HttpRequest, guide_id: str, wanted: CommentIn) -> Status[dict[str, str]]:
    """Say something about a question or the whole guide."""
    return Status(201, {"id": guide_reviews.comment(actor(request), guide_id, wanted.text, wanted.question)})


@router.put("/guide-comments/{comment_id}", response={204: None, **REFUSALS})
def settle_comment(request: HttpRequest, comment_id: str, wanted: SettledIn) -> Status[None]:
    """Say that a comment has been dealt with, or open it again."""
    guide_reviews.settle_comment(actor(request), comment_id, is_settled=wanted.is_settled)
    return Status(204, None)


@router.post("/guides/preview/text", response={200: guide_imports.GuidePreview, **REFUSALS})
def preview_text(request: HttpRequest, wanted: PastedIn) -> guide_imports.GuidePreview:
    """What a pasted text would be as a guide; nothing is kept."""
    return guide_imports.preview_text(actor(request), wanted.text)


@router.post("/guides/preview/file", response={200: guide_imports.GuidePreview, **REFUSALS})
def preview_file(request: HttpRequest, file: File[UploadedFile]) -> guide_imports.GuidePreview:
    """What a Markdown, text or Word file would be as a guide; nothing is kept."""
    return guide_imports.preview_file(actor(request), file.name or "", file.read())
