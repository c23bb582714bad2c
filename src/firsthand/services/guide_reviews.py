"""A teammate looks through a discussion guide before it is used: asked, commented question by question, approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.planning.reviews import ReviewState, Verdict, review_state
from firsthand.services.access import absent, found, visible
from firsthand.services.acting import acting
from firsthand.services.fields import passage
from firsthand.services.team import require_members
from firsthand.storage.reviews import GuideCommentRecord, GuideReviewRecord
from firsthand.storage.studies import GuideRecord

LONG_REMARK = 5_000  # characters


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """Where the review of a guide stands."""

    state: ReviewState
    id: str = ""  # of the newest request; "" where nobody was asked
    reviewer_id: str = ""
    reviewer: str = ""
    asked_by: str = ""
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    version: int | None = None  # that the verdict is about; before there is one, that somebody was asked about
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What somebody said about one question, or about the whole guide."""

    id: str
    question: str  # the words that it was written about; "" for the whole guide
    text: str
    by: str
    by_id: str
    at: datetime
    version: int  # of the guide
    settled_by: str  # "" while it is open
    settled_at: datetime | None


NO_REVIEW = ReviewRow(ReviewState.NONE)


def ask_for_review(actor: Actor, guide_id: str, reviewer_id: str) -> str:
    """Ask a teammate to look through a guide; gives the review's id. A request that was not answered yet is replaced.

    Raises Invalid for oneself, a viewer, or somebody who is no member.
    """
    guide = found(actor, Action.CHANGE, GuideRecord, guide_id)
    if reviewer_id == actor.member_id:
        raise Invalid("You can't review your own guide. Nobody was asked; choose a teammate.", where="reviewer_id")
    require_members(actor, [reviewer_id], must_change=True, study_id=guide.study_id)
    review_id = new_id(Kind.REVIEW)
    with acting(actor, "asked for review", Ref(Kind.GUIDE, guide.id)):
        GuideReviewRecord.objects.filter(guide=guide, verdict=Verdict.ASKED).delete()
        GuideReviewRecord.objects.create(
            id=review_id,
            workspace_id=actor.workspace_id,
            guide=guide,
            asked_by_id=actor.id,
            reviewer_id=reviewer_id,
            asked_version=guide.version,
        )
    return review_id


def answer_review(actor: Actor, guide_id: str, verdict: Verdict, version: int, remark: str = "") -> None:
    """Approve the guide's text of this version, or say that changes are wanted; the newest request's reviewer only.

    A reviewer may answer again, about a later version or with another verdict. Raises NotFound where the actor was not
    asked, Conflict where the guide has another version by now, Invalid for ASKED.
    """
    guide = found(actor, Action.CHANGE, GuideRecord, guide_id)
    review = _newest(guide.id)
    if review is None or review.reviewer_id != actor.member_id:
        raise absent()
    if verdict is Verdict.ASKED:
        raise Invalid("Say whether you approve the guide or want changes. Nothing was saved.", where="verdict")
    if version != guide.version:
        raise Conflict(
            f"The guide was changed while you read it: you saw version {version}, and it is {guide.version} now. "
            "Your verdict was not saved; look at the difference and decide again."
        )
    said = passage(remark, "remark", LONG_REMARK)
    with acting(actor, f"reviewed guide: {verdict}", Ref(Kind.GUIDE, guide.id)):
        GuideReviewRecord.objects.filter(id=review.id).update(
            verdict=verdict, verdict_version=version, remark=said, answered_at=timezone.now()
        )


def comment(actor: Actor, guide_id: str, text: str, question: str = "") -> str:
    """Say something about a question (by its words) or the whole guide; gives the comment's id."""
    guide = found(actor, Action.CHANGE, GuideRecord, guide_id)
    said, about = passage(text, "comment", LONG_REMARK), passage(question, "question", 10_000)
    if not said:
        raise Invalid("The comment is empty. Nothing was saved; write it and send it again.", where="text")
    comment_id = new_id(Kind.COMMENT)
    with acting(actor, "commented on guide", Ref(Kind.GUIDE, guide.id)):
        GuideCommentRecord.objects.create(
            id=comment_id,
            workspace_id=actor.workspace_id,
            guide=guide,
            member_id=actor.id,
            version_number=guide.version,
            question=about,
            text=said,
        )
    return comment_id


def settle_comment(actor: Actor, comment_id: str, *, is_settled: bool = True) -> None:
    """Say that a comment has been dealt with, or open it again."""
    record = found(actor, Action.CHANGE, GuideCommentRecord, comment_id, "guide")
    if record.guide.deleted_at is not None:
        raise absent()
    verb = "settled comment" if is_settled else "opened comment again"
    with acting(actor, verb, Ref(Kind.COMMENT, record.id)):
        GuideCommentRecord.objects.filter(id=record.id).update(
            settled_at=timezone.now() if is_settled else None, settled_by_id=actor.id if is_settled else None
        )


def reviews_of(guides: Sequence[GuideRecord]) -> dict[str, ReviewRow]:
    """Where the review of each of these guides stands; one query."""
    wanted = GuideReviewRecord.objects.filter(guide_id__in=[guide.id for guide in guides])
    records = wanted.select_related("reviewer__user", "asked_by__user").order_by("created_at", "id")
    newest = {record.guide_id: record for record in records}
    return {guide.id: _row(newest.get(guide.id), guide.version) for guide in guides}


def comments_on(guide_id: str) -> tuple[CommentRow, ...]:
    """What was said about a guide, oldest first; one query."""
    records = GuideCommentRecord.objects.filter(guide_id=guide_id).select_related("member__user", "settled_by__user")
    return tuple(_comment(record) for record in records.order_by("created_at", "id"))


def waiting_for(actor: Actor) -> tuple[tuple[str, str], ...]:
    """The guides, as (id, title), that the actor was asked to review and has not answered."""
    asked = visible(actor, GuideReviewRecord).filter(reviewer_id=actor.id)
    live = asked.filter(verdict=Verdict.ASKED).filter(guide__deleted_at=None).order_by("created_at")
    return tuple(live.values_list("guide_id", "guide__title"))


def _newest(guide_id: str) -> GuideReviewRecord | None:
    return GuideReviewRecord.objects.filter(guide_id=guide_id).order_by("-created_at", "-id").first()


def _row(record: GuideReviewRecord | None, guide_version: int) -> ReviewRow:
    if record is None:
        return NO_REVIEW
    verdict = Verdict(record.verdict)
    return ReviewRow(
        state=review_state(verdict, record.verdict_version, guide_version),
        id=record.id,
        reviewer_id=record.reviewer_id,
        reviewer=record.reviewer.user.name,
        asked_by=record.asked_by.user.name,
        asked_at=record.created_at,
        answered_at=record.answered_at,
        version=record.asked_version if record.verdict_version is None else record.verdict_version,
        remark=record.remark,
    )


def _comment(record: GuideCommentRecord) -> CommentRow:
    return CommentRow(
        id=record.id,
        question=record.question,
        text=record.text,
        by=record.member.user.name,
        by_id=record.member_id,
        at=record.created_at,
        version=record.version_number,
        settled_by=record.settled_by.user.name if record.settled_by else "",
        settled_at=record.settled_at,
    )
