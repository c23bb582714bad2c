"""How the counts of a claim are shown: one line each, people beside companies, and each person with their turns."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firsthand.domain.synthesis.support import Counts, Mention, Prompting, Side, Standing
from firsthand.services.claims import ClaimPage
from firsthand.services.evidence import Piece
from firsthand.services.standings import PersonStanding, SittingRow
from firsthand.web.badges import Badge
from firsthand.web.quotes import QuoteView, quote_view
from firsthand.web.rows import person_label
from firsthand.web.showing import day


@dataclass(frozen=True, slots=True)
class CountLine:
    """One number of a claim."""

    label: str
    people: int
    strict: int | None  # None where no strict count is shown
    companies: int | None
    why: str
    share: float  # of those interviewed, 0 to 100, for the bar; no figure is shown for it


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece of evidence beside the person who said it."""

    evidence_id: str
    badge: Badge
    prompting: str
    quote: QuoteView | None
    is_noted: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class SittingView:
    """One person in one session."""

    row: SittingRow
    on: str
    url: str  # of the transcript; "" where it may not be read
    asked: str
    turns: tuple[tuple[int, str, bool], ...]  # number, link, whether the question was sound
    turn_numbers: str  # "12, 40"
    pieces: tuple[PieceView, ...]


@dataclass(frozen=True, slots=True)
class StandingView:
    """How one person was counted."""

    person_id: str
    name: str
    url: str
    badges: tuple[Badge, ...]
    sittings: tuple[SittingView, ...]


def count_lines(people: Counts, strict: Counts | None = None, companies: Counts | None = None) -> tuple[CountLine, ...]:
    """The counts in the order of the sentence; each strict count beside it."""
    rows = (
        ("interviewed", _("interviewed"), ""),
        ("asked", _("asked"), _("a question of the topic was put to them")),
        ("answered", _("answered"), _("said more than a murmur to it")),
        ("said", _("said it"), ""),
        ("said_when_asked", _("… when asked"), _("their first mention came after the question")),
        ("said_unasked", _("… without being asked"), _("their first mention came before any question of the topic")),
        ("unprompted", _("unprompted"), _("before anybody of the team had used its words")),
        ("contradicted", _("contradicted it"), ""),
        ("mixed", _("… and said it too"), ""),
        ("never_asked", _("never asked"), _("nobody knows what they would have said")),
    )
    return tuple(_count_line(name, label, why, (people, strict, companies)) for name, label, why in rows)


def _count_line(name: str, label: str, why: str, counts: tuple[Counts, Counts | None, Counts | None]) -> CountLine:
    people, strict, companies = counts
    count = int(getattr(people, name))
    return CountLine(
        label=label,
        people=count,
        strict=None if strict is None else int(getattr(strict, name)),
        companies=None if companies is None or name == "never_asked" else int(getattr(companies, name)),
        why=why,
        share=round(100 * count / people.interviewed, 1) if people.interviewed else 0.0,
    )


def silence(people: Counts) -> str:
    """What nobody said: shown by default, because an argument is read without it."""
    if not people.interviewed:
        return _("Nobody was interviewed in this scope yet.")
    if not people.asked:
        return _("Nobody was asked about this: who kept silent may only not have been asked.")
    if not people.contradicted:
        return _("Nobody contradicted it. That is worth little while nobody looks for the opposite.")
    return ""


def standing_views(page: ClaimPage, most: int | None = None) -> tuple[StandingView, ...]:
    """Everybody, or so many, those who said it first."""
    return tuple(_standing_view(page, one) for one in page.people[:most])


def _standing_view(page: ClaimPage, one: PersonStanding) -> StandingView:
    return StandingView(
        person_id=one.person.id,
        name=person_label(one.person),
        url=reverse("person", args=[one.person.id]) if page.may_read else "",
        badges=tuple(_badges(one.standing, one.strict)),
        sittings=tuple(_sitting_view(page, row) for row in one.sittings),
    )


def _badges(standing: Standing, strict: Standing) -> list[Badge]:
    is_silent = not (standing.said or standing.contradicted)
    badges = [
        (standing.is_mixed, Badge(_("said both"), "warn")),
        (standing.said and not standing.contradicted, Badge(_("said it"), "good")),
        (standing.contradicted and not standing.said, Badge(_("contradicted it"), "bad")),
        (standing.unprompted, Badge(_("unprompted"), "good")),
        (standing.said and not strict.said, Badge(_("not in the strict count"), "warn")),
        (not standing.asked, Badge(_("never asked"), "open")),
        (standing.asked and not standing.answered, Badge(_("asked, no answer"), "open")),
        (standing.answered and is_silent, Badge(_("answered something else"), "open")),
        (standing.is_estimate, Badge(_("by rule, not yet checked"), "open")),
    ]
    return [badge for holds, badge in badges if holds]


def _sitting_view(page: ClaimPage, row: SittingRow) -> SittingView:
    url = reverse("reader", args=[row.session_id]) if page.may_read else ""
    return SittingView(
        row=row,
        on=day(row.on),
        url=url,
        asked=_asked(row),
        turns=tuple((ask.turn, f"{url}#t-{ask.turn}" if url else "", ask.is_sound) for ask in row.asks),
        turn_numbers=", ".join(str(ask.turn) for ask in row.asks),
        pieces=tuple(_piece_view(piece, may_read=page.may_read) for piece in row.pieces),
    )


def _asked(row: SittingRow) -> str:
    count = len(row.asks)
    if not count:
        return _("Not asked about it in this conversation.")
    return ngettext("Asked once, in turn", "Asked %(count)d times, in turns", count) % {"count": count}


def _piece_view(piece: Piece, *, may_read: bool) -> PieceView:
    is_for = piece.side is Side.SUPPORTS
    return PieceView(
        evidence_id=piece.evidence_id,
        badge=Badge(_("for"), "good") if is_for else Badge(_("against"), "bad"),
        prompting=_prompting(piece.mention),
        quote=quote_view(piece.quote, may_read) if piece.quote else None,
        is_noted=piece.note_id is not None,
        why_not=piece.why_not,
    )


def _prompting(mention: Mention | None) -> str:
    if mention is None:
        return ""
    return {
        Prompting.UNPROMPTED: _("unprompted"),
        Prompting.PROMPTED: _("after the topic had come up"),
        Prompting.UNKNOWN: _("prompted or not is unknown"),
    }[mention.prompting]
