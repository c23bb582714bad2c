"""Nine things a question can be, and the rules by which one is told from another (see docs/method/questions.md)."""

from __future__ import annotations

import re
from enum import StrEnum

from firsthand.domain.planning.question_clauses import Clause, Form, asking_part, lowered
from firsthand.domain.planning.question_words import content_words, words


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
        """Whether the other person decides what the answer is made of; echo and task are neither open nor closed."""
        return self in OPEN


OPEN = frozenset({QuestionType.INVITATION, QuestionType.WH, QuestionType.PROBE})
LONGEST_FRAGMENT = 4  # words: "Against the whole state?", "Participant 7?"
LONGEST_PROBE = 7  # words; a probe leans on the answer before it and is short
ECHOED = 0.5  # share of the matter-carrying words that the other person just used
WIDEST_REACH = 1_500  # characters of the previous turn that an echo can hand back

_LOGISTICS = re.compile(
    r"how are you\b(?! (?:using|currently|doing (?:that|it|this)))(?!.*\b(?:with|about|using)\b)|how(?:'s| is) (?:it going|everything)\b|how do you do\b|"
    r"(?:can|could) (?:you|everyone|everybody) (?:all )?(?:hear|see) (?:me|my|us|the screen|this)\b|"
    r"(?:can|could|would|will) you (?:please |just )?(?:repeat|speak up|speak (?:a bit |a little )?(?:louder|slower)|mute|unmute|share your screen|"
    r"hold on|wait|put your|turn (?:on|off|up|your)|close (?:the|that)|read (?:it|that|this) out|scroll|plug|pass|move (?:it|your)|send me|state your name|spell)|"
    r"(?:can|could|may|shall|should) (?:i|we) (?:just |quickly |please |also )?(?:record|start|begin|get started|speak with|talk to (?:them|him|her)|contact|"
    r"interrupt|stop|pause|move|go (?:on|ahead|to the next|back)|continue|proceed|follow up with|call|email|schedule|use (?:your|this recording|the recording|quotes)|take a (?:break|photo|picture)|borrow|wrap)|"
    r"(?:is it|would it be|is that|are you|would you be|will you be|that|it's) (?:all right|alright|ok|okay|fine|comfortable|happy|ready|good)"
    r"(?: (?:with|by|for) (?:you|me|that|it|this|everyone))*(?: (?:if|to|with|for)? ?(?:i|we|us|me|being|the|my|this|our)?\b.*(?:record|start|begin|tape|notes|observ|join|proceed|continue|go)\w*.*)?\s*[?.]*$|"
    r"(?:are|is) (?:you|everyone|everybody) (?:all )?(?:ready|set|there|back|on mute|sharing|recording)\b|"
    r"(?:do|would) you mind (?:if|me|us|being|repeating|speaking|sharing|turning)\b|"
    r"(?:(?:do|did) you (?:still )?(?:guys )?have )?(?:any|other|more)?(?: other| more| further)* ?questions?\b(?= (?:for (?:me|us)|before|so far|about (?:the|this) (?:study|interview|session|process|consent))|\s*[?.]*$|.*before (?:i|we)\b)|"
    r"(?:would you like|(?:do )?you want(?:ed)?|wanna) to (?:(?:go|speak) (?:first|next)|start|begin|say something|add (?:something|anything)|continue|take (?:a|this))|"
    r"(?:who|which (?:of you|one)) (?:wants|would like|'d like|is going|goes|'s) (?:to )?(?:go|start|first|next|begin)|"
    r"(?:do|did|have) you (?:agree to|sign|signed|consent|receive[d]?|get|got|read|had a chance|see|seen)\b.*\b(?:terms|consent|agreement|form|invit|email i sent|link i sent)|"
    r".*\b(?:participant agreement|consent form|permission to record|okay to record|ok to record|if (?:i|we) record|start(?:ed)? recording)\b|"
    r"(?:how much|how many minutes|do we|do you|have we|have you) .*\btime\b.*\b(?:left|have we|do we have|do you have|remaining)\b|"
    r"(?:is|was) (?:this|now) (?:still )?a good time|what time (?:is it|do you have)|(?:sorry|pardon|excuse me)\s*\?|"
    r"(?:shall|should|can) we (?:get started|move on|move to|go on|wrap|start|begin|take|skip|stop)|(?:does|did) that (?:answer your|sound (?:ok|good|fine|alright|all right))|"
    r"(?:is|are) (?:anyone|someone|anybody|somebody) else (?:joining|coming|on)|before (?:we|i) (?:start|begin|finish|wrap|go).*questions?\b"
)
_TASK_VERB = (
    r"(?:find|look (?:up|for|at)|locate|search|navigate|get (?:to|there|the|back|your|that|this)|go (?:to|about|back|from|next)|download|filter|sort|add|remove|delete|compare|"
    r"make the|change the|update|edit|click|select|choose|open|log ?in|sign (?:in|up)|buy|purchase|order|pay|check|see (?:if|what|which|how|the)|view|print|share|upload|save|submit|"
    r"fill|enter|create|book|apply|register|set up|switch|return|contact|reset|cancel|export|import|sort|narrow|zoom|show|display)"
)
_TASK = re.compile(
    rf"how (?:would|do|could|can|will|should|might) (?:you|i|one|someone) (?:now |then |go about (?:\w+ing\b)?|be able to |try to )*{_TASK_VERB}\b|"
    rf"(?:where|what|which (?:link|page|button|tab|option|section|part)) (?:would|do|could|will|should|might) (?:you |i )?(?:be inclined to |first |expect to |think you(?:'d| would) |need to )?"
    rf"(?:go\b|click|look\b|find\b|start\b|tap|press|do (?:next|now|first)|select|expect to (?:find|go|click|see (?:this|that)))|"
    rf"(?:can|could|would|will) you (?:please |now |also |just |try to |try and |go ahead and |help me )*(?:{_TASK_VERB}|show (?:me|us) (?:how|where|what|the)|do that|try|point)\b|"
    rf"(?:please )?(?:now )?(?:show (?:me|us) (?:how|where|what)|try to\b|go ahead and\b|find\b|locate\b|navigate\b|click\b)|"
    r".*\b(?:where you are (?:first )?inclined|where would you (?:are|be) )|.*show me how\b"
)
_ACTED_OUT = re.compile(
    r"(?:if you (?:had to guess|wanted|want|need|needed|were (?:to|going|looking|trying))|without click|using the|imagine|suppose|pretend|(?:say|let's say) you)\b"
)
_LOOK_UP = re.compile(
    r"how (?:many|much) (?!.*\b(?:you|your|do people|are there in your)\b).*\b(?:(?:is|are|were|was|did|does|has|have|generated|produced|there|in \d{4}))\b"
)
_HEADED_AS_TASK = re.compile(r"\W*(?:\[[^\]]*\]\s*)?task\b\s*\d*\s*[:.)–-]", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?:about |roughly |approximately |for )?how (?:many|much|often|long|old|far|big|large|tall|frequently|soon|late|early|recently)\b|(?:what|in what|which) (?:year|date|day|month|percentage|percent|number|age)\b|what(?:'s| is) your (?:name|age|title|job title|role title|occupation|phone|email)\b"
)
_CHOICE = re.compile(
    r"which (?:of (?:the|these|those|them)\b|one\b(?=.*\b(?:better|prefer|best|more|like)\b)|\w+(?: \w+)?\b.*\b(?:better|prefer|best|like more|easier|favou?rite)\b)"
)
_OR = re.compile(
    r"\bor (?:is|are|was|were|do|does|did|can|would|will|should|has|have|if|you|they|it's|it is|that|the|an?|by|in|on|at|with|to|just|more|less|fewer|mostly|rather|only|through|from|because|some|your|their|one|not yet|still|manual\w*|\w+ly|\w+ing|\w+)\b"
)
_NO_CHOICE = re.compile(
    r"\bor (?:not|something|anything|so|whatever|any\w*|other|similar|the like|what|how|no|else)\b|\b(?:any\w*|ever|there)\b(?=.*\bor\b)|\bor\s*[?.-]*$|\bor (?:\w+ )?(?:way|things?)\b"
)
_CONTRAST = re.compile(
    r"\b(?:more or (?:less|fewer)|fewer or more|less or more|better or worse|first or|before or after|internal(?:ly)? or external(?:ly)?|manual(?:ly)? or auto\w+|(?:alone|yourself|themsel(?:ves|f)) or|either\b.*\bor|rather\b.*\bor|"
    r"(?:is|are|was|were)\b.*\bor (?:is|are|was|were|by|the|an?|more|rather|just|do|does|it's|mostly|in|on|with|through|from|to)|(?:do|does|did)\b.*\bor (?:do|does|did|is|are|more|just|rather|mostly|the|by|in|on|with|you|they)|(?:prefer|want|use|choose|pick|rather)\b.*\bor\b|"
    r"you (?:\w+) or you|or (?:is|are|was|were|do|does|did) (?:it|they|you|that|he|she))\b"
)
_MORE = re.compile(
    r"(?:why|why not|why so|how so|how come|how|what|which|when|where|who|such as|like what|like|like who|for example|for instance|e\.g\.|such as what|meaning|and|and then|because|in what (?:way|sense|respect)s?|how exactly|to do what|"
    r"what (?:else|exactly|for|kind|sort|type|then|so|happened(?: (?:next|then|after(?:wards| that)?))?|did (?:that|it) (?:look|feel|sound) like|was that like)|what (?:happened|came) (?:next|then|after(?:wards| that)?)\b.*|"
    r"any(?:thing| other| others|one| more)?(?: (?:else|examples?|more|other \w+))(?: (?:that )?(?:you|to) .*)?|then what|and then what|what about (?:it|that|this|them|him|her)|who else|where else|how else|what next|go on|so|tell me more|say more|keep going)\s*[?.!…-]*$"
)
_MORE_OF_IT = re.compile(
    r"what do you mean\b|what did you mean\b|what (?:exactly )?(?:does|did|is|was|are|were) (?:that|this|it|those|these)\b(?: (?:mean|look|feel|like|about|for|to you|exactly).*)?\s*[?.]*$|(?:so |and |but )?why (?:is|was|were|are|do|did|does|would) (?:that|this|it|you (?:think|say|feel|do|did|believe|choose|decide|want|call) (?:so|that|it|this)|you (?:think|say) (?:so|it)|they)\b|"
    r"why (?:is|was|do you do|did you do|not)\b.{0,25}$|how did (?:that|it|this) (?:go|feel|happen|come|make|affect|change|work|turn)\b|how does (?:that|it|this) (?:feel|make|affect|look|work|help)\s*(?:you)?(?: feel)?\s*[?.]*$|"
    r"what (?:made|makes) (?:you|it|that|this) (?:say|think|feel|so|do|decide|that|this|hard|\w+)(?: (?:that|so|it|this|hard|difficult|easy))?\s*[?.]*$|what happened (?:next|then|after|when you did)\b|what did (?:you|they|he|she) (?:do|say|think|feel|try) (?:then|next|about (?:it|that)|after(?:wards| that)?|instead)\b|"
    r"what (?:do|did) you (?:do|think) (?:about|with|of) (?:that|it|this)\s*[?.]*$|how do you mean|what else\b|who else\b|what was (?:that|it) like|what did (?:that|it) (?:look|feel|mean)\b|(?:can|could) (?:you|we) (?:please )?(?:be (?:a bit |a little )?more specific|(?:un)?pack that)"
)
_PROBING_REQUEST = re.compile(
    r"\b(?:elaborate|expand|say (?:(?:a )?(?:little|bit) |some)?(?:bit )?more|tell (?:me|us) (?:(?:a )?(?:little|bit) )?(?:bit )?more(?:\s*[?.]*$| about (?:that|this|it|them|those|what you (?:just )?(?:said|mentioned)))|talk (?:(?:a )?(?:little|bit) )?(?:bit )?more|explain (?:that|this|it|further|more|a bit|a little|what you mean)|clarify|go (?:in)?to (?:more|a bit more|that|it)|dig (?:in|deeper)|unpack|"
    r"(?:discuss|describe|explain|unpack|illustrate) (?:that|this|it|those|them)\b|(?:an?|one|some|any|the|specific|concrete|recent|more) (?:\w+ )?(?:examples?|instances?)\b(?: (?:of|for|about|where|when) (?:that|this|it|those|them|how|what|when|where|such)\b.*)?\s*[?.]*(?: please)?[?.]*$|go on\b|keep going|more specific|(?:about|of|on|into) (?:that|this|it|those|them)(?: (?:a (?:little )?bit|in (?:more )?detail|further|please|more|for (?:me|us)))*\s*[,?.]*(?: please)?[?.]*$)"
)
_EXAMPLE = re.compile(
    r"(?:do|did|would|have) you (?:have|got|got|give|know)?\s*(?:of )?(?:an?|any|some|specific|concrete|one)?\s*(?:\w+ )?(?:examples?|instances?)\b.{0,30}$|(?:is|was|are|were) there (?:an?|any|some|one)? ?(?:\w+ )?examples?\b.{0,30}$|(?:is there )?anything (?:else|more)\b.{0,45}$"
)
_INVITING = re.compile(
    r"(?:how|what) about (?:an?|some|one|another) (?:\w+ )?(?:story|time|example|case|moment|experience|situation)\b|can we (?:talk|start) (?:about|with)\b"
)
_TOLD_POINT = re.compile(
    r"(?:please )?(?:(?:can|could|would|will) you )?(?:please |first |also |just )?(?:tell|telling|show|explain(?: to)?|say|remind|describe)(?: to)?(?: (?:me|us))?(?: [\(\[][^)\]]*[\)\]])?(?: again)?,? ?(what|which|where|who|whom|whose|when|why|if|whether|a specific|the name|your|how (?:many|much|often|long|old|far)|do you|did you|are you|is there)\b"
)
_WONDERED = re.compile(
    r".*?\b(?:wonder(?:ing|ed)?|curious|interested|know|question(?:s)?(?: is| was|'s)?|ask(?: you)?|confirm)(?: (?:in|about|to (?:know|hear|learn|see|understand|ask)|as to|just|is|was|you|is how|then))*,? (if|whether|what|which|where|who|when|why|how|is|are|do|does|did|can|could|would)\b"
)
_HANDED_BACK = re.compile(
    r"(?:so )?(?:just )?(?:to (?:recap|summari[sz]e|sum up|be clear|clarify|make sure)|(?:in|if i) (?:other words|understand|understood|got|get|hear|heard)|my understanding|what (?:i'm|i am|i) (?:hear\w*|understand\w*|gather\w*)|(?:what )?you(?:'re| are| were| just)? (?:say(?:ing)?|said|mentioned|mean|told)\b|"
    r"(?:it |that |this )?sounds? (?:like|as)|i (?:hear|heard|understand|understood|gather|think i hear)|like you said|as you (?:said|mentioned)|did i (?:get|understand|hear)|correct me)"
)
_CONFIRMING = re.compile(
    r"(?:is that|is this|would that be|was that|am i|have i got (?:that|it)|did i (?:get|understand) (?:that|it|you)|does that|do i) (?:what you(?:'re| are)? (?:say|mean)\w*|right|correct|correctly|fair|accurate|understanding|sum|captur|how you)\b|is that (?:it|so|right|correct)\s*[?.]*$|.*\bis that what you(?:'re| are| were)? (?:say|mean)"
)
_TAG = re.compile(
    r"(?:(?:is|are|was|were|do|does|did|have|has|had|ca|can|could|wo|will|would|should)(?:n't)? (?:it|they|you|he|she|we|that|this|there|i)(?: not)?|right|correct|yeah|yes|no|okay|ok|huh|eh|true|agreed|you know|do you think|don't you think|isn't that right|is that right|is that correct|wouldn't you say|would you say|would you agree|is that fair|is that what you(?:'re| are| were)? (?:saying|mean(?:ing)?)|fair enough|is it not)\s*[?.!]*$"
)


def is_tag(sentence: str) -> bool:
    """Whether a sentence only asks for a nod to the one before it: "Right?", "Isn't it?"."""
    return bool(_TAG.match(_bare(sentence)))


def type_of(sentence: str, previous: str = "", *, written: bool = False) -> QuestionType:
    """The type of a sentence known to ask; `previous` is what the other person said last."""
    part = asking_part(sentence)
    if _is_logistics(sentence, part, written=written):
        return QuestionType.LOGISTICS
    if _is_task(sentence, part, written=written):
        return QuestionType.TASK
    if _is_probe(sentence, part, previous, written=written):
        return QuestionType.PROBE
    return _TYPES[part.form](part, sentence, previous)


def _bare(text: str) -> str:
    return " ".join(lowered(text).split()).strip(" ,;:-–—\"'()“”")


def _is_logistics(sentence: str, part: Clause, *, written: bool) -> bool:
    if _LOGISTICS.match(part.text) or _LOGISTICS.match(_bare(sentence)):
        return True
    return not written and part.form is Form.STATEMENT and _is_name(sentence)


_NAME = re.compile(
    r"(?:(?:and|ok|okay|thanks|hi|hello|so),? )?(?:[A-Z][\w'’-]+|[A-Z]+)(?: (?:[A-Z][\w'’-]*|\d+)){0,2}(?: (?:before|after) [A-Z].{0,30})?\s*\?+$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:participant|speaker|interviewee|respondent)\s*\d+\b|\b(?:mr|mrs|ms|dr)\.? [a-z]", re.IGNORECASE
)


def _is_name(sentence: str) -> bool:
    """ "Participant 7?": the floor is given to somebody."""
    return bool(_NAME.match(sentence.strip()) and _PERSON.search(sentence))


def _is_task(sentence: str, part: Clause, *, written: bool) -> bool:
    if _HEADED_AS_TASK.match(sentence):
        return True
    if _TASK.match(part.text):
        return written or part.form is not Form.WH or bool(re.match(r"\w+ (?:would|could|might)", part.text))
    acted = (
        bool(_ACTED_OUT.search(part.lead))
        and part.form is Form.WH
        and " you " in part.text
        and "change" not in part.text
        and "expect" not in part.text
        and "think" not in part.text
    )
    return written and (
        acted
        or bool(_LOOK_UP.match(part.text))
        or bool(re.match(r"(?:how|what) about (?:over|under|the other|for)\b", part.text))
    )


def _is_probe(sentence: str, part: Clause, previous: str, *, written: bool) -> bool:
    bare = _bare(sentence)
    if _MORE.match(part.text) or _MORE.match(bare):
        return True
    if part.form in (Form.REQUEST, Form.INVITATION):
        return bool(_PROBING_REQUEST.search(part.text)) and not _asks_for_story(part.text)
    if _EXAMPLE.match(part.text):
        return not written or "example" in part.text
    return not written and bool(_MORE_OF_IT.match(part.text))


def _asks_for_story(text: str) -> bool:
    return bool(
        re.search(r"\b(?:yourself|your (?:experience|role|background|team|day|work|job)|example or elaborate)\b", text)
    )


def _of_wh(part: Clause, sentence: str, previous: str) -> QuestionType:
    if _FIGURE.match(part.text):
        return QuestionType.CLOSED
    if _CHOICE.match(part.text):
        return QuestionType.OPTION
    return QuestionType.INVITATION if _INVITING.match(part.text) else QuestionType.WH


def _of_inverted(part: Clause, sentence: str, previous: str) -> QuestionType:
    if _CONFIRMING.match(part.text):
        return QuestionType.ECHO
    if is_tag(part.text) and part.lead:
        return _of_statement(part, sentence, previous)
    if _INVITING.match(part.text):
        return QuestionType.INVITATION
    return QuestionType.OPTION if _offers_choice(part.text) else QuestionType.CLOSED


def _of_request(part: Clause, sentence: str, previous: str) -> QuestionType:
    return QuestionType.INVITATION if not (told := _TOLD_POINT.match(part.text)) else _point(told.group(1))


def _of_invitation(part: Clause, sentence: str, previous: str) -> QuestionType:
    told = _TOLD_POINT.match(part.text)
    if told:
        return _point(told.group(1))
    wondered = _WONDERED.match(part.text)
    return _point(wondered.group(1)) if wondered else QuestionType.INVITATION


def _point(opening: str) -> QuestionType:
    """What is told or wondered about: "whether …" is closed, "what …" is one open point."""
    if opening.startswith(("if", "whether", "how many", "how much", "how often", "how long", "how old", "how far")):
        return QuestionType.CLOSED
    if opening.split()[0] in ("is", "are", "do", "does", "did", "can", "could", "would"):
        return QuestionType.CLOSED
    return QuestionType.WH


def _of_statement(part: Clause, sentence: str, previous: str) -> QuestionType:
    if _offers_choice(part.text):
        return QuestionType.OPTION
    if _HANDED_BACK.match(part.text) or _HANDED_BACK.search(_bare(sentence)) or _is_echo(sentence, previous):
        return QuestionType.ECHO
    return QuestionType.CLOSED


def _is_echo(sentence: str, previous: str) -> bool:
    """Whether at least half of the matter comes from what the other person just said."""
    said = content_words(sentence)
    return bool(said) and len(said & content_words(previous[-WIDEST_REACH:])) >= ECHOED * len(said)


def _offers_choice(text: str) -> bool:
    return bool(_CONTRAST.search(text)) and not _NO_CHOICE.search(text)


_TYPES = {
    Form.WH: _of_wh,
    Form.INVERTED: _of_inverted,
    Form.REQUEST: _of_request,
    Form.INVITATION: _of_invitation,
    Form.STATEMENT: _of_statement,
}
