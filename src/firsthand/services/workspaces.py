"""The workspace's home: what is under way, and what waits for somebody."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings

from firsthand.domain.errors import NotAllowed
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref, WorkspaceRole
from firsthand.services.access import require, require_in_person, visible
from firsthand.services.accounts import give_place
from firsthand.services.acting import acting
from firsthand.services.fields import line
from firsthand.services.fieldwork import NOT_HELD
from firsthand.services.quotes import QuoteRow, quotes
from firsthand.services.sessions import SessionRow, session_rows, sessions
from firsthand.services.slices import Cut, Slice
from firsthand.services.studies import StudyRow, studies
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.workspaces import MemberRecord, WorkspaceRecord

SHOWN = 6  # of each list on the home page
WAITING_SHOWN = 20
CHOSEN = "workspace"  # where a signed-in session keeps the id of the workspace that the person went to last


@dataclass(frozen=True, slots=True)
class Mine:
    """A workspace that somebody is a member of, and as what."""

    id: str
    name: str
    role: WorkspaceRole


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page: the newest of everything, and the transcripts that wait for roles."""

    workspace: str
    studies: Slice[StudyRow]
    sessions: Slice[SessionRow]
    quotes: Slice[QuoteRow]
    held: int  # conversations that took place
    heard: int  # different people in them
    waiting: tuple[SessionRow, ...]  # sessions whose transcript of record has no confirmed roles
    may_change: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever put here."""
        return not (self.studies.items or self.sessions.items)


def home_page(actor: Actor) -> HomePage:
    """The home page of the actor's workspace; the same number of queries however much there is."""
    require(actor, Action.VIEW)
    held = visible(actor, SessionRecord).exclude(state__in=NOT_HELD)
    heard = SessionParticipantRecord.objects.filter(session__in=held, participant__deleted_at=None)
    return HomePage(
        workspace=workspace_name(actor),
        studies=studies(actor, Cut(limit=SHOWN)),
        sessions=sessions(actor, Cut(limit=SHOWN)),
        quotes=quotes(actor, part=Cut(limit=SHOWN)),
        held=held.count(),
        heard=heard.values("participant_id").distinct().count(),
        waiting=_waiting(actor),
        may_change=may(actor, Action.CHANGE),
    )


def workspace_name(actor: Actor) -> str:
    """The workspace's name."""
    return WorkspaceRecord.objects.values_list("name", flat=True).get(id=actor.workspace_id)


def workspace_zone(actor: Actor) -> str:
    """The IANA zone in which the workspace's days begin and end."""
    return WorkspaceRecord.objects.values_list("zone", flat=True).get(id=actor.workspace_id)


def rename_workspace(actor: Actor, name: str) -> None:
    """Give the workspace another name; owners only."""
    require(actor, Action.MANAGE)
    name = line(name, "name", is_required=True)
    with acting(actor, "renamed workspace", Ref(Kind.WORKSPACE, actor.workspace_id)):
        WorkspaceRecord.objects.filter(id=actor.workspace_id).update(name=name)


def my_workspaces(user_id: str) -> tuple[Mine, ...]:
    """The workspaces that this person is a member of, in the order in which they joined; one query."""
    memberships = MemberRecord.objects.filter(user_id=user_id, left_at=None, user__is_active=True)
    rows = memberships.order_by("created_at", "id").values_list("workspace_id", "workspace__name", "role")
    return tuple(Mine(workspace, name, WorkspaceRole(role)) for workspace, name, role in rows)


def may_found(actor: Actor) -> bool:
    """Whether this member may found another workspace: owners may, where the server's settings allow it."""
    return settings.FIRSTHAND_NEW_WORKSPACES and actor.granted is None and may(actor, Action.MANAGE)


def found_another(actor: Actor, name: str) -> Actor:
    """A workspace beside this one, empty and with the actor as its only owner; gives them as a member of it."""
    require(actor, Action.MANAGE)
    require_in_person(actor)
    if not settings.FIRSTHAND_NEW_WORKSPACES:
        raise NotAllowed("This server keeps to the workspaces that it has. None was made; ask who runs it.")
    name = line(name, "name", is_required=True)
    founder = replace(actor, id=new_id(Kind.MEMBER), workspace_id=new_id(Kind.WORKSPACE), role=WorkspaceRole.OWNER)
    with acting(founder, "founded workspace", Ref(Kind.WORKSPACE, founder.workspace_id)):
        WorkspaceRecord.objects.create(id=founder.workspace_id, name=name)
        give_place(founder.id, founder.workspace_id, founder.user_id, founder.role)
    return founder


def _waiting(actor: Actor) -> tuple[SessionRow, ...]:
    if not may(actor, Action.CHANGE):
        return ()
    query = visible(actor, SessionRecord).filter(
        transcripts__deleted_at=None,
        transcripts__is_of_record=True,
        transcripts__roles_confirmed_at=None,
        transcripts__format__gt="",
    )
    rows = query.select_related("study").distinct().order_by("-interview_date", "-id")[:WAITING_SHOWN]
    return tuple(session_rows(actor, list(rows)))
