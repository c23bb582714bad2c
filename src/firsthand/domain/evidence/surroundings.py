"""What the same person said right before and after a quote, across captions and across somebody's mm-hm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from firsthand.domain.evidence.attribution import same_speaker
from firsthand.domain.interviews.corpus import Place
from firsthand.domain.interviews.transcripts import Transcript, Turn
from firsthand.domain.interviews.vocabulary import is_backchannel

REACH = 1_500  # characters on each side, more than any sentence that is read whole
_ENDS = (".", "!", "?", "。", "！", "？", "؟")
_CLOSING = "\"'”’»)] "


def surroundings(transcript: Transcript, place: Place) -> tuple[str, int, int]:
    """The speech around a place in one text, and begin and finish of the place in it."""
    turns = transcript.turns
    first, last = (_position(transcript, index) for index in (place.first_turn, place.last_turn))
    speaker = turns[first].speaker
    before = [turn.text for turn in _earlier(turns[:first], speaker)][::-1]
    inside = [turn.text for turn in turns[first : last + 1] if same_speaker(turn.speaker, speaker)]
    behind = [turn.text for turn in _later(turns[last + 1 :], turns[last])]
    lead = " ".join([*before, inside[0][: place.begin]])[-REACH:]
    tail = " ".join([turns[last].text[place.finish :], *behind])[:REACH]
    body = " ".join(inside)[place.begin :]
    if same_speaker(turns[last].speaker, speaker):
        body = body[: len(body) - (len(turns[last].text) - place.finish)]
    return lead + body + tail, len(lead), len(lead) + len(body)


def _position(transcript: Transcript, index: int) -> int:
    turns = transcript.turns
    if index < len(turns) and turns[index].index == index:
        return index
    return next(position for position, turn in enumerate(turns) if turn.index == index)


def _earlier(turns: tuple[Turn, ...], speaker: str) -> Iterator[Turn]:
    """The turns before, latest first, while the speaker has the word; over an mm-hm only in mid-sentence."""
    reached, skipped = 0, False
    for turn in reversed(turns):
        if same_speaker(turn.speaker, speaker):
            if skipped and not _is_open(turn.text):
                return
            skipped = False
            reached += len(turn.text)
            yield turn
        elif is_backchannel(turn.text) or not turn.text.strip():
            skipped = True
        else:
            return
        if reached > REACH:
            return


def _later(turns: Iterable[Turn], last: Turn) -> Iterator[Turn]:
    """The turns behind while the speaker has the word; over an mm-hm only in mid-sentence."""
    reached, said = 0, last.text
    for turn in turns:
        if same_speaker(turn.speaker, last.speaker):
            reached += len(turn.text)
            said = turn.text
            yield turn
        elif not (is_backchannel(turn.text) or not turn.text.strip()) or not _is_open(said):
            return
        if reached > REACH:
            return


def _is_open(text: str) -> bool:
    """Whether a turn breaks off in the middle of a sentence."""
    plain = text.rstrip(_CLOSING)
    return not plain.endswith(_ENDS) or plain.endswith(("...", "…"))
