"""Taking a merge apart again: each gets back what was theirs, as far as nobody changed it since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.domain.errors import Conflict
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.own_fields import About
from firsthand.services.merge_fields import BETWEEN, BOTH, KEPT, OTHER, Column, Record, columns_of, put, value_of
from firsthand.services.pointers import Key, pointers_to
from firsthand.services.remembering import forget_words
from firsthand.storage.merges import MergeRecord
from firsthand.storage.participants import CompanyRecord, ParticipantRecord

MERGE = "merge"  # in an undo row: what was merged, the one that stayed and the one that went
KINDS: Mapping[About, Kind] = {About.PEOPLE: Kind.PARTICIPANT, About.COMPANIES: Kind.COMPANY}
RECORDS: Mapping[About, type[ParticipantRecord] | type[CompanyRecord]] = {
    About.PEOPLE: ParticipantRecord,
    About.COMPANIES: CompanyRecord,
}


def take_apart(actor: Actor, restores: Mapping[str, Sequence[Key]]) -> None:
    """Make two of what was merged into one, inside the caller's act.

    Raises Conflict where the one that stayed was deleted or merged since, or the other one is gone for good.
    """
    about, kept_id, other_id = (str(part) for part in restores[MERGE])
    records = RECORDS[About(about)]._base_manager.select_for_update()
    kept = records.filter(pk=kept_id, deleted_at=None).first()
    other = records.filter(pk=other_id, merged_into=kept_id).first()
    if kept is None or other is None:
        raise Conflict("What was merged has been merged again or deleted since, so it can't be taken apart.")
    _give_back(columns_of(actor, About(about)), kept, other, restores)
    for pointer in pointers_to(RECORDS[About(about)]):
        pointer.move_back(restores.get(pointer.name, ()), kept.id, other.id)
    MergeRecord.objects.filter(gone_id=other.id).delete()
    RECORDS[About(about)]._base_manager.filter(pk=other.id).update(deleted_at=None, merged_into=None)
    forget_words()


def _give_back(columns: Sequence[Column], kept: Record, other: Record, restores: Mapping[str, Sequence[Key]]) -> None:
    """Put the kept record's own values back where the other's stand in their place unchanged."""
    mine = {one["field"]: one for one in kept.also if one["merge"] == other.id and one["of"] == KEPT}
    for column in columns:
        theirs, now = value_of(other, column), value_of(kept, column)
        if column.key in restores.get(OTHER, ()) and now == theirs:
            before = mine.get(column.key, {"value": "", "link": ""})
            put(kept, column, before["value"], before["link"])
        elif column.key in restores.get(BOTH, ()) and now.endswith(BETWEEN + theirs):
            put(kept, column, now.removesuffix(BETWEEN + theirs))
    kept.also = [one for one in kept.also if one["merge"] != other.id and one not in other.also]
    kept.version += 1
    kept.save()
