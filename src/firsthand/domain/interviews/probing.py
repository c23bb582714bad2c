"""Following up: whether the next question takes up the answer, how long a topic is followed, and what was let go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import log
from statistics import mean

from firsthand.domain.interviews.conversation import Conversation, Exchange
from firsthand.domain.interviews.craft_measures import NOT_IN_FILE, Count, Formula, Measure, missing
from firsthand.domain.interviews.vocabulary import content, is_backchannel, word_count, words
from firsthand.domain.planning.questions import QuestionType

SHORT_ANSWER = 12  # words
FOLLOWING = 2  # exchanges in which a claim of checking may still be asked about

PROBING = Formula(
    "probing",
    "Probing",
    "share",
    "Answers whose next question takes them up ÷ answers that another question follows. A question takes an answer "
    "up where it "
    "is a probe or an echo, points back (“you mentioned …”), or uses a word that the participant brought in and the "
    "researcher had not used before.",
    "Probing as in Robinson 2023 (Qualitative Research in Psychology); uptake as in Demszky et al. 2021.",
)
PROBE_DEPTH = Formula(
    "probe_depth",
    "Probe depth",
    "turns",
    "Mean number of questions in a row on one topic: the one that opened it and those that took up the answer before "
    "them.",
    "Our own. The best answers tend to come after the first.",
)
SHORT_UNPROBED = Formula(
    "short_answers_unprobed",
    "Short answers left unprobed",
    "answers",
    f"Answers of {SHORT_ANSWER} words or fewer to a question about the matter, where the next question does not take "
    f"them up.",
    "Our own.",
)
CHECKS_UNPROBED = Formula(
    "checks_unprobed",
    "“I check it” left unprobed",
    "claims",
    "Answers in which a participant claims to check, verify or review something, where neither of the next two "
    "questions asks how, "
    "what exactly or when last.",
    "The AI-interview template: ask how people check, since what they did last time is evidence and “I check it” is "
    "not.",
)


@dataclass(frozen=True, slots=True)
class Step:
    """A question with its answer, and what came of it."""

    exchange: Exchange
    after: Exchange | None  # the next question about the matter; None at the end
    is_taken_up: bool  # the next question takes the answer up
    brought_in: frozenset[str] = frozenset()  # stems of the answer that the researcher had not used before


def uptake(answer: str, reply: str) -> float:
    """How far a reply takes up what was said, from 0; only the order matters.

    log(1 + distinct shared words) + shared content words ÷ the answer's content words + 0.5 if the reply asks
    + 0.3 if it points back or asks to go on. Weights set by hand, checked against human ratings (docs/method/craft.md).
    """
    shared = set(words(answer)) & set(words(reply))
    own = set(content(answer))
    covered = len(own & set(content(reply))) / max(len(own), 1)
    points = bool(_pointing.search(" ".join(words(reply)[:12])) or _asks_on.search(reply))
    return log(1 + len(shared)) + covered + 0.5 * ("?" in reply) + 0.3 * points


def steps(conversation: Conversation) -> tuple[Step, ...]:
    """Every real question with all that was answered until the next, and whether that next one takes the answer up."""
    asked = _until_next_question(conversation.exchanges)
    found: list[Step] = []
    ours: set[str] = set()  # the researcher's words so far: what comes back from them is no sign of listening
    for exchange, after in zip_longest(asked, asked[1:]):
        ours.update(content(exchange.asked))
        if exchange.answers:
            brought_in = frozenset(content(exchange.answered)) - ours
            found.append(Step(exchange, after, after is not None and takes_up(after, brought_in), brought_in))
    return tuple(found)


def _until_next_question(exchanges: tuple[Exchange, ...]) -> tuple[Exchange, ...]:
    """Exchanges that ask nothing ("Thanks, Mira. And Jonas?") joined to the one before them."""
    joined: list[Exchange] = []
    for exchange in exchanges:
        if joined and not exchange.real_questions:
            joined[-1] = replace(joined[-1], answers=(*joined[-1].answers, *exchange.answers))
        else:
            joined.append(exchange)
    return tuple(joined)


def takes_up(after: Exchange, brought_in: Set[str]) -> bool:
    """Whether any real question of `after` takes up an answer; `brought_in` are the stems that were new in it."""
    return any(_takes_up(a.question.text, a.question.type, brought_in) for a in after.real_questions) or bool(
        _refers_back.search(after.asked)
    )


def _takes_up(question: str, kind: QuestionType, brought_in: Set[str]) -> bool:
    if kind in (QuestionType.PROBE, QuestionType.ECHO) or brought_in & set(content(question)):
        return True
    return word_count(question) <= 9 and len(content(question)) <= 1 and bool(_pointing.search(question.lower()))


def probing(conversation: Conversation) -> Measure:
    """The share of answers (0 to 1) whose next question takes them up."""
    followed = [s for s in steps(conversation) if s.after is not None and _says_something(s.exchange)]
    if not followed:
        return missing(PROBING, f"{NOT_IN_FILE}: no answer is followed by another question")
    taken = [s for s in followed if s.is_taken_up]
    turns = tuple(i for s in taken if s.after for i in s.after.first_asking)
    new = tuple(i for s in followed if not s.is_taken_up and s.after for i in s.after.first_asking)
    return Measure(
        PROBING,
        value=round(len(taken) / len(followed), 4),
        n=len(followed),
        n_of="answers that another question follows",
        turns=turns,
        counts=(Count("took the answer up", len(taken), turns), Count("turned to something else", len(new), new)),
    )


def probe_depth(conversation: Conversation) -> Measure:
    """The mean number of questions in a row on one topic; the longest topic is in the counts."""
    topics = list(_topics(steps(conversation)))
    if not topics:
        return missing(PROBE_DEPTH, f"{NOT_IN_FILE}: no question with an answer was found")
    deepest = max(topics, key=len)
    single = tuple(t[0] for t in topics if len(t) == 1)
    return Measure(
        PROBE_DEPTH,
        value=round(mean(len(t) for t in topics), 2),
        n=len(topics),
        n_of="topics",
        turns=tuple(deepest),
        counts=(
            Count("longest", len(deepest), tuple(deepest)),
            Count("topics left after one question", len(single), single),
        ),
    )


def _topics(all_steps: tuple[Step, ...]) -> Iterator[list[int]]:
    """The turns of the questions on each topic; a new topic begins where a question does not take up the answer."""
    topic: list[int] = []
    goes_on = False
    for step in all_steps:
        if not goes_on and topic:
            yield topic
            topic = []
        topic.extend(step.exchange.first_asking)
        goes_on = step.is_taken_up
    if topic:
        yield topic


def short_answers_unprobed(conversation: Conversation) -> Measure:
    """How many short answers to real questions were not taken up; n is how many short answers there were."""
    short = [s for s in steps(conversation) if is_short_answer(s)]
    let_go = tuple(s.exchange.answers[0].index for s in short if not s.is_taken_up)
    return Measure(SHORT_UNPROBED, len(let_go), len(short), "short answers", let_go)


def is_short_answer(step: Step) -> bool:
    """A real question got at most twelve words, no question back and no "sorry?" among them, and another question "
    "follows."""
    answered = step.exchange.answered
    is_answer = bool(step.exchange.real_questions) and "?" not in answered and not _not_understood.search(answered)
    return is_answer and step.after is not None and word_count(answered) <= SHORT_ANSWER


def checks_unprobed(conversation: Conversation) -> Measure:
    """How many claims of checking nobody asked about; n is how many claims there were."""
    exchanges = conversation.exchanges
    claims = [
        (place, turn.index) for place, e in enumerate(exchanges) for turn in e.answers if claims_to_check(turn.text)
    ]
    let_go = tuple(index for place, index in claims if not _asks_how(exchanges[place + 1 : place + 1 + FOLLOWING]))
    return Measure(CHECKS_UNPROBED, len(let_go), len(claims), "claims of checking", let_go)


def claims_to_check(text: str) -> bool:
    """Whether a participant says that they check something, in general and not as a story."""
    return bool(_checking.search(text.replace("’", "'")))


def _asks_how(after: tuple[Exchange, ...]) -> bool:
    return any(
        _asking_how.search(e.asked) and (_checking_word.search(e.asked) or _last_time.search(e.asked)) for e in after
    ) or bool(after and _bare_how.search(after[0].asked))


def _says_something(exchange: Exchange) -> bool:
    return bool(exchange.real_questions) or not is_backchannel(exchange.answered)


_not_understood = re.compile(
    r"\b(?:sorry|pardon|didn't (?:get|catch|understand)|repeat|say that again)\b", re.IGNORECASE
)
_pointing = re.compile(r"\b(?:that|this|those|these|it|they|them|there|then|else)\b")
_asks_on = re.compile(
    r"\b(?:why|how (?:do|did|can|come)|what do you mean|tell me|explain|say more|what makes|what made|what happened"
    r"|for (?:example|instance))\b",
    re.IGNORECASE,
)
_refers_back = re.compile(
    r"\b(?:you(?:'ve|’ve| have|'d)? (?:just |also |already |earlier )?(?:said|mentioned|told (?:me|us)|talked about"
    r"|brought up|described|touched on|were saying|were talking)"
    r"|as you (?:said|say|put it)|(?:going|coming|come|go|get|getting) back to (?:what|that|your|the)|when you say"
    r"|what you(?:'ve|’ve)? (?:just )?(?:said|described))",
    re.IGNORECASE,
)
_checking = re.compile(
    r"\b(?:i|we)(?:'ll| will| would|'d)? (?:always |usually |just |still |then |also |normally |often |sometimes "
    r"|generally |do |go and |go back and )*"
    r"(?:check(?! (?:in|out|with|e?mail|my (?:mail|phone|calendar)))|double[- ]check|verify|validate|proof-?read"
    r"|cross-check|sanity[- ]check|fact[- ]check|spot[- ]check|review it|look it over|go over it|make sure (?:it's"
    r"|it is|that it's|that it is|that's right))\b",
    re.IGNORECASE,
)
_checking_word = re.compile(
    r"\b(?:check|verif|validat|review|look|compar|confirm|make sure|sure|correct|right|trust|catch|find)\w*\b",
    re.IGNORECASE,
)
_asking_how = re.compile(
    r"\b(?:how|what|when|walk (?:me|us)|show (?:me|us)|tell (?:me|us)|describe|example)\b", re.IGNORECASE
)
_last_time = re.compile(
    r"\b(?:last time|most recent|recently|example|instance|walk (?:me|us)|show (?:me|us))\b", re.IGNORECASE
)
_bare_how = re.compile(
    r"^\W*(?:(?:okay|ok|so|and|right|yeah|sure)\W+)*how(?: so| exactly| do you do (?:that|it)| would you do (?:that"
    r"|it)|\W*$)",
    re.IGNORECASE,
)
