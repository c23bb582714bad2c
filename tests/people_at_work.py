"""A small team for tests of services and doors: Ana owns, Rui researches, Vera views, Otto is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.actors import Actor, WorkspaceRole
from firsthand.services import accounts, imports, speakers
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.speakers import SpeakerAnswer

PASSWORD = "a long enough passphrase"
CALL = """WEBVTT

1
00:00:01.000 --> 00:00:05.000
<v Rui Alves>Tell me about the last time a delivery went missing.

2
00:00:05.500 --> 00:00:15.000
<v Dana Petrov>It was in March. I don't think the driver ever came. We waited until six, and nobody called us.

3
00:00:15.500 --> 00:00:18.000
<v Rui Alves>Wouldn't it be great if the app told you where the driver is?

4
00:00:18.500 --> 00:00:26.000
<v Dana Petrov>Sure, that would be nice. But people say the maps are never right anyway.

5
00:00:26.500 --> 00:00:28.000
<v Rui Alves>What did you do then?

6
00:00:28.500 --> 00:00:40.000
<v Dana Petrov>I called the shop three times. In the end I paid 12.50 for a taxi and picked it up myself.
"""


@dataclass(frozen=True, slots=True)
class Team:
    """One workspace's members, and the owner of another."""

    ana: Actor  # owner
    rui: Actor  # researcher
    vera: Actor  # viewer
    otto: Actor  # owner of another workspace


@dataclass(frozen=True, slots=True)
class Call:
    """One imported conversation with confirmed roles."""

    session_id: str
    transcript_id: str
    participant_id: str


def make_team() -> Team:
    ana = accounts.found_workspace("Parcel people", "Ana", "ana@example.org")
    rui = _member(ana, "rui@example.org", "Rui", WorkspaceRole.RESEARCHER)
    vera = _member(ana, "vera@example.org", "Vera", WorkspaceRole.VIEWER)
    otto = accounts.found_workspace("Somewhere else", "Otto", "otto@example.org")
    return Team(ana, rui, vera, otto)


def hold_call(actor: Actor, text: str = CALL, *, study_id: str | None = None, name: str = "call.vtt") -> Call:
    imported = imports.import_transcript(
        actor, UploadedFile(name, text.encode()), ImportForm("spoken", study_id=study_id)
    )
    settle_roles(actor, imported.transcript_id)
    people = speakers.roles_page(actor, imported.transcript_id).seated
    return Call(imported.session_id, imported.transcript_id, people[0].id)


def settle_roles(actor: Actor, transcript_id: str, researcher: str = "Rui Alves") -> None:
    page = speakers.roles_page(actor, transcript_id)
    answers = [
        SpeakerAnswer(row.id, Role.RESEARCHER)
        if row.guess.name == researcher
        else SpeakerAnswer(row.id, Role.PARTICIPANT, new_participant=row.guess.name)
        for row in page.speakers
    ]
    speakers.confirm_roles(actor, transcript_id, answers, page.version)


def _member(owner: Actor, email: str, name: str, role: WorkspaceRole) -> Actor:
    member_id = accounts.add_member(owner, email, name, role)
    from firsthand.storage.models import MemberRecord

    user_id = MemberRecord.objects.get(id=member_id).user_id
    return accounts.actor_of(user_id)
