"""The one sentence that a person can defend in a roadmap meeting: counts of people, never a percentage under ten."""

from __future__ import annotations

from datetime import date

from firsthand.domain.synthesis.support import Counts, Support

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def claim_sentence(found: Support, described: str = "", since: date | None = None, until: date | None = None) -> str:
    """Who said it of how many, when asked and unasked, who contradicted it and who was never asked.

    `described` is what they did, such as "described finding blockers too late"; without it they "said so". `since` and
    `until` are the first and last day of the sessions.
    """
    people = found.people
    if not people.interviewed:
        return "Nobody was interviewed about this."
    told, how = f"{_who(found)} {described or 'said so'}", _asked_and_unasked(people)
    told = f"{told}: {how}" if how else told
    told = "; ".join(filter(None, (told, _contradicted(people), _never_asked(people))))
    when = period(since, until)
    return f"{told} ({when})." if when else f"{told}."


def unchecked(found: Support) -> str:
    """What a shared claim says of its estimates: "4 of 9 by rule, not yet checked"; "" where all were checked."""
    if not found.estimates:
        return ""
    return f"{found.estimates} of {found.people.interviewed} by rule, not yet checked"


def period(since: date | None, until: date | None) -> str:
    """The months from the first to the last day: "October 2026", "August–October 2026", "November 2025–March 2026"."""
    if since is None or until is None:
        return ""
    first, last = MONTHS[since.month - 1], MONTHS[until.month - 1]
    if since.year != until.year:
        return f"{first} {since.year}–{last} {until.year}"
    return f"{last} {until.year}" if since.month == until.month else f"{first}–{last} {until.year}"


def _who(found: Support) -> str:
    people, companies = found.people, found.companies
    noun = "person" if people.interviewed == 1 else "people"
    who = f"{people.said or 'Nobody'} of {people.interviewed} {noun} interviewed"
    if companies.interviewed < 2:
        return who
    return f"{who} (at {companies.said} of {companies.interviewed} companies)" if people.said else who


def _asked_and_unasked(people: Counts) -> str:
    """How those who said it came to say it; of whom how many by themselves."""
    parts = []
    if people.asked:
        parts.append(f"{people.said_when_asked} of the {people.asked} who {_were(people.asked)} asked")
    if people.said_unasked:
        parts.append(f"{people.said_unasked} without being asked")
    return ", ".join(parts) if people.said else ""


def _contradicted(people: Counts) -> str:
    if not people.contradicted:
        return ""
    mixed = f", {_all_or(people.mixed, people.contradicted)} said both" if people.mixed else ""
    return f"{people.contradicted} contradicted it{mixed}"


def _all_or(some: int, all_of_them: int) -> str:
    """ "who" for one of one, "of whom 2" for some of several."""
    return "who" if some == all_of_them == 1 else f"of whom {some}"


def _never_asked(people: Counts) -> str:
    if not people.never_asked:
        return ""
    if not people.asked:
        return "nobody was asked about it"
    return f"{people.never_asked} {_were(people.never_asked)} never asked"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
