"""What a template gives a new study: how to prepare and hold the conversations, a guide, a sample and the follow-up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from firsthand.domain.errors import Invalid
from firsthand.domain.planning.samples import NO_SAMPLE, SamplePlan


@dataclass(frozen=True, slots=True)
class Preparation:
    """Something to have done before the meeting; `key` is what real state is looked up by."""

    key: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class DetailField:
    """A blank to fill in, with what helps to fill it in well."""

    key: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake that interviewers make; `place` says where it would be made, so that the hint stands there.

    Places: sample, goals, guide, holding, notes, observations, opportunities.
    """

    place: str
    mistake: str
    instead: str


@dataclass(frozen=True, slots=True)
class RecordSection:
    """A part of the interview's record, with the hint that belongs there."""

    key: str
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something owed after a session, `due_minutes` after its end."""

    key: str
    text: str
    due_minutes: int
    why: str
    needs_team: bool = False  # only where two or more of the team take part; one per study and 48-hour window


@dataclass(frozen=True, slots=True)
class ChecklistPart:
    """One part of the checklist for the whole programme of interviews."""

    key: str
    title: str
    items: tuple[tuple[str, str], ...]  # (key, text)


@dataclass(frozen=True, slots=True)
class LensNote:
    """What to look for when reading across the interviews, and the values it can take."""

    key: str
    title: str
    text: str
    values: tuple[tuple[str, str], ...] = ()  # (value, what it means); empty where things are listed, not rated


@dataclass(frozen=True, slots=True)
class StudyTemplate:
    """Everything a new study starts with; `guide_text` is Markdown (docs/reference/guide-format.md)."""

    key: str
    title: str
    purpose: str
    guide_text: str
    how_to_run: tuple[str, ...] = ()  # one paragraph each
    preparations: tuple[Preparation, ...] = ()
    meeting_fields: tuple[DetailField, ...] = ()
    background_fields: tuple[DetailField, ...] = ()  # about the participant
    goals_hint: str = ""
    goals: tuple[str, ...] = ()  # of the team's own templates
    mistakes: tuple[Mistake, ...] = ()
    record: tuple[RecordSection, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    sample: SamplePlan = NO_SAMPLE
    checklist: tuple[ChecklistPart, ...] = ()
    lenses: tuple[LensNote, ...] = ()
    minutes_range: tuple[int, int] | None = None  # of one conversation
    core_range: tuple[int, int] | None = None  # core questions of the guide
    one_core_a_section: bool = False
    slots: tuple[str, ...] = ()  # words in square brackets that the study fills in once
    built_in: str = ""  # of a team's own template: the built-in one that it was made from

    def mistakes_at(self, place: str) -> tuple[Mistake, ...]:
        """The mistakes that would be made at this place."""
        return tuple(mistake for mistake in self.mistakes if mistake.place == place)


def own_template(
    origin: StudyTemplate, key: str, title: str, *, guide_text: str, goals: tuple[str, ...], sample: SamplePlan
) -> StudyTemplate:
    """A team's own template: what `origin` holds, with the study's guide, goals and sample in place of its own.

    Raises Invalid where it has no title.
    """
    if not title.strip():
        raise Invalid("A template needs a title. Nothing was saved; give it a name that your team will know.")
    kept = origin.built_in or origin.key
    return replace(
        origin, key=key, title=title.strip(), guide_text=guide_text, goals=goals, sample=sample, built_in=kept
    )
