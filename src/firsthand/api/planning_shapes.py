"""What the API takes about studies, guides and preparation: bounded, as everything at this door."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Field
from pydantic import StringConstraints

from firsthand.api.shapes import Id, Line, Passage, Shape, Version
from firsthand.domain.planning.reviews import Verdict
from firsthand.domain.planning.samples import SamplePlan, Segment
from firsthand.domain.planning.studies import StudyState, TeamRole
from firsthand.services.studies import StudyForm

GuideText = Annotated[str, StringConstraints(max_length=200_000)]
Slot = Annotated[str, StringConstraints(max_length=100)]
People = Annotated[int, Field(ge=0, le=1_000)]
Share = Annotated[int, Field(ge=0, le=100)]


class StudyIn(Shape):
    """A study as it is changed."""

    title: Line
    research_question: Passage = ""
    goals: list[Annotated[str, StringConstraints(max_length=500)]] = Field(default_factory=list, max_length=50)
    decision: Passage = ""
    template: Annotated[str, StringConstraints(max_length=40)] = "blank"
    starts_on: date | None = None
    ends_on: date | None = None
    is_confidential: bool | None = None  # known to its team and the owners alone; null leaves it as it is
    version: Version | None = None  # as you saw it; refused with 409 if somebody saved since

    def form(self) -> StudyForm:
        """The services' word for it."""
        return StudyForm(
            self.title,
            self.research_question,
            tuple(self.goals),
            self.decision,
            self.template,
            self.starts_on,
            self.ends_on,
            self.is_confidential,
        )


class NewStudyIn(StudyIn):
    """A study as it is started, with what its guide's slots stand for."""

    product: Slot = ""
    feature: Slot = ""
    task: Slot = ""


class StudyStateIn(Shape):
    """The next state of a study."""

    state: StudyState


class TeamMemberIn(Shape):
    """One member with one role."""

    member_id: Id
    role: TeamRole


class TeamIn(Shape):
    """The whole team of a study."""

    team: list[TeamMemberIn] = Field(max_length=100)


class HypothesisIn(Shape):
    """What you believe, and what you expect to hear if it is true."""

    statement: Annotated[str, StringConstraints(max_length=2_000)]
    prediction: Annotated[str, StringConstraints(max_length=2_000)]
    version: Version | None = None


class SegmentIn(Shape):
    """A kind of people with a number or a share (percent)."""

    name: Line
    people: People | None = None
    share: Share | None = None


class SampleIn(Shape):
    """Whom a study wants to hear from."""

    segments: list[SegmentIn] = Field(default_factory=list, max_length=30)
    people: People | None = None
    least_not_active_share: Share = 0
    version: Version | None = None  # of the study

    def plan(self) -> SamplePlan:
        """The domain's word for it."""
        segments = tuple(Segment(one.name, one.people, one.share) for one in self.segments)
        return SamplePlan(segments, self.people, self.least_not_active_share)


class TemplateIn(Shape):
    """A study to keep as a template."""

    study_id: Id
    title: Line
    guide_id: Id = ""


class GuideIn(Shape):
    """A new guide, as Markdown."""

    text: GuideText
    title: Line = ""
    study_id: Id = ""


class GuideTextIn(Shape):
    """A guide's text as you want it, and the version that you changed."""

    text: GuideText
    version: Version


class PastedIn(Shape):
    """A guide from elsewhere, as text."""

    text: GuideText


class SlotsIn(Shape):
    """What [product], [feature] and [task] stand for."""

    product: Slot = ""
    feature: Slot = ""
    task: Slot = ""
    version: Version


class IgnoreIn(Shape):
    """A finding of the linter that you stand by, and why."""

    fault: Annotated[str, StringConstraints(max_length=60)]
    reason: Annotated[str, StringConstraints(max_length=300)]
    line: Version | None = None  # of the finding; null for the guide as a whole
    version: Version


class RestoreIn(Shape):
    """An old version to go back to, and the one that you saw."""

    number: Version
    version: Version


class ReviewerIn(Shape):
    """Who is asked to review."""

    reviewer_id: Id


class VerdictIn(Shape):
    """What the reviewer says about the version that they saw."""

    verdict: Verdict
    version: Version
    remark: Annotated[str, StringConstraints(max_length=5_000)] = ""


class CommentIn(Shape):
    """A comment on a question, given by its words, or on the whole guide."""

    text: Annotated[str, StringConstraints(max_length=5_000)]
    question: Annotated[str, StringConstraints(max_length=10_000)] = ""


class SettledIn(Shape):
    """Whether a comment has been dealt with."""

    is_settled: bool


class TickIn(Shape):
    """A line of a checklist."""

    key: Annotated[str, StringConstraints(max_length=40)]
    is_done: bool = True
