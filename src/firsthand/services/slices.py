"""Long lists come in slices: so many items, and where to go on."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from firsthand.domain.errors import Invalid

Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)
LIMITS = range(1, 201)
USUAL_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Slice(Generic[Item]):
    """Some items of a list, newest first, with where the next slice starts and how many there are in all."""

    items: tuple[Item, ...]
    next_cursor: str | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """Which slice is wanted."""

    cursor: str | None = None
    limit: int = USUAL_LIMIT


def cut(
    query: QuerySet[Row], wanted: Cut, show: Callable[[Sequence[Row]], Sequence[Item]], *, by: str = "created_at"
) -> Slice[Item]:
    """One slice of a query, newest first by one column and then by id; two queries besides what `show` makes.

    Raises Invalid for a limit outside 1–200 or a cursor that is none of ours.
    """
    if wanted.limit not in LIMITS:
        raise Invalid(f"A list comes in slices of 1 to 200, not {wanted.limit}.", where="limit")
    total = query.count()
    rows = list(_after(query, wanted.cursor, by).order_by(f"-{by}", "-id")[: wanted.limit + 1])
    more = len(rows) > wanted.limit
    rows = rows[: wanted.limit]
    return Slice(tuple(show(rows)), _cursor(rows[-1], by) if more else None, total)


def _after(query: QuerySet[Row], cursor: str | None, by: str) -> QuerySet[Row]:
    if not cursor:
        return query
    value, row_id = read_cursor(cursor)
    try:
        return query.filter(Q(**{f"{by}__lt": value}) | Q(**{by: value, "id__lt": row_id}))
    except (ValidationError, ValueError) as error:
        raise no_cursor() from error


def _cursor(row: Model, by: str) -> str:
    return spell_cursor(getattr(row, by).isoformat(), row.pk)


def spell_cursor(value: str, row_id: str) -> str:
    """The place behind an item in a list that is ordered by a value and then by id."""
    return base64.urlsafe_b64encode(json.dumps([value, row_id]).encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[str, str]:
    """The value and id that a cursor stands for. Raises Invalid for one that is none of ours."""
    try:
        value, row_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, binascii.Error) as error:
        raise no_cursor() from error
    if not isinstance(value, str) or not isinstance(row_id, str) or "\0" in value + row_id:
        raise no_cursor()
    return value, row_id


def no_cursor() -> Invalid:
    """The refusal of a cursor that is none of ours."""
    return Invalid("This is not a place in the list. Start again without a cursor.", where="cursor")
