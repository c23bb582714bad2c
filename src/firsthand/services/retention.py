"""How long what is kept: rules of the workspace and of its studies, holds, and what goes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.retention import MOST, MOST_NOTICE, Material, Unit, today_in
from firsthand.services.access import closed_studies, found, require, visible
from firsthand.services.acting import acting
from firsthand.services.expiring import Expiring, expiring, rules_of
from firsthand.services.fields import passage
from firsthand.services.receipts import Counted, counted
from firsthand.storage.retention import RetentionHoldRecord, RetentionRuleRecord, RetentionRunRecord
from firsthand.storage.studies import StudyRecord

RUNS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class RuleForm:
    """How long one kind of material is kept; no amount is for ever. Of a study, `follows` is as the workspace."""

    material: Material
    amount: int | None = None
    unit: Unit = Unit.MONTHS
    notice_days: int = 14
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Upcoming:
    """So many things of one kind that go on one day."""

    goes_on: date
    notice_on: date
    material: Material
    number: int
    study_id: str | None
    study_title: str
    is_announced: bool  # its time of notice has begun


@dataclass(frozen=True, slots=True)
class Hold:
    """A study of which nothing goes by any rule."""

    study_id: str
    study_title: str
    reason: str
    since: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Run:
    """What the rules removed on one day."""

    id: str
    at: datetime
    counts: tuple[Counted, ...]
    files: int
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class RetentionPage:
    """The rules of a workspace, what goes by them next, and what went."""

    rules: tuple[RuleForm, ...]  # one for each kind of material
    upcoming: tuple[Upcoming, ...]  # the first to go first
    holds: tuple[Hold, ...]
    runs: tuple[Run, ...]  # the newest ten
    today: date  # in the workspace's zone
    may_manage: bool


@dataclass(frozen=True, slots=True)
class StudyRetentionPage:
    """The rules of one study."""

    study_id: str
    study_title: str
    rules: tuple[RuleForm, ...]  # one for each kind of material
    general: tuple[RuleForm, ...]  # the workspace's
    upcoming: tuple[Upcoming, ...]
    hold: Hold | None
    today: date
    may_manage: bool


def retention_page(actor: Actor) -> RetentionPage:
    """The rules of the workspace, with what they are about to remove as far as the actor may know of it."""
    require(actor, Action.READ)
    rules = rules_of(actor.workspace_id)
    today = today_in(rules.zone.key, timezone.now())
    records = {one.material: one for one in _rules(actor, None)}
    runs = visible(actor, RetentionRunRecord).order_by("-created_at", "-id")[:RUNS_SHOWN]
    return RetentionPage(
        rules=tuple(_form(material, records.get(material)) for material in Material),
        upcoming=_upcoming(actor, expiring(actor.workspace_id, rules), today),
        holds=tuple(_hold(record) for record in _holds(actor)),
        runs=tuple(_run(record) for record in runs),
        today=today,
        may_manage=may(actor, Action.MANAGE),
    )


def study_retention(actor: Actor, study_id: str) -> StudyRetentionPage:
    """The rules of one study, with what they are about to remove of it."""
    study = found(actor, Action.READ, StudyRecord, study_id)
    rules = rules_of(actor.workspace_id)
    today = today_in(rules.zone.key, timezone.now())
    own = {one.material: one for one in _rules(actor, study.id)}
    general = {one.material: one for one in _rules(actor, None)}
    going = [one for one in expiring(actor.workspace_id, rules) if one.study_id == study.id]
    hold = _holds(actor).filter(study=study).first()
    return StudyRetentionPage(
        study_id=study.id,
        study_title=study.title,
        rules=tuple(_form(material, own.get(material), follows=True) for material in Material),
        general=tuple(_form(material, general.get(material)) for material in Material),
        upcoming=_upcoming(actor, going, today),
        hold=_hold(hold) if hold else None,
        today=today,
        may_manage=may(actor, Action.MANAGE),
    )


def announced(actor: Actor) -> tuple[Upcoming, ...]:
    """What is announced to go and has not gone yet, for those who may read it; nothing for others."""
    if not may(actor, Action.READ) or not visible(actor, RetentionRuleRecord).exclude(amount=None).exists():
        return ()
    rules = rules_of(actor.workspace_id)
    today = today_in(rules.zone.key, timezone.now())
    return tuple(one for one in _upcoming(actor, expiring(actor.workspace_id, rules), today) if one.is_announced)


def set_rules(actor: Actor, forms: Iterable[RuleForm], study_id: str | None = None) -> None:
    """Say how long the workspace keeps things, or one study does; owners only.

    A rule that is changed holds anew from today: what it finds overdue is announced first. Raises Invalid for a time
    out of bounds, Conflict for a study that follows in a workspace's rules.
    """
    study = found(actor, Action.MANAGE, StudyRecord, study_id) if study_id else None
    require(actor, Action.MANAGE)
    wanted = [_checked(form, study) for form in forms]
    known = {one.material: one for one in _rules(actor, study.id if study else None)}
    changed = [form for form in wanted if form != _form(form.material, known.get(form.material), follows=bool(study))]
    if not changed:
        return
    subject = Ref(Kind.STUDY, study.id) if study else Ref(Kind.WORKSPACE, actor.workspace_id)
    with acting(actor, "changed retention rules", subject):
        for form in changed:
            _write(actor, form, study.id if study else None)


def hold_study(actor: Actor, study_id: str, reason: str) -> None:
    """Let nothing of a study go by any rule until the hold is lifted; owners only. Raises Invalid without a reason."""
    study = found(actor, Action.MANAGE, StudyRecord, study_id)
    reason = passage(reason, "reason", 2_000)
    if not reason:
        raise Invalid("Say why, so that whoever lifts it later knows. Nothing was changed.", where="reason")
    if _holds(actor).filter(study=study).exists():
        raise Conflict("This study is on hold already. Nothing was changed.")
    with acting(actor, "put study on hold", Ref(Kind.STUDY, study.id)):
        RetentionHoldRecord.objects.create(
            workspace_id=actor.workspace_id, study=study, reason=reason, member_id=actor.id
        )


def lift_hold(actor: Actor, study_id: str) -> None:
    """Let the rules hold for a study again; what is overdue by then is announced first. Owners only."""
    study = found(actor, Action.MANAGE, StudyRecord, study_id)
    held = _holds(actor).filter(study=study)
    if not held.exists():
        raise Conflict("This study is not on hold. Nothing was changed.")
    with acting(actor, "lifted hold on study", Ref(Kind.STUDY, study.id)):
        held.update(lifted_at=timezone.now())


def _rules(actor: Actor, study_id: str | None) -> QuerySet[RetentionRuleRecord]:
    return visible(actor, RetentionRuleRecord).filter(study_id=study_id)


def _holds(actor: Actor) -> QuerySet[RetentionHoldRecord]:
    return visible(actor, RetentionHoldRecord).filter(lifted_at=None).select_related("study", "member__user")


def _form(material: Material, record: RetentionRuleRecord | None, *, follows: bool = False) -> RuleForm:
    if record is None:
        return RuleForm(material, follows=follows)
    if record.follows:
        return RuleForm(material, follows=True)
    return RuleForm(material, record.amount, Unit(record.unit), record.notice_days)


def _checked(form: RuleForm, study: StudyRecord | None) -> RuleForm:
    if form.follows:
        if study is None:
            raise Invalid("Only a study can follow the workspace. Nothing was changed.", where=form.material)
        return RuleForm(form.material, follows=True)
    most = MOST[form.unit]
    if form.amount is not None and not 1 <= form.amount <= most:
        raise Invalid(f"Keep it for 1 to {most} {form.unit}, or for ever. Nothing was changed.", where=form.material)
    if not 0 <= form.notice_days <= MOST_NOTICE:
        raise Invalid(f"Tell it 0 to {MOST_NOTICE} days before. Nothing was changed.", where=form.material)
    return form


def _write(actor: Actor, form: RuleForm, study_id: str | None) -> None:
    columns = {"amount": form.amount, "unit": form.unit, "notice_days": form.notice_days, "follows": form.follows}
    record, is_new = RetentionRuleRecord.objects.get_or_create(
        workspace_id=actor.workspace_id,
        study_id=study_id,
        material=form.material,
        defaults={"id": new_id(Kind.RETENTION), **columns},
    )
    if not is_new:
        RetentionRuleRecord.objects.filter(id=record.id).update(**columns, made_at=timezone.now())


def _upcoming(actor: Actor, things: Iterable[Expiring], today: date) -> tuple[Upcoming, ...]:
    closed = set() if may(actor, Action.MANAGE) else set(closed_studies(actor).values_list("id", flat=True))
    seen = [one for one in things if one.study_id not in closed]
    numbers = Counter((one.due.goes_on, one.due.notice_on, one.material, one.study_id) for one in seen)
    titles = _titles({study_id for *_, study_id in numbers if study_id})
    return tuple(
        Upcoming(goes_on, notice_on, material, number, study_id, titles.get(study_id or "", ""), notice_on <= today)
        for (goes_on, notice_on, material, study_id), number in numbers.items()
    )


def _titles(study_ids: set[str]) -> Mapping[str, str]:
    return dict(StudyRecord.objects.filter(id__in=study_ids).values_list("id", "title")) if study_ids else {}


def _hold(record: RetentionHoldRecord) -> Hold:
    return Hold(record.study_id, record.study.title, record.reason, record.created_at, record.member.user.name)


def _run(record: RetentionRunRecord) -> Run:
    return Run(record.id, record.created_at, counted(record.counts), len(record.files), record.finished_at)
