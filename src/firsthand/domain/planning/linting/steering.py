"""Questions that steer: they show the answer, take it for granted, or ask for a nod."""

from __future__ import annotations

from firsthand.domain.planning.linting.faults import Fault
from firsthand.domain.planning.linting.rules import OPENS, Rule, rule

DIFFERENCE = "What difference, if any, have you seen {thing} make? Give me an example."
WHAT_HAPPENED = "How did it go the last time? Take me through it."
CORRECT_ME = "I may have this wrong. How is it, in your own words?"
IN_YOUR_WORDS = "How do you see that yourself? Give me an example."
WHAT_EFFECT = "What effect, if any, have you noticed from {thing}? Tell me about one time."
WHAT_EFFECT_ANY = "What effect, if any, has this had on your work? Tell me about one time."

_VERDICT = (
    r"(?:easier|better|worse|easy|important|essential|necessary|crucial|useful|helpful|valuable|great|amazing"
    r"|the best|the right|"
    r"too (?:slow|hard|complicated|expensive|difficult))"
)
_BENEFIT = (
    r"(?:helps?|helped|improves?|improved|facilitates?|facilitated|increases?|increased|produces?|produced|saves?"
    r"|saved|solves?|solved|boosts?|enhances?"
    r"|enhanced|motivates?|simplif(?:y|ies)|makes? (?:it|you|your|things|life|people|everything|the)|leads? to"
    r"|contributes? to|"
    rf"(?:is|are|was|were) (?:so |more |much |really |very )?{_VERDICT})"
)
_HELPING = (
    r"(?:help|helps|helped|helping|motivate|motivates|improve|improves|facilitate|facilitates|increase|increases"
    r"|benefit|benefits|enhance|enhances|encourage|encourages|boost|boosts|enable|enables|simplify|simplifies)"
)
_PEOPLE = r"(?:you|we|they|i|he|she|people|someone|anyone|users|customers)"
_TEAM = (
    r"(?:your|the|their|our) (?:\w+ )?(?:teams?|manager|managers|colleagues|boss|company|people|staff|support"
    r"|customers|users|organi[sz]ation|leads?)"
)
_TOO_GOOD = (
    r"(?:amazing|excellent|awesome|fantastic|wonderful|brilliant|terrific|outstanding|world-class|state-of-the-art"
    r"|cutting-edge|award-winning|innovative|revolutionary|powerful)"
)
_SORE = (
    r"(?:frustrat(?:ing|ed)|annoy(?:ing|ed)|painful|disruptive|confus(?:ing|ed)|disappoint(?:ing|ed)|worried"
    r"|concerned|upset|tedious|terrible|awful|badly"
    r"|time-consuming|stressful|excited|exciting|amazing|delighted)"
)
_NOT = r"(?:isn't|aren't|wasn't|weren't|don't|doesn't|didn't|wouldn't|couldn't|shouldn't|won't|haven't|hasn't|can't)"

LEADING: tuple[Rule, ...] = (
    rule(
        Fault.LEADING,
        rf"{OPENS}(?P<words>(?:do|did|would) you (?:also |really |actually )?(?:think|believe|feel|agree"
        rf"|find)(?: that)? (?P<thing>[^?.]{{2,120}}?) (?:really |actually |also |can |will |would "
        rf"|could |has |have |had |did |does |(?:is|are|was) going to |tends? to )*{_BENEFIT})\b",
        IN_YOUR_WORDS,
        rewrite=DIFFERENCE,
        unless=(
            r"\b(?:or (?:not|worse|hinders?|slows?|harder|does it|is it)|would be (?:more )?useful|anything"
            r"|the information)\b"
        ),
    ),
    rule(
        Fault.LEADING,
        rf"{OPENS}(?P<words>(?:would|wouldn't|don't) you (?:say|agree)(?: that)? (?:it|it's|that|this|the|your|you"
        r"|they|there|our|[a-z]+ing)\b[^?]*)",
        IN_YOUR_WORDS,
        unless=r"\bor\b|\bor not\b",
    ),
    rule(
        Fault.LEADING,
        rf"{OPENS}(?P<words>(?:can|could|shall|should|may) (?:we|i) (?:then |therefore )?(?:say|call|agree|conclude"
        r"|assume)(?: that)? \w[^?]*)",
        IN_YOUR_WORDS,
        unless=r"\b(?:call|say) (?:you|it a day)\b|\bcall (?:us|me|back)\b",
    ),
    rule(
        Fault.LEADING,
        rf"{OPENS}(?P<words>(?:is|was) (?:it|this|that) (?:just |mainly |mostly |only )?(?:because|due to|thanks to"
        r"|down to|having to do with|all about)\b[^?,]*)",
        "What do you think is behind that? What have you seen?",
    ),
    rule(
        Fault.LEADING,
        rf"{OPENS}(?P<words>is (?:this|that|it) (?:something|what) (?:that )?(?:really |actually )?(?:helps?|makes?"
        r"|improves?|drives?|causes?|leads?)\b[^?]*)",
        IN_YOUR_WORDS,
    ),
    rule(
        Fault.LEADING,
        rf"{OPENS}(?P<words>do you (?:\w+ly )?find (?:it|this|that|them) (?:to be )?(?:\w+ly |very )?(?:good|great"
        r"|useful|helpful|valuable|effective|better|easier)\b[^?]*)",
        WHAT_HAPPENED,
        spoken=True,
    ),
    rule(
        Fault.LEADING,
        rf"{OPENS}(?P<words>{_NOT} (?:you|they|people) (?:also |all )?(?:think|agree|feel|find|believe|want|wish"
        r"|love|hate|like|prefer)"
        r"|(?:isn't|aren't|wouldn't) (?:it|that|this) (?:be )?(?:\w+ly |so |more )?(?:true|frustrating|annoying"
        rf"|reasonable|obvious|{_VERDICT}))\b",
        IN_YOUR_WORDS,
    ),
    rule(
        Fault.LEADING,
        r"\b(?P<words>would you find (?:it|this|that|\w+ [\w ]+?) (?:\w+ly |more )?(?:useful|helpful|valuable|easier)"
        r"|would(?:n't)? (?:it|this|that|the [\w-]+) be (?:\w+ly |more )?(?:useful|helpful|valuable|easier|better"
        r"|nice|great) if)\b",
        "How do you deal with this today? Take me through the last time.",
    ),
    rule(
        Fault.LEADING,
        r"\b(?P<words>how much (?:do|did|does) (?:you|your \w+) (?:really )?(?:love|hate))\b(?: (?P<thing>[^?.,;]+))?",
        WHAT_HAPPENED,
        rewrite="Tell me about the last time you used {thing}. What went well? What got in your way?",
    ),
    rule(
        Fault.LEADING,
        rf"{OPENS}(?P<words>(?:do you (?:also |really )?(?:think|believe|feel|agree|see)|have you (?:seen|felt"
        r"|noticed|found))(?: that)? (?!about\b|of\b|you\b|your \w+ will|we should|anything|there\b|any\b|what\b"
        r"|how\b|so\b|like\b|a\b|an\b)"
        r"[\w'-]+ [^?]*?\b(?:\w{3,}s|is|are|was|were|has|have|will|can|could|would)\b[^?]*)",
        IN_YOUR_WORDS,
        unless=r"\b(?:or|and why|why)\b|\bwould (?:work|be)\b|\bhave you (?:seen|found|felt|noticed) (?!that\b)",
        spoken=True,
    ),
    rule(
        Fault.LEADING,
        r"\b(?P<words>given (?:the (?:\w+ )?(?:benefits|advantages|success|popularity|value)|how (?:useful|easy|good"
        r"|much|many|well|quick)|all (?:the|these) (?:benefits|advantages)))\b",
        WHAT_HAPPENED,
    ),
)
# "our excellent support": the adjective is taken out and the question stays as it is.
LOADED = rule(
    Fault.LEADING,
    rf"\b(?:our|your|the|this|these|my) (?:new |latest )?(?P<words>{_TOO_GOOD}(?:,? (?:and )?{_TOO_GOOD})?"
    r"|(?<=our )(?:great|friendly|popular|improved|easy-to-use|intuitive|beautiful|exciting)|(?<=our new )(?:great"
    r"|exciting|improved))\s+(?=[a-z])",
    WHAT_HAPPENED,
)
# Said, not asked: they steer only when a question follows.
STEERING_STATEMENT = rule(
    Fault.LEADING,
    r"\b(?P<words>(?:everyone|everybody|nobody|most (?:people|of our \w+|users|customers|teams)) (?:\w+ )?(?:knows?"
    r"|agrees?|loves?|likes?|prefers?|hates?|says?|thinks?|finds?)"
    r"|(?:all |we )?(?:know|knows) that everyone|(?:it is|it's|that is|that's) (?:\w+ ){0,4}?obvious(?: that)?"
    r"|^obviously|(?:this|that|it)(?: is|'s) (?:such |really |very )?a (?:\w+ )?(?:good|great|bad) thing"
    r"|as we all know|needless to say|(?:is|are) (?:well )?known (?:for|to be)"
    r"|(?:studies|research|our data|the data) shows?(?: that)?|i (?:would |'d )?(?:assume|demand)|you must (?:love"
    r"|hate|find|feel|be (?:happy|frustrated|excited|tired)))\b[^.?!]*",
    IN_YOUR_WORDS,
)

PRESUPPOSING: tuple[Rule, ...] = (
    rule(
        Fault.PRESUPPOSING,
        rf"{OPENS}(?P<words>how (?:do you think )?(?:(?:do|does|did|has|have|is|are) )?(?!{_PEOPLE}\b|(?:can|could"
        rf"|might|may|would|should|will|to|much|many|often|well|do|does|did|if)\b|{_TEAM}\b)"
        rf"(?P<thing>[\w'\[\]-]+(?: [\w'\[\]-]+){{0,8}}?) (?:really |actually )?{_HELPING})\b[^?]*",
        WHAT_EFFECT_ANY,
        rewrite=WHAT_EFFECT,
        unless=r"\b(?:or not|if at all|or hinder|or slow)\b",
    ),
    rule(
        Fault.PRESUPPOSING,
        rf"{OPENS}(?P<words>how (?:very )?{_SORE}) (?:is|are|was|were|did|do|would|does|have) (?:(?:you|your \w+"
        r"|they) (?:about|by|with|at) )?(?P<thing>[^?,.;]+)",
        WHAT_HAPPENED,
        rewrite="Tell me about {thing}. What happened?",
        unless=r"\b(?:if at all|or not)\b",
    ),
    rule(
        Fault.PRESUPPOSING,
        r"\b(?P<words>how (?:often|much|badly) (?:do|does|did) (?:you|your \w+) (?:\w+ )?(?:struggle|suffer|waste"
        r"|get (?:frustrated|annoyed|stuck)|lose|love|hate|enjoy|want to))\b",
        WHAT_HAPPENED,
        unless=r"\bif at all\b",
    ),
    rule(
        Fault.PRESUPPOSING,
        r"\b(?P<words>how much (?:time|money|effort|work) (?:does|do|did|has|have|will|would) (?!you\b|your\b"
        r"|it (?:take|cost)\b)[^?]*?\b(?:save|saved))\b",
        "How long did it take you the last time, from start to finish?",
    ),
    rule(
        Fault.PRESUPPOSING,
        r"\b(?P<words>how much (?:better|faster|easier|happier|worse|more (?:satisfied|productive|confident"
        r"|efficient|effective)))\b",
        "What, if anything, has changed for you? Give me an example.",
    ),
    rule(
        Fault.PRESUPPOSING,
        rf"{OPENS}(?P<words>why (?:do you (?:love|hate|dislike|distrust|struggle)|don't you (?:use|trust|like|check"
        r"|want)|(?:is|are|was|were) (?:it|this|that|the [\w-]+|your [\w-]+) (?:so|such an?|too) [\w-]+))",
        WHAT_HAPPENED,
        spoken=False,
    ),
)

_TAGS = (
    r"(?:right|correct|no|yes|huh|(?:is|are|was|were|do|does|did|will|would|can|could|has|have|should)(?:n't)? "
    r"(?:it|you|they|we|he|she|that|there)(?: think| agree| so)?|won't (?:it|you|they)|can't (?:it|you|they)"
    r"|isn't that (?:right|so|correct))"
)
# Asked as a question from its first word on: what closes it is no tag, but what is asked ("Did it come out right?").
_ASKED = (
    r"(?:(?:so|and|but|now|okay|ok),? )?(?:do|does|did|is|are|was|were|has|have|had|can|could|would|will|tell|show"
    r"|describe|share|give|think|walk|take)\b"
)
NEGATED_TAG: tuple[Rule, ...] = (
    rule(
        Fault.NEGATED_TAG,
        rf"[\w'-]+ [\w)\"']+(?:,|;|\.| -| –| —)\s*(?P<words>(?:or )?{_TAGS}\s*\?)",
        CORRECT_ME,
        unless=r"\bor no\?|\b(?:hear|see) (?:me|us|my screen|you)\b|\b(?:agreement|consent|form)\b",
    ),
    rule(
        Fault.NEGATED_TAG,
        r"^(?!.*\b(?:what|which|how|when|where|who|why|whose)\b)(?:[\w'’,-]+ ){3,}(?P<words>(?:right|isn't it|is it"
        r"|don't you|aren't you|wasn't it|doesn't it)\s*\?)",
        CORRECT_ME,
        unless=(
            rf"^{_ASKED}.*\bright\?|\b(?:is|was|are|were|be|been|isn't|wasn't|aren't|weren't|not)(?: \w+ly| quite| all"
            r"| just| even| so)? right\?"
            r"|\b(?:is|was|are|were|does|do) (?:that|it|this|the [\w ]+) (?:all )?right\?|\b(?:get|got|done|set|the"
            r"|look|looks|feel|feels|seem|seems|sound|sounds)(?: about| it| that| this| them)? right\?"
            r"|\bget(?:ting)? (?:\w+ ){1,3}right\?|\ball right\?"
        ),
    ),
    rule(
        Fault.NEGATED_TAG,
        rf"{OPENS}(?P<words>{_NOT} (?:you|it|this|that|the|they|your|our|we|there|people|[$€£]\s?\d+))\b",
        IN_YOUR_WORDS,
        unless=(
            rf"\b(?:why|what|which|how|if you|when|where|who|that|you|they|it|please|i|we) {_NOT} "
            r"|^don't (?:you )?(?:worry|forget|hesitate)|\bwhy\b"
        ),
    ),
)
ASKED_TO_AGREE = rule(Fault.LEADING, r"^(?P<words>(?:do|don't|wouldn't) you (?:think|agree)(?: so)?\s*\?)$", CORRECT_ME)
LONE_TAG = rule(Fault.NEGATED_TAG, r"^(?P<words>(?:right|correct)\s*\?)$", CORRECT_ME, spoken=True)
# A benefit asserted and then tagged puts the verdict in the participant's mouth.
TAGGED_BENEFIT = rule(
    Fault.LEADING,
    rf"(?P<words>\b(?:that|this|it|they|these|those|the [\w ]+?|that's) (?:really |also )?{_BENEFIT}\b[^?]*?|\b(?:it"
    rf"|that|this)'s (?:so |very |really |much )?{_VERDICT}\b[^?]*?)(?:,|\.)?\s*(?:right|isn't it|doesn't it"
    r"|correct)\s*\?$",
    CORRECT_ME,
    unless=r"\b(?:recap|summar\w+|my understanding|you(?:'re| are) saying|you said|you mentioned|you told)\b",
)
