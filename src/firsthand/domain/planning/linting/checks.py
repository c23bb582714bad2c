"""Reading one question for its faults: every finding with the exact words, why it matters and one other way to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from firsthand.domain.planning.linting import future, opinion, shape, steering
from firsthand.domain.planning.linting.faults import REASONS, Fault, Finding
from firsthand.domain.planning.linting.rules import Rule
from firsthand.domain.planning.questions import Question, QuestionType, find_questions
from firsthand.domain.text.sentences import Sentence, sentences


def _with(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


# The rules by family, each with what a sentence must hold before its rules are worth trying (for speed alone).
FAMILIES: tuple[tuple[re.Pattern[str], tuple[Rule, ...]], ...] = (
    (_with(r"you|we\b|\bi\b|it\b|that|this|given|the\b"), steering.LEADING),
    (_with(r"\bhow\b|\bwhy\b"), steering.PRESUPPOSING),
    (_with(r"n't\b|\?"), steering.NEGATED_TAG),
    (
        _with(r"would|\bif\b|will\b|might|could|\bmay\b|likely|imagine|picture|see\b|think|going|wand|world"),
        future.HYPOTHETICAL,
    ),
    (_with(r"much|pay|spend|price|fee|amount|subscription|worth|[$€£]|dollars|euros|pounds|bucks"), future.PRICE),
    (_with(r"\bif\b|sound|know|show|tell|walk"), future.PITCH),
    (_with(r"."), opinion.PREFERENCE),
    (_with(r"usually|typically|normally|general|always|never|tend|often|a lot|much"), opinion.GENERIC),
    (_with(r"\band\b|\bor\b"), shape.DOUBLE_BARRELLED),
    (_with(r"\b(?:did|do|does|was|were|is|are)\b"), shape.CLOSED_WHERE_OPEN_NEEDED),
)
RULES: tuple[Rule, ...] = tuple(rule for _, family in FAMILIES for rule in family)
# When a rewrite still trips a rule (its reused words hold a fault of their own), this is asked instead.
SAFE = "Tell me about the last time this came up. What happened?"
LONGEST_SENTENCE = 500  # characters
_STRAIGHT = str.maketrans("’‘“”`", "'" + "'" + '""' + "'")
_SPECIAL = (future.PITCHING_STATEMENT, steering.STEERING_STATEMENT)
_POINTING = ("words", "wand", "claim", "all")  # the groups that may hold the words


@dataclass(frozen=True, slots=True)
class _Found:
    rule: Rule
    match: re.Match[str]
    sentence: Sentence
    rewrite: str


def find_faults(question: str, *, previous: str = "", spoken: bool = False) -> tuple[Finding, ...]:
    """The faults of one question, in the order of their words; at most one of each kind in a sentence.

    `question` may hold the sentences said around it. `previous` is the turn before it: a word that the participant
    used first is theirs and no fault of the question. `spoken` means transcribed speech. Offsets are code points.
    """
    first: dict[tuple[Fault, int], Finding] = {}
    matched = list(_all(question, previous, spoken=spoken))
    asked = find_questions(question, previous, written=not spoken) if matched else ()
    for found in matched:
        finding = _finding(question, found)
        if not (_is_said(found.rule) or _bends_an_answer(finding, question, asked)):
            continue
        if spoken and finding.fault is Fault.NEGATED_TAG and any(one.begin >= finding.finish for one in asked):
            continue  # a fact made sure of on the way to the real question
        first.setdefault((finding.fault, found.sentence.begin), finding)
    return tuple(sorted(first.values(), key=lambda finding: (finding.begin, finding.fault)))


@lru_cache(maxsize=1024)  # the same few rewrites come back all the time
def is_clean(question: str) -> bool:
    """Whether a written question shows no fault at all."""
    return next(_all(question, "", spoken=False), None) is None


def _all(question: str, previous: str, *, spoken: bool) -> Iterator[_Found]:
    straight = question.translate(_STRAIGHT)
    said = tuple(_short(straight.replace("\n", " ") if spoken else straight))  # a wrapped transcript breaks anywhere
    yield from _by_rule(said, previous, spoken=spoken)
    yield from _by_statement(said)
    yield from _loaded(said)
    yield from _jargon(said, previous)
    yield from _lone_tags(said, spoken=spoken)


def _short(text: str) -> Iterator[Sentence]:
    """The sentences; one of speech without punctuation is cut at spaces, so that no rule ever reads far."""
    for sentence in sentences(text):
        begin = sentence.begin
        while sentence.finish - begin > LONGEST_SENTENCE:
            cut = text.rfind(" ", begin + 1, begin + LONGEST_SENTENCE)
            cut = cut if cut > begin else begin + LONGEST_SENTENCE
            yield Sentence(text[begin:cut], begin, cut)
            begin = cut + (text[cut] == " ")
        if begin < sentence.finish:
            yield Sentence(text[begin : sentence.finish], begin, sentence.finish)


def _finding(question: str, found: _Found) -> Finding:
    begin, finish = (found.sentence.begin + place for place in _span(found.match))
    rewrite = found.rewrite if is_clean(found.rewrite) else found.rule.otherwise
    fault = found.rule.fault
    return Finding(fault, question[begin:finish], begin, finish, REASONS[fault], rewrite if is_clean(rewrite) else SAFE)


def _is_said(rule: Rule) -> bool:
    """Whether the rule is about a statement that comes before the question."""
    return rule in _SPECIAL


_NEVER_POLITE = (Fault.PRESUPPOSING, Fault.PRICE, Fault.PITCH, Fault.GENERIC, Fault.JARGON)
_TRIED_OUT = (Fault.HYPOTHETICAL, Fault.PREFERENCE)


def _bends_an_answer(finding: Finding, question: str, asked: tuple[Question, ...]) -> bool:
    """Whether the words stand in a question about the participant's own matters.

    Arranging the call bends nothing, and a task to try out ("How would you find …?") is no guess about the future.
    """
    types = [one.type for one in asked if one.begin < finding.finish and finding.begin < one.finish]
    if not types or all(kind is QuestionType.NOT_A_QUESTION for kind in types):
        return False
    if finding.fault in _TRIED_OUT and QuestionType.TASK in types and not _is_yes_or_no(finding, question):
        return False
    return finding.fault in _NEVER_POLITE or not all(kind is QuestionType.LOGISTICS for kind in types)


def _is_yes_or_no(finding: Finding, question: str) -> bool:
    """Whether the question begins with the words: "Would you buy …?" is no task, "How would you buy …?" may be."""
    return not question[: finding.begin].rstrip(" \"'“‘*_(")[-1:].isalnum()


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where the words are that show the fault: the group that matched, without the space after it."""
    name = next((name for name in _POINTING if match.groupdict().get(name)), None)
    begin, finish = match.span(name) if name else match.span()
    return begin, begin + len(match.string[begin:finish].rstrip())


def _by_rule(said: tuple[Sentence, ...], previous: str, *, spoken: bool) -> Iterator[_Found]:
    theirs = previous.lower()
    for sentence in said:
        tried = (rule for needed, family in FAMILIES if needed.search(sentence.text) for rule in family)
        for rule in tried:
            if not rule.applies(spoken=spoken):
                continue
            match = rule.search(sentence.text)
            if match is not None and not (rule.fault is Fault.PRESUPPOSING and _is_theirs(match, theirs)):
                yield _Found(rule, match, sentence, _suggestion(rule, match, sentence))


def _is_theirs(match: re.Match[str], previous: str) -> bool:
    """Whether the judgement in the words (their last one) was the participant's before it was ours."""
    begin, finish = _span(match)
    judgement = match.string[begin:finish].lower().split()[-1]
    return len(judgement) > 4 and judgement in previous.split()


def _by_statement(said: tuple[Sentence, ...]) -> Iterator[_Found]:
    """Pitches and steering assertions: only where a question follows in what was said."""
    for at, sentence in enumerate(said):
        later = [s for s in said[at:] if s.text.endswith("?")]
        for rule in _SPECIAL:
            match = rule.search(sentence.text)
            if match is None or not later:
                continue
            if rule.fault is Fault.PITCH and not any(future.REACTION.search(s.text) for s in later):
                continue
            yield _Found(rule, match, sentence, rule.otherwise)
    for sentence in said:
        match = steering.TAGGED_BENEFIT.search(sentence.text)
        if match is not None:
            yield _Found(steering.TAGGED_BENEFIT, match, sentence, steering.TAGGED_BENEFIT.otherwise)


def _loaded(said: tuple[Sentence, ...]) -> Iterator[_Found]:
    for sentence in said:
        match = steering.LOADED.search(sentence.text) if sentence.text.endswith("?") else None
        if match is not None:
            begin, finish = match.span("words")
            without = sentence.text[:begin] + sentence.text[finish:].lstrip()
            yield _Found(steering.LOADED, match, sentence, without)


def _jargon(said: tuple[Sentence, ...], previous: str) -> Iterator[_Found]:
    for sentence in said:
        match = shape.JARGON.search(sentence.text) if sentence.text.endswith("?") else None
        if match is None or match["words"].lower() in previous.lower():
            continue
        begin, finish = match.span("words")
        before = re.sub(r"\b([Aa])n $", r"\1 ", sentence.text[:begin])
        plain = before + shape.PLAIN[match["words"].lower()] + sentence.text[finish:]
        yield _Found(shape.JARGON, match, sentence, plain)


def _lone_tags(said: tuple[Sentence, ...], *, spoken: bool) -> Iterator[_Found]:
    for before, sentence in pairwise(said):
        for tag in (steering.LONE_TAG, steering.ASKED_TO_AGREE):
            match = tag.search(sentence.text) if tag.applies(spoken=spoken) and not before.text.endswith("?") else None
            if match is not None:
                yield _Found(tag, match, sentence, tag.otherwise)


def _suggestion(rule: Rule, match: re.Match[str], sentence: Sentence) -> str:
    if rule.fault is Fault.DOUBLE_BARRELLED:
        return _first_half(match, sentence.text) or rule.otherwise
    return rule.suggestion(match)


def _first_half(match: re.Match[str], sentence: str) -> str | None:
    """The first of the two questions alone, where it stands on its own feet."""
    words = match["words"]
    if " and " in words and not words.lower().startswith("and "):
        begin, finish = match.span("words")
        return sentence[:begin] + words.split(" and ")[0] + sentence[finish:]
    if match.groupdict().get("doing") is None:
        return None
    half = _LEAD_IN.sub("", sentence[: match.start("words")]).rstrip(" ,;–—-")
    return half[:1].upper() + half[1:] + "?" if _stands_alone(half) else None


_LEAD_IN = re.compile(  # the mark of a list, or a word that only links
    r"^(?:[\s>#*•–—-]+|\d{1,3}[.)]\s+|(?:and|but|so|okay|ok|well|yeah|yes|now|then|also)\b,? +)+", re.IGNORECASE
)
_UNFINISHED = re.compile(  # "Which tools do you", "How do you find"
    r"\b(?:you|your|the|an?|do|does|did|is|are|was|were|can|could|would|will|have|has|and|or)$"
    r"|^(?:how|when|why)\b[^,:]*\b(?:to|of|for|with|from|about|at|by)$"
    r"|^(?:how|when|where|why|who)\b.*\b(?:do|does|did|can|could|would|will|to) (?:you )?(?!work\b)\w+$",
    re.IGNORECASE,
)


def _stands_alone(half: str) -> bool:
    """Whether the half is a whole question: four words at least, and nothing left to the other half."""
    balanced = half.count("(") == half.count(")") and half.count('"') % 2 == 0
    return balanced and len(half.split()) >= 4 and _UNFINISHED.search(half) is None
