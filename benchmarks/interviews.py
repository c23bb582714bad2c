"""Made-up interviews and guides of any length: our own sentences with their places filled differently each time."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

RESEARCHER, PARTICIPANT = "Ines Caldeira", "Tomas Brandt"
WORDS_AN_HOUR = 9_000
SECONDS_A_WORD = 3_600 / WORDS_AN_HOUR
WORDS_A_CUE = 12
QUESTIONS = (
    "Walk me through the last time you had to {task}.",
    "What happened on {day} after you told {person}?",
    "Who else was there when {thing} went wrong?",
    "How did you find out that {thing} was {state}?",
    "You said {person} was {feeling}. What did they do next?",
    "Before {thing}, how did you {task}?",
    "Do you think {thing} would help you to {task}?",
    "Wouldn't it be easier if {thing} just did that for you?",
    "How long did it take, and what did it cost you?",
    "Is it {person} or you who decides to {task}?",
    "Tell me more about {thing}.",
    "And then?",
    "So {thing} was {state} and nobody knew.",
    "What would you have done if {person} had been away?",
)
BACK_CHANNELS = ("Mm-hmm.", "Right.", "I see.", "Okay.")
ANSWERS = (
    "It was on {day}, around {hour}, and {thing} was {state} again.",
    "I called {person} twice, but they did not pick up until {hour}.",
    "I don't think {person} ever saw it.",
    "In the end I had to {task} by hand, which took me {minutes} minutes.",
    "Um, we paid {sum} for that, and I would not do it again.",
    "If {thing} had been ready I would have gone home, but it wasn't.",
    "People say {thing} is fine, and maybe it is, but not on a {day}.",
    "My colleague wrote it on a note and stuck it on the door.",
    "I was {feeling}, to be honest, because {person} had promised it for {day}.",
    "We tried a spreadsheet for {minutes} days and then nobody kept it up.",
    "What I do now is, I, I look at {thing} first thing in the morning and then I {task}.",
    "There were {minutes} of them in the queue and only two of us.",
    "Sometimes I check the numbers against the paper list, usually I just trust them.",
    "The week before that, {person} lost the only copy, so we started again from the e-mails.",
    "Honestly, the worst part is not the time, it is explaining it to {person}.",
    "I know it sounds odd, but {thing} has never told me the truth about {day}.",
    "We used to {task} together, and it was slower, but somebody always noticed.",
    "It costs about {sum} a month, I think, although I never saw the bill.",
    "No.",
    "Yes, twice.",
)
PLACES = {
    "task": "reorder the spare parts|close the month|hand over a shift|book the van|print the labels|chase a payment|"
    "move an appointment|answer the complaints|count the stock|find the signed form",
    "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday",
    "person": "the warehouse|my manager|the front desk|our supplier|Ruth from accounts|the new driver|the night shift",
    "thing": "the stock list|the rota|that shared inbox|the booking page|the scanner|the weekly report|the price table|"
    "the return form",
    "state": "out of date|empty|half filled in|locked|twice as long as it should be|gone",
    "feeling": "annoyed|relieved|worried|a bit embarrassed|surprised|tired",
    "hour": "seven|half past eight|noon|a quarter to four|closing time",
    "minutes": "ten|fifteen|forty|ninety|three|eleven",
    "sum": "12.50|80 euros|about two hundred|1,400|nothing at all",
}
CHOICES = {name: words.split("|") for name, words in PLACES.items()}


def interview(*, hours: float = 0, turns: int = 0, seed: int = 1) -> bytes:
    """A WebVTT file with voice tags: so many hours of talk, or so many turns, the two speakers by turns."""
    dice = random.Random(seed)
    blocks, words = ["WEBVTT"], 0
    for number, (speaker, text) in enumerate(_said(dice)):
        if (turns and number >= turns) or (hours and words >= hours * WORDS_AN_HOUR):
            break
        said = text.split()
        for first in range(0, len(said), WORDS_A_CUE):
            part = said[first : first + WORDS_A_CUE]
            times = f"{_stamp(words)} --> {_stamp(words + len(part) - 0.5)}"
            blocks.append(f"{times}\n<v {speaker}>{' '.join(part)}</v>")
            words += len(part)
    return "\n\n".join(blocks).encode()


def guide(questions: int, seed: int = 1) -> str:
    """A guide in Markdown with so many questions, a probe under every second one."""
    dice = random.Random(seed)
    asked = [template for template in QUESTIONS if template.endswith("?")]
    lines = ["# Parts and people", "", "## Opening (5 min)", "", "Say who you are and that nothing can be wrong.", ""]
    for number in range(questions):
        if number % 10 == 0:
            lines += ["", f"## Topic {number // 10 + 1} (10 min)", ""]
        lines.append(f"{number + 1}. {_filled(dice, dice.choice(asked))}")
        if number % 2:
            lines.append(f"   - {_filled(dice, dice.choice(asked))}")
    return "\n".join([*lines, "", "## Close (5 min)", "", "Thank them and ask whom else to talk to.", ""])


def _said(dice: random.Random) -> Iterator[tuple[str, str]]:
    while True:
        yield RESEARCHER, _filled(dice, dice.choice(QUESTIONS if dice.random() < 0.7 else BACK_CHANNELS))
        yield PARTICIPANT, " ".join(_filled(dice, dice.choice(ANSWERS)) for _ in range(dice.choice((1, 1, 2, 2, 3, 5))))


def _filled(dice: random.Random, template: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda place: dice.choice(CHOICES[place[1]]), template)


def _stamp(words: float) -> str:
    milliseconds = round(words * SECONDS_A_WORD * 1_000)
    seconds, rest = divmod(milliseconds, 1_000)
    return f"{seconds // 3_600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
