"""Changing one thing in a guide and keeping everything else: what a form's buttons and fields do.

A place says where something stands: the section (PREFACE for what stands before the first), the item in it, and the
probes that lead further down. All indexes are 0-based. Every function gives a new guide, or refuses with NotFound where
somebody else's change has moved the place away, and Invalid where a question would be empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.planning.guides import DEEPEST, Guide, GuideQuestion, Item, Note, Prose, Section, Term

PREFACE = -1
_T = TypeVar("_T")
_MARK = re.compile(r"#|>|\||[-*+•–‣◦]|\d{1,3}[.)]|[A-Za-z][.)]\s|`{3}|~{3}|=+\s*$|<")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands, or a probe beneath it (`probes` holds the index at each depth)."""

    section: int
    item: int
    probes: tuple[int, ...] = ()


def said(text: str) -> str:
    """A question as it can stand in a guide: no empty lines, and no line that Markdown would take for something else.

    Raises Invalid where nothing is left.
    """
    kept: list[str] = []
    for line in (" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if line and kept and _MARK.match(line):
            kept[-1] += " " + line
        elif line:
            kept.append(line)
    if not kept:
        raise Invalid("A question needs words. Nothing changed; write the question or take it out.")
    return "\n".join(kept)


def item_at(guide: Guide, place: Place) -> Item:
    """What stands at a place."""
    found: Item = _at(_items(guide, place.section), place.item)
    for step in place.probes:
        found = _at(found.probes if isinstance(found, GuideQuestion) else (), step)
    return found


def reword(guide: Guide, place: Place, text: str) -> Guide:
    """Put other words in place; a question keeps its probes, notes and ignores."""

    def reworded(item: Item) -> Item:
        if isinstance(item, GuideQuestion):
            return replace(item, text=said(text))
        return replace(item, text=_paragraphs(text))

    return _changed(guide, place, reworded)


def set_notes(guide: Guide, place: Place, notes: tuple[str, ...]) -> Guide:
    """Give a question these notes to self, one paragraph each; empty ones are left out."""
    kept = tuple(_paragraphs(note, may_be_empty=True) for note in notes)
    return _changed(guide, place, lambda item: replace(_question(item), notes=tuple(note for note in kept if note)))


def add(guide: Guide, place: Place, item: Item) -> Guide:
    """Put something new at a place; what stood there, and all below, goes down by one. One past the end appends."""
    if not place.probes:
        return _with_items(guide, place.section, _inserted(_items(guide, place.section), place.item, item))
    if len(place.probes) >= DEEPEST:
        raise Invalid(f"Probes go {DEEPEST - 1} deep at most. Nothing changed.")
    probe = _question(item)

    def with_probe(parent: Item) -> Item:
        asked = _question(parent)
        return replace(asked, probes=_inserted(asked.probes, place.probes[-1], probe))

    return _changed(guide, replace(place, probes=place.probes[:-1]), with_probe)


def remove(guide: Guide, place: Place) -> Guide:
    """Take out what stands at a place, with everything beneath it."""
    if not place.probes:
        return _with_items(guide, place.section, _without(_items(guide, place.section), place.item))

    def without_probe(parent: Item) -> Item:
        asked = _question(parent)
        return replace(asked, probes=_without(asked.probes, place.probes[-1]))

    return _changed(guide, replace(place, probes=place.probes[:-1]), without_probe)


def move(guide: Guide, origin: Place, target: Place) -> Guide:
    """Take what stands at `origin` to `target`, which is a place in the guide without it.

    A probe may become a question and a question a probe; notes and prose stay items of a section.
    """
    moving = item_at(guide, origin)
    return add(remove(guide, origin), target, moving)


def add_section(guide: Guide, at: int, title: str, minutes: int | None = None) -> Guide:
    """Put an empty section before the one with this index."""
    section = Section(_title(title), minutes=_minutes(minutes))
    return replace(guide, sections=_inserted(guide.sections, at, section))


def edit_section(guide: Guide, at: int, title: str, minutes: int | None) -> Guide:
    """Give a section another title or other minutes; what is in it stays."""
    changed = replace(_at(guide.sections, at), title=_title(title), minutes=_minutes(minutes))
    return replace(guide, sections=(*guide.sections[:at], changed, *guide.sections[at + 1 :]))


def remove_section(guide: Guide, at: int) -> Guide:
    """Take out a section with everything in it."""
    return replace(guide, sections=_without(guide.sections, at))


def move_section(guide: Guide, origin: int, target: int) -> Guide:
    """Take a section to another index, which counts the sections without it."""
    moving = _at(guide.sections, origin)
    return replace(guide, sections=_inserted(_without(guide.sections, origin), target, moving))


def set_glossary(guide: Guide, terms: tuple[Term, ...]) -> Guide:
    """Give the guide these terms; those without a word are left out, and of two with one word the first stays."""
    kept: dict[str, Term] = {}
    for term in terms:
        word = " ".join(term.word.replace("*", " ").split())
        if word:
            kept.setdefault(word.casefold(), Term(word, " ".join(term.meaning.split())))
    return replace(guide, glossary=tuple(kept.values()))


def fill_slots(guide: Guide, product: str, feature: str, task: str) -> Guide:
    """Say what [product], [feature] and [task] stand for; the questions keep their slots."""
    return replace(guide, product=_line(product), feature=_line(feature), task=_line(task))


def note(text: str) -> Note:
    """A remark to self for a section. Raises Invalid where it is empty."""
    return Note(_paragraphs(text))


def prose(text: str) -> Prose:
    """A paragraph that is read out. Raises Invalid where it is empty."""
    return Prose(_paragraphs(text))


def _items(guide: Guide, section: int) -> tuple[Item, ...]:
    return guide.preface if section == PREFACE else _at(guide.sections, section).items


def _with_items(guide: Guide, section: int, items: tuple[Item, ...]) -> Guide:
    if section == PREFACE:
        return replace(guide, preface=items)
    changed = replace(guide.sections[section], items=items)
    return replace(guide, sections=(*guide.sections[:section], changed, *guide.sections[section + 1 :]))


def _changed(guide: Guide, place: Place, change: Callable[[Item], Item]) -> Guide:
    items = _items(guide, place.section)
    item = _deep(_at(items, place.item), place.probes, change)
    return _with_items(guide, place.section, (*items[: place.item], item, *items[place.item + 1 :]))


def _deep(item: Item, steps: tuple[int, ...], change: Callable[[Item], Item]) -> Item:
    if not steps:
        return change(item)
    asked, at = _question(item), steps[0]
    probe = _question(_deep(_at(asked.probes, at), steps[1:], change))
    return replace(asked, probes=(*asked.probes[:at], probe, *asked.probes[at + 1 :]))


def _question(item: Item) -> GuideQuestion:
    if not isinstance(item, GuideQuestion):
        raise Invalid("Only a question can have probes and notes, or stand beneath another one. Nothing changed.")
    return item


def _at(things: tuple[_T, ...], index: int) -> _T:
    if not 0 <= index < len(things):
        raise NotFound("That place is not in the guide any more. Nothing changed; load the guide again.")
    return things[index]


def _inserted(things: tuple[_T, ...], index: int, thing: _T) -> tuple[_T, ...]:
    if not 0 <= index <= len(things):
        raise NotFound("That place is not in the guide any more. Nothing changed; load the guide again.")
    return (*things[:index], thing, *things[index:])


def _without(things: tuple[_T, ...], index: int) -> tuple[_T, ...]:
    _at(things, index)
    return (*things[:index], *things[index + 1 :])


def _line(text: str) -> str:
    return " ".join(text.split())


def _title(title: str) -> str:
    kept = _line(title).strip("#").strip()
    if not kept:
        raise Invalid("A section needs a title. Nothing changed.")
    return kept


def _minutes(minutes: int | None) -> int | None:
    if minutes is not None and not 0 <= minutes < 1000:
        raise Invalid("A section takes between 0 and 999 minutes. Nothing changed.")
    return minutes


def _paragraphs(text: str, *, may_be_empty: bool = False) -> str:
    """The words without empty lines, so that they stay one paragraph."""
    kept = "\n".join(line for line in map(_line, text.splitlines()) if line)
    if not kept and not may_be_empty:
        raise Invalid("There is nothing in it. Nothing changed; write something or take it out.")
    return kept
