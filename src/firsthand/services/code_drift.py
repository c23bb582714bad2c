"""Signs that a codebook drifts, counted from what its coders did, with the names that a page needs."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.code_drift import CodeText, Drift, Mark, drift
from firsthand.services.access import found
from firsthand.services.coders import code_names, coded_study
from firsthand.services.codes import codes_of
from firsthand.storage.studies import StudyRecord


@dataclass(frozen=True, slots=True)
class DriftSign:
    """One sign of drift; what `count` and `of` count is said by `domain.synthesis.code_drift.Sign`."""

    drift: Drift
    code_ids: tuple[str, ...]
    names: tuple[str, ...]  # of these codes, with the names above them
    count: int
    of: int
    coder: str  # the name of the one who used it; "" otherwise


def signs_of(actor: Actor, study_id: str) -> tuple[DriftSign, ...]:
    """The signs of drift in a study's codebook; the same queries however many codes and codings there are.

    Only coders who are through with a conversation are looked at, and none that is still coded blind.
    """
    study = found(actor, Action.READ, StudyRecord, study_id)
    coded, names = coded_study(actor, study.id), code_names(study.id)
    texts = [
        CodeText(one.id, one.name, one.description, one.parent_id, one.retired_at is not None)
        for one in codes_of(actor, study.id)
    ]
    marks = [Mark(one.code_id, one.coder, one.transcript_id, one.first_turn, one.last_turn) for one in coded.markings]
    signs = drift(texts, marks, {one.id: one.coders for one in coded.transcripts})
    return tuple(
        DriftSign(
            *(sign.drift, sign.codes, tuple(names[one] for one in sign.codes), sign.count, sign.of),
            coder=coded.coders[sign.coder].name if sign.coder else "",
        )
        for sign in signs
    )
