"""Claims say when evidence of theirs is gone for good: counted in the act in which the quotes and notes go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from django.db.models import F, Q

from firsthand.domain.synthesis.losses import Loss, Lost, Thing
from firsthand.domain.synthesis.support import Side
from firsthand.storage.claims import ClaimRecord, EvidenceRecord, LostEvidenceRecord

_Piece = tuple[str, str, Thing, str]  # workspace, claim, what, side


def note_lost(quotes: Collection[object], notes: Collection[object], counted: Collection[object], loss: Loss) -> None:
    """Keep on their claims that these quotes and notes go, and these observations that only count; inside the act.

    A quote that is evidence through an observation counts for each claim that the observation is evidence of.
    """
    if not (quotes or notes or counted):
        return
    found = Counter(_going(quotes, notes, counted))
    LostEvidenceRecord.objects.bulk_create(
        LostEvidenceRecord(workspace_id=workspace, claim_id=claim, number=number, thing=thing, side=side, loss=loss)
        for (workspace, claim, thing, side), number in found.items()
    )


def _going(quotes: Collection[object], notes: Collection[object], counted: Collection[object]) -> Iterator[_Piece]:
    for thing, column, keys in ((Thing.QUOTE, "quote", quotes), (Thing.NOTE, "note", notes)):
        direct = EvidenceRecord.objects.filter(**{f"{column}__in": keys})
        for workspace, claim, side in direct.values_list("workspace_id", "claim_id", "side"):
            yield workspace, claim, thing, side
        cited = EvidenceRecord.objects.filter(**{f"observation__citations__{column}__in": keys})
        through = cited.annotate(cited=F(f"observation__citations__{column}"))
        for workspace, claim, side, _ in through.values_list("workspace_id", "claim_id", "side", "cited"):
            yield workspace, claim, thing, side
    bare = EvidenceRecord.objects.filter(
        observation__in=[str(key) for key in counted], observation__count__isnull=False
    )
    cites = Q(observation__citations__quote__in=quotes) | Q(observation__citations__note__in=notes)
    for workspace, claim, side in bare.exclude(cites).values_list("workspace_id", "claim_id", "side"):
        yield workspace, claim, Thing.OBSERVATION, side


def lost_of(claims: Sequence[ClaimRecord]) -> Mapping[str, tuple[Lost, ...]]:
    """What is gone of the evidence of each claim, in order; one query."""
    found: defaultdict[str, list[Lost]] = defaultdict(list)
    for row in LostEvidenceRecord.objects.filter(claim__in=claims).order_by("created_at", "id"):
        lost = Lost(row.number, Thing(row.thing), Side(row.side), Loss(row.loss), row.created_at.date())
        found[row.claim_id].append(lost)
    return {claim: _joined(some) for claim, some in found.items()}


def _joined(lost: Sequence[Lost]) -> tuple[Lost, ...]:
    """What went on one day in one way, as one."""
    numbers: Counter[Lost] = Counter()
    for one in lost:
        numbers[replace(one, number=0)] += one.number
    return tuple(replace(one, number=number) for one, number in numbers.items())
