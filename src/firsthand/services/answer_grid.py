"""The answers to the questions of a study's guide, person by person: what each said after a question was put to them.

Where a question was put is what listening to the transcript found (`outlines.py`); an answer runs from there to the
next question of a researcher. Whoever was not asked is shown as not asked; a conversation that may not be read is
closed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.topics import Outline
from firsthand.services.access import found, visible
from firsthand.services.coding_reader import CodeChoice, code_choices
from firsthand.services.codings import visible_codings
from firsthand.services.fieldwork import NOT_HELD
from firsthand.services.outlines import outlines_of, questions_of_guide
from firsthand.services.readable import readable
from firsthand.services.transcripts import corrections_of
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.studies import StudyRecord
from firsthand.storage.transcripts import SpeakerRecord, TranscriptRecord, TurnRecord

AT_ONCE = 20  # people on one page


@dataclass(frozen=True, slots=True)
class SaidTurn:
    """One turn of an answer, as it reads now, with the codes on it."""

    turn: int  # index
    text: str
    codes: tuple[str, ...]  # ids, of codings that the reader may know of


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person said in one session after a question was put."""

    session_id: str
    session_title: str
    on: date
    asked: int  # the turn that put it
    turns: tuple[SaidTurn, ...]  # none where the person did not speak before the next question


@dataclass(frozen=True, slots=True)
class GridPerson:
    """One person with a cell for each question of the page; an empty cell is a question that was not put to them."""

    id: str
    name: str
    company: str
    cells: tuple[tuple[Answer, ...], ...]
    is_known: bool  # False: nobody has confirmed who is who, or their transcript is still being listened to
    is_closed: bool  # none of their conversations may be read


@dataclass(frozen=True, slots=True)
class GridPage:
    """Questions by people."""

    study_id: str
    study_title: str
    questions: tuple[str, ...]  # all of the guides that were used
    chosen: tuple[str, ...]  # the columns of this page
    people: tuple[GridPerson, ...]
    asked: tuple[int, ...]  # people of this page to whom each chosen question was put
    total: int  # people interviewed
    start: int  # how many people come before this page
    codes: tuple[CodeChoice, ...]
    may_change: bool


@dataclass(slots=True)
class _Sitting:
    session: SessionRecord
    transcript: TranscriptRecord | None
    outline: Outline
    speakers: Mapping[str, str]  # speaker id to participant id
    is_closed: bool
    turns: dict[int, tuple[str, str]] = field(default_factory=dict)  # index to participant and text


def answer_grid(actor: Actor, study_id: str, question: str = "", start: int = 0) -> GridPage:
    """The answers of a study's people to all its questions, or to one; the same queries however much was said."""
    study = found(actor, Action.READ, StudyRecord, study_id)
    everything = _sittings(actor, study.id)
    seats = _seats([one.session.id for one in everything])
    guides = (questions_of_guide(one.transcript) for one in everything if one.transcript)
    questions = tuple(dict.fromkeys(question for some in guides for question in some))
    chosen = (question,) if question in questions else questions
    people = list(seats)[start : start + AT_ONCE]
    by_session = {one.session.id: one for one in everything}
    sat = {person: [by_session[session] for session in seats[person].sessions] for person in people}
    _fill({one.session.id: one for some in sat.values() for one in some}.values(), chosen)
    marked = _marked(actor, [one.transcript.id for some in sat.values() for one in some if one.transcript])
    rows = tuple(_person(seats[person], sat[person], chosen, marked) for person in people)
    return GridPage(
        study_id=study.id,
        study_title=study.title,
        questions=questions,
        chosen=chosen,
        people=rows,
        asked=tuple(sum(bool(row.cells[n]) for row in rows) for n in range(len(chosen))),
        total=len(seats),
        start=start,
        codes=tuple(code for code in code_choices(actor, study.id) if not code.is_retired),
        may_change=may(actor, Action.CHANGE),
    )


@dataclass(slots=True)
class _Seat:
    id: str
    name: str
    company: str
    sessions: list[str]


def _sittings(actor: Actor, study_id: str) -> list[_Sitting]:
    """The conversations that took place, in the order held, with what was heard in them."""
    held = visible(actor, SessionRecord).filter(study=study_id).exclude(state__in=NOT_HELD)
    sessions = list(held.order_by("interview_date", "created_at", "id"))
    records = TranscriptRecord.objects.filter(session__in=sessions, deleted_at=None, is_of_record=True)
    records = records.exclude(format="").select_related("session__guide").defer("problems")
    of_session = {record.session_id: record for record in records}
    outlines = outlines_of(list(of_session.values())).by_transcript
    open_ids = readable([record.id for record in of_session.values()])
    speakers = _speakers([record.id for record in of_session.values()])
    return [
        _Sitting(
            session,
            record,
            outlines.get(record.id, Outline()) if record else Outline(),
            speakers.get(record.id, {}) if record else {},
            record is not None and record.id not in open_ids,
        )
        for session in sessions
        for record in (of_session.get(session.id),)
    ]


def _seats(session_ids: Sequence[str]) -> dict[str, _Seat]:
    """The people who sat there, in the order of their first session."""
    order = {session_id: place for place, session_id in enumerate(session_ids)}
    rows = SessionParticipantRecord.objects.filter(session__in=session_ids, participant__deleted_at=None)
    columns = ("session_id", "participant_id", "participant__name", "participant__company__name")
    seats: dict[str, _Seat] = {}
    for session_id, person, name, company in sorted(
        rows.values_list(*columns), key=lambda row: (order[row[0]], row[2])
    ):
        seats.setdefault(person, _Seat(person, name, company or "", [])).sessions.append(session_id)
    return seats


def _speakers(transcript_ids: Sequence[str]) -> dict[str, dict[str, str]]:
    found_in: defaultdict[str, dict[str, str]] = defaultdict(dict)
    rows = SpeakerRecord.objects.filter(transcript__in=transcript_ids, role=Role.PARTICIPANT, participant__isnull=False)
    for transcript_id, speaker, person in rows.values_list("transcript_id", "id", "participant_id"):
        found_in[transcript_id][speaker] = person
    return found_in


def _fill(sittings: Iterable[_Sitting], chosen: Sequence[str]) -> None:
    """Read the turns of the answers, corrected; two queries."""
    wanted = [one for one in sittings if one.transcript and not one.is_closed]
    places = {index for one in wanted for question in chosen for index in _after(one, question)}
    of_transcript = {one.transcript.id: one for one in wanted if one.transcript}
    rows = TurnRecord.objects.filter(transcript__in=of_transcript, index__in=places)
    corrections = corrections_of(of_transcript)
    for transcript_id, index, speaker, text in rows.values_list("transcript_id", "index", "speaker_id", "text"):
        sitting = of_transcript[transcript_id]
        if person := sitting.speakers.get(speaker):
            correction = corrections.get(transcript_id, {}).get(index)
            sitting.turns[index] = (person, correction.text if correction else text)


def _after(sitting: _Sitting, question: str) -> range:
    """The turns between a question and the next one of any kind."""
    asked = sitting.outline.covered.get(question)
    if asked is None:
        return range(0)
    last = sitting.transcript.turn_count if sitting.transcript else 0
    return range(asked + 1, min((turn for turn in sitting.outline.by_turn if turn > asked), default=last))


def _marked(actor: Actor, transcript_ids: Sequence[str]) -> dict[tuple[str, int], tuple[str, ...]]:
    """The codes on each turn."""
    found_on: defaultdict[tuple[str, int], dict[str, None]] = defaultdict(dict)
    codings = visible_codings(actor).filter(transcript__in=transcript_ids).order_by("created_at", "id")
    for transcript_id, code, first, last in codings.values_list("transcript_id", "code_id", "first_turn", "last_turn"):
        for turn in range(first, last + 1):
            found_on[transcript_id, turn][code] = None
    return {place: tuple(codes) for place, codes in found_on.items()}


def _person(
    seat: _Seat,
    sittings: Sequence[_Sitting],
    chosen: Sequence[str],
    marked: Mapping[tuple[str, int], tuple[str, ...]],
) -> GridPerson:
    cells = tuple(tuple(_answers(seat.id, sittings, question, marked)) for question in chosen)
    is_known, is_closed = any(one.outline.is_known for one in sittings), all(one.is_closed for one in sittings)
    return GridPerson(seat.id, seat.name, seat.company, cells, is_known, is_closed)


def _answers(
    person: str, sittings: Iterable[_Sitting], question: str, marked: Mapping[tuple[str, int], tuple[str, ...]]
) -> Iterable[Answer]:
    for one in sittings:
        asked = one.outline.covered.get(question)
        if asked is None or one.transcript is None or one.is_closed:
            continue
        said = [(index, *one.turns[index]) for index in _after(one, question) if index in one.turns]
        turns = tuple(
            SaidTurn(index, text, marked.get((one.transcript.id, index), ()))
            for index, who, text in said
            if who == person
        )
        yield Answer(one.session.id, one.session.title, one.session.interview_date, asked, turns)
