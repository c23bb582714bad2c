"""Decisions: said in so many words, put forward and agreed to, or, in a meeting, by the sound of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from firsthand.domain.live.capture_model import log_odds
from firsthand.domain.live.heard import Heard, Said
from firsthand.domain.live.items import CaptureKind, Item, Setting, Tier
from firsthand.domain.live.memory import Ground, Memory, Proposal, item_of, led_up

POSSIBLE = -2.2  # log odds of the model, chosen on held-out meetings; see docs/method/capture.md
FEWEST_WORDS = 4
WAITING_TURNS = 4  # in which a proposal may be agreed to
MOST_PROPOSALS = 4
EDGES = " ,.;:–—-"


def find_decisions(heard: Heard, memory: Memory, ground: Ground) -> Iterator[Item]:
    """What this turn decides by itself, and what was put forward before and is agreed to now."""
    yield from _agreed(heard, memory)
    if heard.is_backchannel:
        return
    for place, said in enumerate(heard.said):
        found = _stated(said, heard, ground)
        if found is None and ground.setting is Setting.MEETING:
            found = _by_sound(place, said, heard, memory)
        if found is not None:
            yield found


def proposals(heard: Heard, memory: Memory, ground: Ground) -> tuple[Proposal, ...]:
    """What may still be agreed to after this turn: what is new in it, and what waited and was not agreed to."""
    agreed = _agrees(heard)
    waiting = [
        replace(one, turns_left=one.turns_left - (not heard.is_backchannel))
        for one in memory.proposals
        if one.turns_left > 1 and not (agreed and one.speaker != heard.speaker)
    ]
    new = [] if heard.is_backchannel else [one for said in heard.said if (one := _proposed(said, heard, ground))]
    return (*waiting, *new)[-MOST_PROPOSALS:]


def _stated(said: Said, heard: Heard, ground: Ground) -> Item | None:
    """A decision said as one; what a participant tells of decisions elsewhere is a story, and none of the session's."""
    if len(said.masked) < FEWEST_WORDS or "?" in said.text or _undone.search(said.plain):
        return None
    is_interview = ground.setting is Setting.INTERVIEW
    if is_interview and (heard.answers or _long_ago.search(said.plain)):
        return None
    match = (_in_so_many_words if is_interview else _said_so).search(said.plain)
    if match is None or _moves_on.search(said.plain):
        return None
    return Item(
        CaptureKind.DECISION, *item_of(said, heard), f"said as a decision: “{match.group().strip(EDGES)}”", Tier.LIKELY
    )


def _by_sound(place: int, said: Said, heard: Heard, memory: Memory) -> Item | None:
    if len(said.masked) < FEWEST_WORDS:
        return None
    before, goes_on = led_up(heard, place, memory)
    if log_odds("decision", said.masked, before, goes_on=goes_on) < POSSIBLE:
        return None
    cue = "sounds like a decision, by its words and what led up to it"
    return Item(CaptureKind.DECISION, *item_of(said, heard), cue, Tier.POSSIBLE)


def _proposed(said: Said, heard: Heard, ground: Ground) -> Proposal | None:
    match = _puts_forward.search(said.plain)
    if match is None or len(said.masked) < FEWEST_WORDS or _moves_on.search(said.plain):
        return None
    if ground.setting is Setting.INTERVIEW and (heard.answers or not _about_us.search(said.plain)):
        return None
    item = Item(CaptureKind.DECISION, *item_of(said, heard), f"put forward: “{match.group()}”", Tier.POSSIBLE)
    return Proposal(item, heard.speaker, bool(_firm.search(match.group())), WAITING_TURNS)


def _agreed(heard: Heard, memory: Memory) -> Iterator[Item]:
    """The last thing that somebody else put forward, where this turn agrees to it."""
    words = _agrees(heard)
    theirs = [one for one in memory.proposals if one.speaker != heard.speaker]
    if not words or not theirs:
        return
    one = theirs[-1]
    who = f" by {heard.speaker}" if heard.speaker else ""
    cue = f"{one.item.cue}, agreed to{who}: “{words}”"
    yield replace(one.item, cue=cue, tier=Tier.LIKELY if one.is_firm else Tier.POSSIBLE)


def _agrees(heard: Heard) -> str:
    """The words of agreement that the turn opens with, or "" where it does not agree or goes on with a but."""
    if not heard.said:
        return ""
    plain = heard.said[0].plain
    match = _assent.match(plain)
    return "" if match is None or _but.search(" ".join(one.plain for one in heard.said[:2])) else match["yes"]


_choice = (
    r"(?:go(?:ing)? (?:to go )?(?:ahead )?(?:with|for)|stick(?:ing)? (?:with|to)|keep(?:ing)?|drop(?:ping)?|"
    r"scrap(?:ping)?|skip(?:ping)?|us(?:e|ing)|choos(?:e|ing)|pick(?:ing)?|leav(?:e|ing) (?:out|it|that)|settl(?:e|"
    r"ing) on|rul(?:e|ing) out|not (?:do|use|have|bother|include))"
)
_settling = (
    r"(?:going (?:with|for)|sticking (?:with|to)|keeping|dropping|scrapping|skipping|leaving (?:out|it|that)|"
    r"settling on)\b"
)
_decided = (
    r"we(?:'ve| have)?(?: all| now| already| just)? (?:decided|agreed|settled|concluded|resolved)\b(?! to disagree)"
    r"|(?:it's|that's|it is|that is|this is|so) (?:decided|settled|agreed|resolved)\b"
    r"|(?:the|our|a|final) (?:final )?decision(?: is|'s| was|:)"
    r"|(?:resolved|resolution|decision|decided|agreed|conclusion|consensus)(?: is)?\s*:"
    r"|(?:we|i think we)(?: all)? (?:have|reached|got) (?:a )?consensus"
    r"|(?:so|then|okay|ok|right),? we (?:all )?agree (?:on|that|to)\b"
)
_in_so_many_words = re.compile(rf"\b(?:{_decided})")
_clause = r"(?:^|[,.;:–—-] ?|\b(?:so|okay|ok|and|but|then|think|now|well|right|yeah|alright|guess) (?:then )?)\W*"
_said_so = re.compile(
    rf"(?:{_clause}(?:{_decided})|\blet's (?:just |all |then )?{_choice}"
    rf"|{_clause}we(?:'re| are)(?: definitely| just| all)? (?:gonna|going to) {_choice}"
    rf"|{_clause}we(?:'ll| will)(?: definitely| just| all| then)? {_choice}"
    rf"|{_clause}we(?:'re| are)(?: definitely| just| all)? {_settling}"
    r"|\bi(?:'m| am) (?:calling|making) (?:it|that|this|the call)\b)"
)
_undone = re.compile(
    r"\b(?:haven't|hasn't|have we|did we|not (?:yet )?decided|before we|if we|until we|unless|whether|not sure|"
    r"could|might|"
    r"should we|do we|would|maybe|when we|whenever|had (?:decided|agreed)|they)\b"
)
_long_ago = re.compile(r"\b(?:ago|last (?:year|month|week|time)|back then|in (?:19|20)\d\d|used to|yesterday)\b")
_moves_on = re.compile(
    r"\b(?:let's|we'll|shall we|we can|we should|we could|how about we|i suggest|going to) (?:just |first |all |"
    r"then |quickly )*"
    r"(?:start|begin|move|talk|see|go (?:back|on|over|through|to|around)|continue|take|jump|dive|say|look|"
    r"get (?:started|into|going|"
    r"back|to)|have a (?:look|think|chat)|do (?:this|it) (?:again|quickly)|hear|discuss|wait|hope|try|think|face|"
    r"be honest|keep going|"
    r"come back|call it|imagine|assume|suppose|find out|stop|use (?:this|that|an?) (?:example|as))\b"
)
_puts_forward = re.compile(
    r"\b(?:let's|let us|how about(?: we)?|shall we|why don't we|i (?:would )?(?:suggest|propose|vote)|"
    r"i'd (?:suggest|propose|say)|"
    r"we (?:should|could)|my (?:proposal|suggestion) is|proposal:|proposed:)(?!\w)"
)
_firm = re.compile(r"let|shall|suggest|propos|vote|how about")
_about_us = re.compile(
    r"\b(?:meet|call|speak again|follow-?up|next (?:week|session|interview)|monday|tuesday|wednesday|thursday|"
    r"friday|tomorrow|"
    r"o'clock|\d(?:am|pm)|at \d)\b"
)
_assent = re.compile(
    r"^\W*(?:(?:yeah|yes|yep|ok|okay|oh|well|right|sure|alright|um|uh)\W+)*"
    r"(?P<yes>agreed|i (?:totally |fully |completely )?agree\b|sounds (?:good|great|fine)|that sounds (?:good|great|"
    r"fine)|(?:a )?good (?:idea|plan|point)|"
    r"(?:that's|it's) (?:a )?(?:good|great|fine)(?: idea| plan)?|let's do (?:that|it)|that works|works for me|deal\b|"
    r"go for it|i'm (?:fine|good|happy|ok|okay) with|fine (?:by|with) me|perfect\b|absolutely|definitely|(?:yes|"
    r"yeah|yep|okay|ok),? "
    r"(?:let's|we (?:can|should|will)|do that)|no objections?|i second)"
)
_but = re.compile(r"\b(?:but|however|although|except|not sure|don't)\b")
