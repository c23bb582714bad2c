"""Notes: what a member writes down during a conversation, kept apart from what is quoted from its transcript."""

from __future__ import annotations

from enum import StrEnum


class NoteKind(StrEnum):
    """What a note is; each has one key at the note-taker's screen."""

    NOTE = "note"
    VERBATIM = "verbatim"  # words of a participant as the member heard them: "noted by", never a quote
    DECISION = "decision"
    QUESTION = "question"  # an open one
    ACTION = "action"
    TOPIC = "topic"
    SURPRISE = "surprise"
