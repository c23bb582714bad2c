"""Where coders differ, side by side, to be settled with a note; and what then counts as coded.

A resolution is about one code in one turn: it stands there, or it does not. It changes nobody's codings and no figure
of agreement, which says how far the coders agreed before they talked.

What counts as coded (saturation and coverage use it): what a member marked, unless it was settled that the code does
not stand in that turn; and what was settled to stand. What a model marked counts when a member made it theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import islice

from django.db.models import Q

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services.access import absent, found
from firsthand.services.acting import acting
from firsthand.services.agreement import (
    AgreementWanted,
    Compared,
    Difference,
    UnitKind,
    compare,
    differences_in,
    stretches,
)
from firsthand.services.coders import CodedStudy, Coder, Marking
from firsthand.services.codings import MODEL
from firsthand.services.fields import passage
from firsthand.services.slices import LIMITS, Cut, no_cursor, read_cursor, spell_cursor
from firsthand.services.transcripts import Correction, corrections_of
from firsthand.services.undo import take_away
from firsthand.storage.codes import CodeRecord, ResolutionRecord
from firsthand.storage.studies import StudyRecord
from firsthand.storage.transcripts import TranscriptRecord, TurnRecord

NOTE_LIMIT = 2_000
Place = tuple[str, int, str]  # transcript, turn, code


class Settled(StrEnum):
    """Which differences are shown."""

    OPEN = "open"
    DONE = "done"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class DifferencesWanted:
    """Which differences, compared how."""

    unit: UnitKind = UnitKind.TURN
    coder_keys: tuple[str, ...] = ()
    code_id: str = ""
    session_id: str = ""
    settled: Settled = Settled.OPEN


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a difference was settled."""

    id: str
    stands: bool
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CoderMarks:
    """What one coder did with a code in a turn: the words they marked, in order; none where they did not mark it."""

    coder: Coder
    words: tuple[str, ...]
    did_mark: bool
    is_whole: bool  # they marked all of the turn


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference as it is shown, with what was said."""

    transcript_id: str
    session_id: str
    session_title: str
    on: date
    turn: int
    code_id: str
    code: str
    speaker: str
    text: str
    before: str  # what was said in the turn before
    before_speaker: str
    marks: tuple[CoderMarks, ...]
    resolution: Resolution | None


@dataclass(frozen=True, slots=True)
class DifferencesPage:
    """Where coders of a study differ."""

    study_id: str
    study_title: str
    rows: tuple[DifferenceRow, ...]
    next_cursor: str | None
    total: int
    open: int  # of those that the other filters leave
    coders: tuple[Coder, ...]
    codes: tuple[tuple[str, str], ...]  # about which somebody differs somewhere
    sessions: tuple[tuple[str, str], ...]
    blind: int
    waiting: int
    may_change: bool


def differences(
    actor: Actor,
    study_id: str,
    wanted: DifferencesWanted = DifferencesWanted(),
    cut: Cut = Cut(limit=10),  # noqa: B008  (frozen)
) -> DifferencesPage:
    """Where coders differ, in the order of conversations and turns.

    Raises Invalid for a coder who did not code there, and for a cursor that is none of ours.
    """
    study = found(actor, Action.READ, StudyRecord, study_id)
    if cut.limit not in LIMITS:
        raise Invalid(f"A list comes in slices of 1 to 200, not {cut.limit}.", where="limit")
    compared = compare(actor, study.id, AgreementWanted(wanted.unit, wanted.coder_keys))
    everywhere = list(differences_in(compared))
    settled = resolutions(compared)
    here = [one for one in everywhere if _is_wanted(one, wanted)]
    listed = [one for one in here if _is_as_settled(one, settled, wanted.settled)]
    rest = _behind(listed, cut.cursor, compared) if cut.cursor else iter(listed)
    shown, more = list(islice(rest, cut.limit)), next(rest, None)
    return DifferencesPage(
        study_id=study.id,
        study_title=study.title,
        rows=tuple(_rows(shown, compared, settled)),
        next_cursor=_cursor(shown[-1]) if more else None,
        total=len(listed),
        open=sum(_place(one) not in settled for one in here),
        coders=tuple(compared.study.coders.values()),
        codes=tuple((one, name) for one, name in compared.names.items() if one in {d.code_id for d in everywhere}),
        sessions=tuple(dict.fromkeys((d.transcript.session_id, d.transcript.session_title) for d in everywhere)),
        blind=compared.study.blind,
        waiting=compared.waiting,
        may_change=may(actor, Action.CHANGE),
    )


def settle(actor: Actor, transcript_id: str, turn: int, code_id: str, *, stands: bool, note: str = "") -> str:
    """Say whether a code stands in a turn where coders differ; gives the resolution's id. A later one replaces it.

    Raises Conflict where they do not differ (any more), or where somebody still codes blind.
    """
    transcript = found(actor, Action.CHANGE, TranscriptRecord, transcript_id, "session")
    code = found(actor, Action.CHANGE, CodeRecord, code_id)
    note = passage(note, "note", NOTE_LIMIT)
    if transcript.session.study_id is None or transcript.session.study_id != code.study_id:
        raise absent()
    if not _do_differ(actor, code.study_id, (transcript_id, turn, code_id)):
        raise Conflict(
            "The coders do not differ there (any more), or are not done. Nothing was changed; reload the page."
        )
    with acting(actor, "settled how to code a turn", Ref(Kind.TRANSCRIPT, transcript_id)):
        there = ResolutionRecord.objects.filter(transcript=transcript, turn=turn, code=code, deleted_at=None)
        record = there.first() or _new(actor, transcript, turn, code)
        record.applies, record.note, record.member_id = stands, note, actor.id
        record.save()
    return str(record.id)


def _new(actor: Actor, transcript: TranscriptRecord, turn: int, code: CodeRecord) -> ResolutionRecord:
    owner = {"id": new_id(Kind.RESOLUTION), "workspace_id": actor.workspace_id}
    return ResolutionRecord(**owner, transcript=transcript, turn=turn, code=code)


def reopen_difference(actor: Actor, resolution_id: str) -> str:
    """Take a resolution away, so that the difference is open again; gives the id with which that can be undone."""
    record = found(actor, Action.CHANGE, ResolutionRecord, resolution_id)
    subject = Ref(Kind.RESOLUTION, record.id)
    with acting(actor, "opened a difference again", subject):
        return take_away(actor, "opened a difference again", subject, {Kind.RESOLUTION: [record.id]})


def resolutions(compared: Compared) -> dict[Place, Resolution]:
    """How differences in these transcripts were settled; one query."""
    return _resolutions([one.id for one in compared.transcripts])


def coded_turns(study: CodedStudy) -> frozenset[Place]:
    """What counts as coded: every turn of a study's coded transcripts with the codes that stand in it; one query."""
    settled = _resolutions([one.id for one in study.transcripts])
    marked = {
        (one.transcript_id, turn, one.code_id)
        for one in study.markings
        if not one.coder.startswith(MODEL)
        for turn, _, _ in stretches(one)
    }
    away = {place for place, one in settled.items() if not one.stands}
    return frozenset((marked | {place for place, one in settled.items() if one.stands}) - away)


def _resolutions(transcript_ids: Sequence[str]) -> dict[Place, Resolution]:
    records = ResolutionRecord.objects.filter(transcript__in=transcript_ids, deleted_at=None, code__deleted_at=None)
    columns = ("transcript_id", "turn", "code_id", "id", "applies", "note", "member__user__name", "created_at")
    return {row[:3]: Resolution(*row[3:]) for row in records.order_by("created_at", "id").values_list(*columns)}


def _do_differ(actor: Actor, study_id: str, place: Place) -> bool:
    """Whether coders differ there by turn or, where all of them marked something in it, by sentence."""
    return any(
        _place(one) == place
        for unit in UnitKind
        for one in differences_in(compare(actor, study_id, AgreementWanted(unit)))
    )


def _place(one: Difference) -> Place:
    return one.transcript.id, one.turn, one.code_id


def _is_wanted(one: Difference, wanted: DifferencesWanted) -> bool:
    return wanted.code_id in ("", one.code_id) and wanted.session_id in ("", one.transcript.session_id)


def _is_as_settled(one: Difference, settled: Mapping[Place, Resolution], wanted: Settled) -> bool:
    return wanted is Settled.ALL or (_place(one) in settled) == (wanted is Settled.DONE)


def _cursor(one: Difference) -> str:
    return spell_cursor(one.transcript.id, f"{one.turn} {one.code_id}")


def _behind(listed: Iterable[Difference], cursor: str, compared: Compared) -> Iterator[Difference]:
    """What comes after the difference that a cursor names, which may be settled by now."""
    transcript_id, rest = read_cursor(cursor)
    turn, _, code_id = rest.partition(" ")
    places = {one.id: place for place, one in enumerate(compared.transcripts)}
    codes = {code: place for place, code in enumerate(compared.names)}
    if transcript_id not in places or not turn.isdecimal() or code_id not in codes:
        raise no_cursor()
    behind = (places[transcript_id], int(turn), codes[code_id])
    return (one for one in listed if one.rank > behind)


def _rows(
    shown: Sequence[Difference], compared: Compared, settled: Mapping[Place, Resolution]
) -> Iterable[DifferenceRow]:
    """The differences with their words; three queries. The transcripts were checked for consent before."""
    said, corrections = _said(shown), corrections_of({one.transcript.id for one in shown})
    for one in shown:
        laid = corrections.get(one.transcript.id, {})
        speaker, imported = said.get((one.transcript.id, one.turn), ("", ""))
        before_speaker, before = said.get((one.transcript.id, one.turn - 1), ("", ""))
        text = laid[one.turn].text if one.turn in laid else imported
        yield DifferenceRow(
            transcript_id=one.transcript.id,
            session_id=one.transcript.session_id,
            session_title=one.transcript.session_title,
            on=one.transcript.on,
            turn=one.turn,
            code_id=one.code_id,
            code=compared.names[one.code_id],
            speaker=speaker,
            text=text,
            before=_latest(before, laid.get(one.turn - 1)),
            before_speaker=before_speaker,
            marks=tuple(_marks(compared.study.coders[key], one, text) for key in one.coder_keys),
            resolution=settled.get(_place(one)),
        )


def _latest(imported: str, correction: Correction | None) -> str:
    return correction.text if correction else imported


def _said(shown: Sequence[Difference]) -> dict[tuple[str, int], tuple[str, str]]:
    """Who spoke and what, in these turns and those before them."""
    wanted = Q(pk__in=[])
    for one in shown:
        wanted |= Q(transcript_id=one.transcript.id, index__in=(one.turn - 1, one.turn))
    rows = TurnRecord.objects.filter(wanted).values_list("transcript_id", "index", "speaker__name", "text")
    return {row[:2]: row[2:] for row in rows}


def _marks(coder: Coder, one: Difference, text: str) -> CoderMarks:
    theirs = [marking for marking in one.markings if marking.coder == coder.key]
    found = (text[begin:finish].strip() for marking in theirs for begin, finish in _in_turn(marking, one.turn))
    words = tuple(filter(None, found))
    return CoderMarks(coder, words, bool(theirs), is_whole=text.strip() in words)


def _in_turn(marking: Marking, turn: int) -> list[tuple[int, int]]:
    return [(begin, finish) for at, begin, finish in stretches(marking) if at == turn]
