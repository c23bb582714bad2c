"""The craft report: how an interview was held, measure by measure, each with its formula and the turns behind it.

There is no overall score on purpose. Fillers, accent and fluency are never looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from firsthand.domain.interviews import asking, coverage, listening, probing, stories, talk
from firsthand.domain.interviews.conversation import Asked, Conversation, hear
from firsthand.domain.interviews.craft_measures import ROLES_NEEDED, Formula, Measure, missing, not_in_language
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.domain.planning.guides import Guide

FORMULAS: tuple[Formula, ...] = (  # the order of the report: what tells good from bad first
    probing.PROBING,
    listening.PITCHING_AND_ADVICE,
    listening.REFLECT_BACK,
    talk.TALK_SHARE,
    talk.LONGEST_STRETCH,
    talk.RESPONSE_GAP,
    talk.INTERRUPTIONS,
    asking.BY_TYPE,
    asking.BY_FAULT,
    asking.SHARE_OPEN,
    probing.PROBE_DEPTH,
    probing.SHORT_UNPROBED,
    probing.CHECKS_UNPROBED,
    coverage.GUIDE_COVERAGE,
    stories.STORIES,
    listening.PITCHING_AND_DEFENDING,
    listening.SYNTHESIS,
)
IN_ANY_LANGUAGE: dict[str, Callable[[Conversation], Measure]] = {
    "talk_share": talk.talk_share,
    "longest_stretch": talk.longest_stretch,
    "response_gap": talk.response_gap,
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of the conversation that is not judged, with the turns' indices."""

    part: str  # "opening" or "closing"
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CraftReport:
    """All measures of one transcript in the stated order, the questions they rest on, and what was left out."""

    language: str  # BCP 47
    measures: tuple[Measure, ...]
    questions: tuple[Asked, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    heard: Conversation | None = field(default=None, repr=False, compare=False)  # what the measures were taken on

    def __getitem__(self, name: str) -> Measure:
        """The measure of that name; KeyError where there is none."""
        for measure in self.measures:
            if measure.name == name:
                return measure
        raise KeyError(name)


def craft_report(transcript: Transcript, guide: Guide | None = None, language: str = "en") -> CraftReport:
    """How the interview was held; needs roles, and says so in every measure where nobody is a researcher."""
    notes = tuple(_notes(transcript, language))
    if not _has_both_sides(transcript):
        return CraftReport(language, tuple(missing(f, ROLES_NEEDED) for f in FORMULAS), (), (), notes)
    if not _is_english(language):
        return CraftReport(language, _without_english(hear(transcript, with_questions=False), language), (), (), notes)
    conversation = hear(transcript)
    measured = {m.name: m for m in _measures(conversation, guide)}
    ordered = tuple(measured[formula.name] for formula in FORMULAS)
    left_out = tuple(_left_out(conversation))
    return CraftReport(language, ordered, conversation.questions, left_out, notes, conversation)


def _measures(conversation: Conversation, guide: Guide | None) -> Iterator[Measure]:
    told = listening.tellings(conversation)
    reflected = listening.reflections(conversation, told)
    yield listening.pitching_and_advice(conversation, told)
    yield listening.reflect_back(conversation, reflected)
    yield listening.pitching_and_defending(conversation, told)
    yield listening.synthesis(conversation, told)
    yield coverage.guide_coverage(guide_questions(guide) if guide else None, conversation)
    for measure in _PLAIN:
        yield measure(conversation)


_PLAIN: tuple[Callable[[Conversation], Measure], ...] = (
    probing.probing,
    talk.talk_share,
    talk.longest_stretch,
    talk.response_gap,
    talk.interruptions,
    asking.questions_by_type,
    asking.questions_by_fault,
    asking.share_open,
    probing.probe_depth,
    probing.short_answers_unprobed,
    probing.checks_unprobed,
    stories.stories,
)


def guide_questions(guide: Guide) -> tuple[str, ...]:
    """The texts of the guide's core questions in order, slots filled; probes are optional by nature and don't count."""
    core = guide.core_questions or tuple(guide.all_questions())
    return tuple(guide.filled(question.text) for question in core)


def _without_english(conversation: Conversation, language: str) -> tuple[Measure, ...]:
    why = not_in_language(language)
    return tuple(
        IN_ANY_LANGUAGE[f.name](conversation) if f.name in IN_ANY_LANGUAGE else missing(f, why) for f in FORMULAS
    )


def _is_english(language: str) -> bool:
    return language.split("-")[0].lower() == "en"


def _has_both_sides(transcript: Transcript) -> bool:
    roles = {turn.role for turn in transcript.turns}
    return Role.RESEARCHER in roles and Role.PARTICIPANT in roles


def _left_out(conversation: Conversation) -> Iterator[LeftOut]:
    if conversation.opening:
        yield LeftOut("opening", conversation.opening)
    if conversation.closing:
        yield LeftOut("closing", conversation.closing)


def _notes(transcript: Transcript, language: str) -> Iterator[str]:
    unknown = [s or "(no name)" for s in dict.fromkeys(t.speaker for t in transcript.turns if t.role is Role.UNKNOWN)]
    if not _has_both_sides(transcript):
        yield "Nobody is known as the researcher and somebody else as the participant, so nothing can be measured yet."
    elif unknown:
        yield f"Not counted on either side, as the role is unknown: {', '.join(unknown)}."
    if not _is_english(language):
        yield "The rules know only English; welcome, consent and goodbye are not left out in other languages."
