"""What the team takes for true: how sure it is, what was last heard of it, and which assumption is loudest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.synthesis.assumptions import HALF_LIFE_DAYS, Confidence, Decay, decay
from firsthand.domain.synthesis.support import Side
from firsthand.services.access import found, require, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.fields import line, passage
from firsthand.services.quotes import QuoteRow, quote_rows
from firsthand.services.support import ClaimSupport, supports
from firsthand.services.team import require_members
from firsthand.services.undo import take_away
from firsthand.storage.assumptions import AssumptionEvidenceRecord, AssumptionRecord
from firsthand.storage.claims import ClaimRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.studies import StudyRecord

LONGEST_HALF_LIFE = 3_650  # days
SHOWN = 200


@dataclass(frozen=True, slots=True)
class AssumptionForm:
    """What a member can write about an assumption."""

    statement: str
    confidence: Confidence = Confidence.MEDIUM
    half_life_days: int = HALF_LIFE_DAYS
    stated_on: date | None = None  # None: today
    owner_id: str = ""
    study_id: str = ""


@dataclass(frozen=True, slots=True)
class AssumptionEvidence:
    """A claim or a quote that speaks for or against an assumption."""

    id: str
    side: Side
    claim_id: str
    claim: str  # its sentence now
    quote: QuoteRow | None
    heard_on: date | None  # None where it does not count any more
    remark: str


@dataclass(frozen=True, slots=True)
class AssumptionRow:
    """One assumption as it stands today."""

    id: str
    form: AssumptionForm
    owner: str
    study: str
    decay: Decay
    last_contact: date | None
    evidence: tuple[AssumptionEvidence, ...]
    version: int


@dataclass(frozen=True, slots=True)
class AssumptionsPage:
    """The register, the loudest first."""

    assumptions: tuple[AssumptionRow, ...]
    loud: int  # high confidence, no recent contact
    may_change: bool


def assumptions(actor: Actor, today: date | None = None) -> AssumptionsPage:
    """The assumptions of the workspace: what has to be said loudest first."""
    require(actor, Action.VIEW)
    records = visible(actor, AssumptionRecord).select_related("owner__user", "study").order_by("-created_at", "-id")
    rows = _rows(actor, list(records[:SHOWN]), today or timezone.localdate())
    ordered = tuple(sorted(rows, key=lambda row: (-row.decay.loudness, row.form.statement.casefold())))
    return AssumptionsPage(ordered, sum(row.decay.is_loud for row in ordered), may(actor, Action.CHANGE))


def assumption(actor: Actor, assumption_id: str, today: date | None = None) -> AssumptionRow:
    """One assumption."""
    record = found(actor, Action.VIEW, AssumptionRecord, assumption_id, "owner__user", "study")
    return _rows(actor, [record], today or timezone.localdate())[0]


def write_assumption(actor: Actor, form: AssumptionForm) -> str:
    """Write an assumption down; gives its id."""
    require(actor, Action.CHANGE)
    fields, assumption_id = _checked(actor, form), new_id(Kind.ASSUMPTION)
    with acting(actor, "wrote assumption", Ref(Kind.ASSUMPTION, assumption_id)):
        AssumptionRecord.objects.create(id=assumption_id, workspace_id=actor.workspace_id, **fields)
    return assumption_id


def edit_assumption(actor: Actor, assumption_id: str, form: AssumptionForm, version: int | None = None) -> None:
    """Save an assumption. Raises Conflict where somebody saved since `version`."""
    record = found(actor, Action.CHANGE, AssumptionRecord, assumption_id)
    require_version(version, record.version, "assumption")
    fields = _checked(actor, form, record)
    with acting(actor, "edited assumption", Ref(Kind.ASSUMPTION, record.id)):
        query = AssumptionRecord.objects.filter(id=record.id, version=record.version)
        saved = query.update(**fields, version=record.version + 1)
        require_version(record.version, record.version if saved else -1, "assumption")


def delete_assumption(actor: Actor, assumption_id: str) -> str:
    """Take an assumption away; gives the id by which it can be undone for a day."""
    record = found(actor, Action.CHANGE, AssumptionRecord, assumption_id)
    subject = Ref(Kind.ASSUMPTION, record.id)
    with acting(actor, "deleted assumption", subject):
        return take_away(actor, "deleted assumption", subject, {Kind.ASSUMPTION: [record.id]})


def link_evidence(actor: Actor, assumption_id: str, source: Ref, side: Side, remark: str = "") -> str:
    """Put a claim or a quote for or against an assumption; gives the id of the link.

    Raises Conflict where it is linked already, Invalid for anything else.
    """
    record = found(actor, Action.CHANGE, AssumptionRecord, assumption_id)
    if source.kind is Kind.CLAIM:
        found(actor, Action.VIEW, ClaimRecord, source.id)
    elif source.kind is Kind.QUOTE:
        found(actor, Action.VIEW, QuoteRecord, source.id)
    else:
        raise Invalid("Only a claim or a quote can speak for an assumption. Nothing was changed.", where="source")
    column = f"{source.kind.noun}_id"
    if record.evidence.filter(**{column: source.id}).exists():
        raise Conflict("This is linked to the assumption already. Nothing was changed; take it away first to turn it.")
    evidence_id = new_id(Kind.EVIDENCE)
    with acting(actor, f"linked evidence that {side}", Ref(Kind.ASSUMPTION, record.id)):
        AssumptionEvidenceRecord.objects.create(
            id=evidence_id,
            workspace_id=actor.workspace_id,
            assumption=record,
            side=side,
            remark=passage(remark, "remark"),
            member_id=actor.id,
            **{column: source.id},
        )
    return evidence_id


def unlink_evidence(actor: Actor, assumption_id: str, evidence_id: str) -> None:
    """Take a claim or a quote away from an assumption."""
    record = found(actor, Action.CHANGE, AssumptionRecord, assumption_id)
    link = found(actor, Action.CHANGE, AssumptionEvidenceRecord, evidence_id)
    if link.assumption_id != record.id:
        raise Conflict("This is linked to another assumption. Nothing was changed.")
    with acting(actor, "unlinked evidence", Ref(Kind.ASSUMPTION, record.id)):
        link.delete()


def _rows(actor: Actor, records: Sequence[AssumptionRecord], today: date) -> list[AssumptionRow]:
    evidence = _evidence(actor, records)
    return [_row(record, tuple(evidence[record.id]), today) for record in records]


def _row(record: AssumptionRecord, evidence: tuple[AssumptionEvidence, ...], today: date) -> AssumptionRow:
    heard = max((one.heard_on for one in evidence if one.heard_on), default=None)
    confidence = Confidence(record.confidence)
    form = AssumptionForm(
        record.statement,
        confidence,
        record.half_life_days,
        record.stated_on,
        record.owner_id or "",
        record.study_id or "",
    )
    return AssumptionRow(
        id=record.id,
        form=form,
        owner=record.owner.user.name if record.owner else "",
        study=record.study.title if record.study and record.study.deleted_at is None else "",
        decay=decay(confidence, record.half_life_days, record.stated_on, heard, today),
        last_contact=heard,
        evidence=evidence,
        version=record.version,
    )


def _evidence(actor: Actor, records: Sequence[AssumptionRecord]) -> defaultdict[str, list[AssumptionEvidence]]:
    links = list(AssumptionEvidenceRecord.objects.filter(assumption__in=records).order_by("created_at", "id"))
    claims = {one.id: one for one in visible(actor, ClaimRecord).filter(id__in=[link.claim_id for link in links])}
    counted = supports(actor, list(claims.values()))
    quotes = quote_rows(actor, [link.quote_id for link in links if link.quote_id])
    rows: defaultdict[str, list[AssumptionEvidence]] = defaultdict(list)
    for link in links:
        if link.claim_id and link.claim_id in claims:
            rows[link.assumption_id].append(_by_claim(link, claims[link.claim_id], counted[link.claim_id]))
        elif link.quote_id and link.quote_id in quotes:
            rows[link.assumption_id].append(_by_quote(link, quotes[link.quote_id]))
    return rows


def _by_claim(link: AssumptionEvidenceRecord, claim: ClaimRecord, counted: ClaimSupport) -> AssumptionEvidence:
    """A claim was last heard when somebody last said or contradicted it."""
    days = [sitting.on for sitting in counted.sittings if sitting.mentions]
    words = f"{claim.statement}: {counted.sentence}"
    return AssumptionEvidence(link.id, Side(link.side), claim.id, words, None, max(days, default=None), link.remark)


def _by_quote(link: AssumptionEvidenceRecord, row: QuoteRow) -> AssumptionEvidence:
    counts = row.is_showable and not row.closed_because
    heard_on = row.interview_date if counts else None
    return AssumptionEvidence(link.id, Side(link.side), "", "", row, heard_on, link.remark)


def _checked(actor: Actor, form: AssumptionForm, record: AssumptionRecord | None = None) -> dict[str, object]:
    if not 1 <= form.half_life_days <= LONGEST_HALF_LIFE:
        raise Invalid(f"A half-life has 1 to {LONGEST_HALF_LIFE} days. Nothing was saved.", where="half_life_days")
    if form.study_id:
        found(actor, Action.CHANGE, StudyRecord, form.study_id)
    if form.owner_id:
        require_members(actor, [form.owner_id], [record.owner_id] if record and record.owner_id else [])
    return {
        "statement": line(form.statement, "statement", 500, is_required=True),
        "confidence": form.confidence,
        "half_life_days": form.half_life_days,
        "stated_on": form.stated_on or timezone.localdate(),
        "owner_id": form.owner_id or None,
        "study_id": form.study_id or None,
    }
