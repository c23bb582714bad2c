"""Groups that a board suggests among its waiting cards: taken as a theme, or left and not offered again.

Nothing is moved by itself. What was left is remembered by a digest of which cards it was; with other cards it is
another group.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.synthesis.grouping import SuggestedGroup, suggested_groups
from firsthand.services.access import found
from firsthand.services.acting import acting
from firsthand.services.cards import MOST_AT_ONCE, require_card
from firsthand.services.live import require_synthesis_open
from firsthand.storage.studies import StudyRecord
from firsthand.storage.themes import DismissedGroupRecord


def open_groups(study: StudyRecord, cards: Iterable[tuple[str, str]]) -> tuple[SuggestedGroup, ...]:
    """The groups among these cards, given as (id, text), that nobody has left."""
    left = set(DismissedGroupRecord.objects.filter(study=study).values_list("digest", flat=True))
    return tuple(group for group in suggested_groups(cards) if digest_of(group.cards) not in left)


def leave_group(actor: Actor, study_id: str, card_ids: Sequence[str]) -> None:
    """Say that these cards are no group; it is not offered again as long as its cards are the same."""
    study = found(actor, Action.CHANGE, StudyRecord, study_id)
    if not 2 <= len(set(card_ids)) <= MOST_AT_ONCE:
        raise Invalid("A suggested group has two cards or more. Nothing was changed; reload the page.", where="cards")
    for card_id in card_ids:
        require_card(actor, study, card_id)
    require_synthesis_open([study.id])
    with acting(actor, "left suggested group", Ref(Kind.STUDY, study.id)):
        DismissedGroupRecord.objects.get_or_create(
            study=study,
            digest=digest_of(card_ids),
            defaults={"workspace_id": actor.workspace_id, "member_id": actor.id},
        )


def digest_of(card_ids: Iterable[str]) -> str:
    """The same for the same cards in any order."""
    return hashlib.sha256(" ".join(sorted(set(card_ids))).encode()).hexdigest()
