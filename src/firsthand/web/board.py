"""The affinity board of a study: moved with the pointer, the keyboard or plain forms, by several people at once."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.errors import Refusal
from firsthand.services import board as service
from firsthand.services import suggested_groups, themes
from firsthand.services.board import BoardState, CardRow, ThemeRow
from firsthand.services.cards import CardPlace, add_quotes, move_card, remove_quote
from firsthand.services.quotes import QuoteFilter, quotes
from firsthand.services.slices import Cut
from firsthand.services.themes import ThemeForm
from firsthand.web.forms import PageForm
from firsthand.web.quotes import quote_view
from firsthand.web.refusals import status_of
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer

OFFERED = 100  # quotes to choose from
CARD = "CARD"  # in the place of a card's id in an address


@dataclass(frozen=True, slots=True)
class CardView:
    """One card, ready to print."""

    row: CardRow
    who: str
    move_url: str


@dataclass(frozen=True, slots=True)
class ThemeView:
    """One theme, ready to print."""

    row: ThemeRow
    cards: tuple[CardView, ...]
    reach: str  # how many people at how many companies
    segments: str
    is_one_person: bool


@dataclass(frozen=True, slots=True)
class GroupView:
    """A suggested group with its cards."""

    name: str
    ids: str
    cards: tuple[CardView, ...]


class MoveFields(PageForm):
    """Where a card is to go."""

    theme = forms.ChoiceField(label=gettext_lazy("To which theme"), required=False, widget=forms.RadioSelect)
    new = forms.CharField(
        label=gettext_lazy("Or into a new theme"),
        help_text=gettext_lazy("Its name; leave it empty to use one that is there."),
        max_length=200,
        required=False,
    )


@require_safe
def board(request: HttpRequest, study_id: str) -> HttpResponse:
    """The board."""
    page = service.board(actor(request), study_id)
    moving = move_pattern(page.study_id)
    side = {card.id: card_view(card, moving) for card in page.side}
    grouped = {one for group in page.groups for one in group.cards}
    context = {
        "page": page,
        "themes": [theme_view(theme, moving) for theme in page.themes],
        "groups": [
            GroupView(group.name, " ".join(group.cards), tuple(side[one] for one in group.cards))
            for group in page.groups
        ],
        "side": [view for one, view in side.items() if one not in grouped],
        "waiting": len(side),
    }
    return render(request, "board/board.html", context)


@require_safe
def state(request: HttpRequest, study_id: str) -> HttpResponse:
    """Where everything lies, for a page that watches; nothing where it is as the page knows it."""
    found = service.board_state(actor(request), study_id)
    if request.GET.get("mark") == found.mark:
        return HttpResponse(status=204)
    return JsonResponse(_state(found))


@require_safe
def parts(request: HttpRequest, study_id: str) -> HttpResponse:
    """Heads of themes, whole new themes and new cards, for a page that shows the rest already."""
    wanted = {name: request.GET.get(name, "").split() for name in ("heads", "themes", "cards")}
    rows, cards = service.board_parts(
        actor(request), study_id, {*wanted["heads"], *wanted["themes"]}, set(wanted["cards"])
    )
    moving = move_pattern(study_id)
    views = [theme_view(row, moving) for row in rows]
    return JsonResponse(
        {
            "heads": _heads(request, study_id, views),
            "themes": {view.row.id: _part(request, study_id, "theme", view) for view in views},
            "cards": {card.id: _part(request, study_id, "card", card_view(card, moving)) for card in cards},
        }
    )


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, study_id: str, card_id: str) -> HttpResponse:
    """Put a card somewhere: one small request from the board, or a form of its own without JavaScript."""
    who = changer(request)
    if request.headers.get("Accept") == "application/json" and request.method == "POST":
        return _move_at_once(request, study_id, card_id)
    _rows, cards = service.board_parts(who, study_id, (), {card_id})
    choices = [*themes.themes_known(who, study_id), ("", _("to the side, in no theme"))]
    initial = {"version": cards[0].version, "theme": cards[0].theme_id or ""} if cards else {}
    form = MoveFields(request.POST or None, initial=initial)
    form.choose("theme", choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        is_saved, _nothing = form.attempt(lambda: _move(request, study_id, card_id, data))
        if is_saved:
            say(request, _("Moved."))
            return redirect("board", study_id)
    context = {
        "form": form,
        "card": card_view(cards[0], move_pattern(study_id)) if cards else None,
        "study_id": study_id,
    }
    return render(request, "board/move.html", context, status=400 if form.errors else 200)


def _move(request: HttpRequest, study_id: str, card_id: str, data: dict[str, str]) -> None:
    who = changer(request)
    theme_id = themes.new_theme(who, study_id, ThemeForm(data["new"])) if data["new"].strip() else data["theme"]
    move_card(who, study_id, card_id, CardPlace(theme_id), int(data["version"] or 0))


def _move_at_once(request: HttpRequest, study_id: str, card_id: str) -> HttpResponse:
    who, sent = changer(request), request.POST
    place = CardPlace(sent.get("theme", ""), sent.get("after", ""), sent.get("before", ""))
    seen = sent.get("version", "")[:9]
    try:
        version = move_card(who, study_id, card_id, place, int(seen) if seen.isdecimal() else None)
    except Refusal as error:
        found = _state(service.board_state(who, study_id))
        return JsonResponse({"message": error.message, "state": found}, status=status_of(error))
    touched = {place.theme_id, sent.get("from", "")} - {""}
    rows, _cards = service.board_parts(who, study_id, touched, ())
    return JsonResponse(
        {
            "version": version,
            "heads": _heads(request, study_id, [theme_view(row, move_pattern(study_id)) for row in rows]),
        }
    )


@require_http_methods(["GET", "HEAD", "POST"])
def choose_quotes(request: HttpRequest, study_id: str) -> HttpResponse:
    """Quotes of the study that are to lie on the board."""
    who = changer(request)
    if request.method == "POST":
        count = add_quotes(who, study_id, request.POST.getlist("quote"))
        say(request, ngettext("%d quote lies on the board.", "%d quotes lie on the board.", count) % count)
        return redirect("board", study_id)
    page = service.board_state(who, study_id)
    there = {one for one, _theme, _version in page.cards}
    rows = quotes(who, QuoteFilter(study_id=study_id), Cut(limit=OFFERED)).items
    views = [quote_view(row, True) for row in rows if row.id not in there and row.is_showable]
    context = {"quotes": [view for view in views if not view.row.closed_because], "study_id": study_id}
    return render(request, "board/quotes.html", context)


@require_POST
def take_off(request: HttpRequest, study_id: str, card_id: str) -> HttpResponse:
    """Take a quote off the board."""
    remove_quote(changer(request), study_id, card_id)
    say(request, _("The quote lies on the board no more; the quote itself stays."))
    return redirect("board", study_id)


@require_POST
def take_group(request: HttpRequest, study_id: str) -> HttpResponse:
    """Make a theme of a suggested group."""
    who = changer(request)
    theme_id = themes.new_theme(who, study_id, ThemeForm(request.POST.get("name", "")), _cards(request))
    say(request, _("It is a theme now. Read its cards, and give it the name that they deserve."))
    return redirect(f"{reverse('board', args=[study_id])}#{theme_id}")


@require_POST
def leave_group(request: HttpRequest, study_id: str) -> HttpResponse:
    """Say that a suggested group is none."""
    suggested_groups.leave_group(changer(request), study_id, _cards(request))
    say(request, _("Left. These cards are not suggested together again."))
    return redirect("board", study_id)


def _cards(request: HttpRequest) -> list[str]:
    return request.POST.get("cards", "").split()


def theme_view(row: ThemeRow, moving: str) -> ThemeView:
    """A theme with how far it reaches, in words; `moving` as of a card."""
    found = row.coverage
    people = ngettext("%d person", "%d people", found.people) % found.people
    companies = ngettext("at %d company", "at %d companies", found.companies) % found.companies
    return ThemeView(
        row=row,
        cards=tuple(card_view(card, moving) for card in row.cards),
        reach=f"{people} {companies}" if found.companies else people if found.people else _("nobody yet"),
        segments=", ".join(found.segments),
        is_one_person=found.is_one_person,
    )


def card_view(row: CardRow, moving: str) -> CardView:
    """A card with who stands behind it; `moving` is `move_pattern` of its study, looked up once for all cards."""
    return CardView(row, _who(row), moving.replace(CARD, row.id))


def move_pattern(study_id: str) -> str:
    """The address at which a card is moved, with CARD in the place of its id."""
    return reverse("move_card", args=[study_id, CARD])


def _who(row: CardRow) -> str:
    names = list(dict.fromkeys(one.name or one.title for one in row.people))
    if len(names) > 2:
        return _("%(name)s and %(n)d more") % {"name": names[0], "n": len(names) - 1}
    companies = list(dict.fromkeys(one.company for one in row.people if one.company))
    return ", ".join([*names, *companies[:1]] if len(names) == 1 else names)


def _state(found: BoardState) -> dict[str, object]:
    return {"mark": found.mark, "themes": found.themes, "cards": found.cards}


def _heads(request: HttpRequest, study_id: str, views: list[ThemeView]) -> dict[str, str]:
    return {view.row.id: _part(request, study_id, "head", view) for view in views}


def _part(request: HttpRequest, study_id: str, name: str, view: ThemeView | CardView) -> str:
    context = {"theme": view, "card": view, "study_id": study_id, "may_change": True}
    return render_to_string(f"board/{name}.html", context, request)
