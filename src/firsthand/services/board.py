"""The board of a study: its themes with their cards and who stands behind them, and the cards that wait at the side.

What a card says and who stands behind it is asked anew each time, as consent and transcripts have it now. Somebody
else's moves are seen by asking for the state, which holds ids and versions and no words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.board import Behind, Coverage, coverage
from firsthand.domain.synthesis.grouping import SuggestedGroup
from firsthand.services.access import found, visible
from firsthand.services.observation_rows import RELATED, ObservationRow, living, rows_of
from firsthand.services.participants import Person
from firsthand.services.quotes import QuoteRow, quote_rows
from firsthand.services.suggested_groups import open_groups
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.studies import StudyRecord
from firsthand.storage.themes import CardRecord, ThemeRecord


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card: an observation or a quote, with who stands behind it."""

    id: str  # of what lies on it
    is_quote: bool
    kind: str  # of the observation: said, did …; "" of a quote
    text: str  # "" where consent or the transcript closes it
    closed_because: str
    people: tuple[Person, ...]
    session_id: str  # "" where it is of several
    turn: int | None  # of a quote
    theme_id: str | None
    version: int  # 0 where it was never moved


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme with its cards in order and how far they reach."""

    id: str
    name: str
    description: str
    version: int
    cards: tuple[CardRow, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The whole board."""

    study_id: str
    study_title: str
    themes: tuple[ThemeRow, ...]
    side: tuple[CardRow, ...]  # cards in no theme, oldest first
    groups: tuple[SuggestedGroup, ...]  # of cards at the side, as far as nobody left them
    mark: str  # of the state that this shows
    may_change: bool


@dataclass(frozen=True, slots=True)
class BoardState:
    """Where everything lies, without words."""

    mark: str  # another one: something changed
    themes: tuple[tuple[str, int], ...]  # id and version, in order
    cards: tuple[tuple[str, str, int], ...]  # id, theme ("" at the side) and version, in order


@dataclass(frozen=True, slots=True)
class _Lying:
    """One card where it lies."""

    id: str
    theme_id: str
    version: int


def board(actor: Actor, study_id: str) -> BoardPage:
    """The board of a study; the same few queries however many cards there are."""
    study = found(actor, Action.READ, StudyRecord, study_id)
    themes, lying = _themes(actor, study), _lying(actor, study)
    cards = _card_rows(actor, study.id, {one.id: one for one in lying})
    side = tuple(card for card in cards if not card.theme_id)
    return BoardPage(
        study_id=study.id,
        study_title=study.title,
        themes=tuple(_theme_row(theme, [card for card in cards if card.theme_id == theme.id]) for theme in themes),
        side=side,
        groups=open_groups(study, [(card.id, card.text) for card in side if card.text]),
        mark=_state(themes, lying).mark,
        may_change=may(actor, Action.CHANGE),
    )


def board_state(actor: Actor, study_id: str) -> BoardState:
    """Where everything lies now; four queries, however many cards there are."""
    study = found(actor, Action.READ, StudyRecord, study_id)
    return _state(_themes(actor, study), _lying(actor, study))


def board_parts(
    actor: Actor, study_id: str, theme_ids: Collection[str], card_ids: Collection[str]
) -> tuple[tuple[ThemeRow, ...], tuple[CardRow, ...]]:
    """Some themes and some cards of a board: what a page that shows the rest already has to fetch."""
    study = found(actor, Action.READ, StudyRecord, study_id)
    themes = [theme for theme in _themes(actor, study) if theme.id in theme_ids]
    wanted = {one.theme_id for one in _lying(actor, study)} & {theme.id for theme in themes}
    lying = {one.id: one for one in _lying(actor, study) if one.theme_id in wanted or one.id in card_ids}
    cards = _card_rows(actor, study.id, lying)
    rows = tuple(_theme_row(theme, [card for card in cards if card.theme_id == theme.id]) for theme in themes)
    return rows, tuple(card for card in cards if card.id in card_ids)


def _card_rows(actor: Actor, study_id: str, lying: dict[str, _Lying]) -> tuple[CardRow, ...]:
    """These cards of a study as the actor may see them, in the order given."""
    records = living(actor).filter(study=study_id, id__in=list(lying)).select_related(*RELATED)
    observed = {row.id: _of_observation(row, lying[row.id]) for row in rows_of(actor, list(records), are_linted=False)}
    quoted = {row.id: _of_quote(row, lying[row.id]) for row in quote_rows(actor, list(lying)).values()}
    known = {**observed, **quoted}
    return tuple(known[one] for one in lying if one in known)


def _themes(actor: Actor, study: StudyRecord) -> list[ThemeRecord]:
    return list(visible(actor, ThemeRecord).filter(study=study).order_by("position", "created_at", "id"))


def _lying(actor: Actor, study: StudyRecord) -> list[_Lying]:
    """Every card where it lies: those of themes in their order, then those at the side, oldest first."""
    ids = living(actor).filter(study=study).order_by("created_at", "id").values_list("id", flat=True)
    there = visible(actor, QuoteRecord).filter(transcript__session__study=study, transcript__deleted_at=None)
    quotes = there.filter(transcript__session__deleted_at=None).values("id")
    rows = CardRecord.objects.filter(study=study).exclude(quote__isnull=False, quote__deleted_at__isnull=False)
    columns = ("observation_id", "quote_id", "theme_id", "theme__deleted_at", "version")
    placed: list[_Lying] = []
    side: list[_Lying] = []
    known = set(ids)
    kept = rows.filter(quote=None) | rows.filter(quote__in=quotes)
    for observation, quote, theme, is_gone, version in kept.order_by("position", "id").values_list(*columns):
        card = observation or quote
        if observation and observation not in known:
            continue
        known.discard(card)
        lies = _Lying(card, theme if theme and not is_gone else "", version)
        (placed if lies.theme_id else side).append(lies)
    order = {one: place for place, one in enumerate(ids)}
    side += [_Lying(one, "", 0) for one in order if one in known]
    return placed + sorted(side, key=lambda one: (order.get(one.id, len(order)), one.id))


def _state(themes: Sequence[ThemeRecord], lying: Sequence[_Lying]) -> BoardState:
    shown = tuple((theme.id, theme.version) for theme in themes)
    cards = tuple((one.id, one.theme_id, one.version) for one in lying)
    return BoardState(hashlib.sha256(repr((shown, cards)).encode()).hexdigest()[:16], shown, cards)


def _theme_row(theme: ThemeRecord, cards: Sequence[CardRow]) -> ThemeRow:
    return ThemeRow(
        theme.id, theme.name, theme.description, theme.version, tuple(cards), coverage(behind(card) for card in cards)
    )


def behind(card: CardRow) -> Behind:
    """Who stands behind a card."""
    return Behind(
        tuple(one.id for one in card.people),
        tuple(one.company for one in card.people if one.company),
        tuple(one.segment for one in card.people if one.segment),
    )


def _of_observation(row: ObservationRow, lies: _Lying) -> CardRow:
    return CardRow(
        id=row.id,
        is_quote=False,
        kind=row.kind.value,
        text=row.text,
        closed_because=row.closed_because,
        people=row.people,
        session_id=row.session_id or "",
        turn=None,
        theme_id=lies.theme_id or None,
        version=lies.version,
    )


def _of_quote(row: QuoteRow, lies: _Lying) -> CardRow:
    is_open = row.is_showable and not row.closed_because
    return CardRow(
        id=row.id,
        is_quote=True,
        kind="",
        text=row.whole_sentence or row.text if is_open else "",
        closed_because="" if is_open else row.closed_because or NO_QUOTE,
        people=(row.person,) if row.person else (),
        session_id=row.session_id,
        turn=row.first_turn,
        theme_id=lies.theme_id or None,
        version=lies.version,
    )


NO_QUOTE = "These words can't be shown as a quote any more: they differ from the transcript."
