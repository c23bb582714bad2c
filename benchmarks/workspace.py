"""A workspace in a data folder that is thrown away when the process ends, filled through the services people use."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.interviews import RESEARCHER
from firsthand.services import starting

if TYPE_CHECKING:
    from django.test import Client

    from firsthand.domain.people.actors import Actor


@dataclass(frozen=True, slots=True)
class Held:
    """An imported interview with confirmed roles."""

    session_id: str
    transcript_id: str


@cache
def owner() -> Actor:
    """The owner of a fresh workspace; the same one for every part of one run."""
    for name in [name for name in os.environ if name.startswith("FIRSTHAND_")]:
        del os.environ[name]
    folder = Path(tempfile.mkdtemp(prefix="firsthand-benchmark-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    starting.prepare(folder)
    starting.bring_tables_up_to_date()
    from firsthand.services import accounts

    return accounts.local_owner("Benchmarks")


def keep(data: bytes, name: str) -> Held:
    """Import a file as a member does."""
    actor = owner()
    from firsthand.services import imports

    file, form = imports.UploadedFile(name, data), imports.ImportForm("spoken", even_if_duplicate=True)
    imported = imports.import_transcript(actor, file, form)
    return Held(imported.session_id, imported.transcript_id)


def settle(held: Held) -> Held:
    """Say who was the researcher and who the participant."""
    from firsthand.domain.interviews.transcripts import Role
    from firsthand.services import speakers

    page = speakers.roles_page(owner(), held.transcript_id)
    answers = [
        speakers.SpeakerAnswer(row.id, Role.RESEARCHER)
        if row.guess.name == RESEARCHER
        else speakers.SpeakerAnswer(row.id, Role.PARTICIPANT, new_participant=row.guess.name)
        for row in page.speakers
    ]
    speakers.confirm_roles(owner(), held.transcript_id, answers)
    return held


def browser(who: Actor | None = None) -> Client:
    """The signed-in browser of the owner, or of somebody else, without a network."""
    actor = who or owner()
    from django.test import Client

    from firsthand.storage.accounts import UserRecord

    client = Client(SERVER_NAME="localhost")
    client.force_login(
        UserRecord.objects.get(id=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client
