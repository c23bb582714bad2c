"""Short messages after something was done, with the way back where there is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

UNDO = "undo:"


@dataclass(frozen=True, slots=True)
class Toast:
    """One short message."""

    text: str
    undo_url: str = ""
    next: str = ""  # where to go after undoing; "" for what came back
    is_bad: bool = False


def say(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Show this on the next page; with the id of an undo, offer it."""
    messages.success(request, text, extra_tags=f"{UNDO}{undo}" if undo else "")


def spoken(request: HttpRequest) -> list[Toast]:
    """What is to be said now; saying it once is enough."""
    return [
        Toast(str(message), undo_url(message.extra_tags or ""), is_bad=message.level >= messages.ERROR)
        for message in messages.get_messages(request)
    ]


def undo_url(tags: str) -> str:
    """The address that takes the act back, from a message's tags."""
    return reverse("undo", args=[tags.removeprefix(UNDO)]) if tags.startswith(UNDO) else ""


def as_fragment(request: HttpRequest, toasts: Iterable[Toast]) -> str:
    """Toasts for a part of a page sent by htmx: they are put on the shelf beside what is swapped."""
    return render_to_string("parts/toasts_beside.html", {"messages_beside": list(toasts)}, request)
