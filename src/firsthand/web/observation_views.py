"""An observation as lists and pages print it: its kind, its words with interpretation marked, what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firsthand.domain.evidence.interpretation import Fault
from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.evidence.observations import Finding, ObservationKind
from firsthand.services.notes import NoteRow
from firsthand.services.observation_counts import CountRow, FirstMention
from firsthand.services.observations import ObservationRow
from firsthand.web.quotes import QuoteView, quote_view
from firsthand.web.showing import day, moment


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note, ready to print."""

    row: NoteRow
    label: str
    noted: str  # "noted by Ana, 12:40"
    state: str  # of noted words: that they are a quote by now, or not in the transcript
    moment: str


@dataclass(frozen=True, slots=True)
class MentionView:
    """When a matter first came up in one conversation."""

    row: FirstMention
    when: str
    url: str
    question_url: str


@dataclass(frozen=True, slots=True)
class ObservationView:
    """One observation, ready to print."""

    row: ObservationRow
    url: str
    label: str
    parts: tuple[tuple[str, Finding | None], ...]  # its text, cut at the words of interpretation
    quotes: tuple[QuoteView, ...]
    notes: tuple[NoteView, ...]
    mentions: tuple[MentionView, ...]
    count_warning: str  # that what was computed is not so (any more)
    lost: str
    behind: str  # "2 people at 2 companies"
    written: str


def kind_label(kind: ObservationKind) -> str:
    """The word for a kind."""
    return {
        ObservationKind.SAID: _("said"),
        ObservationKind.DID: _("did"),
        ObservationKind.SHOWED: _("showed"),
        ObservationKind.COUNTED: _("counted"),
        ObservationKind.NOT_MENTIONED: _("not mentioned until asked"),
    }[kind]


def fault_label(fault: Fault) -> str:
    """The word for a way in which interpretation got in."""
    return {
        Fault.CAUSE: _("a reason"),
        Fault.MIND: _("a wish, belief or feeling"),
        Fault.PRESCRIPTION: _("advice"),
        Fault.GUESS: _("a guess"),
        Fault.VERDICT: _("a verdict"),
        Fault.GENERALISATION: _("a generalisation"),
    }[fault]


def note_kind_label(kind: NoteKind) -> str:
    """The word for a kind of note."""
    return {
        NoteKind.NOTE: _("note"),
        NoteKind.VERBATIM: _("their words"),
        NoteKind.DECISION: _("decision"),
        NoteKind.QUESTION: _("open question"),
        NoteKind.ACTION: _("to do"),
        NoteKind.TOPIC: _("topic"),
        NoteKind.SURPRISE: _("surprise"),
    }[kind]


def observation_view(row: ObservationRow) -> ObservationView:
    """One observation as a page shows it."""
    return ObservationView(
        row=row,
        url=reverse("observation", args=[row.id]),
        label=kind_label(row.kind),
        parts=tuple(marked_parts(row.text, row.findings)),
        quotes=tuple(quote_view(one, may_read=True) for one in row.quotes),
        notes=tuple(note_view(one) for one in row.notes),
        mentions=tuple(_mention(one) for one in row.count.first) if row.count else (),
        count_warning=_warning(row.count),
        lost=_lost(row),
        behind=_behind(row),
        written=", ".join((row.by, day(row.created_at.date()))),
    )


def marked_parts(text: str, findings: Sequence[Finding]) -> list[tuple[str, Finding | None]]:
    """A text cut at the words of interpretation."""
    parts: list[tuple[str, Finding | None]] = []
    at = 0
    for one in findings:
        parts += [(text[at : one.begin], None), (one.words, one)]
        at = one.finish
    return [part for part in (*parts, (text[at:], None)) if part[0]]


def note_view(row: NoteRow) -> NoteView:
    """One note as a page shows it."""
    where = moment(row.at_seconds)
    noted = _("noted by %s") % row.by + (f", {where}" if where else "")
    state = ""
    if row.is_noted and row.quote_id:
        state = _("found in the transcript, kept as a quote")
    elif row.is_unmatched:
        state = _("not in the transcript")
    return NoteView(row, note_kind_label(row.kind), noted, state, where)


def _mention(one: FirstMention) -> MentionView:
    reader = reverse("reader", args=[one.session_id])
    when = moment(one.start) or _("turn %d") % one.turn
    question = f"{reader}#t-{one.question_turn}" if one.question_turn is not None else ""
    return MentionView(one, when, f"{reader}#t-{one.turn}", question)


def _warning(count: CountRow | None) -> str:
    if count is None or count.holds is None or count.holds:
        return ""
    return _(
        "The transcripts do not show this any more. Look at what they say now, and edit or delete the observation."
    )


def _lost(row: ObservationRow) -> str:
    if not row.lost:
        return ""
    gone = ngettext(
        "%d quote or note that it rested on was deleted or withdrawn.",
        "%d quotes or notes that it rested on were deleted or withdrawn.",
        row.lost,
    )
    nothing = " " + _("Nothing is left that it rests on.") if row.rests_on_nothing else ""
    return gone % row.lost + nothing


def _behind(row: ObservationRow) -> str:
    people = ngettext("%d person", "%d people", len(row.people)) % len(row.people)
    if not row.companies:
        return people
    companies = ngettext("at %d company", "at %d companies", len(row.companies)) % len(row.companies)
    return f"{people} {companies}"
