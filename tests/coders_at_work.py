"""A study whose conversations are coded: codes, codings and tasks, for tests of both and of their counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from firsthand.domain.people.actors import Actor
from firsthand.services import coding_resolutions, studies
from firsthand.services.studies import StudyForm
from firsthand.storage.models import CodeRecord, CodingRecord, CodingTaskRecord, TurnRecord
from people_at_work import CALL, Call, Team, hold_call


@dataclass(frozen=True, slots=True)
class Coded:
    """One conversation of a study with two codes; turns 1, 3 and 5 are Dana's."""

    study_id: str
    call: Call
    waiting: str  # a code
    taxi: str  # another


def coded(team: Team) -> Coded:
    study_id = new_study(team)
    call = hold_call(team.rui, study_id=study_id)
    waiting, taxi = (new_code(team.rui, study_id, name).id for name in ("Waiting", "Taxi"))
    return Coded(study_id, call, waiting, taxi)


def new_study(team: Team, title: str = "Late parcels") -> str:
    return studies.create_study(team.rui, StudyForm(title))


def call_in(team: Team, study_id: str, person: str = "Dana Petrov") -> Call:
    """One conversation of the study: turns 1, 3 and 5 are the participant's, with 3, 2 and 2 sentences."""
    return hold_call(team.rui, CALL.replace("Dana Petrov", person), study_id=study_id, name=f"{person}.vtt")


def new_code(actor: Actor, study_id: str, name: str, parent: CodeRecord | None = None) -> CodeRecord:
    position = CodeRecord.objects.filter(study_id=study_id).count()
    return CodeRecord.objects.create(
        workspace_id=actor.workspace_id,
        study_id=study_id,
        name=name,
        parent=parent,
        position=position,
        registered_at=timezone.now(),
        member_id=actor.id,
    )


def mark(
    actor: Actor,
    call: Call,
    code: CodeRecord,
    turn: int,
    begin: int = 0,
    finish: int | None = None,
    *,
    last: int | None = None,
    model: str = "",
) -> CodingRecord:
    """Words of one turn, or from one turn to another, marked with a code."""
    last = turn if last is None else last
    text = TurnRecord.objects.get(transcript_id=call.transcript_id, index=last).text
    finish = len(text) if finish is None else finish
    return CodingRecord.objects.create(
        workspace_id=actor.workspace_id,
        code=code,
        transcript_id=call.transcript_id,
        member_id=None if model else actor.id,
        model=model,
        first_turn=turn,
        begin=begin,
        last_turn=last,
        finish=finish,
        exact=text[begin:finish] if last == turn else text[:finish],
        start_position=0,
        end_position=0,
    )


def task(actor: Actor, call: Call, *, is_blind: bool = False, is_done: bool = True) -> CodingTaskRecord:
    return CodingTaskRecord.objects.create(
        workspace_id=actor.workspace_id,
        session_id=call.session_id,
        member_id=actor.id,
        is_blind=is_blind,
        done_at=timezone.now() if is_done else None,
    )


def differ(team: Team, call: Call, study_id: str) -> tuple[str, str]:
    """Rui marks the participant's second turn and Ana does not, and Ana settles it; gives the code and the resolution.

    Their first turn both mark, Rui a sentence more.
    """
    code = new_code(team.rui, study_id, "Disputed")
    mark(team.ana, call, code, 1, 0, 16)
    mark(team.rui, call, code, 1)
    mark(team.rui, call, code, 3)
    return code.id, coding_resolutions.settle(team.ana, call.transcript_id, 3, code.id, stands=True)
