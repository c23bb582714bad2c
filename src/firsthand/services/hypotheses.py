"""What a team expects to hear, written down before it asks; fixed once the first conversation was held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.planning.studies import Hypothesis, Standing, checked_hypothesis, require_open, standing
from firsthand.services.access import found, require_version
from firsthand.services.acting import acting
from firsthand.services.fields import passage
from firsthand.services.undo import take_away
from firsthand.storage.hypotheses import HypothesisRecord
from firsthand.storage.studies import StudyRecord

LONGEST = 2_000  # characters of a statement or prediction


@dataclass(frozen=True, slots=True)
class HypothesisRow:
    """One hypothesis as a study's page shows it."""

    id: str
    statement: str
    prediction: str
    by: str
    written_at: datetime  # the present wording
    standing: Standing
    locked_at: datetime | None  # the moment that fixed it, or before which it should have been written
    version: int


def add_hypothesis(
    actor: Actor, study_id: str, statement: str, prediction: str, *, written_at: datetime | None = None
) -> str:
    """Write a hypothesis down; gives its id. After the first session it is kept too, and marked late.

    `written_at` is for what was written elsewhere before; no door lets a member choose it.
    """
    study = found(actor, Action.CHANGE, StudyRecord, study_id)
    now = written_at or timezone.now()
    checked, hypothesis_id = _checked(statement, prediction, now), new_id(Kind.HYPOTHESIS)
    with acting(actor, "wrote hypothesis", Ref(Kind.HYPOTHESIS, hypothesis_id)):
        HypothesisRecord.objects.create(
            id=hypothesis_id,
            workspace_id=actor.workspace_id,
            study=study,
            statement=checked.statement,
            prediction=checked.prediction,
            written_at=now,
            member_id=actor.member_id,
        )
    return hypothesis_id


def edit_hypothesis(
    actor: Actor, hypothesis_id: str, statement: str, prediction: str, version: int | None = None
) -> None:
    """Reword a hypothesis; the wording is as old as its last change.

    Raises Conflict where the first session has been held since it was written, or somebody saved since `version`.
    """
    record = _open(actor, hypothesis_id)
    require_version(version, record.version, "hypothesis")
    now = timezone.now()
    checked = _checked(statement, prediction, now)
    with acting(actor, "edited hypothesis", Ref(Kind.HYPOTHESIS, record.id)):
        locked = StudyRecord.objects.select_for_update(no_key=True).get(id=record.study_id).locked_at
        require_open(record.hypothesis(), locked)
        saved = HypothesisRecord.objects.filter(id=record.id, version=record.version).update(
            statement=checked.statement,
            prediction=checked.prediction,
            written_at=now,
            version=record.version + 1,
        )
        require_version(record.version, record.version if saved else -1, "hypothesis")


def delete_hypothesis(actor: Actor, hypothesis_id: str) -> str:
    """Take a hypothesis away while it may change; gives the id that undoes it for a day. Raises Conflict as an edit."""
    record = _open(actor, hypothesis_id)
    subject = Ref(Kind.HYPOTHESIS, record.id)
    with acting(actor, "deleted hypothesis", subject):
        return take_away(actor, "deleted hypothesis", subject, {Kind.HYPOTHESIS: [record.id]})


def hypotheses_of(study: StudyRecord) -> tuple[HypothesisRow, ...]:
    """The hypotheses of a study, oldest first; one query."""
    records = HypothesisRecord.objects.filter(study=study, deleted_at=None).select_related("member__user")
    return tuple(_row(record, study.locked_at) for record in records.order_by("created_at", "id"))


def _open(actor: Actor, hypothesis_id: str) -> HypothesisRecord:
    record = found(actor, Action.CHANGE, HypothesisRecord, hypothesis_id, "study")
    require_open(record.hypothesis(), record.study.locked_at)
    return record


def _checked(statement: str, prediction: str, now: datetime) -> Hypothesis:
    said, predicted = passage(statement, "statement", LONGEST), passage(prediction, "prediction", LONGEST)
    if now.tzinfo is None:
        raise Invalid("The time of writing needs its zone. Nothing was saved.", where="written_at")
    return checked_hypothesis(said, predicted, now)


def _row(record: HypothesisRecord, locked_at: datetime | None) -> HypothesisRow:
    return HypothesisRow(
        id=record.id,
        statement=record.statement,
        prediction=record.prediction,
        by=record.member.user.name if record.member else "",
        written_at=record.written_at,
        standing=standing(record.hypothesis(), locked_at),
        locked_at=locked_at,
        version=record.version,
    )
