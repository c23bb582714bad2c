"""What a demo's workspace.toml may hold: one class for each table in it, and nothing else is let in."""

from __future__ import annotations

from datetime import date
from datetime import time as clock_time

from pydantic import Field

from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.actors import WorkspaceRole
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.people.own_fields import About, FieldKind
from firsthand.domain.people.retention import Material, Unit
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.domain.planning.reviews import Verdict
from firsthand.domain.planning.studies import StudyState, TeamRole
from firsthand.domain.synthesis.assumptions import HALF_LIFE_DAYS, Confidence
from firsthand.domain.synthesis.decisions import DecisionState
from firsthand.domain.synthesis.support import Side
from firsthand.services.demo_invitations import DemoInvitation
from firsthand.services.demo_reading import Strict

OWNER = "owner"  # the key of whoever the demo is made for


class DemoWorkspace(Strict):
    """The workspace itself."""

    name: str


class DemoEvidence(Strict):
    """Words of a quote in the folder, for or against a claim."""

    quote: str
    side: Side = Side.SUPPORTS


class DemoClaim(Strict):
    """A claim with its topic and evidence."""

    statement: str
    described: str = ""
    terms: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    is_checked: bool = False
    evidence: tuple[DemoEvidence, ...] = ()


class DemoVerdict(Strict):
    """A claim of the folder, by its statement, for or against something."""

    claim: str
    side: Side = Side.SUPPORTS


class DemoDecision(Strict):
    """A decision, or a hypothesis to test next."""

    title: str
    text: str = ""
    study: str = ""
    decided_on: date | None = None
    state: DecisionState = DecisionState.PROPOSED
    is_hypothesis: bool = False
    claims: tuple[str, ...] = ()


class DemoAssumption(Strict):
    """An assumption with the claims that speak for and against it."""

    statement: str
    confidence: Confidence
    half_life_days: int = HALF_LIFE_DAYS
    stated_on: date
    study: str = ""
    evidence: tuple[DemoVerdict, ...] = ()


class DemoMember(Strict):
    """A colleague; `key` is how the rest of the file names them, and `owner` is whoever the workspace belongs to."""

    key: str
    name: str
    email: str
    role: WorkspaceRole = WorkspaceRole.RESEARCHER


class DemoColleague(Strict):
    """A colleague who was invited and has not come in yet; without an address it is a link for so many people."""

    role: WorkspaceRole = WorkspaceRole.VIEWER
    email: str = ""
    limit: int = 1


class DemoField(Strict):
    """A field of the workspace's own."""

    about: About
    label: str
    kind: FieldKind
    choices: tuple[str, ...] = ()


class DemoCompany(Strict):
    """A company."""

    name: str
    stage: str = ""
    size: str = ""
    customer_since: date | None = None
    notes: str = ""
    own: dict[str, str] = Field(default_factory=dict)  # values of the workspace's own fields by label


class DemoParticipant(Strict):
    """A participant; `key` is how the rest of the file names them."""

    key: str
    name: str
    title: str = ""
    company: str = ""
    segment: str = ""
    relationship: str = ""
    email: str = ""
    contact: str = ""
    language: str = ""
    ai_use: str = ""
    usage: str = ""
    customer_since: date | None = None
    not_before: date | None = None
    notes: str = ""
    own: dict[str, str] = Field(default_factory=dict)  # values of the workspace's own fields by label


class DemoConsent(Strict):
    """What a participant said yes and no to before anything was imported, or answers now by their own link."""

    participant: str
    scopes: tuple[Scope, ...]
    refused: tuple[Scope, ...] = ()
    how: How = How.FORM
    given: date = date(2026, 10, 1)
    expires: date | None = None
    expires_in: int = 0  # days from when the demo is made; 0 for never
    spoken_at: str = ""  # such as "1:40"
    paper: str = ""  # a file under papers/
    link: bool = False  # everything that is not in scopes is a no
    language: str = ""
    note: str = ""


class DemoTouchpoint(Strict):
    """A contact outside the interviews: of a participant (by key), or of a company (by name)."""

    kind: TouchpointKind
    day: date
    time: clock_time | None = None  # on the clocks of the workspace's zone
    participant: str = ""
    company: str = ""
    title: str = ""
    text: str = ""
    label: str = ""
    link: str = ""
    score: float | None = None
    score_best: int | None = None
    author: str = ""
    source: str = ""
    external_id: str = ""


class DemoFigures(Strict):
    """A measure of a participant (by key) or of a company (by name), a value for each day."""

    measure: str
    unit: str = ""
    participant: str = ""
    company: str = ""
    source: str = ""
    values: tuple[tuple[date, float], ...]


class DemoTable(Strict):
    """A table under tables/ to be imported as people do it."""

    target: str  # people, companies, touchpoints or figures
    file: str


class DemoRole(Strict):
    """What a member does in a study."""

    member: str
    role: TeamRole


class DemoHypothesis(Strict):
    """What the team expected, and when it wrote that down."""

    statement: str
    prediction: str
    written: date
    claims: tuple[DemoVerdict, ...] = ()


class DemoSegment(Strict):
    """A kind of people with a number or a share (percent)."""

    name: str
    people: int | None = None
    share: int | None = None


class DemoSample(Strict):
    """Whom the study wants to hear from."""

    segments: tuple[DemoSegment, ...] = ()
    people: int | None = None
    least_not_active_share: int = 0


class DemoComment(Strict):
    """What the reviewer said about one question."""

    question: str = ""
    text: str


class DemoReview(Strict):
    """A teammate's review of one of the study's guides."""

    guide: str
    reviewer: str
    verdict: Verdict
    remark: str = ""
    comment: tuple[DemoComment, ...] = ()


class DemoStudy(Strict):
    """A study with its plan, and its guides by file name."""

    key: str
    title: str
    research_question: str = ""
    goals: tuple[str, ...] = ()
    decision: str = ""
    template: str = "blank"
    starts_on: date | None = None
    ends_on: date | None = None
    is_confidential: bool = False
    state: StudyState | None = None  # where it stands now; by its sessions if not given
    guides: tuple[str, ...] = ()
    ticks: tuple[str, ...] = ()
    team: tuple[DemoRole, ...] = ()
    hypothesis: tuple[DemoHypothesis, ...] = ()
    sample: DemoSample | None = None
    review: tuple[DemoReview, ...] = ()


class DemoSpeaker(Strict):
    """Who one name in a transcript was."""

    name: str
    role: Role
    participant: str = ""


class DemoQuote(Strict):
    """Words to highlight, exactly as they stand in the transcript."""

    text: str
    turn: int | None = None
    note: str = ""


class DemoSession(Strict):
    """A conversation, with or without a transcript."""

    title: str
    date: date
    time: clock_time | None = None  # on the clocks in `zone`
    zone: str = "UTC"
    minutes: int = 60
    location: str = ""
    note_taker: str = ""
    observers: tuple[str, ...] = ()
    ticks: tuple[str, ...] = ()
    study: str = ""
    state: SessionState | None = None
    participants: tuple[str, ...] = ()
    guide: str = ""
    file: str = ""
    how_agreed: How | None = None
    craft_shared: bool = False
    speaker: tuple[DemoSpeaker, ...] = ()
    quote: tuple[DemoQuote, ...] = ()
    cover: tuple[str, ...] = ()  # words found as personal data that somebody covered, wherever they stand
    show: tuple[str, ...] = ()  # and those that somebody said are none
    is_reviewed: bool = False  # everything else that was found is covered, and it is read to its end


class DemoWithdrawal(Strict):
    """A participant who withdraws once everything else is there."""

    participant: str
    record_taken: bool = False  # somebody had downloaded the records of their conversations before


class DemoRetention(Strict):
    """How long the workspace keeps one kind of material."""

    material: Material
    amount: int
    unit: Unit = Unit.MONTHS
    notice_days: int = 14


class DemoContents(Strict):
    """Everything in workspace.toml."""

    workspace: DemoWorkspace
    member: tuple[DemoMember, ...] = ()
    colleague: tuple[DemoColleague, ...] = ()
    field: tuple[DemoField, ...] = ()
    company: tuple[DemoCompany, ...] = ()
    participant: tuple[DemoParticipant, ...] = ()
    consent: tuple[DemoConsent, ...] = ()
    touchpoint: tuple[DemoTouchpoint, ...] = ()
    figures: tuple[DemoFigures, ...] = ()
    table: tuple[DemoTable, ...] = ()
    study: tuple[DemoStudy, ...] = ()
    session: tuple[DemoSession, ...] = ()
    withdrawal: tuple[DemoWithdrawal, ...] = ()
    retention: tuple[DemoRetention, ...] = ()
    claim: tuple[DemoClaim, ...] = ()
    invitation: tuple[DemoInvitation, ...] = ()
    decision: tuple[DemoDecision, ...] = ()
    assumption: tuple[DemoAssumption, ...] = ()
