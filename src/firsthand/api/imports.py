"""Importing transcripts over the API: preview first if you like, then keep."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import File, Form, Router, Status, UploadedFile

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import ImportIn
from firsthand.domain.errors import Invalid
from firsthand.services import imports

router = Router(tags=["imports"])
MOST_FILES = 50


@router.post("/imports/preview", response={200: list[imports.FilePreview], **REFUSALS})
def preview(request: HttpRequest, files: File[list[UploadedFile]]) -> list[imports.FilePreview]:
    """What each file is, with problems, speakers and a guess who they were; nothing of it is kept."""
    return list(imports.preview(actor(request), _dropped(files), waits=False))


@router.post("/imports", response={201: list[imports.Imported], **REFUSALS})
def import_files(
    request: HttpRequest, form: Form[ImportIn], files: File[list[UploadedFile]]
) -> Status[list[imports.Imported]]:
    """Keep each file and read it; the first that can't be read stops the rest and says so."""
    member, wanted = actor(request), _form(form)
    return Status(201, [imports.import_transcript(member, file, wanted) for file in _dropped(files)])


def _dropped(files: list[UploadedFile]) -> list[imports.UploadedFile]:
    if len(files) > MOST_FILES:
        raise Invalid(f"{MOST_FILES} files fit into one request, not {len(files)}. Nothing was kept.", where="files")
    return [imports.UploadedFile(file.name or "", file.read()) for file in files]


def _form(form: ImportIn) -> imports.ImportForm:
    return imports.ImportForm(
        how_agreed=form.how_agreed,
        session_id=form.session_id or None,
        study_id=form.study_id or None,
        title=form.title,
        interview_date=form.interview_date,
        format=form.format,
        even_if_duplicate=form.even_if_duplicate,
        of_record=form.of_record,
    )
