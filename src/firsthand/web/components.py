"""The page that shows everything pages are made of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from firsthand.web.badges import every_badge
from firsthand.web.who import actor

COLOURS = (
    "paper",
    "paper-sunk",
    "paper-raised",
    "ink",
    "ink-soft",
    "ink-faint",
    "line",
    "line-strong",
    "accent",
    "accent-ink",
    "accent-wash",
    "mark",
    "mark-strong",
    "found",
    "good",
    "good-wash",
    "warn",
    "warn-wash",
    "bad",
    "bad-wash",
)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Members only: it is about how, not about whom, but strangers see no page at all."""
    actor(request)
    return render(request, "components/components.html", {"colours": COLOURS, "badges": every_badge()})
