"""Questions that ask for a liking, a wish or a tidy rule where what happened would be evidence."""

from __future__ import annotations

from firsthand.domain.planning.linting.faults import Fault
from firsthand.domain.planning.linting.rules import ARRANGING, OPENS, Rule, rule

DEALT_WITH = "Tell me about the last time you dealt with {thing}. What happened?"
LAST_TIME = "Tell me about the last time you did this. What went well? What got in your way?"
SEEN_IN = "Take me through {thing}. What do you see, and what does that tell you?"
NEEDED_THING = "When did you last need something like {thing}, and what did you do?"
SIDE_BY_SIDE = "Try the same thing with each of them. Where do you slow down? What do you do then?"
NOT_FOUND = "What were you looking for that you did not find? What did you do then?"
STEP_BY_STEP = "Think of the last time. What did you do, step by step?"

_GOOD = (
    r"(?:useful|helpful|valuable|appealing|attractive|worthwhile|handy|nice|interesting|good(?: \w+)?"
    r"|better(?: \w+)?|enough|too much|useless|unhelpful|intuitive)"
)
_SCREEN = (
    r"(?:page|site|website|section|screen|design|layout|colou?rs?|color schemes?|colour schemes?|chart|table|graph"
    r"|visuals?|prototype|map|icon|menu|logo|button"
    r"|information|data|content|text|dashboard|diagram|mock-?ups?|version|options?)"
)

PREFERENCE: tuple[Rule, ...] = (
    rule(
        Fault.PREFERENCE,
        rf"\b(?P<words>what (?:do|did|would) you (?:all |guys |personally |honestly |really )?think (?:of|about)) "
        rf"(?P<thing>(?:(?:the|this|these|that|those|our)\b[^?.,;]*?\b)?{_SCREEN}\b[^?.,;]*)",
        LAST_TIME,
        rewrite=SEEN_IN,
        unless=r"\bthink (?:of|about) (?:when|first|while|as)\b",
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>what (?:do|did|would) you (?:all |guys |personally |honestly |really )?think (?:of"
        r"|about)) (?P<thing>[^?.,;:]+)",
        "Tell me about the last time this came up in your work. What happened?",
        rewrite=DEALT_WITH,
        unless=r"\bthink (?:of|about) (?:when|first|while|as)\b",
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>(?:what(?:'s| is| are| was|'re)|give me|do you have) (?:your|an?) (?:\w+ )?(?:opinions?"
        r"|thoughts|view|views|take|(?<=overall )feelings?)(?: (?:of|on|about))?)\b",
        "Tell me about the last time this came up in your work. What happened?",
        unless=r"\b(?:any|other|final|further) (?:thoughts|views)\b",
    ),
    rule(
        Fault.PREFERENCE,
        rf"{OPENS}(?P<words>(?:do|did|would) you (?:\w+ly )?(?:like|love|prefer|enjoy|dislike|hate)) "
        rf"(?P<thing>(?:(?:the|this|these|that|those|our)\b[^?.,;]*?\b)?{_SCREEN}\b[^?.,;]*)",
        LAST_TIME,
        rewrite=SEEN_IN,
        unless=rf"{ARRANGING}|\bhow (?:much )?(?:do|did|would) you like\b|\bwhich\b|\bwould you (?:like|love) to\b",
    ),
    rule(
        Fault.PREFERENCE,
        rf"(?:{OPENS}|\b(?:which|what|who|where)\b[^?]*?\b)(?P<words>(?:do|did|would) you (?:\w+ly )?(?:like|love"
        r"|prefer|enjoy|dislike|hate))(?: (?P<thing>[^?.,;]+))?",
        LAST_TIME,
        rewrite="Tell me about the last time you used {thing}. What went well? What got in your way?",
        unless=(
            rf"{ARRANGING}|\bhow (?:much )?(?:do|did|would) you like\b|\b(?:what|where|how|when|who)\b[^?]*\b(?:do"
            r"|did) you like to\b|\bwould you (?:like|love"
            r"|prefer) (?:to\b|me\b"
            r"|us\b|some\b)|\bwhat would you like\b|\bwhich\b"
        ),
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>which\b[^?]*\b(?:(?:do|did|would) you (?:like|prefer|rather)|you (?:like|prefer)|best|better"
        r"|most (?:useful|helpful|appealing|attractive|valuable)))\b",
        SIDE_BY_SIDE,
        unless=r"\b(?:best|better) (?:describes?|fits?|matches|represents?)\b",
    ),
    rule(
        Fault.PREFERENCE,
        rf"{OPENS}(?:is|are|was|were) (?!there\b|anything\b|you\b|it clear\b)(?P<thing>[^?.,;]+?) (?:\w+ly |more "
        rf"|very |all )?(?P<words>{_GOOD})(?: (?:to|for) (?:you|your \w+)| data| information)?\s*(?:\?|$)",
        "When did you last need something like this, and what did you do?",
        rewrite=NEEDED_THING,
        unless=r"[$€£]|\bis there\b|\bare there\b|\bgood (?:at|implementation|example|time|moment)\b",
    ),
    rule(
        Fault.PREFERENCE,
        rf"(?:^|{OPENS})(?P<words>(?:is|was|would) (?:it|this|that) (?:\w+ly |more |very )?(?:be )?(?:useful|helpful"
        r"|nice|better|intuitive)) (?:to|for|if|having)\b"
        r"|^(?:all |the |this |any )?(?:\w+ )?(?:data|information|content|sections?|charts?) (?P<all>useful"
        r"|helpful)\?",
        "When did you last need something like this, and what did you do?",
    ),
    rule(
        Fault.PREFERENCE,
        rf"{OPENS}(?P<words>do you (?:\w+ly )?find (?P<thing>[^?.,;]+?) (?:to be )?(?:\w+ly |very "
        rf"|more )?{_GOOD})\s*(?:\?|$| or not)",
        "When did you last need something like this, and what did you do?",
        rewrite=NEEDED_THING,
        spoken=False,
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>(?:what|which)(?:'s| is| are| would be| was)? (?:\w+ )*?(?:the |your |an? )?(?:ideal|perfect"
        r"|dream|favou?rite) (?P<thing>[a-z]+))",
        "What did you use the last time, and where did it fall short?",
        unless=r"\bperfectly\b",
    ),
    rule(
        Fault.PREFERENCE,
        rf"{OPENS}(?P<words>(?:how |where |what |when )?should (?:one|it|this|that|these|those|the|a|an|our|there)\b)",
        LAST_TIME,
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>(?:anything|something|any \w+|a (?:better )?way|another way|other \w+|what else|what"
        r"|where) (?:else )?(?:about \w+ \w+ )?(?:that )?"
        r"(?:you'd|you would|would you|we could|we should|we can|could we) (?:like to )?(?:change|add|remove|improve"
        r"|do differently|do better|present|use instead|fix)(?:/\w+)*)\b",
        NOT_FOUND,
        unless=(
            r"\b(?:you'd|you would|would you) (?:like to )?add (?:before|to (?:what|that|our))\b|\blike to add\b"
            r"|\badd (?:this|it) to your\b"
        ),
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>(?:you think|there) (?:\w+ )?(?:could|should|can) be (?:improved|changed|better|added|removed"
        r"|different))\b",
        NOT_FOUND,
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>do you think\b[^?]*\b(?:would|could|should|might) be (?:more |better |most |very )?(?:useful"
        r"|helpful|better|valuable|nice|appealing)(?: \w+ \w+)?)\b",
        NOT_FOUND,
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>what(?:'s| is| are| would be) (?:another|a better|the best|a good) (?:name|word|term|way|label"
        r"|place))\b",
        "What do you call this in your own work?",
        unless=r"\b(?:to (?:reach|contact)|best way to (?:reach|get))\b",
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>(?:do )?you wish(?:ed)?|you'd wish|wish ?list)\b",
        "Tell me about the last time something was missing here. What did you do instead?",
    ),
    rule(
        Fault.PREFERENCE,
        r"^(?:is|are|was|were|does|do|did)\b(?! (?:the )?(?:[A-Z]\w*|people|users?|participants?|staff"
        r"|customers)\b)[^?]*?\b(?P<words>(?:isn't |not |un)?(?:useful|helpful))\b",
        "When did you last need something like this, and what did you do?",
        unless=r"\b(?:do|does|did) (?:the )?(?:\w+ )?(?:people|users|participants|staff|customers|smes|admins)\b",
        spoken=False,
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>how would you (?:like|prefer) (?:to (?!start|begin|go)|it|this|us to))",
        LAST_TIME,
    ),
    rule(
        Fault.PREFERENCE,
        rf"{OPENS}(?P<words>do you want (?:more|fewer|less|to see|to have|an?|the (?:option|ability)|us to))\b",
        NOT_FOUND,
        unless=rf"{ARRANGING}|\bwant a (?:break|minute|moment)\b",
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>would you (?:like|want|love|prefer) (?:an?|the (?:ability|option|possibility)|to (?:see|have"
        r"|be able|get)|it to|more))\b",
        NOT_FOUND,
        unless=rf"{ARRANGING}|\bhow many\b|\b(?:a (?:break|minute|moment|copy)|to see (?:what|if|how))\b",
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>what would (?:you )?(?:want|like) to see(?: \w+)?|what (?:other |new "
        r"|additional )?(?:features?|functionality|functions|improvements?|changes|capabilities"
        r"|information) would you (?:like|want|expect))\b",
        NOT_FOUND,
        unless=r"\bexpect to (?:happen|see|find)\b",
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>would you rather|(?:or|and) prefer to|(?:another|a different|any|which) \w+ (?:that )?you(?:'d"
        r"| would)? prefer|you find (?:the )?(?:most|least) (?:useful|helpful|valuable|appealing))\b",
        SIDE_BY_SIDE,
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>(?:if you (?:could|were able to) (?:\w+ )?(?:change|add|remove|improve|redesign|fix|have|build"
        r"|design)|(?:with|had) a magic wand)\b[^?]*)",
        "Tell me about the last time something got in your way here. What happened?",
    ),
    rule(
        Fault.PREFERENCE,
        rf"{OPENS}(?P<words>(?:has|have|did|does|do) (?:the|this|that|our|it|these) ?[^?]{{0,40}}?\b(?:meet|met"
        r"|live up to|lived up to|exceed|exceeded)\b[^?]*?\bexpectations)\b",
        "What did you expect beforehand? What did you find instead?",
        unless=r"\bor\b(?! all)",
    ),
    rule(
        Fault.PREFERENCE,
        r"\b(?P<words>(?:it's|is it|is this|is that|it is|that's|this is) (?:a |such a )?(?:good|great|bad"
        r"|nice) idea)\b",
        LAST_TIME,
    ),
)

GENERIC: tuple[Rule, ...] = (
    rule(
        Fault.GENERIC,
        r"\bhow (?P<words>(?:do|does) you (?:usually|typically|normally|generally|always)) (?P<doing>[^?.,;]+)",
        STEP_BY_STEP,
        rewrite="How did you {doing} the last time? Take me through it.",
    ),
    rule(
        Fault.GENERIC,
        r"\b(?P<words>(?:do|does|are|is|did) (?:you|your \w+|they|it) (?:\w+ )?(?:usually|typically|normally"
        r"|generally|always|never|tend to))\b",
        STEP_BY_STEP,
    ),
    rule(
        Fault.GENERIC,
        r"\b(?P<words>(?:what|who|when|where|how) (?:usually|typically|normally|generally|always) \w+)\b",
        STEP_BY_STEP,
    ),
    rule(
        Fault.GENERIC,
        r"\b(?P<words>(?:does|do) (?:this|that|it|these things) happen (?:a lot|often|much|frequently))\b",
        "When did this last happen? Take me through it.",
    ),
    rule(
        Fault.GENERIC,
        rf"{OPENS}(?P<words>in general,? (?:how|what|when|where|who) do you)\b",
        STEP_BY_STEP,
        unless=r"\bthink (?:of|about)\b",
    ),
)
