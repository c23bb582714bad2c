"""Rows of every kind that can hold something of a person, made without knowing the kinds: later ones come along."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from firsthand.storage.columns import Declared, Withdrawal
from firsthand.storage.models import ParticipantRecord

Pool = dict[type[models.Model], models.Model]  # what a new row hangs on, by kind
_numbers = itertools.count(1)


def of_people() -> list[type[Declared]]:
    """Every kind of record that says how it leads to a person."""
    known = apps.get_app_config("firsthand").get_models()
    return [one for one in known if issubclass(one, Declared) and one.of_person]


def grow(record: type[models.Model], pool: Pool, text: str) -> models.Model:
    """A new row, with everything that it must have and everything in the pool that it may hang on."""
    values = {field.name: _value(field, pool, text) for field in record._meta.local_fields if not _is_given(field)}
    made = record(**{name: value for name, value in values.items() if value is not None})
    made.save(force_insert=True)
    return made


def _is_given(field: models.Field[Any, Any]) -> bool:
    return field.primary_key and not isinstance(field, models.ForeignKey)


def _value(field: models.Field[Any, Any], pool: Pool, text: str) -> Any:
    if isinstance(field, models.ForeignKey):
        return _holder(field, pool, text)
    if field.choices:
        return next(iter(field.choices))[0]
    if field.has_default() or field.null:
        return None
    if isinstance(field, models.DateTimeField):
        return timezone.now() + timedelta(days=1)
    if isinstance(field, models.DateField):
        return timezone.localdate()
    if isinstance(field, models.JSONField):
        return []
    if isinstance(field, (models.IntegerField, models.FloatField)):
        return 1
    if isinstance(field, models.BooleanField):
        return False
    return _line(field, text)


def _line(field: models.Field[Any, Any], text: str) -> str:
    return f"{next(_numbers):x}{text}"[: field.max_length] if field.unique else text[: field.max_length]


def _holder(field: models.ForeignKey[Any, Any], pool: Pool, text: str) -> models.Model | None:
    above: Any = field.related_model
    if above in pool:
        return pool[above]
    if field.null:
        return None
    pool[above] = grow(above, pool, text)
    return pool[above]


def soak(record: type[Declared], keys: list[object], text: str, but: Mapping[type[Declared], set[str]]) -> int:
    """Write the text into every column of these rows that a withdrawal erases or empties; gives how many columns."""
    columns = [
        name
        for name, said in record.texts.items()
        if said.withdrawal is not Withdrawal.KEEP and name not in but.get(record, set())
    ]
    for name in columns:
        field: Any = record._meta.get_field(name)
        value = [[1, text, text]] if isinstance(field, models.JSONField) else text[: field.max_length]
        record._default_manager.filter(pk__in=keys).update(**{name: value})
    return len(columns)


KEPT_NAMES: Mapping[type[Declared], set[str]] = {ParticipantRecord: {"name"}}
