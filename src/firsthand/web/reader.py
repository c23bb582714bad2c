"""The reader: a transcript to read, search, filter and quote from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from firsthand.domain.interviews.transcripts import Transcript, Turn
from firsthand.formats.timeline_picture import talk_timeline
from firsthand.services.coding_reader import coding_beside
from firsthand.services.quotes import CheckedSelection, QuoteRow
from firsthand.services.reader import ReaderPage, ReaderSpeaker, ReaderTurn, reader_page
from firsthand.services.sessions import SessionPage, session_page
from firsthand.web.badges import Badge, caveat_badge, mark_badge, status_badge
from firsthand.web.coding_labels import coded_html
from firsthand.web.coding_views import coding_view
from firsthand.web.session_head import head
from firsthand.web.showing import moment
from firsthand.web.turn_html import TurnView, turns_html
from firsthand.web.who import actor

WIDE, NARROW = 1180, 358  # pixels of the timeline, on a screen and on a phone


@dataclass(frozen=True, slots=True)
class SideQuote:
    """One quote in the list beside the text."""

    id: str
    first: int
    time: str
    speaker: str
    words: str
    is_showable: bool
    badges: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know before reading, and where to go about it."""

    text: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class ReaderView:
    """The reader, ready to print."""

    turns: tuple[TurnView, ...]
    turns_html: SafeString
    quotes: tuple[SideQuote, ...]
    painted: list[dict[str, object]]  # for the script: where the quotes lie
    speakers: tuple[tuple[int, str], ...]
    timeline: SafeString
    small_timeline: SafeString  # for a phone
    notice: Notice | None
    problems: tuple[tuple[int | None, str, str], ...]  # line, what is wrong, the line's text
    left_out: tuple[tuple[int | None, str, str], ...]
    check_url: str  # "" where nothing can be quoted
    correct_url: str  # "" where nothing can be corrected
    quotes_url: str
    reader_url: str
    covered_url: str  # the same as viewers are shown it; "" where that is what is shown
    may_change: bool


@require_safe
def reader(request: HttpRequest, session_id: str) -> HttpResponse:
    """The transcript of record, or another one named in the address."""
    who = actor(request)
    about = session_page(who, session_id)
    as_viewers = request.GET.get("as") == "viewers"
    page = reader_page(who, session_id, request.GET.get("transcript") or None, as_viewers=as_viewers)
    query = _other_transcript(page, about)
    coding = None if as_viewers else coding_view(coding_beside(who, page.transcript_id), session_id, query)
    shown = view(page, about, coding.labels if coding and coding.study_id else None)
    context = {"head": head(about, "reader"), "page": shown, "coding": coding, "is_reader": True}
    return render(request, "reader/reader.html", context)


def view(page: ReaderPage, about: SessionPage, labels: Mapping[int, str] | None = None) -> ReaderView:
    """A transcript's page, ready to print; `labels` are the codes of its turns, where it can be coded."""
    session_id, other = page.session.id, _other_transcript(page, about)
    may_correct = page.may_change and not page.is_covered
    may_quote = may_correct and not page.closed_because
    turns = tuple(_turns(page, about, labels))
    return ReaderView(
        turns=turns,
        turns_html=turns_html(turns),
        quotes=tuple(map(side_quote, page.quotes)),
        painted=[_painted(quote) for quote in page.quotes if not quote.closed_because],
        speakers=tuple((speaker.position, _name(speaker)) for speaker in page.speakers),
        timeline=_timeline(page, WIDE, "talk"),
        small_timeline=_timeline(page, NARROW, "talk-small"),
        notice=_notice(page),
        problems=page.problems,
        left_out=page.left_out,
        check_url=reverse("check_quote", args=[session_id]) + other if may_quote else "",
        correct_url=reverse("correct_turn", args=[session_id, 0]) + other
        if page.may_change and not page.is_covered
        else "",
        quotes_url=f"{reverse('quotes')}?session={session_id}",
        reader_url=reverse("reader", args=[session_id]) + other,
        covered_url=""
        if page.is_covered
        else f"{reverse('reader', args=[session_id])}{other or '?'}&as=viewers".replace("?&", "?"),
        may_change=page.may_change,
    )


def _covered_url(session_id: str, other: str) -> str:
    """The address of the same transcript as viewers are shown it."""
    return f"{reverse('reader', args=[session_id])}{f'{other}&' if other else '?'}as=viewers"


def _other_transcript(page: ReaderPage, about: SessionPage) -> str:
    """What keeps later requests on this transcript where it is not the one of record."""
    of_record = about.row.transcript
    return "" if of_record and of_record.id == page.transcript_id else f"?transcript={page.transcript_id}"


def _turns(page: ReaderPage, about: SessionPage, labels: Mapping[int, str] | None) -> Iterable[TurnView]:
    names = {speaker.position: _name(speaker) for speaker in page.speakers}
    quoted = {index for quote in page.quotes for index in range(quote.first_turn, quote.last_turn + 1)}
    before: ReaderTurn | None = None
    for turn in page.turns:
        is_same = before is not None and before.speaker == turn.speaker
        shown = turn_view(turn, names[turn.speaker], is_same, turn.index in quoted, shows_faults=about.may_see_craft)
        yield shown if labels is None else replace(shown, codes=coded_html(turn.index, labels))
        before = turn


def turn_view(turn: ReaderTurn, name: str, is_same: bool, is_quoted: bool, *, shows_faults: bool) -> TurnView:
    """One turn, ready to print."""
    return TurnView(
        anchor=turn.anchor,
        speaker=name,
        speaker_key=turn.speaker,
        role=turn.role.value,
        time=moment(turn.start) or f"#{turn.index}",
        at=round(turn.start, 1) if turn.start is not None else None,
        text=turn.text,
        is_same=is_same,
        is_question=bool(turn.questions),
        is_corrected=turn.imported is not None,
        is_quoted=is_quoted,
        marks=tuple(_marks(turn, shows_faults)),
    )


def _marks(turn: ReaderTurn, shows_faults: bool) -> Iterable[Badge]:
    """Faults of questions are craft: only who may see the craft report sees them here."""
    if shows_faults:
        found = {finding.fault: finding.reason for asked in turn.questions for finding in asked.faults}
        yield from (Badge(fault_label(fault.value), "warn", reason) for fault, reason in found.items())
    if turn.imported is not None and turn.correction is not None:
        listened = _("after listening") if turn.correction.has_listened else _("without listening")
        why = _("As imported: “%s”") % turn.imported
        yield Badge(_("corrected by %(name)s, %(how)s") % {"name": turn.correction.by, "how": listened}, "open", why)


def fault_label(fault: str) -> str:
    """A fault of a question as a word."""
    return {
        "leading": _("leading"),
        "presupposing": _("presupposing"),
        "double_barrelled": _("two questions in one"),
        "hypothetical": _("hypothetical"),
        "preference": _("asks for an opinion"),
        "pitch": _("pitch"),
        "price": _("asks for a price"),
        "generic": _("generic"),
        "negated_tag": _("asks for a nod"),
        "closed_where_open_needed": _("closed where open is needed"),
        "jargon": _("jargon"),
    }.get(fault, fault)


def _name(speaker: ReaderSpeaker) -> str:
    return speaker.name or (speaker.person.name if speaker.person else "") or _("No name")


def side_quote(quote: QuoteRow) -> SideQuote:
    """A quote for the list beside the text."""
    return SideQuote(
        id=quote.id,
        first=quote.first_turn,
        time=moment(quote.start) or f"#{quote.first_turn}",
        speaker=quote.person.name if quote.person else quote.speaker,
        words=quote.text or _("Closed: the participant has not agreed to be quoted, or no longer does."),
        is_showable=quote.is_showable,
        badges=tuple(quote_badges(quote)),
    )


def quote_badges(quote: QuoteRow | CheckedSelection) -> Iterable[Badge]:
    """What a reader must know before they repeat a quote."""
    yield status_badge(quote.status)
    yield from filter(None, map(mark_badge, quote.marks))
    if quote.caveat:
        yield caveat_badge(fault_label(quote.caveat))


def _painted(quote: QuoteRow) -> dict[str, object]:
    state = "lost" if not quote.is_showable else "cropped" if "cropped" in quote.marks else "quoted"
    return {
        "id": quote.id,
        "first": str(quote.first_turn),
        "last": str(quote.last_turn),
        "start": quote.begin,
        "end": quote.finish,
        "state": state,
    }


def _notice(page: ReaderPage) -> Notice | None:
    if page.is_covered:
        words = _("These are the words as viewers are shown them in quotes. The original is unchanged.")
        return Notice(words, reverse("reader", args=[page.session.id]), _("Back to the original"))
    if not page.closed_because:
        return None
    if not page.has_confirmed_roles and page.may_change:
        return Notice(page.closed_because, reverse("roles", args=[page.session.id]), _("Say who is who"))
    return Notice(page.closed_because)


def _timeline(page: ReaderPage, width: int, key: str) -> SafeString:
    """Who spoke when. Its links are a shortcut for the mouse; the keyboard has the turns themselves."""
    names = {speaker.position: _name(speaker) for speaker in page.speakers}
    turns = tuple(Turn(t.index, names[t.speaker], _label(t), t.start, t.end, t.timing, t.role) for t in page.turns)
    picture = talk_timeline(
        Transcript(turns),
        questions=[turn.index for turn in page.turns if turn.questions],
        quotes=[quote.first_turn for quote in page.quotes],
        width=width,
        key=key,
        links=True,
    )
    svg = picture.svg.replace('role="img"', 'role="group"', 1).replace('<a href="#', '<a tabindex="-1" href="#')
    return mark_safe(svg)  # noqa: S308  (made by formats.pictures, which escapes every word)


def _label(turn: ReaderTurn) -> str:
    """What a stretch of the picture is called: its time; where there is none the words, which then are its length."""
    return moment(turn.start) or turn.text
