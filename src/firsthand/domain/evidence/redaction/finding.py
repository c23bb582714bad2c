"""Finds personal data in what somebody said: by names in the records and by rules; no model, nothing downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from firsthand.domain.evidence.redaction.contacts import contacts
from firsthand.domain.evidence.redaction.findings import Finding, settled
from firsthand.domain.evidence.redaction.introductions import introduced
from firsthand.domain.evidence.redaction.known_names import Names
from firsthand.domain.evidence.redaction.numbers import numbers
from firsthand.domain.evidence.redaction.places import places
from firsthand.domain.evidence.redaction.words import Said


def find(text: str, *names: Names, before: str = "", regions: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Everything in a text that may be personal data, in order, none overlapping.

    Of several indices of names the first one counts where two know a name. `before` is what was said just before, such
    as a question for a name; `regions` are the two-letter countries whose telephone numbers need no country code.
    """
    said = Said.of(text)
    found = chain(
        *(some.find(said) for some in names),
        introduced(said, before),
        contacts(text),
        numbers(text, before, regions),
        places(text),
    )
    return settled(text, found)
