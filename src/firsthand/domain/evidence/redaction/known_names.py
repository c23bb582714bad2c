"""Names known from the records, found in any spelling: whole or in part, possessive, without accents, misspelt by ear.

A part that is an ordinary word as well ("Will", "Sand") needs its capital, and at the start of a sentence a word behind
it that only follows a name. Where two people share a name, the one who was in the conversation is meant; of two who
were not, nobody can say which, and the name goes by its text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import OSA

from firsthand.domain.evidence.redaction.findings import Finding, Sureness
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.evidence.redaction.vocabulary import (
    FOLLOWS_A_NAME,
    GENERIC_COMPANY,
    GENERIC_SPEAKERS,
    GIVEN_NAMES,
    LEGAL,
    NO_NAME,
    ORDINARY,
    PARTICLES,
    TITLES,
    listed,
)
from firsthand.domain.evidence.redaction.words import (
    Said,
    Word,
    folded,
    is_negated,
    is_unspaced,
    starts_sentence,
    words_of,
)

SHORT = 3  # letters; shorter parts need their capital
_GAP = re.compile(r"[ \u00a0]?[-'’‐‑.,&+]?[ \u00a0]?")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_MONTHS = listed("may april june august january march")
_BEFORE_A_MONTH = listed("in of since until till by last next this from during early late mid")
_NEVER = NO_NAME - ORDINARY
_NOT_MISSPELT = ORDINARY | NO_NAME | GIVEN_NAMES | GENERIC_SPEAKERS
_LEAST_ALIKE = 5  # letters; shorter words differ from too many others by one
_NICKNAMES = {
    "robert": "bob rob bobby robbie",
    "william": "bill will billy",
    "richard": "rick dick ricky",
    "elizabeth": "liz beth lizzie betty eliza",
    "margaret": "maggie meg peggy",
    "katherine": "kate kathy katie",
    "catherine": "kate cathy katie",
    "michael": "mike mick micha",
    "thomas": "tom tommy",
    "james": "jim jimmy jamie",
    "john": "johnny jack",
    "joseph": "joe joey",
    "edward": "ed eddie ted",
    "anthony": "tony",
    "andrew": "andy drew",
    "alexander": "alex sasha xander",
    "alexandra": "alex sasha",
    "christopher": "chris",
    "christina": "chris tina",
    "christian": "chris",
    "daniel": "dan danny",
    "david": "dave",
    "matthew": "matt",
    "nicholas": "nick",
    "patrick": "pat paddy",
    "patricia": "pat patty trish",
    "peter": "pete",
    "samuel": "sam",
    "samantha": "sam",
    "stephen": "steve",
    "steven": "steve",
    "susan": "sue susie",
    "timothy": "tim",
    "benjamin": "ben",
    "jennifer": "jen jenny",
    "rebecca": "becky becca",
    "rosalind": "ros rosie",
    "victoria": "vicky tori",
    "gregory": "greg",
    "jonathan": "jon",
    "joshua": "josh",
    "philip": "phil",
    "kenneth": "ken",
    "ronald": "ron",
    "gerald": "gerry jerry",
    "deborah": "debbie deb",
    "jacqueline": "jackie",
    "theodore": "ted theo",
    "matthias": "matze matthi",
    "maximilian": "max",
    "katharina": "kathi kati",
    "johannes": "hannes jo",
    "alejandro": "alex ale",
    "francisco": "paco pancho",
    "jose": "pepe",
    "giuseppe": "beppe",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A name in the records."""

    name: str
    kind: Personal  # PERSON or COMPANY
    why: str  # as it stands in a reason: "a participant", "a colleague", "a company you know"
    subject: str = ""  # the id of whom or what it names
    is_near: bool = False  # part of this conversation
    is_heard: bool = False  # only mentioned somewhere: a part of it counts with its capital alone


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to say a known name."""

    keys: tuple[str, ...]
    known: Known
    what: str  # "the name of", "part of the name of" …
    sureness: Sureness
    needs_capital: bool = False
    is_ordinary: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """All known names, ready to be looked for; made by `Names.of`."""

    _by_first: dict[str, list[_Form]] = field(default_factory=dict)
    _unspaced: tuple[tuple[str, Known], ...] = ()
    _near: tuple[_Form, ...] = ()  # the parts that may be misspelt

    @classmethod
    def of(cls, known: Iterable[Known]) -> Names:
        """Index names; a file's own word for an unnamed speaker ("Speaker 1") is no name."""
        by_first: defaultdict[str, list[_Form]] = defaultdict(list)
        near, unspaced = [], []
        for one in dict.fromkeys(known):
            if is_unspaced(one.name):
                unspaced.append((one.name.strip(), one))
                continue
            for form in _forms(one):
                by_first[form.keys[0]].append(form)
                if one.is_near and len(form.keys) == 1 and len(form.keys[0]) >= _LEAST_ALIKE and not form.is_ordinary:
                    near.append(form)
        return cls(dict(by_first), tuple(unspaced), tuple(near))

    def find(self, said: Said) -> Iterator[Finding]:
        """Every known name in a text; parts of a longer one are found too, and give way to it later."""
        text, words, cased = said.text, said.words, said.cased
        for at, word in enumerate(words):
            if is_negated(text, words, at):
                continue
            forms = [form for form in self._starting(word) if self._fits(form, words, at, text, cased)]
            yield from self._chosen(forms, words, at, text)
            if not forms:
                yield from self._misspelt(words, at, text, cased)
        yield from self._unspaced_in(text)

    def __contains__(self, word: str) -> bool:
        return folded(word) in self._by_first

    def _starting(self, word: Word) -> list[_Form]:
        """The forms that begin with a word, or with it but for the s of a genitive ("Martas Team")."""
        forms = self._by_first.get(word.key, [])
        if forms or not word.key.endswith("s") or len(word.key) <= SHORT + 1:
            return forms
        return [f for f in self._by_first.get(word.key[:-1], []) if len(f.keys) == 1 and not f.is_ordinary]

    def _fits(self, form: _Form, words: Sequence[Word], at: int, text: str, cased: bool) -> bool:
        row = words[at : at + len(form.keys)]
        if len(row) < len(form.keys) or [word.key for word in row[1:]] != list(form.keys[1:]):
            return False
        if not all(_GAP.fullmatch(text[a.finish : b.begin]) for a, b in pairwise(row)):
            return False
        if form.is_ordinary:
            return cased and row[0].is_capital and _is_meant(words, at, text)
        return not (form.needs_capital and cased) or row[0].is_capital

    def _chosen(self, forms: Sequence[_Form], words: Sequence[Word], at: int, text: str) -> Iterator[Finding]:
        """Of all that fits here, the longest; of several people with one name, the one who was there."""
        if not forms:
            return
        length = max(len(form.keys) for form in forms)
        best = [form for form in forms if len(form.keys) == length]
        best = [form for form in best if form.known.is_near] or best
        surest = min(best, key=lambda form: form.sureness.order)
        subjects = {form.known.subject for form in best}
        begin, finish = words[at].begin, words[at + length - 1].finish
        if length == 1 and words[at].key != surest.keys[0]:
            finish -= 1  # the s of a genitive stays
        yield Finding(
            begin,
            finish,
            text[begin:finish],
            surest.known.kind,
            f"{surest.what} {surest.known.why}",
            surest.sureness,
            subjects.pop() if len(subjects) == 1 else "",
        )

    def _misspelt(self, words: Sequence[Word], at: int, text: str, cased: bool) -> Iterator[Finding]:
        word = words[at]
        if not (cased and word.is_capital) or len(word.key) < _LEAST_ALIKE or not self._near:
            return
        if word.key in _NOT_MISSPELT or starts_sentence(text, word.begin):
            return
        for form in self._near:
            key = form.keys[0]
            most = 2 if len(key) >= 9 else 1
            if word.key[0] == key[0] and word.key != key + "s" and OSA.distance(word.key, key) <= most:
                reason = f"nearly the name of {form.known.why}"
                text_ = text[word.begin : word.finish]
                subject, kind = form.known.subject, form.known.kind
                yield Finding(word.begin, word.finish, text_, kind, reason, Sureness.POSSIBLE, subject)
                return

    def _unspaced_in(self, text: str) -> Iterator[Finding]:
        for name, known in self._unspaced:
            for found in re.finditer(re.escape(name), text):
                reason = f"the name of {known.why}"
                yield Finding(*found.span(), name, known.kind, reason, Sureness.CERTAIN, known.subject)


def _is_meant(words: Sequence[Word], at: int, text: str) -> bool:
    """Whether a word that is a name as well is one here."""
    word = words[at]
    if word.key in _MONTHS and _is_date(words, at):
        return False
    if not starts_sentence(text, word.begin):
        return True
    behind = text[word.finish : word.finish + 2]
    if behind[:1] in "'’" and behind[1:] == "s":
        return True
    following = words[at + 1] if at + 1 < len(words) else None
    return following is not None and text[word.finish : following.begin] == " " and following.key in FOLLOWS_A_NAME


def _is_date(words: Sequence[Word], at: int) -> bool:
    near = [words[i].key for i in (at - 1, at + 1) if 0 <= i < len(words)]
    return any(key[0].isdigit() for key in near) or (at > 0 and words[at - 1].key in _BEFORE_A_MONTH)


def _forms(known: Known) -> Iterator[_Form]:
    yield from (_company_forms if known.kind is Personal.COMPANY else _person_forms)(known)


def _person_forms(known: Known) -> Iterator[_Form]:
    parts = _parts(known.name)
    whole = _keys(" ".join(parts))
    if len(parts) > 1:
        yield _Form(whole, known, "the name of", Sureness.CERTAIN)
        last, rest = _keys(parts[-1]), _keys(" ".join(parts[:-1]))
        yield _Form((*last, *rest), known, "the name of", Sureness.CERTAIN, needs_capital=True)
        yield _Form(("".join(whole),), known, "the name of", Sureness.CERTAIN)
    for part in dict.fromkeys(part for part in parts if folded(part) not in PARTICLES):
        yield from _part_forms(part, known, is_whole=len(parts) == 1)
    for nickname in (name for part in parts[:1] for name in _NICKNAMES.get(folded(part), "").split()):
        if known.is_near:
            what = "a short form of the name of"
            yield _Form(
                (nickname,), known, what, Sureness.POSSIBLE, needs_capital=True, is_ordinary=nickname in ORDINARY
            )


def _parts(name: str) -> list[str]:
    """The parts of a name as it is said: without title, without what stands in brackets behind it ("(she/her)")."""
    plain = re.split(r"[(\[]", name, maxsplit=1)[0]
    parts = [part for part in re.split(r"[\s,/|_]+", plain if _keys(plain) else name) if _is_name_part(part)]
    return parts if any(folded(part) not in PARTICLES for part in parts) else []


def _is_name_part(part: str) -> bool:
    plain = folded(part).strip(".'’-[]()")
    has_letters = sum(c.isalpha() for c in plain) >= 2 and not (len(plain) <= SHORT and part.isupper())  # no initials
    return has_letters and plain not in GENERIC_SPEAKERS | TITLES and not any(c.isdigit() for c in plain)


def _part_forms(part: str, known: Known, *, is_whole: bool) -> Iterator[_Form]:
    what = "the name of" if is_whole else "part of the name of"
    spellings = dict.fromkeys((part, part.translate(_UMLAUTS)))
    for keys in dict.fromkeys(_keys(spelling) for spelling in spellings):
        if not keys:
            continue
        word = "".join(keys)
        if word in _NEVER:
            continue  # nobody is called You
        ordinary = word in ORDINARY or (known.is_heard and word not in GIVEN_NAMES and not is_whole)
        needs_capital = len(word) <= SHORT or known.is_heard or part[:1].islower()
        yield _Form(keys, known, what, Sureness.LIKELY, needs_capital, ordinary)
        if len(keys) > 1:
            yield _Form((word,), known, what, Sureness.LIKELY, needs_capital)
            first = keys[0]
            if len(first) > SHORT and first not in ORDINARY | NO_NAME:
                yield _Form((first,), known, what, Sureness.POSSIBLE, needs_capital=True)


def _company_forms(known: Known) -> Iterator[_Form]:
    whole = _company_keys(known.name)
    if not whole:
        return
    several = len(whole) > 1
    sure = Sureness.CERTAIN if several else Sureness.LIKELY
    is_ordinary = not several and whole[0] in ORDINARY
    for spelling in dict.fromkeys((whole, _company_keys(known.name.replace("&", " and ")))):
        yield _Form(spelling, known, "the name of", sure, not several, is_ordinary)
    own = next((key for key in whole if key not in GENERIC_COMPANY), None)
    if several and own == whole[0] and len(own) > SHORT:
        what = "part of the name of"
        yield _Form((own,), known, what, Sureness.LIKELY, needs_capital=True, is_ordinary=own in ORDINARY)


def _company_keys(name: str) -> tuple[str, ...]:
    """A company's name without its legal form, if anything is left then."""
    keys = _keys(name)
    return tuple(key for key in keys if key not in LEGAL) or keys


def _keys(name: str) -> tuple[str, ...]:
    return tuple(word.key for word in words_of(name))
