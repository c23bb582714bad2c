"""The talk timeline: who spoke when, a line per speaker, with questions and quotes marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from firsthand.formats.pictures import WIDE, Picture, colour, frame, safe

LANE = 38  # height of a speaker's line
MOST_LANES = 8  # further speakers share one line
BLUR = 0.6  # pixels; a stretch nearer than this to the last of its line is drawn as one with it
GOOD_STARTS = 0.95  # share of turns that need a start for a picture by time
COLOUR = {Role.RESEARCHER: "researcher", Role.PARTICIPANT: "participant", Role.OTHER: "other", Role.UNKNOWN: "other"}


@dataclass(frozen=True, slots=True)
class _Stretch:
    turn: Turn
    begin: float
    finish: float


def talk_timeline(
    transcript: Transcript,
    *,
    questions: Collection[int] = (),
    quotes: Collection[int] = (),
    left_out: Collection[int] = (),
    key: str = "talk",
    width: int = WIDE,
    links: bool = False,
) -> Picture:
    """Who spoke when: by time where nearly all turns have one, else turn after turn, as long as their words.

    `questions`, `quotes` and `left_out` are indices of turns; with `links` every stretch leads to its turn's anchor.
    """
    by_time = _has_starts(transcript.turns)
    stretches = _by_time(transcript.turns) if by_time else _by_words(transcript.turns)
    total = max((s.finish for s in stretches), default=0.0) or 1.0
    lanes = _lanes(transcript)
    scale = (width - 2) / total
    body = "".join(_lane(name, place, stretches, lanes, scale, links) for name, place in _names(lanes))
    bottom = 18 + LANE * len(set(lanes.values()))
    marks = _marks(stretches, questions, scale, bottom, "?", "question", "researcher") + _marks(
        stretches, quotes, scale, bottom + 12, "“", "quote", "mark"
    )
    rows = 12 * (bool(questions) + bool(quotes))
    ends = _axis(total, by_time, width, bottom + rows)
    shade = _shade(stretches, frozenset(left_out), scale, bottom)
    title = "Who spoke when" if by_time else "Who spoke when, by words, as the file has no times"
    shares = _shares(stretches)
    described = "; ".join(f"{name or 'no name'}: {share:.0%} of the talk" for name, share in shares)
    svg = frame(shade + body + marks + ends, title, described, key, width, bottom + rows + 22)
    return Picture(
        svg,
        title,
        described,
        ("Speaker", "Share of the talk"),
        tuple((n or "(no name)", f"{s:.0%}") for n, s in shares),
    )


def _has_starts(turns: Sequence[Turn]) -> bool:
    timed = sum(t.start is not None for t in turns)
    return bool(turns) and timed >= GOOD_STARTS * len(turns) and len({t.start for t in turns}) > 1


def _by_time(turns: Sequence[Turn]) -> list[_Stretch]:
    """Start to end; where a turn has no end, to the start of the next; where no start, nothing."""
    starts = [t for t in turns if t.start is not None]
    origin = min((t.start for t in starts if t.start is not None), default=0.0)
    found = []
    for turn, after in zip(starts, (*starts[1:], None), strict=True):
        begin = (turn.start or 0.0) - origin
        following = after.start - origin if after and after.start is not None else begin + len(turn.text) / 15
        finish = turn.end - origin if turn.end is not None else max(following, begin)
        found.append(_Stretch(turn, begin, max(finish, begin)))
    return found


def _by_words(turns: Sequence[Turn]) -> list[_Stretch]:
    found, place = [], 0.0
    for turn in turns:
        length = max(len(turn.text.split()), 1)
        found.append(_Stretch(turn, place, place + length))
        place += length
    return found


def _lanes(transcript: Transcript) -> dict[str, int]:
    """The line of each speaker: researchers first, then by first word; those beyond the eighth share the last."""
    roles = {t.speaker: t.role for t in transcript.turns}
    order = sorted(roles, key=lambda name: list(Role).index(roles[name]))
    return {name: min(place, MOST_LANES - 1) for place, name in enumerate(order)}


def _names(lanes: dict[str, int]) -> Iterable[tuple[str, int]]:
    for place in sorted(set(lanes.values())):
        names = [name or "(no name)" for name, lane in lanes.items() if lane == place]
        yield (names[0] if len(names) == 1 else f"{len(names)} others"), place


def _lane(name: str, place: int, stretches: list[_Stretch], lanes: dict[str, int], scale: float, links: bool) -> str:
    y = 4 + place * LANE
    own = [s for s in stretches if lanes[s.turn.speaker] == place]
    label = f'<text x="0" y="{y + 10}" font-size="11.5" fill="{colour("soft")}">{safe(name[:40])}</text>'
    base = f'<rect x="0" y="{y + 23}" width="100%" height="1" fill="{colour("line")}"/>'
    return label + base + "".join(_box(group, y + 15, scale, links) for group in _merged(own, scale))


def _merged(own: list[_Stretch], scale: float) -> Iterable[list[_Stretch]]:
    """Stretches that would touch on the screen, together: a ten-hour talk stays a small picture."""
    group: list[_Stretch] = []
    for stretch in own:
        if group and (stretch.begin - group[-1].finish) * scale > BLUR:
            yield group
            group = []
        group.append(stretch)
    if group:
        yield group


def _box(group: list[_Stretch], y: int, scale: float, links: bool) -> str:
    first, x = group[0], group[0].begin * scale
    length = max((group[-1].finish - group[0].begin) * scale - 0.4, 0.8)
    rect = (
        f'<rect x="{x:.1f}" y="{y}" width="{length:.1f}" height="16" rx="1.5" fill="{colour(COLOUR[first.turn.role])}">'
        f"<title>{safe(first.turn.text[:80])}</title></rect>"
    )
    return f'<a href="#{first.turn.anchor}">{rect}</a>' if links else rect


def _marks(
    stretches: list[_Stretch], turns: Collection[int], scale: float, y: float, sign: str, word: str, fill: str
) -> str:
    wanted, last, drawn = frozenset(turns), -9.0, []
    for stretch in stretches:
        x = stretch.begin * scale
        if stretch.turn.index in wanted and x - last >= 4:
            drawn.append(
                f'<circle cx="{x + 2:.1f}" cy="{y + 4:.1f}" r="2.2" fill="{colour(fill)}"><title>{word}: '
                f"{safe(stretch.turn.text[:80])}</title></circle>"
            )
            last = x
    return "".join(drawn)


def _shade(stretches: list[_Stretch], left_out: frozenset[int], scale: float, height: float) -> str:
    """A pale ground behind the turns that the measures leave out."""
    drawn = []
    for stretch in stretches:
        if stretch.turn.index in left_out:
            x, length = stretch.begin * scale, (stretch.finish - stretch.begin) * scale
            drawn.append(
                f'<rect x="{x:.1f}" y="0" width="{length + 0.3:.1f}" height="{height}" fill="{colour("line")}'
                '" fill-opacity="0.45"/>'
            )
    return "".join(drawn)


def _axis(total: float, by_time: bool, width: int, y: float) -> str:
    ends = ("0:00", clock(total)) if by_time else ("first word", f"{total:,.0f} words")
    style = f'font-size="11.5" fill="{colour("soft")}"'
    return (
        f'<text x="0" y="{y + 14:.0f}" {style}>{ends[0]}</text><text x="{width}" y="{y + 14:.0f}'
        f'" text-anchor="end" {style}>{ends[1]}</text>'
    )


def clock(seconds: float) -> str:
    """A time as people write it: "4:05", "1:02:03"."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def _shares(stretches: list[_Stretch]) -> list[tuple[str, float]]:
    sums: dict[str, float] = {}
    for s in stretches:
        sums[s.turn.speaker] = sums.get(s.turn.speaker, 0.0) + s.finish - s.begin
    total = sum(sums.values()) or 1.0
    return sorted(((name, value / total) for name, value in sums.items()), key=lambda x: -x[1])
