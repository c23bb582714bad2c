"""The interview record: one Markdown page in the order of the customer-interview template, with blanks to fill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordedPerson:
    """One participant as the record introduces them; "" where something is not known."""

    name: str
    title: str = ""
    company: str = ""
    customer_since: str = ""
    usage: str = ""


@dataclass(frozen=True, slots=True)
class RecordedQuote:
    """One checked quote with what must be said beside it."""

    text: str
    speaker: str
    moment: str = ""  # "12:40", or "turn 31" where the file has no times
    remarks: tuple[str, ...] = ()  # "lightly cleaned", "answers a leading question"
    whole_sentence: str = ""  # where the quote is cropped


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """What is known of a session; empty tuples and "" become blanks to fill in."""

    title: str
    interview_date: str
    facilitator: str = ""
    attendees: tuple[str, ...] = ()
    duration: str = ""
    study: str = ""
    research_question: str = ""
    people: tuple[RecordedPerson, ...] = ()
    goals: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()  # of the guide
    quotes: tuple[RecordedQuote, ...] = ()
    source: str = ""  # the transcript's file and hash


def write_record(sheet: SessionSheet) -> str:
    """The record as Markdown; what people wrote is escaped so that it can't become a heading or a link."""
    blocks = [
        f"# {plain(sheet.title)}",
        *_section("Meeting details", _details(sheet)),
        *_section("Who we talked to", _people(sheet.people)),
        *_section("Goals", _list(sheet.goals)),
        *_section("Questions", _list(sheet.questions)),
        *_section("Key quotes", _quotes(sheet.quotes)),
        *_section("Observations", ("*What they said, did or showed. No interpretation yet.*", "-")),
        *_section("Opportunities", ("*What it might mean: needs and pains, not solutions.*", "-")),
        *_section("Action items", ("| Owner | Action | Due | Status |\n|---|---|---|---|\n| | | | |",)),
        *_section("Follow-up", (_FOLLOW_UP,)),
    ]
    if sheet.source:
        blocks.append(f"---\n\n{plain(sheet.source)}")
    return "\n\n".join(blocks) + "\n"


_FOLLOW_UP = "\n".join(
    (
        "- [ ] Thank-you note (within 24 hours)",
        "- [ ] Transcript and notes in the repository (within 24 hours)",
        "- [ ] Debrief with the team (within 48 hours)",
    )
)
_MARKED = str.maketrans({character: "\\" + character for character in "\\`*_{}[]<>#|!~"})


def plain(text: str) -> str:
    """Text as one line of Markdown that says exactly that text."""
    line = " ".join(text.split()).translate(_MARKED)
    head = line.split(" ", 1)[0]
    if head in ("-", "+", "=") or (set(head) <= {"-"} and head) or (head.rstrip(".)").isdigit() and head[-1] in ".)"):
        return head[:-1] + "\\" + head[-1] + line[len(head) :]
    return line


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"## {title}"
    yield from lines


def _details(sheet: SessionSheet) -> tuple[str, ...]:
    known = (
        ("Date", sheet.interview_date),
        ("Facilitator", sheet.facilitator),
        ("Attendees", ", ".join(sheet.attendees)),
        ("Duration", sheet.duration),
        ("Study", sheet.study),
        ("Research question", sheet.research_question),
    )
    return ("\n".join(_fact(name, value) for name, value in known),)


def _people(people: Sequence[RecordedPerson]) -> tuple[str, ...]:
    return tuple(_person(person) for person in people or (RecordedPerson(""),))


def _person(person: RecordedPerson) -> str:
    known = (
        ("Name", person.name),
        ("Title", person.title),
        ("Company", person.company),
        ("Customer since", person.customer_since),
        ("How they use the product", person.usage),
    )
    return "\n".join(_fact(name, value) for name, value in known)


def _fact(name: str, value: str) -> str:
    return f"- **{name}:** {plain(value)}".rstrip()


def _list(items: Sequence[str]) -> tuple[str, ...]:
    return ("\n".join(f"- {plain(item)}" for item in items) or "-",)


def _quotes(quotes: Sequence[RecordedQuote]) -> tuple[str, ...]:
    return tuple(_quote(quote) for quote in quotes) or ("-",)


def _quote(quote: RecordedQuote) -> str:
    lines = [f"> “{plain(quote.text)}”"]
    if quote.whole_sentence:
        lines += [">", f"> In full: “{plain(quote.whole_sentence)}”"]
    place = ", ".join(part for part in (plain(quote.speaker), quote.moment, *map(plain, quote.remarks)) if part)
    return "\n".join([*lines, ">", f"> — {place}"])
