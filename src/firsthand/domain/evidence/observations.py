"""Observations: what participants said, did or showed, and what can be counted; interpretation is another type.

`lint` finds the words by which interpretation gets in. It lets stand what is not the writer's: words inside quotation
marks, words that the cited evidence holds letter for letter, and everything that is attributed ("said that …", "told
us …", "…, she said"). An attribution reaches to the end of its sentence or to a semicolon; what follows after ", which
means" is the writer's again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.evidence.interpretation import RULES, Fault, Rule
from firsthand.domain.text.sentences import sentences
from firsthand.domain.text.words import Token, tokens

LEAST_CITED = 3  # words in a row that stand in the evidence too are taken from it


class ObservationKind(StrEnum):
    """What sort of thing was seen."""

    SAID = "said"
    DID = "did"
    SHOWED = "showed"
    COUNTED = "counted"  # computed: how often, how long
    NOT_MENTIONED = "not_mentioned"  # until asked; computed: the first mention and the question before it


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of interpretation in an observation: code points, end exclusive."""

    begin: int
    finish: int
    words: str
    fault: Fault
    reason: str
    suggestion: str


Span = tuple[int, int]
_MARKS = (
    re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"\n]*\""),
    re.compile(r"(?<!\w)‘[^’\n]*(?:’(?=\w)[^’\n]*)*’(?!\w)|(?<!\w)'[^'\n]*(?:'(?=\w)[^'\n]*)*'(?!\w)"),
)
_REPORT = (
    r"(?:sa(?:id|ys|ying)|t(?:old|ells|elling)|describ(?:ed|es|ing)|ask(?:ed|s|ing)|explain(?:ed|s|ing)|"
    r"mention(?:ed|s|ing)|report(?:ed|s|ing)|recall(?:ed|s|ing)|remember(?:ed|s|ing)|answer(?:ed|s|ing)|"
    r"repl(?:ied|ies|ying)|wrote|writes|read out|reads out|added|adds|repeat(?:ed|s)|agreed|agrees|denied|denies|"
    r"wondered|wonders|complained|complains|estimat(?:ed|es)|insist(?:ed|s)|admit(?:ted|s)|confirm(?:ed|s)|"
    r"called (?:it|this|that|them|her|him)|calls (?:it|this|that|them)|named|listed|compared|"
    r"spoke of|speaks of|talked about|talks about|put it|gave as (?:the|a|her|his|their) reason|quoted|"
    r"announced|predicted|summed (?:it )?up|shouted|whispered|thought aloud|exclaimed)"
)
_BEFORE = re.compile(rf"(?<![\w-]){_REPORT}(?![\w-])", re.IGNORECASE)
_AFTER = re.compile(
    rf"[,”\"’] ?(?:as )?(?:[\w.’'-]+ ){{1,3}}{_REPORT}[^,;]*$|^(?:as )?(?:\w+ ){{1,3}}put it,", re.IGNORECASE
)
_WHOLE = re.compile(
    r"\b(?:according to|in (?:her|his|their|[A-Z]\w+['’]s) (?:own )?words|in the words of)\b", re.IGNORECASE
)
_OURS_AGAIN = re.compile(r";|, (?:which|this|that) (?:means|meant|shows|showed|suggests|suggested|is why|proves)\b")


def lint(text: str, cited: Iterable[str] = ()) -> tuple[Finding, ...]:
    """The words of interpretation in an observation, in order; `cited` are the texts of its evidence."""
    innocent = [*_quoted(text), *_attributed(text), *_from_evidence(text, cited)]
    found: list[Finding] = []
    for finding in sorted(_found(text), key=lambda one: (one.begin, -one.finish)):
        is_inside = any(begin <= finding.begin and finding.finish <= finish for begin, finish in innocent)
        if not is_inside and not (found and finding.begin < found[-1].finish):
            found.append(finding)
    return tuple(found)


def _found(text: str) -> Iterator[Finding]:
    for rule in RULES:
        for match in rule.wordings.finditer(text):
            yield _finding(rule, match)


def _finding(rule: Rule, match: re.Match[str]) -> Finding:
    return Finding(match.start(), match.end(), match.group(), rule.fault, rule.reason, rule.suggestion)


def _quoted(text: str) -> Iterator[Span]:
    for pattern in _MARKS:
        yield from (match.span() for match in pattern.finditer(text))


def _attributed(text: str) -> Iterator[Span]:
    """The stretches that somebody else is named for."""
    for sentence in sentences(text):
        said, end = _BEFORE.search(sentence.text), len(sentence.text)
        if _WHOLE.search(sentence.text) or _AFTER.search(sentence.text.rstrip(".!?")):
            yield sentence.begin, sentence.begin + _until(sentence.text, 0)
        while said:
            stop = _until(sentence.text, said.end())
            yield sentence.begin + said.start(), sentence.begin + stop
            said = _BEFORE.search(sentence.text, stop) if stop < end else None


def _until(sentence: str, begin: int) -> int:
    """Where the writer speaks again after an attribution."""
    again = _OURS_AGAIN.search(sentence, begin)
    return again.start() if again else len(sentence)


def _from_evidence(text: str, cited: Iterable[str]) -> Iterator[Span]:
    """Stretches of at least three words that stand in the evidence as well."""
    written = tokens(text)
    for source in cited:
        keys = [token.key for token in tokens(source)]
        known = {tuple(keys[at : at + LEAST_CITED]) for at in range(len(keys) - LEAST_CITED + 1)}
        yield from _runs(written, known)


def _runs(written: Sequence[Token], known: set[tuple[str, ...]]) -> Iterator[Span]:
    begin, finish = 0, 0
    for at in range(len(written) - LEAST_CITED + 1):
        window = written[at : at + LEAST_CITED]
        if tuple(token.key for token in window) not in known:
            continue
        if window[0].begin >= finish:
            yield begin, finish
            begin = window[0].begin
        finish = window[-1].finish
    yield begin, finish
