"""Questions whose form loses the answer: two at once, a yes or no where a story is due, words from inside the team."""

from __future__ import annotations

import re

from firsthand.domain.planning.linting.faults import Fault
from firsthand.domain.planning.linting.rules import OPENS, Rule, rule

WHAT_HAPPENED = "How did it go the last time? Take me through it."
ONE_AT_A_TIME = "Let us take one thing first. How did that go the last time?"

_WH = r"(?:what|which|how|when|where|who|why|at what \w+|in what \w+)"
_BACK = r"\b(?:it|its|that|them|they|their|there|he|she|did you do|what happened)\b"
# One event, told in parts: what came in and what was done with it belong together.
_A_STORY = (
    r"\b(?:walk|talk|take|tell) (?:me|us)\b|\bdescribe\b|\b(?:last|latest|first|most recent) time\b|\bhappened\b"
    r"|\b(?:your|the) (?:very )?(?:last|latest|most recent) [\w\[\]-]+(?: [\w-]+)?(?: you\b|[:,])"
)
_QUALITY = (
    r"(?:fair|effective|useful|easy|clear|fast|reliable|helpful|accurate|secure|simple|intuitive|complete|safe|cheap"
    r"|quick|friendly|affordable|attractive|"
    r"relevant|engaging|informative|modern|enjoyable|productive|satisfied|happy|supported|valued)"
)
_HARD = r"(?:hard|difficult|frustrating|easy|confusing|annoying|challenging|stressful|tedious|painful|complicated)"

DOUBLE_BARRELLED: tuple[Rule, ...] = (
    rule(
        Fault.DOUBLE_BARRELLED,
        rf"{OPENS}(?P<doing>{_WH}\b[^?;:]{{8,}}?),? (?P<words>and (?:also )?(?:what|which|how|when|where"
        rf"|who)\b(?! so\b| about\b| not\b| ever\b)(?: [\w'/-]+){{3,}})\s*\?",
        ONE_AT_A_TIME,
        unless=(
            rf"\band (?:also )?(?:what|which|how|when|where|who)\b[^?]*{_BACK}|{_A_STORY}|\bbetween\b|\bcompar\w+\b"
            r"|\bdiffer\w*\b"
        ),
    ),
    rule(
        Fault.DOUBLE_BARRELLED,
        rf"{OPENS}(?P<doing>{_WH}\b[^?;:]{{8,}}?),? (?P<words>and (?:do|does|did|is|are|was|were|have|has|can|could"
        r"|would|will) (?:you|the|your|any|these|those)\b[^?]*)\s*\?",
        ONE_AT_A_TIME,
        unless=rf"\band (?:do|does|did|is|are|was|were|have|has|can|could|would|will)\b[^?]*{_BACK}|{_A_STORY}",
    ),
    rule(
        Fault.DOUBLE_BARRELLED,
        rf"{OPENS}(?:is|are|was|were|do|does|did)\b[^?;:]*?\b(?P<words>{_QUALITY} and (?:\w+ly )?{_QUALITY})\b",
        ONE_AT_A_TIME,
    ),
    rule(
        Fault.DOUBLE_BARRELLED,
        r"\b(?:satisfied|happy|pleased|comfortable)(?: are you| were you)? with (?P<words>(?:your|our|the"
        r"|its) [\w-]+(?: [\w-]+)? and (?:(?:your|our|the|its) )?[\w-]+(?: [\w-]+)?)\s*\?",
        ONE_AT_A_TIME,
    ),
    rule(
        Fault.DOUBLE_BARRELLED,
        r"\bhow (?:easy|hard|difficult|simple) (?:is|was"
        r"|were) it (?:for you )?to (?P<words>[\w-]+(?: \w+){0,2} and (?:then )?[\w-]+)\b(?=[^?]*\?)",
        ONE_AT_A_TIME,
    ),
    rule(
        Fault.DOUBLE_BARRELLED,
        r"^(?P<words>and (?:also )?whether\b[^?]*)\?",
        ONE_AT_A_TIME,
    ),
    rule(
        Fault.DOUBLE_BARRELLED,
        r"\b(?:is|are) (?:it|this|that|they) (?:\w+ ){1,3}by (?P<words>[\w -]+? or (?:is it|it is|are they"
        r"|they are) [^?]+)\?",
        "Where does that come from, as far as you have seen?",
    ),
)

CLOSED_WHERE_OPEN_NEEDED: tuple[Rule, ...] = (
    rule(
        Fault.CLOSED_WHERE_OPEN_NEEDED,
        rf"{OPENS}(?P<words>(?:did|do) you find (?:it|that|this|them)(?: to be)?(?: \w+ly)? {_HARD})\b",
        "What was that like for you? Take me through it.",
        unless=r"\b(?:or|why|how so)\b",
    ),
    rule(
        Fault.CLOSED_WHERE_OPEN_NEEDED,
        rf"{OPENS}(?P<words>was (?:it|that|this)(?: \w+ly)? {_HARD})(?: (?:for you )?to (?P<doing>[^?.,;]+))?\s*\?",
        "What was that like for you? Take me through it.",
        rewrite="How did it go when you tried to {doing}? Take me through it.",
        unless=r"\b(?:or|why|how so)\b",
    ),
    rule(
        Fault.CLOSED_WHERE_OPEN_NEEDED,
        rf"{OPENS}(?P<words>did (?:it|that|this|everything|the [\w-]+) (?:go|work out|turn out) (?:well|ok|okay"
        r"|smoothly|fine|as (?:planned|expected)))\b",
        WHAT_HAPPENED,
        unless=r"\bor\b",
    ),
    rule(
        Fault.CLOSED_WHERE_OPEN_NEEDED,
        rf"{OPENS}(?P<words>did you (?:have|run into|encounter|face|experience|hit) (?:any |some )?(?:problems?"
        r"|trouble|difficult\w+|issues?|challenges?|frustrations?))\b",
        "What happened the last time you did this? Where did it get stuck, if it did?",
    ),
    rule(
        Fault.CLOSED_WHERE_OPEN_NEEDED,
        rf"{OPENS}(?P<words>(?:is|are|was|were) (?P<thing>[^?.,;]+?) important (?:to|for) (?:you|your \w+))\s*\?",
        "When did this last matter in your work, and what happened?",
        rewrite="When did {thing} last matter in your work, and what happened?",
        unless=r"\b(?:is|are) there\b|\bor\b",
    ),
    rule(
        Fault.CLOSED_WHERE_OPEN_NEEDED,
        rf"{OPENS}(?P<words>(?:does|did) (?:it|this|that|is) (?:really |actually |also )?(?:change|changes|affect"
        r"|influence|impact|motivate|motivates|make a difference|improve|shift)\b[^?]*)",
        "What, if anything, was different because of that? Give me an example.",
        unless=r"\b(?:or|how so|why)\b",
        spoken=True,
    ),
    rule(
        Fault.CLOSED_WHERE_OPEN_NEEDED,
        rf"{OPENS}(?P<words>do we (?:really |actually )?(?:achieve|get|reach) (?:that|this|it))\b",
        "What, if anything, was different because of that? Give me an example.",
        spoken=True,
    ),
)

# Words of product, design and research teams, with a plain word of the same number.
PLAIN = {
    "value proposition": "benefit",
    "value propositions": "benefits",
    "pain point": "problem",
    "pain points": "problems",
    "use case": "task",
    "use cases": "tasks",
    "user journey": "way through it",
    "customer journey": "way through it",
    "user flow": "way through it",
    "call to action": "button",
    "calls to action": "buttons",
    "information architecture": "way things are sorted",
    "mental model": "picture of how it works",
    "affordance": "hint",
    "affordances": "hints",
    "wireframe": "sketch",
    "wireframes": "sketches",
    "sankey diagram": "picture of flows",
    "sankey diagrams": "pictures of flows",
    "cta": "button",
    "ctas": "buttons",
    "mvp": "first version",
    "kpi": "figure",
    "kpis": "figures",
    "north star metric": "main number",
    "conversion funnel": "way to a purchase",
    "time to value": "time to the first result",
    "stickiness": "habit",
    "persona": "kind of person",
    "personas": "kinds of people",
    "jobs to be done": "tasks",
    "ux": "way it works",
    "llm": "AI",
    "llms": "AI tools",
    "hallucination": "made-up answer",
    "hallucinations": "made-up answers",
    "fine-tuning": "training",
    "human in the loop": "person who checks",
    "trust calibration": "trust",
    "adoption blocker": "obstacle",
    "adoption blockers": "obstacles",
    "synergies": "benefits",
    "synergy": "benefit",
}
_ANY_JARGON = "|".join(re.escape(word) for word in sorted(PLAIN, key=len, reverse=True))
JARGON = rule(
    Fault.JARGON,
    rf"\b(?P<words>{_ANY_JARGON})\b",
    "What did you see here, in your own words?",
    unless=(
        r"\b(?:mean|means|meant|define|definition|understand by|heard (?:of|the)|word|term|you call|called"
        r"|familiar with"
        r"|know what)\b"
    ),
)
