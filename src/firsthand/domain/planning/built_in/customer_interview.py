"""The customer interview: what people need, what gets in their way and what they do about it, told by themselves."""

from __future__ import annotations

from firsthand.domain.planning.built_in.guide_files import guide_text
from firsthand.domain.planning.guides import CUSTOMER_INTERVIEW
from firsthand.domain.planning.linting.guide_faults import CORE_RANGE
from firsthand.domain.planning.templates import (
    DetailField,
    FollowUp,
    Mistake,
    Preparation,
    RecordSection,
    StudyTemplate,
)

PREPARATIONS = (
    Preparation(
        "research_question",
        "Write down the one question that this conversation has to help answer.",
        "Whatever you can't tie to it is small talk, however pleasant.",
    ),
    Preparation(
        "guide",
        "Write a discussion guide of five to eight core questions.",
        "It is a map, not a script: you may leave the road, as long as you know where you left it.",
    ),
    Preparation(
        "note_taker_briefed",
        "Brief the note-taker: which terms will come up, and what is worth catching.",
        "Nobody writes down a word whose weight they don't know.",
    ),
    Preparation(
        "consent",
        "Get the participant's yes to recording, and set up the transcription if you use it.",
        "Asked at the start of the call, it costs the first five minutes and often the ease.",
    ),
    Preparation(
        "touchpoints_read",
        "Read what they told us before: support tickets, survey answers, notes from sales.",
        "Being asked twice tells people that nobody listened the first time.",
    ),
    Preparation(
        "debrief_blocked",
        "Keep fifteen minutes free right after the call for the debrief.",
        "What surprised you is gone by the next meeting.",
    ),
)

MEETING = (
    DetailField("date", "Date and time", "In the participant's time zone too."),
    DetailField("facilitator", "Facilitator", "Asks and listens; writes nothing down."),
    DetailField("attendees", "Who else is there", "The note-taker, and observers, who stay silent."),
    DetailField("duration", "Length", "45 to 60 minutes."),
)

BACKGROUND = (
    DetailField("name", "Name"),
    DetailField("title", "Job title", "And what they do all day, which is often something else."),
    DetailField("company", "Company", "With its stage and its size."),
    DetailField("customer_since", "Customer since", "A newcomer and an old hand see two different products."),
    DetailField("usage", "How they use the product", "How often, for what, and with whom."),
)

GOALS_HINT = (
    "Name what you want to understand so precisely that you would notice when you do. “Understand where new teams get "
    "stuck in their first week” can be reached; “hear how they like it” can't."
)

RECORD = (
    RecordSection("goals", "Goals", GOALS_HINT),
    RecordSection(
        "questions",
        "Questions",
        "What was asked, in the order in which it came; the guide beside it shows what wasn't.",
    ),
    RecordSection(
        "quotes", "Key quotes", "Word for word, from the transcript. A paraphrase holds your idea of what they meant."
    ),
    RecordSection(
        "observations",
        "Observations",
        "What was said, done, shown, counted, or not mentioned until you asked. Reasons and needs come later.",
    ),
    RecordSection(
        "opportunities",
        "Opportunities",
        "Now you may interpret: which unmet need, which tension, which obstacle could be behind the observations? "
        "Describe the problem and leave the solution out.",
    ),
    RecordSection("action_items", "Action items", "Who does what by when; open until somebody says it is done."),
    RecordSection("follow_up", "Follow-up", "Debrief, thank-you, transcript and notes, and the debrief with the team."),
)

FOLLOW_UPS = (
    FollowUp("debrief", "Debrief on what surprised us, what we heard and what we would ask differently.", 15,
             "While it is fresh, and before anybody has read a summary."),
    FollowUp("thank_you", "Thank the participant; say what you took from it, and leave your notes out.", 24 * 60,
             "People who see that it mattered talk to you again."),
    FollowUp("transcript_and_notes", "Put transcript and notes where the team finds them.", 24 * 60,
             "Whoever asks next year should not have to ask the customer."),
    FollowUp("team_debrief", "Debrief with the team, observations side by side.", 48 * 60,
             "Two days on, everybody remembers a different interview.", needs_team=True),
)  # fmt: skip

MISTAKES = (
    Mistake(
        "goals",
        "A goal that nobody could tell was reached.",
        "Say what about whom you want to understand, so that an answer would change what you do.",
    ),
    Mistake(
        "guide",
        "Asking whether they would find something useful: they will say yes to be kind.",
        "Ask for something that happened: “tell me about”, “take me through”, “describe the time when”.",
    ),
    Mistake(
        "holding",
        "Explaining, defending or pitching the product.",
        "Keep to four fifths listening. When something surprises you, ask for more of it and correct nothing.",
    ),
    Mistake(
        "holding",
        "Going on to the next question after a short answer.",
        "Wait, or say “say more about that”. What you came for often follows the first answer.",
    ),
    Mistake(
        "holding",
        "Asking and writing at the same time.",
        "One person asks, another one writes.",
    ),
    Mistake(
        "notes",
        "Writing down what they meant.",
        "Write down what they said, in their words; with their consent the recording keeps the rest.",
    ),
    Mistake(
        "observations",
        "Explaining in the same breath why they did it.",
        "Stay with what a camera would have seen. Meaning comes after the call, under opportunities.",
    ),
    Mistake(
        "opportunities",
        "Looking for patterns while the conversation is still going.",
        "Patterns wait. Whoever has one in mind hears only what fits.",
    ),
)

HOW_TO_RUN = (
    "Keep what you see and hear apart from what you make of it. You are here to learn how their work looks from where "
    "they stand; your product and your assumptions can wait outside. Let surprise make you curious, never eager to put "
    "things right. If you speak for more than a fifth of the time, you are telling, not asking.",
    "Ask for stories: the last time, from the beginning, step by step. A question that shows which answer you hope for "
    "gets that answer. When an answer is short, be silent a little longer than is comfortable, or ask for more of it.",
    "One of you asks, another writes, as close to word for word as they can. Record if the participant agreed, so that "
    "the exact words are there later. Leave all interpretation until the call is over.",
)

CUSTOMER_INTERVIEW_TEMPLATE = StudyTemplate(
    key=CUSTOMER_INTERVIEW,
    title="Customer interview",
    purpose="Learn what customers need, what gets in their way and what they do about it, in their own words.",
    guide_text=guide_text(CUSTOMER_INTERVIEW),
    how_to_run=HOW_TO_RUN,
    preparations=PREPARATIONS,
    meeting_fields=MEETING,
    background_fields=BACKGROUND,
    goals_hint=GOALS_HINT,
    mistakes=MISTAKES,
    record=RECORD,
    follow_ups=FOLLOW_UPS,
    minutes_range=(45, 60),
    core_range=CORE_RANGE[CUSTOMER_INTERVIEW],
    slots=("product", "task"),
)
