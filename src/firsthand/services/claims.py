"""Claims: sentences that a team wants to be able to defend, with the evidence for and against them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.synthesis.losses import loss_sentence
from firsthand.domain.synthesis.support import Counts, Side
from firsthand.domain.synthesis.topics import Stretch, beginnings, uses
from firsthand.services.access import found, require, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.fields import line, lines, passage
from firsthand.services.live import require_synthesis_open
from firsthand.services.quotes import QuoteRow, quote_rows
from firsthand.services.slices import Cut, Slice, cut
from firsthand.services.standings import PersonStanding, standings_of
from firsthand.services.support import ClaimSupport, supports, topic_of
from firsthand.services.topic_codes import code_names, code_places, of_codes
from firsthand.services.undo import take_away
from firsthand.storage.claims import ClaimRecord, ClaimRulingRecord, ClaimStudyRecord, EvidenceRecord
from firsthand.storage.codes import CodeRecord
from firsthand.storage.notes import NoteRecord
from firsthand.storage.observations import ObservationRecord
from firsthand.storage.participants import SegmentRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.sessions import SessionParticipantRecord
from firsthand.storage.studies import StudyRecord

CANDIDATES = 12
PLACE = ("first_turn", "begin", "last_turn", "finish")
LOOKED_AT = 400  # quotes that are looked through for candidates


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """What a member can write about a claim."""

    statement: str
    described: str = ""  # what they did, for the sentence: "described finding blockers too late"
    study_ids: tuple[str, ...] = ()  # none: every conversation of the workspace that is not confidential
    since: date | None = None
    until: date | None = None
    segment_ids: tuple[str, ...] = ()  # none: all
    questions: tuple[str, ...] = ()  # topic: guide questions, as written there
    terms: tuple[str, ...] = ()
    code_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as a list shows it, counted now."""

    id: str
    statement: str
    sentence: str
    unchecked: str
    people: Counts
    strict: Counts
    companies: Counts
    last_heard: date | None
    lost: int  # pieces of evidence that do not count any more
    gone: tuple[str, ...]  # what of its evidence was withdrawn or deleted for good: how much, how and when
    waiting: int  # conversations still being listened to; the counts may grow
    owner: str
    studies: tuple[str, ...]  # titles
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim with its evidence and how everybody was counted."""

    row: ClaimRow
    form: ClaimForm
    support: ClaimSupport
    people: tuple[PersonStanding, ...]  # those who said it first, then who contradicted it, then the silent
    segments: tuple[tuple[str, Counts], ...]  # by name
    codes: tuple[str, ...]  # names of the topic's codes
    candidates: tuple[QuoteRow, ...]  # quotes that use the topic's words or lie under its codes and are no evidence yet
    may_change: bool
    may_read: bool
    version: int


def claims(actor: Actor, wanted: Cut = Cut(limit=20), study_id: str = "") -> Slice[ClaimRow]:  # noqa: B008  (frozen)
    """The claims of the workspace or of one study, newest first, each counted now."""
    require(actor, Action.VIEW)
    query = visible(actor, ClaimRecord)
    if study_id:
        query = query.filter(scope__study=found(actor, Action.VIEW, StudyRecord, study_id))
    return cut(query.select_related("owner__user"), wanted, lambda rows: claim_rows(actor, rows))


def claims_known(actor: Actor, wanted: Cut) -> tuple[tuple[str, str], ...]:
    """The newest claims as (id, statement), to choose from; nothing is counted."""
    require(actor, Action.VIEW)
    newest = visible(actor, ClaimRecord).order_by("-created_at", "-id")[: wanted.limit]
    return tuple(newest.values_list("id", "statement"))


def claim_page(actor: Actor, claim_id: str) -> ClaimPage:
    """One claim."""
    record = found(actor, Action.VIEW, ClaimRecord, claim_id, "owner__user")
    counted = supports(actor, [record])[record.id]
    return ClaimPage(
        row=_row(record, counted, _studies([record]).get(record.id, ())),
        form=_form(record),
        support=counted,
        people=standings_of(actor, record, counted),
        segments=_segments(counted),
        codes=code_names(actor, record.codes),
        candidates=_candidates(actor, record, counted) if may(actor, Action.CHANGE) else (),
        may_change=may(actor, Action.CHANGE),
        may_read=may(actor, Action.READ),
        version=record.version,
    )


def claim_rows(actor: Actor, records: Sequence[ClaimRecord]) -> list[ClaimRow]:
    """Claims as rows, each counted now; they come with their owner. The same queries however many there are."""
    counted, studies = supports(actor, records), _studies(records)
    return [_row(record, counted[record.id], studies.get(record.id, ())) for record in records]


def write_claim(actor: Actor, form: ClaimForm) -> str:
    """Write a claim down; gives its id. Raises Invalid for a form that won't do."""
    require(actor, Action.CHANGE)
    fields, studies = _checked(actor, form), _scope(actor, form)
    claim_id = new_id(Kind.CLAIM)
    with acting(actor, "wrote claim", Ref(Kind.CLAIM, claim_id)):
        ClaimRecord.objects.create(id=claim_id, workspace_id=actor.workspace_id, owner_id=actor.id, **fields)
        _set_scope(actor, claim_id, studies)
    return claim_id


def edit_claim(actor: Actor, claim_id: str, form: ClaimForm, version: int | None = None) -> None:
    """Save what a member changed about a claim. Raises Conflict where somebody saved since `version`."""
    record = found(actor, Action.CHANGE, ClaimRecord, claim_id)
    require_version(version, record.version, "claim")
    fields, studies = _checked(actor, form), _scope(actor, form)
    with acting(actor, "edited claim", Ref(Kind.CLAIM, record.id)):
        query = ClaimRecord.objects.filter(id=record.id, version=record.version)
        saved = query.update(**fields, version=record.version + 1)
        require_version(record.version, record.version if saved else -1, "claim")
        ClaimStudyRecord.objects.filter(claim=record).delete()
        _set_scope(actor, record.id, studies)


def delete_claim(actor: Actor, claim_id: str) -> str:
    """Take a claim away; its evidence stays where it is. Gives the id by which it can be undone for a day."""
    record = found(actor, Action.CHANGE, ClaimRecord, claim_id)
    subject = Ref(Kind.CLAIM, record.id)
    with acting(actor, "deleted claim", subject):
        return take_away(actor, "deleted claim", subject, {Kind.CLAIM: [record.id]})


def add_evidence(actor: Actor, claim_id: str, source: Ref, side: Side, remark: str = "") -> str:
    """Put a quote, a note or an observation for or against a claim; gives the id of the link.

    Raises Conflict where it is evidence of this claim already, Invalid for what can't be evidence.
    """
    record = found(actor, Action.CHANGE, ClaimRecord, claim_id)
    require_synthesis_open(record.scope.values_list("study_id", flat=True))
    thing_id, column = _source(actor, source), f"{source.kind.noun}_id"
    if EvidenceRecord.objects.filter(claim=record, **{column: thing_id}).exists():
        raise Conflict("This is evidence of the claim already. Nothing was changed; take it away first to turn it.")
    evidence_id = new_id(Kind.EVIDENCE)
    with acting(actor, f"added evidence that {side}", Ref(Kind.CLAIM, record.id)) as act:
        EvidenceRecord.objects.create(
            id=evidence_id,
            workspace_id=actor.workspace_id,
            claim=record,
            side=side,
            remark=passage(remark, "remark"),
            member_id=actor.id,
            **{column: thing_id},
        )
        act.also("became evidence", source)
    return evidence_id


def _source(actor: Actor, source: Ref) -> str:
    """The id of a quote, note or observation that the actor may use."""
    if source.kind is Kind.QUOTE:
        found(actor, Action.CHANGE, QuoteRecord, source.id)
    elif source.kind is Kind.NOTE:
        found(actor, Action.CHANGE, NoteRecord, source.id)
    elif source.kind is Kind.OBSERVATION:
        found(actor, Action.CHANGE, ObservationRecord, source.id)
    else:
        raise Invalid("Only a quote, a note or an observation can be evidence. Nothing was changed.", where="source")
    return source.id


def remove_evidence(actor: Actor, claim_id: str, evidence_id: str) -> None:
    """Take a piece of evidence away from a claim; the quote, note or observation itself stays."""
    record = found(actor, Action.CHANGE, ClaimRecord, claim_id)
    link = found(actor, Action.CHANGE, EvidenceRecord, evidence_id)
    if link.claim_id != record.id:
        raise Conflict("This is evidence of another claim. Nothing was changed.")
    with acting(actor, "removed evidence", Ref(Kind.CLAIM, record.id)):
        link.delete()


def rule(
    actor: Actor,
    claim_id: str,
    sitting: tuple[str, str],
    *,
    asked_turns: Sequence[int] | None = None,
    is_answered: bool | None = None,
    note: str = "",
) -> None:
    """Say how a person was counted in a session (`sitting`: session, participant) instead of the rule, or confirm it.

    None leaves what the rule found. Raises Invalid where they did not sit in that session.
    """
    record = found(actor, Action.CHANGE, ClaimRecord, claim_id)
    session_id, participant_id = sitting
    seats = visible(actor, SessionParticipantRecord).filter(session_id=session_id, participant_id=participant_id)
    if not seats.filter(session__deleted_at=None).exists():
        raise Invalid("This person did not take part in that session. Nothing was changed.", where="session")
    verb = "confirmed count" if asked_turns is None and is_answered is None else "corrected count"
    with acting(actor, verb, Ref(Kind.CLAIM, record.id), reason=passage(note, "note")):
        ClaimRulingRecord.objects.update_or_create(
            claim=record,
            session_id=session_id,
            participant_id=participant_id,
            defaults={
                "workspace_id": actor.workspace_id,
                "asked_turns": None if asked_turns is None else sorted(set(asked_turns)),
                "is_answered": is_answered,
                "note": passage(note, "note"),
                "member_id": actor.id,
            },
        )


def confirm_counts(actor: Actor, claim_id: str) -> int:
    """Say that asked and answered are right as the rule found them, for everybody not yet checked; gives how many.

    Conversations that are still being listened to are left open: nobody has seen yet what was asked in them.
    """
    record = found(actor, Action.CHANGE, ClaimRecord, claim_id)
    counted = supports(actor, [record])[record.id]
    open_sittings = [one for one in counted.sittings if not one.is_checked and one.session not in counted.waiting]
    with acting(actor, "confirmed all counts", Ref(Kind.CLAIM, record.id)):
        ClaimRulingRecord.objects.bulk_create(
            ClaimRulingRecord(
                workspace_id=actor.workspace_id,
                claim=record,
                session_id=one.session,
                participant_id=one.person,
                asked_turns=[ask.turn for ask in one.asks],
                member_id=actor.id,
            )
            for one in open_sittings
        )
    return len(open_sittings)


def _row(record: ClaimRecord, counted: ClaimSupport, studies: tuple[str, ...]) -> ClaimRow:
    return ClaimRow(
        id=record.id,
        statement=record.statement,
        sentence=counted.sentence,
        unchecked=counted.unchecked,
        people=counted.everything.people,
        strict=counted.strict.people,
        companies=counted.everything.companies,
        last_heard=counted.everything.last_heard,
        lost=len(counted.lost),
        gone=tuple(map(loss_sentence, counted.gone)),
        waiting=len(counted.waiting),
        owner=record.owner.user.name,
        studies=studies,
        created_at=record.created_at,
    )


def _form(record: ClaimRecord) -> ClaimForm:
    return ClaimForm(
        record.statement,
        record.described,
        tuple(record.scope.order_by("created_at", "id").values_list("study_id", flat=True)),
        record.since,
        record.until,
        tuple(record.segments),
        tuple(record.questions),
        tuple(record.terms),
        tuple(record.codes),
    )


def _checked(actor: Actor, form: ClaimForm) -> dict[str, object]:
    """The columns of a claim from a form, with what it names found in the workspace."""
    if form.since and form.until and form.since > form.until:
        raise Invalid("The claim would end before it begins. Nothing was saved; turn the days round.", where="until")
    terms = [term for term in lines(form.terms, "terms", 100) if term.strip("*")]
    return {
        "statement": line(form.statement, "statement", 500, is_required=True).rstrip("."),
        "described": line(form.described, "described", 300),
        "since": form.since,
        "until": form.until,
        "segments": _known(actor, SegmentRecord, form.segment_ids, "segments"),
        "questions": lines(form.questions, "questions", 1_000),
        "terms": list(dict.fromkeys(terms)),
        "codes": _known(actor, CodeRecord, form.code_ids, "codes"),
    }


def _known(actor: Actor, record: type[SegmentRecord] | type[CodeRecord], ids: Iterable[str], where: str) -> list[str]:
    wanted = list(dict.fromkeys(ids))
    if visible(actor, record).filter(pk__in=wanted).count() != len(wanted):
        raise Invalid(f"One of the {where} is not there (any more). Nothing was saved; choose again.", where=where)
    return wanted


def _scope(actor: Actor, form: ClaimForm) -> list[str]:
    require_synthesis_open(form.study_ids)
    return [found(actor, Action.VIEW, StudyRecord, one).id for one in dict.fromkeys(form.study_ids)]


def _set_scope(actor: Actor, claim_id: str, studies: Iterable[str]) -> None:
    ClaimStudyRecord.objects.bulk_create(
        ClaimStudyRecord(workspace_id=actor.workspace_id, claim_id=claim_id, study_id=study) for study in studies
    )


def _studies(records: Sequence[ClaimRecord]) -> dict[str, tuple[str, ...]]:
    titles: dict[str, tuple[str, ...]] = {}
    scope = ClaimStudyRecord.objects.filter(claim__in=records, study__deleted_at=None).order_by("created_at", "id")
    for claim_id, title in scope.values_list("claim_id", "study__title"):
        titles[claim_id] = (*titles.get(claim_id, ()), title)
    return titles


def _segments(counted: ClaimSupport) -> tuple[tuple[str, Counts], ...]:
    """The counts of each segment by its name, if there are several."""
    parts = counted.everything.by_segment
    names = dict(SegmentRecord.objects.filter(id__in=[one for one in parts if one]).values_list("id", "name"))
    rows = sorted((names.get(segment, ""), counts) for segment, counts in parts.items()) if len(parts) > 1 else []
    return tuple(rows)


def _candidates(actor: Actor, record: ClaimRecord, counted: ClaimSupport) -> tuple[QuoteRow, ...]:
    """Quotes in the claim's scope that use its words or lie under its codes and are no evidence yet, newest first."""
    topic, linked = topic_of(record), {piece.quote.id for piece in counted.pieces if piece.quote}
    sessions = {one.session for one in counted.sittings}
    if not (beginnings(topic.terms) or topic.codes) or not sessions:
        return ()
    marked = code_places(actor.workspace_id, topic.codes)
    quotes = visible(actor, QuoteRecord).filter(transcript__session__in=sessions).exclude(id__in=linked)
    newest = quotes.order_by("-created_at", "-id").values_list("id", "exact", "transcript_id", *PLACE)[:LOOKED_AT]
    likely = [
        quote_id
        for quote_id, exact, transcript_id, *place in newest
        if uses(exact, topic.terms)
        or any(one.overlaps(Stretch(*place)) for one in of_codes(marked, topic.codes, transcript_id))
    ][:CANDIDATES]
    rows = quote_rows(actor, likely)
    return tuple(rows[one] for one in likely if one in rows and rows[one].is_showable and not rows[one].closed_because)
