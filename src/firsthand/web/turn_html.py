"""One turn of a transcript as HTML, written by hand: a template takes ten times as long, and a reader has thousands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from firsthand.web.badges import Badge


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn, ready to print."""

    anchor: str
    speaker: str
    speaker_key: int
    role: str
    time: str
    at: float | None  # seconds
    text: str
    is_same: bool  # speaker as before
    is_question: bool
    is_corrected: bool
    is_quoted: bool
    marks: tuple[Badge, ...]
    codes: str = ""  # the list of its codes as HTML; "" where nothing is coded at all


def turns_html(turns: Iterable[TurnView]) -> SafeString:
    """Turns one after the other."""
    return mark_safe("\n".join(map(_turn, turns)))  # noqa: S308  (every part is escaped below)


def inside_html(turn: TurnView) -> SafeString:
    """What stands inside a turn: who, when, the words, and what is to be known about them."""
    return mark_safe(_inside(turn))  # noqa: S308  (every part is escaped below)


def _turn(turn: TurnView) -> str:
    return f'<article class="turn" id="{turn.anchor}" tabindex="-1"{_data(turn)}>{_inside(turn)}</article>'


def _data(turn: TurnView) -> str:
    at = "" if turn.at is None else f' data-at="{turn.at:.1f}"'
    flags = {
        "same": turn.is_same,
        "question": turn.is_question,
        "quoted": turn.is_quoted,
        "corrected": turn.is_corrected,
    }
    set_flags = "".join(f" data-{name}" for name, is_set in flags.items() if is_set)
    return f' data-role="{turn.role}" data-speaker="{turn.speaker_key}"{at}{set_flags}'


def _inside(turn: TurnView) -> str:
    """The words stand alone in one text node, so that an offset into them is an offset into the turn."""
    by = f'<div class="by"><b>{escape(turn.speaker)}</b> <a href="#{turn.anchor}">{escape(turn.time)}</a></div>'
    return f'{by}<div><p class="said" dir="auto">{escape(turn.text)}</p>{_marks(turn.marks)}</div>{turn.codes}'


def _marks(marks: tuple[Badge, ...]) -> str:
    if not marks:
        return ""
    shown = (f'<span class="badge {m.tone}" title="{escape(m.why)}">{escape(m.label)}</span>' for m in marks)
    return f'<p class="about">{"".join(shown)}</p>'
