"""What is wrong with a discussion guide as a whole: too much for the time, no story asked for, no way in or out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.planning.guides import (
    AI_PRODUCT,
    CUSTOMER_INTERVIEW,
    Guide,
    GuideQuestion,
    Part,
    Section,
)
from firsthand.domain.planning.linting.reading_aloud import aloud, passages


class GuideFault(StrEnum):
    """What the linter can find in a guide beyond its single questions."""

    CORE_COUNT = "core_count"
    OVER_TIME = "over_time"
    NO_OPENING = "no_opening"
    NO_CLOSING = "no_closing"
    NO_PAST_EVENT = "no_past_event"
    NO_ORGANISATION_CONTEXT = "no_organisation_context"
    CHECKING_WITHOUT_HOW = "checking_without_how"
    ORDER = "order"
    IGNORE_WITHOUT_REASON = "ignore_without_reason"
    UNKNOWN_IGNORE = "unknown_ignore"


@dataclass(frozen=True, slots=True)
class GuideRemark:
    """One finding about the guide: the line it points at (None: the whole file), why, and what to do."""

    fault: GuideFault
    words: str
    reason: str
    rewrite: str
    line: int | None = None
    question: str = ""


CORE_RANGE = {CUSTOMER_INTERVIEW: (5, 8)}
MINUTES = {CUSTOMER_INTERVIEW: 60, AI_PRODUCT: 45}  # the longest that the template plans for
A_PAST_EVENT = re.compile(
    r"\b(?:last time|(?:the|your) (?:very )?(?:last|latest|most recent) (?!name\b|minute\b)\w+|most recent(?:ly)?"
    r"|recent(?:ly)? (?:time|example|case)|(?:tell|walk|talk|take) (?:me"
    r"|us) (?:about|through) (?:a|an|the|one|your (?:last|most recent)) "
    r"(?:\w+ )*?(?:time|example|case|situation|day|moment|instance|story|occasion|project|decision)|a (?:specific "
    r"|particular |recent |concrete )?"
    r"(?:time|example|case|situation|moment|instance|occasion|story) (?:when|where|in which|that|of)|(?:when|why|how"
    r"|what|who|where) (?:and how )?did (?:you|your|it|they|the)\b"
    r"|what (?:happened|made you|led you|brought you|got you)|(?:before|since|when) (?:you (?:started|began|had"
    r"|first|bought|joined)|\[product\])|how did\b|what were you\b"
    r"|yesterday|last (?:week|month|year|quarter|sprint)|concrete example|specific example|(?:give|share with) (?:me"
    r"|us) an example|have you ever)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:teams?|managers?|management|colleagues?|co-?workers?|boss(?:es)?|peers?|leaders?(?:hip)?|company"
    r"|organi[sz]ation(?:al)?|department|polic(?:y|ies)|"
    r"employers?|legal|compliance|(?:it|security) department|stakeholders?|anyone else|people around you)\b",
    re.IGNORECASE,
)
_CHECKING = re.compile(
    r"\b(?:(?:do|did|would) you (?:\w+ )?(?:check|verify|double-check|validate|proof-?read|review)|(?:review|check"
    r"|verify) (?:it|them|that|the output|its (?:work|answers?|output)) first)\b",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\b(?:how (?:do|did|exactly|specifically|long|would)|what (?:exactly|specifically|do you (?:look|check|compare)"
    r"|did you (?:look|check|compare|do)|are you looking)|show me|walk me|talk me"
    r"|take me|give (?:me )?an example|for example|step by step|last time|most recent|tell me (?:about|more))\b",
    re.IGNORECASE,
)
_SHOWING = re.compile(
    r"\b(?:demo|prototype|concept|mock-?ups?|show (?:the|our)|walkthrough of (?:the|our)|solution)\b", re.IGNORECASE
)


def guide_remarks(guide: Guide, template: str = "") -> tuple[GuideRemark, ...]:
    """What is wrong with the guide as a whole; `template` (else the guide's own) says which rules apply.

    A file without a template is somebody else's layout: only its time and a claim of checking without its probe are
    looked at, so that a foreign guide is not drowned in remarks about a shape it never promised.
    """
    template = template or guide.template
    found = [*_over_time(guide, template), *_checking(guide)]
    if template:
        found += [*_order(guide), *_past_event(guide)]
    if template in (CUSTOMER_INTERVIEW, AI_PRODUCT):
        found += _ends(guide)
    if template == AI_PRODUCT:
        found += [*_one_core_each(guide), *_organisation(guide)]
    elif template in CORE_RANGE:
        found += _core_count(guide, *CORE_RANGE[template])
    return tuple(sorted(found, key=lambda remark: remark.line or 0))


def _over_time(guide: Guide, template: str) -> Iterator[GuideRemark]:
    budget = guide.minutes or MINUTES.get(template)
    sections = [s for s in guide.sections if not (template == AI_PRODUCT and is_frame(s))]
    planned = sum(section.planned_minutes or 0 for section in sections)
    if budget is not None and planned > budget:
        yield GuideRemark(
            GuideFault.OVER_TIME,
            f"{planned} minutes",
            f"The sections add up to {planned} minutes and there are {budget}; what comes last will be rushed or lost.",
            f"Take {planned - budget} minutes out, or move a section to another conversation.",
        )


def is_frame(section: Section) -> bool:
    """An opening script or a close: outside the time of the AI template's five sections."""
    return section.part in (Part.OPENING, Part.CLOSING) and len(section.questions) <= 1


def _core_count(guide: Guide, least: int, most: int) -> Iterator[GuideRemark]:
    count = len(guide.core_questions)
    if least <= count <= most:
        return
    wanted = f"{least} to {most}"
    yield GuideRemark(
        GuideFault.CORE_COUNT,
        f"{count} core questions",
        "Too few leave the conversation without direction."
        if count < least
        else "With so many you will read out a list instead of following what you hear.",
        f"Keep {wanted} core questions and turn the others into probes beneath them."
        if count > most
        else f"Plan {wanted} core questions, each with a probe or two.",
    )


def _one_core_each(guide: Guide) -> Iterator[GuideRemark]:
    for section in guide.sections:
        count = len(section.questions)
        if count == 1 or section.part is Part.NOT_ASKED or is_frame(section) or section.planned_minutes is None:
            continue
        yield GuideRemark(
            GuideFault.CORE_COUNT,
            f"{count} core questions",
            "One core question a section leaves room to follow it to the end.",
            "Keep the one you would hate to leave out and put the others beneath it as probes."
            if count
            else "Give this section one core question.",
            section.line,
            section.title,
        )


def _ends(guide: Guide) -> Iterator[GuideRemark]:
    parts = [section.part for section in guide.sections]
    if Part.OPENING not in parts:
        yield GuideRemark(
            GuideFault.NO_OPENING,
            "no opening",
            "Without a planned opening people don't know why you ask, what is recorded, or that no answer is wrong.",
            "Add a section “Opening (5 min)”: thanks, purpose, consent to record, and an easy first question.",
        )
    if Part.CLOSING not in parts:
        yield GuideRemark(
            GuideFault.NO_CLOSING,
            "no closing",
            "Without a planned close you lose what people say when the pressure is off.",
            "Add a section “Close (5 min)”: what did we not ask, whom else should we talk to, what happens next.",
        )


def _order(guide: Guide) -> Iterator[GuideRemark]:
    asked = [section for section in guide.sections if section.questions]
    for at, section in enumerate(asked):
        if section.part is Part.OPENING and any(s.part is Part.CORE for s in asked[:at]):
            yield _misplaced(
                section, "An opening that comes after the first questions opens nothing.", "Move it to the top."
            )
        if section.part is Part.CLOSING and any(s.part is Part.CORE for s in asked[at + 1 :]):
            yield _misplaced(section, "After the close people have put their coats on.", "Move it to the end.")
    shown = next((section for section in asked if _SHOWING.search(section.title)), None)
    if shown is not None and not any(_asks_past(q) for s in asked[: asked.index(shown)] for q in s.questions):
        yield _misplaced(
            shown,
            "Whoever has seen the solution tells you about the solution, no longer about their own work.",
            "Ask for a story from their own work before you show anything.",
        )


def _misplaced(section: Section, reason: str, rewrite: str) -> GuideRemark:
    return GuideRemark(GuideFault.ORDER, section.title, reason, rewrite, section.line, section.title)


def _asks_past(question: GuideQuestion) -> bool:
    return any(A_PAST_EVENT.search(aloud(asked.text)[0]) for asked in question.walk())


def _past_event(guide: Guide) -> Iterator[GuideRemark]:
    said = [passage.text for passage in passages(guide)]
    if any("?" in text for text in said) and not any(A_PAST_EVENT.search(text) for text in said):
        yield GuideRemark(
            GuideFault.NO_PAST_EVENT,
            "no question about a past event",
            "Opinions and habits are told from memory's best side; one real event shows what happened.",
            "Tell me about the last time you did this, from the beginning. What set it off?",
        )


def _organisation(guide: Guide) -> Iterator[GuideRemark]:
    if not any(_ORGANISATION.search(passage.text) for passage in passages(guide) if passage.question is not None):
        yield GuideRemark(
            GuideFault.NO_ORGANISATION_CONTEXT,
            "no question about the organisation",
            "Whether a team or a manager welcomes AI often decides its use more than the person's own view.",
            "What has been said about using AI where you work, and by whom?",
        )


def _checking(guide: Guide) -> Iterator[GuideRemark]:
    for section in guide.sections:
        for at, question in enumerate(section.questions):
            said = aloud(question.text)[0]
            claim = _CHECKING.search(said)
            if claim is None or re.search(r"\bhow (?:\w+ )?(?:do|did|would) you\b", said[: claim.end()], re.IGNORECASE):
                continue
            near = [said[claim.end() :], *(aloud(q.text)[0] for q in [*question.walk()][1:])]
            near += [aloud(q.text)[0] for q in section.questions[at + 1 : at + 2]]
            if not any(_HOW.search(text) for text in near):
                yield GuideRemark(
                    GuideFault.CHECKING_WITHOUT_HOW,
                    claim[0],
                    "Nearly everybody says that they check; only the how shows whether it is a glance or a review.",
                    "What exactly did you look at the last time you checked, and how long did that take?",
                    question.line,
                    said,
                )
