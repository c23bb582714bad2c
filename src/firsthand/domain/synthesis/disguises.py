"""Solutions that are written down as if they were problems: what gives them away, why it matters, and another wording.

An opportunity can be answered in several ways; where only one answer is left, the answer was put in the place of the
question. English. A false alarm costs more than a miss: a feature is no disguise where somebody has trouble with it
("the export takes an hour"). Rules, figures and limits: docs/method/opportunities.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Disguise(StrEnum):
    """How a solution gets into the place of a problem."""

    BUILDING = "building"  # an order to the developers: "Add …", "Allow users to …"
    WANTING = "wanting"  # somebody "needs a dashboard"
    ABILITY = "ability"  # "the ability to …"
    LACKING = "lacking"  # "there is no dashboard"
    IMPROVING = "improving"  # "Better search"
    PRESCRIBING = "prescribing"  # "The app should …"


@dataclass(frozen=True, slots=True)
class Found:
    """One disguise: the words that give it away, the reason, and how it could be said as a problem."""

    disguise: Disguise
    begin: int  # code points
    finish: int
    words: str
    reason: str
    rewrite: str  # a wording, or a question where the text does not say what goes wrong


FEATURE = (
    r"(?:dashboards?|buttons?|reports?|exports?|imports?|integrations?|plug-?ins?|extensions?|widgets?|notifications?|"
    r"alerts?|reminders?|pop-?ups?|emails?|push messages?|filters?|search(?: bar| box)?|tabs?|screens?|pages?|views?|"
    r"menus?|drop-?downs?|toggles?|check ?box(?:es)?|settings?|templates?|wizards?|tours?|tutorials?|chat ?bots?|bots?|"
    r"assistants?|ai|apis?|apps?|mobile apps?|portals?|calendars?|kanban boards?|boards?|charts?|graphs?|heat ?maps?|"
    r"features?|functions?|modules?|tools?|systems?|platforms?|automations?|workflows?|shortcuts?|dark modes?|"
    r"single sign-on|sso|sync|barcode scanners?|qr codes?|spreadsheets?|knowledge bases?|faqs?|help cent(?:re|er)s?|"
    r"forms?|fields?|columns?|labels?|badges?|timelines?|trackers?|scores?|suggestions?|predictions?)"
)
_KIND = r"(?:[\w’'-]+ ){0,3}"  # words between "a" and the feature: "a single, weekly dashboard"
_PEOPLE = (
    r"(?:(?:the |our |my )?"
    r"(?:users?|people|customers?|planners?|teams?|managers?|engineers?|they|we|i|you|us|them))"
)
_BUILD = (
    r"(?:add|build|create|implement|introduce|integrate|automate|develop|launch|ship|redesign|rebuild|install|embed|"
    r"provide|offer|roll out|set up|make it possible|enable|allow|let|give|send|display)"
)
_RULES: tuple[tuple[Disguise, re.Pattern[str], str], ...] = (
    (
        Disguise.BUILDING,
        re.compile(rf"^\s*(?:please |we (?:must|should|could|will|want to) )?{_BUILD}\b(?! up\b)", re.I),
        "This tells somebody what to build. Whatever else would help is out of sight before anybody has looked.",
    ),
    (
        Disguise.WANTING,
        re.compile(
            rf"\b(?:needs?|needed|wants?|wanted|wish(?:es)? for|would like|asks? for|asked for|requires?|requests?)"
            rf"(?: to have)? (?:an? |the |some |more |better )?{_KIND}{FEATURE}\b"
            r"(?! (?:to (?:be|work|load|stop|match)))",
            re.I,
        ),
        "Only one thing would satisfy this, and it is the thing that is named. What they would do with it is the need.",
    ),
    (
        Disguise.ABILITY,
        re.compile(
            r"\b(?:the )?(?:ability|option|possibility|capability|functionality)(?: for [\w’' -]{2,30}?)? to\b"
            r"|\b(?:want|wants|need|needs|would like) to be able to\b|\bshould be able to\b",
            re.I,
        ),
        "An ability is something that a product has. The problem is what goes wrong for a person without it.",
    ),
    (
        Disguise.LACKING,
        re.compile(
            rf"\b(?:there (?:is|are) no|there(?: is|’s|'s)n[’']t an?|lack of|lacks?|missing|is missing|without|no)"
            rf" (?:an? |the |any |good |proper |real )?(?:[\w’'-]+ ){{0,2}}{FEATURE}\b"
            r"(?=\s*(?:$|[.,;:]|to |for |that |which ))",
            re.I,
        ),
        "That something is not there is no problem yet: it is the solution with a minus sign. What happens without it?",
    ),
    (
        Disguise.IMPROVING,
        re.compile(
            rf"^\s*(?:an? |the )?(?:better|improved|faster|smarter|simpler|easier|automatic|automated|new|"
            rf"customi[sz]able|real-time|one-click|ai(?:-powered|-based)?|bulk|mobile|offline) {_KIND}{FEATURE}\b",
            re.I,
        ),
        "It names a thing and says that it is to be better. Who has trouble with it, when, and what does it cost them?",
    ),
    (
        Disguise.PRESCRIBING,
        re.compile(
            rf"\b(?:the |our )?(?:system|app|product|tool|software|{FEATURE})"
            r" (?:should|must|has to|needs to|ought to)\b"
            r"|\bit should\b|\bwe should\b",
            re.I,
        ),
        "This says what the product is to do. An opportunity says what somebody can’t do, or puts up with, today.",
    ),
)


def disguises(text: str) -> tuple[Found, ...]:
    """What gives a solution in disguise away; the first rule that fires speaks for the whole sentence."""
    for disguise, pattern, reason in _RULES:
        match = pattern.search(text)
        if match:
            begin = match.start() + len(match[0]) - len(match[0].lstrip())
            return (Found(disguise, begin, match.end(), match[0].strip(), reason, _rewrite(text, match)),)
    return ()


_TOLD = re.compile(
    r"\b(?:that|which|to|and)? ?(?:alerts?|notif(?:y|ies)|warns?|tells?|reminds?|lets? \w+ know)(?: (?:me|us|them|you|"
    r"\w+))?(?: (?:of|about|that))? (?P<rest>(?:when|if|as soon as|before|whenever)\b.+)",
    re.I,
)
_SHOWN = re.compile(
    r"\b(?:that|which|to) (?:shows?|displays?|lists?|gives?(?: an)? overview of|visuali[sz]es?)"
    r"(?: (?:me|us|them|you))? (?P<rest>.+)",
    re.I,
)
_CAN = re.compile(
    rf"\b(?:so (?:that )?)(?P<who>{_PEOPLE}|[\w’-]+) can (?P<rest>.+)"
    rf"|\b(?:allow|let|enable|give|help)s? (?P<whom>{_PEOPLE}|(?:the )?[\w’-]+s?)"
    r"(?: the (?:ability|option|possibility))?(?: to)? (?P<do>[a-z].+)",
    re.I,
)
_KNOW = re.compile(r"\bso (?:that )?(?P<who>[\w’-]+(?: [\w’-]+)?) knows? (?P<rest>.+)", re.I)
_TO = re.compile(
    r"\b(?:able|ability|option|possibility|capability|functionality)(?: for (?P<who>[\w’' -]{2,30}?))? to (?P<rest>.+)"
    r"|\bto (?P<do>(?!(?:be|have|the|an?|my|our|their|his|her|every|each|all|any|some)\b)[a-z]+ .+)"
    r"|\bfor (?P<doing>[a-z]+ing\b.+)",
    re.I,
)


def _rewrite(text: str, match: re.Match[str]) -> str:
    """What the text itself says of the purpose, as a problem; else the question that it leaves open."""
    tail = text[match.start() :].strip().rstrip(".! ")
    if found := _KNOW.search(tail):
        return _sentence(found["who"], "don’t know", found["rest"])
    if found := _TOLD.search(tail):
        return _sentence("", "isn’t told", found["rest"])
    if found := _SHOWN.search(tail):
        return _sentence("", "can’t see", found["rest"])
    if found := _CAN.search(tail):
        return _sentence(found["who"] or found["whom"], "can’t", found["rest"] or found["do"])
    if found := _TO.search(tail):
        if found["doing"]:
            return _sentence("", "has trouble", found["doing"])
        return _sentence(found["who"] or "", "can’t", found["rest"] or found["do"])
    named = re.search(FEATURE, text[match.start() :], re.I)
    cure = f"“{named[0]}”" if named else "this"
    return f"What goes wrong today, and for whom, that {cure} would put right? Write that instead."


def _sentence(who: str | None, verb: str, rest: str) -> str:
    whom = {"us": "we", "them": "they", "me": "I"}.get((who or "").strip().casefold(), (who or "").strip())
    if whom and verb == "don’t know" and not re.search(r"(?:s|we|they|I|you|people)$", whom):
        verb = "doesn’t know"
    words = f"{whom} {verb} {rest.strip()}".strip()
    return f"{words[0].upper()}{words[1:]}."
