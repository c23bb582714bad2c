"""The craft report as one HTML file: nothing external, no script, readable in light and dark and on a phone."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

from firsthand.domain.interviews.conversation import Asked
from firsthand.domain.interviews.craft_measures import Count, Measure, Verdict, language_name
from firsthand.domain.interviews.first_look import look_first
from firsthand.domain.interviews.moments import Moment
from firsthand.domain.interviews.transcripts import Role, Turn
from firsthand.formats.craft_reports import (
    MOMENT_SAY,
    MOMENT_TITLES,
    NOTHING_STANDS_OUT,
    CraftDocument,
    basis,
    counts_line,
    roles,
    with_role,
    worth,
)
from firsthand.formats.pictures import COLOURS, NARROW, WIDE, Bar, Part, Picture, bars, safe
from firsthand.formats.timeline_picture import clock, talk_timeline

MOST_LINKS = 14
PICTURED = {"questions_by_type", "questions_by_fault", "guide_coverage"}
VERDICT_CLASS = {Verdict.WITHIN: "good", Verdict.NEAR: "near", Verdict.OVER: "over"}


def as_page(document: CraftDocument) -> str:
    """The whole page as text."""
    title = f"Craft report: {safe(document.title)}"
    parts = (
        _head(document),
        _first(document),
        _moments(document),
        _timeline(document),
        _measures(document),
        _conversation(document),
    )
    body = "".join(parts)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{title}</title><style>{_style()}'
        f"</style></head><body><main>{body}</main></body></html>\n"
    )


def _head(document: CraftDocument) -> str:
    transcript, report = document.transcript, document.report
    length = f"{clock(transcript.duration)} · " if transcript.duration else ""
    facts = f"{length}{len(transcript.turns)} turns · {language_name(report.language)}"
    notes = "".join(f'<p class="note">{safe(note)}</p>' for note in report.notes)
    left = " and ".join(
        f"{part.part} ({_links(part.turns[:1])} to {_links(part.turns[-1:])})" for part in report.left_out
    )
    left_out = f'<p class="soft">Left out: {left}.</p>' if left else ""
    return (
        f'<header><p class="eyebrow">Craft report</p><h1>{safe(document.title)}</h1><p class="soft">'
        f"{safe(facts)}</p>{_roles(document)}{left_out}{notes}</header>"
    )


def _roles(document: CraftDocument) -> str:
    lines = "".join(
        f"<dt>{role.value.capitalize()}</dt><dd>{safe(', '.join(with_role(document.transcript, role)))}</dd>"
        for role in Role
        if role in roles(document.transcript).values()
    )
    return f'<dl class="roles">{lines}</dl>{_guessed(document)}'


def _guessed(document: CraftDocument) -> str:
    if not document.guesses:
        return ""
    items = "".join(
        f"<li><b>{safe(g.speaker or '(no name)')}</b>: "
        f"{g.role.value}{f', {g.confidence:.0%}' if g.role is not Role.UNKNOWN else ''}; "
        f"{safe('; '.join(g.reasons))}</li>"
        for g in document.guesses
    )
    if document.unsure or not any(g.role is Role.RESEARCHER for g in document.guesses):
        return (
            '<div class="warning"><p><b>Who is who is not certain.</b'
            f"> The report is only as good as this guess:</p><ul>{items}</ul></div>"
        )
    return f'<details><summary>Roles are guessed, not confirmed</summary><ul class="soft">{items}</ul></details>'


def _first(document: CraftDocument) -> str:
    looks = look_first(document.report)
    if not looks:
        words = NOTHING_STANDS_OUT if document.report.questions else "Nothing could be judged; each measure says why."
        return f'<section><h2>Look here first</h2><p class="lead">{words}</p></section>'
    items = "".join(
        f'<p class="lead"><b>{safe(document.report[k.measure].formula.title)}.</b> {safe(k.sentence)} '
        f'<span class="turns">{_links(k.turns)}</span></p>'
        for k in looks
    )
    return f"<section><h2>Look here first</h2>{items}</section>"


def _moments(document: CraftDocument) -> str:
    if not document.moments:
        return ""
    return (
        '<section><h2>One thing to try</h2><div class="moments">'
        f"{''.join(map(_moment, document.moments))}</div></section>"
    )


def _moment(moment: Moment) -> str:
    say = (
        f'<p class="say"><span>{MOMENT_SAY[moment.kind]}</span> {safe(moment.words)}</p>'
        if MOMENT_SAY[moment.kind]
        else ""
    )
    return (
        f"<article><h3>{MOMENT_TITLES[moment.kind]}</h3><blockquote>{safe(moment.said)} "
        f"{_links((moment.turn,))}</blockquote>{say}"
        f'<p class="soft">{safe(moment.why)}</p></article>'
    )


def _timeline(document: CraftDocument) -> str:
    asked = [a.turn for a in document.report.questions if a.question.type.value not in ("logistics", "not_a_question")]
    left = [i for part in document.report.left_out for i in part.turns]
    wide, narrow = (
        talk_timeline(document.transcript, questions=asked, left_out=left, key=f"talk-{width}", width=width, links=True)
        for width in (WIDE, NARROW)
    )
    legend = '<p class="soft">Dots are questions about the matter; the pale ground is welcome, consent and goodbye.</p>'
    return f"<section><h2>{safe(wide.title)}</h2>{_both(wide, narrow)}{legend}</section>"


def _both(wide: Picture, narrow: Picture) -> str:
    """The picture for a desk and the one for a phone, and the same facts as a table."""
    table = f'<details class="facts"><summary>The same as a table</summary>{wide.table}</details>'
    return f'<figure><div class="wide">{wide.svg}</div><div class="narrow">{narrow.svg}</div>{table}</figure>'


def _measures(document: CraftDocument) -> str:
    items = "".join(_measure(m) for m in document.report.measures)
    return (
        '<section><h2>Measures</h2><p class="soft"'
        f">No overall score. Compare with your own earlier interviews only.</p>{items}</section>"
    )


def _measure(measure: Measure) -> str:
    formula = measure.formula
    state = VERDICT_CLASS[measure.verdict] if measure.verdict else ""
    verdict = f' <span class="verdict {state}">{measure.verdict.value}</span>' if measure.verdict else ""
    return (
        f'<article class="measure" id="m-{formula.name}">{_value(measure)}'
        f"<div><h3>{safe(formula.title)}{verdict}</h3>{_found(measure)}"
        f'<p class="formula">= {safe(formula.text)} <span>{safe(formula.source)}</span></p></div></article>'
    )


def _value(measure: Measure) -> str:
    number, _, unit = worth(measure).partition(" ")
    state = " none" if measure.missing else ""
    return f'<p class="value{state}">{safe(number)}<small> {safe(unit)}</small></p>'


def _found(measure: Measure) -> str:
    if measure.missing:
        return f'<p class="soft">{safe(measure.missing)}</p>'
    shown = (
        _picture(measure)
        if measure.name in PICTURED and measure.counts
        else f"<p>{safe(counts_line(measure.counts))}</p>"
        if measure.counts
        else ""
    )
    turns = f'<p class="turns">{_links(measure.turns)}</p>' if measure.turns else ""
    return f'<p class="soft">{safe(basis(measure))}</p>{shown}{turns}'


def _picture(measure: Measure) -> str:
    if measure.name == "guide_coverage":
        return f'<ul class="coverage">{"".join(map(_covered, measure.counts))}</ul>'
    shade = "mark" if measure.name == "questions_by_fault" else "researcher"
    rows = [Bar(c.label.replace("_", " "), (Part("", c.value, shade),), f"{c.value:.0f}") for c in measure.counts]
    wide, narrow = (
        bars(rows, title=measure.formula.title, key=f"{measure.name}-{width}", width=min(width, 520))
        for width in (WIDE, NARROW - 30)
    )
    return _both(wide, narrow)


def _covered(count: Count) -> str:
    state, words = ("asked", _links(count.turns)) if count.turns else ("open", "not found")
    return f'<li class="{state}">{safe(count.label)} <span class="turns">{words}</span></li>'


def _conversation(document: CraftDocument) -> str:
    asked: dict[int, list[Asked]] = {}
    for question in document.report.questions:
        asked.setdefault(question.turn, []).append(question)
    turns = "".join(_turn(t, asked.get(t.index, [])) for t in document.transcript.turns)
    return f'<section class="conversation"><h2>The conversation</h2>{turns}</section>'


def _turn(turn: Turn, asked: Iterable[Asked]) -> str:
    time = f"{clock(turn.start)} · " if turn.start is not None else ""
    tags = "".join(
        f"<li>{safe(a.question.type.value.replace('_', ' '))}{_faults(a)}</li>"
        for a in asked
        if a.question.type.value != "not_a_question"
    )
    listed = f'<ul class="tags">{tags}</ul>' if tags else ""
    return (
        f'<div class="turn {turn.role.value}" id="{turn.anchor}"><p class="who">'
        f"{safe(turn.speaker or '(no name)')} <span>{time}turn {turn.index}</span></p>"
        f"<p>{safe(turn.text)}</p>{listed}</div>"
    )


def _faults(asked: Asked) -> str:
    names = dict.fromkeys(f.fault.value.replace("_", " ") for f in asked.faults)
    return f" <b>{safe(', '.join(names))}</b>" if names else ""


def _links(turns: Iterable[int]) -> str:
    every = tuple(turns)
    shown = " ".join(f'<a href="#t-{i}">{i}</a>' for i in every[:MOST_LINKS])
    more = f" and {len(every) - MOST_LINKS} more" if len(every) > MOST_LINKS else ""
    return f"{'turn' if len(every) == 1 else 'turns'} {shown}{more}" if every else ""


def _style() -> str:
    light = ";".join(f"--picture-{name}:{shades[1]}" for name, shades in COLOURS.items())
    dark = ";".join(f"--picture-{name}:{shades[2]}" for name, shades in COLOURS.items())
    return f":root{{{light};{_PAGE_LIGHT}}}@media(prefers-color-scheme:dark){{:root{{{dark};{_PAGE_DARK}}}}}{_rules()}"


_PAGE_LIGHT = "--paper:#fbfaf7;--card:#ffffff;--hair:#e4e0d8;--shade:#f3efe6;--warn-paper:#fdf3dc"
_PAGE_DARK = "--paper:#16171a;--card:#1d1f23;--hair:#33353b;--shade:#24262b;--warn-paper:#33290f"


def _rules() -> str:
    return resources.files("firsthand.formats").joinpath("craft_page.css").read_text(encoding="utf-8")
