"""The workspace's own fields on people and companies: owners say which there are, values are checked here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.own_fields import MOST_CHOICES, About, FieldKind, OwnField, checked_value
from firsthand.services.access import found, require, visible
from firsthand.services.acting import acting
from firsthand.services.fields import line, lines
from firsthand.storage.own_fields import FieldRecord

MOST_FIELDS = 50  # of each, with the retired ones


@dataclass(frozen=True, slots=True)
class FieldForm:
    """What an owner says about a field."""

    label: str
    kind: str  # a value of `FieldKind`; stays as it is once the field is there
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnValue:
    """A field with what one person or company has in it."""

    field: OwnField
    value: str  # "" for nothing


def own_fields(actor: Actor, about: About, *, with_retired: bool = False) -> tuple[OwnField, ...]:
    """The fields of people or of companies in the order that they are asked in; one query."""
    require(actor, Action.READ)
    records = visible(actor, FieldRecord).filter(about=about)
    if not with_retired:
        records = records.filter(is_retired=False)
    return tuple(map(_field, records.order_by("position", "id")))


def own_field(actor: Actor, field_id: str) -> OwnField:
    """One field, for the owner who is about to change it."""
    return _field(found(actor, Action.MANAGE, FieldRecord, field_id))


def add_field(actor: Actor, about: About, form: FieldForm) -> str:
    """Add a field at the end; gives its id. Raises Conflict where one has that label."""
    require(actor, Action.MANAGE)
    if form.kind not in set(FieldKind):
        raise Invalid(f"A field holds {', '.join(FieldKind)}. Nothing was saved; choose one of these.", where="kind")
    label, choices = _checked(FieldKind(form.kind), form)
    mine, field_id = visible(actor, FieldRecord).filter(about=About(about)), new_id(Kind.FIELD)
    if mine.count() >= MOST_FIELDS:
        raise Conflict(f"There are {MOST_FIELDS} fields already. Nothing was saved; bring back a retired one.")
    _require_free(mine, label)
    with acting(actor, "added field", Ref(Kind.FIELD, field_id)):
        last = mine.aggregate(last=Max("position"))["last"]
        FieldRecord.objects.create(
            id=field_id,
            workspace_id=actor.workspace_id,
            about=about,
            label=label,
            kind=form.kind,
            choices=choices,
            position=0 if last is None else last + 1,
        )
    return field_id


def edit_field(actor: Actor, field_id: str, form: FieldForm, *, is_retired: bool | None = None) -> None:
    """Change a field's label and choices; what people have in it stays, also where it is no longer a choice."""
    record = found(actor, Action.MANAGE, FieldRecord, field_id)
    label, choices = _checked(FieldKind(record.kind), form)
    _require_free(visible(actor, FieldRecord).filter(about=record.about).exclude(id=record.id), label)
    with acting(actor, "edited field", Ref(Kind.FIELD, record.id)):
        retired = record.is_retired if is_retired is None else is_retired
        FieldRecord.objects.filter(id=record.id).update(label=label, choices=choices, is_retired=retired)


def retire_field(actor: Actor, field_id: str, *, is_retired: bool = True) -> None:
    """Ask for a field no more, or again; its values are kept either way."""
    record = found(actor, Action.MANAGE, FieldRecord, field_id)
    with acting(actor, "retired field" if is_retired else "brought back field", Ref(Kind.FIELD, record.id)):
        FieldRecord.objects.filter(id=record.id).update(is_retired=is_retired)


def move_field(actor: Actor, field_id: str, *, is_up: bool) -> None:
    """Ask for a field one place earlier or later."""
    record = found(actor, Action.MANAGE, FieldRecord, field_id)
    ids = list(
        visible(actor, FieldRecord)
        .filter(about=record.about, is_retired=False)
        .order_by("position", "id")
        .values_list("id", flat=True)
    )
    if record.id not in ids:
        raise Conflict("A retired field has no place in the order. Bring it back first; nothing was changed.")
    at = ids.index(record.id)
    to = max(0, at - 1) if is_up else min(len(ids) - 1, at + 1)
    ids.insert(to, ids.pop(at))
    with acting(actor, "moved field", Ref(Kind.FIELD, record.id)):
        for position, one in enumerate(ids):
            FieldRecord.objects.filter(id=one).update(position=position)


def checked_values(
    actor: Actor, about: About, given: Mapping[str, str] | None, before: Mapping[str, str]
) -> dict[str, str]:
    """Values as they are kept: what is not given stays as before, so do those of retired fields; None gives nothing.

    Raises Invalid for a value that its field can't hold, or one of a field that isn't there.
    """
    kept = dict(before)
    if not given:
        return kept
    fields = {field.id: field for field in own_fields(actor, about)}
    for field_id, text in given.items():
        field = fields.get(field_id)
        if field is None:
            raise Invalid("One of the fields is not there any more. Nothing was saved; reload the page.", where="own")
        if text.strip() == before.get(field_id, ""):
            continue  # also what was a choice once
        value = checked_value(field, line(text, field.label, 400) if field.kind is not FieldKind.PASSAGE else text)
        kept[field_id] = value
    return {field_id: value for field_id, value in kept.items() if value}


def own_values(fields: Sequence[OwnField], values: Mapping[str, str]) -> tuple[OwnValue, ...]:
    """Every field that is asked for, and the retired ones that have a value."""
    return tuple(
        OwnValue(field, values.get(field.id, "")) for field in fields if not field.is_retired or values.get(field.id)
    )


def _field(record: FieldRecord) -> OwnField:
    choices = tuple(map(str, record.choices))
    return OwnField(record.id, About(record.about), record.label, FieldKind(record.kind), choices, record.is_retired)


def _checked(kind: FieldKind, form: FieldForm) -> tuple[str, list[str]]:
    label = line(form.label, "label", 80, is_required=True)
    choices = list(dict.fromkeys(lines(form.choices, "choices", 100))) if kind is FieldKind.CHOICE else []
    if kind is FieldKind.CHOICE and not 2 <= len(choices) <= MOST_CHOICES:
        raise Invalid(
            f"A choice needs 2 to {MOST_CHOICES} different answers, one per line. Nothing was saved.", where="choices"
        )
    return label, choices


def _require_free(others: QuerySet[FieldRecord], label: str) -> None:
    if others.filter(label__iexact=label).exists():
        raise Conflict(
            f"There is a field called “{label}” already. Nothing was saved; use another label.", where="label"
        )
