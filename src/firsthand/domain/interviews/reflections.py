"""Reflect-back: saying the participant's own words back is plain; a reflection that adds meaning is a leading risk."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.interviews.vocabulary import (
    ABOUT_THE_INTERVIEW,
    content,
    is_backchannel,
    spoken_sentences,
    word_count,
)
from firsthand.domain.text.sentences import Sentence

PLAIN_SHARE = 0.5  # a reflection is plain where at least this share of its content words are the participant's own
SHORT_TURN = 14  # words; in a turn up to this long a short statement stands alone
ECHO = 3  # words; a question up to this long ("Ringing him?") asks back and says nothing back
ENOUGH_ABOUT_YOU = 5  # words; "for you" alone is no statement
MAIN_PART = 0.4  # of a turn's words
FRAGMENT = 8  # words; a statement up to this long, about neither "I" nor "we", is taken as saying back


class ReflectionKind(StrEnum):
    """Whether a reflection stays with the participant's words or puts new ones into the participant's mouth."""

    PLAIN = "plain"
    ADDING = "adding"
    REMARK = "remark"  # a short statement in other words and not about "you": too little to call it a leading risk


@dataclass(frozen=True, slots=True)
class Reflection:
    """One sentence that says back what was heard; offsets are code points into the researcher's turn."""

    kind: ReflectionKind
    text: str
    begin: int
    finish: int
    added: tuple[str, ...]  # stems of content words that the participant had not used


def find_reflections(text: str, heard: str, earlier: Set[str] = frozenset()) -> tuple[Reflection, ...]:
    """The reflections in a researcher's turn, given what the participant said just before (some turns joined).

    `earlier` are the content stems of all that participants said so far: a word from long ago is theirs too.

    A statement about "you", a frame ("it sounds like …", "you mentioned …") or a short piece that repeats the
    participant's words. Rule-based; figures in docs/method/craft.md.
    """
    own = frozenset(content(heard))
    said = [s for s in spoken_sentences(text) if not is_backchannel(s.text)]
    length = sum(word_count(s.text) for s in said)
    found = [s for s in said if is_reflection(s.text, own, alone=length <= SHORT_TURN)]
    if sum(word_count(s.text) for s in found) < MAIN_PART * length:
        found = [s for s in found if not _is_passing(s.text)]
    return tuple(_reflection(s, own, earlier) for s in found)


def _is_passing(sentence: str) -> bool:
    """Whether a sentence only has a "you" in it; in a turn that is mostly about something else that is explaining."""
    plain = bare(sentence)
    is_said_to_them = _frame.search(plain) or _hearing.match(plain) or _about_you.match(plain) or _concludes(sentence)
    return not is_said_to_them and _concerns_you(plain, sentence)


def puts_into_mouth(reflection: Reflection) -> bool:
    """Whether a reflection says in new words what the participant needs, wants, feels or means."""
    return reflection.kind is ReflectionKind.ADDING and bool(_in_their_name.search(bare(reflection.text)))


def is_reflection(sentence: str, own: frozenset[str], *, alone: bool = False) -> bool:
    """Whether a sentence says back what was heard; `own` are the content stems of the participant's recent words.

    `alone`: the turn holds hardly anything else, so that a short statement can only be an answer to what was heard.
    """
    plain = bare(sentence)
    if not plain or is_backchannel(plain) or any(p.search(plain) for p in (_never, _commands, ABOUT_THE_INTERVIEW)):
        return False
    if _hearing.match(plain):
        return True
    if _asks.search(plain):
        return False
    if _frame.search(plain):
        return True
    if _asks_inside.search(plain) or _telling.search(plain) or ("?" in plain and " or " in plain):
        return False
    about = bool(_about_you.match(plain)) or _concerns_you(plain, sentence)
    return about or _repeats(sentence, plain, own, alone) or (alone and _sums_up(sentence, plain))


def bare(sentence: str) -> str:
    """A sentence in lower case without the listening words and connectives that it opens with."""
    spoken = _noise.sub(" ", sentence.lower().replace("’", "'"))
    plain = _stammer.sub(r"\1", spoken).lstrip(" -–—.…,\"'“")
    before = None
    while before != plain:
        before, plain = plain, _lead_in.sub("", plain, count=1)
    return plain


def _concerns_you(plain: str, sentence: str) -> bool:
    """A statement about the listener's side that neither advises nor offers: "It's important to you", "They didn't "
    "ask you"."""
    if word_count(plain) < ENOUGH_ABOUT_YOU or not _your_side.search(_you_know.sub(" ", plain)):
        return False
    offers = _offers.search(plain) is not None and not _concludes(sentence)
    return not offers and not _advising.search(plain)


def _repeats(sentence: str, plain: str, own: frozenset[str], alone: bool) -> bool:
    """A short piece that stands alone or is the participant's own, or a longer statement partly made of it."""
    stems = content(plain)
    if not stems or _advising.search(plain) or _praise.match(plain):
        return False
    shared = sum(s in own for s in stems) / len(stems)
    if word_count(plain) <= FRAGMENT:
        is_echo = "?" in sentence and word_count(plain) <= ECHO
        return not is_echo and not _praising.search(plain) and (alone or shared >= PLAIN_SHARE)
    return _concludes(sentence) or (shared >= PLAIN_SHARE / 2 and "?" not in sentence)


def _sums_up(sentence: str, plain: str) -> bool:
    """A longer statement that stands alone after an answer: there is nothing else that it could speak of."""
    if "?" in sentence or word_count(plain) <= FRAGMENT or _praise.match(plain):
        return False
    return not _advising.search(_when_you.sub(" ", plain))


def _concludes(sentence: str) -> bool:
    return _concluding.match(sentence.lower()) is not None


def _reflection(sentence: Sentence, own: Set[str], earlier: Set[str]) -> Reflection:
    stems = tuple(dict.fromkeys(content(_frame.sub(" ", bare(sentence.text)))))
    added = tuple(s for s in stems if s not in own and s not in earlier)
    is_plain = not stems or 1 - len(added) / len(stems) >= PLAIN_SHARE
    other = ReflectionKind.ADDING if _is_about_them(bare(sentence.text), sentence.text) else ReflectionKind.REMARK
    return Reflection(
        ReflectionKind.PLAIN if is_plain else other, sentence.text, sentence.begin, sentence.finish, added
    )


def _is_about_them(plain: str, sentence: str) -> bool:
    return bool(_frame.search(plain) or _about_you.match(plain)) or _concerns_you(plain, sentence)


_noise = re.compile(r"\[[^\]]*\]")  # [inaudible], [laughs]
_stammer = re.compile(r"\b(\w+(?:'\w+)?)(?:-+\s?\1\b)+")
_lead_in = re.compile(
    r"^(?:(?:so|and|but|okay|ok|yeah|yes|yep|right|well|mm+|mm-hmm|hmm+|hm|um+|uh+|uh-huh|oh|ah|now|then|all right"
    r"|alright|"
    r"great|good|sure|i see(?=[,.])|no|because|'cause|like|kind of|sort of|maybe|i guess|i mean|in your (?:opinion"
    r"|experience|view|case)|also|basically|first of all)\b[\s,.;:–—-]*)"
)
_frame = re.compile(
    r"\b(?:(?:it|that|this|you|they|which) (?:just |really |kind of |also |does |do |doesn't |don't "
    r"|must )*(?:sounds?|seems?)\b"
    r"(?: to me)?(?: like| that| as if| as though)?|^sounds? like|^seems? like"
    r"|what i(?:'m| am) (?:hearing|picking up|understanding)(?: is)?|i(?:'m| am) (?:hearing|picking up)"
    r"|i hear (?:you|that)"
    r"|you(?:'re| are| were|'ve been) (?:saying|telling me|describing|feeling)|what you(?:'re| are) saying"
    r"|you(?:'ve| have|'d| had)? (?:just |also |already |only |earlier )?(?:said|mention(?:ed)?|told (?:me|us)"
    r"|describe[ds]?|talk(?:ed|s)?(?: a (?:bit|lot|little))? about|touched(?: on)?|emphasi[sz]ed?|raised?|brought up)"
    r"|as you (?:said|say|mentioned|put it)|if i(?:'ve)? (?:understand|understood|heard|hear|got)(?: you| this| that"
    r"| it)?(?: correctly| right)?"
    r"|my (?:sense|understanding|impression) is|i get the (?:sense|impression|feeling)(?: that)?|in other words"
    r"|let me (?:see if i|make sure i|check i|play (?:that|this) back|summari[sz]e|repeat)|you feel\b)"
)
_about_you = re.compile(
    r"^(?:you(?!(?:'ll| will| should| could| can| can't| must| might| may| need| have to| gotta| got to| want to try"
    r"| know\b| see[,\s]|"
    r" ought|'d better|r| would need| just need| don't (?:have|need)| guys| all\b))\b|(?:for|to|with) you[,\s]|"
    r"part of you\b|your \w+(?: \w+){0,3} (?:is|are|was|were|has|have|isn't|sounds|seems|feels|gets)\b)"
)
_praising = re.compile(
    r"\b(?:good|great|perfect|neat|lovely|nice|excellent|fantastic|wonderful|amazing|interesting|awesome|passionate"
    r"|brilliant|better|wow|cool)\b"
)
_commands = re.compile(
    r"\b(?:come on|call me|take a look|here's|needs? to|do not need|don't need|shouldn't|stop|promise"
    r"|you're (?:going to|gonna) (?:take|need|want))\b"
    r"|^you (?:(?:just|really|only|also) )?(?:take|use|put|try|keep|go|come|make sure)\b|^i see (?:that )?you"
    r"|\bi see you're here"
)
_your_side = re.compile(r"\b(?:you|your|you're|you've|you'd|yourself)\b")
_advising = re.compile(
    r"\b(?:you(?:'ll| will| should| could| can| must| might| may| need| have to| ought|'d better| want to try"
    r"| would need)|i|i'm|"
    r"we|we're|our|important that you|likely to|at risk|affects?|would have|let you|for you to (?:know|take|try|do)"
    r"|help you|give you|tell you|ask you|show you|if you|when you|did you|do you)\b"
)
_asks = re.compile(
    r"^(?:what|how|why|when|where|who|which|whose|do|does|did|is|are|was|were|have|has|had|can|could|would|will"
    r"|should|"
    r"say more|take me|talk me|tell me|walk me|describe|give me|share|pick|define|use|(?:at|in|to|for|from|by|on"
    r"|with) (?:what|which|whom)"
    r"|let me|let's|isn't|aren't|don't|didn't|won't|haven't|any)\b"
)
_telling = re.compile(
    r"^(?:i|i'm|i've|i'll|i'd|we|we're|we'll|we've|my|our|let's|thank|thanks|hi|hello|good morning)\b"
)
_never = re.compile(
    r"\b(?:for |since )?(?:what|how long|how often|how many|how much|when|where|who|why)\?$|\bwould be (?:what"
    r"|how)\b|\b(?:did|do|don't|didn't) you know\b|\byou're (?:very )?welcome\b|^you (?:said |)(?:bet|too|got it"
    r"|know what)\b|\byou know what\b"
    r"|\bif you(?:'d| would)? (?:like|want|don't mind)\b|\bthank(?:s| you)\b"
)
_praise = re.compile(
    r"^(?:(?:oh|wow|that|it|this|you|sounds|looks|'s|is|are|'re|a|an|very|really|so|such|pretty|just|how|like"
    r"|you)[\s']*)+"
    r"(?:good|great|perfect|neat|lovely|nice|excellent|fantastic|wonderful|amazing|interesting|awesome|fine|cool"
    r"|important)\b"
)
_asks_inside = re.compile(
    r"(?:^|\b(?:so|and|but|or|then)? ?)(?:what|how|why|where|who) (?:do|did|does|is|are|was|were|would|will|might"
    r"|could|can|have|has|else)\b"
    r"|\b(?:do|did|does|would|could|can|will|were|was|are|is|have|has) (?:you|they|he|she|it|that|there|any\w*"
    r"|some\w*)\b[^?]*\?$"
    r"|\b(?:wondering|curious) (?:if|whether|how|what|about)\b"
)
_concluding = re.compile(r"^(?:(?:okay|ok|yeah|right|mm-hmm|all right|and)[,. ]+)*so\b")
_hearing = re.compile(
    r"^(?:what i(?:'m| am) (?:hearing|picking up|understanding|getting)|what you(?:'re| are) (?:saying|telling me)"
    r"|i (?:also |kind of |really )*(?:am hearing|'m hearing|see a sense|get a (?:strong |real )?sense)"
    r"|i(?:'m| am) (?:getting|sensing) (?:a|that|the)|am i hearing)\b"
)
_you_know = re.compile(r"\byou know\b|\bif you (?:like|will|want)\b|\b(?:meet|see|seeing|thank) you\b")
_offers = re.compile(r"\b(?:can|will|would|'ll|could)\b")
_when_you = re.compile(r"\b(?:when|if|where|time) you(?: can)?\b|\bwould have\b|\byou can\b")
_in_their_name = re.compile(
    r"^(?:what i(?:'m| am) (?:hearing|getting)|what you(?:'re| are) saying|(?:it|that) (?:sounds"
    r"|seems) (?:like )?you)\b"
    r"|\byou(?:'d| would|'re| are)? (?:really |clearly |basically )*(?:need|want|feel|think|mean|looking for"
    r"|worried|prefer)\b"
)
