"""A whole guide read with the linter's eyes: its questions' faults, its own, and what its author stands by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.domain.planning.guides import Guide, Ignore
from firsthand.domain.planning.linting.checks import find_faults
from firsthand.domain.planning.linting.faults import Fault, Finding
from firsthand.domain.planning.linting.guide_faults import GuideFault, guide_remarks
from firsthand.domain.planning.linting.reading_aloud import Passage, passages
from firsthand.domain.text.sentences import Sentence, sentences

KNOWN = frozenset(Fault) | frozenset(GuideFault)


@dataclass(frozen=True, slots=True)
class GuideFinding:
    """One finding in a guide; `question[begin:finish] == words` where it is about words of a question."""

    line: int | None  # 1-based line of the file; None: the guide as a whole
    question: str  # the sentence as it is said, "" for the guide as a whole
    fault: str
    words: str
    reason: str
    rewrite: str
    begin: int | None = None
    finish: int | None = None


def lint_guide(guide: Guide, template: str = "") -> tuple[GuideFinding, ...]:
    """Everything the linter finds in the guide, by line; what is off or ignored with a reason is left out.

    `template` overrules the guide's own for the rules about the guide as a whole.
    """
    found = [*_in_questions(guide), *_in_guide(guide, template), *_in_ignores(guide)]
    return tuple(sorted(found, key=lambda finding: (finding.line or 0, finding.begin or 0)))


def _in_questions(guide: Guide) -> Iterator[GuideFinding]:
    heard = frozenset(term.word.lower() for term in guide.glossary)
    for passage in passages(guide):
        ignored = _reasoned(passage.question.ignores if passage.question else ()) | _left_alone(guide)
        for finding in find_faults(passage.text):
            is_theirs = finding.fault is Fault.JARGON and finding.words.lower() in heard
            if finding.fault not in ignored and not is_theirs and not _is_followed_up(passage, finding):
                yield _placed(finding, passage)


_OPENS_UP = re.compile(r"\b(?:how|what|why|tell me|walk me|describe|example|more|which|when)\b", re.IGNORECASE)


def _is_followed_up(passage: Passage, finding: Finding) -> bool:
    """Whether a closed question has a probe beneath it that opens it up."""
    if finding.fault is not Fault.CLOSED_WHERE_OPEN_NEEDED or passage.question is None:
        return False
    return any(_OPENS_UP.search(probe.text) for probe in passage.question.probes)


def _left_alone(guide: Guide) -> frozenset[str]:
    return frozenset(guide.off) | _reasoned(guide.ignores)


def _reasoned(ignores: tuple[Ignore, ...]) -> frozenset[str]:
    """The faults that are ignored with a reason; without one nothing is ignored."""
    return frozenset(ignore.fault for ignore in ignores if ignore.reason.strip())


def _placed(finding: Finding, passage: Passage) -> GuideFinding:
    sentence = _sentence_at(passage.text, finding.begin)
    finish = min(finding.finish, sentence.finish)
    return GuideFinding(
        passage.line_at(finding.begin),
        sentence.text,
        finding.fault,
        passage.text[finding.begin : finish],
        finding.reason,
        finding.rewrite,
        finding.begin - sentence.begin,
        finish - sentence.begin,
    )


def _sentence_at(text: str, offset: int) -> Sentence:
    said = sentences(text)
    return next((s for s in said if s.begin <= offset < s.finish), Sentence(text, 0, len(text)))


def _in_guide(guide: Guide, template: str) -> Iterator[GuideFinding]:
    asked = {question.line: question for question in guide.all_questions()}
    for remark in guide_remarks(guide, template):
        question = asked.get(remark.line) if remark.line is not None else None
        ignored = _left_alone(guide) | _reasoned(question.ignores if question else ())
        if remark.fault not in ignored:
            yield GuideFinding(remark.line, remark.question, remark.fault, remark.words, remark.reason, remark.rewrite)


def _in_ignores(guide: Guide) -> Iterator[GuideFinding]:
    for ignore in (*guide.ignores, *(ignore for question in guide.all_questions() for ignore in question.ignores)):
        if ignore.fault not in KNOWN:
            yield GuideFinding(
                ignore.line,
                "",
                GuideFault.UNKNOWN_IGNORE,
                ignore.fault,
                "There is no fault of this name, so the comment hides nothing.",
                f"Name one of: {', '.join(sorted(KNOWN))}.",
            )
        elif not ignore.reason.strip():
            yield GuideFinding(
                ignore.line,
                "",
                GuideFault.IGNORE_WITHOUT_REASON,
                ignore.fault,
                "Without a reason nobody can tell later whether the finding was weighed or waved away.",
                f"<!-- firsthand: ignore {ignore.fault} — why this wording is right here -->",
            )
