"""What people outside are told of a claim: how it was found out, how far it goes, what changed since it was shown.

Method and limits are drafted from facts; a member edits the draft, and code never adds what nobody recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from firsthand.domain.synthesis.claim_sentences import period
from firsthand.domain.synthesis.support import COUNTED, Counts

WORDS: Mapping[str, str] = {
    "interviewed": "interviewed",
    "asked": "asked",
    "answered": "answered",
    "said": "said it",
    "said_when_asked": "said it when asked",
    "unprompted": "unprompted",
    "contradicted": "contradicted it",
    "mixed": "said both",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on record about the conversations behind one or more claims."""

    people: int
    companies: int
    sessions: int
    since: date | None
    until: date | None
    studies: tuple[str, ...] = ()  # titles
    guides: tuple[str, ...] = ()  # titles
    invited: int = 0  # people who came by an invitation that was sent from here
    estimates: int = 0  # people whose asked or answered nobody checked, for one claim at least
    is_checked_in_part: bool = False  # somebody checked it for one claim at least
    inside_only: int = 0  # pieces of evidence that may not leave
    noted: int = 0  # words noted without a transcript
    caveats: int = 0  # quotes that answer a leading, hypothetical or pitching question
    never_asked: int = 0  # people whom no claim's question was put to


def method(facts: Facts) -> str:
    """How it was found out, as a draft for a member to edit."""
    return "\n\n".join(filter(None, (_conversations(facts), _questions(facts), _found(facts), _recruited(facts))))


def limits(facts: Facts) -> str:
    """How far it goes, as a draft for a member to edit."""
    return "\n".join(f"- {line}" for line in _limits(facts))


def changes(kept: Mapping[str, int], now: Counts) -> tuple[str, ...]:
    """The counts of people that differ from those kept, in words: "said it: 5, was 4"."""
    pairs = ((WORDS[name], int(getattr(now, name)), kept.get(name)) for name in COUNTED)
    return tuple(f"{word}: {count}, was {before}" for word, count, before in pairs if before not in (None, count))


def _conversations(facts: Facts) -> str:
    people, sessions = _of(facts.people, "person", "people"), _of(facts.sessions, "conversation", "conversations")
    at = f" at {_of(facts.companies, 'company', 'companies')}" if facts.companies else ""
    when = period(facts.since, facts.until)
    studies = _listed(facts.studies)
    where = f", in the {'study' if len(facts.studies) == 1 else 'studies'} {studies}" if studies else ""
    return f"We spoke with {people}{at} in {sessions}{f' ({when})' if when else ''}{where}."


def _questions(facts: Facts) -> str:
    guides = _listed(facts.guides)
    return f"The questions followed the guide{'s' if len(facts.guides) > 1 else ''} {guides}." if guides else ""


def _found(facts: Facts) -> str:
    checked = facts.people - facts.estimates
    by_rule = "Whether a question was put and answered was found in the transcripts by rule"
    if not facts.estimates:
        looked = f"{by_rule} and checked by a member of the team for everybody."
    elif checked > 0:
        looked = f"{by_rule}; a member of the team checked it for {checked} of {facts.people}."
    elif facts.is_checked_in_part:
        looked = f"{by_rule}; a member of the team checked it for some of the claims."
    else:
        looked = f"{by_rule}; nobody has checked it yet."
    return f"Every quote was found in its transcript by code, word for word. {looked}"


def _recruited(facts: Facts) -> str:
    if facts.invited >= facts.people:
        return "Everybody was invited by us personally."
    if facts.invited:
        who = f"{facts.invited} of the {facts.people} were invited by us personally"
        return f"{who}; how the others came is not on record."
    return ""


def _limits(facts: Facts) -> Iterator[str]:
    who = "The person was" if facts.people == 1 else f"The {facts.people} people were"
    yield f"{who} chosen, not drawn at random: the counts say who of them said it, not how common it is."
    if facts.never_asked:
        yield f"{facts.never_asked} of {facts.people} were never asked; nobody knows what they would have said."
    if facts.caveats:
        yield f"{_of(facts.caveats, 'quote answers', 'quotes answer')} a leading or hypothetical question."
    if facts.noted:
        yield f"{_of(facts.noted, 'piece', 'pieces')} of evidence rest on words noted without a transcript."
    if facts.inside_only:
        hidden = _of(facts.inside_only, "quote counts", "quotes count")
        yield f"{hidden} and can't be shown: the person agreed to be quoted inside only."


def _of(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _listed(names: tuple[str, ...]) -> str:
    quoted = [f"“{name}”" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
