"""The grid of a study: what each person answered to each question of the guide, to be read and coded in one place."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.errors import Invalid
from firsthand.services import answer_grid as service
from firsthand.services import codings
from firsthand.services.answer_grid import Answer, GridPerson, SaidTurn
from firsthand.services.coding_reader import CodeChoice
from firsthand.services.codings import Span
from firsthand.web.selections import chosen_transcript
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer

SHORT = 160  # characters of an answer in the overview


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn of an answer."""

    said: SaidTurn
    url: str
    codes: tuple[CodeChoice, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What one person said to a question in one session."""

    answer: Answer
    date: str
    asked_url: str
    beginning: str
    turns: tuple[TurnView, ...]
    codes: tuple[CodeChoice, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid, under its question."""

    question: str
    answers: tuple[AnswerView, ...]
    why_not: str  # where there is none


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One row of the grid."""

    person: GridPerson
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One question over its column."""

    question: str
    url: str
    asked: int
    is_chosen: bool


@require_safe
def grid(request: HttpRequest, study_id: str) -> HttpResponse:
    """All questions with the beginnings of the answers, or one question with all that was said."""
    question, start = request.GET.get("question", ""), request.GET.get("start", "0")
    page = service.answer_grid(actor(request), study_id, question, int(start[:5]) if start.isdecimal() else 0)
    codes = {code.id: code for code in page.codes}
    is_one = question in page.chosen
    here = reverse("answer_grid", args=[study_id])
    asked = dict(zip(page.chosen, page.asked, strict=True))
    following = page.start + len(page.people)
    context = {
        "page": page,
        "is_one": is_one,
        "question": question if is_one else "",
        "lines": [_line(one, page.chosen, codes) for one in page.people],
        "columns": [
            Column(one, f"{here}?{urlencode({'question': one})}", asked.get(one, 0), one == question)
            for one in page.questions
        ],
        "everything": here,
        "more": f"?{urlencode({'question': question, 'start': str(following)})}" if following < page.total else "",
    }
    return render(request, "answers/grid.html", context)


@require_POST
def mark(request: HttpRequest, study_id: str) -> HttpResponse:
    """Mark a whole turn of an answer with the chosen codes, and come back to it."""
    who, session_id, turn = changer(request), request.POST.get("session", ""), request.POST.get("turn", "")
    chosen = [one for one in request.POST.getlist("code") if one]
    if not turn.isdecimal() or len(turn) > 9 or not chosen:
        raise Invalid(_("Choose a code for the answer. Nothing was marked."))
    codings.mark_all(who, chosen_transcript(request, session_id), chosen, Span(int(turn), 0, int(turn)))
    say(request, _("Marked."))
    asked = urlencode({"question": request.POST.get("question", "")})
    return redirect(f"{reverse('answer_grid', args=[study_id])}?{asked}#a-{session_id}-{int(turn)}")


def _line(person: GridPerson, chosen: tuple[str, ...], codes: dict[str, CodeChoice]) -> PersonLine:
    return PersonLine(
        person,
        tuple(
            Cell(question, tuple(_answer(one, codes) for one in answers), "" if answers else _why_not(person))
            for question, answers in zip(chosen, person.cells, strict=True)
        ),
    )


def _why_not(person: GridPerson) -> str:
    if person.is_closed:
        return _("may not be read")
    return _("not asked") if person.is_known else _("not known yet")


def _answer(answer: Answer, codes: dict[str, CodeChoice]) -> AnswerView:
    reader = reverse("reader", args=[answer.session_id])
    text = " ".join(one.text for one in answer.turns)
    return AnswerView(
        answer=answer,
        date=day(answer.on),
        asked_url=f"{reader}#t-{answer.asked}",
        beginning=text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …",
        turns=tuple(
            TurnView(one, f"{reader}#t-{one.turn}", tuple(codes[code] for code in one.codes if code in codes))
            for one in answer.turns
        ),
        codes=tuple(dict.fromkeys(codes[code] for one in answer.turns for code in one.codes if code in codes)),
    )
