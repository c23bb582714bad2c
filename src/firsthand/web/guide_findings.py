"""What the linter finds in a guide, put where it is read: beside its question, its section, or the whole guide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from firsthand.domain.planning.guides import Guide, GuideQuestion, Item
from firsthand.domain.planning.linting.review import GuideFinding
from firsthand.web.reader import fault_label


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding of the linter."""

    label: str
    words: str
    reason: str
    rewrite: str


class Spot(NamedTuple):
    """Where a finding belongs: kind "item" (counted over everything with words), "section" or "" for the guide."""

    kind: str = ""
    number: int = 0


WHOLE = Spot()


def with_words(guide: Guide) -> Iterator[Item]:
    """Every question, probe, note and paragraph of the guide in reading order."""
    for item in (*guide.preface, *(item for section in guide.sections for item in section.items)):
        if isinstance(item, GuideQuestion):
            yield from item.walk()
        else:
            yield item


def spots(guide: Guide) -> dict[int, Spot]:
    """The spot of each line of the file that somebody wrote words in."""
    found = {s.line: Spot("section", at) for at, s in enumerate(guide.sections) if s.line is not None}
    for at, item in enumerate(with_words(guide)):
        if item.line is not None:
            lines = range(item.line, item.line + item.text.count("\n") + 1)
            found |= dict.fromkeys(lines, Spot("item", at))
    return found


def by_spot(guide: Guide, findings: tuple[GuideFinding, ...]) -> dict[Spot, list[FindingView]]:
    """The findings for a page, by their spots."""
    where = spots(guide)
    placed: defaultdict[Spot, list[FindingView]] = defaultdict(list)
    for finding in findings:
        placed[where.get(finding.line or 0, WHOLE)].append(view(finding))
    return placed


def view(finding: GuideFinding) -> FindingView:
    """A finding in the page's words."""
    return FindingView(label(finding.fault), finding.words, finding.reason, finding.rewrite)


def label(fault: str) -> str:
    """A fault as a word, of a question or of a guide."""
    return {
        "core_count": _("number of core questions"),
        "over_time": _("over time"),
        "no_opening": _("no opening"),
        "no_closing": _("no close"),
        "no_past_event": _("no story asked for"),
        "no_organisation_context": _("organisation not asked about"),
        "checking_without_how": _("checking without how"),
        "order": _("order"),
        "ignore_without_reason": _("ignored without a reason"),
        "unknown_ignore": _("ignores what is no fault"),
    }.get(fault) or fault_label(fault).replace("_", " ")
