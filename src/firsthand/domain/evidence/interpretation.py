"""The words by which interpretation gets into an observation: one rule for each way, with why it matters.

English. Each rule is a list of wordings; what makes a wording innocent (a reporting verb, quotation marks) is settled
in `observations.py`. A false alarm costs more than a miss: a word that is as often plain description ("know", "so",
"since", "tried to") is in no list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """How an observation leaves what was said or seen."""

    CAUSE = "cause"  # a reason that the writer supplies
    MIND = "mind"  # a wish, belief or feeling that the writer reads into somebody
    PRESCRIPTION = "prescription"  # what ought to be done about it
    GUESS = "guess"  # what the writer takes to be so
    VERDICT = "verdict"  # good, bad, hard, too much
    GENERALISATION = "generalisation"  # from somebody to everybody, from once to always


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in: its wordings, why it matters, and what to do instead."""

    fault: Fault
    wordings: re.Pattern[str]
    reason: str
    suggestion: str


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(alternatives)})(?![\w-])", re.IGNORECASE)


_UNITS = r"(?:seconds|minutes?|hours?|days?|weeks?|clicks?|attempts?|tries|steps?|goes|calls?|pages?|screens?)"
_NUMBER = r"(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|about \d+|some)"
_IS = r"(?:is|was|are|were|be|been|being|got|gets|felt|feels|looked|looks|became|becomes|grew|sounded|sounds)"
_HOW = r"(?:(?:very|really|quite|so|rather|clearly|a bit|a little|not|visibly|increasingly|deeply) )*"
_FEELINGS = (
    "frustrated|annoyed|angry|unhappy|happy|satisfied|dissatisfied|confused|overwhelmed|worried|anxious|afraid|scared|"
    "nervous|relieved|proud|ashamed|bored|excited|impatient|surprised|disappointed|embarrassed|uncomfortable|confident|"
    "reluctant|eager|keen|interested|uninterested|motivated|unmotivated|sceptical|skeptical|stressed|upset|irritated|"
    "delighted|pleased|convinced|unaware"
)

RULES: tuple[Rule, ...] = (
    Rule(
        Fault.CAUSE,
        _words(
            "because(?: of)?",
            "therefore",
            "thus",
            "hence",
            "consequently",
            "due to",
            "owing to",
            "thanks to",
            "as a result(?: of)?",
            "which is why",
            "(?:that|this) is why",
            "that's why",
            "leads? to",
            "led to",
            "leading to",
            "caus(?:es|ed|ing)",
            "results? in",
            "resulted in",
            "the reason (?:is|was|for|why|that)",
            "so that",
            "in order (?:to|that)",
        ),
        "The reason is yours: two things happened, and only somebody who was there can say that one made the other.",
        "Write the two things side by side, or who gave the reason: “said that it was because …”.",
    ),
    Rule(
        Fault.PRESCRIPTION,
        _words(
            "should(?:n't|n’t)?(?: have)?",
            "ought to",
            "need(?:s|ed)? to be",
            "must be (?:made|fixed|changed|improved|added|removed|able)",
            "had better",
            "(?:we|you) (?:could|can|must|have to|need to)",
            "let's",
            "let’s",
            "(?:we )?recommend(?:s|ed)?",
            "would (?:be better|be nice|benefit|help|improve|solve|save)",
        ),
        "This says what ought to be done. That belongs to a decision or a solution, and has to be argued for there.",
        "Write what happened instead, and keep the idea for an opportunity that cites this observation.",
    ),
    Rule(
        Fault.MIND,
        _words(
            "wants?",
            "wanted",
            "wanting",
            rf"need(?:s|ed|ing)?(?! {_NUMBER} (?:more )?{_UNITS})",
            "wish(?:es|ed)?",
            "hop(?:es|ed)",
            "prefers?",
            "preferred",
            "likes",
            "liked",
            "dislik(?:es|ed)",
            "lov(?:es|ed)",
            "hat(?:es|ed)",
            "enjoy(?:s|ed)",
            "believ(?:es|ed|e)",
            "thinks?",
            "thought(?! of)",
            "feels?(?: that| like)?",
            "felt(?: that| like)?",
            "fear(?:s|ed)",
            "worr(?:ies|ied)(?: about)?",
            "trust(?:s|ed)",
            "distrust(?:s|ed)?",
            "assum(?:es|ed|e)",
            "expect(?:s|ed)?",
            "cares? about",
            "cared about",
            "realis(?:es|ed)|realiz(?:es|ed)",
            "intend(?:s|ed)",
            "struggl(?:es|ed|ing)",
            rf"{_IS} {_HOW}(?:{_FEELINGS})(?: (?:by|about|with|of))?",
            r"frustrat(?:es|ed)(?: (?:by|with))?",
            r"confus(?:es|ed)(?: by)?",
            "annoy(?:s|ed)(?: by)?",
        ),
        "Nobody can see a wish, a belief or a feeling. You saw or heard something that made you read it there.",
        "Write what was seen or heard: the words, the sigh, the third try; or “said that …”.",
    ),
    Rule(
        Fault.GUESS,
        _words(
            "seem(?:s|ed|ingly)?(?: to)?",
            "appear(?:s|ed)(?: to(?: be)?)",
            "apparently",
            "probably",
            "presumably",
            "supposedly",
            "likely(?: to)?",
            "maybe",
            "perhaps",
            "possibly",
            "obviously",
            "clearly",
            "evidently",
            "surely",
            "no doubt",
            "(?:must|might|may|could) have been",
            "(?:might|may|could) be",
            "(?:it )?looks? (?:like|as if|as though)",
            "looked (?:like|as if|as though)",
            "suggest(?:s|ed)? that",
            "impl(?:ies|ied)",
            "indicat(?:es|ed)(?: that)?",
            "(?:which|this|that) (?:means|meant|shows|showed|suggests|proves|proved|confirms)(?: that)?",
            "in other words",
            "(?:I|we) (?:think|believe|assume|suspect|guess)",
        ),
        "This is what you take to be so. Beside what was seen it looks like a finding, and nobody can check it.",
        "Leave the guess out, or write what you saw that made you think of it.",
    ),
    Rule(
        Fault.VERDICT,
        _words(
            "good",
            "bad(?:ly)?",
            "great",
            "excellent",
            "poor(?:ly)?",
            "terribl[ey]",
            "awful(?:ly)?",
            "horribl[ey]",
            "easy|easily|easier",
            "difficult(?:y)?",
            "hard (?:to|for|time)",
            "harder (?:to|for)",
            "confusing",
            "unclear",
            "intuitive|unintuitive|counter-intuitive",
            "clunky|clumsy|cumbersome|tedious|messy|painful|annoying|frustrating|boring|ugly",
            "useless|useful|helpful|unhelpful|inefficient|inefficiently|ineffective|effective|efficient(?:ly)?",
            "user-friendly|usable|unusable",
            "slow(?:ly)?|quickly",
            r"too (?!(?:and|but|or|when|because|as|in|on|at|for|by|the|a|an)\b)[a-z]+",
            "unnecessar(?:y|ily)",
            "important(?:ly)?|crucial|essential|critical",
            "success(?:ful|fully)?",
            "fail(?:s|ed)? to",
        ),
        "A verdict hides what it is made from. Somebody else would have judged the same thing otherwise.",
        "Write what it is made from: how long, how many times, what was on the screen, what they said of it.",
    ),
    Rule(
        Fault.GENERALISATION,
        _words(
            "always",
            "everybody|everyone|anybody|anyone",
            "usually|typically|generally|normally|regularly|frequently|rarely|seldom",
            "often",
            "tends? to",
            "most (?:people|users|customers|planners|teams)",
            "all (?:users|customers|people|teams|participants)",
            "(?:users|customers|people|teams|planners) (?:are|have|do|don't|don’t|never|all|can|cannot|will)",
            "in general|as a rule|every time",
        ),
        "One conversation shows what happened once or was told once. How many others, is for a claim to count.",
        "Write who, when and how often as it was told: “said that it happens every Monday”, “on two of the four days”.",
    ),
)
