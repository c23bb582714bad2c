"""The words of a turn as questions are looked for in them: lower case, contractions apart, stutters joined."""

from __future__ import annotations

import re


def _vocabulary(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


FILLERS = _vocabulary("um uh uhm er erm ah eh hm hmm mm mhm mm-hmm uh-huh")
OPENERS = FILLERS | _vocabulary(
    "well so okay ok kay and but yeah yep yes no nope right like oh now alright anyway then cause because also great "
    "please first firstly finally next otherwise again hi hello hey thank good interesting "
    "fine fantastic perfect wow sure cool actually basically just maybe thanks"
)
BACKCHANNELS = FILLERS | _vocabulary("yeah yep yes okay ok kay oh ah uh-huh wow alright sure no really")
WH_WORDS = _vocabulary("what who whom whose which when where why how")
AUXILIARIES = _vocabulary(
    "do does did is are was were am be have has had can could will would shall should may might must"
)
SUBJECTS = _vocabulary("you they we he she it i that this these those there")
# Words that carry the grammar; everything else is one and the same "x" to the linear model.
GRAMMAR = (
    WH_WORDS
    | AUXILIARIES
    | _vocabulary(
        "been i you he she it we they me him her us them my your his our their this that these those there here a an "
        "the not n't 's 're 'd 'll 've 'm or and but if to of in on at for with about from by as than any some "
        "anything something anyone else ever even just still also too know think mean want need like say said tell "
        "see get go going wanna gonna got guess wonder wondering right okay ok yeah no yes sorry huh so well really "
        "maybe"
    )
)
STOP_WORDS = (
    GRAMMAR
    | OPENERS
    | _vocabulary(
        "because how's its very much more most lot lots really kind sort bit little thing things way mean yourself "
        "itself himself themselves one ones were being into out up down over under only own same other such very will "
        "while again further once during before after above below between through s t don now use used make makes "
        "made come came good better great let lets talk talked talking mentioned saying tell told"
    )
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
STUTTER = re.compile(r"(?<![\w'-])(\w{1,12})-{1,2}\s?(?=\1)")  # "what-what did", "wh- what did"
_CONTRACTION = re.compile(r"(.+?)(n't|'s|'re|'d|'ll|'ve|'m)$")


def words(text: str) -> list[str]:
    """The words in lower case with straight apostrophes, contractions as two, fillers and stutters left out."""
    found: list[str] = []
    for match in _WORD.finditer(STUTTER.sub("", text.lower().replace("’", "'"))):
        for part in _parts(match.group()):
            _append(found, part)
    return found


def _parts(word: str) -> tuple[str, ...]:
    apart = _CONTRACTION.fullmatch(word)
    return apart.groups() if apart else (word,)


def _append(found: list[str], word: str) -> None:
    """Add a word, unless it is a filler or says again the last word or the last two."""
    if word in FILLERS or (found and found[-1] == word):
        return
    found.append(word)
    if len(found) > 3 and found[-4:-2] == found[-2:]:
        del found[-2:]


def without_openers(found: list[str]) -> list[str]:
    """The words from the first that says something: "so okay what is it" is "what is it"."""
    start = 0
    while start < len(found) - 1:
        if found[start] in OPENERS:
            start += 1
        elif found[start : start + 2] in (["i", "mean"], ["you", "know"], ["i", "guess"]) and len(found) - start > 3:
            start += 2
        else:
            break
    return found[start:]


def content_words(text: str) -> frozenset[str]:
    """The words that carry the matter, cut to a rough stem so that "tests" meets "testing"."""
    return frozenset(_stem(word) for word in words(text) if word not in STOP_WORDS and len(word) > 2)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
