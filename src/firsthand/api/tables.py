"""Importing tables over the API: look first if you like, then import."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Form, Router, Schema, Status, UploadedFile

from firsthand.api.people_shapes import TableIn
from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.services import table_imports, uploads
from firsthand.services.import_targets import target_named
from firsthand.services.table_columns import TableWish
from firsthand.services.table_mappings import SavedMapping, saved_mappings

router = Router(tags=["tables"])


class Meaning(Schema):
    """One thing that a column can mean."""

    key: Annotated[str, Field(description="give this in `columns`")]
    label: str
    synonyms: list[str]


class TargetOut(Schema):
    """What a table can be imported as."""

    name: str
    fields: list[Meaning]
    mappings: list[SavedMapping]


@router.get("/tables/{target}", response={200: TargetOut, **REFUSALS})
def get_target(request: HttpRequest, target: str) -> TargetOut:
    """What the columns of a table of people, or of something else, can mean."""
    who = actor(request)
    wanted = target_named(who, target)
    fields = [Meaning(key=one.key, label=one.label, synonyms=list(one.synonyms)) for one in wanted.fields]
    return TargetOut(name=wanted.name, fields=fields, mappings=list(saved_mappings(who, wanted.name)))


@router.post("/tables/{target}/preview", response={200: table_imports.TablePreview, **REFUSALS})
def preview(
    request: HttpRequest, target: str, form: Form[TableIn], file: File[UploadedFile]
) -> table_imports.TablePreview:
    """What importing this table would do, row by row; nothing of it is kept."""
    who = actor(request)
    return table_imports.preview(who, target_named(who, target), _given(file), _wish(form), waits=False)


@router.post("/tables/{target}", response={201: table_imports.TableImported, **REFUSALS})
def import_table(
    request: HttpRequest, target: str, form: Form[TableIn], file: File[UploadedFile]
) -> Status[table_imports.TableImported]:
    """Import every row that can be read; a long table goes through a job, whose id is given."""
    who = actor(request)
    wanted = target_named(who, target)
    return Status(201, table_imports.import_table(who, wanted, _given(file), _wish(form), form.remember))


@router.post("/tables/{target}/left-out", response={200: str, **REFUSALS})
def left_out(request: HttpRequest, target: str, form: Form[TableIn], file: File[UploadedFile]) -> HttpResponse:
    """The rows of this table that stay out as CSV, with the reason beside each."""
    who = actor(request)
    text = table_imports.left_out_file(who, target_named(who, target), _given(file), _wish(form))
    return HttpResponse(text, content_type="text/csv; charset=utf-8")


def _given(file: UploadedFile) -> uploads.UploadedFile:
    return uploads.UploadedFile(file.name or "", file.read())


def _wish(form: TableIn) -> TableWish:
    columns = tuple(key.strip() for key in form.columns.split(",")) if form.columns else None
    return TableWish(columns, form.sheet, form.dates)
