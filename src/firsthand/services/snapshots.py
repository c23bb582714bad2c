"""The snapshot of a session: one page made from what was heard and accepted, with parts that a member writes.

What nobody wrote is made anew each time the page is shown; quotes are checked and consent is asked as everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from firsthand.domain.errors import NotAllowed
from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.withdrawal import unsaid
from firsthand.domain.synthesis.snapshots import Moment, Parts, checked_parts, in_order
from firsthand.services.access import found, require_version
from firsthand.services.acting import acting
from firsthand.services.consents import closed
from firsthand.services.fields import line, passage
from firsthand.services.live import is_live
from firsthand.services.notes import NoteRow, notes
from firsthand.services.observation_rows import NOT_SHOWN
from firsthand.services.observations import ObservationFilter, ObservationRow, observations
from firsthand.services.participants import Person, person
from firsthand.services.quotes import CLOSED, QuoteFilter, QuoteRow, quotes
from firsthand.services.session_columns import Meaning, meanings
from firsthand.services.slices import LIMITS, Cut
from firsthand.storage.claims import EvidenceRecord
from firsthand.storage.observations import CitationRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.snapshots import SnapshotRecord

CLOSED_PARTS = "What was written into this snapshot is closed: somebody who took part agrees to nothing any more."


@dataclass(frozen=True, slots=True)
class SnapshotPerson:
    """Somebody who took part, with the quick facts about them."""

    person: Person
    facts: tuple[tuple[str, str], ...]  # a word and what it says


@dataclass(frozen=True, slots=True)
class SnapshotPage:
    """One session on one page."""

    session_id: str
    title: str
    interview_date: date
    state: SessionState
    study_title: str
    interviewer: str
    people: tuple[SnapshotPerson, ...]
    headline: str
    quote: QuoteRow | None  # to remember
    moments: tuple[Moment, ...]  # what happened, in order
    opportunities: tuple[str, ...]  # those that cite its observations, then those that a member wrote
    learnings: tuple[str, ...]  # as a member wrote them; else what surprised the note-taker
    parts: Parts  # what was written or chose, for the form
    closed_because: str  # why written parts are not shown
    choices: tuple[QuoteRow, ...]  # quotes that could be the one to remember
    all_moments: tuple[Moment, ...]
    may_change: bool
    version: int  # 0: nobody has written into it


def snapshot_page(actor: Actor, session_id: str) -> SnapshotPage:
    """The snapshot of a session as it stands now."""
    related = ("study", "interviewer__user")
    session = found(actor, Action.READ, SessionRecord, session_id, *related)
    record = SnapshotRecord.objects.filter(session=session).first()
    marked = quotes(actor, QuoteFilter(session_id=session.id), Cut(limit=LIMITS[-1])).items
    seen = observations(actor, "", Cut(limit=LIMITS[-1]), ObservationFilter(session_id=session.id)).items
    noted = notes(actor, session.id)
    shut = _is_closed(session)
    parts = Parts() if shut else _without_closed(_parts(record), marked)
    moments = tuple(_moments(seen, marked))
    choices = tuple(row for row in marked if row.is_showable)
    return SnapshotPage(
        session_id=session.id,
        title=session.title,
        interview_date=session.interview_date,
        state=SessionState(session.state),
        study_title=session.study.title if session.study else "",
        interviewer=session.interviewer.user.name if session.interviewer else "",
        people=_people(actor, session),
        headline=parts.headline,
        quote=_to_remember(parts, choices),
        moments=in_order(moments, parts.left_out),
        opportunities=() if is_live(session) else _opportunities(meanings(actor, session), parts),
        learnings=_lines(parts.learnings) or _surprises(noted),
        parts=parts,
        closed_because=CLOSED_PARTS if shut and record else "",
        choices=choices,
        all_moments=in_order(moments),
        may_change=may(actor, Action.CHANGE),
        version=record.version if record else 0,
    )


def edit_snapshot(actor: Actor, session_id: str, parts: Parts, version: int | None = None) -> None:
    """Save what a member wrote into a snapshot. Raises Conflict where somebody saved since `version`.

    Raises Invalid for a part that is too long, NotAllowed where what is written in it is closed by consent.
    """
    session = found(actor, Action.CHANGE, SessionRecord, session_id)
    record = SnapshotRecord.objects.filter(session=session).first()
    require_version(version, record.version if record else 0, "snapshot")
    page = snapshot_page(actor, session.id)
    if page.closed_because or NOT_SHOWN in "".join(
        (page.parts.headline, page.parts.opportunities, page.parts.learnings)
    ):
        raise NotAllowed(page.closed_because or CLOSED_PARTS)
    kept = asdict(_checked(parts, page))
    with acting(actor, "edited snapshot", Ref(Kind.SESSION, session.id)):
        if record is None:
            SnapshotRecord.objects.create(
                id=new_id(Kind.SNAPSHOT),
                workspace_id=actor.workspace_id,
                session=session,
                parts=kept,
                member_id=actor.id,
            )
        else:
            query = SnapshotRecord.objects.filter(id=record.id, version=record.version)
            saved = query.update(parts=kept, member_id=actor.id, version=record.version + 1)
            require_version(record.version, record.version if saved else -1, "snapshot")


def _checked(parts: Parts, page: SnapshotPage) -> Parts:
    """What may be kept: chosen things are of this session."""
    quotes_here, moments_here = {row.id for row in page.choices}, {one.id for one in page.all_moments}
    return checked_parts(
        Parts(
            headline=line(parts.headline, "headline", 1_000),
            quote_id=parts.quote_id if parts.quote_id in quotes_here else "",
            left_out=tuple(one for one in dict.fromkeys(parts.left_out) if one in moments_here),
            opportunities=passage(parts.opportunities, "opportunities"),
            learnings=passage(parts.learnings, "learnings"),
        )
    )


def _parts(record: SnapshotRecord | None) -> Parts:
    kept = record.parts if record else {}
    return Parts(
        headline=str(kept.get("headline", "")),
        quote_id=str(kept.get("quote_id", "")),
        left_out=tuple(map(str, kept.get("left_out", ()))),
        opportunities=str(kept.get("opportunities", "")),
        learnings=str(kept.get("learnings", "")),
    )


def _is_closed(session: SessionRecord) -> bool:
    """Whether somebody who took part agrees to nothing any more."""
    seats = SessionParticipantRecord.objects.filter(session=session)
    return bool(closed(seats.values_list("participant_id", flat=True)))


def _without_closed(parts: Parts, marked: Iterable[QuoteRow]) -> Parts:
    """What was written, without the words of quotes that may not be shown."""
    shut = [row.id for row in marked if row.closed_because == CLOSED]
    if not shut:
        return parts
    words = list(QuoteRecord.objects.filter(id__in=shut).values_list("exact", flat=True))
    return replace(
        parts,
        headline=unsaid(parts.headline, words, NOT_SHOWN),
        opportunities=unsaid(parts.opportunities, words, NOT_SHOWN),
        learnings=unsaid(parts.learnings, words, NOT_SHOWN),
    )


def _people(actor: Actor, session: SessionRecord) -> tuple[SnapshotPerson, ...]:
    seated = ParticipantRecord.objects.filter(seats__session=session, deleted_at=None)
    records = seated.select_related("company", "segment").order_by("seats__created_at", "id")
    return tuple(SnapshotPerson(person(actor, record), _facts(record)) for record in records)


def _facts(record: ParticipantRecord) -> tuple[tuple[str, str], ...]:
    company = record.company
    since = record.customer_since or (company.customer_since if company else None)
    where = ", ".join(part for part in (company.name, company.stage, company.size) if part) if company else ""
    told = (
        ("Title", record.title),
        ("Company", where),
        ("Segment", record.segment.name if record.segment else ""),
        ("Customer since", since.isoformat() if since else ""),
        ("How they use it", record.usage),
        ("AI use", record.ai_use),
    )
    return tuple((word, text) for word, text in told if text)


def _moments(seen: Sequence[ObservationRow], marked: Sequence[QuoteRow]) -> Iterable[Moment]:
    """Every observation at the first thing that it cites, and the quotes that no observation cites."""
    cited = {quote.id for row in seen for quote in row.quotes}
    for row in seen:
        if row.text:
            yield Moment(row.id, row.text, False, *_place(row))
    for quote in marked:
        if quote.is_showable and quote.id not in cited:
            yield Moment(quote.id, quote.text, True, quote.first_turn, quote.start)


def _place(row: ObservationRow) -> tuple[int | None, float | None]:
    quotes_first = sorted(row.quotes, key=lambda quote: quote.first_turn)
    if quotes_first:
        return quotes_first[0].first_turn, quotes_first[0].start
    if row.count and row.count.first:
        return row.count.first[0].turn, row.count.first[0].start
    return None, next((note.at_seconds for note in row.notes if note.at_seconds is not None), None)


def _to_remember(parts: Parts, choices: Sequence[QuoteRow]) -> QuoteRow | None:
    """The quote that a member chose; else, of those that need no caveat, the one that most rests on."""
    chosen = next((row for row in choices if row.id == parts.quote_id), None)
    sound = [row for row in choices if not row.caveat and not row.whole_sentence]
    if chosen or not sound:
        return chosen
    ids = [row.id for row in sound]
    resting = Counter(CitationRecord.objects.filter(quote__in=ids).values_list("quote_id", flat=True))
    resting.update(EvidenceRecord.objects.filter(quote__in=ids).values_list("quote_id", flat=True))
    return max(sound, key=lambda row: (resting[row.id], row.first_turn))


def _opportunities(found_ones: Iterable[Meaning], parts: Parts) -> tuple[str, ...]:
    citing = [one.title for one in found_ones if one.kind is Kind.TREE_NODE]
    return tuple(dict.fromkeys((*citing, *_lines(parts.opportunities))))


def _surprises(noted: Iterable[NoteRow]) -> tuple[str, ...]:
    return tuple(row.text for row in noted if row.kind is NoteKind.SURPRISE and row.text)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(one.strip().removeprefix("- ") for one in text.split("\n") if one.strip())
