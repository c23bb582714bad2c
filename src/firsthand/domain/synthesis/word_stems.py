"""Words without their endings and without the small words of every sentence: what cards of a board are compared by.

English. A light hand: plurals and the endings of verbs, and a final e. It errs to the side of leaving words alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.domain.text.words import spans

SHORTEST = 3  # letters that a stem keeps
SMALL_WORDS = """
a about above after again against all almost also although always am an and another any anybody anyone anything are
as ask asked at away back be became because been before being below between both but by came can can't cannot come
could couldn't day days described did didn't do does doesn't doing don't done down during each either else enough
ever every everything few first for found from gave get gets getting give go goes going gone got had hadn't has
hasn't have haven't having he he'd he'll he's hear heard held her here hers herself him himself his how however i
i'd i'll i'm i've if in into is isn't it it's its itself just keep kept kind know known last less let like little
looked lot made make many may maybe me mean might mine more most much must my myself never new next no nobody none
nor not nothing now of off often oh ok okay old on once one only onto or other our ours out over own people put
quite rather really right said same saw say saying says see seen she she'd she's should showed since so some
somebody someone something sort still such take taken tell than that that's the their theirs them themselves then
there there's these they they'd they'll they're they've thing things think this those though through time times to
together told too took two under until up upon us use used very want was wasn't way we we'd we'll we're we've well
went were weren't what what's when where whether which while who whole whom whose why will with without won't would
wouldn't wrote three four five six seven eight nine ten eleven twelve hundred per cent percent second yeah year
years yes yet you you'd you'll you're you've your yours yourself um uh er
"""
_SMALL = frozenset(SMALL_WORDS.split())
_DOUBLED = frozenset("bdfgmnprt")


def stems(text: str) -> Iterator[tuple[str, str]]:
    """The telling words of a text as (stem, word), in order; numbers and one-letter words tell nothing."""
    for written, _, _ in spans(text):
        word = written.casefold().replace("’", "'").removesuffix("'s")
        if len(word) > 1 and word not in _SMALL and _is_word(word):
            yield stem(word), word


def _is_word(word: str) -> bool:
    """Whether it has letters, and no digits."""
    return any(one.isalpha() for one in word) and not any(one.isdigit() for one in word)


def stem(word: str) -> str:
    """The word without a plural's or a verb's ending: "ordering", "orders" and "ordered" are one."""
    if word.endswith("ies") and len(word) > SHORTEST + 1:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > SHORTEST:
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= SHORTEST and any(vowel in base for vowel in "aeiouy"):
            word = base[:-1] if base[-1] == base[-2] and base[-1] in _DOUBLED else base
            break
    return word[:-1] if word.endswith("e") and len(word) > SHORTEST else word
