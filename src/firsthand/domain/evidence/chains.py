"""Fragments of a quote with marked cuts, found in order in the words of one speaker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from firsthand.domain.evidence.attribution import same_speaker
from firsthand.domain.evidence.gaps import LONGEST_GAP, gap, may_be_skipped
from firsthand.domain.interviews.corpus import Corpus

Span = tuple[int, int]  # words of the row: first place, and one behind the last
_REACH = LONGEST_GAP + 40  # places; question marks take places, but do not count as words
_MOST = 200  # chains tried; a fragment said more often than that proves nothing
_PATIENCE = 20_000  # pairs of fragments looked at; "yeah … yeah … yeah" has no end of them


def chains(corpus: Corpus, fragments: Sequence[Sequence[int]]) -> list[tuple[Span, ...]]:
    """Every way to find all fragments in order, in one speaker's words, with gaps that may be skipped.

    Of several ways from the same rarest fragment, the one with the nearest neighbours is given.
    """
    seeds = [corpus.concordance.seeds(fragment) for fragment in fragments]
    if not seeds or not min(seeds):
        return []
    rarest = seeds.index(min(seeds))
    found, budget = [], iter(range(_PATIENCE))
    for start in corpus.concordance.find(fragments[rarest])[:_MOST]:
        span = (start, start + len(fragments[rarest]))
        before = _extended(corpus, span, fragments[:rarest][::-1], _before, budget)
        behind = _extended(corpus, span, fragments[rarest + 1 :], _behind, budget)
        if is_of_one_speaker(corpus, span) and before is not None and behind is not None:
            found.append((*before[::-1], span, *behind))
    return found


def is_of_one_speaker(corpus: Corpus, span: Span) -> bool:
    """Whether one person said all these words."""
    turns = corpus.turns(*span)
    return all(same_speaker(turn.speaker, turns[0].speaker) for turn in turns)


_Step = Callable[[Corpus, Span, Sequence[int], Iterator[int]], list[Span]]


def _extended(
    corpus: Corpus, span: Span, fragments: Sequence[Sequence[int]], step: _Step, budget: Iterator[int]
) -> tuple[Span, ...] | None:
    """The nearest row of the fragments from `span` on; None where one can't be found within reach."""
    paths: dict[Span, tuple[Span, ...]] = {span: ()}
    for fragment in fragments:
        longer: dict[Span, tuple[Span, ...]] = {}
        for last, path in paths.items():
            for following in step(corpus, last, fragment, budget):
                longer.setdefault(following, (*path, following))
        paths = longer
    return min(paths.values(), key=lambda path: sum(abs(s[0] - span[0]) for s in path), default=None)


def _behind(corpus: Corpus, span: Span, fragment: Sequence[int], budget: Iterator[int]) -> list[Span]:
    first, last = corpus.within_document(span[0], span[1], span[1] + _REACH + len(fragment))
    spans = [one for one in _in_stretch(corpus, first, last, fragment) if next(budget, None) is not None]
    return [one for one in spans if is_of_one_speaker(corpus, one) and _may_follow(corpus, span, one)]


def _before(corpus: Corpus, span: Span, fragment: Sequence[int], budget: Iterator[int]) -> list[Span]:
    first, last = corpus.within_document(span[0], span[0] - _REACH - len(fragment), span[0])
    spans = [one for one in _in_stretch(corpus, first, last, fragment) if next(budget, None) is not None]
    return [one for one in spans if is_of_one_speaker(corpus, one) and _may_follow(corpus, one, span)]


def _in_stretch(corpus: Corpus, first: int, last: int, fragment: Sequence[int]) -> list[Span]:
    words, wanted, size = corpus.words(first, last), list(fragment), len(fragment)
    return [(first + at, first + at + size) for at in range(len(words) - size + 1) if words[at : at + size] == wanted]


def _may_follow(corpus: Corpus, span: Span, following: Span) -> bool:
    same = same_speaker(corpus.turn_at(span[1] - 1).speaker, corpus.turn_at(following[0]).speaker)
    return same and may_be_skipped(gap(corpus, span[1], following[0]).kind)
