"""Leading questions of the researcher, at once, while the answer can still be rescued."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.domain.live.heard import Heard
from firsthand.domain.live.items import CaptureKind, Item, Tier
from firsthand.domain.planning.linting import Fault, find_faults

BENDING = {
    Fault.LEADING: ("leading", Tier.LIKELY),
    Fault.PRESUPPOSING: ("takes something for granted", Tier.LIKELY),
    Fault.PITCH: ("puts a solution on the table", Tier.POSSIBLE),
}


def find_leading(heard: Heard) -> Iterator[Item]:
    """The researcher's questions that bend the answer, each with the first fault found in it."""
    if not heard.asks:
        return
    for question in heard.questions:
        faults = find_faults(question.text, previous=heard.previous, spoken=True)
        first = next((one for one in faults if one.fault in BENDING), None)
        if first is not None:
            name, tier = BENDING[first.fault]
            place = heard.index, question.begin, question.finish, question.text
            yield Item(CaptureKind.LEADING, *place, f"{name}: “{first.words}”", tier)
