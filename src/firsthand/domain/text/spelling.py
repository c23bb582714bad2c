"""When two spellings are the same word: capitals, curly or straight, composed or not, full width or half.

The characters themselves come from the Unicode database of the running Python.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

APOSTROPHES = "'’‘ʼʻ＇´`′"
HYPHENS = "-‐‑−－﹣–"  # the en dash too: between digits, or as a minus sign
CURRENCIES = "$€£¥₹₽₩₪₫₦₱฿₴₺₸¢￥＄￡"
SPACES = "\t \u00a0\u2009\u200a\u202f\u2007\u2008"  # the spaces that may stand between 40 and %
_IGNORED = (
    "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"  # nobody sees or hears them
)
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_VARIATIONS = "".join(map(chr, range(0xFE00, 0xFE10)))
INVISIBLE = _IGNORED + _BIDI + _VARIATIONS
JOINERS = "\u200c\u200d"  # invisible too, but they make one picture of several, and shape letters
_COMPATIBLE = {f"<{kind}>" for kind in ("wide", "narrow", "compat", "initial", "medial", "final", "isolated", "font")}
_SAME = {
    **{ord(mark): "'" for mark in APOSTROPHES},
    **{ord(mark): "-" for mark in HYPHENS},
    **dict.fromkeys(map(ord, INVISIBLE + SPACES)),
}


def fold(word: str) -> str:
    """The one spelling that all spellings of a word share: "Don’t" and "don't" give "don't".

    Folded are case, Unicode form (NFC or NFD, full width, ligatures, presentation forms), kinds of apostrophe and
    hyphen, and characters that nobody sees. Not folded are accents, superscripts and fractions: 10² is not 102.
    """
    if word.isascii():
        return word.lower().translate(_SAME)
    plain = "".join(map(_compatible, unicodedata.normalize("NFC", word.translate(_SAME))))
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", plain).casefold()).translate(_SAME)


@cache
def _compatible(character: str) -> str:
    kind = unicodedata.decomposition(character).partition(" ")[0]
    return unicodedata.normalize("NFKC", character) if kind in _COMPATIBLE else character


@cache
def combining_marks() -> str:
    """All combining marks as the inside of a regular expression's class, with the invisible joiners.

    Built from the Unicode database, because the class of letters of `re` leaves the marks out.
    """
    marks = [c for c in range(0x300, 0x1F000) if unicodedata.category(chr(c))[0] == "M"]
    ranges: list[list[int]] = []
    for code in marks:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    spans = "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges)
    return spans + "ﾞﾟ" + re.escape(_IGNORED + _BIDI)
