"""What a study can start from: the built-in templates and those that the team has made of its own studies."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.domain.errors import NotFound
from firsthand.domain.ids import Kind, is_id, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.planning.built_in import BUILT_IN, study_template
from firsthand.domain.planning.templates import StudyTemplate, own_template
from firsthand.services.access import found, require, visible
from firsthand.services.acting import acting
from firsthand.services.confidentiality import require_open_study
from firsthand.services.fields import line
from firsthand.services.samples import packed, plan_of, unpacked
from firsthand.services.undo import take_away
from firsthand.storage.studies import GuideRecord, StudyRecord
from firsthand.storage.templates import StudyTemplateRecord


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template as a choice."""

    key: str  # of a team's own: its id
    title: str
    purpose: str
    minutes: tuple[int, int] | None
    slots: tuple[str, ...]  # of the guide, to be filled in
    is_own: bool
    by: str  # who made it; "" for a built-in one


def templates(actor: Actor) -> tuple[TemplateRow, ...]:
    """The built-in templates, then the team's own by title; one query."""
    require(actor, Action.VIEW)
    records = visible(actor, StudyTemplateRecord)
    own = [_row(_template(r), r.member.user.name if r.member else "") for r in records.select_related("member__user")]
    return (*(_row(template) for template in BUILT_IN), *sorted(own, key=lambda row: (row.title.casefold(), row.key)))


def template_named(actor: Actor, key: str) -> StudyTemplate:
    """The template of this key or id with everything in it; no key means the blank one.

    Raises NotFound where there is none.
    """
    require(actor, Action.VIEW)
    if is_id(key):
        return _template(found(actor, Action.VIEW, StudyTemplateRecord, key))
    try:
        return study_template(key.replace("_", "-") or "blank")
    except NotFound as error:
        raise NotFound(f"{error.message} Nothing was saved.", where="template") from error


def save_as_template(actor: Actor, study_id: str, title: str, guide_id: str | None = None) -> str:
    """Keep a study's goals, sample plan and guide (its first one if none is named) as a template; gives its id.

    Raises Conflict for a confidential study: everybody sees a template.
    """
    study = found(actor, Action.CHANGE, StudyRecord, study_id)
    origin = study_template(study.template)
    guide = found(actor, Action.CHANGE, GuideRecord, guide_id, "study") if guide_id else _first_guide(study)
    require_open_study(study)
    require_open_study(guide.study if guide else None)
    own = own_template(
        origin,
        new_id(Kind.TEMPLATE),
        line(title, "title"),
        guide_text=guide.text if guide else origin.guide_text,
        goals=tuple(str(goal) for goal in study.goals),
        sample=plan_of(study),
    )
    with acting(actor, "saved template", Ref(Kind.TEMPLATE, own.key)):
        StudyTemplateRecord.objects.create(
            id=own.key,
            workspace_id=actor.workspace_id,
            title=own.title,
            built_in=own.built_in,
            guide_text=own.guide_text,
            goals=list(own.goals),
            sample=packed(own.sample),
            member_id=actor.member_id,
        )
    return own.key


def delete_template(actor: Actor, template_id: str) -> str:
    """Take a template away; studies made from it stay. Gives the id that undoes it for a day."""
    record = found(actor, Action.CHANGE, StudyTemplateRecord, template_id)
    subject = Ref(Kind.TEMPLATE, record.id)
    with acting(actor, "deleted template", subject):
        return take_away(actor, "deleted template", subject, {Kind.TEMPLATE: [record.id]})


def _first_guide(study: StudyRecord) -> GuideRecord | None:
    return GuideRecord.objects.filter(study=study, deleted_at=None).order_by("created_at", "id").first()


def _template(record: StudyTemplateRecord) -> StudyTemplate:
    return own_template(
        study_template(record.built_in),
        record.id,
        record.title,
        guide_text=record.guide_text,
        goals=tuple(str(goal) for goal in record.goals),
        sample=unpacked(record.sample),
    )


def _row(template: StudyTemplate, by: str = "") -> TemplateRow:
    return TemplateRow(
        template.key,
        template.title,
        template.purpose,
        template.minutes_range,
        template.slots,
        is_own=bool(template.built_in),
        by=by,
    )
