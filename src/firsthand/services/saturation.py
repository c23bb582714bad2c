"""Saturation of a study: whether another conversation would still bring a code that nobody has heard yet.

The rule and its source are in `domain/stats/saturation.py`; what counts as coded is said in `coding_resolutions.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from firsthand.domain.errors import Invalid
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.stats.saturation import BASE, RUN, THRESHOLD, Saturation, saturation
from firsthand.services.access import found
from firsthand.services.coders import CodedTranscript, code_names, coded_study
from firsthand.services.coding_resolutions import coded_turns
from firsthand.storage.sessions import SessionParticipantRecord
from firsthand.storage.studies import StudyRecord

MOST = 20  # interviews as a base or run


@dataclass(frozen=True, slots=True)
class SaturationWanted:
    """For whom, and by which rule."""

    segment_id: str = ""
    base: int = BASE
    run: int = RUN
    threshold: float = THRESHOLD


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview: a conversation, with those that followed it with the very same people."""

    session_ids: tuple[str, ...]
    titles: tuple[str, ...]
    on: date  # of the first
    codes: tuple[str, ...]
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaturationRow:
    """What one interview added."""

    interview: Interview
    new: tuple[str, ...]  # names of the codes first heard in it
    total: int  # different codes so far


@dataclass(frozen=True, slots=True)
class SaturationPage:
    """Saturation of a study, or of one segment of it."""

    study_id: str
    study_title: str
    wanted: SaturationWanted
    figures: Saturation
    rows: tuple[SaturationRow, ...]
    segments: tuple[tuple[str, str, int], ...]  # id, name, interviews; where there are any
    uncoded: int
    blind: int
    closed: int


def saturation_page(actor: Actor, study_id: str, wanted: SaturationWanted = SaturationWanted()) -> SaturationPage:
    """Saturation now; the same queries however many conversations there are. Raises Invalid for an impossible rule."""
    study = found(actor, Action.READ, StudyRecord, study_id)
    _require_sense(wanted)
    coded, names = coded_study(actor, study.id), code_names(study.id)
    heard: defaultdict[str, set[str]] = defaultdict(set)
    for transcript_id, _, code_id in coded_turns(coded):
        if code_id in names:
            heard[transcript_id].add(code_id)
    everybody, segments = _interviews(coded.transcripts, heard)
    chosen = [one for one in everybody if wanted.segment_id in ("", *one.segments)]
    figures = saturation(
        [set(one.codes) for one in chosen], base=wanted.base, run=wanted.run, threshold=wanted.threshold
    )
    return SaturationPage(
        study_id=study.id,
        study_title=study.title,
        wanted=wanted,
        figures=figures,
        rows=tuple(_rows(chosen, names)),
        segments=_counted(everybody, segments),
        uncoded=coded.uncoded,
        blind=coded.blind,
        closed=coded.closed,
    )


def _require_sense(wanted: SaturationWanted) -> None:
    if not (1 <= wanted.base <= MOST and 1 <= wanted.run <= MOST):
        raise Invalid(f"A base and a run are 1 to {MOST} interviews. Choose again.", where="base")
    if not 0 <= wanted.threshold <= 1:
        raise Invalid("The threshold is a share from 0 to 100 %. Choose again.", where="threshold")


def _interviews(
    transcripts: Sequence[CodedTranscript], heard: Mapping[str, set[str]]
) -> tuple[list[Interview], dict[str, str]]:
    """The interviews in the order held, and the names of segments; one query."""
    columns = ("session_id", "participant_id", "participant__segment_id", "participant__segment__name")
    seats = SessionParticipantRecord.objects.filter(session__in=[one.session_id for one in transcripts])
    people: defaultdict[str, set[str]] = defaultdict(set)
    segments_of: defaultdict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for session_id, person, segment_id, name in seats.filter(participant__deleted_at=None).values_list(*columns):
        people[session_id].add(person)
        if segment_id:
            segments_of[session_id].add(segment_id)
            names[segment_id] = name
    together: dict[frozenset[str] | str, list[CodedTranscript]] = {}
    for one in transcripts:
        together.setdefault(frozenset(people[one.session_id]) or one.session_id, []).append(one)
    return [_interview(some, heard, segments_of) for some in together.values()], names


def _interview(
    some: Sequence[CodedTranscript], heard: Mapping[str, set[str]], segments_of: Mapping[str, set[str]]
) -> Interview:
    return Interview(
        session_ids=tuple(one.session_id for one in some),
        titles=tuple(one.session_title for one in some),
        on=some[0].on,
        codes=tuple(sorted({code for one in some for code in heard.get(one.id, ())})),
        segments=tuple(sorted(segments_of.get(some[0].session_id, ()))),
    )


def _rows(interviews: Iterable[Interview], names: Mapping[str, str]) -> Iterable[SaturationRow]:
    known: set[str] = set()
    for one in interviews:
        new = tuple(name for code, name in names.items() if code in one.codes and code not in known)
        known |= set(one.codes)
        yield SaturationRow(one, new, len(known))


def _counted(interviews: Sequence[Interview], names: Mapping[str, str]) -> tuple[tuple[str, str, int], ...]:
    found = [(one, name, sum(one in i.segments for i in interviews)) for one, name in names.items()]
    return tuple(sorted(found, key=lambda row: (row[1].casefold(), row[0])))
