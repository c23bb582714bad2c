"""What may be left out between two pieces of one quote: at most 60 words, and no question of a researcher."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from firsthand.domain.evidence.attribution import same_speaker
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Role, Turn
from firsthand.domain.interviews.vocabulary import is_backchannel

LONGEST_GAP = 60  # words
_ASKS = re.compile(  # speech without question marks asks too
    r"\s*(?:(?:so|and|okay|ok|right|then|but|well|great|thanks|yeah|mm|um|uh)[\s,.]+)*"
    r"(?:(?:what|how|why|when|where|who|which|whose|do|does|did|is|are|was|were|can|could|would|will|have|has)\b"
    r"|(?:can you |could you |please )?(?:tell|walk|talk|show) me\b|describe\b)",
    re.IGNORECASE,
)


class Gap(Enum):
    """What lies between two pieces of a quote."""

    NOTHING = "nothing"
    OWN_WORDS = "words of the same speaker"
    BACK_CHANNEL = "only somebody's mm-hm"
    OTHERS = "somebody else's words, no question"
    TOO_FAR = "too many words, or a question"


@dataclass(frozen=True, slots=True)
class Between:
    """The words from place `first` to before `last` that a quote skips, and what they are."""

    first: int
    last: int
    kind: Gap


def gap(corpus: Corpus, first: int, last: int) -> Between:
    """What a quote skips whose next piece starts at place `last`, and the piece before it ends before `first`."""
    return Between(first, last, _kind(corpus, first, last))


def may_be_skipped(kind: Gap) -> bool:
    """Whether a quote that marks its cut may leave this out."""
    return kind is not Gap.TOO_FAR


def _kind(corpus: Corpus, first: int, last: int) -> Gap:
    speaker = corpus.turn_at(first - 1).speaker
    between = [turn for turn in corpus.turns(first - 1, last + 1) if not same_speaker(turn.speaker, speaker)]
    if first == last and not any(turn.text.strip() for turn in between):
        return Gap.NOTHING
    if corpus.count(first, last) > LONGEST_GAP or any(_is_a_researchers_question(turn) for turn in between):
        return Gap.TOO_FAR
    if not between:
        return Gap.OWN_WORDS
    whole = _starts_a_turn(corpus, first) and _ends_a_turn(corpus, last)
    own_words = any(same_speaker(turn.speaker, speaker) for turn in corpus.turns(first, last))
    is_skipped_listening = whole and not own_words and all(is_backchannel(turn.text) for turn in between)
    return Gap.BACK_CHANNEL if is_skipped_listening else Gap.OTHERS


def _starts_a_turn(corpus: Corpus, at: int) -> bool:
    return corpus.bounds_of_turn(at)[0] == at


def _ends_a_turn(corpus: Corpus, last: int) -> bool:
    return corpus.bounds_of_turn(last - 1)[1] == last


def _is_a_researchers_question(turn: Turn) -> bool:
    """A question by a researcher, or by somebody whose role nobody has confirmed."""
    if turn.role not in (Role.RESEARCHER, Role.UNKNOWN):
        return False
    is_punctuated = any(mark in turn.text for mark in ".!。")
    return any(mark in turn.text for mark in "?？؟") or (not is_punctuated and bool(_ASKS.match(turn.text)))
