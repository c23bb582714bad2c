"""The AI product interview: what people do with the answers they get, what they check, and what keeps them away."""

from __future__ import annotations

from firsthand.domain.planning.built_in.customer_interview import (
    BACKGROUND,
    FOLLOW_UPS,
    GOALS_HINT,
    HOW_TO_RUN,
    MEETING,
    MISTAKES,
    PREPARATIONS,
    RECORD,
)
from firsthand.domain.planning.built_in.guide_files import guide_text
from firsthand.domain.planning.guides import AI_PRODUCT
from firsthand.domain.planning.samples import SamplePlan, Segment
from firsthand.domain.planning.templates import (
    ChecklistPart,
    DetailField,
    LensNote,
    Mistake,
    Preparation,
    StudyTemplate,
)

SAMPLE = SamplePlan(
    segments=(
        Segment("Active users of the AI features", share=40),
        Segment("Light users of the AI features", share=30),
        Segment("Not active: never used them, or stopped", share=30),
    ),
    people=10,
    least_not_active_share=30,
)

AI_MISTAKES = (
    Mistake(
        "sample",
        "Talking to enthusiasts only.",
        "They chose to trust it. At least three of ten should never have used the AI features, or have stopped.",
    ),
    Mistake(
        "guide",
        "Asking how they would like the AI to be.",
        "Ask for the last result that they did not use. Wishes are guesses; what they did is not.",
    ),
    Mistake(
        "guide",
        "Leaving out the people around them.",
        "Ask what the team, the manager and the company say about AI. That often decides more than their own opinion.",
    ),
    Mistake(
        "holding",
        "Being content with “I check it”.",
        "Ask what exactly they looked at the last time, and how long it took. It may turn out to be a glance.",
    ),
)

CHECKLIST = (
    ChecklistPart(
        "setup",
        "Before the first interview",
        (
            ("sample_mix", "The sample is planned: about 40 % active users, 30 % light users, 30 % not active."),
            ("guide_reviewed", "Somebody of the team has reviewed the guide."),
            ("recording_ready", "Consent, recording and transcription are in place."),
            ("lenses_chosen", "The team has agreed what it will look for when it reads the transcripts."),
        ),
    ),
    ChecklistPart(
        "execution",
        "In the interviews",
        (
            ("recent_interactions", "People told of particular recent occasions, not of what they like in general."),
            (
                "trust_by_behaviour",
                "Trust was heard from what they did and checked, not from what they say of themselves.",
            ),
            ("organisation_covered", "The team, the manager and the company came up."),
            ("failures_told", "Failures came out as stories of one particular time."),
        ),
    ),
    ChecklistPart(
        "synthesis",
        "After the interviews",
        (
            ("trust_distribution", "How trust is spread across the sample has been worked out."),
            ("depth_scored", "Every participant has a workflow depth from 0 to 3."),
            ("failures_catalogued", "The failures that people remember are listed, the most frequent first."),
            ("organisation_patterns", "Patterns in what organisations allow and discourage are written down."),
            ("three_outcomes", "At least three decisions, or assumptions worth a test, came of it."),
        ),
    ),
)

LENSES = (
    LensNote(
        "trust_calibration",
        "Trust calibration",
        "Whether people trust results as far as these deserve it. Rate what they did, per kind of result and what "
        "depended on it. Look at the spread over everybody, and at its relation to use and to who stays.",
        (
            ("over-trusting", "takes results as they come, also where much depends on them"),
            ("calibrated", "checks where much depends on it, trusts the routine"),
            ("under-trusting", "checks everything and relies on nothing"),
        ),
    ),
    LensNote(
        "workflow_depth",
        "Workflow integration depth",
        "How far the AI has become part of the work. Of all measures of adoption this is the one to set beside who "
        "stays and who recommends.",
        (
            ("0", "never used, or tried once"),
            ("1", "now and then, for a task that stands alone"),
            ("2", "a regular part of one or two tasks"),
            ("3", "the day's work runs through it"),
        ),
    ),
    LensNote(
        "failure_memory",
        "Failure memory",
        "Each failure that they can tell of, with what happened and what followed; those told without being asked "
        "stand apart, for they stuck. Three or more are a sign that somebody may leave, however content they "
        "say they are (a rule of thumb that nobody has validated).",
    ),
    LensNote(
        "organisation",
        "Organisational trust context",
        "How management and colleagues look upon work done with AI. It often sets how far use can go, whatever the "
        "product does.",
        (
            ("encouraged", "people are asked or helped to use it"),
            ("neutral", "nobody says much"),
            ("discouraged", "rules, remarks or looks keep people from it"),
        ),
    ),
    LensNote(
        "adoption_blockers",
        "Adoption blockers",
        "Why people stopped, hesitated or never started: trust, other people, the way they work, not knowing that it "
        "is there, or a fault of the AI taken for a fault of the product (or the reverse). Few say it unasked.",
    ),
    LensNote(
        "said_and_done",
        "Said and done",
        "What they say about their use, beside what the figures show. People tell how one ought to use it; the last "
        "time tells how they do.",
    ),
)

_GUIDE = Preparation(
    "guide",
    "Write a discussion guide with one core question for each of the five sections, and probes beneath it.",
    "Forty-five minutes hold five stories, if each is told to its end.",
)
_USAGE = Preparation(
    "usage_read",
    "Look up how much they use the AI features, and when they began or stopped.",
    "You can ask about the last time only if you know that there was one.",
)

_PREPARATIONS = (*(_GUIDE if step.key == _GUIDE.key else step for step in PREPARATIONS), _USAGE)

AI_PRODUCT_TEMPLATE = StudyTemplate(
    key=AI_PRODUCT,
    title="AI product interview",
    purpose="Learn how people come to trust, check, use or avoid what an AI feature gives them.",
    guide_text=guide_text(AI_PRODUCT),
    how_to_run=(
        *HOW_TO_RUN,
        "With AI, what people say of themselves is a poor guide: they blame the product for the model (or the "
        "reverse), don't know what it can do, and like to be seen as careful. So ask for the last time, and then for "
        "what they did next. Why they stayed away (no trust, a manager who frowns) they tell only when asked.",
    ),
    preparations=_PREPARATIONS,
    meeting_fields=MEETING,
    background_fields=(
        *BACKGROUND,
        DetailField("ai_use", "Use of the AI features", "Active, light, stopped or never."),
    ),
    goals_hint=GOALS_HINT,
    mistakes=(*MISTAKES, *AI_MISTAKES),
    record=RECORD,
    follow_ups=FOLLOW_UPS,
    sample=SAMPLE,
    checklist=CHECKLIST,
    lenses=LENSES,
    minutes_range=(45, 60),
    one_core_a_section=True,
    slots=("product", "feature", "task"),
)
