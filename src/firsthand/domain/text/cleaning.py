"""Light cleaning of speech: fillers and immediate repetitions may go, nothing else.

Only *um, uh, er, ah* are fillers. Hedges (like, kind of, I think, you know) are meaning and never go. A repetition is a
word or a few words said twice in a row ("I, I think", "we had, uh, we had"); one of them stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.domain.text.words import keys

FILLERS = frozenset({"um", "uh", "er", "ah"})
LONGEST_REPETITION = 6  # words
_ENGLISH = frozenset(keys("the and to of you it that we is this they but have i"))
_OTHER = frozenset(  # the commonest words of languages in which "um" or "er" are words
    keys(
        "und der die das nicht ist ich wir het een niet ik og jeg ikke det och är jag inte que não uma você eu com isso"
    )
)


def is_cleaned(said: Sequence[str], quoted: Sequence[str], stops: frozenset[int] = frozenset()) -> bool:
    """Whether the quoted words are the said ones with only fillers and immediate repetitions left out.

    `stops` are the positions in `said` where a new sentence begins: words repeated across one are a repetition only
    where a whole sentence is said again ("No. No."), not in "It was good. Good people came."
    """
    reached, waiting = {(0, 0)}, [(0, 0)]
    while waiting:
        at, have = waiting.pop()
        if at == len(said) and have == len(quoted):
            return True
        for state in _next(said, quoted, stops, at, have):
            if state not in reached:
                reached.add(state)
                waiting.append(state)
    return False


def has_english_fillers(words: Sequence[str]) -> bool:
    """Whether "um" and "er" are fillers here, and not German, Dutch, Danish or Portuguese words."""
    return sum(word in _ENGLISH for word in words) >= sum(word in _OTHER for word in words)


def _next(
    said: Sequence[str], quoted: Sequence[str], stops: frozenset[int], at: int, have: int
) -> list[tuple[int, int]]:
    if at == len(said):
        return []
    states = [(again, have) for again in _repetitions(said, stops, at)]
    if said[at] in FILLERS:
        states.append((at + 1, have))
    if have < len(quoted) and said[at] == quoted[have]:
        states.append((at + 1, have + 1))
    return states


def _repetitions(said: Sequence[str], stops: frozenset[int], at: int) -> list[int]:
    """Where the words from `at` on are said again at once; a repeated figure is data and no slip."""
    spoken = [i for i in range(at, min(len(said), at + 4 * LONGEST_REPETITION)) if said[i] not in FILLERS]
    if not spoken or spoken[0] != at:
        return []
    found = []
    for length in range(1, min(LONGEST_REPETITION, len(spoken) // 2) + 1):
        once, again = ([said[i] for i in spoken[part : part + length]] for part in (0, length))
        crosses = any(at < stop <= spoken[length] for stop in stops) and at not in {0, *stops}
        if once == again and not crosses and not any(character.isdigit() for word in once for character in word):
            found.append(spoken[length])
    return found
