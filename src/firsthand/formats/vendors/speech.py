"""From what a speech engine heard, word by word or piece by piece, to the turns of a conversation.

As with captions, a named speaker's words are one turn until another speaks or falls silent for a while; where the
file names nobody a change of speaker may hide after any sentence, so every sentence is a turn. What a file itself
gives as turns stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from firsthand.domain.interviews.transcripts import Timing, Turn, Word

_SENTENCE_END = re.compile(r"[.?!…。？！][\"'”’)\]»]*$")
_NO_SPACE = re.compile("[\u0e00-\u0e7f\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff65]")
BREATH = 0.5  # seconds: a longer pause lets another speaker in
NEAR = 120  # characters within which a word is looked for where the text says something else first


@dataclass(frozen=True, slots=True)
class Spoken:
    """One word or mark as an engine lists it; times in seconds."""

    text: str
    speaker: str = ""
    start: float | None = None
    end: float | None = None
    probability: float | None = None
    is_attached: bool = False  # stands without a space after what came before, as punctuation does
    ends_sentence: bool = False  # the engine itself closed a sentence or phrase here


@dataclass(frozen=True, slots=True)
class Manner:
    """Where one speaker's speech is cut into turns."""

    pause_seconds: float
    words: int  # a turn of this many words ends with its sentence
    most_words: int  # and one of this many ends here, sentence or not


NAMED = Manner(pause_seconds=5.0, words=1200, most_words=1800)
UNNAMED = Manner(pause_seconds=2.0, words=1, most_words=75)


def turns_of_words(words: Iterable[Spoken]) -> list[Turn]:
    """The turns that a stream of words makes up; all words stand in them once and in order."""
    turns: list[Turn] = []
    group: list[Spoken] = []
    for word in words:
        if group and not word.is_attached and _starts_anew(group, word):
            turns.append(turn_of_words(group))
            group = []
        group.append(word)
    if group:
        turns.append(turn_of_words(group))
    return [turn for turn in turns if turn.text]


def interleaved(channels: Iterable[Sequence[Spoken]]) -> list[Turn]:
    """The turns of a recording with a channel for each speaker: in one's pauses stands what the others said."""
    pieces = sorted((piece for words in channels for piece in _at_pauses(words)), key=lambda piece: piece[0])
    return turns_of_words(word for _, piece in pieces for word in piece)


def _at_pauses(words: Sequence[Spoken]) -> list[tuple[float, list[Spoken]]]:
    """The words in pieces without a pause inside, each with its start; a word without times stays with those before."""
    pieces: list[tuple[float, list[Spoken]]] = []
    end: float | None = None
    for word in words:
        if not pieces or (word.start is not None and not word.is_attached and word.start - (end or 0.0) > BREATH):
            pieces.append((word.start or 0.0, []))
        pieces[-1][1].append(word)
        end = word.end if word.end is not None and not word.is_attached else end
    return pieces


def _starts_anew(group: Sequence[Spoken], word: Spoken) -> bool:
    last = group[-1]
    if word.speaker != last.speaker:
        return True
    ends = last.ends_sentence or _SENTENCE_END.search(last.text) is not None
    last_end = next((each.end for each in reversed(group) if each.end is not None), None)
    return _is_cut(_silence(last_end, word.start), ends, len(group), NAMED if word.speaker else UNNAMED)


def _is_cut(silence: float, ends_sentence: bool, words: int, manner: Manner) -> bool:
    return silence > manner.pause_seconds or words >= (manner.words if ends_sentence else manner.most_words)


def _silence(end: float | None, start: float | None) -> float:
    return 0.0 if end is None or start is None else start - end


def turn_of_words(words: Sequence[Spoken]) -> Turn:
    """One turn of these words with a space between them, save before attached marks and in Chinese, Japanese, Thai."""
    text = ""
    timed: list[Word] = []
    for word in words:
        token = " ".join(word.text.split()) if not word.is_attached else word.text.rstrip()
        if not token:
            continue
        text += _space_between(text, token, word.is_attached) + token
        if word.start is not None and word.end is not None and word.end >= word.start and not word.is_attached:
            timed.append(Word(len(text) - len(token), len(text), word.start, word.end, word.probability))
    return turn_of(words[0].speaker, text, *_span(words), words=timed)


def _space_between(text: str, token: str, is_attached: bool) -> str:
    if not text or is_attached or (_NO_SPACE.match(text[-1]) and _NO_SPACE.match(token[0])):
        return ""
    return " "


def _span(words: Sequence[Spoken]) -> tuple[float | None, float | None]:
    """From the first word to the last; the times that some engines give to punctuation are no speech."""
    starts = [word.start for word in words if word.start is not None and not word.is_attached]
    ends = [word.end for word in words if word.end is not None and not word.is_attached]
    return min(starts, default=None), max(ends, default=None)


def turn_of(
    speaker: str, text: str, start: float | None = None, end: float | None = None, *, words: Sequence[Word] = ()
) -> Turn:
    """One turn with its text trimmed, its words' offsets moved along, and its timing as good as it really is."""
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    words = tuple(
        replace(word, begin=word.begin - lead, finish=min(word.finish - lead, len(text)))
        for word in words
        if word.begin >= lead and word.begin - lead < len(text)
    )
    if end is not None and start is not None and end < start:
        end = None
    start = start if start is not None or not words else words[0].start
    end = end if end is not None or not words else max(words[-1].end, start or 0.0)
    return Turn(0, speaker, text, start, end, _timing(text, start, end, words), words=words)


def _timing(text: str, start: float | None, end: float | None, words: Sequence[Word]) -> Timing:
    if words and _are_all_timed(text, words):
        return Timing.WORD
    if start is not None and end is not None:
        return Timing.CUE
    return Timing.NONE if start is None and end is None else Timing.INTERPOLATED


def _are_all_timed(text: str, words: Sequence[Word]) -> bool:
    """Whether every span is a single word and no letter or digit of the text stands outside them."""
    if any(len(text[word.begin : word.finish].split()) > 1 for word in words):
        return False
    covered = 0
    for word in words:
        if any(each.isalnum() for each in text[covered : word.begin]):
            return False
        covered = max(covered, word.finish)
    return not any(each.isalnum() for each in text[covered:])


def located(text: str, words: Iterable[Spoken]) -> list[Word]:
    """The timed words with their places in a text that says the same; a word that is not found there is left out."""
    found: list[Word] = []
    folded = _folded(text)
    place = 0
    for word in words:
        needle = _folded(word.text.strip())
        begin = _next_place(folded, needle, place)
        if begin is None:
            continue
        place = begin + len(needle)
        if word.start is not None and word.end is not None and word.end >= word.start:
            found.append(Word(begin, place, word.start, word.end, word.probability))
    return found


def _folded(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _next_place(text: str, needle: str, place: int) -> int | None:
    """Where the word comes next: at once if it can, else within a line's length and not inside another word."""
    if not needle:
        return None
    while place < len(text) and text[place].isspace():
        place += 1
    if text.startswith(needle, place):
        return place
    limit = place + len(needle) + NEAR
    begin = text.find(needle, place, limit)
    while begin > 0 and text[begin - 1].isalnum() and needle[0].isalnum():
        begin = text.find(needle, begin + 1, limit)
    return begin if begin >= 0 else None


def joined(pieces: Sequence[Turn]) -> list[Turn]:
    """The pieces that an engine cut, put together to turns; each piece's own span and times stay in `Turn.words`."""
    groups: list[list[Turn]] = []
    words = 0
    for piece in pieces:
        if groups and _continues(groups[-1][-1], piece, words):
            groups[-1].append(piece)
        else:
            groups.append([piece])
            words = 0
        words += len(piece.text.split())
    return [_together(group) for group in groups]


def _continues(last: Turn, piece: Turn, words: int) -> bool:
    if last.speaker != piece.speaker or last.start is None or piece.start is None:
        return False
    ends = _SENTENCE_END.search(last.text[-8:]) is not None
    return not _is_cut(_silence(last.end, piece.start), ends, words, NAMED if piece.speaker else UNNAMED)


def _together(group: Sequence[Turn]) -> Turn:
    text = ""
    words: list[Word] = []
    for piece in map(_with_span, group):
        text += _space_between(text, piece.text, is_attached=False)
        words += [replace(w, begin=w.begin + len(text), finish=w.finish + len(text)) for w in piece.words]
        text += piece.text
    starts = [piece.start for piece in group if piece.start is not None]
    ends = [piece.end for piece in group if piece.end is not None]
    return turn_of(group[0].speaker, text, min(starts, default=None), max(ends, default=None), words=words)


def _with_span(piece: Turn) -> Turn:
    if piece.words or piece.start is None or piece.end is None or not piece.text:
        return piece
    return replace(piece, words=(Word(0, len(piece.text), piece.start, piece.end),))
