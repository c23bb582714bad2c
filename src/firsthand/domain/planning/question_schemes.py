"""How other researchers' labels for questions relate to ours, so that our rules can be measured on their data."""

from __future__ import annotations

import re

from firsthand.domain.planning.question_clauses import Form, asking_part
from firsthand.domain.planning.question_types import OPEN
from firsthand.domain.planning.questions import question_type

# What a question of ours is in motivational interviewing, where every question is open or closed.
OPEN_LABEL, CLOSED_LABEL = "open", "closed"
# The coarse dialogue acts of the Switchboard (SwDA) and ICSI (MRDA) corpora. Theirs go by grammar: "how many" is wh
# there and closed with us, "or …" and statements with a raised voice are closed; "rhetorical" has no counterpart here.
DIALOGUE_ACTS = ("closed", "wh", "open")
_BROAD = re.compile(
    r"(?:how|what) about (?:you|yourself|yours|your \w+)\b(?! (?:\w+ ){3})|"
    r"what(?: else)? (?:do|did|would) you (?:guys )?(?:all )?(?:think|feel|like|enjoy)\b(?: about| of)?|"
    r"how (?:do|did|would) you (?:guys )?(?:feel|like|see|view)\b|"
    r"what(?:'s| is| are| were) your (?:\w+ )?(?:views?|opinions?|thoughts?|feelings?|ideas?|take|experiences?|"
    r"impressions?)\b"
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
    if part.form in (Form.WH, Form.INVITATION, Form.REQUEST):
        return "open" if part.form is not Form.WH or _BROAD.match(part.text) else "wh"
    return "closed"
