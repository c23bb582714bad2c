"""The craft report as one HTML file: nothing external, no script, readable in light and dark and on a phone."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

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
    worth,
)
from firsthand.formats.pictures import COLOURS, NARROW, WIDE, Bar, Part, Picture, bars, clean
from firsthand.formats.timeline_picture import clock, talk_timeline

MOST_LINKS = 14
PICTURED = {"questions_by_type", "questions_by_fault", "guide_coverage"}
VERDICT_CLASS = {Verdict.WITHIN: "good", Verdict.NEAR: "near", Verdict.OVER: "over"}


def as_page(document: CraftDocument) -> str:
    """The whole page as text."""
    title = f"Craft report: {_e(document.title)}"
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
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{title}</title><style>{_style()}</style></head><body><main>{body}</main></body></html>\n'
    )


def _head(document: CraftDocument) -> str:
    transcript, report = document.transcript, document.report
    length = f"{clock(transcript.duration)} · " if transcript.duration else ""
    facts = f"{length}{len(transcript.turns)} turns · {language_name(report.language)}"
    notes = "".join(f'<p class="note">{_e(note)}</p>' for note in report.notes)
    left = " and ".join(
        f"{part.part} ({_links(part.turns[:1])} to {_links(part.turns[-1:])})" for part in report.left_out
    )
    left_out = f'<p class="soft">Left out: {left}.</p>' if left else ""
    return f'<header><p class="eyebrow">Craft report</p><h1>{_e(document.title)}</h1><p class="soft">{_e(facts)}</p>{_roles(document)}{left_out}{notes}</header>'


def _roles(document: CraftDocument) -> str:
    lines = "".join(
        f"<dt>{role.value.capitalize()}</dt><dd>{_e(', '.join(n or '(no name)' for n, r in roles(document.transcript).items() if r is role))}</dd>"
        for role in Role
        if role in roles(document.transcript).values()
    )
    return f'<dl class="roles">{lines}</dl>{_guessed(document)}'


def _guessed(document: CraftDocument) -> str:
    if not document.guesses:
        return ""
    items = "".join(
        f"<li><b>{_e(g.speaker or '(no name)')}</b>: {g.role.value}{f', {g.confidence:.0%}' if g.role is not Role.UNKNOWN else ''}; {_e('; '.join(g.reasons))}</li>"
        for g in document.guesses
    )
    if document.unsure or not any(g.role is Role.RESEARCHER for g in document.guesses):
        return f'<div class="warning"><p><b>Who is who is not certain.</b> The report is only as good as this guess:</p><ul>{items}</ul></div>'
    return f'<details><summary>Roles are guessed, not confirmed</summary><ul class="soft">{items}</ul></details>'


def _first(document: CraftDocument) -> str:
    looks = look_first(document.report)
    if not looks:
        words = NOTHING_STANDS_OUT if document.report.questions else "Nothing could be judged; each measure says why."
        return f'<section><h2>Look here first</h2><p class="lead">{words}</p></section>'
    items = "".join(
        f'<p class="lead"><b>{_e(document.report[k.measure].formula.title)}.</b> {_e(k.sentence)} <span class="turns">{_links(k.turns)}</span></p>'
        for k in looks
    )
    return f"<section><h2>Look here first</h2>{items}</section>"


def _moments(document: CraftDocument) -> str:
    if not document.moments:
        return ""
    return f'<section><h2>One thing to try</h2><div class="moments">{"".join(map(_moment, document.moments))}</div></section>'


def _moment(moment: Moment) -> str:
    say = (
        f'<p class="say"><span>{MOMENT_SAY[moment.kind]}</span> {_e(moment.words)}</p>'
        if MOMENT_SAY[moment.kind]
        else ""
    )
    return (
        f"<article><h3>{MOMENT_TITLES[moment.kind]}</h3><blockquote>{_e(moment.said)} {_links((moment.turn,))}</blockquote>{say}"
        f'<p class="soft">{_e(moment.why)}</p></article>'
    )


def _timeline(document: CraftDocument) -> str:
    asked = [a.turn for a in document.report.questions if a.question.type.value not in ("logistics", "not_a_question")]
    left = [i for part in document.report.left_out for i in part.turns]
    wide, narrow = (
        talk_timeline(document.transcript, questions=asked, left_out=left, key=f"talk-{width}", width=width, links=True)
        for width in (WIDE, NARROW)
    )
    legend = '<p class="soft">Dots are questions about the matter; the pale ground is welcome, consent and goodbye.</p>'
    return f"<section><h2>{_e(wide.title)}</h2>{_both(wide, narrow)}{legend}</section>"


def _both(wide: Picture, narrow: Picture) -> str:
    """The picture for a desk and the one for a phone, and the same facts as a table."""
    table = f'<details class="facts"><summary>The same as a table</summary>{wide.table}</details>'
    return f'<figure><div class="wide">{wide.svg}</div><div class="narrow">{narrow.svg}</div>{table}</figure>'


def _measures(document: CraftDocument) -> str:
    items = "".join(_measure(m) for m in document.report.measures)
    return f'<section><h2>Measures</h2><p class="soft">No overall score. Compare with your own earlier interviews only.</p>{items}</section>'


def _measure(measure: Measure) -> str:
    formula = measure.formula
    verdict = (
        f' <span class="verdict {VERDICT_CLASS[measure.verdict]}">{measure.verdict.value}</span>'
        if measure.verdict
        else ""
    )
    value = f'<p class="value">{_e(worth(measure))}</p>' if not measure.missing else '<p class="value none">–</p>'
    return (
        f'<article class="measure" id="m-{formula.name}">{value}<div><h3>{_e(formula.title)}{verdict}</h3>{_found(measure)}'
        f'<details><summary>Formula</summary><p>{_e(formula.text)}</p><p class="soft">Source: {_e(formula.source)}</p></details></div></article>'
    )


def _found(measure: Measure) -> str:
    if measure.missing:
        return f'<p class="soft">{_e(measure.missing)}</p>'
    shown = (
        _picture(measure)
        if measure.name in PICTURED and measure.counts
        else f"<p>{_e(counts_line(measure.counts))}</p>"
        if measure.counts
        else ""
    )
    turns = f'<p class="turns">{_links(measure.turns)}</p>' if measure.turns else ""
    return f'<p class="soft">{_e(basis(measure))}</p>{shown}{turns}'


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
    return f'<li class="{state}">{_e(count.label)} <span class="turns">{words}</span></li>'


def _conversation(document: CraftDocument) -> str:
    asked: dict[int, list[Asked]] = {}
    for question in document.report.questions:
        asked.setdefault(question.turn, []).append(question)
    turns = "".join(_turn(t, asked.get(t.index, [])) for t in document.transcript.turns)
    return f'<section class="conversation"><h2>The conversation</h2>{turns}</section>'


def _turn(turn: Turn, asked: Iterable[Asked]) -> str:
    time = f"{clock(turn.start)} · " if turn.start is not None else ""
    tags = "".join(
        f"<li>{_e(a.question.type.value.replace('_', ' '))}{_faults(a)}</li>"
        for a in asked
        if a.question.type.value != "not_a_question"
    )
    listed = f'<ul class="tags">{tags}</ul>' if tags else ""
    return (
        f'<div class="turn {turn.role.value}" id="{turn.anchor}"><p class="who">{_e(turn.speaker or "(no name)")} <span>{time}turn {turn.index}</span></p>'
        f"<p>{_e(turn.text)}</p>{listed}</div>"
    )


def _faults(asked: Asked) -> str:
    names = dict.fromkeys(f.fault.value.replace("_", " ") for f in asked.faults)
    return f" <b>{_e(', '.join(names))}</b>" if names else ""


def _links(turns: Iterable[int]) -> str:
    every = tuple(turns)
    shown = " ".join(f'<a href="#t-{i}">{i}</a>' for i in every[:MOST_LINKS])
    more = f" and {len(every) - MOST_LINKS} more" if len(every) > MOST_LINKS else ""
    return f"{'turn' if len(every) == 1 else 'turns'} {shown}{more}" if every else ""


def _e(text: str) -> str:
    return escape(clean(text))


def _style() -> str:
    light = ";".join(f"--picture-{name}:{shades[1]}" for name, shades in COLOURS.items())
    dark = ";".join(f"--picture-{name}:{shades[2]}" for name, shades in COLOURS.items())
    return f":root{{{light};{_PAGE_LIGHT}}}@media(prefers-color-scheme:dark){{:root{{{dark};{_PAGE_DARK}}}}}{_RULES}"


_PAGE_LIGHT = "--paper:#fbfaf7;--card:#ffffff;--hair:#e4e0d8;--shade:#f3efe6;--warn-paper:#fdf3dc"
_PAGE_DARK = "--paper:#16171a;--card:#1d1f23;--hair:#33353b;--shade:#24262b;--warn-paper:#33290f"
_RULES = """
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--picture-ink);font:17px/1.55 ui-serif,Georgia,'Iowan Old Style',serif;-webkit-text-size-adjust:100%}
main{max-width:50rem;margin:0 auto;padding:3rem 1.5rem 6rem}
h1{font-size:2rem;line-height:1.2;margin:.1em 0 .3em;font-weight:600;overflow-wrap:anywhere}
h2{font-size:1.25rem;font-weight:600;margin:0 0 .8rem}
h3{font-size:1rem;font-weight:600;margin:0 0 .25rem}
p{margin:0 0 .5rem}
section{margin-top:3rem}
a{color:inherit;text-decoration-color:var(--picture-soft);text-underline-offset:.2em}
a:hover,a:focus-visible{text-decoration-color:currentColor}
.eyebrow,.soft,.turns,.who,details,summary,.verdict,.value,dl.roles,.tags{font-family:ui-sans-serif,system-ui,'Segoe UI',Helvetica,Arial,sans-serif}
.eyebrow{letter-spacing:.08em;text-transform:uppercase;font-size:.75rem;color:var(--picture-soft)}
.soft,.turns{color:var(--picture-soft);font-size:.86rem}
.lead{font-size:1.1rem}
dl.roles{display:grid;grid-template-columns:auto 1fr;gap:.15rem 1rem;font-size:.9rem;margin:1rem 0}
dl.roles dt{color:var(--picture-soft)}dl.roles dd{margin:0}
details{font-size:.86rem;margin:.25rem 0}summary{color:var(--picture-soft);cursor:pointer}
details p{margin:.4rem 0}details ul{padding-left:1.1rem}
.warning{background:var(--warn-paper);border-left:4px solid var(--picture-warn);padding:.8rem 1rem;font-size:.95rem;margin:1rem 0}
.warning ul{margin:.3rem 0 0;padding-left:1.1rem}
.note{font-style:italic}
.moments{display:grid;gap:1rem}
.moments article{background:var(--card);border:1px solid var(--hair);border-radius:6px;padding:1.1rem 1.3rem}
blockquote{margin:.3rem 0 .6rem;padding-left:.9rem;border-left:3px solid var(--hair)}
blockquote{color:var(--picture-ink)}blockquote a{font-size:.8rem;font-family:ui-sans-serif,system-ui,sans-serif}
.say span{font:600 .75rem ui-sans-serif,system-ui,sans-serif;letter-spacing:.06em;text-transform:uppercase;color:var(--picture-good);margin-right:.4rem}
figure{margin:.6rem 0}figure svg{max-width:100%;height:auto;display:block}
.narrow{display:none}
.facts table{border-collapse:collapse;margin-top:.4rem}.facts caption{text-align:left;color:var(--picture-soft)}
.facts th,.facts td{text-align:left;padding:.15rem 1rem .15rem 0;border-bottom:1px solid var(--hair)}
.measure{display:grid;grid-template-columns:8.5rem 1fr;gap:1.2rem;border-top:1px solid var(--hair);padding:1.1rem 0}
.value{font-size:1.5rem;font-weight:500;line-height:1.15;margin:0;font-variant-numeric:tabular-nums}
.value.none{color:var(--picture-soft)}
.verdict{font-size:.75rem;font-weight:500;border:1px solid currentColor;border-radius:99px;padding:.1rem .55rem;margin-left:.4rem;white-space:nowrap}
.verdict.good{color:var(--picture-good)}.verdict.near{color:var(--picture-warn)}.verdict.over{color:var(--picture-mark)}
.coverage{list-style:none;padding:0;margin:.3rem 0}.coverage li{padding:.2rem 0 .2rem 1.4rem;position:relative}
.coverage li::before{position:absolute;left:0;content:'✓';color:var(--picture-good)}
.coverage li.open::before{content:'○';color:var(--picture-soft)}
.turn{padding:.55rem 0 .55rem 1rem;border-left:3px solid transparent;scroll-margin-top:1rem;content-visibility:auto;contain-intrinsic-size:auto 5rem}
.turn.researcher{border-color:var(--picture-researcher)}
.turn:target{background:var(--shade)}
.who{font-size:.78rem;font-weight:600;margin:0}.who span{font-weight:400;color:var(--picture-soft);margin-left:.4rem}
.tags{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem;padding:0;margin:.2rem 0 0;font-size:.75rem;color:var(--picture-soft)}
.tags li{background:var(--shade);border-radius:4px;padding:.05rem .45rem}.tags b{color:var(--picture-mark);font-weight:600}
@media(max-width:640px){body{font-size:16px}main{padding:1.5rem 1.1rem 4rem}h1{font-size:1.55rem}.wide{display:none}.narrow{display:block}
.measure{grid-template-columns:1fr;gap:.3rem}.value{font-size:1.35rem}section{margin-top:2.2rem}}
@media print{.turn{break-inside:avoid}details{display:none}}
""".replace("\n", "")
