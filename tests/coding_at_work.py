"""A study with a codebook and one conversation, for tests of coding: turns 1, 3 and 5 are Dana's."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from firsthand.domain.people.actors import Actor
from firsthand.services import studies
from firsthand.services.studies import StudyForm
from firsthand.storage.models import CodeRecord
from people_at_work import Call, Team, hold_call


@dataclass(frozen=True, slots=True)
class Coded:
    """One conversation of a study with two codes."""

    study_id: str
    call: Call
    waiting: str  # a code
    taxi: str  # another


def coded(team: Team) -> Coded:
    study_id = studies.create_study(team.rui, StudyForm("Late parcels"))
    call = hold_call(team.rui, study_id=study_id)
    return Coded(study_id, call, write_code(team.rui, study_id, "Waiting"), write_code(team.rui, study_id, "Taxi"))


def write_code(actor: Actor, study_id: str, name: str) -> str:
    record = CodeRecord.objects.create(
        workspace_id=actor.workspace_id,
        study_id=study_id,
        name=name,
        position=CodeRecord.objects.filter(study_id=study_id).count(),
        registered_at=timezone.now(),
        member_id=actor.id,
    )
    return record.id
