"""A craft report for reading: as text of 80 columns and as plain data for JSON (the page is in craft_page)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.domain.interviews.conversation import Asked
from firsthand.domain.interviews.craft import CraftReport
from firsthand.domain.interviews.craft_measures import Count, Measure, language_name
from firsthand.domain.interviews.first_look import Look, look_first
from firsthand.domain.interviews.moments import Moment, MomentKind
from firsthand.domain.interviews.speakers import RoleGuess
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.formats.timeline_picture import clock

COLUMNS = 80
MATTERS = 0.02  # of all words; who says less changes nothing if guessed wrong
ENOUGH_FOR_PERCENT = 10  # cases; under that a share is shown as "3 of 8"
MOST_TURNS = 12  # turns named in a line; the rest is counted
NOTHING_STANDS_OUT = "Nothing stands out. Start with the three moments below."
MOMENT_TITLES = {
    MomentKind.BEST_PROBE: "Your best probe",
    MomentKind.MISSED_PROBE: "A probe that was missed",
    MomentKind.REWRITE: "One question, asked differently",
}
MOMENT_SAY = {
    MomentKind.BEST_PROBE: "",
    MomentKind.MISSED_PROBE: "To say",
    MomentKind.REWRITE: "Rather",
}

Plain = dict[str, object]


@dataclass(frozen=True, slots=True)
class CraftDocument:
    """Everything that a craft report shows."""

    title: str  # the file's name
    transcript: Transcript  # with the roles that the report rests on
    report: CraftReport
    moments: tuple[Moment, ...]
    guesses: tuple[RoleGuess, ...] = ()  # empty where a person settled the roles

    @property
    def unsure(self) -> tuple[RoleGuess, ...]:
        """The guesses that a person should look at before believing the report."""
        return tuple(g for g in self.guesses if not g.is_sure and g.share >= MATTERS)


def as_data(document: CraftDocument) -> Plain:
    """The report as plain data; the keys are documented in docs/reference/coach.md and stay stable."""
    report = document.report
    return {
        "measures": {m.name: _measure_data(m) for m in report.measures},
        "questions": [_question_data(a) for a in report.questions],
        "things_to_try": [
            {"kind": m.kind.value, "turn": m.turn, "said": m.said, "words": m.words, "why": m.why}
            for m in document.moments
        ],
        "look_first": [{"measure": k.measure, "text": k.sentence, "turns": list(k.turns)} for k in look_first(report)],
        "roles": list(_role_data(document)),
        "left_out": [{"part": part.part, "turns": list(part.turns)} for part in report.left_out],
        "language": report.language,
        "notes": list(report.notes),
    }


def _measure_data(measure: Measure) -> Plain:
    formula = measure.formula
    return {
        "title": formula.title,
        "value": measure.value,
        "unit": formula.unit,
        "n": measure.n,
        "n_of": measure.n_of,
        "missing": measure.missing or None,
        "verdict": measure.verdict.value if measure.verdict else None,
        "goal": formula.goal or None,
        "note": measure.note or None,
        "counts": [{"label": c.label, "value": c.value, "turns": list(c.turns)} for c in measure.counts],
        "turns": list(measure.turns),
        "formula": formula.text,
        "source": formula.source,
    }


def _question_data(asked: Asked) -> Plain:
    faults = list(dict.fromkeys(f.fault.value for f in asked.faults))
    return {"turn": asked.turn, "text": asked.question.text, "type": asked.question.type.value, "faults": faults}


def _role_data(document: CraftDocument) -> Iterator[Plain]:
    guesses = {g.speaker: g for g in document.guesses}
    for speaker, role in roles(document.transcript).items():
        guess = guesses.get(speaker)
        yield {
            "speaker": speaker,
            "role": role.value,
            "guessed": guess is not None,
            "confidence": guess.confidence if guess else None,
            "reasons": list(guess.reasons) if guess else [],
        }


def roles(transcript: Transcript) -> dict[str, Role]:
    """Each speaker's role, in the order of their first turn."""
    found: dict[str, Role] = {}
    for turn in transcript.turns:
        found.setdefault(turn.speaker, turn.role)
    return found


def with_role(transcript: Transcript, role: Role) -> list[str]:
    """The names of the speakers with a role."""
    return [name or "(no name)" for name, its in roles(transcript).items() if its is role]


def as_text(document: CraftDocument) -> str:
    """The report in 80 columns: what to look at first, three moments, then every measure with its formula."""
    return "\n".join(_lines(document)).rstrip() + "\n"


def _lines(document: CraftDocument) -> Iterator[str]:
    yield from _head(document)
    yield from _heading("Look here first")
    yield from _first(look_first(document.report), document.report)
    if document.moments:
        yield from _heading("One thing to try")
        for moment in document.moments:
            yield from _moment(moment)
    yield from _heading("Measures")
    for measure in document.report.measures:
        yield from _measure(measure)
    yield from _foot()


def _head(document: CraftDocument) -> Iterator[str]:
    yield f"Craft report: {document.title}"
    yield _facts(document)
    yield ""
    yield from _role_lines(document)
    for part in document.report.left_out:
        yield from _wrapped(f"Left out as {part.part}: {_span(part.turns)}.")
    for note in document.report.notes:
        yield from _wrapped(note)


def _facts(document: CraftDocument) -> str:
    transcript = document.transcript
    asked = sum(a.question.type.value != "not_a_question" for a in document.report.questions)
    length = f"{clock(transcript.duration)} · " if transcript.duration else ""
    return f"{length}{len(transcript.turns)} turns · {asked} questions · {language_name(document.report.language)}"


def _role_lines(document: CraftDocument) -> Iterator[str]:
    for role in Role:
        names = with_role(document.transcript, role)
        if names:
            yield from _wrapped(f"{role.value.capitalize():<12} {', '.join(names)}", hang=13)
    if not document.guesses:
        return
    if document.unsure or not any(g.role is Role.RESEARCHER for g in document.guesses):
        yield ""
        yield from _wrapped("!! WHO IS WHO IS NOT CERTAIN. The report is only as good as this guess:", indent="")
    else:
        yield from _wrapped("Roles are guessed, not confirmed:")
    for guess in document.guesses:
        sure = f"{guess.confidence:.0%}" if guess.role is not Role.UNKNOWN else "not known"
        yield from _wrapped(
            f"  {guess.speaker or '(no name)'}: {guess.role.value}, {sure}; {'; '.join(guess.reasons)}", hang=4
        )
    if any(guess.speaker for guess in document.guesses):
        yield from _wrapped("Settle it with --researcher NAME.")
    else:
        yield from _wrapped("Export the transcript with its speakers' names, or add them, and try again.")


def _first(looks: tuple[Look, ...], report: CraftReport) -> Iterator[str]:
    if not looks:
        yield from _wrapped(
            NOTHING_STANDS_OUT if report.questions else "Nothing could be judged; the reasons stand above and below.",
            "  ",
        )
    for look in looks:
        yield from _wrapped(f"{report[look.measure].formula.title}. {look.sentence}", "  ")
        yield from _wrapped(_turns(look.turns), "  ")
        yield ""


def _moment(moment: Moment) -> Iterator[str]:
    yield f"  {MOMENT_TITLES[moment.kind]} (turn {moment.turn})"
    yield from _wrapped(f"“{shortened(moment.said)}”", "    ")
    if MOMENT_SAY[moment.kind]:
        yield from _wrapped(f"{MOMENT_SAY[moment.kind]}: {moment.words}", "    ", hang=4)
    yield from _wrapped(moment.why, "    ")
    yield ""


def _measure(measure: Measure) -> Iterator[str]:
    yield _dotted(measure.formula.title, worth(measure))
    if measure.missing:
        yield from _wrapped(measure.missing, "    ")
    else:
        yield from _wrapped(basis(measure), "    ")
        yield from _wrapped(counts_line(measure.counts), "    ")
        yield from _wrapped(_turns(measure.turns), "    ")
    yield from _wrapped(f"= {measure.formula.text}", "    ", hang=2)
    yield ""


def _foot() -> Iterator[str]:
    yield from _wrapped(
        "Turns are counted from 0, as in the file. There is no overall score. Compare with your own earlier "
        "interviews only; sources of the "
        "formulas and how well the rules agree with people: docs/method/craft.md."
    )


def worth(measure: Measure) -> str:
    """The value with its unit, for people: "70 %", "1.2 s", "8"; "3 of 8" under ten cases; "–" where there is none."""
    value, unit = measure.value, measure.formula.unit
    if value is None:
        return "–"
    if unit == "share":
        return f"{value * measure.n:.0f} of {measure.n}" if _is_few(measure) else f"{value:.0%}".replace("%", " %")
    shown = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")
    return f"{shown} s" if unit == "seconds" else f"{shown} {unit}" if unit in ("per 100 words", "words") else shown


def basis(measure: Measure) -> str:
    """How many it rests on, the verdict and the note: "of 27 answers; within the goal"."""
    is_share = measure.formula.unit == "share"
    rests = measure.n_of if _is_few(measure) else f"{'of' if is_share else 'from'} {measure.n:,} {measure.n_of}"
    goal = f"{measure.verdict.value} ({measure.formula.goal})" if measure.verdict else ""
    return "; ".join(part for part in (rests, measure.note, goal) if part)


def _is_few(measure: Measure) -> bool:
    """Whether a share rests on so few that a percentage would promise too much."""
    return measure.formula.unit == "share" and measure.n < ENOUGH_FOR_PERCENT


def counts_line(counts: Sequence[Count]) -> str:
    """The breakdown in one line: "open 23 · closed 8"; shares as percentages."""
    return " · ".join(f"{c.label} {_count(c.value)}" for c in counts)


def _count(value: float) -> str:
    if 0 < value < 1:
        return f"{value:.0%}".replace("%", " %")
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def shortened(text: str, most: int = 320) -> str:
    """The text, cut at a space with an ellipsis where it is long."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def _turns(turns: Sequence[int]) -> str:
    if not turns:
        return ""
    rest = f" and {len(turns) - MOST_TURNS} more" if len(turns) > MOST_TURNS else ""
    return f"turn{'s' if len(turns) > 1 else ''} {', '.join(map(str, turns[:MOST_TURNS]))}{rest}"


def _span(turns: Sequence[int]) -> str:
    return f"turn {turns[0]}" if len(turns) == 1 else f"turns {turns[0]} to {turns[-1]}"


def _heading(words: str) -> Iterator[str]:
    yield ""
    yield words
    yield "─" * len(words)


def _dotted(title: str, value: str) -> str:
    return f"  {title} {'·' * max(COLUMNS - 22 - len(title) - len(value), 3)} {value}"


def _wrapped(text: str, indent: str = "", hang: int = 0) -> Iterator[str]:
    yield from textwrap.wrap(
        text, COLUMNS, initial_indent=indent, subsequent_indent=indent + " " * hang, break_long_words=False
    )
