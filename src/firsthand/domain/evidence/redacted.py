"""A quotation with placeholders, checked against the original: "I called [person 1] three times".

The words around each placeholder lead to the words that it covers. Put back in their place they make an ordinary
quotation, which is checked as any other; and each placeholder must cover words that can be what it says. What is given
back shows the placeholders only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from firsthand.domain.evidence.chains import Span, chains
from firsthand.domain.evidence.cropping import cues
from firsthand.domain.evidence.quotes import Check, check
from firsthand.domain.evidence.redaction.covering import Cover
from firsthand.domain.evidence.redaction.finding import find
from firsthand.domain.evidence.redaction.kinds import Placeholder, placeholders
from firsthand.domain.evidence.redaction.plausible import is_made_of, may_be
from firsthand.domain.evidence.redaction.proofs import Proof, prove
from firsthand.domain.evidence.redaction.words import is_cased
from firsthand.domain.evidence.statuses import Mark, Status
from firsthand.domain.evidence.wordings import wordings
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Turn
from firsthand.domain.text.words import keys

LONGEST = 15  # words that one placeholder may cover
MOST_TRIED = 24  # places
_GENITIVE = re.compile(r"^(?:['’]?s)(?!\w)")  # behind a placeholder it belongs to the covered word


@dataclass(frozen=True, slots=True)
class RedactedCheck:
    """What a quotation with placeholders is; `proof` is there where it may be shown."""

    check: Check
    is_plausible: bool  # every placeholder covers what it says
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class _Filled:
    """One way to read the placeholders of a quotation."""

    text: str  # with the words put back
    turn: Turn
    covers: tuple[tuple[Cover, Placeholder], ...]

    def hidden(self) -> Iterator[tuple[str, str]]:
        """The covered words with what stands for them, longest first."""
        pairs = {(self.turn.text[c.begin : c.finish], c.placeholder) for c, _ in self.covers}
        yield from sorted(pairs, key=lambda pair: -len(pair[0]))


def has_placeholders(quote: str) -> bool:
    """Whether something in a quotation is covered."""
    return next(placeholders(quote), None) is not None


def check_redacted(
    quote: str, corpus: Corpus, *, said_by: str | None = None, near_seconds: float | None = None, salt: str = ""
) -> RedactedCheck:
    """What a quotation with placeholders is; its covered words are in nothing that is given back."""
    best: RedactedCheck | None = None
    for filled in _readings(quote, corpus):
        found = check(filled.text, corpus, said_by=said_by, near_seconds=near_seconds)
        one = _shown(quote, filled, found, corpus, salt)
        if best is None or _rank(one) < _rank(best):
            best = one
    if best is not None:
        return best
    found = check(quote, corpus, said_by=said_by, near_seconds=near_seconds)
    status = Status.ALTERED if found.may_be_shown else found.status
    return RedactedCheck(replace(found, status=status, changes=(), sentence="", as_imported="", cut_off=()), False)


def _rank(one: RedactedCheck) -> tuple[bool, int]:
    return not one.is_plausible, one.check.status.order


def _shown(quote: str, filled: _Filled, found: Check, corpus: Corpus, salt: str) -> RedactedCheck:
    is_plausible = all(
        may_be(what.kind, filled.turn.text[cover.begin : cover.finish], cased=is_cased(filled.turn.text))
        for cover, what in filled.covers
    )
    marks = [*found.marks, Mark.REDACTED]
    if any(_changes_sense(words) for words, _ in filled.hidden()) and Mark.LEFT_OUT not in marks:
        marks.append(Mark.LEFT_OUT)
    status = found.status if is_plausible or not found.may_be_shown else Status.ALTERED
    text = found.text if not found.may_be_shown else quote
    shown = replace(
        found,
        text=_masked(text, filled),
        status=status,
        marks=tuple(marks),
        changes=(),
        sentence=_masked(found.sentence, filled),
        as_imported=_masked(found.as_imported, filled),
    )
    return RedactedCheck(shown, is_plausible, _proof(found, filled, corpus, salt) if shown.may_be_shown else None)


def _changes_sense(words: str) -> bool:
    return any(True for _ in cues([key for key in keys(words) if not words.strip()[:1].isupper()]))


def _masked(text: str, filled: _Filled) -> str:
    for words, shown in filled.hidden():
        text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", shown.replace("\\", ""), text, flags=re.IGNORECASE)
    return text


def _proof(found: Check, filled: _Filled, corpus: Corpus, salt: str) -> Proof | None:
    place = found.anchor
    if place is None:
        return None
    transcript = corpus.transcripts[found.document]
    texts = {turn.index: turn.text for turn in transcript.turns if place.first_turn <= turn.index <= place.last_turn}
    places = [
        (
            index,
            place.begin if index == place.first_turn else 0,
            place.finish if index == place.last_turn else len(text),
        )
        for index, text in texts.items()
    ]
    return prove(transcript, places, {filled.turn.index: [cover for cover, _ in filled.covers]}, salt)


def _readings(quote: str, corpus: Corpus) -> Iterator[_Filled]:
    """The ways to put words in the places of the placeholders, by the words around them."""
    found = list(placeholders(quote))
    edges = [0, *(edge for one in found for edge in (one.begin, one.finish)), len(quote)]
    parts = [quote[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    fragments: list[list[int]] = []
    owners: list[int] = []  # for each fragment, the part that it belongs to
    for number, part in enumerate(parts):
        for fragment in wordings(_GENITIVE.sub("", part) if number else part)[0].fragments:
            fragments.append(corpus.numbered([word.key for word in fragment]))
            owners.append(number)
    for chain in chains(corpus, fragments)[:MOST_TRIED] if fragments else ():
        yield from _filled(quote, corpus, found, parts, list(zip(owners, chain, strict=True)))


def _filled(
    quote: str, corpus: Corpus, found: Sequence[Placeholder], parts: Sequence[str], chain: Sequence[tuple[int, Span]]
) -> Iterator[_Filled]:
    """One way, where all placeholders lie in one turn."""
    turn = corpus.turn_at(chain[0][1][0])
    covers: list[tuple[Cover, Placeholder]] = []
    for group in _groups(found, parts):
        stretch = _between(corpus, chain, parts, group[0], group[-1] + 1)
        if stretch is None or stretch[0].index != turn.index:
            return
        spans = _split(turn.text, stretch[1], stretch[2], [found[i] for i in group], parts, group[0])
        if spans is None:
            return
        covers += [
            (Cover(begin, finish, quote[found[i].begin : found[i].finish]), found[i])
            for i, (begin, finish) in zip(group, spans, strict=True)
        ]
    hidden = iter(turn.text[cover.begin : cover.finish] for cover, _ in covers)
    text = parts[0] + "".join(next(hidden) + part for part in parts[1:])
    yield _Filled(text, turn, tuple(covers))


def _groups(found: Sequence[Placeholder], parts: Sequence[str]) -> list[list[int]]:
    """The placeholders in rows that have no word between them."""
    groups: list[list[int]] = []
    for i in range(len(found)):
        if groups and not keys(_GENITIVE.sub("", parts[i])):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _between(
    corpus: Corpus, chain: Sequence[tuple[int, Span]], parts: Sequence[str], before: int, behind: int
) -> tuple[Turn, int | None, int | None] | None:
    """The turn, and where the covered words lie in it: behind one part's last word, before another's first.

    Behind or before a marked cut nothing says where they end; then it is the edge of what is quoted.
    """
    left = [span for part, span in chain if part <= before and not _is_cut(_trailing(parts[before]))]
    right = [span for part, span in chain if part >= behind and not _is_cut(_leading(parts[behind]))]
    if not left and not right:
        return None
    at = left[-1][1] - 1 if left else right[0][0]
    turn = corpus.turn_at(at)
    if left and right and corpus.turn_at(right[0][0]).index != turn.index:
        return None
    begin = corpus.place(at, at + 1).finish if left else None
    finish = corpus.place(right[0][0], right[0][0] + 1).begin if right else None
    return turn, begin, finish


def _split(
    text: str,
    begin: int | None,
    finish: int | None,
    group: Sequence[Placeholder],
    parts: Sequence[str],
    first: int,
) -> list[tuple[int, int]] | None:
    """Where each of a row of placeholders lies; at the edge of a quotation as far as the words can be what it says."""
    left, right = _trailing(parts[first]), _leading(parts[first + len(group)])
    left, right = ("" if _is_cut(mark) else mark for mark in (left, right))
    between = [re.escape(part.strip()) for part in parts[first + 1 : first + len(group)]]
    inner = r"(\S.*?\S|\S)" + "".join(rf"\s*{mark}\s*(\S.*?\S|\S)" for mark in between)
    if begin is not None and finish is not None:
        pattern = rf"\s*{re.escape(left)}\s*{inner}\s*{re.escape(right)}\s*"
        match = re.compile(pattern, re.DOTALL).fullmatch(text, begin, finish)
        return [match.span(i + 1) for i in range(len(group))] if match else None
    if len(group) > 1:
        return None
    return _at_the_edge(text, begin, finish, group[0], right if begin is None else left)


def _at_the_edge(
    text: str, begin: int | None, finish: int | None, what: Placeholder, mark: str
) -> list[tuple[int, int]] | None:
    """The longest run of words before the quotation's first one, or behind its last one, that can be what it says."""
    if finish is not None:
        end = len(text[:finish].rstrip().removesuffix(mark).rstrip())
        spans = [(a, end) for a in _word_starts(text) if a < end][-LONGEST:]
    else:
        start = (begin or 0) + len(text[begin:]) - len(text[begin:].lstrip(f" {mark}"))
        spans = [(start, b) for b in _word_ends(text) if b > start][LONGEST - 1 :: -1]
    ruled = {(one.begin, one.finish) for one in find(text) if one.kind is what.kind}
    cased = is_cased(text)
    fitting = [span for span in spans if span in ruled]
    fitting = fitting or [span for span in spans if is_made_of(what.kind, text[slice(*span)], cased=cased)]
    return fitting[:1] or spans[-1:] or None


def _word_starts(text: str) -> list[int]:
    return [found.start() for found in re.finditer(r"\S+", text)]


def _word_ends(text: str) -> list[int]:
    """Where each word ends, the marks behind it left off."""
    return [found.start() + len(found[0].rstrip('.,;:!?"”)')) for found in re.finditer(r"\S+", text)]


def _is_cut(marks: str) -> bool:
    return "…" in marks or "..." in marks


def _trailing(part: str) -> str:
    """The marks behind a part's last word."""
    return re.split(r"\w(?=[^\w]*$)", part)[-1].strip()


def _leading(part: str) -> str:
    """The marks before a part's first word; the s of a genitive is one of them."""
    genitive = _GENITIVE.match(part)
    if genitive:
        return genitive[0]
    return re.split(r"[\w]", part, maxsplit=1)[0].strip(" ")
