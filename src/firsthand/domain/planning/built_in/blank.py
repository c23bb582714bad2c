"""The blank template: nothing but an opening, a close and the clocks that every conversation needs."""

from __future__ import annotations

from firsthand.domain.planning.built_in.customer_interview import (
    BACKGROUND,
    FOLLOW_UPS,
    GOALS_HINT,
    MEETING,
    PREPARATIONS,
    RECORD,
)
from firsthand.domain.planning.built_in.guide_files import guide_text
from firsthand.domain.planning.guides import BLANK
from firsthand.domain.planning.templates import StudyTemplate

BLANK_TEMPLATE = StudyTemplate(
    key=BLANK,
    title="Blank",
    purpose="Your own questions and your own order.",
    guide_text=guide_text(BLANK),
    preparations=tuple(step for step in PREPARATIONS if step.key != "guide"),
    meeting_fields=MEETING,
    background_fields=BACKGROUND,
    goals_hint=GOALS_HINT,
    record=RECORD,
    follow_ups=FOLLOW_UPS,
)
