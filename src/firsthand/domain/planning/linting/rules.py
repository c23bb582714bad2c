"""A rule: the wording that shows a fault, and how the question could be asked instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.domain.planning.linting.faults import Fault

# Where a question can begin inside a sentence: at its start, after a pause, or after a word that only links.
OPENS = (
    r"(?:^|(?<=[,;:.!–—-] )|(?<=[\"'(\]_*])|(?<=\bso )|(?<=\band )|(?<=\bbut )|(?<=\bor )"
    r"|(?<=\bnow )|(?<=\bthen )|(?<=\bokay )|(?<=\bok )|(?<=\bwell )|(?<=\byeah )|(?<=\byes )|(?<=\balso ))"
)
# Arranging the interview itself: whatever the form, nothing about the answer is bent.
ARRANGING = (
    r"\b(?:go (?:first|next|ahead)|like to (?:start|begin|add|say|share|mention|tell|ask|introduce|discuss|know)"
    r"|anything else|take part|participat\w+|(?:speak|talk|chat|meet)(?:ing)? (?:with|to) (?:us|me)|contact(?:ed)? you"
    r"|follow[- ]?up|shar(?:e|ing) your (?:screen|e-?mail|contact)|record(?:ed|ing)?|questions? for (?:me|us)"
    r"|future (?:stud|research|session|test|interview|conversation)\w*|take a break|reach out|sign(?:ing)? the"
    r"|(?:consent|agreement|hear me|hear us|see my screen|repeat (?:the|that|it)))\b"
)
_DETERMINER = re.compile(
    r"(?:a|an|the|this|that|these|those|our|your|my|such|any|some|more|it|\d+|[A-Z][\w-]*)\b|\[[^\]]+\]"
)
_BARE = re.compile(r"(?!\w+ing\b)[\w'-]+(?: [\w'-]+){0,3}")  # "offshore data": short, and no verb to begin with
_UNSAFE = re.compile(
    r"^(?:you|to|about|for|of|in|on|with|at|by|from|not|be|that's)\b|[?!.,;:()\"“”/–—]|\b(?:i|we|they|he|she|who"
    r"|whom|why|how|what|whether|if|because|when|while|and|or|but"
    r"|would|could|should)\b",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\b(?:an?|the|of|to|for|with|at|by|from|in|on|be|very|so|such|too|ability|option|possibility)$", re.IGNORECASE
)
# A verb of its own makes a clause of what should be a thing ("the report has", "the sheet means your team").
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|does|do|did|will|can|may|might|must|cannot|means?|lets?|makes?|gets?|goes)\b"
    r"|n't\b|'(?:s|ll|re|ve|d) (?:going|been|not|so|too|very)\b",
    re.IGNORECASE,
)
_SECOND_THING = re.compile(  # with no word between that joins them, as "of" does in "the time of your last visit"
    r"(?<!\bto )\b(?!(?:of|to|for|with|at|by|from|in|on|into|onto|over|between|about|across|after|before|like|as|than"
    r"|without|within|through|all|both|during|per|under|around|against|via|behind|half)\b)[\w'-]+ "
    r"(?:the|an?|your|our|my|their|its|his|her|these|those)\b",
    re.IGNORECASE,
)
MAX_WORDS_REUSED = 10


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording with its fault.

    `pattern` is searched in each sentence; its group `words` (else all of it) is what the finding points at.
    `rewrite` may reuse the groups `thing` (a noun phrase) and `doing` (a verb phrase); where the question's own words
    can't be reused safely, `otherwise` is offered.
    """

    fault: Fault
    pattern: re.Pattern[str]
    rewrite: str
    otherwise: str
    unless: re.Pattern[str] | None = None  # the sentence holds what makes the wording harmless
    spoken: bool | None = None  # True: only in speech, False: only in writing, None: both

    def applies(self, *, spoken: bool) -> bool:
        """Whether the rule is meant for this way of asking."""
        return self.spoken is None or self.spoken is spoken

    def search(self, sentence: str) -> re.Match[str] | None:
        """The wording in the sentence, or None where it is absent or made harmless."""
        found = self.pattern.search(sentence)
        if found is None or (self.unless is not None and self.unless.search(sentence)):
            return None
        return found

    def suggestion(self, found: re.Match[str]) -> str:
        """The question asked another way, with its own words where they can be reused safely."""
        groups = found.groupdict()
        parts = {"thing": noun_phrase(groups.get("thing")), "doing": verb_phrase(groups.get("doing"))}
        needed = [name for name in parts if f"{{{name}}}" in self.rewrite]
        if any(parts[name] is None for name in needed) or _is_ours(self.rewrite, parts["thing"]):
            return self.otherwise
        return self.rewrite.format(**{name: parts[name] for name in needed})


def _is_ours(rewrite: str, thing: str | None) -> bool:
    """Whether the participant would be asked for a time without us when they needed what only we have."""
    return "something like {thing}" in rewrite and (thing or "").startswith(("our ", "my "))


def rule(
    fault: Fault,
    pattern: str,
    otherwise: str,
    *,
    rewrite: str = "",
    unless: str = "",
    spoken: bool | None = None,
) -> Rule:
    """A rule from plain pattern texts; upper and lower case are the same."""
    return Rule(
        fault,
        re.compile(pattern, re.IGNORECASE),
        rewrite or otherwise,
        otherwise,
        re.compile(unless, re.IGNORECASE) if unless else None,
        spoken,
    )


def noun_phrase(words: str | None) -> str | None:
    """The words as a noun phrase that another sentence can carry, or None where that is not sure."""
    phrase = _trimmed(words)
    if (
        phrase is None
        or _UNSAFE.search(phrase)
        or _CUT.search(phrase)
        or _FINITE.search(phrase)
        or _SECOND_THING.search(phrase)
        or not (_DETERMINER.match(phrase) or _BARE.fullmatch(phrase))
    ):
        return None
    if phrase.lower() in {"it", "that", "this", "them", "these", "those", "any", "some", "more"}:
        return "this"
    if phrase.lower() in {"us", "me", "him", "her"}:
        return None
    return phrase[0].lower() + phrase[1:] if phrase.split()[0].lower() in _LOWERED else phrase


_LOWERED = {"a", "an", "the", "this", "that", "these", "those", "our", "your", "my", "such", "any", "some", "more"}


def verb_phrase(words: str | None) -> str | None:
    """The words as a verb phrase in its base form ("track the time"), or None where that is not sure."""
    phrase = _trimmed(words)
    if phrase is None or _UNSAFE.search(phrase) or _CUT.search(phrase) or phrase.lower().endswith(" you"):
        return None
    return phrase[0].lower() + phrase[1:] if re.match(r"[a-z]", phrase, re.IGNORECASE) else None


def _trimmed(words: str | None) -> str | None:
    phrase = " ".join((words or "").split()).strip(" \"'“”‘’*_?.!")
    return phrase if phrase and len(phrase.split()) <= MAX_WORDS_REUSED else None
