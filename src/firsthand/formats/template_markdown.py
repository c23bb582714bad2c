"""A template as Markdown for people who work in files: how to run the study, and the blank record of one interview."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.domain.planning.templates import DetailField, FollowUp, StudyTemplate

_HOURS = 60


def template_notes(template: StudyTemplate) -> str:
    """Everything in a template but its guide, as the notes of a new study."""
    return "\n\n".join(_blocks(template))


def blank_record(template: StudyTemplate) -> str:
    """The record of one interview in the template's layout, to be filled in."""
    blocks = ["# Interview record", "## Meeting details", _fields(template.meeting_fields)]
    blocks += ["## Participant", _fields(template.background_fields)]
    for section in template.record:
        blocks += [f"## {section.title}", f"> {section.hint}"]
        if section.key == "action_items":
            blocks.append("| Owner | Action | Due | Status |\n| --- | --- | --- | --- |\n|  |  |  | open |")
        if section.key == "follow_up":
            blocks.append("\n".join(f"- [ ] {_clock(clock)}" for clock in template.follow_ups))
    return "\n\n".join(blocks) + "\n"


def _blocks(template: StudyTemplate) -> Iterator[str]:
    yield template.purpose
    if template.how_to_run:
        yield "## How to run it"
        yield from template.how_to_run
    if template.goals_hint:
        yield f"## Goals\n\n> {template.goals_hint}"
    if template.preparations:
        yield "## Before each meeting"
        yield "\n".join(f"- [ ] {step.text} {step.why}" for step in template.preparations)
    if template.mistakes:
        yield "## Mistakes to avoid"
        yield "\n".join(f"- {mistake.mistake} {mistake.instead}" for mistake in template.mistakes)
    yield "## After each meeting"
    yield "\n".join(f"- [ ] {_clock(clock)} {clock.why}" for clock in template.follow_ups)
    for part in template.checklist:
        yield f"## {part.title}"
        yield "\n".join(f"- [ ] {text}" for _, text in part.items)
    if template.lenses:
        yield "## What to look for across the interviews"
    for lens in template.lenses:
        yield f"### {lens.title}\n\n{lens.text}"
        if lens.values:
            yield "\n".join(f"- **{value}**: {meaning}" for value, meaning in lens.values)


def _fields(fields: tuple[DetailField, ...]) -> str:
    return "\n".join(f"- {field.label}:" + (f" <!-- {field.hint} -->" if field.hint else "") for field in fields)


def _clock(clock: FollowUp) -> str:
    due = clock.due_minutes
    within = f"{due // _HOURS} hours" if due >= _HOURS else f"{due} minutes"
    team = ", where two or more of the team take part" if clock.needs_team else ""
    return f"Within {within}{team}: {clock.text[0].lower()}{clock.text[1:]}"
