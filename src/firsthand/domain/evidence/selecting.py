"""Words that a reader selected: no search is needed, only who said them and what lies between."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from firsthand.domain.errors import Invalid
from firsthand.domain.evidence.attribution import same_speaker, standing
from firsthand.domain.evidence.chains import Span
from firsthand.domain.evidence.comparing import text_of
from firsthand.domain.evidence.finding import Found, by_speaker
from firsthand.domain.evidence.gaps import Gap, gap
from firsthand.domain.evidence.statuses import Status
from firsthand.domain.interviews.anchors import anchor
from firsthand.domain.interviews.corpus import Corpus, Place
from firsthand.domain.interviews.transcripts import Transcript

_CUT = " … "


def selected(
    transcript: Transcript, first_turn: int, begin: int, last_turn: int, finish: int, source: str
) -> tuple[Corpus, Found, str]:
    """The selected words in an index of their turns only, what they are, and how they read as a quote.

    Raises Invalid where there is no such turn or offset, or no word between them.
    """
    anchor(transcript, first_turn, begin, last_turn, finish)
    near = tuple(turn for turn in transcript.turns if first_turn <= turn.index <= last_turn)
    corpus = Corpus.of({source: replace(transcript, turns=near)})
    first, last = corpus.touched(Place(source, first_turn, begin, last_turn, finish))
    if first >= last:
        raise Invalid("No word is selected. Select at least one word.")
    pieces = tuple(by_speaker(corpus, first, last))
    status, kept = _status(corpus, pieces)
    turns = (turn for span in kept for turn in corpus.turns(*span))
    found = Found(status, kept, max(standing(turn) for turn in turns))
    return corpus, found, _CUT.join(text_of(corpus, *span) for span in kept)


def _status(corpus: Corpus, pieces: tuple[Span, ...]) -> tuple[Status, tuple[Span, ...]]:
    if len(pieces) == 1:
        return Status.EXACT, pieces
    speaker = corpus.turn_at(pieces[0][0]).speaker
    own = tuple(span for span in pieces if same_speaker(corpus.turn_at(span[0]).speaker, speaker))
    kinds = {gap(corpus, one[1], other[0]).kind for one, other in pairwise(own)}
    ends_own = own[-1] == pieces[-1]
    return (Status.ELIDED, own) if ends_own and kinds == {Gap.BACK_CHANNEL} else (Status.STITCHED, pieces)
