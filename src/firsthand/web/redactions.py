"""Looking through a transcript for personal data: turn by turn, or name by name, with the keyboard."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.errors import Invalid, Refusal
from firsthand.domain.evidence.redaction.deciding import State
from firsthand.domain.evidence.redaction.findings import Sureness
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.services import redactions as service
from firsthand.services.redactions import RedactionPage, RedactionTurn, ReviewState, ShownStretch
from firsthand.services.sessions import session_page
from firsthand.services.transcripts import turn_text
from firsthand.web.redaction_words import kind_word, state_words
from firsthand.web.rows import role_word
from firsthand.web.session_head import head
from firsthand.web.showing import moment
from firsthand.web.toasts import Toast, as_fragment, say
from firsthand.web.who import actor

OPEN, FOUND, ALL = "open", "found", "all"
SHOWING = (OPEN, FOUND, ALL)


@dataclass(frozen=True, slots=True)
class StretchView:
    """One stretch, ready to print."""

    key: str  # the fragment of its link
    row: ShownStretch
    turn: int
    kind: str
    state: str
    why: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn, ready to print."""

    row: RedactionTurn
    speaker: str
    time: str
    said: SafeString  # the words with the stretches marked in them
    stretches: tuple[StretchView, ...]


@dataclass(frozen=True, slots=True)
class NameView:
    """All of one name or string in this transcript."""

    first: StretchView
    places: int
    open: int
    covered: int


@dataclass(frozen=True, slots=True)
class RedactionView:
    """The page, ready to print."""

    session_id: str
    turns: tuple[TurnView, ...]
    names: tuple[NameView, ...]
    unlanded: tuple[service.Unlanded, ...]
    state: ReviewState
    state_words: str
    looked: int
    found: int
    showing: str
    kinds: tuple[tuple[str, str], ...]
    may_change: bool


@require_safe
def redaction(request: HttpRequest, session_id: str) -> HttpResponse:
    """The transcript of record with what of it is, or may be, personal data."""
    shown = view(service.redaction_page(actor(request), session_id), request.GET.get("show", ""))
    about = session_page(actor(request), session_id)
    context = {"head": head(about, "redaction"), "page": shown, "is_redaction": True}
    return render(request, "redaction/redaction.html", context)


@require_POST
def decide(request: HttpRequest, session_id: str) -> HttpResponse:
    """Cover a stretch or say that it is no personal data: this one, or all of the same."""
    data, what = request.POST, request.POST.get("do", "")
    index, begin, finish = _place(data.get("turn"), data.get("begin"), data.get("finish"))
    many = service.decide(
        actor(request),
        session_id,
        index,
        begin,
        finish,
        is_covered=what.startswith("cover"),
        everywhere=what.endswith("_all"),
    )
    return _again(request, session_id, _decided(many, is_covered=what.startswith("cover")))


@require_POST
def add(request: HttpRequest, session_id: str) -> HttpResponse:
    """Cover words that no rule found: selected in the text, or typed as they stand in the turn."""
    data = request.POST
    index, begin, finish = _place(data.get("turn"), data.get("begin") or "0", data.get("finish") or "1")
    if data.get("words", "").strip():
        begin, finish = _typed(request, session_id, index, data["words"])
    many = service.decide(
        actor(request),
        session_id,
        index,
        begin,
        finish,
        is_covered=True,
        kind=_kind(data.get("kind", "")),
        everywhere=data.get("all") == "yes",
    )
    return _again(request, session_id, _decided(many, is_covered=True))


@require_POST
def finish(request: HttpRequest, session_id: str) -> HttpResponse:
    """Say that one has read the transcript to its end."""
    service.finish_review(actor(request), session_id)
    say(request, _("Noted: you have read it to the end."))
    return redirect("session", session_id)


@require_POST
def reopen(request: HttpRequest, redaction_id: str) -> HttpResponse:
    """Take a decision back."""
    everywhere = request.POST.get("all") == "yes"
    session_id = service.reopen(actor(request), redaction_id, everywhere=everywhere)
    return _again(request, session_id, _("Taken back; what a rule found waits for a look again."))


def view(page: RedactionPage, wanted: str = "") -> RedactionView:
    """The page, ready to print; `wanted` is which turns are shown."""
    showing = wanted if wanted in SHOWING else FOUND
    turns = tuple(_turn(turn) for turn in page.turns)
    stretches = [one for turn in turns for one in turn.stretches]
    return RedactionView(
        session_id=page.session.id,
        turns=tuple(turn for turn in turns if _is_shown(turn, showing)),
        names=tuple(_names(stretches)),
        unlanded=page.unlanded,
        state=page.state,
        state_words=state_words(page.state),
        looked=len(stretches) - page.state.to_look,
        found=len(stretches),
        showing=showing,
        kinds=tuple((kind.value, kind_word(kind)) for kind in Personal),
        may_change=page.may_change,
    )


def _is_shown(turn: TurnView, showing: str) -> bool:
    if showing == OPEN:
        return any(one.is_open for one in turn.stretches)
    return showing == ALL or bool(turn.stretches)


def _turn(turn: RedactionTurn) -> TurnView:
    stretches = tuple(_stretch(turn.index, one) for one in turn.stretches)
    speaker = turn.speaker or role_word(turn.role)
    return TurnView(turn, speaker, moment(turn.start) or f"#{turn.index}", _said(turn, stretches), stretches)


def _stretch(index: int, one: ShownStretch) -> StretchView:
    return StretchView(
        key=f"p-{index}-{one.begin}",
        row=one,
        turn=index,
        kind=kind_word(one.kind),
        state=_state_word(one.state),
        why=_why(one),
        is_open=one.state is State.SUGGESTED,
    )


def _state_word(state: State) -> str:
    return {State.SUGGESTED: _("to look at"), State.COVERED: _("covered"), State.SHOWN: _("shown")}[state]


def _why(one: ShownStretch) -> str:
    if not one.reason:
        return _("chosen by a member")
    doubt = _("not sure") if one.sureness is Sureness.POSSIBLE else ""
    return f"{one.reason}, {doubt}" if doubt else one.reason


def _said(turn: RedactionTurn, stretches: Iterable[StretchView]) -> SafeString:
    """The words with every stretch marked; what is read aloud says so too."""
    parts, at = [], 0
    for one in stretches:
        row = one.row
        parts.append(escape(turn.text[at : row.begin]))
        parts.append(f'<mark data-state="{row.state.value}" data-for="{one.key}">{escape(row.text)}</mark>')
        at = row.finish
    return mark_safe("".join([*parts, escape(turn.text[at:])]))  # noqa: S308  (every part is escaped)


def _names(stretches: Iterable[StretchView]) -> Iterable[NameView]:
    """Every name and string once, what waits first, then the most frequent."""
    by_name: dict[tuple[Personal, str], list[StretchView]] = {}
    for one in stretches:
        by_name.setdefault((one.row.kind, one.row.text.casefold()), []).append(one)
    names = []
    for some in by_name.values():
        states = Counter(one.row.state for one in some)
        first = next((one for one in some if one.is_open), some[0])
        names.append(NameView(first, len(some), states[State.SUGGESTED], states[State.COVERED]))
    return sorted(names, key=lambda name: (not name.open, -name.places, name.first.row.text.casefold()))


def _decided(many: int, *, is_covered: bool) -> str:
    if is_covered:
        return ngettext("Covered in %d place.", "Covered in %d places.", many) % many
    return ngettext("Shown in %d place.", "Shown in %d places.", many) % many


def _again(request: HttpRequest, session_id: str, message: str) -> HttpResponse:
    """The page as it is now; as a part of it where htmx asks."""
    wanted = request.POST.get("showing", "")
    if not request.headers.get("HX-Request"):
        say(request, message)
        place = urlsplit(reverse("redaction", args=[session_id]))._replace(
            query=f"show={wanted}" if wanted in SHOWING else "", fragment="next"
        )
        return redirect(place.geturl())
    shown = view(service.redaction_page(actor(request), session_id), wanted)
    body = render_to_string("redaction/body.html", {"page": shown}, request)
    return HttpResponse(body + as_fragment(request, [Toast(message)]))


def _place(*values: str | None) -> tuple[int, int, int]:
    if not all(value and value.isdecimal() and len(value) < 10 for value in values):
        raise Invalid(_("No words were selected. Select some and try again."))
    turn, begin, end = (int(value or 0) for value in values)
    return turn, begin, end


def _typed(request: HttpRequest, session_id: str, index: int, words: str) -> tuple[int, int]:
    """The place of words typed by hand, for who can't select with a mouse."""
    transcript = session_page(actor(request), session_id).row.transcript
    if transcript is None:
        raise Refusal(_("This session has no transcript any more."))
    text = turn_text(actor(request), transcript.id, index).text
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    if found is None:
        raise Invalid(_("These words don’t stand in this turn as typed. Copy them from the text."))
    return found.start(), found.end()


def _kind(word: str) -> Personal:
    if word not in set(Personal):
        raise Invalid(_("Say what kind of personal data it is. Nothing was covered."))
    return Personal(word)
