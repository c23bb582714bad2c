"""The rows of a board's cards: which of them lie in themes, where the next one goes, and the way back from a merge."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Max, QuerySet

from firsthand.domain.synthesis.board import STEP
from firsthand.storage.studies import StudyRecord
from firsthand.storage.themes import CardRecord


def placed(study: StudyRecord) -> QuerySet[CardRecord]:
    """The cards of a study that lie in themes that are there."""
    return CardRecord.objects.filter(study=study, theme__deleted_at=None).exclude(theme=None)


def is_placed(card: CardRecord) -> bool:
    """Whether a card lies in a theme that is there."""
    return card.theme is not None and card.theme.deleted_at is None


def hold_board(study_id: str) -> None:
    """Let no other change of this board happen until the act under way has ended."""
    StudyRecord.objects.select_for_update(no_key=True).get(id=study_id)


def next_place(theme_id: str) -> float:
    """The place behind the last card of a theme."""
    last: float | None = CardRecord.objects.filter(theme_id=theme_id).aggregate(last=Max("position"))["last"]
    return 0.0 if last is None else last + STEP


def put_back(theme_id: str, merge: Sequence[str]) -> None:
    """Give a theme its cards back, inside the caller's act, as far as they still lie where a merge put them.

    `merge` is the theme that took them in, and the rows of the cards.
    """
    kept, *cards = merge
    CardRecord.objects.filter(id__in=cards, theme_id=kept).update(theme_id=theme_id, version=F("version") + 1)
