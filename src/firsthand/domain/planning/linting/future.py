"""Questions about a future that has not happened: hypothetical use, products pitched, prices guessed."""

from __future__ import annotations

from firsthand.domain.planning.linting.faults import Fault
from firsthand.domain.planning.linting.rules import ARRANGING, OPENS, Rule, rule

LAST_TIME = "Tell me about the last time this came up. What did you do?"
NEEDED_THING = "Tell me about the last time you needed something like {thing}. What did you do?"
NEEDED_TO = "Tell me about the last time you needed to {doing}. What did you do?"
USED_BEFORE = "Tell me about the last time you did something like this. What did you use, and how did it go?"
IN_THE_WAY = "Tell me about the last time something got in your way here. What happened?"
NOTHING_YET = "How do you deal with this today? Take me through the last time."
SPENT = "What did this cost you the last time, in money or in hours, and who decided that?"

_STOP = r"(?=\s*(?:[?.,;:(–—]|$|\b(?:if|when|because|again|instead|to|and|or|more|and why)\b))"
_THING = rf"(?P<thing>[\w$\[][^?.,;]*?){_STOP}"
_EVER = r"(?:ever |still |also |really |actually |personally |then |at all )?"
_ADOPT = (
    r"(?:use|buy|purchase|try|adopt|want|love|like|prefer|rather|need|trust|recommend|consider|switch|subscribe|rely"
    r"|miss)"
)
_BE = r"be (?:\w+ )?(?:interested|comfortable|willing|open|happy|likely|excited|tempted|keen|ready|prepared)"
_TASK_TAIL = r"\bwould you use (?:[\w' ]+? )?to (?:find|see if|look|get to|check|compare|search|filter|locate|go)\b"
_MAKING = r"(?:building|built|making|developing|developed|launching|launched|creating|created|designed|offering)"
_BETTER = r"(?:useful|helpful|valuable|easier|better|nice|good|great|beneficial|convenient)"

HYPOTHETICAL: tuple[Rule, ...] = (
    rule(
        Fault.HYPOTHETICAL,
        rf"{OPENS}(?P<words>would you {_EVER}(?:use|buy|purchase|try|adopt|need|trust|recommend|consider) {_THING})",
        LAST_TIME,
        rewrite=NEEDED_THING,
        unless=rf"{ARRANGING}|{_TASK_TAIL}",
    ),
    rule(
        Fault.HYPOTHETICAL,
        rf"{OPENS}(?P<words>would you {_EVER}(?:want|like|love|need|prefer) to)\s+(?P<doing>[^?.,;]+)",
        LAST_TIME,
        rewrite=NEEDED_TO,
        unless=rf"{ARRANGING}|\bwould you (?:like|prefer|want) to (?:go|see what|continue|hear|read|try that)\b",
    ),
    rule(
        Fault.HYPOTHETICAL,
        rf"{OPENS}(?P<words>would you {_EVER}(?:like|want|prefer|love)) (?:the|an?) (?:ability|option|possibility"
        r"|chance|choice|way) to (?P<doing>[^?.,;]+)",
        LAST_TIME,
        rewrite=NEEDED_TO,
        unless=ARRANGING,
    ),
    rule(
        Fault.HYPOTHETICAL,
        rf"{OPENS}(?P<words>would you {_EVER}(?:like|want|prefer|love)) {_THING}",
        LAST_TIME,
        rewrite=NEEDED_THING,
        unless=(
            rf"{ARRANGING}|\bwould you (?:like|love|want|prefer) (?:to|me|us|some (?:water|coffee|time)|a (?:break"
            r"|moment|copy))\b"
        ),
    ),
    rule(
        Fault.HYPOTHETICAL,
        rf"\b(?P<words>would you {_EVER}(?:{_ADOPT}|{_BE}|feel (?:if|about|comfortable|better|more|less)|react))\b",
        LAST_TIME,
        unless=(
            rf"{ARRANGING}|{_TASK_TAIL}|\bto pay\b|\b(?:how|where) would you (?:subscribe|buy|purchase|switch|try|need"
            r"|consider)\b|\bwould you (?:like|love|want|prefer) (?:me|us|to (?:see what|go|continue|hear|read)"
            r"|some (?:water|coffee|time)|a (?:break|moment|copy))\b"
        ),
    ),
    rule(
        Fault.HYPOTHETICAL,
        r"\b(?P<words>would you (?:\w+ )?be able to imagine|(?:can|could|do) you (?:\w+ )?(?:see|imagine|picture"
        r"|envision) "
        r"(?:yourself|your \w+|using|a (?:world|future))|do you think you(?:'d| would| will| might| could))\b",
        LAST_TIME,
        unless=ARRANGING,
    ),
    rule(
        Fault.HYPOTHETICAL,
        r"\b(?P<words>(?:task|scenario|situation|case|reason|thing|something|somewhere|problem|question|hurdle|tool"
        r"|page|feature|time|place|way)s? "
        r"(?:that |which |where |when |in which )?you (?:might|would|could|may) (?:want|like|use|need|imagine"
        r"|consider|prefer|be interested)"
        r"(?: the [\w-]+ for| to \w+)?)\b",
        LAST_TIME,
        unless=rf"{ARRANGING}|\buse instead\b",
    ),
    rule(
        Fault.HYPOTHETICAL,
        r"\b(?P<words>(?:concerns|worries|hesitations|objections|doubts) would you have)\b",
        "Think of the last time you decided on something like this. What made you hesitate?",
    ),
    rule(
        Fault.HYPOTHETICAL,
        r"\b(?P<words>if you (?:could|were able to)) (?=[^?]*\b(?:what|which|how|where|who"
        r"|would)\b)[^?]*?\babout (?P<thing>[^?,;]+)",
        IN_THE_WAY,
        rewrite="Tell me about the last time something about {thing} got in your way. What happened?",
        unless=r"\bif you could (?:please|just|take|have a look|look|tell|describe|explain|put|say|walk)\b",
    ),
    rule(
        Fault.HYPOTHETICAL,
        r"\b(?P<words>if you (?:could|were able to) \w+(?: \w+)?)(?=[^?]*\b(?:what|which|how|where"
        r"|who)\b[^?]*(?:would|'d)\b)"
        r"|\b(?P<wand>if you had (?:a magic|a wand|unlimited|one wish|all the)|with a magic wand|in an ideal world"
        r"|in a perfect world)\b",
        IN_THE_WAY,
        unless=r"\bif you could (?:please|just|take|have a look|look|tell|describe|explain|put|say|walk)\b",
    ),
    rule(
        Fault.HYPOTHETICAL,
        r"\b(?P<words>if (?:we|i|they|our \w+|your \w+|someone|there were|it were)\b[^?]*\bwould (?:you|your \w+|it"
        r"|that))\b",
        NOTHING_YET,
        unless=(
            rf"{ARRANGING}|\bif (?:we|i) (?:were not|weren't|asked|ask|were to ask|were watching)\b"
            r"|\bwould you (?:find|go|look|click|say)\b"
        ),
    ),
    rule(
        Fault.HYPOTHETICAL,
        r"\b(?P<words>what (?:else )?would (?:make (?:you|it|this|that)|get you|convince you|persuade you|stop you"
        r"|prevent you|keep you"
        r"|encourage you|have to be true|need to (?:be true|happen|change)|it take)|how likely (?:are|would) you)\b",
        "What has moved you one way or the other so far? Tell me about the last time you decided.",
        unless=r"\bwould have made\b",
    ),
    rule(
        Fault.HYPOTHETICAL,
        rf"{OPENS}(?P<words>(?:what|how) would your (?:\w+ )?\w+ (?:say|think|react|feel|respond))\b",
        "What have they said or done about it so far?",
    ),
    rule(
        Fault.HYPOTHETICAL,
        rf"{OPENS}(?P<words>(?:will you|are you (?:likely|going) to) (?:ever |still |also )?"
        r"(?:use|buy|keep using|continue|recommend|switch|try|adopt|pay))\b",
        LAST_TIME,
        unless=ARRANGING,
    ),
    rule(
        Fault.HYPOTHETICAL,
        r"\b(?P<words>(?:would|wouldn't) (?:it|this|that|the [\w-]+|an? [\w-]+(?: [\w-]+)?|(?:having|seeing|getting"
        rf"|using) [^?,.;]+?) (?:be (?:more |really |very )?{_BETTER}|help|make sense|make (?:it|things"
        r"|your \w+) (?:easier|better|faster))"
        rf"|would you find (?:it|this|that|\w+ [\w ]+?) {_BETTER})\b",
        NOTHING_YET,
    ),
    rule(
        Fault.HYPOTHETICAL,
        r"\b(?P<words>what if (?:we|our|it|there (?:was|were)|the \w+|you (?:could|had|were able to)))\b",
        NOTHING_YET,
        unless=r"\bwhat if (?:it|that|the \w+) (?:does|do|is|are|fails|breaks|goes)(?:n't)?\b",
    ),
    rule(
        Fault.HYPOTHETICAL,
        r"\b(?P<words>(?:what|how|where|which)\b[^?]*\b(?:will you|do you (?:see|imagine"
        r"|picture))\b[^?]*\bin (?:the future|\w+ years?))\b",
        "How has this changed for you over the past year? Give me an example.",
        unless=ARRANGING,
    ),
)

PRICE: tuple[Rule, ...] = (
    rule(
        Fault.PRICE,
        r"\b(?P<words>how much (?:more |money )?(?:would|might|could|should) (?:you|your \w+|it|this|that|we|they"
        r"|people|someone)\b[^?]*?\b(?:pay|spend|cost|charge|invest|budget))\b",
        SPENT,
    ),
    rule(
        Fault.PRICE,
        r"\b(?P<words>would (?:you|your \w+) (?:ever |be (?:willing|happy|prepared|ready|open) to )?(?:pay|spend)"
        r"|(?:are|is) (?:you|your \w+) (?:willing|prepared|ready) to (?:pay|spend)"
        r"|willing(?:ness)? to pay|will you pay)\b",
        SPENT,
    ),
    rule(
        Fault.PRICE,
        r"\b(?P<words>(?:what|which) (?:price|fee|amount|price (?:point|range)|monthly fee"
        r"|subscription)\b[^?]*\b(?:would|should|feels?|seems?|sounds?|fair|reasonable|right|acceptable|too (?:much"
        r"|high|expensive)))\b",
        SPENT,
    ),
    rule(
        Fault.PRICE,
        r"\b(?P<words>(?:fair|reasonable|right|acceptable|maximum|ideal|good|highest) price)\b",
        SPENT,
        unless=r"\bhow (?:did|do) you\b|\bwhat did you\b",
    ),
    rule(
        Fault.PRICE,
        rf"{OPENS}(?P<words>(?:is|would|are|does|do you think)\b[^?]*(?:[$€£]\s?\d[\d.,]*|\d+ (?:dollars|euros"
        r"|pounds|bucks))[^?]*\b(?:too (?:much|expensive|high|low)|reasonable|fair|expensive|cheap|worth|ok|okay"
        r"|right|acceptable|sound))\b",
        SPENT,
    ),
    rule(
        Fault.PRICE,
        r"\b(?P<words>how much (?:is|would|do you think)\b[^?]*\bworth(?: to you| for you)?|(?:is|would) (?:it|this"
        r"|that|\w+ \w+) (?:be )?worth paying for)\b",
        SPENT,
    ),
)

PITCH: tuple[Rule, ...] = (
    rule(
        Fault.PITCH,
        r"\b(?P<words>(?:what )?if (?:we|i|our \w+) (?:\w+ )?(?:built|offered|added|gave|made|created|could|had"
        r"|launched|released|provided|sold|shipped|told you))\b",
        NOTHING_YET,
        unless=(
            r"\bwonder\w*\b|\b(?:ask|asked|see|know|okay|ok|right|mind|appreciate it) if\b|\b(?:if|what if) (?:we"
            r"|i) (?:could|had) (?:just|please|a (?:minute|moment)|one more|to (?:go|stop|talk"
            r"|ask))"
        ),
    ),
    rule(
        Fault.PITCH,
        r"\b(?P<words>(?:does|do|how does|would) (?:that|this|it) sound(?: like (?:something|a)| (?:good|useful"
        r"|interesting|helpful|appealing))(?: \w+)?)\b",
        NOTHING_YET,
    ),
    rule(
        Fault.PITCH,
        rf"{OPENS}(?P<words>did you know(?: that)? (?:we|our \w+|you can|it can|the (?:app|product|tool|platform"
        r"|feature|site) (?:can|has|lets|does)))\b",
        NOTHING_YET,
    ),
    rule(
        Fault.PITCH,
        rf"{OPENS}(?P<words>(?:can|could|may) (?:i|we) (?:show|tell|walk) you (?:about |through )?(?:our|what we"
        r"|how (?:our|we)|what our))\b",
        NOTHING_YET,
    ),
)
# A pitch is said, not asked: it counts only before a question that asks for a reaction to it.
PITCHING_STATEMENT = rule(
    Fault.PITCH,
    r"\b(?P<words>(?:we|i)(?:'re|'m| are| am|'ve| have|'ve just| have just)? (?:also |just |now "
    rf"|currently )?(?:{_MAKING}|working on) "
    r"(?:an?|our own|the first|something|our new|a new)\b[^.?!]*)"
    r"|(?P<claim>\b(?:our|this|the) (?:new )?(?:product|tool|app|feature|platform|solution|assistant|service"
    r"|software|system|add-on|plugin|bot)"
    r" (?:can |will |automatically |also )*(?:helps?|saves?|lets?|allows?|makes?|gives?|reduces?|cuts?|prepares?"
    r"|automates?) (?:you|your|people|teams|everyone)\b[^.?!]*)",
    NOTHING_YET,
)
REACTION = rule(
    Fault.PITCH,
    rf"\b(?:would you (?:{_ADOPT}|{_BE}|pay)|what do you think|do you think|does (?:that|this|it) (?:sound"
    r"|make sense|appeal)|are you interested|do you like"
    r"|(?:how|what) about (?:that|this)|thoughts|interested)\b",
    NOTHING_YET,
)
