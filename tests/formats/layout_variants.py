"""One conversation written down in every way that tools and people lay transcripts out; nothing here reads any.

Each function renders entries (name, second, words). They are made from vendors' published descriptions, not from files.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Sequence
from itertools import pairwise

Entry = tuple[str, float, str]
Renderer = Callable[[Sequence[Entry]], str]

SAID = (
    (0, 3.2, "Thanks for making the time. Could you walk me through the last time you planned a week?"),
    (1, 14.5, "Sure. Last Monday I opened the sheet and copied everything by hand. It took an hour: far too long."),
    (0, 31.0, "What happened next?"),
    (1, 34.2, "The thing is: nobody reads it. They say they do, but they ask me anyway at 10:30."),
    (0, 50.9, "Mm."),
    (1, 52.0, "So my question is: why bother? And then there are two options: I send it, or I don't."),
    (0, 75.4, "Tell me more about the sheet."),
    (1, 80.0, "Okay. Well, first: it has nine columns. We started with three, honestly. Note: that was early on."),
    (0, 110.3, "And who else uses it?"),
    (1, 114.8, "Just the two of us, I think. My boss said: keep it simple. That's it."),
)
NAMES = (
    ("Ana Ruiz", "Ben Okafor"),
    ("Ana", "Ben"),
    ("Jürgen Müller-Lüdenscheidt", "Dr. Käthe Weiß"),
    ("Hélène d'Estaing", "François Lefèvre"),
    ("田中 太郎", "佐藤花子"),
    ("محمد العلي", "فاطمة"),
    ("अनिता शर्मा", "राज"),
    ("Анна Петрова", "Иван"),
    ("Dr. A. B. Smith-Jones (Acme)", "Ana"),
    ("Ben A.", "Ana Ruiz (she/her)"),
    ("Speaker 1", "Speaker 2"),
    ("SPEAKER_00", "SPEAKER_01"),
    ("Interviewer", "P3"),
    ("Unknown", "Ana"),
    ("Me", "Them"),
    ("ana.ruiz@example.com", "ben@example.org"),
    ("+49 170 1234567", "Ana Ruiz"),
    ("Ana 2", "Conference Room 3B"),
    ("Ana's iPhone", "iPad von Ben"),
    ("O'Brien, Pat", "van der Berg, Jan"),
    ("Ruiz, Ana (Acme GmbH)", "Ben Okafor (Extern)"),
    ("Maria del Carmen Fernández de la Torre y López", "Ben"),
)


def conversation(names: tuple[str, str]) -> list[Entry]:
    """The conversation with these two as its speakers."""
    return [(names[who], at, words) for who, at, words in SAID]


def clock(at: float, *, hours: bool = True, point: str = "") -> str:
    """A time as 00:01:02, 01:02, or with thousandths behind a point or comma."""
    whole = int(at)
    text = f"{whole // 60 % 60:02d}:{whole % 60:02d}"
    text = f"{whole // 3600:02d}:{text}" if hours else text
    return f"{text}{point}{round((at - whole) * 1000):03d}" if point else text


def each(shape: Callable[[str, float, str], str], joint: str = "\n\n", top: str = "") -> Renderer:
    """A renderer of one entry after another, each by this shape."""
    return lambda said: top + joint.join(shape(*entry) for entry in said) + "\n"


def timed(shape: Callable[[int, str, float, float, str], str], top: str = "") -> Renderer:
    """A renderer of captions: number, name, start, end, words."""

    def render(said: Sequence[Entry]) -> str:
        ends = [b[1] - 0.3 for _, b in pairwise(said)] + [said[-1][1] + 3]
        rows = enumerate(zip(said, ends, strict=True), start=1)
        return top + "\n".join(shape(n, name, at, end, words) for n, ((name, at, words), end) in rows) + "\n"

    return render


def _table(said: Sequence[Entry]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Speaker", "Start time", "Text"])
    writer.writerows([name, clock(at, point="."), words] for name, at, words in said)
    return out.getvalue()


def _meet(said: Sequence[Entry]) -> str:
    people = ", ".join(dict.fromkeys(name for name, _, _ in said))
    lines = [f"Planning (2026/03/03 10:02 CET) - Transcript\nAttendees\n{people}\nTranscript\n"]
    minute = -1
    for name, at, words in said:
        if int(at) // 60 != minute:
            minute = int(at) // 60
            lines.append(f"\n{clock(minute * 60)}\n \n")
        lines.append(f"{name}: {words}\n")
    return "".join(lines) + "\nTranscription ended after 00:02:26\n"


def _srt(label: Callable[[str], str]) -> Renderer:
    return timed(lambda n, who, a, b, x: f"{n}\n{clock(a, point=',')} --> {clock(b, point=',')}\n{label(who)}{x}\n")


def _vtt(line: Callable[[str, str], str], ids: bool = False, settings: str = "") -> Renderer:
    def cue(number: int, name: str, start: float, end: float, words: str) -> str:
        top = f"{number}\n" if ids else ""
        return f"{top}{clock(start, point='.')} --> {clock(end, point='.')}{settings}\n{line(name, words)}\n"

    return timed(cue, "WEBVTT\nKind: captions\n\nNOTE by hand\n\n")


UNTIMED: dict[str, Renderer] = {
    "name: words": each(lambda n, t, x: f"{n}: {x}"),
    "name: words, no empty lines": each(lambda n, t, x: f"{n}: {x}", "\n"),
    "facts above": each(lambda n, t, x: f"{n}: {x}", top="Interview\nDate: 3 March 2026\nLocation: Berlin\n\n"),
    "words below the name and colon": each(lambda n, t, x: f"{n}:\n{x}"),
    "list": each(lambda n, t, x: f"- {n}: {x}", "\n"),
    "list with stars": each(lambda n, t, x: f"* {n}: {x}", "\n", "# Interview\n\n"),
    "list with bold": each(lambda n, t, x: f"- **{n}:** {x}", "\n", "# Interview\n\n"),
    "headings": each(lambda n, t, x: f"### {n}\n\n{x}", top="# Interview\n\n"),
    "headings with colons": each(lambda n, t, x: f"### {n}:\n{x}"),
    "bold lines": each(lambda n, t, x: f"**{n}**\n{x}", top="# Talk\n\n"),
    "bold lines, words apart": each(lambda n, t, x: f"**{n}**\n\n{x}"),
    "bold": each(lambda n, t, x: f"**{n}**: {x}"),
    "lines": each(lambda n, t, x: f"{n}\n{x}"),
    "tab": each(lambda n, t, x: f"{n}\t{x}", "\n"),
    "colon and tab": each(lambda n, t, x: f"{n}:\t{x}", "\n"),
    "numbers": timed(lambda i, n, a, b, x: f"{i}. {n}: {x}"),
    "line numbers": timed(lambda i, n, a, b, x: f"{i} {n}: {x}"),
    "brackets": each(lambda n, t, x: f"[{n}] {x}", "\n"),
    "dash": each(lambda n, t, x: f"{n} – {x}", "\n"),
}
TIMED: dict[str, Renderer] = {
    "(time) name: words": each(lambda n, t, x: f"({clock(t)}) {n}: {x}", "\n"),
    "[time.ms] name: words": each(lambda n, t, x: f"[{clock(t, point='.')}] {n}: {x}", "\n"),
    "[time,ms] name: words": each(lambda n, t, x: f"[{clock(t, point=',')}] {n}: {x}", "\n"),
    "time name: words": each(lambda n, t, x: f"{clock(t)} {n}: {x}", "\n"),
    "time - name: words": each(lambda n, t, x: f"{clock(t, hours=False)} - {n}: {x}", "\n"),
    "name: [time] words": each(lambda n, t, x: f"{n}: [{clock(t)}] {x}"),
    "name [time] words": each(lambda n, t, x: f"{n} [{clock(t)}] {x}"),
    "range in brackets": timed(lambda i, n, a, b, x: f"[{clock(a)} - {clock(b)}] {n}: {x}"),
    "arrow in brackets": timed(lambda i, n, a, b, x: f"[{clock(a, point='.')} --> {clock(b, point='.')}]  [{n}] {x}"),
    "range and tabs": timed(lambda i, n, a, b, x: f"{clock(a)} - {clock(b)}\t{n}\t{x}"),
    "00h01m02s": each(lambda n, t, x: f"{n} [00h{int(t) // 60:02d}m{int(t) % 60:02d}s]\n{x}"),
    "1m02s": each(lambda n, t, x: f"[{int(t) // 60}m{int(t) % 60:02d}s] {n}: {x}", "\n"),
    "frames": timed(lambda i, n, a, b, x: f"{clock(a)}:12 - {clock(b)}:05\n{n}\n{x}\n"),
    "drop frames": timed(lambda i, n, a, b, x: f"{clock(a).replace(':', ';')};12\n{n}\n{x}\n"),
    "heading and time": each(lambda n, t, x: f"## {n} {clock(t, hours=False)}\n{x}", top="# Interview\n\n"),
    "time in heading": each(lambda n, t, x: f"### [{clock(t)}] {n}\n\n{x}"),
    "bold and time": each(lambda n, t, x: f"**{n}** ({clock(t, hours=False)}): {x}"),
    "bold and time as code": each(lambda n, t, x: f"**{n}** `{clock(t, hours=False)}`\n{x}"),
    "bold and time with a link": each(lambda n, t, x: f"**{n}** [{clock(t)}](https://example.com/v?t={t:.0f}): {x}"),
    "time and bold": each(lambda n, t, x: f"[{clock(t)}] **{n}:** {x}"),
    "time in bold": each(lambda n, t, x: f"**[{clock(t)}] {n}:** {x}"),
    "columns": each(lambda n, t, x: f"{n}\t{clock(t)}\t{x}", "\n"),
    "columns with a heading": each(lambda n, t, x: f"{n}\t{clock(t)}\t{x}", "\n", "Speaker\tStart\tText\n"),
    "CSV": _table,
    "Markdown table": each(
        lambda n, t, x: f"| {clock(t)} | {n} | {x} |", "\n", "# Talk\n\n| Time | Speaker | Text |\n|---|---|---|\n"
    ),
    "Otter": each(
        lambda n, t, x: f"{n}  {clock(t, hours=False)}\n{x}", top="Planning\n\nSUMMARY KEYWORDS\nsheet, boss\n\n"
    ),
    "Rev": each(lambda n, t, x: f"{n} ({clock(t, hours=False)}):\n{x}"),
    "Rev with tab": each(lambda n, t, x: f"{n}:\t({clock(t, hours=False)})\n{x}"),
    "Zoom": each(lambda n, t, x: f"[{n}] {clock(t)}\n{x}"),
    "Sonix": each(lambda n, t, x: f"{n} [{clock(t)}] \n{x}"),
    "Happy Scribe": each(lambda n, t, x: f"[{clock(t)}.50] - {n}\n{x}"),
    "Fathom": each(lambda n, t, x: f"{clock(t, hours=False)} - {n}\n  {x}", top="Planning - March 03\n\n---\n\n"),
    "Gong": each(lambda n, t, x: f"{clock(t, hours=False)} | {n}\n{x}", top="Call with Acme\n\nTranscript\n\n"),
    "Grain": each(lambda n, t, x: f"{n} ({clock(t, hours=False)})\n{x}"),
    "name, time, words on lines": each(lambda n, t, x: f"{n}\n{clock(t, hours=False)}\n{x}"),
    "Teams page": each(lambda n, t, x: f"{n}\n{t // 60:.0f} minutes {t % 60:.0f} seconds\n{clock(t)}\n{x}", "\n"),
    "time, name, words on lines": each(lambda n, t, x: f"{clock(t)}\n{n}\n{x}"),
    "Meet": _meet,
    "SRT": _srt(lambda who: f"{who}: "),
    "SRT, names in brackets": _srt(lambda who: f"[{who}] "),
    "SRT, bold": _srt(lambda who: f"<b>{who}:</b> {{\\an8}}"),
    "SRT, arrows": _srt(lambda who: f">> {who}: "),
    "SRT, name on its line": _srt(lambda who: f"{who}:\n"),
    "WebVTT voices": _vtt(lambda n, x: f"<v.loud {html.escape(n)}>{html.escape(x)}", settings=" align:start line:0%"),
    "WebVTT colours": _vtt(lambda n, x: f"<c.yellow>{html.escape(n)}:</c> <i>{html.escape(x)}</i>"),
    "Zoom WebVTT": _vtt(lambda n, x: f"{n}: {x}", ids=True),
    "SBV": timed(lambda i, n, a, b, x: f"{clock(a, point='.')},{clock(b, point='.')}\n{n}: {x}\n"),
}
ALL = {**UNTIMED, **TIMED}
