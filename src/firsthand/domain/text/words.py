"""What counts as one word when a quote is compared with what was said.

A word is a run of letters and digits with the marks inside it (don't, re-sign, 1.5, 24/7, R&D), its sign, currency or
percent (-5, $40, 40 %), an emoji, one character of a script without spaces (Chinese, Japanese, Thai), or a question
mark. All other punctuation stands between words. Offsets are 0-based code points, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from firsthand.domain.text.spelling import (
    APOSTROPHES,
    CURRENCIES,
    HYPHENS,
    INVISIBLE,
    JOINERS,
    SPACES,
    combining_marks,
    fold,
)

QUESTION = "?"
_UNSPACED = (  # scripts that write no space between words: one character is one word
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u3105-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
)
_PICTURES = (
    "\u231a\u231b\u23e9-\u23fa\u25fd\u25fe\u2600-\u265f\u2661-\u2668\u267b-\u26ff\u2702-\u275a\u2763-\u2767\u2795-\u27bf"
    "\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
_ALONE = "".join(sorted({*INVISIBLE} - {*JOINERS} - {chr(at) for at in range(0xFE00, 0xFE10)}))
_HIDDEN = re.compile(rf"[{_ALONE}]+|(?<=[\x00-\x7f])[{JOINERS}]+|[{JOINERS}]+(?=[\x00-\x7f])")
_ASKS = "?？؟⁇⁈⁉‽﹖\u2753\u2754"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: the spelling to compare by, and its place."""

    key: str
    begin: int
    finish: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, in order."""
    return tuple(Token(fold_word(word), begin, finish) for word, begin, finish in spans(text))


def keys(text: str) -> tuple[str, ...]:
    """The words of a text in the spelling to compare by."""
    return tuple(fold_word(word) for word, _, _ in spans(text))


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ at most in capitals, space, quotation marks, Unicode form, punctuation between words."""
    return keys(one) == keys(other)


def count(text: str) -> int:
    """How many words a text has; a question mark is compared as a word, but not counted as one."""
    return sum(1 for key in keys(text) if key != QUESTION)


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Every word as written, without what nobody sees in it, with begin and finish."""
    if not text.isascii() and _HIDDEN.search(text):
        yield from _seen_spans(text)
        return
    pattern = _pattern(text.isascii())
    for match in pattern.finditer(text):
        yield match.group(), match.start(), match.end()


def _seen_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """The same for a text with invisible characters: they are taken out, and the places are those with them."""
    hidden = {at for match in _HIDDEN.finditer(text) for at in range(*match.span())}
    places = [at for at in range(len(text)) if at not in hidden]
    seen = "".join(text[at] for at in places)
    for match in _pattern(seen.isascii()).finditer(seen):
        yield match.group(), places[match.start()], places[match.end() - 1] + 1


def fold_word(word: str) -> str:
    """The spelling by which a word from `spans` is compared: "Don’t" and "don't" are one, so are "?!" and "？"."""
    if word[0] in _ASKS or word[-1] in _ASKS or word in (";", "\u037e"):
        return QUESTION
    return fold(word)


@cache
def _pattern(is_ascii: bool) -> re.Pattern[str]:
    """The words' regular expression; plain ASCII needs no marks, pictures or foreign scripts and is read faster."""
    marks = "" if is_ascii else combining_marks()
    run = r"[^\W_]+" if is_ascii else rf"[^\W_{_UNSPACED}]+(?:[{marks}]+[^\W_{_UNSPACED}]*)*"
    currency, space = f"[{CURRENCIES}]", f"[{SPACES}]?"
    inner = rf"[{APOSTROPHES}]|[\-‐‑−－﹣](?!-)|(?<=\d)–(?=\d)|(?<=\d)[.,:/*٫٬](?=\d)|[@&_+=°]|{currency}"
    after = rf"(?<=\d){space}[%‰٪％]|(?<=\d){space}{currency}(?!{space}[-−.]?\d)|[+#°]+(?![^\W_])"
    word = rf"(?:{_before_digits(marks)}|[#@](?=[^\W_]))?{run}(?:(?:{inner})(?=[^\W_]){run})*(?:{after})*"
    parts = [_question(marks), word, rf"[+=&%×÷±≠]|{currency}"]
    if not is_ascii:
        flag, skin = "[\U0001f1e6-\U0001f1ff]", "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]"
        parts[:0] = [rf"{flag}{{2}}", rf"[{_PICTURES}]{skin}*(?:\u200d[{_PICTURES}]{skin}*)*"]
        parts.append(rf"[{_UNSPACED}][{marks}]*")
    return re.compile("|".join(parts))


def _question(marks: str) -> str:
    """Question marks with exclamation marks among them; in Greek a semicolon, also behind up to three loose marks."""
    behind = "|".join(rf"(?<=[{_GREEK}]{f'[{marks}]' * loose})" for loose in range(4 if marks else 1))
    return rf"[!！]*[{_ASKS}]+[!！{_ASKS}]*|(?:{behind})[;\u037e]"


def _before_digits(marks: str) -> str:
    """A sign, a currency and a leading decimal point, each only where a digit follows; a mark belongs to its letter."""
    sign = rf"(?<![^\s(\[{{\"'“”‘’„‚«»‹›…—:,;=/{INVISIBLE}])[{HYPHENS}+±~≈<>≤≥](?=[{CURRENCIES}]?[{SPACES}]?[.]?\d)"
    currency = rf"[{CURRENCIES}][{SPACES}]?(?=[.]?\d|[-−]\d)[-−]?"
    return rf"(?:{sign})?(?:{currency})?(?:(?<![\w.…{marks}])\.)?(?=\d)"
