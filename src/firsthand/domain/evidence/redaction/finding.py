"""Finds personal data in what somebody said: by names in the records and by rules; no model, nothing downloaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from firsthand.domain.evidence.redaction.contacts import contacts
from firsthand.domain.evidence.redaction.findings import Finding, Sureness, settled
from firsthand.domain.evidence.redaction.introductions import introduced
from firsthand.domain.evidence.redaction.kinds import Personal, placeholders
from firsthand.domain.evidence.redaction.known_names import Known, Names
from firsthand.domain.evidence.redaction.numbers import numbers
from firsthand.domain.evidence.redaction.places import places
from firsthand.domain.evidence.redaction.words import Said

MENTIONED = "somebody named elsewhere in this conversation"


def find(
    text: str, *names: Names, heard: Names | None = None, before: str = "", regions: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Everything in a text that may be personal data, in order, none overlapping.

    Of several indices of names the first one counts where two know a name; `heard` are names mentioned elsewhere in the
    conversation, which count last. `before` is what was said just before, such as a question for a name; `regions` are
    the two-letter countries whose telephone numbers need no country code.
    """
    said = Said.of(text)
    found = chain(
        *(some.find(said) for some in names),
        introduced(said, before),
        contacts(text),
        numbers(text, before, regions),
        places(text),
        heard.find(said) if heard else (),
    )
    covered = list(placeholders(text))
    return settled(text, (one for one in found if not any(one.overlaps(p.begin, p.finish) for p in covered)))


def find_all(texts: Sequence[str], *names: Names, regions: Sequence[str] = ()) -> list[tuple[Finding, ...]]:
    """What is found in each turn of one conversation; a name that was introduced in one is known in all others."""
    first = [find(text, *names, before=before, regions=regions) for before, text in pairwise(("", *texts))]
    heard = mentioned(one for findings in first for one in findings)
    if not heard:
        return first
    index = Names.of(Known(name, Personal.PERSON, MENTIONED, is_heard=True) for name in heard)
    pairs = pairwise(("", *texts))
    return [find(text, *names, heard=index, before=before, regions=regions) for before, text in pairs]


def mentioned(found: Iterable[Finding]) -> tuple[str, ...]:
    """The names of people whom the records don't know, where a rule is fairly sure of them."""
    people = (one for one in found if one.kind is Personal.PERSON and not one.subject)
    sure = (one.text for one in people if one.sureness is not Sureness.POSSIBLE)
    return tuple(dict.fromkeys(name for name in sure if len(name) > 2))
