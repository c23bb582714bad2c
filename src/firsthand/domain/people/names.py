"""Names of people and companies as they are compared: without case, accents, titles, legal forms and order."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum

from rapidfuzz.distance import OSA

_TITLES = frozenset(
    """
    dr prof professor mr mrs ms miss mx sir dame lord lady herr frau hr fr monsieur madame mme mlle señor señora
    sr sra don doña ing dipl mag phd md msc bsc mba esq jr ii iii rev hon
    """.split()  # noqa: SIM905
)
_LEGAL = frozenset(
    """
    inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh mbh ag kg ohg ug se sa sas sarl
    srl spa sl bv nv ab as asa oy oyj aps kft zrt pty pte pvt the group holding holdings und and et
    """.split()  # noqa: SIM905
)
_UNFOLDED = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "Ø": "o",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "Œ": "oe",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "Đ": "d",
        "ı": "i",
    }
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
LEAST_FOR_A_SLIP = 5  # letters of a word that may be misspelt by one
LEAST_FOR_TWO_SLIPS = 10


class Likeness(IntEnum):
    """How alike two names are; a higher number is surer."""

    NONE = 0
    FIRST_ONLY = 1  # "Dana" and "Dana Petrov"
    SHORTENED = 2  # "Tom Berg" and "Thomas Berg"
    SPELLING = 3  # one slip apart
    INITIALS = 4  # "D. Petrov" and "Dana Petrov"
    MIDDLE = 5  # one has more names in the middle
    SAME = 6


def name_words(name: str) -> tuple[str, ...]:
    """The words of a person's name to compare by, first name first: "Petrov, Dr. Dana" is (dana, petrov)."""
    before, comma, after = name.partition(",")
    ordered = f"{after} {before}" if comma and len(_words(after)) and not set(_words(after)) <= _TITLES else name
    words = _words(ordered)
    return tuple(word for word in words if word not in _TITLES) or words


def company_words(name: str) -> tuple[str, ...]:
    """The words of a company's name to compare by, without its legal form: "The Ferry Co. Ltd." is (ferry,)."""
    words = _words(name.replace("&", " and ").replace("+", " and "))
    return tuple(word for word in words if word not in _LEGAL) or words


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """How alike two people's names are."""
    if not one or not other:
        return Likeness.NONE
    if sorted(one) == sorted(other):
        return Likeness.SAME
    if len(one) > 1 and len(other) > 1:
        return _alike(one, other)
    short, long = sorted((one, other), key=len)
    return Likeness.FIRST_ONLY if len(long) > 1 and short[0] == long[0] and len(short[0]) > 1 else Likeness.NONE


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """The same for two names of two words or more."""
    ends, others = {one[0], one[-1]}, {other[0], other[-1]}
    if ends == others and all(len(word) > 1 for word in ends) and len(one) != len(other):
        return Likeness.MIDDLE
    if len(one) == len(other) == 2:
        for turned in (other, other[::-1]):
            found = _worded(one, turned)
            if found:
                return found
    return Likeness.NONE


def _worded(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """Two names of two words: one word is the same, the other an initial, a short form, or a slip away."""
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) != 1:
        return Likeness.NONE
    same = next(a for a, b in zip(one, other, strict=True) if a == b)
    if len(same) < 3:
        return Likeness.NONE
    short, long = sorted(differing[0], key=len)
    if len(short) == 1:
        return Likeness.INITIALS if long.startswith(short) else Likeness.NONE
    if is_slip(short, long):
        return Likeness.SPELLING
    is_short_form = len(short) >= 3 and long.startswith(short) and same != one[0]
    return Likeness.SHORTENED if is_short_form or short in _NICKNAMES.get(long, ()) else Likeness.NONE


def is_slip(one: str, other: str) -> bool:
    """Whether two words are a slip of the pen apart: one letter in five or more, two in ten or more.

    Letters are counted as dropped, added, changed or swapped with their neighbour (optimal string alignment). A slip at
    the beginning or the end is none: it makes another name too often.
    """
    shorter = min(len(one), len(other))
    if not (one.isalpha() and other.isalpha()):
        return False  # numbers are told apart by one digit
    if one[:shorter] == other[:shorter] or one[:-1] == other[:-1]:
        return False  # an ending makes another name: Mario and Maria, Andrea and Andreas, Petrov and Petrova
    allowed = 2 if shorter >= LEAST_FOR_TWO_SLIPS else 1 if shorter >= LEAST_FOR_A_SLIP else 0
    return one != other and one[0] == other[0] and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _words(text: str) -> tuple[str, ...]:
    folded = text.casefold().translate(_UNFOLDED)
    plain = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    joined = re.sub(r"['’`´]|(?<=\b\w)\.(?=\w\b)", "", plain)  # O'Neill is one word, so is S.A.
    return tuple(re.findall(r"[^\W_]+", joined))


def umlauts_spelt(name: str) -> str:
    """The name as people write it where there are no umlauts: "Jörg" is "Joerg"."""
    return unicodedata.normalize("NFC", name).casefold().translate(_UMLAUTS)


_NICKNAMES: dict[str, tuple[str, ...]] = {
    "robert": ("bob", "bobby"),
    "william": ("bill", "will", "billy"),
    "richard": ("dick", "rick"),
    "elizabeth": ("liz", "beth", "betty", "lisa"),
    "margaret": ("peggy", "maggie", "meg"),
    "katherine": ("kate", "katie", "kathy"),
    "catherine": ("kate", "cathy"),
    "james": ("jim", "jimmy"),
    "john": ("jack", "johnny"),
    "thomas": ("tom", "tommy"),
    "michael": ("mike", "mick"),
    "edward": ("ted", "ed", "eddie"),
    "charles": ("chuck", "charlie"),
    "alexander": ("sasha",),
    "alexandra": ("sasha",),
    "anthony": ("tony",),
    "andrew": ("drew", "andy"),
    "joseph": ("joe",),
    "francisco": ("paco",),
    "jose": ("pepe",),
}
