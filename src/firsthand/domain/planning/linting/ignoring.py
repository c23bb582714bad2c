"""Standing by a finding: the reason is written into the guide, beside the question or at its top."""

from __future__ import annotations

from dataclasses import replace

from firsthand.domain.errors import Invalid
from firsthand.domain.planning.guides import Guide, GuideQuestion, Ignore, Item
from firsthand.domain.planning.linting.reading_aloud import passages
from firsthand.domain.planning.linting.review import KNOWN


def ignoring(guide: Guide, fault: str, reason: str, line: int | None) -> Guide:
    """The guide with this fault ignored: for the question that stands at this line, else for the whole guide.

    Raises Invalid for a fault that is none, or where there is no reason.
    """
    said = " ".join(reason.replace("--", "–").replace("<", " ").replace(">", " ").split())
    if fault not in KNOWN or not said:
        raise Invalid("To stand by a finding, name it and say why. Nothing was saved.", where="reason")
    ignore = Ignore(fault, said)
    asked = next((p.question for p in passages(guide) if p.question and line is not None and line in p.lines), None)
    if asked is None or asked.line is None:
        return replace(guide, ignores=(*_others(guide.ignores, fault), ignore))
    at = asked.line
    sections = tuple(replace(s, items=_in_items(s.items, at, ignore)) for s in guide.sections)
    return replace(guide, preface=_in_items(guide.preface, at, ignore), sections=sections)


def _in_items(items: tuple[Item, ...], at: int, ignore: Ignore) -> tuple[Item, ...]:
    return tuple(_in_question(item, at, ignore) if isinstance(item, GuideQuestion) else item for item in items)


def _in_question(question: GuideQuestion, at: int, ignore: Ignore) -> GuideQuestion:
    probes = tuple(_in_question(probe, at, ignore) for probe in question.probes)
    if question.line != at:
        return replace(question, probes=probes)
    return replace(question, probes=probes, ignores=(*_others(question.ignores, ignore.fault), ignore))


def _others(ignores: tuple[Ignore, ...], fault: str) -> tuple[Ignore, ...]:
    return tuple(ignore for ignore in ignores if ignore.fault != fault)
