"""Themes: groups of cards under one name, made and joined by people; a suggested group only saves them the typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.synthesis.board import STEP
from firsthand.services.access import absent, found, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.card_rows import hold_board, next_place
from firsthand.services.cards import MOST_AT_ONCE, put_into, require_card
from firsthand.services.fields import line, passage
from firsthand.services.live import require_synthesis_open
from firsthand.services.undo import CARDS, take_away
from firsthand.storage.studies import StudyRecord
from firsthand.storage.themes import CardRecord, ThemeRecord

MOST = 200  # themes of a study


@dataclass(frozen=True, slots=True)
class ThemeForm:
    """What a member can write about a theme."""

    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme as its form shows it."""

    id: str
    name: str
    description: str
    version: int


def new_theme(actor: Actor, study_id: str, form: ThemeForm, card_ids: Sequence[str] = ()) -> str:
    """Make a theme, at the end of the board, with those of these cards that still wait at the side; gives its id."""
    study = found(actor, Action.CHANGE, StudyRecord, study_id)
    fields = _checked(form)
    if len(card_ids) > MOST_AT_ONCE:
        raise Invalid(f"At most {MOST_AT_ONCE} cards at once. Nothing was changed.", where="cards")
    sources = [require_card(actor, study, one) for one in dict.fromkeys(card_ids)]
    require_synthesis_open([study.id])
    theme_id = new_id(Kind.THEME)
    with acting(actor, "made theme", Ref(Kind.THEME, theme_id)) as act:
        hold_board(study.id)
        theme = ThemeRecord.objects.create(
            id=theme_id,
            workspace_id=actor.workspace_id,
            study=study,
            member_id=actor.id,
            position=_room(actor, study),
            **fields,
        )
        if sources and put_into(actor, study, theme, sources):
            act.also("put cards into theme", Ref(Kind.THEME, theme_id))
    return theme_id


def edit_theme(actor: Actor, theme_id: str, form: ThemeForm, version: int | None = None) -> None:
    """Rename or describe a theme. Raises Conflict where somebody saved since `version`."""
    record = _there(actor, Action.CHANGE, theme_id)
    require_version(version, record.version, "theme")
    fields = _checked(form)
    require_synthesis_open([record.study_id])
    with acting(actor, "edited theme", Ref(Kind.THEME, record.id)):
        query = ThemeRecord.objects.filter(id=record.id, version=record.version)
        saved = query.update(**fields, version=record.version + 1)
        require_version(record.version, record.version if saved else -1, "theme")


def move_theme(actor: Actor, theme_id: str, step: int) -> None:
    """Move a theme along the board by one: -1 towards its beginning, 1 towards its end; at the edge it stays."""
    record = _there(actor, Action.CHANGE, theme_id)
    if step not in (-1, 1):
        raise Invalid("A theme moves by one place. Nothing was changed.", where="step")
    require_synthesis_open([record.study_id])
    with acting(actor, "moved theme", Ref(Kind.THEME, record.id)):
        hold_board(record.study_id)
        themes = visible(actor, ThemeRecord).filter(study=record.study_id).order_by("position", "created_at", "id")
        order = list(themes.values_list("id", flat=True))
        place = order.index(record.id)
        order.insert(max(0, min(place + step, len(order) - 1)), order.pop(place))
        for position, one in enumerate(order):
            ThemeRecord.objects.filter(id=one).exclude(position=position).update(position=position)


def delete_theme(actor: Actor, theme_id: str) -> str:
    """Take a theme away; its cards wait at the side again. Gives the id by which it can be undone for a day.

    The cards remember the theme until somebody moves them, so that it comes back with those that nobody has moved.
    """
    record = _there(actor, Action.CHANGE, theme_id)
    require_synthesis_open([record.study_id])
    subject = Ref(Kind.THEME, record.id)
    with acting(actor, "deleted theme", subject):
        return take_away(actor, "deleted theme", subject, {Kind.THEME: [record.id]})


def merge_themes(actor: Actor, kept_id: str, other_id: str) -> str:
    """Put all cards of one theme behind those of another and take the empty one away; gives the id of the undo."""
    kept = _there(actor, Action.CHANGE, kept_id)
    other = _there(actor, Action.CHANGE, other_id)
    if kept.id == other.id or kept.study_id != other.study_id:
        raise Conflict("Two themes of one board can be made into one. Nothing was changed.")
    require_synthesis_open([kept.study_id])
    subject = Ref(Kind.THEME, other.id)
    with acting(actor, "merged theme", subject) as act:
        hold_board(kept.study_id)
        moved = list(CardRecord.objects.filter(theme=other).order_by("position", "id"))
        begin = next_place(kept.id)
        for place, card in enumerate(moved):
            CardRecord.objects.filter(id=card.id).update(
                theme=kept, position=begin + place * STEP, member_id=actor.id, version=card.version + 1
            )
        act.also("took in theme", Ref(Kind.THEME, kept.id))
        also = {CARDS: [kept.id, *(card.id for card in moved)]}
        return take_away(actor, "merged theme", subject, {Kind.THEME: [other.id]}, also)


def theme(actor: Actor, study_id: str, theme_id: str) -> ThemeLine:
    """One theme of a study, without its cards."""
    record = _there(actor, Action.READ, theme_id)
    if record.study_id != study_id:
        raise absent()
    return ThemeLine(record.id, record.name, record.description, record.version)


def themes_known(actor: Actor, study_id: str) -> tuple[tuple[str, str], ...]:
    """The themes of a study as (id, name), in order, to choose from."""
    study = found(actor, Action.READ, StudyRecord, study_id)
    query = visible(actor, ThemeRecord).filter(study=study).order_by("position", "created_at", "id")
    return tuple(query.values_list("id", "name"))


def _there(actor: Actor, action: Action, theme_id: str) -> ThemeRecord:
    """A theme of a study that is there."""
    record = found(actor, action, ThemeRecord, theme_id, "study")
    if record.study.deleted_at is not None:
        raise absent()
    return record


def _checked(form: ThemeForm) -> dict[str, str]:
    return {
        "name": line(form.name, "name", 200, is_required=True),
        "description": passage(form.description, "description", 2_000),
    }


def _room(actor: Actor, study: StudyRecord) -> int:
    themes = list(visible(actor, ThemeRecord).filter(study=study).values_list("position", flat=True))
    if len(themes) >= MOST:
        raise Invalid(f"A board holds {MOST} themes. Nothing was changed; put some together first.", where="name")
    return max(themes, default=-1) + 1
