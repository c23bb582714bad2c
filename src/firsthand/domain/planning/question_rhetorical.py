"""Questions that nobody in the room is to answer: "who knows?", "what are we going to do?", "why should they?"."""

from __future__ import annotations

import re

from firsthand.domain.planning.question_clauses import Clause, Form
from firsthand.domain.planning.question_phrases import END, any_of

# Stock phrases that never wait for an answer, whoever says them.
STOCK_OPENING = any_of(
    r"who (?:knows|cares)" + END,
    r"(?:do )?you know,? what" + END,
    r"guess what" + END,
    r"what(?:'s| is) a (?:\w+ )?to do" + END,
    r"how should i know" + END,
)
_NOT_TO_YOU = r"(?!.*\byou\b(?! know\b))"
_GENERAL_OPENING = any_of(
    r"who (?:knows|cares)\b",
    r"why not" + END,
    rf"why (?:should|would|can't|don't|not|do|does|has|have|is|are|bother|spend|even)\b(?! (?:that|it|this)\b)"
    rf"{_NOT_TO_YOU}",
    rf"who(?:'s| is| are)(?: \w+)? (?:going to|gonna|supposed to|to)\b{_NOT_TO_YOU}",
    rf"who(?:'d| would| wants| else (?:is|would))\b{_NOT_TO_YOU}",
    r"(?:what|where|when|how)(?: \w+){0,3}?(?:'s|'re| am| are| is| was)(?: \w+)? (?:going to|gonna|supposed to)\b"
    r"(?! you)",
    r"what (?:else )?(?:can|could|do|are) (?:you|one|i|we|they)(?: really| ever| supposed to)? (?:do|say)" + END,
    r"what (?:more|else) (?:can|could|would) (?:you|one|anyone|anybody) (?:\w+ )?(?:ask|want)\b",
    r"how (?:else )?(?:can|could) (?:you|one|anyone|anybody|they|he|she|we)\b(?! (?:tell|show|help))",
    r"(?:what|where|when|how)(?: \w+){0,2}? (?:should|do|can|does) (?:we|i|one|society|people)\b(?! (?:know|have|"
    r"think))",
    r"what(?:'s| is) the (?:point|use)\b",
    r"what difference (?:does|would|will) (?:it|that)\b",
)
_MUSED = re.compile(r"\byou know\b(?! (?:about|what|how|if|the|an?|any|of|that|where|who)\b)")
_ADDRESSED = re.compile(r"\byou(?:r|rs|'re|'ve|'d|'ll)?\b(?! know\b)")


def is_stock(part: Clause) -> bool:
    """Whether it is one of the phrases that are built like a question and never are one."""
    return bool(STOCK_OPENING.match(part.text))


def is_rhetorical(part: Clause) -> bool:
    """Whether it asks into the air: a stock phrase, a general "why should they", or a musing with "you know" in it.

    A guess by form alone, for comparison with corpora that have such a label; the same words can be meant as asked.
    """
    if is_stock(part) or _GENERAL_OPENING.match(part.text):
        return True
    whole = part.lead + part.text
    return part.form is Form.WH and bool(_MUSED.search(whole)) and not _ADDRESSED.search(part.text)
