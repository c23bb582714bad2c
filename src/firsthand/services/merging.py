"""Two records that are one: everything that points to the one goes to the other, and no word of either is lost.

For each field one value stays; what the other said is kept beside it, as `also`. The merged record goes the way of what
is deleted, its address leads to the one that stays, and for a day the two can be taken apart again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from firsthand.domain.errors import Invalid
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent import Consent, Scope, agreed_scopes
from firsthand.domain.people.own_fields import About
from firsthand.services.access import found, visible
from firsthand.services.acting import acting, hold_workspace
from firsthand.services.consents import answers_of
from firsthand.services.merge_fields import BOTH, KEPT, OTHER, MergedField, Record, columns_of, merged_fields, take_over
from firsthand.services.pointers import Key, Pointer, pointers_to
from firsthand.services.remembering import forget_words
from firsthand.services.undo import remember_merge
from firsthand.services.unmerging import KINDS, RECORDS
from firsthand.storage.columns import Owned
from firsthand.storage.merges import MergeRecord


@dataclass(frozen=True, slots=True)
class Move:
    """How many rows of one kind go from the one to the other."""

    what: str  # the table, such as "session_participants"
    count: int
    staying: int  # beside them, those of which the kept one has the same already


@dataclass(frozen=True, slots=True)
class MergePage:
    """What merging two records would do."""

    about: About
    kept_id: str
    kept_name: str
    other_id: str
    other_name: str
    fields: tuple[MergedField, ...]
    moves: tuple[Move, ...]
    kept_scopes: tuple[Scope, ...]  # what each agrees to now, where they are people
    other_scopes: tuple[Scope, ...]
    scopes: tuple[Scope, ...]  # and the two together: of each scope the newest answer counts


def merge_page(actor: Actor, about: About, kept_id: str, other_id: str) -> MergePage:
    """What merging the other into the kept one would do; changes nothing. Raises Invalid where they are one record."""
    kept, other = _two(actor, about, kept_id, other_id)
    scopes = _scopes(kept.id, other.id) if about is About.PEOPLE else ((), (), ())
    return MergePage(
        *(about, kept.id, kept.name, other.id, other.name),
        fields=merged_fields(columns_of(actor, about), kept, other),
        moves=tuple(_moves(actor, about, kept.id, other.id)),
        kept_scopes=scopes[0],
        other_scopes=scopes[1],
        scopes=scopes[2],
    )


def merge(actor: Actor, about: About, kept_id: str, other_id: str, choices: Mapping[str, str] | None = None) -> str:
    """Merge the other into the kept one; gives the id that undoes it for a day.

    `choices`: for a field "kept", "other" or, for long texts, "both"; what is not named is settled as the page says.
    """
    _two(actor, about, kept_id, other_id)
    _require_choices(choices or {})
    kind = KINDS[about]
    with acting(actor, f"merged {kind.noun}", Ref(kind, kept_id)) as act:
        hold_workspace(actor.workspace_id)
        act.also(f"was merged into another {kind.noun}", Ref(kind, other_id))
        kept, other = _two(actor, about, kept_id, other_id)  # as they are, now that nobody else can change them
        changed = take_over(columns_of(actor, about), kept, other, choices or {})
        moved = {pointer.name: pointer.move(kept.id, other.id) for pointer in pointers_to(RECORDS[about])}
        RECORDS[about]._base_manager.filter(pk=other.id).update(deleted_at=timezone.now(), merged_into=kept.id)
        _lead_to(actor, about, kept.id, other.id)
        forget_words()
        return remember_merge(actor, Ref(kind, kept.id), [about.value, kept.id, other.id], {**changed, **moved})


def _two(actor: Actor, about: About, kept_id: str, other_id: str) -> tuple[Record, Record]:
    if kept_id == other_id:
        raise Invalid("That is one record, so there is nothing to merge. Choose another one; nothing was changed.")
    links = ("company", "segment") if about is About.PEOPLE else ()
    kept = found(actor, Action.CHANGE, RECORDS[about], kept_id, *links)
    return kept, found(actor, Action.CHANGE, RECORDS[about], other_id, *links)


def _require_choices(choices: Mapping[str, str]) -> None:
    if not set(choices.values()) <= {KEPT, OTHER, BOTH}:
        raise Invalid("Of a field the value of the kept one stays, of the other, or both. Nothing was merged.")


def _lead_to(actor: Actor, about: About, kept_id: str, other_id: str) -> None:
    link = {"participant_id": kept_id} if about is About.PEOPLE else {"company_id": kept_id}
    MergeRecord.objects.create(workspace_id=actor.workspace_id, gone_id=other_id, **link)


def _moves(actor: Actor, about: About, kept_id: str, other_id: str) -> Iterator[Move]:
    """What of it the actor may know of; the rest moves, too."""
    for pointer in pointers_to(RECORDS[about]):
        moving = _seen(actor, pointer, other_id)
        staying = moving & pointer.staying(kept_id, other_id)
        if moving:
            yield Move(pointer.record._meta.db_table, len(moving - staying), len(staying))


def _seen(actor: Actor, pointer: Pointer, other_id: str) -> set[Key]:
    rows = visible(actor, pointer.record) if issubclass(pointer.record, Owned) else pointer.record._base_manager.all()
    return set(rows.filter(**{pointer.field: other_id}).values_list("pk", flat=True))


def _scopes(kept_id: str, other_id: str) -> tuple[tuple[Scope, ...], tuple[Scope, ...], tuple[Scope, ...]]:
    answers, now = answers_of([kept_id, other_id]), timezone.now()
    kept, other = answers[kept_id], answers[other_id]
    return (_agreed(kept, now), _agreed(other, now), _agreed((*kept, *other), now))


def _agreed(answers: Iterable[Consent], now: datetime) -> tuple[Scope, ...]:
    return tuple(sorted(agreed_scopes(answers, now)))
