"""Names that nobody wrote down before: "my name is …", "my boss Anna", "Dr. Weber", "talk to Graham".

A name is one to four words with a capital. Where a transcript has no capitals, only "my name is" and its like are
followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.domain.evidence.redaction.findings import Finding, Sureness
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.evidence.redaction.vocabulary import (
    FOLLOWS_A_NAME,
    GENERIC_SPEAKERS,
    GIVEN_NAMES,
    GIVEN_WORDS,
    NO_NAME,
    ORDINARY,
    PARTICLES,
    RELATIONS,
    SURNAMES,
    TITLES,
    listed,
)
from firsthand.domain.evidence.redaction.words import Said, Word, is_negated, starts_sentence

MOST_WORDS = 4
OWN = "said as the speaker’s own name"
_NEVER = NO_NAME | TITLES
_PLACES = listed("san santa saint st fort port lake mount new river")  # “San Diego”
_ROLES = NO_NAME | GENERIC_SPEAKERS
_INSIDE = PARTICLES - listed("and the of und et as y e co")
_SELF = (  # what a speaker says before their own name
    r"\bmy (?:full |first |last |given |maiden |own )?name(?:['’]s| is| was)\s+(?:also\s+)?",
    r"\b(?:call me|i go by|i['’]m called|i am called|name['’]s)\s+",
    r"\bmein name ist\s+|\bich heiße\s+|\bje m['’]appelle\s+|\bme llamo\s+|\bmi nombre es\s+|\bmi chiamo\s+",
)
_CALLED = (
    rf"\b(?:a|an|my|our|his|her|their|some|one|this|the|another)\s(?:\w+\s){{0,3}}?"
    rf"(?:{RELATIONS}|guy|man|woman|girl|lady|person|somebody|gentleman)\s*,?\s*"
    rf"(?:(?:is|was|who is|who['’]s)\s)?(?:called|named)\s+"
)
_INTRODUCED = (  # what is said before somebody else's name, with what is shown as the reason
    (_CALLED, "named as somebody’s name"),
    (r"\b(?:someone|somebody)\s(?:called|named)\s+", "named as somebody’s name"),
    (
        rf"\b(?:my|our|his|her|their)\s(?:(?!own\b)\w+\s){{0,2}}?(?:{RELATIONS})(?:\sof\s(?:mine|ours))?\s*,?\s+(?=\w)",
        "introduced by a relation",
    ),
    (rf"\b(?:{RELATIONS})\sof\s(?:mine|ours|his|hers)\s*,\s+", "introduced by a relation"),
)
_TITLES = "|".join(sorted((title.title() for title in TITLES), key=len, reverse=True))
_TITLE = re.compile(rf"\b(?:dr|{_TITLES})\.?[ \u00a0](?=\w)")
_GREETING = re.compile(
    r"\b(?:hi|hello|hey|thanks|thank you|cheers|bye|goodbye|good morning|good afternoon|welcome|dear|sorry|over to you|"
    r"nice to meet you|great to meet you)\s*,?\s+(?=\w)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\s*,\s*(?:my|our|his|her|their)\s(?:\w+\s){{0,2}}?(?:{RELATIONS})\b|"
    r",\s(?:he|she)(?:['’]s| is| was)\s(?:the|our|my|a|an)\b",
    re.IGNORECASE,
)
_THIS_IS = re.compile(r"\b(?:this is|it['’]s|it is|here is)\s+(?=\w)", re.IGNORECASE)
_I_AM = re.compile(r"\b(?:i['’]m|i am|ich bin|je suis|soy)\s+(?=\w)", re.IGNORECASE)
_SPEAKING = re.compile(r"\s*,?\s*(?:speaking|here|from|calling|again)\b", re.IGNORECASE)
_HERE = re.compile(r"\s*,?\s*(?:speaking|here|from|calling|again)\b|\s*[,.!]|\s+(?:and|at|with)\b|\s*$", re.IGNORECASE)
_FROM = re.compile(r"\s*,?\s*(?:from|and i|i work|i['’]m|i am|at|with|head|the)\b", re.IGNORECASE)
_ASKED_NAME = re.compile(r"\byour (?:full |first |last )?name\b|\bwho (?:am i|are you|do i)\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:told|asked|emailed|e-mailed|texted|phoned|messaged|thanked|married|hired|replaced|introduced me to|"
    r"talked to|spoke to|spoke with|spoken to|talk to|speak to|met with|reports to|report to)\s+(?=\w)",
    re.IGNORECASE,
)
_SPELT = re.compile(r"(?<![\w-])(?:[A-Za-z]-){3,}[A-Za-z](?![\w-])")


def introduced(said: Said, before: str = "") -> Iterator[Finding]:
    """Every name that is introduced in a text; `before` is what was said just before it."""
    text, words = said.text, said.words
    yield from _own(text, words, said.cased)
    yield from _spelt(text, before)
    if before and _ASKED_NAME.search(before):
        yield from _answered(text, words)
    if said.cased and any(word.is_capital and word.key not in NO_NAME for word in words):
        yield from _others(text, words)
        yield from _presented(text, words)
        yield from _described(text, words)
        yield from _given(text, words)


def _own(text: str, words: Sequence[Word], cased: bool) -> Iterator[Finding]:
    for pattern in _SELF:
        for lead in re.finditer(pattern, text, re.IGNORECASE):
            yield from _named(text, words, lead.end(), OWN, Sureness.LIKELY, cased)


def _others(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    for pattern, reason in _INTRODUCED:
        for lead in re.finditer(pattern, text, re.IGNORECASE):
            yield from _named(text, words, lead.end(), reason, Sureness.LIKELY)
    for lead in _TITLE.finditer(text):
        yield from _named(text, words, lead.end(), f"behind “{lead[0].strip()}”", Sureness.LIKELY)
    for lead in _TOLD.finditer(text):
        yield from _named(text, words, lead.end(), "spoken of as somebody one talks to", Sureness.POSSIBLE)
    for lead in _GREETING.finditer(text):
        for one in _named(text, words, lead.end(), "spoken to by name", Sureness.POSSIBLE):
            if re.match(
                r"\s*[,.!?;]|\s*$|\s+(?:for|and|so|how|can|could|i|it|thanks)\b", text[one.finish :], re.IGNORECASE
            ):
                yield one


def _presented(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    """A name said with what makes it one: “This is Anna speaking”, “I'm Anna, from …”."""
    for lead in _THIS_IS.finditer(text):
        for one in _named(text, words, lead.end(), OWN, Sureness.LIKELY):
            if _SPEAKING.match(text[one.finish :]):
                yield one
    for lead in _I_AM.finditer(text):
        for one in _named(text, words, lead.end(), OWN, Sureness.LIKELY):
            if _HERE.match(text[one.finish :]):
                is_likely = _FROM.match(text[one.finish :]) or one.text.split()[0].casefold() in GIVEN_NAMES
                yield one if is_likely else _possible(one)


def _described(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    """A name with what that person is behind it: “Graham, he's the head of estates”, “Anna, my boss”."""
    if not _BEHIND.search(text):
        return
    for at, word in enumerate(words):
        if word.is_capital and word.key not in NO_NAME:
            for one in _named(text, words, word.begin, "said who they are", Sureness.LIKELY, at=at):
                if _BEHIND.match(text[one.finish :]):
                    yield one


def _given(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    """Common given names, with the family name behind them."""
    for at, word in enumerate(words):
        if not word.is_capital or not _is_given(words, at, text) or _is_inside(words, at, text):
            continue
        if len(word.key) > 1 and text[word.begin : word.finish].isupper():
            continue  # an abbreviation
        starts = starts_sentence(text, word.begin)
        if word.key in ORDINARY and starts and not _follows(words, at):
            continue
        for one in _named(text, words, word.begin, "a common given name", Sureness.LIKELY, at=at):
            is_doubtful = word.key in GIVEN_WORDS or (starts and not _follows(words, at))
            yield _possible(one) if is_doubtful and " " not in one.text else one


def _is_given(words: Sequence[Word], at: int, text: str) -> bool:
    """Whether a word is a common given name, or stands before a common family name."""
    word, following = words[at], words[at + 1] if at + 1 < len(words) else None
    if is_negated(text, words, at) or (at and words[at - 1].key in _PLACES and words[at - 1].is_capital):
        return False
    if word.key in GIVEN_NAMES or (word.key in GIVEN_WORDS and not starts_sentence(text, word.begin)):
        return True
    if following is None or not following.is_capital or word.key in _NEVER | ORDINARY | GENERIC_SPEAKERS:
        return False
    return following.key in SURNAMES and text[word.finish : following.begin] == " " and len(word.key) > 2


def _is_inside(words: Sequence[Word], at: int, text: str) -> bool:
    """Whether the word is a part of another one, such as an address or a compound."""
    word = words[at]
    around = text[max(0, word.begin - 1) : word.begin] + text[word.finish : word.finish + 1]
    return any(mark in around for mark in "@/_\\") or (at > 0 and words[at - 1].finish == word.begin)


def _follows(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].key in FOLLOWS_A_NAME


def _answered(text: str, words: Sequence[Word]) -> Iterator[Finding]:
    """The name at the start of an answer to "What's your name?"."""
    if 0 < len(words) <= 8 and words[0].is_capital:
        yield from _named(text, words, words[0].begin, "the answer to a question for a name", Sureness.POSSIBLE, at=0)


def _spelt(text: str, before: str) -> Iterator[Finding]:
    is_said = "spel" in f"{before} {text}".casefold()
    for found in _SPELT.finditer(text):
        if is_said or found[0].replace("-", "").casefold() in GIVEN_NAMES:
            yield Finding(*found.span(), found[0], Personal.PERSON, "spelt letter by letter", Sureness.POSSIBLE)


def _named(
    text: str,
    words: Sequence[Word],
    begin: int,
    reason: str,
    sureness: Sureness,
    cased: bool = True,
    at: int | None = None,
) -> Iterator[Finding]:
    """The name that begins here, if one does."""
    if at is None:
        at = next((i for i, word in enumerate(words) if word.begin >= begin), None)
    if at is None or text[begin : words[at].begin].strip("“\"' "):
        return
    last = _last_of_name(text, words, at) if cased else _last_without_capitals(words, at)
    if last is not None and not {word.key for word in words[at : last + 1]} <= _ROLES:
        first, end = words[at].begin, words[last].finish
        yield Finding(first, end, text[first:end], Personal.PERSON, reason, sureness)


def _last_of_name(text: str, words: Sequence[Word], at: int) -> int | None:
    """The last word of the name that begins at a word; None where none does."""
    last = None
    for i in range(at, min(at + 2 * MOST_WORDS, len(words))):
        word = words[i]
        if i > at and not _goes_on(text, words[i - 1], word):
            break
        if _is_part(word, text[word.begin : word.finish], is_first=i == at):
            last = i
        elif last is None or word.key not in _INSIDE:
            break
        if last is not None and last - at + 1 >= MOST_WORDS:
            break
    return last


def _goes_on(text: str, before: Word, word: Word) -> bool:
    """Whether a name may go on with a word: behind a space, a hyphen, or the full stop of an initial."""
    between = text[before.finish : word.begin]
    return between in (" ", "\u00a0", "-", "‐", "‑") or (between == ". " and before.finish - before.begin == 1)


def _is_part(word: Word, text: str, *, is_first: bool) -> bool:
    if not word.is_capital or word.key in _NEVER:
        return False
    is_short_form = len(text) > 1 and sum(c.isupper() for c in text) > len(text) / 2  # RCMP, FPGAs
    return not is_short_form and (len(text) > 1 or not is_first)


def _last_without_capitals(words: Sequence[Word], at: int) -> int | None:
    """Of speech without capitals, one word, or two where the first is a common given name."""
    if words[at].key in NO_NAME or len(words[at].key) < 3:
        return None
    following = words[at + 1].key if at + 1 < len(words) else ""
    is_pair = (
        words[at].key in GIVEN_NAMES and len(following) > 2 and following not in NO_NAME | FOLLOWS_A_NAME | PARTICLES
    )
    return at + 1 if is_pair else at


def _possible(one: Finding) -> Finding:
    return Finding(one.begin, one.finish, one.text, one.kind, one.reason, Sureness.POSSIBLE, one.subject)
