"""What an act changed in a codebook, column by column, so that a day long it can be taken back exactly.

Merging or splitting codes moves thousands of codings; each change names the rows, the column, what was there before and
what is there now. Taking it back puts the former value where the later one still stands; where somebody has changed a
code since, it is refused, and nothing happens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass

from django.db.models import F

from firsthand.domain.errors import Conflict
from firsthand.domain.synthesis.codebook import circles
from firsthand.services.remembering import forget_words
from firsthand.storage.claims import ClaimRecord
from firsthand.storage.codes import CodeExampleRecord, CodeRecord, CodingRecord, ResolutionRecord
from firsthand.storage.columns import Declared

CHANGES = "changes"  # in an undo row
ROWS: Mapping[str, type[Declared]] = {
    "codes": CodeRecord,
    "codings": CodingRecord,
    "examples": CodeExampleRecord,
    "resolutions": ResolutionRecord,
    "claims": ClaimRecord,
}
AT_ONCE = 500  # rows of one statement
SINCE = (
    "A code that this changed was changed again since, so it can't be taken back. Nothing was changed; "
    "undo the later change first, or change the code by hand."
)
Value = str | int | list[str] | None


@dataclass(frozen=True, slots=True)
class Change:
    """One column of some rows: what was there before, and what is there now."""

    rows: str  # codes, codings …
    column: str
    before: Value
    after: Value
    ids: tuple[str | int, ...]


def make(changes: Iterable[Change]) -> list[Change]:
    """Change the rows, inside the caller's act; gives what changed at all."""
    made = [one for one in changes if one.ids and one.before != one.after]
    for one in made:
        _put(one, one.after)
    _next_version(made)
    forget_words()
    return made


def take_back(kept: Sequence[Sequence[object]]) -> None:
    """Put everything back as it was before, inside the caller's act.

    Raises Conflict where a code was changed since. Codings that were deleted or withdrawn since stay away.
    """
    changes = [_read(one) for one in kept]
    for one in changes:
        if one.rows == "codes" and one.column != "position":
            _require_unchanged(one)
    _require_living(changes)
    for one in reversed(changes):
        _put(one, one.before, was=one.after)
    _require_tree(changes)
    _require_nothing_stranded(changes)
    _next_version(changes)
    forget_words()


def kept(changes: Iterable[Change]) -> list[tuple[object, ...]]:
    """The changes as an undo row keeps them."""
    return [astuple(one) for one in changes]


def _read(row: Sequence[object]) -> Change:
    rows, column, before, after, ids = row
    return Change(rows, column, before, after, tuple(ids))  # type: ignore[arg-type]


def _put(one: Change, value: Value, was: Value | str = "anything") -> None:
    for some in _some(one.ids):
        query = ROWS[one.rows]._base_manager.filter(pk__in=some)
        if was != "anything" and one.column != "position":
            query = query.filter(**{one.column: was})
        query.update(**{one.column: value})


def _some(ids: Sequence[str | int]) -> Iterator[Sequence[str | int]]:
    for begin in range(0, len(ids), AT_ONCE):
        yield ids[begin : begin + AT_ONCE]


def _next_version(changes: Iterable[Change]) -> None:
    """A page that showed a code before may not save over it."""
    ids = {code for one in changes if one.rows == "codes" and one.column != "position" for code in one.ids}
    CodeRecord._base_manager.filter(pk__in=ids).update(version=F("version") + 1)


def _require_unchanged(one: Change) -> None:
    there = CodeRecord._base_manager.filter(pk__in=one.ids, **{one.column: one.after})
    if one.column != "deleted_at":
        there = there.filter(deleted_at=None)
    if there.count() != len(one.ids):
        raise Conflict(SINCE)


def _require_living(changes: Sequence[Change]) -> None:
    """Refuse where the code to which something moved was merged on or deleted since."""
    targets = {str(one.after) for one in changes if one.column == "code_id"}
    if CodeRecord._base_manager.filter(pk__in=targets, deleted_at=None).count() != len(targets):
        raise Conflict(SINCE)


def _require_tree(changes: Sequence[Change]) -> None:
    """Refuse where a code would come to stand under itself, or under one that is gone."""
    moved = [code for one in changes if one.column == "parent_id" for code in one.ids]
    studies = CodeRecord._base_manager.filter(pk__in=moved).values("study_id")
    tree = dict(CodeRecord.objects.filter(study__in=studies, deleted_at=None).values_list("id", "parent_id"))
    if any(True for _ in circles(tree)) or any(tree.get(str(code)) not in (None, *tree) for code in moved):
        raise Conflict(SINCE)


def _require_nothing_stranded(changes: Sequence[Change]) -> None:
    """Refuse where a code goes that marks places by now, or that others stand under."""
    went = [one for one in changes if (one.rows, one.column) == ("codes", "deleted_at") and one.before]
    gone = [str(code) for one in went for code in one.ids]
    marks = CodingRecord.objects.filter(code__in=gone, deleted_at=None, transcript__deleted_at=None)
    if marks.exists() or CodeRecord.objects.filter(parent__in=gone, deleted_at=None).exists():
        raise Conflict(SINCE)
