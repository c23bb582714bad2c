"""Taking a guide's lines one by one and putting each where it belongs: a section, a question, a probe, a remark."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from firsthand.domain.planning.guides import (
    DEEPEST,
    Guide,
    GuideQuestion,
    Ignore,
    Item,
    Note,
    Part,
    Prose,
    Section,
    Term,
    part_of,
)
from firsthand.formats.guide_front_matter import FrontMatter
from firsthand.formats.guide_lines import Line, Mark

LONGEST_ITEM = 40  # lines of a list item that may still turn out to be a question
_TIMED = re.compile(r"(?P<title>.*?)\s*\((?P<minutes>\d{1,3})\s*min(?:ute)?s?\.?\)\s*$", re.IGNORECASE)
_TERM = re.compile(r"\*\*(?P<word>[^*\n]+?)\*\*(?::\s*(?P<meaning>.*))?$")
_ASKS = re.compile(
    r"\?|^[\"'“*_(]*(?:please |now,? |then,? |first,? |and |so,? |just )*"
    r"(?:tell (?:me|us)|walk (?:me|us)|talk (?:me|us)|take (?:me|us)|describe|show (?:me|us)|give (?:me|us)"
    r"|share with|think (?:of|back)|remember the)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"\]\([^)]{0,500}\)|<?https?://\S+")
_ASIDE = re.compile(r"^(?:\[[^\]]*\]|\([^)]*\)|_[^_]*_|\*[^*]*\*)[.:]?$")
_TO_DO = re.compile(r"^\[[ xX]\]\s")


@dataclass
class _Open:
    """A question that more lines may still belong to."""

    text: str
    line: int
    indent: int
    probes: list[_Open] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ignores: list[Ignore] = field(default_factory=list)
    note_is_open: bool = False

    def closed(self) -> GuideQuestion:
        probes = tuple(probe.closed() for probe in self.probes)
        notes = tuple(note for note in self.notes if note.strip())
        return GuideQuestion(self.text, probes, notes, tuple(self.ignores), self.line)


@dataclass
class _OpenSection:
    title: str
    level: int
    line: int | None
    items: list[_Open | Note | Prose] = field(default_factory=list)


class GuideReader:
    """Takes the lines one by one and keeps what is still open: a section, a question with its probes, a paragraph."""

    def __init__(self, is_ours: bool) -> None:
        self.is_ours = is_ours
        self.title = ""
        self.ignores: list[Ignore] = []
        self.sections = [_OpenSection("", 0, None)]
        self.questions: list[_Open] = []  # the open question and the probes that lead to the last one
        self.paragraph: list[Line] = []
        self.after_blank = True
        self.note_ended = False  # the remark on the section is closed by an empty line within the quote
        self.list_indent: int | None = None  # of the list that is kept as it is; None where none is open
        self.kept_item: Line | None = None  # its last item, which the next line may turn out to make a question

    def take(self, line: Line) -> None:
        """Put one line where it belongs."""
        if self.paragraph and (line.mark is not self.paragraph[-1].mark or line.mark in (Mark.HIDDEN, Mark.HEADING)):
            self._end_paragraph()
        take = {
            Mark.HEADING: self._heading,
            Mark.ITEM: self._item,
            Mark.QUOTE: self._quote,
            Mark.IGNORE: self._ignore,
            Mark.WORDS: self._words,
            Mark.ROW: self._kept,
            Mark.HIDDEN: self._kept,
            Mark.BLANK: self._blank,
        }[line.mark]
        take(line)
        self.after_blank = line.mark is Mark.BLANK
        if line.mark is not Mark.ITEM and (line.mark is not Mark.WORDS or self.paragraph):
            self.list_indent = self.kept_item = None

    def guide(self, front: FrontMatter) -> Guide:
        """Everything taken so far as a guide."""
        self._end_paragraph()
        preface, *opened = self.sections
        sections = [_section(section) for section in opened]
        glossary: tuple[Term, ...] = ()
        if sections and sections[-1].title.lower() == "glossary" and (terms := _terms(sections[-1])):
            glossary = terms
            sections.pop()
        return Guide(
            title=self.title,
            sections=tuple(sections),
            template=front.template,
            product=front.product,
            feature=front.feature,
            task=front.task,
            minutes=front.minutes,
            off=front.off,
            ignores=front.ignores + tuple(self.ignores),
            preface=tuple(_closed(item) for item in preface.items),
            glossary=glossary,
            other=front.other,
        )

    def _heading(self, line: Line) -> None:
        self.questions = []
        self.ignores.extend(line.ignores)
        if line.level == 1 and not self.title and len(self.sections) == 1 and not self.sections[0].items:
            self.title = line.text
        else:
            self.sections.append(_OpenSection(line.text, line.level, line.number))

    def _item(self, line: Line) -> None:
        parent = self._parent(line.indent)
        if parent is not None and _ASIDE.match(line.text) and not line.is_numbered:
            parent.notes.append(line.text)
        elif parent is not None or self._is_question(line):
            self._ask(line, parent)
        else:
            self.questions = []
            self.ignores.extend(line.ignores)
            self._extend_prose(line)
            self.kept_item = line

    def _parent(self, indent: int) -> _Open | None:
        """The open question that a line with this indent is beneath, with everything deeper closed."""
        while self.questions and (self.questions[-1].indent >= indent or len(self.questions) >= DEEPEST):
            self.questions.pop()
        return self.questions[-1] if self.questions else None

    def _is_question(self, line: Line) -> bool:
        if not self._is_said():
            return False
        words = _LINK.sub("", line.text)
        if _TO_DO.match(words):
            return words.rstrip(' _*"”)').endswith("?") and not _INSTRUCTS.match(words[4:])
        return (line.is_numbered and self.is_ours) or bool(_ASKS.search(words))

    def _is_said(self) -> bool:
        """Whether the open section, and those it stands in, is meant for the participant."""
        level = 7
        for section in reversed(self.sections[1:]):
            if section.level < level:
                level = section.level
                if part_of(section.title) is Part.NOT_ASKED:
                    return False
        return True

    def _ask(self, line: Line, parent: _Open | None) -> None:
        asked = _Open(line.text, line.number, line.indent, ignores=list(line.ignores))
        if parent is None:
            self.sections[-1].items.append(asked)
        else:
            parent.probes.append(asked)
        self.questions.append(asked)

    def _quote(self, line: Line) -> None:
        if line.indent >= 2 and self.questions:
            self._question_note(line)
        elif self.is_ours:
            self._section_note(line)
        else:
            self._kept(replace(line, raw=line.raw.lstrip()))  # indented it would belong to the question above

    def _question_note(self, line: Line) -> None:
        question = self.questions[-1]
        while len(self.questions) > 1 and self.questions[-1].indent >= line.indent:
            self.questions.pop()
            question = self.questions[-1]
        if question.note_is_open and line.text and not self.after_blank:
            question.notes[-1] += "\n" + line.text
        elif line.text:
            question.notes.append(line.text)
        question.note_is_open = bool(line.text)

    def _section_note(self, line: Line) -> None:
        self.questions = []
        items = self.sections[-1].items
        last = items[-1] if items else None
        if isinstance(last, Note) and not self.after_blank and line.text and not self.note_ended:
            items[-1] = Note(f"{last.text}\n{line.text}", last.line)
        elif line.text:
            items.append(Note(line.text, line.number))
        self.note_ended = not line.text

    def _ignore(self, line: Line) -> None:
        (self.questions[-1].ignores if self.questions else self.ignores).extend(line.ignores)

    def _words(self, line: Line) -> None:
        if self.questions and not self.after_blank and not self.paragraph:
            self.questions[-1].text += "\n" + line.text
            self.questions[-1].ignores.extend(line.ignores)
            return
        if self.kept_item is not None and not self.after_blank and self.kept_item.text.count("\n") < LONGEST_ITEM:
            self._continue_item(self.kept_item, line)
            return
        self.questions = []
        self.ignores.extend(line.ignores)
        self.paragraph.append(line)

    def _continue_item(self, item: Line, line: Line) -> None:
        """Add a wrapped line to the list item that was kept; both together may be a question after all."""
        whole = replace(item, text=f"{item.text}\n{line.text}", ignores=item.ignores + line.ignores)
        items = self.sections[-1].items
        kept = items.pop()
        assert isinstance(kept, Prose)
        if not self._is_question(whole):
            self.kept_item = whole
            items.append(replace(kept, text=f"{kept.text}\n  {line.text}"))
            return
        before = "\n".join(kept.text.split("\n")[: -whole.text.count("\n")])
        if before:
            items.append(replace(kept, text=before))
        self._ask(whole, None)
        self.list_indent = self.kept_item = None

    def _kept(self, line: Line) -> None:
        self.questions = []
        self.ignores.extend(line.ignores)
        self.paragraph.append(line)

    def _blank(self, line: Line) -> None:
        self._end_paragraph()
        for question in self.questions:
            question.note_is_open = False

    def _end_paragraph(self) -> None:
        lines, self.paragraph = self.paragraph, []
        if not lines:
            return
        mark, text = lines[0].mark, "\n".join(line.raw.rstrip() for line in lines)
        said = mark is not Mark.HIDDEN and self._is_said()
        if mark is Mark.WORDS and said and not self.is_ours and "?" in _LINK.sub("", text):
            self.sections[-1].items.append(_Open("\n".join(line.text for line in lines), lines[0].number, 0))
        else:
            self.sections[-1].items.append(Prose(text, said, lines[0].number))

    def _extend_prose(self, line: Line) -> None:
        items = self.sections[-1].items
        last = items[-1] if items else None
        if isinstance(last, Prose) and not self.after_blank and self.list_indent is not None:
            raw = " " * max(line.indent - self.list_indent, 0) + line.raw.strip()
            items[-1] = Prose(f"{last.text}\n{raw}", last.is_script, last.line)
        else:
            self.list_indent = line.indent
            items.append(Prose(line.raw.strip(), self._is_said(), line.number))


_INSTRUCTS = re.compile(
    r"\s*(?:ask|explain|confirm|check|thank|remind|introduce|provide|make sure|ensure)\b", re.IGNORECASE
)


def _closed(item: _Open | Note | Prose) -> Item:
    return item.closed() if isinstance(item, _Open) else item


def _section(opened: _OpenSection) -> Section:
    timed = _TIMED.match(opened.title)
    title = timed["title"] if timed else opened.title
    items = tuple(_closed(item) for item in opened.items)
    return Section(title, items, int(timed["minutes"]) if timed else None, opened.level, opened.line)


def _terms(section: Section) -> tuple[Term, ...]:
    """The glossary's terms, or none where the section holds anything else as well."""
    lines = [line for item in section.items for line in (item.text.split("\n") if isinstance(item, Prose) else [""])]
    found = [_TERM.match(line.removeprefix("- ").strip()) for line in lines]
    if section.minutes is not None or not all(found):
        return ()
    return tuple(Term(term["word"], term["meaning"] or "") for term in found if term)
