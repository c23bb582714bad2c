"""A discussion guide as the fields of a form, and back: the same guide, seen another way.

The form is plain JSON: strings, whole numbers, lists and tables. Everything that Markdown can say about a guide is
in it, also what the form only shows (prose, front matter of other tools): form and text are two views of one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from firsthand.domain.errors import Invalid
from firsthand.domain.planning.editing import said
from firsthand.domain.planning.guides import DEEPEST, Guide, GuideQuestion, Ignore, Item, Note, Prose, Section, Term
from firsthand.formats.guide_markdown import read_guide, render_guide

Form = dict[str, object]
LARGEST = 5_000  # items of one list in a form
LONGEST = 200_000  # characters of one field
_T = TypeVar("_T")


def as_form(guide: Guide) -> Form:
    """The guide as form fields."""
    return {
        "title": guide.title,
        "template": guide.template,
        "product": guide.product,
        "feature": guide.feature,
        "task": guide.task,
        "minutes": guide.minutes,
        "off": list(guide.off),
        "ignores": [_ignore_form(ignore) for ignore in guide.ignores],
        "other": list(guide.other),
        "preface": [_item_form(item) for item in guide.preface],
        "sections": [
            {
                "title": section.title,
                "minutes": section.minutes,
                "level": section.level,
                "items": [_item_form(item) for item in section.items],
            }
            for section in guide.sections
        ],
        "glossary": [{"word": term.word, "meaning": term.meaning} for term in guide.glossary],
    }


def form_text(form: object) -> str:
    """The canonical Markdown of a form; raises Invalid, with the field's name in `where`, where it is no guide."""
    guide = guide_of_form(form)
    text = render_guide(guide)
    settled = render_guide(read_guide(text)[0])
    if settled == text:
        return text
    return render_guide(read_guide(render_guide(_tidied(guide)))[0])


def guide_of_form(form: object) -> Guide:
    """The guide that a form describes, its fields as they are; raises Invalid as `form_text` does."""
    fields = _table(form, "guide")
    return Guide(
        title=_line(fields, "title", "title"),
        template=_line(fields, "template", "template"),
        product=_line(fields, "product", "product"),
        feature=_line(fields, "feature", "feature"),
        task=_line(fields, "task", "task"),
        minutes=_minutes(fields, "minutes"),
        off=_list(fields, "off", "off", _words),
        ignores=_list(fields, "ignores", "ignores", _ignore),
        other=_list(fields, "other", "other", _words),
        preface=_list(fields, "preface", "preface", _item),
        sections=_list(fields, "sections", "sections", _section),
        glossary=_list(fields, "glossary", "glossary", _term),
    )


def _item_form(item: Item) -> Form:
    if isinstance(item, GuideQuestion):
        return _question_form(item)
    if isinstance(item, Note):
        return {"kind": "note", "text": item.text}
    return {"kind": "prose", "text": item.text, "is_script": item.is_script}


def _question_form(question: GuideQuestion) -> Form:
    return {
        "kind": "question",
        "text": question.text,
        "probes": [_question_form(probe) for probe in question.probes],
        "notes": list(question.notes),
        "ignores": [_ignore_form(ignore) for ignore in question.ignores],
    }


def _ignore_form(ignore: Ignore) -> Form:
    return {"fault": ignore.fault, "reason": ignore.reason}


def _table(value: object, where: str) -> Form:
    if not isinstance(value, dict):
        raise Invalid("This part of the form did not arrive as fields. Nothing was saved; try again.", where=where)
    return value


def _words(value: object, where: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Invalid(f"This field takes at most {LONGEST:,} characters of text. Nothing was saved.", where=where)
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _line(fields: Form, name: str, where: str) -> str:
    return " ".join(_words(fields.get(name) or "", where).split())


def _minutes(fields: Form, where: str) -> int | None:
    value = fields.get("minutes")
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 4:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1000:
        raise Invalid("Minutes are a whole number below 1,000. Nothing was saved.", where=where)
    return value


def _list(fields: Form, name: str, where: str, read: Callable[[object, str], _T]) -> tuple[_T, ...]:
    values = fields.get(name) or []
    if not isinstance(values, list) or len(values) > LARGEST:
        raise Invalid(f"This list takes at most {LARGEST:,} entries. Nothing was saved.", where=where)
    return tuple(read(value, f"{where}.{number}") for number, value in enumerate(values))


def _section(value: object, where: str) -> Section:
    fields = _table(value, where)
    level = fields.get("level")
    return Section(
        title=_line(fields, "title", f"{where}.title"),
        items=_list(fields, "items", f"{where}.items", _item),
        minutes=_minutes(fields, f"{where}.minutes"),
        level=level if isinstance(level, int) and 1 <= level <= 6 else 2,
    )


def _item(value: object, where: str) -> Item:
    fields = _table(value, where)
    kind = fields.get("kind")
    if kind == "question":
        return _question(fields, where)
    text = _words(fields.get("text"), f"{where}.text")
    if kind not in ("note", "prose"):
        raise Invalid("An entry is a question, a note or prose. Nothing was saved.", where=where)
    return Note(text) if kind == "note" else Prose(text, fields.get("is_script") is not False)


def _question(value: object, where: str) -> GuideQuestion:
    if where.count(".probes.") >= DEEPEST:
        raise Invalid(f"Probes go {DEEPEST - 1} deep at most. Nothing was saved.", where=where)
    fields = _table(value, where)
    text = _words(fields.get("text"), f"{where}.text")
    if not text.strip():
        raise Invalid(
            "A question needs words. Nothing was saved; write the question or take it out.", where=f"{where}.text"
        )
    return GuideQuestion(
        text=text,
        probes=_list(fields, "probes", f"{where}.probes", _question),
        notes=_list(fields, "notes", f"{where}.notes", _words),
        ignores=_list(fields, "ignores", f"{where}.ignores", _ignore),
    )


def _ignore(value: object, where: str) -> Ignore:
    fields = _table(value, where)
    return Ignore(_line(fields, "fault", f"{where}.fault"), _line(fields, "reason", f"{where}.reason"))


def _term(value: object, where: str) -> Term:
    fields = _table(value, where)
    return Term(_line(fields, "word", f"{where}.word"), _line(fields, "meaning", f"{where}.meaning"))


def _tidied(guide: Guide) -> Guide:
    """The guide with whatever would break its Markdown put in order: empty lines, entries without words."""
    sections = tuple(replace(section, items=tuple(_tidy(section.items))) for section in guide.sections)
    terms = tuple(Term(" ".join(t.word.replace("*", " ").split()), t.meaning) for t in guide.glossary)
    kept = tuple(term for term in terms if term.word)
    return replace(guide, preface=tuple(_tidy(guide.preface)), sections=sections, glossary=kept)


def _tidy(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, GuideQuestion):
            yield _tidy_question(item)
        elif item.text.strip():
            yield replace(item, text=item.text.strip("\n"))


def _tidy_question(question: GuideQuestion) -> GuideQuestion:
    notes = ("\n".join(line for line in note.split("\n") if line.strip()) for note in question.notes)
    return replace(
        question,
        text=said(question.text),
        probes=tuple(_tidy_question(probe) for probe in question.probes),
        notes=tuple(note for note in notes if note),
    )
