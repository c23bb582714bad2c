"""The board of a study over the API: themes, cards, and where they lie."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import Created, Undoable
from firsthand.services import board as service
from firsthand.services import cards, exports, suggested_groups, themes

router = Router(tags=["board"])
Id = Annotated[str, Field(max_length=40)]
Ids = Annotated[tuple[Id, ...], Field(max_length=cards.MOST_AT_ONCE)]
Version = Annotated[int, Field(ge=0, le=2_000_000_000)]


class PlaceIn(Schema):
    """Where a card goes: into a theme ("" is the side), behind one card, else in front of another."""

    theme_id: Id = ""
    after: Id = ""
    before: Id = ""
    version: Version | None = None  # that was seen; 0 for a card that was never moved


class MovedCard(Schema):
    """A card that was moved."""

    version: int


class CardsIn(Schema):
    """Some cards or quotes, by the ids of what lies on them."""

    ids: Ids


class ThemeIn(Schema):
    """A theme as it is written, with cards that wait at the side."""

    name: Annotated[str, Field(max_length=200)]
    description: Annotated[str, Field(max_length=2_000)] = ""
    card_ids: Ids = ()


class EditedThemeIn(Schema):
    """What a theme is called, with the version that was seen."""

    name: Annotated[str, Field(max_length=200)]
    description: Annotated[str, Field(max_length=2_000)] = ""
    version: Version | None = None


class MergeIn(Schema):
    """The theme whose cards go into the one that is kept."""

    other_id: Id


@router.get("/studies/{study_id}/board", response={200: service.BoardPage, **REFUSALS})
def get_board(request: HttpRequest, study_id: str) -> service.BoardPage:
    """The board: themes with who stands behind them, cards at the side, suggested groups."""
    page = service.board(actor(request), study_id)
    lying = [card for theme in page.themes for card in theme.cards]
    exports.note_quotes_read(actor(request), [card for card in (*lying, *page.side) if card.is_quote and card.text])
    return page


@router.get("/studies/{study_id}/board/state", response={200: service.BoardState, **REFUSALS})
def get_board_state(request: HttpRequest, study_id: str) -> service.BoardState:
    """Where everything lies, without words; another mark means that something changed."""
    return service.board_state(actor(request), study_id)


@router.put("/studies/{study_id}/board/cards/{card_id}", response={200: MovedCard, **REFUSALS})
def move_card(request: HttpRequest, study_id: str, card_id: str, place: PlaceIn) -> dict[str, int]:
    """Put a card into a theme or back to the side."""
    wanted = cards.CardPlace(place.theme_id, place.after, place.before)
    return {"version": cards.move_card(actor(request), study_id, card_id, wanted, place.version)}


@router.delete("/studies/{study_id}/board/cards/{card_id}", response={204: None, **REFUSALS})
def take_off_board(request: HttpRequest, study_id: str, card_id: str) -> Status[None]:
    """Take a quote off the board."""
    cards.remove_quote(actor(request), study_id, card_id)
    return Status(204, None)


@router.post("/studies/{study_id}/board/quotes", response={204: None, **REFUSALS})
def put_quotes_on_board(request: HttpRequest, study_id: str, chosen: CardsIn) -> Status[None]:
    """Put quotes on the board, at the side."""
    cards.add_quotes(actor(request), study_id, chosen.ids)
    return Status(204, None)


@router.post("/studies/{study_id}/board/left-groups", response={204: None, **REFUSALS})
def leave_group(request: HttpRequest, study_id: str, group: CardsIn) -> Status[None]:
    """Say that a suggested group is none."""
    suggested_groups.leave_group(actor(request), study_id, group.ids)
    return Status(204, None)


@router.post("/studies/{study_id}/themes", response={201: Created, **REFUSALS})
def make_theme(request: HttpRequest, study_id: str, theme: ThemeIn) -> Status[dict[str, str]]:
    """Make a theme."""
    form = themes.ThemeForm(theme.name, theme.description)
    return Status(201, {"id": themes.new_theme(actor(request), study_id, form, theme.card_ids)})


@router.put("/themes/{theme_id}", response={204: None, **REFUSALS})
def edit_theme(request: HttpRequest, theme_id: str, theme: EditedThemeIn) -> Status[None]:
    """Rename or describe a theme."""
    themes.edit_theme(actor(request), theme_id, themes.ThemeForm(theme.name, theme.description), theme.version)
    return Status(204, None)


@router.post("/themes/{theme_id}/merge", response={200: Undoable, **REFUSALS})
def merge_themes(request: HttpRequest, theme_id: str, merge: MergeIn) -> dict[str, str]:
    """Put the cards of another theme into this one."""
    return {"undo_id": themes.merge_themes(actor(request), theme_id, merge.other_id)}


@router.delete("/themes/{theme_id}", response={200: Undoable, **REFUSALS})
def delete_theme(request: HttpRequest, theme_id: str) -> dict[str, str]:
    """Take a theme away; its cards wait at the side."""
    return {"undo_id": themes.delete_theme(actor(request), theme_id)}
