"""A guide that is being typed, looked through: the answer that the editor paints from."""

from __future__ import annotations

from django.template.loader import render_to_string

from firsthand.domain.planning.linting.review import GuideFinding
from firsthand.formats.guide_form import Form, as_form
from firsthand.services.guides import ReadGuide, read_text
from firsthand.web.guide_findings import WHOLE, Spot, label, spots, with_words
from firsthand.web.guide_times import strip

MOST_FORM = 400  # questions, notes and paragraphs that the form shows; beyond, the text is the better view
MOST_FINDINGS = 300


def checked(text: str, *, is_form: bool) -> Form:
    """The text with its form, findings and minutes, as JSON.

    Offsets count UTF-16 units, as browsers do: in the words of the item for a form, else in the text.
    """
    read = read_text(text)
    items = [item.text for item in with_words(read.guide)]
    return {
        "text": text,
        "form": as_form(read.guide) if len(items) <= MOST_FORM else None,
        "items": len(items),
        "count": len(read.findings),
        "core": len(read.guide.core_questions),
        "findings": _findings(read, text, items, is_form=is_form),
        "budget": render_to_string("guides/budget.html", {"strip": strip(read.budget)}),
    }


def _findings(read: ReadGuide, text: str, items: list[str], *, is_form: bool) -> list[Form]:
    where, begins = spots(read.guide), _line_begins(text)
    found: list[Form] = []
    for finding in read.findings[:MOST_FINDINGS]:
        spot = where.get(finding.line or 0, WHOLE)
        if is_form:
            inside, begin = (items[spot.number], 0) if spot.kind == "item" else ("", 0)
        else:
            inside, begin = text, begins[finding.line - 1] if finding.line else 0
        found.append(_finding(finding, spot, inside, begin))
    return found


def _finding(finding: GuideFinding, spot: Spot, inside: str, begin: int) -> Form:
    is_of_words = finding.begin is not None
    return {
        "kind": spot.kind,
        "number": spot.number,
        "line": finding.line,
        "fault": finding.fault,
        "label": label(finding.fault),
        "words": finding.words,
        "reason": finding.reason,
        "rewrite": finding.rewrite,
        "at": _place(inside, finding.words, begin) if is_of_words else None,
        "sentence": _place(inside, finding.question, begin) if is_of_words else None,
    }


def _place(inside: str, words: str, begin: int) -> list[int] | None:
    """Where the words stand, or None where the guide writes them otherwise than they are said (marks, slots)."""
    at = inside.find(words, begin) if words else -1
    if at < 0:
        return None
    first = _units(inside[:at])
    return [first, first + _units(words)]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _line_begins(text: str) -> list[int]:
    begins = [0]
    for line in text.split("\n"):
        begins.append(begins[-1] + len(line) + 1)
    return begins
