"""What people outside are shown of claims: counted anew each time, and only words that may leave.

The evidence on a shared page is what stood there when it was shared, less whatever was withdrawn or closed since. What
was added later is said in a number; its words go out when a member shares it anew, for only then it is listed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.utils import timezone

from firsthand.domain.people.actors import Actor, system
from firsthand.domain.synthesis.shares import Facts, changes
from firsthand.domain.synthesis.support import Counts, Prompting, Side, Sitting
from firsthand.services.access import visible
from firsthand.services.evidence import Piece
from firsthand.services.quotes import QuoteRow
from firsthand.services.records import REMARKS
from firsthand.services.sight import as_viewer
from firsthand.services.support import ClaimSupport, supports
from firsthand.storage.claims import ClaimRecord
from firsthand.storage.invitations import InvitationRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.shares import SharedClaimRecord, ShareRecord
from firsthand.storage.studies import StudyRecord

SOMEBODY = "A customer"


@dataclass(frozen=True, slots=True)
class SharedQuote:
    """One quote as it may be shown outside, with what nobody may leave out."""

    quote_id: str
    side: Side
    text: str
    whole_sentence: str  # where the quote is cut inside it
    question: str  # that it answers, where that one was leading or the like
    caveat: str
    status: str
    marks: tuple[str, ...]
    remarks: tuple[str, ...]  # everything that must be known before it is repeated, in words
    attribution: str  # what they do; never who they are
    on: date
    prompting: Prompting
    session_id: str  # for those inside
    turn: int


@dataclass(frozen=True, slots=True)
class SharedClaim:
    """One claim as it is shown outside."""

    claim_id: str
    statement: str
    sentence: str
    unchecked: str
    people: Counts
    strict: Counts
    companies: Counts
    supporting: tuple[SharedQuote, ...]
    contradicting: tuple[SharedQuote, ...]
    inside_only: int  # pieces that count and whose words may not leave
    noted: int  # words noted without a transcript: they count, and never leave
    last_heard: date | None
    shown_on: datetime | None  # when it was shared; None for a claim that is about to be
    changes: tuple[str, ...]  # counts that are others than those kept
    lost: int  # pieces that stood here when it was shared and count no longer
    added: int  # pieces that were added since
    is_reworded: bool


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that a shared page holds."""

    title: str
    introduction: str
    method: str
    limits: str
    claims: tuple[SharedClaim, ...]
    counted_at: datetime

    @property
    def has_changed(self) -> bool:
        """Whether anything is different from what was shared."""
        return any(one.changes or one.lost or one.added or one.is_reworded for one in self.claims)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Claims with their support as outsiders are shown it."""

    claims: tuple[ClaimRecord, ...]
    supports: Mapping[str, ClaimSupport]
    shown: frozenset[str] | None = None  # the evidence whose words are shown; None for all that may leave

    def leaving(self, claim: ClaimRecord, kept: Iterable[str] | None = None) -> list[tuple[Piece, QuoteRow]]:
        """The pieces of a claim whose words may leave; of those kept at sharing, where they are named."""
        wanted = self.shown if kept is None else frozenset(kept)
        found = [(piece, piece.quote) for piece in self.counted(claim) if wanted is None or piece.evidence_id in wanted]
        return [(piece, row) for piece, row in found if row and row.may_leave]

    def counted(self, claim: ClaimRecord) -> list[Piece]:
        """The pieces of a claim that count."""
        return [piece for piece in self.supports[claim.id].pieces if piece.mention]


def outsider(workspace_id: str) -> Actor:
    """Whoever reads outside: nobody in particular, with no right to an original or a name."""
    return as_viewer(system(workspace_id))


def gather(workspace_id: str, claim_ids: Sequence[str]) -> Gathered:
    """These claims in this order, counted now; the same few queries however many there are."""
    actor = outsider(workspace_id)
    records = {one.id: one for one in visible(actor, ClaimRecord).filter(id__in=list(claim_ids))}
    ordered = tuple(records[one] for one in dict.fromkeys(claim_ids) if one in records)
    return Gathered(ordered, supports(actor, ordered))


def brief_of(share: ShareRecord) -> Brief:
    """What a share shows now."""
    kept = {one.claim_id: one for one in SharedClaimRecord.objects.filter(share=share).order_by("position", "id")}
    gathered = gather(share.workspace_id, list(kept))
    claims = tuple(_claim(gathered, claim, kept[claim.id]) for claim in gathered.claims)
    return Brief(share.title, share.introduction, share.method, share.limits, claims, timezone.now())


def kept_counts(gathered: Gathered, claim: ClaimRecord) -> dict[str, object]:
    """The counts of a claim as they are kept when it is shared: numbers, ids and a digest, no words."""
    found = gathered.supports[claim.id]
    return {
        "people": asdict(found.everything.people),
        "strict": asdict(found.strict.people),
        "companies": asdict(found.everything.companies),
        "evidence": sorted({piece.evidence_id for piece in gathered.counted(claim)}),
        "wording": wording_digest(claim),
        "at": timezone.now().isoformat(),
    }


def wording_digest(claim: ClaimRecord) -> str:
    """What tells whether a claim still says what it said."""
    return hashlib.sha256("\0".join((claim.statement, claim.described)).encode()).hexdigest()


def sessions_shown(gathered: Gathered) -> set[str]:
    """The sessions whose words leave when these claims are shown."""
    return {piece.session_id for claim in gathered.claims for piece, _ in gathered.leaving(claim)}


def facts_of(gathered: Gathered) -> Facts:
    """What is on record about the conversations behind these claims."""
    found = [gathered.supports[claim.id] for claim in gathered.claims]
    sittings = {(one.person, one.session): one for support in found for one in support.sittings}.values()
    people = {one.person for one in sittings}
    sessions = {one.session for one in sittings}
    standings = [one for support in found for one in support.everything.standings]
    pieces = [piece for claim in gathered.claims for piece in gathered.counted(claim)]
    rows = {row.id: row for piece in pieces if (row := piece.quote)}.values()
    studies, guides = _places(sessions)
    return Facts(
        people=len(people),
        companies=len({one.company for one in sittings if one.company}),
        sessions=len(sessions),
        since=min((one.on for one in sittings), default=None),
        until=max((one.on for one in sittings), default=None),
        studies=studies,
        guides=guides,
        invited=_invited(sittings),
        estimates=len({one.person for one in standings if one.is_estimate}),
        is_checked_in_part=any(not one.is_estimate for one in standings),
        inside_only=sum(not row.may_leave for row in rows),
        noted=len({piece.note_id for piece in pieces if piece.note_id}),
        caveats=sum(bool(row.caveat) for row in rows),
        never_asked=len(people - {one.person for one in standings if one.asked}),
    )


def _claim(gathered: Gathered, claim: ClaimRecord, kept: SharedClaimRecord) -> SharedClaim:
    found, before = gathered.supports[claim.id], kept.counts
    counted, known = gathered.counted(claim), frozenset(before.get("evidence", ()))
    now = {piece.evidence_id for piece in counted}
    once = {(row.id, piece.side): (piece, row) for piece, row in gathered.leaving(claim, known)}
    quotes = [_quote(piece, row) for piece, row in once.values()]
    shown = [piece for piece in counted if piece.evidence_id in known]
    return SharedClaim(
        claim_id=claim.id,
        statement=claim.statement,
        sentence=found.sentence,
        unchecked=found.unchecked,
        people=found.everything.people,
        strict=found.strict.people,
        companies=found.everything.companies,
        supporting=tuple(quote for quote in quotes if quote.side is Side.SUPPORTS),
        contradicting=tuple(quote for quote in quotes if quote.side is Side.CONTRADICTS),
        inside_only=sum(piece.quote is not None and not piece.quote.may_leave for piece in shown),
        noted=sum(piece.note_id is not None for piece in shown),
        last_heard=found.everything.last_heard,
        shown_on=datetime.fromisoformat(before["at"]) if "at" in before else None,
        changes=changes(before.get("people", {}), found.everything.people),
        lost=len(known - now),
        added=len(now - known),
        is_reworded=before.get("wording") != wording_digest(claim),
    )


def _quote(piece: Piece, row: QuoteRow) -> SharedQuote:
    prompting = piece.mention.prompting if piece.mention else Prompting.UNKNOWN
    return SharedQuote(
        quote_id=row.id,
        side=piece.side,
        text=row.text,
        whole_sentence=row.whole_sentence,
        question=row.question if row.caveat else "",
        caveat=row.caveat,
        status=row.status,
        marks=row.marks,
        remarks=tuple(_remarks(row, prompting)),
        attribution=(row.person.title if row.person else "") or SOMEBODY,
        on=row.interview_date,
        prompting=prompting,
        session_id=row.session_id,
        turn=row.first_turn,
    )


def _remarks(row: QuoteRow, prompting: Prompting) -> Iterator[str]:
    yield from (REMARKS[word] for word in (row.status, *row.marks) if REMARKS.get(word))
    correction = row.correction
    if correction and row.as_imported:
        listened = "after listening" if correction.has_listened else "without listening"
        yield f"corrected by {correction.by} on {correction.at.date()} {listened}; imported as “{row.as_imported}”"
    if row.caveat:
        asked = f": “{row.question}”" if row.question else ""
        yield f"answers a {row.caveat.replace('_', ' ')} question{asked}"
    if prompting is Prompting.UNPROMPTED:
        yield "unprompted"


def _places(session_ids: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The titles of the studies and of the guides of these sessions, in the order of their first session."""
    held = SessionRecord.objects.filter(id__in=session_ids).order_by("interview_date", "id")
    rows = held.values_list("study_id", "study__title", "guide__title", "study__deleted_at")
    studies = {study: title for study, title, _, gone in rows if study and gone is None}
    titles = {one.id: one.title for one in StudyRecord.objects.filter(id__in=studies, is_confidential=False)}
    guides = dict.fromkeys(guide for study, _, guide, _ in rows if guide and study in titles)
    return tuple(titles[one] for one in studies if one in titles), tuple(guides)


def _invited(sittings: Collection[Sitting]) -> int:
    """How many of these people had been sent an invitation before they first spoke with us."""
    first: dict[str, date] = {}
    for one in sittings:
        first[one.person] = min(first.get(one.person, one.on), one.on)
    sent = InvitationRecord.objects.filter(participant__in=first, sent_at__isnull=False)
    rows = sent.values_list("participant_id", "sent_at")
    return len({person for person, at in rows if at and at.date() <= first[person]})
