"""An anchor pins words to the place where they were said; corrections and new transcripts don't lose them.

It follows the W3C Web Annotation model: a TextPositionSelector (code points into all turns' texts joined by line ends),
a TextQuoteSelector (the exact text with 32 characters on both sides), and the moment in the recording where known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.corpus import Corpus, Place
from firsthand.domain.interviews.transcripts import Timing, Transcript, Turn
from firsthand.domain.text.alignment import Alignment, align
from firsthand.domain.text.words import keys

CONTEXT = 32  # characters of prefix and suffix
LEAST_ALIKE = 0.6  # share of the words, with those around them, that an anchor needs to land on changed words
SURE_LENGTH = 6  # words; fewer are said often, so their surroundings must be alike too
_BETWEEN_TURNS = "\n"
_SLACK = 20  # words of room for what a new transcript has more


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words pinned to their place: first and last turn by index, offsets in code points, end exclusive."""

    first_turn: int
    begin: int  # into the first turn's text
    last_turn: int
    finish: int  # into the last turn's text
    exact: str
    prefix: str
    suffix: str
    start_position: int  # into the whole text: all turns' texts joined by "\n"
    end_position: int
    start: float | None = None  # seconds from the start of the recording
    end: float | None = None
    timing: Timing = Timing.NONE
    source: str = ""  # the transcript's id or address

    def as_w3c(self) -> dict[str, object]:
        """The anchor as the target of a W3C Web Annotation (JSON-LD, without the context line)."""
        selectors: list[dict[str, object]] = [
            {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix},
            {"type": "TextPositionSelector", "start": self.start_position, "end": self.end_position},
        ]
        if self.start is not None:
            moment = f"t={_seconds(self.start)}" + (f",{_seconds(self.end)}" if self.end is not None else "")
            conforms = "http://www.w3.org/TR/media-frags/"
            selectors.append({"type": "FragmentSelector", "conformsTo": conforms, "value": moment})
        return {"type": "SpecificResource", "source": self.source, "selector": selectors}


class Fate(StrEnum):
    """What became of an anchor when the transcript changed."""

    SAME = "same"  # the same characters at the same place
    MOVED = "moved"  # the same words at another place, or differently punctuated
    CHANGED = "changed"  # other words at its place: what it quotes must be checked again
    LOST = "lost"  # nothing to land on: closed to sharing


@dataclass(frozen=True, slots=True)
class Landing:
    """Where an anchor lands in a changed transcript: `anchor` is None where it is lost."""

    fate: Fate
    anchor: Anchor | None
    alike: float  # share of the words that are the same, 0 to 1

    @property
    def has_landed(self) -> bool:
        """Whether there is a place to show."""
        return self.anchor is not None


def anchor(
    transcript: Transcript, first_turn: int, begin: int, last_turn: int, finish: int, *, source: str = ""
) -> Anchor:
    """Pin the text from `begin` in the first turn to before `finish` in the last; turns by index.

    Raises Invalid where there is no such turn or offset, or nothing between them.
    """
    first, last = _position(transcript, first_turn), _position(transcript, last_turn)
    turns = transcript.turns
    if not (0 <= begin <= len(turns[first].text) and 0 <= finish <= len(turns[last].text)):
        raise Invalid("These offsets lie outside the turn's text. Nothing was marked; select the words again.")
    whole, starts = _whole(transcript)
    start_position, end_position = starts[first] + begin, starts[last] + finish
    if start_position >= end_position:
        raise Invalid("Nothing is selected. Select at least one word.")
    start, end, timing = _moment(turns[first], begin, turns[last], finish)
    return Anchor(
        first_turn,
        begin,
        last_turn,
        finish,
        exact=whole[start_position:end_position],
        prefix=whole[max(0, start_position - CONTEXT) : start_position],
        suffix=whole[end_position : end_position + CONTEXT],
        start_position=start_position,
        end_position=end_position,
        start=start,
        end=end,
        timing=timing,
        source=source,
    )


def at(transcript: Transcript, place: Place, *, source: str = "") -> Anchor:
    """The anchor of a place."""
    return anchor(transcript, place.first_turn, place.begin, place.last_turn, place.finish, source=source)


def starts_at(transcript: Transcript, place: Place) -> float | None:
    """When the words of a place begin, in seconds from the start of the recording; quicker than the whole anchor."""
    first, last = _position(transcript, place.first_turn), _position(transcript, place.last_turn)
    return _moment(transcript.turns[first], place.begin, transcript.turns[last], place.finish)[0]


def resolve(
    pinned: Anchor, transcript: Transcript, corpus: Corpus | None = None, *, source: str | None = None
) -> Landing:
    """Where the anchor lands in a corrected transcript, or in another one of the same conversation.

    Tried in order: the same characters at the same place; the same words anywhere, nearest to the old context and
    place; the place whose words, with those around them, are alike enough. `corpus` is the transcript's index where
    the caller has many anchors to resolve; `source` is the other transcript's id.
    """
    source = pinned.source if source is None else source
    if _still_there(pinned, transcript):
        again = anchor(transcript, pinned.first_turn, pinned.begin, pinned.last_turn, pinned.finish, source=source)
        return Landing(Fate.SAME, again, 1.0)
    corpus = corpus or Corpus.of(transcript)
    return _same_words(pinned, transcript, corpus, source) or _alike(pinned, transcript, corpus, source)


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}".rstrip("0").rstrip(".")


def _position(transcript: Transcript, index: int) -> int:
    turns = transcript.turns
    if 0 <= index < len(turns) and turns[index].index == index:
        return index
    for position, turn in enumerate(turns):
        if turn.index == index:
            return position
    raise Invalid(f"There is no turn {index} in this transcript. Nothing was marked; reload the page and try again.")


def _whole(transcript: Transcript) -> tuple[str, list[int]]:
    """All turns' texts joined by line ends, and where each turn starts in it."""
    texts = [turn.text for turn in transcript.turns]
    return _BETWEEN_TURNS.join(texts), list(accumulate((len(text) + 1 for text in texts), initial=0))


def _moment(first: Turn, begin: int, last: Turn, finish: int) -> tuple[float | None, float | None, Timing]:
    """Start and end in seconds: by the words' own times, else by the share of the turn's text."""
    starts = [word.start for word in first.words if word.finish > begin]
    ends = [word.end for word in last.words if word.begin < finish]
    if starts and ends:
        return starts[0], ends[-1], Timing.WORD
    if first.start is None:
        return None, None, Timing.NONE
    start, end = _interpolated(first, begin), _interpolated(last, finish)
    whole_turns = begin == 0 and finish == len(last.text)
    return start, end, last.timing if whole_turns else Timing.INTERPOLATED


def _interpolated(turn: Turn, offset: int) -> float | None:
    if turn.start is None or offset == 0 or not turn.text:
        return turn.start
    if turn.end is None:
        return turn.start
    return turn.start + (turn.end - turn.start) * offset / len(turn.text)


def _still_there(pinned: Anchor, transcript: Transcript) -> bool:
    try:
        now = anchor(transcript, pinned.first_turn, pinned.begin, pinned.last_turn, pinned.finish)
    except Invalid:
        return False
    return now.exact == pinned.exact


def _same_words(pinned: Anchor, transcript: Transcript, corpus: Corpus, source: str) -> Landing | None:
    """The same words elsewhere; a few words are said often, and land only among the same surroundings."""
    sequence = corpus.numbered(keys(pinned.exact))
    places = [corpus.place(p, p + len(sequence)) for p in corpus.concordance.find(sequence)]
    found = [at(transcript, place, source=source) for place in places]
    if not found:
        return None
    likeness, _, best = max(
        ((_likeness(pinned, one), -abs(one.start_position - pinned.start_position), one) for one in found),
        key=lambda rated: rated[:2],
    )
    sure = len(sequence) >= SURE_LENGTH or likeness >= 0.5
    return Landing(Fate.MOVED, best, 1.0) if sure else None


def _likeness(pinned: Anchor, candidate: Anchor) -> float:
    """How alike the surroundings are: the shares of common words before and behind, mean, 0 to 1."""
    return (_common(pinned.prefix, candidate.prefix) + _common(pinned.suffix, candidate.suffix)) / 2


def _common(one: str, other: str) -> float:
    mine, theirs = set(keys(one)), set(keys(other))
    return len(mine & theirs) / max(1, len(mine | theirs)) if mine or theirs else 1.0


def _alike(pinned: Anchor, transcript: Transcript, corpus: Corpus, source: str) -> Landing:
    """The words that stand between the old surroundings, where enough of all that is still the same."""
    before, exact, behind = keys(pinned.prefix)[1:], keys(pinned.exact), keys(pinned.suffix)[:-1]
    sequence = corpus.numbered((*before, *exact, *behind))
    found = [_laid(sequence, stretch, corpus) for stretch in corpus.stretches(sequence, _SLACK)]
    share, stretch, laid = max(found, key=lambda one: one[0], default=(0.0, 0, None))
    if laid is None or share < LEAST_ALIKE:
        return Landing(Fate.LOST, None, 0.0)
    middle = slice(len(before), len(before) + len(exact))
    there = [place for place in laid.places[middle] if place is not None]
    if not there:
        return Landing(Fate.LOST, None, 0.0)
    place = corpus.place(stretch + there[0], stretch + there[-1] + 1)
    return Landing(Fate.CHANGED, at(transcript, place, source=source), sum(laid.same[middle]) / len(exact))


def _laid(sequence: Sequence[int], stretch: tuple[int, int], corpus: Corpus) -> tuple[float, int, Alignment]:
    laid = align(sequence, corpus.words(*stretch))
    corpus.concordance.work.alignments += 1
    return laid.matched / len(sequence), stretch[0], laid
