"""Discussion guides: Markdown text, read as a guide, with its faults, minutes, versions and review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from firsthand.domain.errors import Conflict, NotFound
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.planning.editing import fill_slots
from firsthand.domain.planning.guides import Guide
from firsthand.domain.planning.linting.ignoring import ignoring
from firsthand.domain.planning.linting.review import GuideFinding, lint_guide
from firsthand.domain.planning.time_budget import TimeBudget, time_budget
from firsthand.domain.planning.versions import Change, EditConflict, difference, edit_conflict
from firsthand.formats.guide_form import form_text
from firsthand.formats.guide_markdown import read_guide, render_guide
from firsthand.formats.readings import Problem
from firsthand.services.access import found, require, visible
from firsthand.services.acting import acting
from firsthand.services.fields import line, passage
from firsthand.services.guide_reviews import CommentRow, ReviewRow, comments_on, reviews_of
from firsthand.services.undo import take_away
from firsthand.storage.guides import GuideVersionRecord
from firsthand.storage.studies import GuideRecord, StudyRecord

LONGEST = 200_000  # characters of a guide
TOLD = 5  # changes in the message of a conflict; the page shows them all
CHOICES = 200  # guides offered in a form
READ_KEPT = 32  # guides read and linted that are kept at hand


class GuideConflict(Conflict):
    """Somebody saved the guide since; nothing was overwritten, and both sides' changes are told."""

    def __init__(self, conflict: EditConflict, version: int, text: str, mine: str) -> None:
        """`version` and `text` are the guide's now, `mine` is the text that was not saved."""
        told = [str(change) for change in conflict.theirs[:TOLD]]
        super().__init__(f"{conflict.words} Theirs: {'; '.join(told)}" if told else conflict.words)
        self.conflict = conflict
        self.version = version
        self.text = text
        self.mine = mine


@dataclass(frozen=True, slots=True)
class GuideRow:
    """A discussion guide as a list shows it."""

    id: str
    title: str
    version: int
    review: ReviewRow
    study_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReadGuide:
    """A guide's text with everything that is computed from it; never stored."""

    guide: Guide
    problems: tuple[Problem, ...]  # lines that could not be read as a part of a guide
    findings: tuple[GuideFinding, ...]  # of the linter
    budget: TimeBudget


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One saved version."""

    number: int
    title: str
    by: str  # "" for one from before versions were kept by author
    at: datetime
    note: str  # "restored version 2"; "" where nothing was said


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One discussion guide; its Markdown text is the guide."""

    id: str
    title: str
    text: str
    study_id: str | None
    study_title: str
    is_confidential: bool  # its study is
    version: int
    saved_by: str
    saved_at: datetime
    read: ReadGuide
    review: ReviewRow
    comments: tuple[CommentRow, ...]
    may_review: bool  # the actor was asked, and may answer
    may_change: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two versions of a guide."""

    before: VersionRow
    after: VersionRow
    changes: tuple[Change, ...]


@lru_cache(maxsize=READ_KEPT)
def read_text(text: str) -> ReadGuide:
    """Read, lint and time a guide's text; also for a text that is still being typed."""
    guide, problems = read_guide(text)
    return ReadGuide(guide, tuple(problems), lint_guide(guide), time_budget(guide))


def guide_page(actor: Actor, guide_id: str) -> GuidePage:
    """One discussion guide."""
    guide = found(actor, Action.VIEW, GuideRecord, guide_id, "study")
    saved = _version(guide.id, guide.version)
    review = reviews_of([guide])[guide.id]
    return GuidePage(
        id=guide.id,
        title=guide.title,
        text=guide.text,
        study_id=guide.study_id,
        study_title=guide.study.title if guide.study else "",
        is_confidential=guide.study is not None and guide.study.is_confidential,
        version=guide.version,
        saved_by=saved.by,
        saved_at=saved.at,
        read=read_text(guide.text),
        review=review,
        comments=comments_on(guide.id),
        may_review=bool(review.id) and review.reviewer_id == actor.member_id and may(actor, Action.CHANGE),
        may_change=may(actor, Action.CHANGE),
    )


def guides(actor: Actor) -> tuple[GuideRow, ...]:
    """The newest guides of the workspace, to choose from; two queries."""
    require(actor, Action.VIEW)
    records = visible(actor, GuideRecord)
    return guide_rows(list(records.order_by("-created_at", "-id")[:CHOICES]))


def guide_rows(guides: Sequence[GuideRecord]) -> tuple[GuideRow, ...]:
    """Guides as rows; one query."""
    reviews = reviews_of(guides)
    return tuple(GuideRow(guide.id, guide.title, guide.version, reviews[guide.id], guide.study_id) for guide in guides)


def add_guide(actor: Actor, title: str, text: str, study_id: str | None = None) -> str:
    """Keep a discussion guide as Markdown; gives its id."""
    require(actor, Action.CHANGE)
    if study_id:
        found(actor, Action.CHANGE, StudyRecord, study_id)
    guide_id, fields = new_id(Kind.GUIDE), checked_guide(title, text)
    with acting(actor, "added guide", Ref(Kind.GUIDE, guide_id)):
        insert_guide(actor, guide_id, fields, study_id)
    return guide_id


def checked_guide(title: str, text: str) -> dict[str, str]:
    """A guide's columns; the title in its text goes before the one given. Raises Invalid as the fields do."""
    kept = passage(text, "guide", LONGEST) + "\n"
    own = " ".join(read_text(kept).guide.title.split())[:200]
    return {"title": line(own or title, "title") or "Discussion guide", "text": kept}


def insert_guide(actor: Actor, guide_id: str, fields: dict[str, str], study_id: str | None) -> None:
    """Insert a guide with its first version inside the caller's act."""
    GuideRecord.objects.create(id=guide_id, workspace_id=actor.workspace_id, study_id=study_id, **fields)
    _keep_version(actor, guide_id, 1, fields, "")


def save_text(actor: Actor, guide_id: str, text: str, version: int, note: str = "") -> int:
    """Save the guide's text; gives the new version. An unchanged text saves nothing.

    Raises GuideConflict, which tells both sides' changes, where somebody saved since `version`.
    """
    record = found(actor, Action.CHANGE, GuideRecord, guide_id)
    fields = checked_guide(record.title, text)
    if version != record.version:
        raise _conflict(record, version, fields["text"])
    if fields["text"] == record.text:
        return record.version
    said = line(note, "note")
    with acting(actor, "edited guide", Ref(Kind.GUIDE, record.id)):
        saved = GuideRecord.objects.filter(id=record.id, version=version).update(**fields, version=version + 1)
        if not saved:
            raise _conflict(GuideRecord.objects.get(id=record.id), version, fields["text"])
        _keep_version(actor, record.id, version + 1, fields, said)
    return version + 1


def save_form(actor: Actor, guide_id: str, form: object, version: int) -> int:
    """Save the guide as the form's fields say (formats.guide_form); as `save_text`."""
    require(actor, Action.CHANGE)
    return save_text(actor, guide_id, form_text(form), version)


def change_guide(actor: Actor, guide_id: str, version: int, change: Callable[[Guide], Guide], note: str = "") -> int:
    """Do one thing to the guide (a function of domain.planning.editing) and save it; as `save_text`.

    The change is made to the version that the actor saw, so that a place in it means what they meant.
    """
    record = found(actor, Action.CHANGE, GuideRecord, guide_id)
    seen = record.text if version == record.version else _text_of(record.id, version)
    return save_text(actor, guide_id, render_guide(change(read_text(seen).guide)), version, note)


def fill(actor: Actor, guide_id: str, version: int, *, product: str, feature: str, task: str) -> int:
    """Say once what the guide's slots stand for."""
    return change_guide(actor, guide_id, version, lambda guide: fill_slots(guide, product, feature, task))


def ignore_finding(actor: Actor, guide_id: str, version: int, fault: str, reason: str, at: int | None) -> int:
    """Stand by what the linter found, with a reason that goes into the Markdown; as `save_text`.

    `at` is the finding's line: a comment beside its question says so; where no question stands, or for
    None, the front matter does, for the whole guide.
    """
    said = line(reason, "reason", 300)
    return change_guide(
        actor, guide_id, version, lambda guide: ignoring(guide, fault, said, at), f"stands by {fault}"[:200]
    )


def copy_guide(actor: Actor, guide_id: str, study_id: str) -> str:
    """Put a copy of a guide into another study; gives its id."""
    guide = found(actor, Action.CHANGE, GuideRecord, guide_id)
    return add_guide(actor, guide.title, guide.text, study_id)


def versions(actor: Actor, guide_id: str) -> tuple[VersionRow, ...]:
    """All saved versions, newest first; one query besides the guide's."""
    guide = found(actor, Action.VIEW, GuideRecord, guide_id)
    records = GuideVersionRecord.objects.filter(guide=guide).select_related("member__user").defer("text")
    return tuple(_version_row(record) for record in records.order_by("-number"))


def version_text(actor: Actor, guide_id: str, number: int) -> str:
    """The Markdown of one version."""
    return _text_of(found(actor, Action.VIEW, GuideRecord, guide_id).id, number)


def compare(actor: Actor, guide_id: str, before: int, after: int) -> Difference:
    """What changed from one version to another."""
    guide = found(actor, Action.VIEW, GuideRecord, guide_id)
    old, new = (read_text(_text_of(guide.id, number)).guide for number in (before, after))
    return Difference(_version(guide.id, before), _version(guide.id, after), difference(old, new))


def restore(actor: Actor, guide_id: str, number: int, version: int) -> int:
    """Make an old version's text the guide's again, as a new version; gives that."""
    guide = found(actor, Action.CHANGE, GuideRecord, guide_id)
    return save_text(actor, guide_id, _text_of(guide.id, number), version, f"restored version {number}")


def delete_guide(actor: Actor, guide_id: str) -> str:
    """Take a guide away; sessions that used it keep their answers. Gives the id that undoes it for a day."""
    guide = found(actor, Action.CHANGE, GuideRecord, guide_id)
    subject = Ref(Kind.GUIDE, guide.id)
    with acting(actor, "deleted guide", subject):
        return take_away(actor, "deleted guide", subject, {Kind.GUIDE: [guide.id]})


def retitled(text: str, title: str, *, product: str = "", feature: str = "", task: str = "") -> str:
    """A template's guide with another title and its slots filled, as Markdown."""
    guide = read_text(text).guide
    return render_guide(fill_slots(replace(guide, title=title), product, feature, task))


def _keep_version(actor: Actor, guide_id: str, number: int, fields: dict[str, str], note: str) -> None:
    GuideVersionRecord.objects.create(
        workspace_id=actor.workspace_id,
        guide_id=guide_id,
        number=number,
        note=note,
        member_id=actor.member_id,
        **fields,
    )


def _conflict(record: GuideRecord, seen: int, mine: str) -> GuideConflict:
    base = read_text(_text_of(record.id, seen)).guide
    conflict = edit_conflict(base, read_text(record.text).guide, read_text(mine).guide)
    return GuideConflict(conflict, record.version, record.text, mine)


def _text_of(guide_id: str, number: int) -> str:
    text = GuideVersionRecord.objects.filter(guide_id=guide_id, number=number).values_list("text", flat=True).first()
    if text is None:
        raise _no_version(number)
    return text


def _version(guide_id: str, number: int) -> VersionRow:
    kept = GuideVersionRecord.objects.filter(guide_id=guide_id, number=number).select_related("member__user")
    record = kept.defer("text").first()
    if record is None:
        raise _no_version(number)
    return _version_row(record)


def _version_row(record: GuideVersionRecord) -> VersionRow:
    by = record.member.user.name if record.member else ""
    return VersionRow(record.number, record.title, by, record.created_at, record.note)


def _no_version(number: int) -> NotFound:
    return NotFound(f"This guide has no version {number}. Nothing changed; choose one from the list of versions.")
