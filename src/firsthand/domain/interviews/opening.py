"""Where the conversation proper begins and ends: welcome, consent and goodbye are not judged as interviewing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from firsthand.domain.interviews.transcripts import Role, Turn
from firsthand.domain.interviews.vocabulary import word_count

OPENING_SHARE, OPENING_TURNS = 0.15, 12  # the opening lies in the first 15 % of the turns, or the first 12
CLOSING_SHARE, CLOSING_TURNS = 0.12, 10
LONGEST_OPENING = 90  # turns, in very long files
CONSENT_AHEAD = 8  # turns in which a consent text may still follow a first polite question
SCRIPT = 25  # words in front of the first question that make its turn part of the opening up to there

BeginOfQuestion = Callable[[Turn], int | None]  # where the first real question of a turn begins, None without one


@dataclass(frozen=True, slots=True)
class Parts:
    """Which places of `turns` (not indices of the file) make up the opening, the body and the closing."""

    begins: int  # place of the first turn of the body
    spoken_from: int  # code point in that turn from which it counts: a welcome may stand before its first question
    ends: int  # place after the last turn of the body

    @property
    def has_opening(self) -> bool:
        """Whether anything is left out at the start."""
        return self.begins > 0 or self.spoken_from > 0


def parts(turns: tuple[Turn, ...], first_question: BeginOfQuestion) -> Parts:
    """Split a conversation; without a sign of welcome or consent nothing is left out."""
    begins, spoken_from = _begin(turns, first_question)
    return Parts(begins, spoken_from, max(_end(turns, begins, first_question), begins))


def _begin(turns: tuple[Turn, ...], first_question: BeginOfQuestion) -> tuple[int, int]:
    window = min(max(int(len(turns) * OPENING_SHARE), OPENING_TURNS), LONGEST_OPENING, len(turns))
    consented = max((p for p in range(window) if _asks_consent(turns[p])), default=-1)
    for place in (*_announced(turns, window), *range(min(max(window, consented + OPENING_TURNS), len(turns)))):
        begin = first_question(turns[place]) if turns[place].role is Role.RESEARCHER else None
        if begin is None or place < consented <= place + CONSENT_AHEAD or _is_small_talk(turns[place].text, begin):
            continue
        before = turns[place].text[:begin]
        is_script = word_count(before) >= SCRIPT and bool(_setting_up.search(before))
        return place, begin if is_script else 0
    return (consented + 1, 0) if consented >= 0 else (0, 0)


def _announced(turns: tuple[Turn, ...], window: int) -> list[int]:
    """The first place, if any, where the researcher says that the questions begin; before it was small talk."""
    places = (p for p in range(min(2 * window, len(turns))) if turns[p].role is Role.RESEARCHER)
    return [p for p in places if _starting.search(turns[p].text)][:1]


def _end(turns: tuple[Turn, ...], begins: int, first_question: BeginOfQuestion) -> int:
    window = max(int(len(turns) * CLOSING_SHARE), CLOSING_TURNS)
    floor = max(begins, len(turns) - window)
    end = len(turns)
    for place in range(len(turns) - 1, floor - 1, -1):
        turn = turns[place]
        if turn.role is not Role.RESEARCHER:
            continue
        if first_question(turn) is not None:
            break
        if _closing.search(turn.text):
            end = place
    return end


def _asks_consent(turn: Turn) -> bool:
    return turn.role is Role.RESEARCHER and bool(_consent.search(turn.text))


def _is_small_talk(text: str, begin: int) -> bool:
    return bool(_small_talk.search(text[begin : begin + 120]))


_consent = re.compile(
    r"\b(?:record(?:ing|ed)? (?:this|the|our|you|it|now|will|is)|(?:is|are|am|start|stop|been) (?:now )?record(?:ing"
    r"|ed)|consent|confidential|anonym|"
    r"no right or wrong|information sheet|permission (?:to|for)|withdraw|ethics|before we (?:start|begin|get started))",
    re.IGNORECASE,
)
_starting = re.compile(
    r"\b(?:let(?:'s|’s| us) (?:start|begin|get started|kick off|dive|jump)|(?:start|begin|kick off) (?:with|by)"
    r"|(?:my|the) first question|introduc(?:e|ing) yoursel(?:f|ves)|"
    r"tell (?:me|us) (?:a (?:little |bit |little bit )?|more )*about (?:yourself|your (?:role|job|work|background"
    r"|team|company)))",
    re.IGNORECASE,
)
_setting_up = re.compile(
    _consent.pattern + r"|\b(?:thank(?:s| you) (?:so much |very much )?for|welcome|"
    r"my name is|i'm \w+ (?:from|and i)|purpose of|today we|"
    r"i(?:'ll| will|'m going to| am going to) (?:ask|be asking)|about (?:an hour|\d+ minutes|half an hour)"
    r"|the (?:study|research|project))\b",
    re.IGNORECASE,
)
_small_talk = re.compile(
    r"\bhow(?:'s it going| are you| do you do|'s everything| have you been| are things)|\b(?:can|could"
    r"|do) you (?:hear|see)|\bis (?:that|it|this) (?:ok|okay|all right|alright|fine)|"
    r"\b(?:any|some|a) questions?\b[^?]{0,30}(?:before|so far|for me|about)|\b(?:shall|should|can|may) (?:we"
    r"|i) (?:start|begin|kick off|record|get started)|"
    r"\bare you (?:ready|ok|okay|comfortable|happy with|able to hear)|\bdo you (?:mind|agree|consent)"
    r"|\bnice to (?:meet|see)|\bhow was your (?:day|weekend|week|flight|trip)|\bsound good",
    re.IGNORECASE,
)
_closing = re.compile(
    r"\b(?:(?:that's|that is|that was|those are|those were) (?:all|everything|it from|it for|my last|the last"
    r"|the end)|thank(?:s| you)(?: (?:again|so much|very much|once again))*"
    r"(?: [A-Z]\w+)? for (?:your|taking|the|being|sharing|joining|all)|(?:almost |nearly )?(?:at|out of"
    r"|run out of) time\b|stop (?:the |this )?recording|have a (?:great|good|nice|lovely|wonderful)|"
    r"bye\b|i(?:'ll| will) (?:let you go|be in touch|stop|send you)|nice (?:talking|speaking|meeting)"
    r"|really appreciate (?:your|it|you)|questions for (?:me|us))",
    re.IGNORECASE,
)
