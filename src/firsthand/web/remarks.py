"""Before a study is shared: where members named somebody in what they wrote, with a way to each place."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.services.redactions import study_reviews
from firsthand.services.remarks import NamedThere, study_remarks
from firsthand.web.redaction_words import kind_word, state_words
from firsthand.web.rows import session_lines
from firsthand.web.who import actor


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One text with names in it, ready to print."""

    row: NamedThere
    what: str
    names: tuple[tuple[str, str, str], ...]  # each name, its kind and the reason
    url: str


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session with how far its transcript was looked through."""

    title: str
    url: str
    words: str
    is_done: bool


@require_safe
def before_sharing(request: HttpRequest, study_id: str) -> HttpResponse:
    """What still names somebody: transcripts not looked through, and members' own words."""
    page = study_remarks(actor(request), study_id)
    reviews = study_reviews(actor(request), study_id)
    lines = session_lines([row for row, _ in reviews])
    sessions = tuple(
        SessionView(line.title, reverse("redaction", args=[row.id]), state_words(state), state.is_reviewed)
        for line, (row, state) in zip(lines, reviews, strict=True)
    )
    context = {
        "page": page,
        "places": tuple(map(_place, page.places)),
        "sessions": sessions,
        "open_sessions": sum(not one.is_done for one in sessions),
    }
    return render(request, "redaction/before_sharing.html", context)


def _place(row: NamedThere) -> PlaceView:
    names = tuple((one.text, kind_word(Personal(one.kind)), one.reason) for one in row.names)
    return PlaceView(row, _what(row), names, _url(row))


def _what(row: NamedThere) -> str:
    """Where it stands, as people say it."""
    known = {
        ("session", "title"): _("the title of a session"),
        ("session", "location"): _("where a session takes place"),
        ("quote", "note"): _("the note at a quote"),
        ("study", "title"): _("the study’s title"),
        ("study", "research_question"): _("the research question"),
        ("study", "goals"): _("a goal"),
        ("study", "decision"): _("the decision it informs"),
        ("study", "sample"): _("the sample plan"),
        ("hypothesis", "statement"): _("a hypothesis"),
        ("hypothesis", "prediction"): _("a hypothesis’s prediction"),
        ("guide", "title"): _("the guide’s title"),
        ("guide", "text"): _("the discussion guide"),
        ("guidecomment", "text"): _("a comment on the guide"),
        ("guidereview", "remark"): _("a review of the guide"),
    }
    return known.get((row.record, row.column), _("a %(what)s") % {"what": row.record.replace("_", " ")})


def _url(row: NamedThere) -> str:
    """The page on which it is changed."""
    if row.record == "quote" and row.session_id:
        return f"{reverse('quotes')}?session={row.session_id}#q-{row.id}"
    if row.guide_id:
        return reverse("guide", args=[row.guide_id])
    if row.record in ("observation", "note"):
        return reverse(row.record, args=[row.id])
    if row.session_id:
        return reverse("session", args=[row.session_id])
    return ""
