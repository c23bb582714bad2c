"""All records in one place, where Django looks for them."""

from __future__ import annotations

from firsthand.storage.accounts import ResetRequestRecord, SignInLinkRecord, UserRecord
from firsthand.storage.assumptions import AssumptionEvidenceRecord, AssumptionRecord
from firsthand.storage.attempts import AttemptRecord, BriefValueRecord
from firsthand.storage.calendar_feeds import CalendarFeedRecord
from firsthand.storage.checklists import TickRecord
from firsthand.storage.claims import (
    ClaimRecord,
    ClaimRulingRecord,
    ClaimStudyRecord,
    EvidenceRecord,
    LostEvidenceRecord,
)
from firsthand.storage.codes import CodeExampleRecord, CodeRecord, CodingRecord, CodingTaskRecord, ResolutionRecord
from firsthand.storage.consent_links import ConsentLinkRecord
from firsthand.storage.consent_wordings import ConsentWordingRecord
from firsthand.storage.consents import ConsentRecord
from firsthand.storage.decisions import DecisionClaimRecord, DecisionRecord, HypothesisClaimRecord
from firsthand.storage.events import EventRecord, ReasonRecord
from firsthand.storage.exports import ExportRecord, ExportSubjectRecord
from firsthand.storage.guides import GuideVersionRecord
from firsthand.storage.hypotheses import HypothesisRecord
from firsthand.storage.invitations import ContactLimitRecord, InvitationRecord
from firsthand.storage.jobs import JobRecord
from firsthand.storage.member_invitations import MemberInvitationRecord
from firsthand.storage.merges import DistinctCompaniesRecord, DistinctPeopleRecord, MergeRecord
from firsthand.storage.notes import NoteRecord
from firsthand.storage.observations import CitationRecord, ObservationRecord
from firsthand.storage.opportunities import OpportunityCitationRecord, TreeNodeRecord
from firsthand.storage.outbox import MessageRecord
from firsthand.storage.outlines import OutlineRecord
from firsthand.storage.own_fields import FieldRecord
from firsthand.storage.participants import CompanyRecord, ParticipantRecord, SegmentRecord
from firsthand.storage.quotes import QuotePlaceRecord, QuoteRecord
from firsthand.storage.redactions import PlaceholderRecord, RedactionRecord, RedactionReviewRecord
from firsthand.storage.retention import RetentionHoldRecord, RetentionRuleRecord, RetentionRunRecord
from firsthand.storage.reviews import GuideCommentRecord, GuideReviewRecord
from firsthand.storage.sessions import SessionObserverRecord, SessionParticipantRecord, SessionRecord
from firsthand.storage.shares import SharedClaimRecord, ShareRecord
from firsthand.storage.sign_ins import FamiliarPlaceRecord, SignInRecord
from firsthand.storage.snapshots import SnapshotRecord
from firsthand.storage.studies import GuideRecord, StudyMemberRecord, StudyRecord
from firsthand.storage.table_mappings import TableMappingRecord
from firsthand.storage.templates import StudyTemplateRecord
from firsthand.storage.themes import CardRecord, DismissedGroupRecord, ThemeRecord
from firsthand.storage.tokens import TokenRecord
from firsthand.storage.touchpoints import FigureRecord, TouchpointReadingRecord, TouchpointRecord
from firsthand.storage.transcripts import CorrectionRecord, SpeakerRecord, TranscriptRecord, TurnRecord
from firsthand.storage.undo import UndoRecord
from firsthand.storage.unit_places import UnitPlacesRecord
from firsthand.storage.withdrawals import WithdrawalRecord
from firsthand.storage.workspaces import MemberRecord, WorkspaceRecord

__all__ = [
    "AssumptionEvidenceRecord",
    "AssumptionRecord",
    "AttemptRecord",
    "BriefValueRecord",
    "CalendarFeedRecord",
    "CardRecord",
    "CitationRecord",
    "ClaimRecord",
    "ClaimRulingRecord",
    "ClaimStudyRecord",
    "CodeExampleRecord",
    "CodeRecord",
    "CodingRecord",
    "CodingTaskRecord",
    "CompanyRecord",
    "ConsentLinkRecord",
    "ConsentRecord",
    "ConsentWordingRecord",
    "ContactLimitRecord",
    "CorrectionRecord",
    "DecisionClaimRecord",
    "DecisionRecord",
    "DismissedGroupRecord",
    "DistinctCompaniesRecord",
    "DistinctPeopleRecord",
    "EventRecord",
    "EvidenceRecord",
    "ExportRecord",
    "ExportSubjectRecord",
    "FamiliarPlaceRecord",
    "FieldRecord",
    "FigureRecord",
    "GuideCommentRecord",
    "GuideRecord",
    "GuideReviewRecord",
    "GuideVersionRecord",
    "HypothesisClaimRecord",
    "HypothesisRecord",
    "InvitationRecord",
    "JobRecord",
    "LostEvidenceRecord",
    "MemberInvitationRecord",
    "MemberRecord",
    "MergeRecord",
    "MessageRecord",
    "NoteRecord",
    "ObservationRecord",
    "OpportunityCitationRecord",
    "OutlineRecord",
    "ParticipantRecord",
    "PlaceholderRecord",
    "QuotePlaceRecord",
    "QuoteRecord",
    "ReasonRecord",
    "RedactionRecord",
    "RedactionReviewRecord",
    "ResetRequestRecord",
    "ResolutionRecord",
    "RetentionHoldRecord",
    "RetentionRuleRecord",
    "RetentionRunRecord",
    "SegmentRecord",
    "SessionObserverRecord",
    "SessionParticipantRecord",
    "SessionRecord",
    "ShareRecord",
    "SharedClaimRecord",
    "SignInLinkRecord",
    "SignInRecord",
    "SnapshotRecord",
    "SpeakerRecord",
    "StudyMemberRecord",
    "StudyRecord",
    "StudyTemplateRecord",
    "TableMappingRecord",
    "ThemeRecord",
    "TickRecord",
    "TokenRecord",
    "TouchpointReadingRecord",
    "TouchpointRecord",
    "TranscriptRecord",
    "TreeNodeRecord",
    "TurnRecord",
    "UndoRecord",
    "UnitPlacesRecord",
    "UserRecord",
    "WithdrawalRecord",
    "WorkspaceRecord",
]
