"""Nine things a question can be, and the rules by which one is told from another (see docs/method/questions.md)."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from firsthand.domain.planning import question_phrases as phrases
from firsthand.domain.planning.question_clauses import Clause, Form, asking_part, lowered
from firsthand.domain.planning.question_words import content_words


class QuestionType(StrEnum):
    """What a question asks the other person to do."""

    INVITATION = "invitation"  # tell it in your own way: "Walk me through the last release."
    WH = "wh"  # one open point: "How did you find out?"
    PROBE = "probe"  # more of what was just said: "Why?", "Such as?"
    ECHO = "echo"  # their own words handed back: "So you missed the deadline?"
    CLOSED = "closed"  # yes, no or a figure: "Have you tried it?", "How often?"
    OPTION = "option"  # choose: "By hand or by script?"
    TASK = "task"  # do it here and now: "How would you find your last invoice?"
    LOGISTICS = "logistics"  # about the conversation itself: "Can you hear me?"
    NOT_A_QUESTION = "not_a_question"

    @property
    def is_open(self) -> bool:
        """Whether the other person decides what the answer is made of; never echo, task or logistics."""
        return self in OPEN


OPEN = frozenset({QuestionType.INVITATION, QuestionType.WH, QuestionType.PROBE})
ECHOED = 1 / 2  # share of the words that carry the matter which the other person just used
ECHOED_AFTER_SO = 1 / 3  # the same where "so" announces that something is handed back
WIDEST_REACH = 1_500  # characters at the end of the previous turn that an echo can hand back


def type_of(sentence: str, previous: str = "", *, scene: str = "", written: bool = False) -> QuestionType:
    """The type of a sentence known to ask.

    `previous` is what the other person said last, `scene` what was said before in the same turn or line.
    """
    part = asking_part(sentence)
    if _is_logistics(part, bare(sentence), written=written):
        return QuestionType.LOGISTICS
    if _is_probe(part, bare(sentence), written=written):
        return QuestionType.PROBE
    if _is_task(part, sentence, scene, written=written):
        return QuestionType.TASK
    return _RULES[part.form](part, previous)


def bare(text: str) -> str:
    """The text in lower case without the marks around it."""
    return " ".join(lowered(text).split()).strip(" ,;:-–—\"'()“”")


def is_tag(sentence: str) -> bool:
    """Whether a sentence only asks for a nod to the one before it: "Right?", "Isn't it?"."""
    return bool(phrases.TAG.match(bare(sentence)))


def hands_back(sentence: str) -> bool:
    """Whether a sentence says of itself that it repeats the other person: "So just to recap, …"."""
    return bool(phrases.HANDED_BACK.search(bare(sentence)))


def _is_logistics(part: Clause, sentence: str, *, written: bool) -> bool:
    if phrases.LOGISTICS_OPENING.match(part.text) or phrases.LOGISTICS_OPENING.match(sentence):
        return True
    return not written and bool(phrases.A_NAME.match(sentence))


def _is_probe(part: Clause, sentence: str, *, written: bool) -> bool:
    """More of what was said; in a guide nothing was said yet, so that only the plainest wordings count."""
    if phrases.BARE_PROBE_OPENING.match(part.text) or phrases.BARE_PROBE_OPENING.match(sentence):
        return True
    if part.form in (Form.REQUEST, Form.INVITATION):
        return bool(phrases.MORE.search(part.text)) and not phrases.STORY.search(part.text)
    if phrases.EXAMPLE_OPENING.match(part.text):
        return True
    return not written and bool(phrases.PROBE_OPENING.match(part.text))


def is_told_task(sentence: str) -> bool:
    """Whether a line of a guide sets a task without asking: "Task 2: …", "Please find …"."""
    return bool(phrases.TASK_LABEL.match(sentence) or phrases.PLEASE_ACT_OPENING.match(lowered(sentence)))


def _is_task(part: Clause, sentence: str, scene: str, *, written: bool) -> bool:
    if phrases.TASK_LABEL.match(sentence):
        return True
    if phrases.TASK_OPENING.match(part.text):
        return written or not part.text.startswith(("how do", "where do", "how can", "where can"))
    if not written or phrases.OPINION.search(part.text):
        return False
    acted_out = phrases.ACTING_OUT.search(part.lead) or phrases.PRETENDED.search(lowered(scene) + part.lead)
    if acted_out and part.form in (Form.WH, Form.REQUEST):
        return True
    return is_told_task(sentence) or bool(phrases.LOOK_UP_OPENING.match(part.text))


def _type_of_wh(part: Clause, previous: str) -> QuestionType:
    if phrases.UNDERSTOOD_OPENING.match(part.text):
        return QuestionType.ECHO
    if phrases.FIGURE_OPENING.match(part.text) or phrases.SCALE.search(part.lead):
        return QuestionType.CLOSED
    if phrases.CHOICE_OPENING.match(part.text):
        return QuestionType.OPTION
    return QuestionType.INVITATION if phrases.STORY_OPENING.match(part.text) else QuestionType.WH


def _type_of_inverted(part: Clause, previous: str) -> QuestionType:
    if phrases.CONFIRMING_OPENING.match(part.text):
        return QuestionType.ECHO
    if is_tag(part.text) and part.lead:
        return _type_of_statement(part, previous)
    if phrases.STORY_OPENING.match(part.text):
        return QuestionType.INVITATION
    return QuestionType.OPTION if _offers_choice(part.text) else QuestionType.CLOSED


def _type_of_invitation(part: Clause, previous: str) -> QuestionType:
    """An invitation, unless it names the one point that is to be told: "tell me what …", "I wonder whether …"."""
    named = phrases.OPEN_POINT.match(part.text)
    if not named:
        return QuestionType.INVITATION
    point = named["point"] or named["wondered"]
    return QuestionType.CLOSED if phrases.YES_OR_NO_POINT.match(point) else QuestionType.WH


def _type_of_statement(part: Clause, previous: str) -> QuestionType:
    if _offers_choice(part.text):
        return QuestionType.OPTION
    whole = f"{part.lead} {part.text}"
    return QuestionType.ECHO if hands_back(whole) or _is_echo(whole, previous) else QuestionType.CLOSED


def _offers_choice(text: str) -> bool:
    return bool(phrases.CHOICE.search(text)) and not phrases.NO_CHOICE.search(text)


def _is_echo(sentence: str, previous: str) -> bool:
    """Whether enough of the matter comes from what the other person just said."""
    said = content_words(sentence)
    needed = ECHOED_AFTER_SO if sentence.lstrip().startswith("so") and len(said) > 1 else ECHOED
    return bool(said) and len(said & content_words(previous[-WIDEST_REACH:])) >= needed * len(said)


_RULES: dict[Form, Callable[[Clause, str], QuestionType]] = {
    Form.WH: _type_of_wh,
    Form.INVERTED: _type_of_inverted,
    Form.REQUEST: _type_of_invitation,
    Form.INVITATION: _type_of_invitation,
    Form.STATEMENT: _type_of_statement,
}
