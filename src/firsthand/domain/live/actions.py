"""Action items: who said they would do what, or was asked to, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.domain.live.capture_model import log_odds
from firsthand.domain.live.dates import Due, find_due
from firsthand.domain.live.heard import Heard, Said
from firsthand.domain.live.items import CaptureKind, Item, Setting, Task, Tier
from firsthand.domain.live.memory import Ground, Memory, item_of, led_up

LIKELY, POSSIBLE = -1.0, -1.8  # log odds of the model, chosen on held-out meetings; see docs/method/capture.md
FEWEST_WORDS = 4
NEAR_THE_VERB = 25  # code points in which "you" is the one that something is done for
WE = "we"


def find_actions(heard: Heard, memory: Memory, ground: Ground) -> Iterator[Item]:
    """The tasks that this turn takes on or gives out, at most one a sentence."""
    if heard.is_backchannel:
        return
    for place, said in enumerate(heard.said):
        found = _by_words(said, heard, memory, ground)
        if found is None and ground.setting is Setting.MEETING:
            found = _by_sound(place, said, heard, memory, ground)
        if found is not None:
            yield found


def _by_words(said: Said, heard: Heard, memory: Memory, ground: Ground) -> Item | None:
    """A task in so many words: "I'll send you …", "can you check …", "Mira will …"."""
    if len(said.masked) < FEWEST_WORDS or _not_now.search(said.plain):
        return None
    for pattern, cue, who in _FORMS:
        match = pattern.search(said.plain)
        if match is None:
            continue
        owner = match["name"] if who == "name" else who
        if who == "name" and not _is_name(match, said, memory, ground):
            continue
        due = find_due(said.text, ground.today)
        tier = _tier(said, match, due, heard, ground, owner)
        if tier is not None:
            return _item(said, heard, memory, match.start("what"), cue, tier, owner, due)
    return None


def _is_name(match: re.Match[str], said: Said, memory: Memory, ground: Ground) -> bool:
    """Whether a word is somebody's name: a speaker's, or in a meeting any with a capital or at the very front."""
    word = said.text[match.start("name") : match.end("name")]
    known = {part for name in memory.speakers for part in name.lower().split()}
    is_meeting = ground.setting is Setting.MEETING
    return word.lower() in known or (is_meeting and (word[:1].isupper() or match.start("name") == 0))


def _tier(said: Said, match: re.Match[str], due: Due | None, heard: Heard, ground: Ground, owner: str) -> Tier | None:
    """How sure; None where it is more likely a habit, a story or part of the conversation itself."""
    habit = bool(_habit.search(said.plain))
    to_you = bool(_to_you.search(said.plain, match.start("what"), match.start("what") + NEAR_THE_VERB))
    if ground.setting is Setting.INTERVIEW:
        if habit or owner == WE or (heard.answers and not (to_you or due)) or (heard.answers and owner == "you"):
            return None
        if _right_here.match(said.plain, match.start("what")):
            return None
        if owner == "you" and not _sending.match(said.plain, match.start("what")):
            return None  # "can you talk to me about …" is a question
        return Tier.LIKELY if due or to_you else Tier.POSSIBLE
    if (habit or owner == WE) and not due:
        return None  # "we should look into …" is said all the time, and nobody does
    if due or owner in ("I", "said") or (owner == "you" and "please" in said.plain):
        return Tier.POSSIBLE if _hedged.search(said.plain, 0, match.end()) and not due else Tier.LIKELY
    return Tier.POSSIBLE


def _by_sound(place: int, said: Said, heard: Heard, memory: Memory, ground: Ground) -> Item | None:
    """What the model takes for a task being given out in a meeting."""
    if len(said.masked) < FEWEST_WORDS:
        return None
    before, goes_on = led_up(heard, place, memory)
    odds = log_odds("action", said.masked, before, goes_on=goes_on)
    if odds < POSSIBLE:
        return None
    owner = "I" if _mine.search(said.plain) else "you" if _yours.search(said.plain) else WE
    due = find_due(said.text, ground.today)
    cue = "sounds like a task being given out, by its words and what led up to it"
    return _item(said, heard, memory, 0, cue, Tier.LIKELY if odds > LIKELY else Tier.POSSIBLE, owner, due)


def _item(
    said: Said, heard: Heard, memory: Memory, begin: int, cue: str, tier: Tier, owner: str, due: Due | None
) -> Item:
    who = _who(owner, said, heard, memory)
    what = said.text[begin:].rstrip(" .,!?;…")
    words = f"{cue}; due “{due.words}”" if due else cue
    return Item(CaptureKind.ACTION, *item_of(said, heard), words, tier, Task(who, what, due))


def _who(owner: str, said: Said, heard: Heard, memory: Memory) -> str:
    """The owner's name as the transcript has it."""
    if owner in ("I", "said"):
        return heard.speaker
    if owner == WE:
        return WE
    named = [name for name in memory.speakers if name != heard.speaker and _calls(name, said.plain)]
    if owner != "you":
        same = [name for name in memory.speakers if name.lower().split()[:1] == [owner]]
        return same[0] if len(same) == 1 else said.text[said.plain.find(owner) :][: len(owner)]
    others = memory.others(heard.speaker)
    return named[0] if len(named) == 1 else others[0] if len(others) == 1 else ""


def _calls(name: str, plain: str) -> bool:
    first = name.lower().split()[0] if name.split() else ""
    return len(first) > 2 and re.search(rf"\b{re.escape(first)}\b", plain) is not None


_verbs = (
    r"(?:send|e-?mail|mail|forward|share(?! (?:my|the|your|this) screen)|check (?:with|if|whether|on|that|the)|"
    r"find out|"
    r"look (?:into|up)|get back to|come back to you|follow up|set (?:up|it up)|schedule|book|write (?:up|down|a|the|"
    r"to)|"
    r"draft|prepare|update|create (?:a|an|the)|file a|open (?:a|an) (?:ticket|issue|bug)|raise (?:it|that|this|a|the)|"
    r"ask (?:him|her|them|my|our|the|around)|talk to|speak (?:to|with)|ping|contact|reach out|introduce you|"
    r"connect (?:you|with|him|her|them)|invite|review (?:the|it|that|your)|finish|deliver|put (?:together|it (?:on|in)|"
    r"them (?:on|in))|organi[sz]e|arrange|give (?:you|him|her|them) a (?:call|ring|shout)|work on|circulate|upload|"
    r"investigate|figure out|collect|gather|print|order|bring|take care of|let (?:you|him|her|them|everyone) know|"
    r"pass (?:it|that|this|them) on|make sure|fix (?:it|that|this|the)|get (?:you|hold of|in touch)|take (?:that|"
    r"this|it) "
    r"(?:on|up|away)|report back|test (?:it|that|the)|document|research|type (?:it|that|this|them) up|e-?mail|post it)"
)
_adverbs = (
    r"(?:(?:also|just|then|definitely|quickly|try to|try and|go and|have to|probably|certainly|maybe|please|"
    r"be able to|need to) )*"
)
_FORMS = (
    (
        re.compile(r"^\W*(?:action(?: item| point)?|to-?do|next steps?)\s*(?::|is\b|are\b)\s*(?P<what>\w)"),
        "said to be an action item",
        "said",
    ),
    (
        re.compile(rf"\b(?:i'll|i will|i'm going to|i am going to|i'm gonna) {_adverbs}(?P<what>{_verbs}\b)"),
        "a promise in the first person",
        "I",
    ),
    (
        re.compile(rf"\b(?:i can|let me) {_adverbs}(?P<what>{_verbs}\b)(?=.*\b(?:you|tomorrow|by|next|after)\b)"),
        "an offer in the first person",
        "I",
    ),
    (
        re.compile(rf"\b(?:(?:can|could|would|will) you|please) {_adverbs}(?P<what>{_verbs}\b)"),
        "a request to somebody",
        "you",
    ),
    (
        re.compile(
            rf"\b(?:i'd like you to|i would like you to|i need you to|i want you to|you'll|you're going to|"
            rf"you're gonna|"
            rf"you need to|you have to) {_adverbs}(?P<what>{_verbs}\b)"
        ),
        "somebody is told to",
        "you",
    ),
    (
        re.compile(rf"\b(?:we'll|we will|we need to|we have to|we should|let's) {_adverbs}(?P<what>{_verbs}\b)"),
        "something for everybody",
        WE,
    ),
    (
        re.compile(
            rf"(?:^|, |\bso |\band )(?P<name>(?!(?:he|she|it|they|you|who|we|this|that|there|which|what|people|"
            rf"everybody|"
            rf"everyone|somebody|someone|nobody|one|i)\b)[a-z]{{3,}}) (?:will|is going to|"
            rf"to) {_adverbs}(?P<what>{_verbs}\b)"
        ),
        "somebody named takes it on",
        "name",
    ),
)
_not_now = re.compile(
    r"\b(?:i (?:could|would|should) have|i'd have|he said|she said|they said|was like|ask you (?:a|some|about)|"
    r"share my screen|if you (?:ever )?(?:have|had)|next question|(?:tell(?:s|ing)?|told|say(?:s|ing)?|said|me|him|"
    r"her) (?:that )?i(?:'ll| will)|didn't|wouldn't)\b"
)
_habit = re.compile(
    r"\b(?:usually|always|often|sometimes|every|whenever|normally|typically|generally|when (?:i|we|you|they|there|"
    r"it|the|a|"
    r"someone|somebody)|if (?:i|we|they|there|it|he|she|the|a|someone|somebody|something)|would|each|most of the time|"
    r"then (?:i'll|we'll|you'll|i will|we will)|so that|for example|for instance|let's say|imagine|as soon as (?:it|"
    r"they))\b"
)
_right_here = re.compile(r"(?:get|come) back to (?:that|this|it)\b")
_sending = re.compile(r"(?:send|e-?mail|forward|check (?:with|if|whether)|find out|get back|let (?:me|us) know)")
_to_you = re.compile(r"\b(?:you|your|y'all)\b")
_hedged = re.compile(r"\b(?:maybe|probably|might|could|perhaps|i guess)\b")
_mine = re.compile(r"\b(?:i'll|i will|i'm gonna|i'm going to|i can)\b")
_yours = re.compile(r"\byou(?:'ll|'re| will| are| need| can| could|r)?\b")
