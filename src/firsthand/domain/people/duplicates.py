"""Who may be here twice: pairs of people, or of companies, with how sure that is and why, in words.

A wrong suggestion costs a merge of two people, so precision comes first: a name alone is never enough where the
companies differ, nor one that is only alike where the e-mail addresses do. The scores order the list; they are settled
by rule and are no probabilities. Nobody is compared with everybody: candidates share an address, a name, or a word of
their name at the same company.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from firsthand.domain.people.names import (
    Likeness,
    company_words,
    is_slip,
    likeness,
    name_words,
    umlauts_spelt,
)

SUGGESTED = 0.6  # pairs below are not shown
LARGEST_BLOCK = 300  # candidates that share a sign; a sign that more share tells nothing
SHARED_MAILBOXES = frozenset(
    """
    info office contact support help sales team hello mail admin service kontakt post billing accounts feedback
    enquiries inquiries reception marketing press hr it
    """.split()  # noqa: SIM905
)
FREE_MAIL = frozenset(
    """
    gmail.com googlemail.com yahoo.com outlook.com hotmail.com live.com icloud.com me.com gmx.de gmx.net web.de
    proton.me protonmail.com aol.com mail.ru qq.com 163.com
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True)
class KnownPerson:
    """What is compared of a person."""

    id: str
    name: str
    email: str = ""
    company: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Their name's words."""
        return name_words(self.name)

    @cached_property
    def spelt(self) -> tuple[str, ...]:
        """The same with umlauts written out."""
        return name_words(umlauts_spelt(self.name))

    @cached_property
    def mailbox(self) -> str:
        """Their address without what mail servers ignore: capitals and a tag after a plus sign."""
        local, _, domain = self.email.strip().casefold().rpartition("@")
        local = local.partition("+")[0]
        if domain in ("gmail.com", "googlemail.com"):
            local, domain = local.replace(".", ""), "gmail.com"
        return f"{local}@{domain}" if local and domain else ""

    @cached_property
    def mailed_words(self) -> tuple[str, ...]:
        """The name that their address gives: dana.petrov@… is (dana, petrov); empty for a shared mailbox."""
        local = self.mailbox.partition("@")[0]
        words = name_words(local.replace(".", " ").replace("_", " ").replace("-", " "))
        return words if len(words) > 1 and not set(words) & SHARED_MAILBOXES else ()

    @cached_property
    def places(self) -> frozenset[str]:
        """Where they work: their company's name and that of their address, so that ferry.example is Ferry & Co."""
        domain = self.mailbox.partition("@")[2]
        spelt = (self.company, umlauts_spelt(self.company))
        return frozenset(filter(None, (_named(domain), *("".join(company_words(name)) for name in spelt))))


@dataclass(frozen=True, slots=True)
class KnownCompany:
    """What is compared of a company."""

    id: str
    name: str
    domains: frozenset[str] = frozenset()  # of the addresses of the people there


Thing = TypeVar("Thing", KnownPerson, KnownCompany)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that may be one."""

    first: str  # the ids
    second: str
    score: float  # SUGGESTED to 1, by rule
    reasons: tuple[str, ...]


def duplicate_people(people: Sequence[KnownPerson], distinct: frozenset[frozenset[str]] = frozenset()) -> list[Pair]:
    """Pairs of people who may be one, the surest first; not those of whom somebody said that they are two."""
    found = [_people_pair(one, other) for one, other in _candidates(people, _person_signs, distinct)]
    return _sorted(pair for pair in _without_unclear(list(filter(None, found))) if pair.score >= SUGGESTED)


def duplicate_companies(
    companies: Sequence[KnownCompany], distinct: frozenset[frozenset[str]] = frozenset()
) -> list[Pair]:
    """Pairs of companies which may be one, the surest first; not those of which somebody said that they are two."""
    found = [_company_pair(one, other) for one, other in _candidates(companies, _company_signs, distinct)]
    return _sorted(filter(None, found))


def _sorted(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))


def _candidates(
    things: Sequence[Thing], signs: Callable[[Thing], Iterator[Hashable]], distinct: frozenset[frozenset[str]]
) -> Iterator[tuple[Thing, Thing]]:
    """Pairs that share a sign, each once."""
    blocks: defaultdict[Hashable, list[Thing]] = defaultdict(list)
    for thing in things:
        for sign in set(signs(thing)):
            blocks[sign].append(thing)
    seen = set(distinct)
    for block in blocks.values():
        if len(block) > LARGEST_BLOCK:
            continue
        for one, other in combinations(block, 2):
            pair = frozenset((one.id, other.id))
            if pair not in seen:
                seen.add(pair)
                yield one, other


def _person_signs(person: KnownPerson) -> Iterator[Hashable]:
    if person.mailbox:
        yield "mailbox", person.mailbox
    for words in {person.words, person.spelt}:
        yield "name", tuple(sorted(words))
        if len(words) > 1:
            yield "ends", frozenset((words[0], words[-1]))
        yield from (("at", place, word) for place in person.places for word in words if len(word) > 1)


# How sure a likeness of names is: at the same place, and where one place is not known; without and with addresses that
# differ. 0: not suggested.
_SCORES: Mapping[Likeness, tuple[tuple[float, float], tuple[float, float]]] = {
    Likeness.SAME: ((0.95, 0.75), (0.8, 0)),
    Likeness.MIDDLE: ((0.85, 0.65), (0.6, 0)),
    Likeness.INITIALS: ((0.75, 0), (0, 0)),
    Likeness.SPELLING: ((0.75, 0), (0, 0)),
    Likeness.SHORTENED: ((0.7, 0), (0, 0)),
    Likeness.FIRST_ONLY: ((0.6, 0), (0, 0)),
    Likeness.NONE: ((0, 0), (0, 0)),
}
_NAMED_ALIKE: Mapping[Likeness, str] = {
    Likeness.SAME: "The same name",
    Likeness.MIDDLE: "The same first and last name; one has more names between",
    Likeness.INITIALS: "The same name, once with an initial",
    Likeness.SPELLING: "Nearly the same spelling of the name",
    Likeness.SHORTENED: "The same last name, and a first name that is a short form of the other",
    Likeness.FIRST_ONLY: "The same first name; one has no last name",
}
_UNCLEAR = frozenset({Likeness.INITIALS, Likeness.SHORTENED, Likeness.FIRST_ONLY})


@dataclass(frozen=True, slots=True)
class _Judged(Pair):
    """A pair with what decides whether it is clear whom the shorter name means."""

    unclear_for: str = ""  # the id of the shorter name, where only a part of it is known


def _people_pair(one: KnownPerson, other: KnownPerson) -> _Judged | None:
    alike = max(likeness(one.words, other.words), likeness(one.spelt, other.spelt))
    if one.mailbox and one.mailbox == other.mailbox:
        return _same_mailbox(one, other, alike)
    if alike is Likeness.NONE or (alike is Likeness.SAME and len(one.words) < 2 and not one.places & other.places):
        return None
    if one.places and other.places and not one.places & other.places:
        return None
    is_mailed = _is_mailed(one, other) or _is_mailed(other, one)
    score = _SCORES[alike][not one.places & other.places][bool(one.mailbox and other.mailbox)]
    if is_mailed and alike is not Likeness.SAME:
        score = max(score, 0.85)
    if alike is Likeness.SAME and len(one.words) < 2:
        score -= 0.3  # a first name only
    shorter = min((one, other), key=lambda person: len(person.name))
    is_unclear = alike in _UNCLEAR and not is_mailed
    return _Judged(one.id, other.id, score, _reasons(one, other, alike), shorter.id if is_unclear else "")


def _same_mailbox(one: KnownPerson, other: KnownPerson, alike: Likeness) -> _Judged | None:
    is_shared = one.mailbox.partition("@")[0] in SHARED_MAILBOXES
    if is_shared and alike < Likeness.SPELLING:
        return None
    score = 0.99 if alike is Likeness.SAME else 0.95 if alike else 0.8
    return _Judged(one.id, other.id, score, _reasons(one, other, alike))


def _is_mailed(one: KnownPerson, other: KnownPerson) -> bool:
    """Whether the address of one says the whole name of the other."""
    return bool(one.mailed_words) and sorted(one.mailed_words) == sorted(other.words)


def _reasons(one: KnownPerson, other: KnownPerson, alike: Likeness) -> tuple[str, ...]:
    reasons = []
    if one.mailbox and one.mailbox == other.mailbox:
        reasons.append("The same e-mail address")
    if alike is Likeness.SAME and one.words != other.words:
        reasons.append("The same name in another order")
    elif alike:
        reasons.append(_NAMED_ALIKE[alike])
    elif reasons:
        reasons.append("The names differ")
    if _is_mailed(one, other) or _is_mailed(other, one):
        reasons.append("The address of one says the name of the other")
    reasons += _about_places(one, other)
    if one.mailbox and other.mailbox and one.mailbox != other.mailbox:
        reasons.append("Their e-mail addresses differ")
    return tuple(reasons)


def _about_places(one: KnownPerson, other: KnownPerson) -> list[str]:
    if one.places & other.places:
        return ["The same company"]
    if one.places and other.places:
        return ["Different companies"]
    return ["The company of one is not known"] if one.places or other.places else ["No company is known"]


def _without_unclear(pairs: Sequence[_Judged]) -> Iterator[Pair]:
    """Leave out names of which only a part is known where they fit several people: "D. Petrov" is Dana, or Dora."""
    fits = Counter(pair.unclear_for for pair in pairs if pair.score >= SUGGESTED)
    for pair in pairs:
        if not pair.unclear_for or fits[pair.unclear_for] == 1:
            yield Pair(pair.first, pair.second, pair.score, pair.reasons)


def _company_signs(company: KnownCompany) -> Iterator[Hashable]:
    words = company_words(company.name)
    yield "name", "".join(words)
    yield from (("word", word) for word in words if len(word) > 2)
    yield "start", "".join(words)[:3]
    yield from (("domain", domain) for domain in company.domains - FREE_MAIL)


def _company_pair(one: KnownCompany, other: KnownCompany) -> Pair | None:
    words, others = company_words(one.name), company_words(other.name)
    shares_domain = bool((one.domains & other.domains) - FREE_MAIL)
    told = ("People at both write from the same domain",) if shares_domain else ()
    if "".join(words) == "".join(others):
        is_same = one.name.casefold().split() == other.name.casefold().split()
        why = "The same name" if is_same else "The same name but for its legal form, punctuation or accents"
        return Pair(one.id, other.id, 0.97 if shares_domain else 0.95, (why, *told))
    if is_slip("".join(words), "".join(others)) and len("".join(words)) > 5:
        return Pair(one.id, other.id, 0.9 if shares_domain else 0.7, ("Nearly the same spelling", *told))
    if shares_domain and (set(words) <= set(others) or set(others) <= set(words)):
        return Pair(one.id, other.id, 0.75, ("The name of one is a part of the other’s", *told))
    return None


def _named(domain: str) -> str:
    """The name in a domain: "ferry" of mail.ferry.co.uk; "" for those that anybody can have an address at."""
    if not domain or domain in FREE_MAIL:
        return ""
    labels = [label for label in domain.split(".") if label not in _SECOND_LEVEL]
    return "".join(company_words(labels[-2] if len(labels) > 1 else labels[0])) if labels else ""


_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu"})
