"""How other researchers' labels for questions relate to ours, so that our rules can be measured on their data."""

from __future__ import annotations

import re

from firsthand.domain.planning.question_clauses import Form, asking_part
from firsthand.domain.planning.question_phrases import any_of
from firsthand.domain.planning.question_rhetorical import is_rhetorical
from firsthand.domain.planning.question_types import OPEN
from firsthand.domain.planning.questions import question_type

AGAIN = r"(?:[\w']+(?: [\w']+){0,3}, )?"  # "how do you, how do you …"
# What a question of ours is in motivational interviewing, where every question is open or closed.
OPEN_LABEL, CLOSED_LABEL = "open", "closed"
# The coarse dialogue acts of the Switchboard (SwDA) and ICSI (MRDA) corpora. Theirs go by grammar: "how many" is wh
# there and closed with us, "or …" and statements with a raised voice are closed, and "anything else?" is open.
DIALOGUE_ACTS = ("closed", "wh", "open", "rhetorical")
_BROAD = any_of(
    rf"{AGAIN}(?:how|what) about\b(?! (?:we|if|in|on|at)\b)",
    rf"{AGAIN}what(?: else)? (?:do|did|would) (?:you|people|they|we all|we) (?:guys )?(?:all )?(?:think|feel|like|"
    r"enjoy)\b",
    rf"{AGAIN}how (?:do|did|would) you (?:guys )?(?:feel|like|see|view)\b",
    rf"{AGAIN}(?:what(?:'s| is| are| were)|what (?:\w+ )?do you have (?:on|about)) (?:your|the|this|that)? ?"
    r"(?:\w+ )?(?:views?|opinions?|thoughts?|feelings?|position|take|experiences?|impressions?|subject)\b",
    r"(?:is there |are there |do (?:you|we) have )?any(?:thing|one|body|where|place)? (?:else|other)\b",
)
_AGAIN = re.compile(r"(?:huh|sorry|i'm sorry|pardon)\W*$")  # "what did you say?" in one word


def open_or_closed(text: str, previous: str = "") -> str:
    """The label of motivational interviewing for the question of a turn."""
    return OPEN_LABEL if question_type(text, previous) in OPEN else CLOSED_LABEL


def dialogue_act(text: str) -> str:
    """The coarse dialogue act of a stretch known to be a question."""
    part = asking_part(text)
    if _AGAIN.match(part.text):
        return "wh"
    if is_rhetorical(part):
        return "rhetorical"
    if _BROAD.match(part.text):
        return "open"
    if part.form in (Form.INVITATION, Form.REQUEST):
        return "open"
    return "wh" if part.form is Form.WH else "closed"
