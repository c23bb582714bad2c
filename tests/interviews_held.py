"""Small conversations of our own for the tests of the craft measures."""

from __future__ import annotations

from firsthand.domain.interviews.transcripts import Role, Timing, Transcript, Turn, Word

ROLES = {"Mira": Role.RESEARCHER, "Jonas": Role.PARTICIPANT, "Pia": Role.PARTICIPANT, "Olu": Role.OTHER}


def talk(text: str, roles: dict[str, Role] | None = None) -> Transcript:
    """A transcript from "Name: words" lines; Mira asks, Jonas and Pia answer, Olu is a colleague."""
    known = ROLES if roles is None else roles
    lines = [line.strip().split(": ", 1) for line in text.strip().splitlines() if line.strip()]
    return Transcript(
        tuple(Turn(i, name, words, role=known.get(name, Role.UNKNOWN)) for i, (name, words) in enumerate(lines))
    )


def timed(*rows: tuple[str, float, float, str], words: bool = False) -> Transcript:
    """A transcript from (name, start, end, words) with cue times, or with word times spread evenly."""
    timing = Timing.WORD if words else Timing.CUE
    return Transcript(
        tuple(
            Turn(i, name, text, start, end, timing, ROLES[name], _words(text, start, end) if words else ())
            for i, (name, start, end, text) in enumerate(rows)
        )
    )


def _words(text: str, start: float, end: float) -> tuple[Word, ...]:
    found, place = [], 0
    parts = text.split(" ")
    step = (end - start) / len(parts)
    for i, part in enumerate(parts):
        found.append(Word(place, place + len(part), start + i * step, start + (i + 1) * step))
        place += len(part) + 1
    return tuple(found)


INTERVIEW = """
Mira: Thank you for joining. Is it okay if I record this? Everything stays confidential.
Jonas: Yes, that is fine.
Mira: Great. Let's start. Can you tell me about the last time you closed the books for a month?
Jonas: Sure. In March we had a nightmare. The bank file was late, so I called the bank, they said nothing, and we waited two days. Then I typed the lines by hand and my colleague checked them.
Mira: You typed the lines by hand. How did that go?
Jonas: Badly. I made three mistakes and we found them only after the auditor asked. I was really embarrassed. My boss said nothing on that day, but on Monday he called the whole team together and we talked for two hours about what went wrong and who had known.
Mira: What did you try after that?
Jonas: We built a small sheet that compares totals, and I always check it before I send anything.
Mira: Okay. Would you use a tool that imports the bank file for you?
Jonas: Probably, yes.
Mira: We are building exactly that. You should try it next week. Isn't the sheet hard to keep up?
Jonas: A bit.
Mira: What other reports do you prepare?
Jonas: Mostly the budget. I think budgets are usually a waste of time in small companies, and people should plan less.
Mira: That was my last question. Thank you so much for your time.
Jonas: Thanks, bye.
"""  # noqa: E501
