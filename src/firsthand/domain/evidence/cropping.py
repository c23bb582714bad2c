"""What a quote leaves off: "I don't think it works", cut to "it works", is exact and false.

A quote is cropped where it starts or ends inside a sentence and the part cut off holds a negation, a hedge, a
condition, a contrast, a report of others, or the question mark. The lists are English; elsewhere an edge inside a
sentence is called unread, never clean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from firsthand.domain.text.cleaning import has_english_fillers
from firsthand.domain.text.sentences import sentences
from firsthand.domain.text.words import QUESTION, Token, keys, tokens

LONGEST_SENTENCE = 80  # words; speech without full stops has longer ones, of which only the nearest words are read
NEAREST = 25  # words on each side of a quote in such speech
_ENDS = ".!?。！？؟"
_CLOSING = "\"'”’»)]"
_OPEN_ENDS = ("…", "...", "-", "–", "—", ",", ":", ";")


class Cue(StrEnum):
    """What kind of words change the meaning of those beside them."""

    NEGATION = "negation"
    HEDGE = "hedge"
    CONDITION = "condition"
    CONTRAST = "contrast"
    REPORT = "report of others"
    QUESTION = "question"


CUES = {
    Cue.NEGATION: """not, cannot, never, no, none, nobody, no one, nothing, nowhere, neither, nor, hardly, barely,
        scarcely, rarely, seldom, without, lack, lacks, lacked, lacking, unable, impossible, unlikely,
        doubt, doubts, doubted, doubtful, deny, denies, denied, fail, fails, failed, failing, refuse,
        refuses, refused, far from, anything but, anymore, any more, no longer, false, untrue, wrong, nope,
        nah, dont, doesnt, didnt, isnt, wasnt, wont, cant, couldnt, wouldnt, shouldnt, havent, hasnt, arent,
        werent, stopped, gave up, avoid, avoids, avoided, used to, back then, in the past, previously,
        formerly, at first, initially""",
    Cue.HEDGE: """i think, we think, i thought, we thought, i guess, we guess, i believe, we believe, i believed, i
        suppose, i supposed, i feel, i felt, i assume, i assumed, we assume, we assumed, i imagine, i
        imagined, i hope, i hoped, we hope, we hoped, i expect, i expected, we expected, i wish, we wish, i
        figure, i reckon, i suspect, i suspected, maybe, perhaps, probably, possibly, potentially,
        presumably, might, may, could, would, should, ought, seem, seems, seemed, seemingly, apparently,
        supposedly, supposed to, meant to, allegedly, sort of, kind of, kinda, sorta, almost, nearly,
        mostly, usually, sometimes, occasionally, generally, typically, normally, in theory, theoretically,
        ideally, roughly, somewhat, partly, partially, to some extent, in a way, in my opinion, in my view,
        from my perspective, as far as, if i remember, i'd, we'd, you'd, he'd, she'd, they'd, it'd, likely,
        chances are, hopefully, arguably, more or less, try to, tries to, tried to, trying to, wish, wished""",
    Cue.CONDITION: """if, unless, when, whenever, until, till, as long as, so long as, provided, providing, in case,
        assuming, supposing, suppose, depending, depends, depend, otherwise, only, whether, as soon as""",
    Cue.CONTRAST: """but, although, though, however, except, excepting, yet, despite, in spite of, whereas, unlike,
        instead, rather than, other than, apart from, aside from, on the other hand, nevertheless,
        nonetheless, regardless, albeit""",
    Cue.REPORT: """says, said, saying, told, tells, claims, claimed, claiming, heard, argues, argued, suggests,
        suggested, insists, insisted, mentioned, mentions, reportedly, reported, promises, promised, wrote,
        according to, thinks, thought, believes, believed, feels, assumes, assumed, expects, expected,
        people say, they say, they tell, people tell, people think, they think, people believe, they
        believe, they claim, people claim, some say, everybody says, everyone says, rumor, rumour, in their
        opinion, in their view, in his opinion, in her opinion""",
}
_NEGATED = ("n't",)
_NO_CONTRAST = frozenset(keys("you we they i he she it much many long big small often"))  # "however you like"
_DONE = re.compile(r"\w+(?<!e)ed|been|got|gotten|gone|done|seen|had|made|come|become|heard|told|found|lost|left|taken")
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
for _cue, _list in CUES.items():
    for _phrase in _list.split(","):
        _words = keys(_phrase)
        _BY_FIRST.setdefault(_words[0], []).append((_words, _cue))


@dataclass(frozen=True, slots=True)
class CutOff:
    """A word or phrase that the quote leaves off, and what it does to the meaning."""

    words: str
    cue: Cue


@dataclass(frozen=True, slots=True)
class Crop:
    """The whole sentences around a quote, whether it starts or ends inside one, and what that cuts off."""

    sentence: str
    is_inside: bool  # the quote starts or ends inside a sentence, words are cut off
    is_read: bool  # the words cut off are in a language whose cues are known
    cut_off: tuple[CutOff, ...]


def crop(text: str, begin: int, finish: int) -> Crop:
    """What `text[begin:finish]` leaves off of the sentences in which it starts and ends."""
    start, end = _around(text, begin, finish)
    left, right = text[start:begin], text[finish:end]
    left_words, right_words = keys(left), keys(right)
    is_read = has_english_fillers(keys(text[start:end])) and _is_latin(left + right)
    found = (*cues(left_words), *cues(right_words)) if is_read else ()
    return Crop(text[start:end].strip(), bool(left_words or right_words), is_read, tuple(dict.fromkeys(found)))


def cues(words: Sequence[str]) -> Iterator[CutOff]:
    """Every cue among the words, in order; longer phrases count before the words in them."""
    at = 0
    while at < len(words):
        phrase, cue = _cue_at(words, at)
        if cue is not None:
            yield CutOff(" ".join(phrase), cue)
        at += max(1, len(phrase))


def _cue_at(words: Sequence[str], at: int) -> tuple[tuple[str, ...], Cue | None]:
    word = words[at]
    if word == QUESTION:
        return (word,), Cue.QUESTION
    if word.endswith(_NEGATED):
        return (word,), Cue.NEGATION
    if _is_harmless(word, words[at + 1] if at + 1 < len(words) else ""):
        return (), None
    fitting = [(p, cue) for p, cue in _BY_FIRST.get(word, ()) if tuple(words[at : at + len(p)]) == p]
    return max(fitting, key=lambda pair: len(pair[0]), default=((), None))


def _is_harmless(word: str, following: str) -> bool:
    """Whether a cue is none before this word: "however you like", "she'd seen it"."""
    if word == "however":
        return following in _NO_CONTRAST
    return word.endswith("'d") and _DONE.fullmatch(following) is not None


def _is_latin(text: str) -> bool:
    """Whether the letters are Latin; only there can the English lists be used."""
    return not any(c.isalpha() and ("\u0370" <= c <= "\u1dff" or c >= "\u2e80") for c in text)


def _around(text: str, begin: int, finish: int) -> tuple[int, int]:
    """Begin of the sentence in which the quote starts, end of the one in which it ends."""
    found = list(_spoken_sentences(text))
    start = max((b for b, _ in found if b <= begin), default=begin)
    end = min((f for _, f in found if f >= finish), default=finish)
    return _bounded(text, start, begin, finish, end)


def _spoken_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of speech: one that ends without a full stop, or trails off and goes on in lower case, goes on."""
    lines = text.replace("\r", " ").replace("\n", " ")
    found = [(sentence.begin, sentence.finish) for sentence in sentences(lines)]
    start: int | None = None
    for this, following in pairwise([*found, (len(text), len(text))]):
        start = this[0] if start is None else start
        if following[0] == len(text) or not _goes_on(lines[this[0] : this[1]], lines[following[0] :]):
            yield start, this[1]
            start = None


def _goes_on(sentence: str, following: str) -> bool:
    plain = sentence.rstrip(_CLOSING)
    if plain.endswith(_OPEN_ENDS):
        return not plain.endswith(("…", "...")) or following[:1].islower()
    return not plain.endswith(tuple(_ENDS)) and not following[:1].isupper()


def _bounded(text: str, start: int, begin: int, finish: int, end: int) -> tuple[int, int]:
    """Keep to the nearest words where a "sentence" is speech without full stops."""
    before, behind = tokens(text[start:begin]), tokens(text[finish:end])
    if len(before) + len(behind) <= LONGEST_SENTENCE:
        return start, end
    return _nearest_start(start, before), _nearest_end(finish, end, behind)


def _nearest_start(start: int, before: tuple[Token, ...]) -> int:
    return start if len(before) <= NEAREST else start + before[-NEAREST].begin


def _nearest_end(finish: int, end: int, behind: tuple[Token, ...]) -> int:
    return end if len(behind) <= NEAREST else finish + behind[NEAREST - 1].finish
