"""How the types of question are worded, one wording a line; all are matched against lower-case text.

A pattern named `…_OPENING` is matched where the asking part of the sentence begins, the others anywhere in it.
"""

from __future__ import annotations

import re

END = r"\s*[?.!…-]*$"
CAN = r"(?:can|could|would|will)"
MAY = r"(?:can|could|may|shall|should)"
POINTER = r"(?:that|this|it|those|these|them)"
SOFTENERS = (
    r"(?:(?:please|just|now|also|maybe|quickly|then|again|first|kindly|go ahead and|try to|try and|help me|"
    r"for me),? )*"
)
BIT = r"(?:(?:a )?(?:little|bit)(?: bit)? |some )?"


def any_of(*wordings: str) -> re.Pattern[str]:
    """One pattern for several wordings."""
    return re.compile("|".join(f"(?:{wording})" for wording in wordings))


LOGISTICS_OPENING = any_of(
    # greetings and the channel
    r"how are (?:you|things)(?: (?:all|both|guys|doing|today|this morning|this afternoon|feeling today))*" + END,
    r"how(?:'s| is) (?:it going|everything)" + END,
    rf"{CAN} (?:you|everyone|everybody) (?:all )?(?:still )?(?:hear|see) (?:me|my|us|the screen|this|it)\b",
    rf"{CAN} you {SOFTENERS}(?:repeat|speak up|speak (?:a (?:bit|little) )?(?:louder|slower)|(?:un)?mute|"
    rf"share your screen)\b",
    rf"{CAN} you {SOFTENERS}(?:hold on|wait|put your|turn (?:on|off|up|your)|close the|plug|pass (?:me|it)|"
    rf"move your|spell)\b",
    rf"{CAN} you {SOFTENERS}(?:sign the|send me|state your name|move (?:closer|back))\b",
    r"(?:are|is) (?:you|everyone|everybody) (?:all |still )?(?:ready|set|there|back|on mute|muted|sharing|"
    r"recording)\b",
    r"(?:sorry|pardon(?: me)?|excuse me|hello|say again)\s*\?",
    # leave to go on
    rf"{MAY} (?:i|we) {SOFTENERS}(?:record|start|begin|get started|interrupt|pause|stop|move (?:on|to)|skip|wrap|"
    rf"continue|proceed)\b",
    rf"{MAY} (?:i|we) {SOFTENERS}(?:speak (?:with|to)|talk to|contact|call|e-?mail|meet|follow up with|"
    rf"reach out to) (?:them|him|her|you)\b",
    rf"{MAY} (?:i|we) {SOFTENERS}(?:go (?:on|ahead|next|back|to the next)|use (?:your|this|the) (?:name|recording|"
    rf"quotes?|answers))\b",
    rf"{MAY} (?:i|we) {SOFTENERS}(?:take (?:a (?:break|photo|picture|screenshot)|notes)|have your permission|"
    rf"ask you to sign)\b",
    r"(?:how|what) (?:about|if) (?:if )?(?:we|i) (?:start|begin|kick off|move|go|stop|take)\b",
    r"(?:do|would) you mind (?:if|me|us|being|repeating|speaking|turning|my)\b",
    r"(?:are|is|would) (?:you|it|that|this)(?: be)? (?:all right|alright|okay|ok|fine|comfortable|happy)\b"
    r"(?:(?=.*(?:\brecord|\bstart|\bbegin|\btape|\bnotes\b|\bobserv|\bjoin|\blisten|\bstop|\bpause|\bproceed|\bcontinue|"
    r"\bwith (?:that|it|"
    r"this)\b))|"
    r"(?: (?:with|by|for) (?:you|me|everyone))*" + END + ")",
    r"(?:is|was) (?:this|now) (?:still )?a good time\b",
    # whose turn, how much time, what is next
    r"(?:would you like|do you want(?:ed)?|you want(?:ed)?|wanna|want|you'd like) to (?:(?:go|speak|"
    r"start) ?(?:first|next)?|begin|"
    r"say something|add (?:something|anything)|continue|take (?:a (?:\w+ )?break|this))\b",
    r"(?:who|which (?:of you|one))(?:'d| would|'s| is)? (?:wants?|likes?|going|goes)?(?: to)? ?(?:go|start|"
    r"begin)(?:es|s)?(?: first| next)?" + END,
    r"how (?:much|are we doing (?:for|on)) (?:more )?time\b",
    r"(?:do|have) (?:we|you) (?:still )?(?:have )?(?:any |enough |some |a few )?(?:more )?(?:time|minutes)\b",
    # questions about questions, consent
    r"(?:do you have|is there) any(?:thing|one)(?: else)?(?: that)? you(?:'d| would)? (?:like|want|wanted) to ask"
    r"(?: (?:me|us))?" + END,
    r"(?:(?:do|did|have) (?:you|either of you|anyone) (?:still )?(?:guys )?(?:have |got )?)?(?:any |other |some |"
    r"more )*questions?\b(?: (?:or|and) \w+)?"
    r"(?=.*\b(?:for (?:me|us|our|the)|before (?:i|we)|so far|about (?:the|this) (?:study|interview|session|process|"
    r"consent|"
    r"project))\b|" + END + ")",
    r"(?:do|did|have) you (?:agree to|signed?|consent|received?|got?|get|read|had a chance|seen?)\b"
    r".*\b(?:terms|consent|agreement|form|invit\w+|e-?mail|link)\b",
    r".*\b(?:participant agreement|consent form|permission to record|(?:okay|ok|fine|all ?right) (?:to|if (?:i|"
    r"we)) record|start(?:ed)? recording)\b",
    r"(?:do|would) you (?:consent|agree) to (?:be(?:ing)?|our|the|this|us|me|taking)\b",
    r"(?:does|did) that (?:sound|seem) (?:ok|okay|good|fine|all ?right)\b",
    r"(?:is|are) (?:anyone|someone|anybody|somebody) else (?:joining|coming|on)\b",
)
A_NAME = re.compile(
    r"(?:\w+,? ){0,2}(?:participant|speaker|interviewee|respondent)\s*\d+(?: (?:before|after|and) [\w ]+)?\s*\?+$"
)

ACT = (
    r"(?:find|look (?:up|for|at|through)|locate|search|navigate|get (?:to|there|back|your|that)|go (?:to|about|back|"
    r"from|next)|"
    r"download|filter|sort|"
    r"add|remove|delete|compare|make the|change the|update|edit|click|select|choose|open|log ?in|sign (?:in|up)|buy|"
    r"purchase|order|pay|check|"
    r"see (?:if|which|the)|view|print|upload|save|submit|fill|enter|create|book|apply|register|set up|switch|return|"
    r"reset|clear|cancel|export|subscribe|"
    r"import|narrow|zoom|show|display|point)"
)
TASK_OPENING = any_of(
    rf"how (?:would|could|can|will|should|might) (?:you|i|one|someone) (?:now |then |go about \w+ing |be able to |"
    rf"try to )*{ACT}\b",
    r"where (?:would|could|can|will|should|might) (?:you|i) (?:be inclined to |first |next |think you(?:'d| would) |"
    r"need to |expect to )*"
    r"(?:go|click|look|find|start|tap|press|see)\b",
    r"what (?:would|will|should|might) (?:you|i) (?:do (?:next|now|first)|(?:click|press|tap|select|try)(?: on|"
    r" next| first)?)" + END,
    r"(?:which|what) (?:link|page|button|tab|option|section|icon|menu)s? (?:would|could|will|might) you\b",
    rf"{CAN} you {SOFTENERS}(?:{ACT}|do (?:that|this|it))\b(?! your (?:thoughts|experience|story))",
    rf"(?:please )?(?:now )?(?:try (?:to|and)|go ahead and|{ACT}|show (?:me|us) (?:how|where)) ",
    r".*\bwhere (?:would )?you (?:are|would be|'re) (?:first )?inclined\b",
    r".*\bshow (?:me|us) (?:how|where) (?:you|to|would)\b",
)
ACTING_OUT = any_of(
    r"\bif you (?:had|wanted|want|need|needed|were (?:to|going|looking|trying))\b(?! could)",
    r"\bwithout (?:click|scroll|leav)ing\b",
    r"\busing (?:the|this)\b",
)
OPINION = re.compile(
    r"\byou (?:think|feel|expect|change|like|prefer|want|wish|rate|describe)\b|\bwould (?:it|"
    r"that) \b"
)
LOOK_UP_OPENING = any_of(
    r"how (?:many|much) (?!.*\b(?:you|your|people|users|they)\b).*\b(?:(?:is|are|were|was) (?:there|\w+ed)\b|did\b|"
    r"generated|produced|in \d{4}\b)"
)
PRETENDED = any_of(r"\b(?:suppose|pretend|imagine|let's say|say) (?:that )?you(?:'re|'d|'ve|r)?\b")
PLEASE_ACT_OPENING = re.compile(
    rf"\W*(?:please (?:now )?(?:go ahead and )?|(?:please |now )*try (?:to|and) |using (?:the|this) \w+, )"
    rf"{ACT}\b(?! (?:the )?(?:consent|form)\b)"
)
TASK_LABEL = re.compile(r"\W*(?:\[[^\]]*\]\s*)?task\b\s*\d*\s*[:.)–-]", re.IGNORECASE)

BARE_PROBE_OPENING = any_of(  # the whole of it, after "so" and "and"
    r"(?:why|how|what|which|when|where|who|such as|like|meaning|because|for (?:example|instance)|e\.g\.)(?: (?:what|"
    r"who|so|not|come|exactly|then|is that|was that))?" + END,
    r"why or why not" + END,
    r"(?:(?:and|so|okay) )*then(?: what(?: happen(?:s|ed))?)?" + END,
    r"which ones?" + END,
    r"why (?:is|was) (?:that|it|this)(?: so)?" + END,
    r"what (?:makes|made) you (?:say|think|feel) (?:that|so|this way|that way)" + END,
    r"in what (?:way|sense|respect)s?" + END,
    r"(?:and )?(?:then|what|who|where|how|when) (?:else|next|exactly|for|then|what|kinds?|sorts?|"
    r"types?)(?: of (?:things?|stuff))?" + END,
    r"(?:and )?what (?:happened|came|comes|happens) (?:next|then|after(?:wards| that)?)\b.{0,30}",
    r"(?:what|how) about (?:it|that|this|them|him|her)" + END,
    r"(?:go on|keep going|tell me more|say more|more)" + END,
    r"any(?:thing|one| other| more)? (?:else|examples?|more|others?)\b.{0,20}" + END,
)
PROBE_OPENING = any_of(  # leaning on what was just said
    r"what (?:exactly )?(?:do|did) you mean\b",
    rf"what (?:exactly )?(?:does|did|is|was|are|were) {POINTER}(?: (?:mean|look|feel|sound|like|about|for|exactly|"
    rf"to you)\b.*)?" + END,
    rf"why (?:is|was|were|are|does|did|would) (?:{POINTER}|there|they)\b",
    rf"why (?:do|did|would) you (?:think|say|feel|do|believe|choose|decide|want|call|prefer|need)\b(?: (?:so|"
    rf"{POINTER}|to)\b)?(?: \S+){{0,4}}?" + END,
    rf"how (?:did|does|do) {POINTER} (?:go|feel|happen|come|make|affect|change|work out|turn|"
    rf"look)\b(?: you)?(?: feel)?(?: out| about)?" + END,
    r"what (?:made|makes) (?:you|it|that|this)\b(?: \S+){0,3}?" + END,
    rf"what (?:do|did) (?:you|they|he|she) (?:do|say|think|feel|try) (?:then|next|instead|after(?:wards| that)?|"
    rf"(?:about|of|with) {POINTER})" + END,
    r"what was (?:that|it) like\b",
    r"how do you mean\b",
    r"(?:what|who|where|how) else\b",
)
EXAMPLE_OPENING = any_of(
    r"do you have an? (?:\w+ )?(?:example|instance)\b",
    r"(?:do|did|would|have) you (?:have|got|give|know|think of)?\s*(?:of )?(?:an?|any|"
    r"some)?\s*(?:\w+ )?(?:examples?|instances?)\b.{0,30}$",
    r"(?:is|was|are|were) there (?:an?|any|some)? ?(?:\w+ )?examples?\b.{0,30}$",
)
MORE = any_of(  # in a request: more of it
    r"\b(?:elaborate|expand|clarify|unpack)\b",
    rf"\b(?:say|talk) {BIT}more\b",
    rf"\btell (?:me|us) {BIT}more(?:{END}| about (?:{POINTER}|what you (?:just )?(?:said|mentioned|described))\b)",
    rf"\bexplain (?:{POINTER}|further|more|a (?:little )?bit|what you mean)\b",
    rf"\b(?:discuss|describe|illustrate) {POINTER}\b(?! \w+ing\b| \w{{4,}} \w)",
    rf"\bgo (?:in)?to (?:{BIT}more|{POINTER}|detail)\b",
    r"\b(?:go on|keep going|dig (?:in|deeper)|(?:more|be) (?:a bit )?(?:more )?specific)\b",
    r"\b(?:an?|one|some|any|specific|concrete|recent|another) (?:\w+ )?(?:examples?|instances?)"
    rf"(?:,? (?:of|for|about|where|when) (?:{POINTER}|how|what|when|where|such)\b.*|,? please)?" + END,
    rf"\b(?:about|of|on|into) {POINTER}(?:,? (?:a (?:little )?bit|in (?:more )?detail|further|please|more|for (?:me|"
    rf"us)))*" + END,
)
STORY = any_of(
    r"^(?:think (?:back|of|about)|walk|take) ",
    r"\b(?:yourself|your (?:experiences?|role|background|team|day|work|job))\b",
    r"\bexamples? or\b",
)
STORY_OPENING = any_of(
    r"would you (?:like|be willing|care) to (?:share|tell|describe|explain|talk)\b",
    r"how about (?:if )?you (?:introduce|tell|describe|start|explain|share|talk)\b",
    r"(?:how|what) about (?:an?|some|one|another) (?:\w+ )?(?:story|time|example|case|moment|experience|situation)\b",
    r"can we (?:talk|start|begin) (?:about|with)\b",
)
OPEN_POINT = any_of(  # "tell me what …"
    rf"(?:please )?(?:{CAN} you )?{SOFTENERS}(?:tell|show|explain(?: to)?|say|remind|recall|remember)(?: to)?(?: (?:me|"
    rf"us))?(?: \([^)]*\))?(?: again)?,? ?"
    r"(?P<point>what|which|where|who|whom|whose|when|why|if|whether|a specific|how (?:many|much|often|long|old|far)|"
    r"do you|did you|are you|is there)\b",
    r".*?\b(?:wonder(?:ing|ed)?|curious|interested|know|questions?(?: is| was|'s)?|ask(?: you)?)"
    r"(?: (?:in|about|to (?:know|hear|learn|see|understand|ask)|as to|just|is|was|then))*,? "
    r"(?P<wondered>if|whether|what|which|where|who|when|why|how (?:many|much|often|long)|how|is|are|do|does|did|can|"
    r"could|would)\b",
)
YES_OR_NO_POINT = re.compile(
    r"(?:if|whether|how (?:many|much|often|long|old|far)|is|are|do|does|did|can|could|would)\b"
)
FIGURE_OPENING = any_of(
    r"(?:about |roughly |approximately |for )?how (?:many|much|often|long|old|far|big|large|tall|frequently|soon|"
    r"late|early|recently)\b",
    r".*\bhow \w+ (?:is|are|was|were|do|did|would)\b.*\bscale (?:from|of)\b",
    r"(?:in )?(?:what|which) (?:year|date|day|month|percentage|percent|number|age)\b",
    r"what(?:'s| is) your (?:name|age|(?:job |role )?title|occupation|phone|e-?mail)\b",
)
SCALE = re.compile(r"\bscale (?:from|of)\b")  # "on a scale of 1 to 5, how …"
CHOICE_OPENING = any_of(
    r"which (?:of (?:the|these|those|them)\b|one\b(?=.*\b(?:better|prefer|best|more|like|choose|pick)\b))",
    r"which \w+(?: \w+)?\b.*\b(?:better|prefer|best|like more|easier|favou?rite)\b",
)
CHOICE = any_of(
    r"\b(?:more or (?:less|fewer)|fewer or more|less or more|better or worse|before or after|"
    r"internal(?:ly)? or external(?:ly)?)\b",
    r"\b(?:either|rather|prefer|choose|pick|want|alone|yourself)\b.*\bor\b",
    r"^(?:is|are|was|were)\b.*\bor (?:by|the|an?|more|rather|just|mostly|in|on|with|through|from|to)\b",
    r"^(?:do|does|did)\b.*\bor (?:more|just|rather|mostly|the|by|in|on|with|over|at|from|for|through|after|before|"
    r"during)\b",
    r"\byou \w+ or you\b",
    r"^(?:\S+ ){1,4}or (?:\S+ ?){1,4}\?$",
    r"\bor (?:is|are|was|were|do|does|did) (?:it|they|you|that|he|she)\b",
)
NO_CHOICE = any_of(
    r"\bor (?:not|something|anything|so|whatever|any\w*|other|similar|the like|what|how|no|else)\b",
    r"\b(?:any\w*|ever|there)\b(?=.*\bor\b)",
    r"\bor" + END,
    r"\bor (?:\w+ )?(?:ways?|things?)\b",
)
HANDED_BACK = any_of(
    r"\b(?:just )?to (?:recap|summari[sz]e|sum up)\b",
    r"\bin other words\b",
    r"\bif i (?:understand|understood|got|get|heard)\b",
    r"\bmy understanding\b",
    r"\bwhat (?:i'm|i am|i) (?:hear|understand|gather)\w*",
    r"\b(?:like|as) you (?:\w+ )?(?:said|mentioned)\b",
    r"\bthat's what you(?:'re| are)? (?:saying|mean)",
    r"\b(?:did i (?:get|understand|hear)|correct me)\b",
    r"^(?:so )?(?:what )?you(?:'re| are| were)? (?:just |basically )?(?:saying|said|mentioned|mean|told)\b",
    r"^(?:it |that |this )?sounds? (?:like|as)\b",
)
UNDERSTOOD_OPENING = re.compile(r"what (?:i'm|i am|i) (?:hear|understand|gather|tak)\w*\b.*? (?:is|was)\b")
CONFIRMING_OPENING = any_of(
    r"(?:is|was|would) (?:that|this|it)(?: be)? (?:what you(?:'re| are)? (?:say|mean)\w*|a fair|an accurate|"
    r"(?:the )?correct|right|how you (?:said|put))\b",
    r"is (?:that|it) (?:so|right|correct)" + END,
    r"(?:am i|have i got (?:that|it)|did i (?:get|understand) (?:that|it|you)) (?:right|correct\w*|understand\w*)\b",
)
TAG = any_of(
    r"^(?:(?:is|are|was|were|do|does|did|have|has|had|ca|can|could|wo|will|would|should|ai)(?:n't)? (?:it|they|you|"
    r"he|she|we|that|there|i)(?: not)?|"
    r"right|correct|yeah|yes|no|okay|ok|huh|eh|true|agreed|fair enough|you know|(?:do|don't) you think|"
    r"would(?:n't)? you (?:say|agree)|"
    r"is(?:n't)? that (?:right|correct|fair|so|what you(?:'re| are| were)? (?:saying|mean(?:ing)?)))" + END
)
