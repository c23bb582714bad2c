"""Mappings that a member gave a name to: offered again for every file with the same headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.formats.table_columns import signature
from firsthand.services.access import found, require, visible
from firsthand.services.acting import acting
from firsthand.services.fields import line
from firsthand.storage.table_mappings import TableMappingRecord


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """One of them."""

    id: str
    name: str
    target: str
    columns: tuple[str, ...]  # the meaning of each column in order, "" for none


def saved_mappings(actor: Actor, target: str) -> tuple[SavedMapping, ...]:
    """Those of one target by name."""
    require(actor, Action.CHANGE)
    records = visible(actor, TableMappingRecord).filter(target=target)
    return tuple(map(_saved, records.order_by("name", "id")[:200]))


def mapping_for(actor: Actor, target: str, headers: Sequence[str]) -> SavedMapping | None:
    """The newest that was saved for exactly these headings."""
    same = visible(actor, TableMappingRecord).filter(target=target, signature=signature(headers))
    record = same.order_by("-created_at", "-id").first()
    return _saved(record) if record else None


def save_mapping(actor: Actor, target: str, name: str, headers: Sequence[str], columns: Sequence[str]) -> str:
    """Keep what these columns mean under a name; one of the same name gives way. Gives its id."""
    require(actor, Action.CHANGE)
    name = line(name, "name", 100, is_required=True)
    mapping_id = new_id(Kind.TABLE_MAPPING)
    with acting(actor, "saved table mapping", Ref(Kind.TABLE_MAPPING, mapping_id)):
        visible(actor, TableMappingRecord).filter(target=target, name=name).delete()
        TableMappingRecord.objects.create(
            id=mapping_id,
            workspace_id=actor.workspace_id,
            name=name,
            target=target,
            signature=signature(headers),
            columns=list(columns),
        )
    return mapping_id


def forget_mapping(actor: Actor, mapping_id: str) -> None:
    """Remove a saved mapping; what was imported with it stays."""
    record = found(actor, Action.CHANGE, TableMappingRecord, mapping_id)
    with acting(actor, "forgot table mapping", Ref(Kind.TABLE_MAPPING, record.id)):
        record.delete()


def _saved(record: TableMappingRecord) -> SavedMapping:
    return SavedMapping(record.id, record.name, record.target, tuple(map(str, record.columns)))
