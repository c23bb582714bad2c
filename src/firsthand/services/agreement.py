"""How far the coders of a study agree, by turn or by sentence, and where they differ.

A unit is a turn that no researcher said, or one of its sentences. A coding covers a turn where some of its words stand
in it, and a sentence likewise. Only conversations that two or more coders are through with are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from firsthand.domain.errors import Invalid
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor
from firsthand.domain.stats.code_agreement import CodebookAgreement, Looked, code_agreement
from firsthand.services.access import found
from firsthand.services.coders import CodedStudy, CodedTranscript, Coder, Marking, code_names, coded_study
from firsthand.services.unit_places import UnitPlaces, unit_places
from firsthand.storage.studies import StudyRecord

WHOLE = 1 << 30  # behind the end of every turn


class UnitKind(StrEnum):
    """What is compared."""

    TURN = "turn"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class AgreementWanted:
    """What is compared, and whose codings; nobody named: everybody's."""

    unit: UnitKind = UnitKind.TURN
    coder_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """Agreement of a study's coders."""

    study_id: str
    study_title: str
    unit: UnitKind
    coders: tuple[Coder, ...]  # all of the study
    compared: tuple[Coder, ...]
    figures: CodebookAgreement
    names: Mapping[str, str]  # of the codes, by id
    alone: int  # conversations that only one coder is through with
    uncoded: int
    blind: int
    closed: int
    waiting: int  # conversations that a worker still splits into turns and sentences
    may_change: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One turn to which one coder gave a code and another did not."""

    transcript: CodedTranscript
    turn: int
    code_id: str
    markings: tuple[Marking, ...]  # of this code that touch the turn, by the coders compared
    coder_keys: tuple[str, ...]  # who looked there
    rank: tuple[int, int, int]  # by conversation, turn, and place in the codebook


@dataclass(frozen=True, slots=True)
class Compared:
    """What two or more coders are through with, in units."""

    study: CodedStudy
    names: Mapping[str, str]
    transcripts: tuple[CodedTranscript, ...]
    looked: tuple[Looked, ...]  # one for each of these transcripts
    markings: Mapping[str, Sequence[Marking]]  # by transcript
    alone: int
    waiting: int


def agreement_page(actor: Actor, study_id: str, wanted: AgreementWanted = AgreementWanted()) -> AgreementPage:
    """Agreement about every code and over all. Raises Invalid for a coder who did not code there."""
    study = found(actor, Action.READ, StudyRecord, study_id)
    compared = compare(actor, study.id, wanted)
    figures = code_agreement(compared.looked, tuple(compared.names))
    everybody = compared.study.coders
    return AgreementPage(
        study_id=study.id,
        study_title=study.title,
        unit=wanted.unit,
        coders=tuple(everybody.values()),
        compared=tuple(one for key, one in everybody.items() if key in figures.coders),
        figures=figures,
        names=compared.names,
        alone=compared.alone,
        uncoded=compared.study.uncoded,
        blind=compared.study.blind,
        closed=compared.study.closed,
        waiting=compared.waiting,
        may_change=may(actor, Action.CHANGE),
    )


def compare(actor: Actor, study_id: str, wanted: AgreementWanted) -> Compared:
    """What the coders who are asked for marked in the units that two or more of them looked at."""
    study = coded_study(actor, study_id)
    keys = wanted.coder_keys or tuple(study.coders)
    if len(set(keys)) != len(keys) or not set(keys) <= set(study.coders):
        raise Invalid("One of these coders has not coded here, or is named twice. Choose again.", where="coder_keys")
    shared = [one for one in study.transcripts if len(set(one.coders) & set(keys)) > 1]
    alone = sum(bool(set(one.coders) & set(keys)) for one in study.transcripts) - len(shared)
    by_sentence = wanted.unit is UnitKind.SENTENCE
    known = unit_places({one.id: one.version for one in shared}, with_sentences=by_sentence)
    transcripts = tuple(one for one in shared if one.id in known.by_transcript)
    markings = _by_transcript(study.markings, {one.id for one in transcripts}, set(keys))
    looked = tuple(
        _looked(one, keys, known.by_transcript[one.id], markings.get(one.id, ()), by_sentence=by_sentence)
        for one in transcripts
    )
    return Compared(study, code_names(study_id), transcripts, looked, markings, alone, len(known.waiting))


def differences_in(compared: Compared) -> Iterator[Difference]:
    """Every turn and code about which the coders differ, in the order of conversations, turns and the codebook."""
    order = {code: place for place, code in enumerate(compared.names)}
    for place, (transcript, looked) in enumerate(zip(compared.transcripts, compared.looked, strict=True)):
        touching = _touching(compared.markings.get(transcript.id, ()))
        differing = {
            (_turn_of(unit), code)
            for code, units in looked.marks.items()
            if code in order
            for unit, by in units.items()
            if len(by) < len(looked.coders)
        }
        for turn, code in sorted(differing, key=lambda one: (one[0], order[one[1]])):
            rank = (place, turn, order[code])
            yield Difference(transcript, turn, code, tuple(touching[turn, code]), looked.coders, rank)


def _turn_of(unit: Hashable) -> int:
    turn = unit[0] if isinstance(unit, tuple) else unit
    assert isinstance(turn, int)
    return turn


def _touching(markings: Iterable[Marking]) -> defaultdict[tuple[int, str], list[Marking]]:
    touching: defaultdict[tuple[int, str], list[Marking]] = defaultdict(list)
    for one in markings:
        for turn, _, _ in stretches(one):
            touching[turn, one.code_id].append(one)
    return touching


def _by_transcript(markings: Iterable[Marking], wanted: set[str], keys: set[str]) -> dict[str, list[Marking]]:
    by_transcript: defaultdict[str, list[Marking]] = defaultdict(list)
    for one in markings:
        if one.transcript_id in wanted and one.coder in keys:
            by_transcript[one.transcript_id].append(one)
    return by_transcript


def _looked(
    transcript: CodedTranscript,
    keys: Sequence[str],
    places: UnitPlaces,
    markings: Iterable[Marking],
    *,
    by_sentence: bool,
) -> Looked:
    coders = tuple(key for key in keys if key in transcript.coders)
    row_of = {turn: row for row, turn in enumerate(places.turns)}
    marks: defaultdict[str, defaultdict[Hashable, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in markings:
        for turn, begin, finish in stretches(one):
            if turn not in row_of:
                continue  # a researcher's
            covered = _covered(places.sentences[row_of[turn]], begin, finish) if by_sentence else None
            for unit in ((turn, place) for place in covered) if covered is not None else (turn,):
                marks[one.code_id][unit].add(one.coder)
    units = sum(len(edges) // 2 for edges in places.sentences) if by_sentence else len(places.turns)
    return Looked(coders, units, marks)


def stretches(one: Marking) -> Iterator[tuple[int, int, int]]:
    """The turns that a coding has words in, each with where they begin and end there; `WHOLE` is the turn's end."""
    for turn in range(one.first_turn, one.last_turn + 1):
        begin = one.begin if turn == one.first_turn else 0
        finish = one.finish if turn == one.last_turn else WHOLE
        if finish > begin:
            yield turn, begin, finish


def _covered(edges: Sequence[int], begin: int, finish: int) -> list[int]:
    """Which of the sentences, given as begin, finish, begin, finish, …, share a character with a stretch."""
    return [place for place, (first, last) in enumerate(list(pairwise(edges))[::2]) if first < finish and last > begin]
