"""One person's consent, line by line: where they stand on each thing, their answers, their links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from firsthand.domain.people.consent import Scope, Standing, Verdict
from firsthand.services.consent_history import AnswerRow
from firsthand.services.consent_links import LinkRow
from firsthand.web.badges import Badge
from firsthand.web.consent_states import how_words
from firsthand.web.scopes import scope_words, short_scopes
from firsthand.web.showing import day, moment


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """Where they stand on one thing."""

    words: str
    badge: Badge
    about: str  # since when, until when, on whose word
    is_given: bool


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer of theirs."""

    when: str
    title: str
    yes: str
    no: str
    about: str
    note: str
    wording: str
    wording_url: str
    session: str
    session_url: str
    scan: str
    scan_url: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One private link."""

    id: str
    words: str
    badge: Badge
    is_open: bool


def scope_lines(standings: Mapping[Scope, Standing]) -> tuple[ScopeLine, ...]:
    """Where somebody stands on everything that can be asked."""
    return tuple(_scope_line(scope, standing) for scope, standing in standings.items())


def _scope_line(scope: Scope, standing: Standing) -> ScopeLine:
    badges = {
        Verdict.YES: Badge(_("yes"), "good"),
        Verdict.NO: Badge(_("no"), "bad"),
        Verdict.EXPIRED: Badge(_("run out"), "warn"),
        Verdict.OPEN: Badge(_("not asked"), "open"),
    }
    about = [_("attested by a member")] if standing.is_attested else []
    about += [_("until %s") % day(standing.until.date())] if standing.until else []
    is_given = standing.verdict is Verdict.YES
    return ScopeLine(scope_words(scope), badges[standing.verdict], ", ".join(about), is_given)


def answer_lines(rows: Iterable[AnswerRow]) -> tuple[AnswerLine, ...]:
    """Every answer, newest first."""
    return tuple(_answer_line(row) for row in rows)


def _answer_line(row: AnswerRow) -> AnswerLine:
    return AnswerLine(
        when=day(row.given_at.date()),
        title=_title(row),
        yes=short_scopes(row.scopes),
        no="" if row.asks_removal else short_scopes(row.refused),
        about=" · ".join(_about(row)),
        note=row.note,
        wording=row.wording,
        wording_url=reverse("consent_wording", args=[row.wording_id]) if row.wording_id else "",
        session=row.session_title,
        session_url=reverse("session", args=[row.session_id]) if row.session_id else "",
        scan=row.scan,
        scan_url=f"/media/consents/{row.id}" if row.scan else "",
    )


def _title(row: AnswerRow) -> str:
    if row.asks_removal:
        return _("Asked for everything to be removed")
    if row.is_attested:
        return _("Attested at import")
    if row.is_own:
        return _("Answered by their own link")
    if set(row.refused) == set(Scope):
        return _("No longer agrees")
    return _("Logged")


def _about(row: AnswerRow) -> Iterator[str]:
    if not row.is_own:
        yield how_words(row.how)
    if row.spoken_seconds is not None:
        yield _("at %s") % moment(row.spoken_seconds)
    if row.by:
        yield _("written down by %s") % row.by
    if row.expires_at:
        yield _("until %s") % day(row.expires_at.date())
    if row.ended_at:
        yield _("taken back on %s") % day(row.ended_at.date())


def link_lines(rows: Iterable[LinkRow]) -> tuple[LinkLine, ...]:
    """Every link, newest first."""
    return tuple(_link_line(row) for row in rows)


def _link_line(row: LinkRow) -> LinkLine:
    made = _("made on %s") % day(row.made_at.date())
    words = ", ".join(filter(None, (row.study_title, made, _("by %s") % row.made_by if row.made_by else "")))
    return LinkLine(row.id, words, _link_badge(row), row.is_open)


def _link_badge(row: LinkRow) -> Badge:
    if row.revoked_at:
        return Badge(_("closed"), "open")
    if row.is_answered:
        return Badge(_("answered"), "good")
    return Badge(_("waits until %s") % day(row.expires_at.date())) if row.is_open else Badge(_("too old"), "open")
