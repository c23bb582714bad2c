"""Which questions of the guide were asked, and where: by shared rare words, so it is an estimate to be confirmed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from firsthand.domain.interviews.conversation import Conversation
from firsthand.domain.interviews.craft_measures import Count, Formula, Measure, missing
from firsthand.domain.interviews.vocabulary import content, stem, words

ASKED = 0.55  # similarity from which a question counts as asked
FORM = 0.8  # the weight of a word that only shapes the question ("the last time", "walk me through")
STRANGE = 0.6  # the weight of a word that the guide doesn't have: people say more than is written
LEADING_UP = 80  # code points in front of a question that may belong to it ("You use the tool. Since when?")

GUIDE_COVERAGE = Formula(
    "guide_coverage",
    "Guide coverage",
    "share",
    f"Guide questions with a researcher turn whose words are alike (cosine of words and of groups of words with one "
    f"meaning such as stuck, stopped and late, weighted by rarity in the guide, {ASKED} or more) ÷ all guide "
    "questions; one asking covers one question. An estimate by rule, to be confirmed.",
    "Cosine similarity with inverse document frequency (Spärck Jones 1972); the threshold is our own.",
)


@dataclass(frozen=True, slots=True)
class Covered:
    """One guide question and the turn that seems to put it; `turn` is None where none does."""

    question: str
    turn: int | None
    similarity: float  # 0 to 1; 0 where no turn is alike enough


def coverage(questions: Sequence[str], conversation: Conversation) -> tuple[Covered, ...]:
    """For each guide question the turn most like it, if it is alike enough; one asking covers one question."""
    weights = _weights(questions)
    askings = _askings(conversation)
    said = [_terms(text) for _, _, text in askings]
    pairs = (
        (_similarity(_terms(question), terms, weights), q, a)
        for q, question in enumerate(questions)
        for a, terms in enumerate(said)
    )
    placed: dict[int, tuple[float, int]] = {}
    used: set[tuple[int, int]] = set()
    for alike, q, a in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        turn, begin, _ = askings[a]
        if alike >= ASKED and q not in placed and (turn, begin) not in used:
            placed[q] = alike, turn
            used.add((turn, begin))
    return tuple(_covered(question, placed.get(q)) for q, question in enumerate(questions))


def _covered(question: str, found: tuple[float, int] | None) -> Covered:
    return Covered(question, None, 0.0) if found is None else Covered(question, found[1], round(found[0], 3))


def guide_coverage(questions: Sequence[str] | None, conversation: Conversation) -> Measure:
    """The share (0 to 1) of guide questions that seem to have been asked, question by question in the counts."""
    if not questions:
        return missing(
            GUIDE_COVERAGE, "not measurable without a guide" if questions is None else "the guide has no questions"
        )
    found = coverage(questions, conversation)
    asked = [c for c in found if c.turn is not None]
    return Measure(
        GUIDE_COVERAGE,
        value=round(len(asked) / len(found), 4),
        n=len(found),
        n_of="guide questions",
        turns=tuple(dict.fromkeys(c.turn for c in asked if c.turn is not None)),
        counts=tuple(Count(c.question, float(c.turn is not None), () if c.turn is None else (c.turn,)) for c in found),
        note="by rule, not yet confirmed",
    )


def _askings(conversation: Conversation) -> list[tuple[int, int, str]]:
    """What could be a guide question, with its turn and place: each alone, and with what leads up to it."""
    turns = {turn.index: turn.text for turn in conversation.researcher_turns}
    found: list[tuple[int, int, str]] = []
    for asked in conversation.questions:
        begin = asked.question.begin
        before = turns.get(asked.turn, "")[:begin]
        found.append((asked.turn, begin, asked.question.text))
        found.append((asked.turn, begin, f"{before[-LEADING_UP:]} {asked.question.text}"))
    return found


def _weights(questions: Sequence[str]) -> Mapping[str, float]:
    frequency = Counter(s for q in questions for s in _terms(q))
    names = {stem(w.lower()) for q in questions for w in _name.findall(q)}  # the product's name is said all the time
    weights = {s: FORM if s in _form | names else log(1 + len(questions) / n) for s, n in frequency.items()}
    return weights | {"<rare>": log(1 + len(questions))}  # what a word weighs that only one question has


def _terms(text: str) -> frozenset[str]:
    """What a question is about: content stems, words of one meaning as one; all words where nothing is left."""
    plain = text.lower().replace("’", "'")
    meant = {name for name, pattern in _meanings if pattern.search(plain)}
    rest = plain
    for _, pattern in _meanings:
        rest = pattern.sub(" ", rest)
    found = frozenset(meant) | frozenset(content(rest))
    return found or frozenset(stem(w) for w in words(text))


def _similarity(wanted: frozenset[str], said: frozenset[str], weights: Mapping[str, float]) -> float:
    """The cosine of two sets of words; 0 where what they share is too little to tell one guide question by."""
    shared = wanted & said
    matter = {s for s in shared if _weight(s, weights) > FORM}
    if not matter and any(_weight(s, weights) > FORM for s in wanted):
        return 0.0
    if len(shared) < min(2, len(wanted)) and not any(weights.get(s, 0.0) >= weights["<rare>"] for s in matter):
        return 0.0
    return sum(_weight(s, weights) ** 2 for s in shared) / sqrt(_norm(wanted, weights) * _norm(said, weights))


def _norm(terms: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(_weight(s, weights) ** 2 for s in terms)


def _weight(term: str, weights: Mapping[str, float]) -> float:
    return weights.get(term, FORM if term in _form else STRANGE)


_name = re.compile(r"(?<=[a-z,] )[A-Z]\w+")


def _group(name: str, pieces: str) -> tuple[str, re.Pattern[str]]:
    return f"<{name}>", re.compile(rf"\b(?:{pieces})\b")


_meanings = (  # words that say the same in an interview about somebody's work
    _group(
        "last time",
        r"(?:when (?:did|was) .{0,20}\b)?(?:the )?(?:very )?last(?: time| one| occasion)?|most recent(?:ly)?",
    ),
    _group("before that", r"before (?:that|this|the|last)|(?:the )?(?:one|time) before|previous(?:ly)?|earlier"),
    _group(
        "tell",
        r"(?:walk|talk|take|run) (?:me|us) through|tell (?:me|us)(?: (?:a (?:little|bit)|more"
        r"|something))*(?: about)?|describe"
        r"|can you (?:tell|show|describe)|show (?:me|us)|give (?:me|us)|say more",
    ),
    _group(
        "stuck",
        r"stuck|stopp?\w*|stall\w*|block\w*|late|delayed?|overdue|waiting|not (?:moving|happening)|held up|on hold",
    ),
    _group(
        "find out",
        r"find (?:\w+ )?out|found (?:\w+ )?out|find (?:these|those|them)|hear(?:d)? (?:about|of)|notic\w+"
        r"|learn(?:ed)? (?:about|of)"
        r"|come? to (?:you|ask you|light)|discover\w*|nobody told you|look for",
    ),
    _group("try", r"tr(?:y|ied)|attempt\w*|experiment\w*"),
    _group(
        "pass on",
        r"further up|up the (?:line|chain)|escalat\w*|beyond you|above you|higher up",
    ),
    _group(
        "day",
        r"yesterday|(?:this |that |in the )?mornings?|your (?:\w+ )?day|(?:a|an) (?:normal|ordinary"
        r"|typical) (?:day|week)|day to day",
    ),
    _group("role", r"your (?:role|job|work)|what do you do|what you do|for a living|position|responsib\w+"),
    _group("own words", r"(?:in )?your own words"),
    _group("feel", r"feel|feels|felt|think of|happy|happier|opinion|attitude"),
    _group(
        "others",
        r"who else|(?:on|in) your team|your (?:team|people|colleagues?)|anyone else|everybody else|besides you",
    ),
    _group("check", r"check\w*|verif\w+|make sure|look(?:ed|s)? (?:at|over)|review\w*"),
    _group("trust", r"trust\w*|believe\w*|rely|relied|confiden\w+"),
    _group(
        "fail",
        r"(?:did(?:n't| not)|has(?:n't| not)|does(?:n't| not)|not) (?:work|worked|working)(?: out)?|wrong"
        r"|not (?:quite )?right|fail\w*|mistakes?",
    ),
    _group("next", r"what (?:did|do) you do (?:next|then|after)|(?:do|did|happened) next|after that"),
    _group("explain", r"explain\w*|reasons?|show(?:ed|s) (?:you )?(?:why|how|the)|because"),
    _group("so far", r"(?:so|as) far(?: as)?|until now|up to now"),
    _group("happen", r"happen(?:s|ed|ing)?"),
    _group(
        "left out",
        r"did(?:n't| not) ask|not ask(?:ed)?|should(?:'ve| have) (?:asked)?|forgot(?:ten)? to ask|want me to ask"
        r"|haven't",
    ),
)
_form = frozenset({"<last time>", "<tell>", "<before that>", "<next>", "<day>", "<own words>", "<happen>", "<so far>"})
