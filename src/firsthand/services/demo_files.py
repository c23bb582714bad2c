"""The folder of a demo workspace, read strictly: a mistake in it is named and stops the start."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import time as clock_time
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from firsthand.domain.errors import Invalid
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
from firsthand.services.demo_invitations import DemoInvitation, invitation_faults

OWNER = "owner"  # the key of whoever the demo is made for


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DemoWorkspace(_Table):
    """The workspace itself."""

    name: str


class DemoEvidence(_Table):
    """Words of a quote in the folder, for or against a claim."""

    quote: str
    side: Side = Side.SUPPORTS


class DemoClaim(_Table):
    """A claim with its topic and evidence."""

    statement: str
    described: str = ""
    terms: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    is_checked: bool = False
    evidence: tuple[DemoEvidence, ...] = ()


class DemoVerdict(_Table):
    """A claim of the folder, by its statement, for or against something."""

    claim: str
    side: Side = Side.SUPPORTS


class DemoDecision(_Table):
    """A decision, or a hypothesis to test next."""

    title: str
    text: str = ""
    study: str = ""
    decided_on: date | None = None
    state: DecisionState = DecisionState.PROPOSED
    is_hypothesis: bool = False
    claims: tuple[str, ...] = ()


class DemoAssumption(_Table):
    """An assumption with the claims that speak for and against it."""

    statement: str
    confidence: Confidence
    half_life_days: int = HALF_LIFE_DAYS
    stated_on: date
    study: str = ""
    evidence: tuple[DemoVerdict, ...] = ()


class DemoMember(_Table):
    """A colleague; `key` is how the rest of the file names them, and `owner` is whoever the workspace belongs to."""

    key: str
    name: str
    email: str
    role: WorkspaceRole = WorkspaceRole.RESEARCHER


class DemoColleague(_Table):
    """A colleague who was invited and has not come in yet; without an address it is a link for so many people."""

    role: WorkspaceRole = WorkspaceRole.VIEWER
    email: str = ""
    limit: int = 1


class DemoField(_Table):
    """A field of the workspace's own."""

    about: About
    label: str
    kind: FieldKind
    choices: tuple[str, ...] = ()


class DemoCompany(_Table):
    """A company."""

    name: str
    stage: str = ""
    size: str = ""
    customer_since: date | None = None
    notes: str = ""
    own: dict[str, str] = {}  # values of the workspace's own fields by label


class DemoParticipant(_Table):
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
    own: dict[str, str] = {}  # values of the workspace's own fields by label


class DemoConsent(_Table):
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


class DemoTouchpoint(_Table):
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


class DemoFigures(_Table):
    """A measure of a participant (by key) or of a company (by name), a value for each day."""

    measure: str
    unit: str = ""
    participant: str = ""
    company: str = ""
    source: str = ""
    values: tuple[tuple[date, float], ...]


class DemoTable(_Table):
    """A table under tables/ to be imported as people do it."""

    target: str  # people, companies, touchpoints or figures
    file: str


class DemoRole(_Table):
    """What a member does in a study."""

    member: str
    role: TeamRole


class DemoHypothesis(_Table):
    """What the team expected, and when it wrote that down."""

    statement: str
    prediction: str
    written: date
    claims: tuple[DemoVerdict, ...] = ()


class DemoSegment(_Table):
    """A kind of people with a number or a share (percent)."""

    name: str
    people: int | None = None
    share: int | None = None


class DemoSample(_Table):
    """Whom the study wants to hear from."""

    segments: tuple[DemoSegment, ...] = ()
    people: int | None = None
    least_not_active_share: int = 0


class DemoComment(_Table):
    """What the reviewer said about one question."""

    question: str = ""
    text: str


class DemoReview(_Table):
    """A teammate's review of one of the study's guides."""

    guide: str
    reviewer: str
    verdict: Verdict
    remark: str = ""
    comment: tuple[DemoComment, ...] = ()


class DemoStudy(_Table):
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


class DemoSpeaker(_Table):
    """Who one name in a transcript was."""

    name: str
    role: Role
    participant: str = ""


class DemoQuote(_Table):
    """Words to highlight, exactly as they stand in the transcript."""

    text: str
    turn: int | None = None
    note: str = ""


class DemoSession(_Table):
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


class DemoWithdrawal(_Table):
    """A participant who withdraws once everything else is there."""

    participant: str
    record_taken: bool = False  # somebody had downloaded the records of their conversations before


class DemoRetention(_Table):
    """How long the workspace keeps one kind of material."""

    material: Material
    amount: int
    unit: Unit = Unit.MONTHS
    notice_days: int = 14


class DemoContents(_Table):
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


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """The folder, read and checked: every name that it uses is there."""

    path: Path
    contents: DemoContents

    def paper(self, name: str) -> bytes:
        """A scanned paper."""
        return (self.path / "papers" / name).read_bytes()

    def transcript(self, name: str) -> bytes:
        """The bytes of a transcript."""
        return (self.path / "transcripts" / name).read_bytes()

    def table(self, name: str) -> bytes:
        """The bytes of a table."""
        return (self.path / "tables" / name).read_bytes()

    def guide(self, name: str) -> str:
        """The text of a guide."""
        return (self.path / "guides" / name).read_text(encoding="utf-8")


def read_demo(path: Path) -> DemoFolder:
    """The folder's contents. Raises Invalid, naming the place, for anything that does not fit together."""
    file = path / "workspace.toml"
    try:
        contents = DemoContents.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise Invalid("The demo folder has no workspace.toml.", where=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"workspace.toml is no TOML: {error}", where=str(file)) from error
    except ValidationError as error:
        raise Invalid("; ".join(_places(error)), where=str(file)) from error
    faults = list(_faults(path, contents))
    if faults:
        raise Invalid("; ".join(faults), where=str(file))
    return DemoFolder(path, contents)


def _places(error: ValidationError) -> Iterator[str]:
    for one in error.errors():
        yield f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}"


def _faults(path: Path, contents: DemoContents) -> Iterator[str]:
    people = {one.key for one in contents.participant}
    members = {OWNER, *(one.key for one in contents.member)}
    studies = {one.key: one for one in contents.study}
    for consent in contents.consent:
        if consent.participant not in people:
            yield f"consent: there is no participant “{consent.participant}”"
        if consent.paper and not (path / "papers" / consent.paper).is_file():
            yield f"consent: there is no papers/{consent.paper}"
    yield from _known_faults(path, contents, people)
    yield from invitation_faults(contents.invitation, people, members, studies)
    for study in contents.study:
        for fault in _study_faults(path, study, members):
            yield f"study {study.key}: {fault}"
    for session in contents.session:
        for fault in _session_faults(path, session, people, studies):
            yield f"session “{session.title}”: {fault}"
        for key in sorted({session.note_taker, *session.observers} - members - {""}):
            yield f"session “{session.title}”: there is no member “{key}”"


def _known_faults(path: Path, contents: DemoContents, people: set[str]) -> Iterator[str]:
    """Of touchpoints, figures and withdrawals: each is of somebody who is there, and every table is."""
    for table in contents.table:
        if not (path / "tables" / table.file).is_file():
            yield f"table: there is no tables/{table.file}"
    companies = {one.name for one in contents.company}
    known = [(f"touchpoint “{one.title}”", one.participant, one.company) for one in contents.touchpoint]
    known += [(f"figures “{many.measure}”", many.participant, many.company) for many in contents.figures]
    known += [("withdrawal", one.participant, "") for one in contents.withdrawal]
    for what, person, company in known:
        if person and person not in people:
            yield f"{what}: there is no participant “{person}”"
        if company and company not in companies:
            yield f"{what}: there is no company “{company}”"


def _study_faults(path: Path, study: DemoStudy, members: set[str]) -> Iterator[str]:
    for guide in study.guides:
        if not (path / "guides" / guide).is_file():
            yield f"there is no guides/{guide}"
    for review in study.review:
        if review.guide not in study.guides:
            yield f"{review.guide} is no guide of it"
        if review.reviewer == OWNER:
            yield "the owner wrote the guides and can't review them"
    for key in sorted({*(one.member for one in study.team), *(one.reviewer for one in study.review)} - members):
        yield f"there is no member “{key}”"


def _session_faults(path: Path, session: DemoSession, people: set[str], studies: dict[str, DemoStudy]) -> Iterator[str]:
    named = {*session.participants, *(one.participant for one in session.speaker if one.participant)}
    for key in sorted(named - people):
        yield f"there is no participant “{key}”"
    if session.study and session.study not in studies:
        yield f"there is no study “{session.study}”"
    if session.guide and session.guide not in (studies[session.study].guides if session.study in studies else ()):
        yield f"{session.guide} is no guide of its study"
    if session.file and not (path / "transcripts" / session.file).is_file():
        yield f"there is no transcripts/{session.file}"
    if session.file and session.how_agreed is None:
        yield "it has a file but no how_agreed"
    looked = session.cover or session.show or session.is_reviewed
    if not session.file and (session.speaker or session.quote or looked):
        yield "it has speakers, quotes or covers but no file"
    for speaker in session.speaker:
        if (speaker.role is Role.PARTICIPANT) != bool(speaker.participant):
            yield f"speaker “{speaker.name}”: a participant, and nobody else, needs the key of one"
