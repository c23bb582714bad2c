from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.conf import settings

from firsthand.domain.errors import NotFound
from firsthand.services import imports, uploads
from firsthand.services.imports import ImportForm, UploadedFile
from people_at_work import CALL, Team

FILE = UploadedFile("call.vtt", CALL.encode())


def test_a_previewed_file_is_forgotten_after_an_hour(team: Team) -> None:
    [seen] = imports.preview(team.rui, [FILE])
    assert uploads.forget_old_uploads() == 0
    waiting = Path(settings.FIRSTHAND_UPLOADS) / team.rui.workspace_id / seen.upload
    os.utime(waiting, (time.time() - 3_700,) * 2)
    assert uploads.forget_old_uploads() == 1
    with pytest.raises(NotFound, match="drop it again"):
        uploads.waiting_upload(team.rui, seen.upload, "call.vtt")


def test_an_imported_file_waits_no_longer(team: Team) -> None:
    [seen] = imports.preview(team.rui, [FILE])
    imports.import_transcript(team.rui, uploads.waiting_upload(team.rui, seen.upload, "call.vtt"), ImportForm("form"))
    assert not uploads.uploads(team.rui).has(seen.upload)


@pytest.mark.parametrize("upload", ["", "../secret.key", "0" * 64, "a" * 63 + "/"])
def test_only_ones_own_waiting_files_are_found(team: Team, upload: str) -> None:
    [seen] = imports.preview(team.otto, [FILE])
    for wanted in (upload, seen.upload):
        with pytest.raises(NotFound):
            uploads.waiting_upload(team.rui, wanted, "call.vtt")
