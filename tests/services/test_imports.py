from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.conf import LazySettings

from firsthand.domain.errors import Conflict, Invalid, NotAllowed
from firsthand.domain.interviews.transcripts import Role
from firsthand.services import imports, reader, sessions, uploads
from firsthand.services.imports import ImportForm, UploadedFile
from people_at_work import CALL, Team, hold_call

FILE = UploadedFile("call.vtt", CALL.encode())


def test_a_preview_says_what_was_recognised_and_imports_nothing(team: Team) -> None:
    [seen] = imports.preview(team.rui, [FILE])
    assert (seen.turns, seen.duration, seen.refusal) == (6, 40.0, "")
    assert {guess.name: guess.role for guess in seen.speakers}["Rui Alves"] is Role.RESEARCHER
    assert sessions.sessions(team.rui).items == ()


def test_a_previewed_file_waits_to_be_imported(team: Team) -> None:
    [seen] = imports.preview(team.rui, [FILE])
    assert uploads.waiting_upload(team.rui, seen.upload, "call.vtt") == FILE


def test_a_file_that_is_no_transcript_is_refused_in_the_preview_and_the_others_are_shown(team: Team) -> None:
    bad, good = imports.preview(team.rui, [UploadedFile("x.pdf", b"%PDF-1.7 nothing"), FILE])
    assert "PDF" in bad.refusal
    assert good.refusal == ""


def test_the_original_is_kept_byte_for_byte(team: Team, settings: LazySettings) -> None:
    imports.import_transcript(team.rui, FILE, ImportForm("form"))
    kept = Path(settings.FIRSTHAND_MEDIA) / hashlib.sha256(FILE.data).hexdigest()
    assert kept.read_bytes() == FILE.data


def test_an_import_without_an_answer_to_how_they_agreed_keeps_nothing(team: Team, settings: LazySettings) -> None:
    with pytest.raises(Invalid, match="how the participants agreed"):
        imports.import_transcript(team.rui, FILE, ImportForm(""))
    assert not Path(settings.FIRSTHAND_MEDIA).exists()


def test_the_same_bytes_are_not_imported_twice_by_mistake(team: Team) -> None:
    imports.import_transcript(team.rui, FILE, ImportForm("form"))
    with pytest.raises(Conflict, match="imported before"):
        imports.import_transcript(team.rui, FILE, ImportForm("form"))
    imports.import_transcript(team.rui, FILE, ImportForm("form", even_if_duplicate=True))
    assert imports.preview(team.rui, [FILE])[0].duplicate is not None


def test_the_other_workspace_does_not_learn_that_a_file_is_here(team: Team) -> None:
    imports.import_transcript(team.rui, FILE, ImportForm("form"))
    assert imports.preview(team.otto, [FILE])[0].duplicate is None


def test_a_viewer_can_not_import(team: Team) -> None:
    with pytest.raises(NotAllowed):
        imports.import_transcript(team.vera, FILE, ImportForm("form"))


def test_a_planned_session_is_held_once_its_transcript_is_there(team: Team) -> None:
    session_id = sessions.create_session(team.rui, sessions.SessionForm("Dana"))
    imports.import_transcript(team.rui, FILE, ImportForm("form", session_id=session_id))
    assert sessions.session_page(team.rui, session_id).row.state == "held"


def test_what_was_read_is_what_the_reader_shows(team: Team) -> None:
    call = hold_call(team.rui)
    page = reader.reader_page(team.rui, call.session_id)
    assert [turn.text for turn in page.turns][4] == "What did you do then?"
    assert [(speaker.name, speaker.role) for speaker in page.speakers] == [
        ("Rui Alves", Role.RESEARCHER),
        ("Dana Petrov", Role.PARTICIPANT),
    ]
