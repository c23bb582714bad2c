"""Looking through a transcript for personal data: what rules suggest, what members cover or show, when it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from firsthand.domain.errors import Invalid, NotAllowed, NotFound
from firsthand.domain.evidence.redaction.deciding import Decided, State, Stretch
from firsthand.domain.evidence.redaction.findings import Sureness
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.interviews.transcripts import Role, Turn
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services.access import absent, found, visible
from firsthand.services.acting import acting, hold_workspace
from firsthand.services.covers import Covers, covers_of, number_those
from firsthand.services.redaction_places import Spot, alike, spot_of, widened
from firsthand.services.sessions import SessionRow, session_rows
from firsthand.services.transcripts import Loaded, load, of_record
from firsthand.storage.redactions import RedactionRecord, RedactionReviewRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import StudyRecord

MOST_AT_ONCE = 5_000  # places covered in one act
NOTHING_THERE = "There is nothing to decide at this place any more: somebody corrected the turn. Reload the page."


@dataclass(frozen=True, slots=True)
class ReviewState:
    """How far a transcript was looked through."""

    to_look: int  # suggestions that nobody decided
    covered: int
    is_begun: bool
    by: str  # who read it to the end; "" where nobody did
    at: datetime | None

    @property
    def is_reviewed(self) -> bool:
        """Whether somebody read it to the end and nothing new was found since."""
        return self.at is not None and not self.to_look


@dataclass(frozen=True, slots=True)
class ShownStretch:
    """One stretch of a turn as the page shows it."""

    begin: int  # code points into the turn
    finish: int
    text: str
    kind: Personal
    placeholder: str
    state: State
    reason: str
    sureness: Sureness | None
    redaction_id: str  # of the decision; "" where there is none
    same: int  # how often the same is in this transcript


@dataclass(frozen=True, slots=True)
class RedactionTurn:
    """One turn with what of it is, or may be, personal data."""

    index: int
    speaker: str
    role: Role
    text: str
    start: float | None  # seconds
    stretches: tuple[ShownStretch, ...]


@dataclass(frozen=True, slots=True)
class Unlanded:
    """A decision whose words are no longer where they were, and nowhere near."""

    redaction_id: str
    index: int  # of the turn in which they stood
    text: str
    kind: Personal
    is_covered: bool


@dataclass(frozen=True, slots=True)
class RedactionPage:
    """A transcript of record, to be looked through."""

    session: SessionRow
    transcript_id: str
    turns: tuple[RedactionTurn, ...]
    unlanded: tuple[Unlanded, ...]
    state: ReviewState
    may_change: bool


@dataclass(frozen=True, slots=True)
class _Open:
    """A transcript with everything that lies over it."""

    session: SessionRecord
    loaded: Loaded
    covers: Covers
    rows: Mapping[int, Decided]

    def all(self) -> Iterator[tuple[Turn, Stretch]]:
        """Every stretch with its turn, in order."""
        for turn in self.loaded.transcript.turns:
            yield from ((turn, one) for one in self.rows[turn.index].stretches)


def redaction_page(actor: Actor, session_id: str) -> RedactionPage:
    """The session's transcript of record with what of it is, or may be, personal data.

    Raises NotFound for who may not read it or where there is none.
    """
    session = found(actor, Action.READ, SessionRecord, session_id, "study")
    opened = _open(actor, session)
    return RedactionPage(
        session=session_rows(actor, [session])[0],
        transcript_id=opened.loaded.record.id,
        turns=tuple(_turns(opened)),
        unlanded=tuple(_unlanded(opened)),
        state=_state(opened),
        may_change=may(actor, Action.CHANGE),
    )


def review_state(actor: Actor, session_id: str) -> ReviewState | None:
    """How far the session's transcript of record was looked through; None where there is none that may be read."""
    return _state_of(actor, found(actor, Action.READ, SessionRecord, session_id, "study"))


def decide(
    actor: Actor,
    session_id: str,
    index: int,
    begin: int,
    finish: int,
    *,
    is_covered: bool,
    kind: Personal | None = None,
    everywhere: bool = False,
) -> int:
    """Cover a stretch of a turn, or show it although a rule found it; gives in how many places.

    `kind` is needed for words that no rule found; `everywhere` takes all of the same in this transcript. Covered words
    are widened to whole words. Raises Invalid where there is no such place, or nothing that could be shown.
    """
    session = found(actor, Action.CHANGE, SessionRecord, session_id, "study")
    opened = _open(actor, session)
    spot = _spot(opened, index, begin, finish, kind) if is_covered else _suggested(opened, index, begin, finish)
    spots = alike(spot, opened.loaded.transcript, opened.all(), is_covered=is_covered) if everywhere else [spot]
    if len(spots) > MOST_AT_ONCE:
        raise Invalid(f"These words stand in {len(spots)} places; that is no name. Nothing was changed.")
    _write(actor, session, opened, spots, is_covered=is_covered)
    return len(spots)


def reopen(actor: Actor, redaction_id: str, *, everywhere: bool = False) -> str:
    """Take a decision back: what a rule found waits for a look again, and is covered; gives the session's id."""
    record = found(actor, Action.CHANGE, RedactionRecord, redaction_id, "transcript")
    with acting(actor, "took decision on personal data back", Ref(Kind.REDACTION, record.id)):
        same = RedactionRecord.objects.filter(id=record.id)
        if everywhere:
            mine = RedactionRecord.objects.filter(transcript_id=record.transcript_id, is_covered=record.is_covered)
            by = {"subject": record.subject} if record.subject else {"exact__iexact": record.exact}
            same = mine.filter(kind=record.kind, **by)
        same.delete()
    return record.transcript.session_id


def finish_review(actor: Actor, session_id: str) -> None:
    """Say that one has read the transcript to its end. Raises Invalid while something waits for a look."""
    session = found(actor, Action.CHANGE, SessionRecord, session_id, "study")
    opened = _open(actor, session)
    waiting = _state(opened).to_look
    if waiting:
        raise Invalid(f"{waiting} places wait for a look. Decide each first; they stay covered until then.")
    record = opened.loaded.record
    with acting(actor, "reviewed personal data", Ref(Kind.TRANSCRIPT, record.id)):
        RedactionReviewRecord.objects.update_or_create(
            transcript_id=record.id,
            defaults={"workspace_id": actor.workspace_id, "member_id": actor.id, "reviewed_at": timezone.now()},
        )


def _open(actor: Actor, session: SessionRecord) -> _Open:
    record = of_record(session.id)
    loaded, covers = load(record), covers_of(actor.workspace_id, [session], [record])
    return _Open(session, loaded, covers, covers.stretches(session.id, record.id, loaded.transcript))


def _turns(opened: _Open) -> Iterator[RedactionTurn]:
    counted = Counter(_same(one) for _, one in opened.all())
    numbers = opened.covers.places[opened.session.id].numbers
    for turn in opened.loaded.transcript.turns:
        stretches = tuple(
            ShownStretch(
                one.begin,
                one.finish,
                one.text,
                one.kind,
                numbers.shown(one.kind, one.subject, one.text),
                one.state,
                one.reason,
                one.sureness,
                one.decision_id,
                counted[_same(one)],
            )
            for one in opened.rows[turn.index].stretches
        )
        yield RedactionTurn(turn.index, turn.speaker, turn.role, turn.text, turn.start, stretches)


def _same(one: Stretch) -> tuple[Personal, str]:
    return one.kind, one.subject or one.text.casefold()


def _unlanded(opened: _Open) -> Iterator[Unlanded]:
    """What a correction took away, and what did not land in this transcript when it became the one of record."""
    for index, row in opened.rows.items():
        for one in row.lost:
            yield Unlanded(one.id, index, one.exact, one.kind, one.is_covered)
    for record in opened.covers.unlanded.get(opened.loaded.record.id, ()):
        yield Unlanded(record.id, record.index, record.exact, Personal(record.kind), record.is_covered)


def _state(opened: _Open) -> ReviewState:
    states = Counter(one.state for _, one in opened.all())
    reviews = RedactionReviewRecord.objects.filter(transcript=opened.loaded.record).select_related("member__user")
    review = reviews.first()
    return ReviewState(
        to_look=states[State.SUGGESTED],
        covered=states[State.COVERED],
        is_begun=bool(opened.covers.decisions.get(opened.loaded.record.id)) or review is not None,
        by=review.member.user.name if review else "",
        at=review.reviewed_at if review else None,
    )


def _spot(opened: _Open, index: int, begin: int, finish: int, kind: Personal | None) -> Spot:
    """What is to be covered: a stretch as it was found, or words that a member selected."""
    turn = _turn(opened, index)
    known = _stretch_at(opened.rows[index].stretches, begin, finish)
    if known is not None and kind in (None, known.kind):
        return spot_of(turn, known)
    if kind is None:
        raise Invalid(NOTHING_THERE)
    begin, finish = widened(turn.text, begin, finish)
    return Spot(turn.index, begin, finish, turn.text[begin:finish], kind, "")


def _suggested(opened: _Open, index: int, begin: int, finish: int) -> Spot:
    turn = _turn(opened, index)
    known = _stretch_at(opened.rows[index].stretches, begin, finish)
    if known is None or not known.reason:
        raise Invalid(NOTHING_THERE)
    return spot_of(turn, known)


def _turn(opened: _Open, index: int) -> Turn:
    turns = opened.loaded.transcript.turns
    if not 0 <= index < len(turns):
        raise absent()
    return turns[index]


def _stretch_at(stretches: Sequence[Stretch], begin: int, finish: int) -> Stretch | None:
    return next((one for one in stretches if (one.begin, one.finish) == (begin, finish)), None)


def _write(actor: Actor, session: SessionRecord, opened: _Open, spots: Sequence[Spot], *, is_covered: bool) -> None:
    transcript_id = opened.loaded.record.id
    records = [_record(actor, transcript_id, spot, is_covered=is_covered) for spot in spots]
    verb = "covered personal data" if is_covered else "showed words found as personal data"
    with acting(actor, verb, Ref(Kind.REDACTION, records[0].id)):
        hold_workspace(actor.workspace_id)  # two members must not draw the same number
        _replace(transcript_id, opened, records)
        RedactionRecord.objects.bulk_create(records, batch_size=500)
        if is_covered:
            number_those(session, [(spot.kind, spot.subject, spot.text) for spot in spots])


def _replace(transcript_id: str, opened: _Open, records: Sequence[RedactionRecord]) -> None:
    """Let go of the decisions that new ones take the place of, wherever their words stand by now."""
    places = {(record.index, record.begin, record.finish) for record in records}
    old = [one.decision_id for turn, one in opened.all() if (turn.index, one.begin, one.finish) in places]
    RedactionRecord.objects.filter(transcript_id=transcript_id, id__in=[one for one in old if one]).delete()


def _record(actor: Actor, transcript_id: str, spot: Spot, *, is_covered: bool) -> RedactionRecord:
    return RedactionRecord(
        id=new_id(Kind.REDACTION),
        workspace_id=actor.workspace_id,
        transcript_id=transcript_id,
        index=spot.index,
        begin=spot.begin,
        finish=spot.finish,
        exact=spot.text,
        kind=spot.kind,
        subject=spot.subject,
        is_covered=is_covered,
        member_id=actor.id,
    )


def study_reviews(actor: Actor, study_id: str) -> tuple[tuple[SessionRow, ReviewState], ...]:
    """How far each transcript of record of a study was looked through, newest first; as far as they may be read."""
    study = found(actor, Action.READ, StudyRecord, study_id)
    query = (
        visible(actor, SessionRecord)
        .filter(study=study, transcripts__is_of_record=True)
        .exclude(transcripts__format="")
    )
    sessions = list(query.select_related("study").distinct().order_by("-interview_date", "-id"))
    states = [(session, _state_of(actor, session)) for session in sessions]
    rows = {row.id: row for row in session_rows(actor, sessions)}
    return tuple((rows[session.id], state) for session, state in states if state is not None)


def _state_of(actor: Actor, session: SessionRecord) -> ReviewState | None:
    try:
        return _state(_open(actor, session))
    except (NotFound, NotAllowed):
        return None
