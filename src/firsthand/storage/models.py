"""All records in one place, where Django looks for them."""

from __future__ import annotations

from firsthand.storage.accounts import SignInLinkRecord, UserRecord
from firsthand.storage.calendar_feeds import CalendarFeedRecord
from firsthand.storage.checklists import TickRecord
from firsthand.storage.consents import ConsentRecord
from firsthand.storage.events import EventRecord, ReasonRecord
from firsthand.storage.guides import GuideVersionRecord
from firsthand.storage.hypotheses import HypothesisRecord
from firsthand.storage.jobs import JobRecord
from firsthand.storage.outbox import MessageRecord
from firsthand.storage.participants import CompanyRecord, ParticipantRecord, SegmentRecord
from firsthand.storage.quotes import QuotePlaceRecord, QuoteRecord
from firsthand.storage.reviews import GuideCommentRecord, GuideReviewRecord
from firsthand.storage.sessions import SessionObserverRecord, SessionParticipantRecord, SessionRecord
from firsthand.storage.studies import GuideRecord, StudyMemberRecord, StudyRecord
from firsthand.storage.templates import StudyTemplateRecord
from firsthand.storage.transcripts import CorrectionRecord, SpeakerRecord, TranscriptRecord, TurnRecord
from firsthand.storage.undo import UndoRecord
from firsthand.storage.workspaces import MemberRecord, WorkspaceRecord

__all__ = [
    "CalendarFeedRecord",
    "CompanyRecord",
    "ConsentRecord",
    "CorrectionRecord",
    "EventRecord",
    "GuideCommentRecord",
    "GuideRecord",
    "GuideReviewRecord",
    "GuideVersionRecord",
    "HypothesisRecord",
    "JobRecord",
    "MemberRecord",
    "MessageRecord",
    "ParticipantRecord",
    "QuotePlaceRecord",
    "QuoteRecord",
    "ReasonRecord",
    "SegmentRecord",
    "SessionObserverRecord",
    "SessionParticipantRecord",
    "SessionRecord",
    "SignInLinkRecord",
    "SpeakerRecord",
    "StudyMemberRecord",
    "StudyRecord",
    "StudyTemplateRecord",
    "TickRecord",
    "TranscriptRecord",
    "TurnRecord",
    "UndoRecord",
    "UserRecord",
    "WorkspaceRecord",
]
