"""After a withdrawal nothing of a person is found on the disk: not in the database's files, not in any other.

A sentence and a name that occur nowhere else are written into every column of every kind of record that can hold
something of a person, whichever kinds there are; then the bytes of all files are searched.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections

from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Ref
from firsthand.domain.people.withdrawal import Deed
from firsthand.domain.synthesis.snapshots import Parts
from firsthand.services import (
    imports,
    jobs,
    notes,
    observations,
    quotes,
    receipts,
    sessions,
    snapshots,
    studies,
    withdrawals,
)
from firsthand.services.acting import acting
from firsthand.services.erasing import deed_for, rows_of
from firsthand.services.imports import UploadedFile
from firsthand.services.notes import NoteForm
from firsthand.services.observations import ObservationForm
from firsthand.services.reach import Reach, reach_of
from firsthand.services.studies import StudyForm
from firsthand.storage import models as stored
from firsthand.worker.handlers import HANDLERS
from people_at_work import Team, hold_call, make_team
from planting import KEPT_NAMES, Pool, grow, of_people, soak
from two_people import BOTH, Shared, hold_both

NAME = "Quillon Zarbrook"
SAID = "the zorvex plimmets overnight"
SECRETS = (b"quillon", b"zarbrook", b"zorvex", b"plimmets")
ALONE = f"""WEBVTT

00:00:01.000 --> 00:00:05.000
<v Rui Alves>And then, Quillon?

00:00:05.500 --> 00:00:15.000
<v {NAME}>Well, {SAID}, and nobody knows why. So {SAID} again.
"""
TOGETHER = BOTH.replace("Leila Farouk", NAME).replace("Leila", "Quillon").replace("a yellow note", SAID)


def plant(team: Team) -> str:
    """A person in two conversations, one of them shared, with rows of every kind; gives their id."""
    study = studies.create_study(team.rui, StudyForm(f"What {NAME} needs"))
    shared = hold_both(team.rui, study, TOGETHER, f"{NAME}.vtt")
    person = stored.ParticipantRecord.objects.get(id=shared.leila)
    _observe(team, shared)
    alone = _alone(team, person.id, study)
    pool = _pool(team, person, alone, study)
    for record in of_people():
        if not rows_of(reach(person))[record]:
            grow(record, dict(pool), f"{SAID} {NAME}")
    _soak(person, shared.transcript)
    _leave_traces(team, alone, shared.session)
    return person.id


def _observe(team: Team, shared: Shared) -> None:
    """What rests on both people: the sentence and the name in an observation, in notes, and in the snapshot."""
    text = f"{NAME} told Owen that {SAID}; he drove there."
    form = ObservationForm(ObservationKind.SAID, text, quote_ids=(shared.of_leila, shared.of_owen))
    observations.new_observation(team.rui, form)
    for note in (NoteForm(f"{SAID}, and again", NoteKind.VERBATIM, None, shared.leila), NoteForm(f"{NAME} laughs.")):
        notes.new_note(team.rui, shared.session, note)
    parts = Parts(f"{NAME} said that {SAID}", opportunities=f"Know that {SAID}", learnings=f"Quillon: {SAID}")
    snapshots.edit_snapshot(team.rui, shared.session, parts)


def reach(person: Any) -> Reach:
    return reach_of(person.workspace_id, person.id)


def _alone(team: Team, person_id: str, study: str) -> str:
    """A conversation with them only; gives its transcript."""
    from firsthand.domain.interviews.transcripts import Role
    from firsthand.services import speakers
    from firsthand.services.imports import ImportForm
    from firsthand.services.speakers import SpeakerAnswer

    form = ImportForm("spoken", study_id=study, title=f"{NAME} alone")
    kept = imports.import_transcript(team.rui, UploadedFile(f"{NAME}.vtt", ALONE.encode()), form).transcript_id
    page = speakers.roles_page(team.rui, kept)
    answers = [
        SpeakerAnswer(row.id, Role.PARTICIPANT, person_id)
        if row.guess.name == NAME
        else SpeakerAnswer(row.id, Role.RESEARCHER)
        for row in page.speakers
    ]
    speakers.confirm_roles(team.rui, kept, answers)
    quotes.highlight(team.rui, kept, 1, 6, 1, 6 + len(SAID), NAME)
    return kept


def _pool(team: Team, person: Any, transcript_id: str, study: str) -> Pool:
    transcript = stored.TranscriptRecord.objects.get(id=transcript_id)
    member = stored.MemberRecord.objects.get(id=team.rui.id)
    return {
        stored.WorkspaceRecord: member.workspace,
        stored.MemberRecord: member,
        stored.ParticipantRecord: person,
        stored.TranscriptRecord: transcript,
        stored.SessionRecord: transcript.session,
        stored.QuoteRecord: stored.QuoteRecord.objects.get(transcript=transcript),
        stored.SpeakerRecord: stored.SpeakerRecord.objects.get(transcript=transcript, participant=person),
        stored.StudyRecord: stored.StudyRecord.objects.get(id=study),
    }


def _soak(person: Any, shared_transcript: str) -> None:
    """Their words in every column that a withdrawal erases or empties."""
    for record, keys in rows_of(reach(person)).items():
        assert keys, f"{record.__name__}: no row of the person could be made; teach tests/planting.py how"
        if deed_for(record) is not None:
            soak(record, keys, f"{SAID} {NAME}", KEPT_NAMES)
    transcript = stored.TranscriptRecord.objects.filter(id=shared_transcript)
    transcript.update(title=NAME, file_name=NAME, problems=[[3, SAID, NAME, "fault"]])


def _leave_traces(team: Team, transcript: str, session: str) -> None:
    """What only mentions them: reasons, undos, jobs, a message on its way, a preview, the team's texts."""
    with acting(team.rui, "looked", Ref(Kind.SESSION, session), reason=f"{NAME} asked: {SAID}"):
        pass
    with acting(team.rui, "looked", Ref(Kind.WORKSPACE, team.rui.workspace_id), reason=f"For {NAME}"):
        pass
    sessions.delete_session(team.rui, stored.TranscriptRecord.objects.get(id=transcript).session_id)
    about = {"workspace_id": team.rui.workspace_id, "args": {"transcript": transcript}}
    stored.JobRecord.objects.create(kind="read transcript", **about, error=SAID, step=NAME, status="failed")
    waiting = SessionStore()
    waiting["_messages"] = f"{NAME} {SAID}"
    waiting.save()
    imports.preview(team.rui, [UploadedFile("again.vtt", ALONE.replace("knows", "knew").encode())])
    logging.getLogger("firsthand").info("something happened")


def carry_out() -> None:
    while jobs.work_once(HANDLERS):
        pass


def files() -> Iterator[Path]:
    """Every file in which something could lie, of the database and of the data folder; but for PostgreSQL's own log."""
    name = Path(str(connection.settings_dict["NAME"]))
    roots = [Path(settings.FIRSTHAND_MEDIA), Path(settings.FIRSTHAND_UPLOADS)]
    if connection.vendor == "sqlite":
        yield from name.parent.glob(f"{name.name}*")
    else:
        roots.append(Path(str(connection.settings_dict["HOST"])))
    for root in roots:
        yield from (path for path in root.rglob("*") if path.is_file() and "pg_wal" not in path.parts)


def on_disk() -> None:
    """Have the database write what it still holds in memory, and the log as far as it goes."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(PASSIVE)")


def found() -> list[str]:
    """Where one of the secrets is found, in whatever capitals."""
    on_disk()
    places = []
    for path in files():
        content = path.read_bytes().lower()
        places += [f"{secret.decode()} in {path.name}" for secret in SECRETS if secret in content]
    return sorted(places)


@pytest.mark.django_db(transaction=True)
def test_nothing_of_who_withdrew_is_found_in_any_file() -> None:
    team = make_team()
    person = plant(team)
    media = {path.name for path in Path(settings.FIRSTHAND_MEDIA).iterdir()}
    assert {place.rpartition(" ")[2] for place in found()} - media  # in the database, too
    withdrawal = withdrawals.withdraw(team.rui, person, NAME)
    carry_out()
    page = receipts.receipt(team.rui, withdrawal)
    assert page.is_finished
    connections.close_all()
    assert found() == []
    assert {one.table for one in page.counts if one.deed is Deed.REMOVED} >= {
        "participants",
        "turns",
        "quotes",
        "undos",
    }


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_stays_long_makes_the_database_wait_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While another connection still reads, the log can't be cut off; the withdrawal says so and goes on later."""
    from firsthand.services import withdrawing
    from firsthand.storage import leftovers

    monkeypatch.setattr(leftovers.clear_leftovers, "__defaults__", (0.3,))
    team = make_team()
    call = hold_call(team.rui, ALONE)
    withdrawal = withdrawals.withdraw(team.rui, call.participant_id, NAME)
    other = connection.copy()
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ"
    with other.cursor() as reading:
        reading.execute(begin)
        reading.execute("SELECT text FROM turns")
        assert len(reading.fetchall()) == 2
        carry_out()
        page, left = receipts.receipt(team.rui, withdrawal), found()
        reading.execute("ROLLBACK")
    other.close()
    assert [step.value for step, when in page.steps if when is None] == ["database"]
    assert left != []  # rows that are gone still lie in the database's files: this search would see it
    assert withdrawing.resume_withdrawals() == 1
    carry_out()
    assert receipts.receipt(team.rui, withdrawal).is_finished
    assert found() == []
