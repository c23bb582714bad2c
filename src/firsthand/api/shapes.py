"""What the API takes: bounded, so that nothing unbounded gets further than this door."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.consent import How
from firsthand.domain.people.retention import Material, Unit
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.services.senders import Sender

Line = Annotated[str, StringConstraints(max_length=200)]
Passage = Annotated[str, StringConstraints(max_length=20_000)]
Id = Annotated[str, StringConstraints(max_length=26)]
OwnValues = Annotated[dict[Id, Passage], Field(max_length=50)]  # values of the workspace's own fields by their id
Place = Annotated[int, Field(ge=0, le=2**31 - 1)]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Shape(Schema):
    """A body of a request; what it does not describe is refused."""

    model_config = ConfigDict(extra="forbid")


class SessionIn(Shape):
    """A session."""

    title: Line
    interview_date: date | None = None
    study_id: Id | None = None
    guide_id: Id | None = None
    participant_ids: list[Id] = Field(default_factory=list, max_length=50)
    zone: Annotated[str, StringConstraints(max_length=64)] = "UTC"
    starts_at: datetime | None = None  # without an offset: as the clocks in the zone show it
    minutes: Annotated[int, Field(ge=5, le=720)] = 60
    location: Annotated[str, StringConstraints(max_length=500)] = ""
    facilitator_id: Id | None = None  # null: whoever it is now; you, for a new session
    note_taker_id: Id | None = None
    observer_ids: list[Id] = Field(default_factory=list, max_length=50)
    version: Version | None = None


class StateIn(Shape):
    """The next state of a session."""

    state: SessionState


class ParticipantIn(Shape):
    """A participant; the company and the segment by name."""

    name: Line
    title: Line = ""
    company: Line = ""
    segment: Line = ""
    relationship: Annotated[str, StringConstraints(max_length=100)] = ""
    email: Annotated[str, StringConstraints(max_length=254)] = ""
    contact: Annotated[str, StringConstraints(max_length=300)] = ""
    language: Annotated[str, StringConstraints(max_length=35)] = ""
    ai_use: Annotated[str, StringConstraints(max_length=35)] = ""
    usage: Passage = ""
    customer_since: date | None = None
    not_before: date | None = None  # not to be asked before this day
    notes: Passage = ""
    own: OwnValues | None = None  # fields that are not named stay as they are


class EditedParticipantIn(ParticipantIn):
    """A participant as they should be from now on."""

    version: Version | None = None


class TouchpointIn(Shape):
    """A touchpoint, of a participant, a company or both; it needs a title, a text or a score."""

    kind: TouchpointKind
    participant_id: Id | None = None
    company_id: Id | None = None  # the participant's own if not given
    happened_at: datetime | None = None  # without an offset: as the clocks in the workspace's zone show it
    day: date | None = None  # where only the day is known
    title: Annotated[str, StringConstraints(max_length=300)] = ""
    text: Passage = ""
    label: Annotated[str, StringConstraints(max_length=60)] = ""  # your own word, for the kind other
    link: Annotated[str, StringConstraints(max_length=500)] = ""  # http or https
    score: Annotated[float, Field(ge=0, le=1_000)] | None = None
    score_best: Annotated[int, Field(ge=1, le=1_000)] | None = None
    author: Line = ""
    source: Annotated[str, StringConstraints(max_length=60)] = ""
    external_id: Line = ""  # unique for the source


class EditedTouchpointIn(TouchpointIn):
    """A touchpoint as it should be from now on."""

    version: Version | None = None


class FigureIn(Shape):
    """One number of a participant, or else of a company."""

    measure: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    value: Annotated[float, Field(ge=-1e15, le=1e15)]
    participant_id: Id | None = None
    company_id: Id | None = None
    unit: Annotated[str, StringConstraints(max_length=30)] = ""
    day: date | None = None  # today if not given
    ends_on: date | None = None  # of a period
    source: Annotated[str, StringConstraints(max_length=60)] = ""


class SenderIn(Shape):
    """A sender who waits to be assigned, as the list gives them."""

    name: Line = ""
    email: Annotated[str, StringConstraints(max_length=254)] = ""
    company: Line = ""

    def sender(self) -> Sender:
        """The services' word for it."""
        return Sender(self.name, self.email, self.company)


class AssignedIn(SenderIn):
    """Who a sender is."""

    participant_id: Id | None = None
    company_id: Id | None = None


class ImportIn(Shape):
    """The one question asked at import, and where the transcripts belong."""

    how_agreed: How
    session_id: Id = ""
    study_id: Id = ""
    title: Line = ""
    interview_date: date | None = None
    format: Annotated[str, StringConstraints(max_length=40)] = ""
    even_if_duplicate: bool = False
    of_record: bool = False  # in a session that has a transcript already: whether this one takes its place


class SpeakerIn(Shape):
    """Who one speaker was."""

    speaker_id: Id
    role: Role
    participant_id: Id | None = None
    new_participant: Line = ""


class RolesIn(Shape):
    """Who every speaker of a transcript was."""

    speakers: list[SpeakerIn] = Field(max_length=1_000)
    version: Version | None = None


class CorrectionIn(Shape):
    """A turn's words as they should read."""

    text: Annotated[str, StringConstraints(max_length=50_000)]
    has_listened: bool
    version: Version | None = None  # how often the turn had been corrected when you saw it


class SelectionIn(Shape):
    """A stretch of words: 0-based code points, end exclusive."""

    first_turn: Place
    begin: Place
    last_turn: Place
    finish: Place


class QuoteIn(SelectionIn):
    """A stretch of words to keep as a quote."""

    note: Annotated[str, StringConstraints(max_length=2_000)] = ""


class SharingIn(Shape):
    """Whether the workspace may see your craft report."""

    is_shared: bool


class WorkspaceIn(Shape):
    """The workspace."""

    name: Line


class Waiting(Schema):
    """A quote that did not land in the transcript of record."""

    id: str
    transcript_id: str  # where it stands
    first_turn: int
    last_turn: int


class Created(Schema):
    """The id of what was made."""

    id: str


class KeptQuote(Created):
    """A quote that was made."""

    named_in_note: list[str]  # people, companies and numbers in its note


class Undoable(Schema):
    """What to post to /undo/ within a day to take the deletion back."""

    undo_id: str


class WithdrawIn(Shape):
    """The confirmation of a withdrawal: the person's name, as it stands on their page."""

    name: Line
    strikes_names: bool = True  # also out of what others said beside them, and of the team's texts


class RuleIn(Shape):
    """How long one kind of material is kept; no amount is for ever, `follows` (of a study) is as the workspace."""

    material: Material
    amount: Annotated[int, Field(ge=1, le=36_500)] | None = None
    unit: Unit = Unit.MONTHS
    notice_days: Annotated[int, Field(ge=0, le=90)] = 14
    follows: bool = False


class RulesIn(Shape):
    """Rules by kind of material."""

    rules: list[RuleIn] = Field(max_length=20)


class HoldIn(Shape):
    """Why nothing of a study may go."""

    reason: Annotated[str, StringConstraints(max_length=2_000)]
