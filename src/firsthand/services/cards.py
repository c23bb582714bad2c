"""The cards of a board: observations and chosen quotes, moved one at a time so that several people can sort at once.

A card is named by what lies on it. It has a row of its own from its first move on; until then it waits at the side.
Every move says which version of the card it saw: who moves a card that somebody else has moved since is told where it
went, and nothing else of either is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, is_id, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.synthesis.board import STEP, numbered_anew, put_among
from firsthand.services.access import absent, found, visible
from firsthand.services.acting import acting
from firsthand.services.card_rows import hold_board, is_placed, next_place, placed
from firsthand.services.live import require_synthesis_open
from firsthand.services.observation_rows import living
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.studies import StudyRecord
from firsthand.storage.themes import CardRecord, ThemeRecord

MOST_AT_ONCE = 200  # cards in one act


@dataclass(frozen=True, slots=True)
class CardPlace:
    """Where a card is put: in a theme ("" is the side), behind one card, in front of another."""

    theme_id: str = ""
    after: str = ""
    before: str = ""


def move_card(actor: Actor, study_id: str, card_id: str, place: CardPlace, version: int | None = None) -> int:
    """Put a card into a theme or back to the side; gives its new version.

    Raises Conflict where somebody moved it since `version` (0: it had not been moved yet), saying where it lies now.
    """
    study = found(actor, Action.CHANGE, StudyRecord, study_id)
    source, theme = require_card(actor, study, card_id), _theme(actor, study, place.theme_id)
    require_synthesis_open([study.id])
    with acting(actor, "moved card", source):
        hold_board(study.id)
        card = card_of(study, source)
        _require_unmoved(card, version)
        return _put(actor, study, source, card, theme, place)


def add_quotes(actor: Actor, study_id: str, quote_ids: Sequence[str]) -> int:
    """Put quotes of a study on its board, at the side; gives how many are new there."""
    study = found(actor, Action.CHANGE, StudyRecord, study_id)
    if len(quote_ids) > MOST_AT_ONCE:
        raise Invalid(f"At most {MOST_AT_ONCE} quotes at once. Nothing was changed.", where="quotes")
    sources = [require_card(actor, study, one) for one in dict.fromkeys(quote_ids)]
    there = set(CardRecord.objects.filter(study=study, quote__in=quote_ids).values_list("quote_id", flat=True))
    require_synthesis_open([study.id])
    new = [one for one in sources if one.kind is Kind.QUOTE and one.id not in there]
    with acting(actor, "put quotes on board", Ref(Kind.STUDY, study.id)):
        CardRecord.objects.bulk_create(_new(actor, study, one, None, 0.0) for one in new)
    return len(new)


def remove_quote(actor: Actor, study_id: str, quote_id: str) -> None:
    """Take a quote off the board; the quote itself stays."""
    study = found(actor, Action.CHANGE, StudyRecord, study_id)
    source = require_card(actor, study, quote_id)
    if source.kind is not Kind.QUOTE:
        raise Invalid("Every observation of a study lies on its board. Nothing was changed.", where="card")
    require_synthesis_open([study.id])
    with acting(actor, "took quote off board", source):
        CardRecord.objects.filter(study=study, quote_id=source.id).delete()


def put_into(actor: Actor, study: StudyRecord, theme: ThemeRecord, sources: Iterable[Ref]) -> int:
    """Put those of these cards that still wait at the side into a theme, inside the caller's act; gives how many."""
    place, count = next_place(theme.id), 0
    for source in sources:
        card = card_of(study, source)
        if card is not None and is_placed(card):
            continue
        _save(actor, study, source, card, theme, place + count * STEP)
        count += 1
    return count


def require_card(actor: Actor, study: StudyRecord, card_id: str) -> Ref:
    """What lies on a card of this study. Raises NotFound for anything else."""
    if is_id(card_id) and card_id.startswith(f"{Kind.OBSERVATION}_"):
        if living(actor).filter(id=card_id, study=study).exists():
            return Ref(Kind.OBSERVATION, card_id)
    elif is_id(card_id) and card_id.startswith(f"{Kind.QUOTE}_"):
        quotes = visible(actor, QuoteRecord).filter(id=card_id, transcript__session__study=study)
        if quotes.filter(transcript__session__deleted_at=None).exists():
            return Ref(Kind.QUOTE, card_id)
    raise absent()


def card_of(study: StudyRecord, source: Ref) -> CardRecord | None:
    """The row of a card, if it has one."""
    lies = Q(observation_id=source.id) if source.kind is Kind.OBSERVATION else Q(quote_id=source.id)
    return CardRecord.objects.filter(lies, study=study).select_related("theme", "member__user").first()


def _theme(actor: Actor, study: StudyRecord, theme_id: str) -> ThemeRecord | None:
    if not theme_id:
        return None
    theme = found(actor, Action.CHANGE, ThemeRecord, theme_id)
    if theme.study_id != study.id:
        raise absent()
    return theme


def _require_unmoved(card: CardRecord | None, version: int | None) -> None:
    now = card.version if card else 0
    if version is None or version == now:
        return
    who = card.member.user.name if card and card.member else "Somebody"
    where = f"to “{card.theme.name}”" if card and card.theme and is_placed(card) else "to the side"
    raise Conflict(
        f"{who} moved this card {where} since you saw it. It lies there, and your other moves are kept; "
        "move it again if you see it otherwise."
    )


def _put(
    actor: Actor,
    study: StudyRecord,
    source: Ref,
    card: CardRecord | None,
    theme: ThemeRecord | None,
    place: CardPlace,
) -> int:
    if theme is None:
        return _save(actor, study, source, card, None, 0.0)
    others = list(placed(study).filter(theme=theme).order_by("position", "id"))
    order = [(one.observation_id or one.quote_id or "", one.position) for one in others]
    index, position = put_among(order, source.id, place.after, place.before)
    if position is None:
        rows = {one.observation_id or one.quote_id or "": one for one in others}
        names = [one for one, _ in order if one != source.id]
        names.insert(index, source.id)
        anew = numbered_anew(names)
        for name, row in rows.items():
            row.position = anew[name]
        CardRecord.objects.bulk_update(rows.values(), ["position"])
        position = anew[source.id]
    return _save(actor, study, source, card, theme, position)


def _save(
    actor: Actor,
    study: StudyRecord,
    source: Ref,
    card: CardRecord | None,
    theme: ThemeRecord | None,
    position: float,
) -> int:
    if card is None:
        _new(actor, study, source, theme, position).save(force_insert=True)
        return 1
    CardRecord.objects.filter(id=card.id).update(
        theme=theme, position=position, member_id=actor.id, version=card.version + 1
    )
    return card.version + 1


def _new(actor: Actor, study: StudyRecord, source: Ref, theme: ThemeRecord | None, position: float) -> CardRecord:
    return CardRecord(
        id=new_id(Kind.CARD),
        workspace_id=actor.workspace_id,
        study=study,
        theme=theme,
        observation_id=source.id if source.kind is Kind.OBSERVATION else None,
        quote_id=source.id if source.kind is Kind.QUOTE else None,
        position=position,
        member_id=actor.id,
    )
