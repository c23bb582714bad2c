"""All records in one place, where Django looks for them."""

from __future__ import annotations

from firsthand.storage.accounts import SignInLinkRecord, UserRecord
from firsthand.storage.consents import ConsentRecord
from firsthand.storage.events import EventRecord, ReasonRecord
from firsthand.storage.jobs import JobRecord
from firsthand.storage.participants import CompanyRecord, ParticipantRecord, SegmentRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.studies import GuideRecord, StudyRecord
from firsthand.storage.transcripts import CorrectionRecord, SpeakerRecord, TranscriptRecord, TurnRecord
from firsthand.storage.undo import UndoRecord
from firsthand.storage.workspaces import MemberRecord, WorkspaceRecord

__all__ = [
    "CompanyRecord",
    "ConsentRecord",
    "CorrectionRecord",
    "EventRecord",
    "GuideRecord",
    "JobRecord",
    "MemberRecord",
    "ParticipantRecord",
    "QuoteRecord",
    "ReasonRecord",
    "SegmentRecord",
    "SessionParticipantRecord",
    "SessionRecord",
    "SignInLinkRecord",
    "SpeakerRecord",
    "StudyRecord",
    "TranscriptRecord",
    "TurnRecord",
    "UndoRecord",
    "UserRecord",
    "WorkspaceRecord",
]
