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
    value, row_id = _position(cursor)
    try:
        return query.filter(Q(**{f"{by}__lt": value}) | Q(**{by: value, "id__lt": row_id}))
    except (ValidationError, ValueError) as error:
        raise _no_cursor() from error


def _cursor(row: Model, by: str) -> str:
    position = [getattr(row, by).isoformat(), row.pk]
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


def _position(cursor: str) -> tuple[str, str]:
    try:
        value, row_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, binascii.Error) as error:
        raise _no_cursor() from error
    if not isinstance(value, str) or not isinstance(row_id, str) or "\0" in value + row_id:
        raise _no_cursor()
    return value, row_id


def _no_cursor() -> Invalid:
    return Invalid("This is not a place in the list. Start again without a cursor.", where="cursor")
