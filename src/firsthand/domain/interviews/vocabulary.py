"""Which words of a turn carry what it is about, and which only hold it together or show that somebody listens."""

from __future__ import annotations

import re
from functools import lru_cache

from firsthand.domain.text.sentences import Sentence, sentences

_function_words = (
    "a about above after again all also always am an and any anything are aren't as at be because been "
    "before being but by can can't could couldn't did didn't do does doesn't doing don't down each else "
    "even ever every everything few for from further get gets getting go goes going gonna got had has "
    "hasn't have haven't having he her here hers him his how i if in into is isn't it its itself just "
    "kind know let lot made make many may maybe me mean might more most much must my myself never no nor "
    "not nothing now of off oh okay ok on once one only or other our ours out over own part people "
    "perhaps please put quite rather really right same say saying see she should so some somebody someone "
    "something sort still such sure take tell than thank thanks that the their them then there these they "
    "thing things think this those though through to too took two under until up upon us use very want "
    "was wasn't way we well went were weren't what whatever when where whether which while who whole whom "
    "why will with won't would wouldn't yeah yes yet you your yours yourself um uh er ah hmm mm mhm "
    "actually basically bit come comes came gonna guess like look looks maybe okay probably said says "
    "stuff talk talking used wanna "
)
FUNCTION_WORDS = frozenset(_function_words.split())
_backchannel_words = (
    "yeah yes yep yup ya no nope nah okay ok kay right sure mm hm mmm mhm hmm huh uh um ah aha oh wow "
    "great good "
    "nice cool fine perfect excellent wonderful brilliant lovely exactly absolutely "
    "definitely indeed true correct interesting fair alright all i see got it of course thank thanks you "
    "so very well and that's makes sense gotcha really amazing awesome fantastic sorry clear straight "
    "ha haha cheers pleasure welcome please certainly totally hello hi hey bye laughs laughter laughing chuckles "
    "crosstalk inaudible "
)
BACKCHANNEL_WORDS = frozenset(_backchannel_words.split())
LONGEST_BACKCHANNEL = 80  # code points; nothing longer is looked at
REAL_BACKCHANNEL_LENGTH = 5  # words; a longer run of such words is a sentence

ABOUT_THE_INTERVIEW = re.compile(  # words about the conversation itself: neither reflection nor telling
    r"\b(?:record(?:ing|ed)?|consent|confidential|anonym\w*|questions? (?:for|about|to|on|is|that|will)|(?:next|last"
    r"|first|final|another|my|of) questions?|"
    r"ask you|interview\w*|transcri\w+|shar(?:e|ing) (?:my|your|the) screen|can you (?:see|hear)|(?:i"
    r"|we) can(?:not|'t)? (?:see|hear)|thank(?:s"
    r"| you)|(?:five|ten|\d+) minutes|appreciate|"
    r"next (?:appointment|session)|schedul\w+|look forward|feel free|no right or wrong|cameras?|mute"
    r"|introduc(?:e|ing) (?:your|our)sel\w+|"
    r"go (?:ahead|first|next)|(?:use|pick|take|choose|give) (?:that|it|an?|the|any|your) (?:\w+ )?(?:example|one"
    r"|team|project|job)|use that|elaborate|come back to|follow up|"
    r"summari[sz]e (?:it|that|this) for|start(?:ing)? (?:with|by|this)|don't worry|offended|my research"
    r"|this (?:research|study|paper)|the paper)\b",
    re.IGNORECASE,
)

_word = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_endings = (
    "ations",
    "ation",
    "ingly",
    "edly",
    "ments",
    "ment",
    "ness",
    "ings",
    "ing",
    "ies",
    "ied",
    "ers",
    "ed",
    "er",
    "es",
    "ly",
    "s",
)


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, with straight apostrophes; stammers ("I-I-I") count once."""
    return tuple(_without_stammer(w.lower().replace("’", "'")) for w in _word.findall(text))


def word_count(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _ in _word.finditer(text))


@lru_cache(maxsize=2_000)
def content(text: str) -> tuple[str, ...]:
    """The stems of the words that carry content, in order, repeated where the text repeats them."""
    return tuple(stem(w) for w in words(text) if _carries_content(w))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its commonest English ending, so that "released" and "releases" meet; never under 3 letters."""
    plain = word.removesuffix("'s")
    for ending in _endings:
        if plain.endswith(ending) and len(plain) - len(ending) >= 3:
            return _rounded(plain[: -len(ending)])
    return _rounded(plain)


@lru_cache(maxsize=8_000)
def spoken_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a turn, remembered for the next measure that asks for them (8,000 turns: over ten hours)."""
    return sentences(text)


def is_backchannel(text: str) -> bool:
    """Whether a turn only shows listening ("mm-hmm", "okay, great"): at most five words, all of them such words."""
    if len(text) > LONGEST_BACKCHANNEL:
        return False
    said = [part for word in words(text) for part in word.split("-")]
    return len(said) <= REAL_BACKCHANNEL_LENGTH and all(word in BACKCHANNEL_WORDS for word in said)


def _carries_content(word: str) -> bool:
    return len(word) > 1 and word not in FUNCTION_WORDS and not _contraction.search(word)


_contraction = re.compile(r"'(?:m|re|ve|ll|d|t)$|^(?:it|that|there|what|he|she|who|where|how|let|here)'s$")


def _without_stammer(word: str) -> str:
    parts = word.split("-")
    return parts[0] if len(parts) > 1 and len(set(parts)) == 1 else word


def _rounded(stemmed: str) -> str:
    if len(stemmed) > 3 and stemmed[-1] == stemmed[-2] and stemmed[-1] not in "aeiouls":
        stemmed = stemmed[:-1]  # "planned" → "plan"
    if len(stemmed) > 3 and stemmed[-1] in "ey":
        stemmed = stemmed[:-1]
    return stemmed[:-1] if stemmed.endswith("i") and len(stemmed) > 3 else stemmed
