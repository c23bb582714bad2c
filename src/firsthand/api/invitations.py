"""Invitations, and whether somebody may be asked, over the API."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Status
from pydantic import AwareDatetime, StringConstraints

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import Created, Id, Line, Passage, Shape, Version
from firsthand.domain.people.fatigue import Limits, Verdict
from firsthand.domain.people.invitations import MOST_TIMES, InvitationState
from firsthand.services import fatigue, invitations, participants
from firsthand.services.invitation_drafts import MOST_AT_ONCE, draft_invitations
from firsthand.services.invitation_standings import InvitationRow
from firsthand.services.slices import Slice

router = Router(tags=["invitations"])
Days = Annotated[int, Field(ge=0, le=1_825)]


class Wanted(Part):
    """Which invitations."""

    state: InvitationState | None = None
    participant_id: Annotated[str, Field(max_length=26)] = ""
    study_id: Annotated[str, Field(max_length=26)] = ""


class DraftsIn(Shape):
    """Whom to write a draft for."""

    participant_ids: list[Id] = Field(min_length=1, max_length=MOST_AT_ONCE)
    study_id: Id | None = None
    session_id: Id | None = None  # a planned one, whose time is told as fixed


class InvitationIn(Shape):
    """A draft as it should be from now on."""

    to_address: Annotated[str, StringConstraints(max_length=254)] = ""
    subject: Line
    text: Passage  # {times} and {consent link} are filled in
    times: list[AwareDatetime] = Field(default_factory=list, max_length=MOST_TIMES)
    zone: Annotated[str, StringConstraints(max_length=64)] = "UTC"
    minutes: Annotated[int, Field(ge=5, le=720)] = 45
    location: Annotated[str, StringConstraints(max_length=500)] = ""
    version: Version | None = None


class SendingIn(Shape):
    """Which version goes out, and why somebody is asked who was asked a short time ago."""

    version: Version | None = None
    reason: Annotated[str, StringConstraints(max_length=500)] = ""


class AskedIn(Shape):
    """When they were asked in another way."""

    at: AwareDatetime | None = None  # now if not given


class AnswerIn(Shape):
    """What they answered."""

    answer: InvitationState


class LimitsIn(Shape):
    """How much asking the workspace allows itself."""

    days_between: Days
    most_in_90_days: Annotated[int, Field(ge=1, le=30)]
    most_in_365_days: Annotated[int, Field(ge=1, le=100)]
    days_after_no: Days


class Drafted(Shape):
    """The drafts, in the order of the people."""

    ids: list[str]


@router.get("/participant-invitations", response={200: Slice[InvitationRow], **REFUSALS})
def list_invitations(request: HttpRequest, part: Query[Wanted]) -> Slice[InvitationRow]:
    """The workspace's invitations, newest first."""
    return invitations.invitations(
        actor(request), part.cut(), part.state, participant_id=part.participant_id, study_id=part.study_id
    )


@router.post("/participant-invitations", response={201: Drafted, **REFUSALS})
def draft(request: HttpRequest, wish: DraftsIn) -> Status[dict[str, list[str]]]:
    """Write a draft for each of these people; nothing is sent."""
    ids = draft_invitations(actor(request), wish.participant_ids, study_id=wish.study_id, session_id=wish.session_id)
    return Status(201, {"ids": list(ids)})


@router.get("/participant-invitations/{asking_id}", response={200: invitations.InvitationPage, **REFUSALS})
def get_invitation(request: HttpRequest, asking_id: str) -> invitations.InvitationPage:
    """One invitation with its letter as it goes out."""
    return invitations.invitation_page(actor(request), asking_id)


@router.put("/participant-invitations/{asking_id}", response={204: None, **REFUSALS})
def edit_invitation(request: HttpRequest, asking_id: str, wish: InvitationIn) -> Status[None]:
    """Change a draft."""
    form = invitations.InvitationForm(**{**wish.dict(exclude={"version"}), "times": tuple(wish.times)})
    invitations.edit_invitation(actor(request), asking_id, form, wish.version)
    return Status(204, None)


@router.delete("/participant-invitations/{asking_id}", response={204: None, **REFUSALS})
def delete_draft(request: HttpRequest, asking_id: str) -> Status[None]:
    """Throw a draft away for good."""
    invitations.delete_draft(actor(request), asking_id)
    return Status(204, None)


@router.post("/participant-invitations/{asking_id}/send", response={201: Created, **REFUSALS})
def send_invitation(request: HttpRequest, asking_id: str, wish: SendingIn) -> Status[dict[str, str]]:
    """Send a draft through the outbox; gives the letter's id."""
    letter_id = invitations.send_invitation(
        actor(request),
        asking_id,
        wish.version,
        lambda token: request.build_absolute_uri(f"/consent/{token}/"),
        wish.reason,
    )
    return Status(201, {"id": letter_id})


@router.post("/participant-invitations/{asking_id}/note", response={204: None, **REFUSALS})
def note_sent(request: HttpRequest, asking_id: str, wish: AskedIn) -> Status[None]:
    """Note that they were asked in another way: by phone, in person; no letter goes out."""
    invitations.note_sent(actor(request), asking_id, wish.at)
    return Status(204, None)


@router.post("/participant-invitations/{asking_id}/answer", response={204: None, **REFUSALS})
def log_answer(request: HttpRequest, asking_id: str, wish: AnswerIn) -> Status[None]:
    """Note what they answered: answered (yes), declined or no_answer."""
    invitations.log_answer(actor(request), asking_id, wish.answer)
    return Status(204, None)


@router.get("/participants/{participant_id}/asking", response={200: Verdict, **REFUSALS})
def get_asking(request: HttpRequest, participant_id: str) -> Verdict:
    """Whether to ask this participant for a conversation now, and why not."""
    one = participants.participant_page(actor(request), participant_id).id
    return fatigue.verdicts(actor(request), [one])[one]


@router.get("/contact-limits", response={200: Limits, **REFUSALS})
def get_limits(request: HttpRequest) -> Limits:
    """How much asking the workspace allows itself."""
    return fatigue.limits(actor(request))


@router.put("/contact-limits", response={204: None, **REFUSALS})
def set_limits(request: HttpRequest, wish: LimitsIn) -> Status[None]:
    """Change how much asking the workspace allows itself; owners only."""
    fatigue.set_limits(actor(request), Limits(**wish.dict()))
    return Status(204, None)
