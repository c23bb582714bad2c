"""The codebook of a study over the API."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import Created, Undoable
from firsthand.domain.synthesis.codebook import COLOURS
from firsthand.services import code_drift, code_examples, code_merging, code_pages
from firsthand.services import codes as service
from firsthand.services.exports import note_quotes_read

router = Router(tags=["codes"])
Id = Annotated[str, Field(max_length=40)]
Text = Annotated[str, Field(max_length=4_000)]


class CodeIn(Schema):
    """A code as it is written."""

    name: Annotated[str, Field(max_length=200)]
    description: Text = ""
    use_when: Text = ""
    not_when: Text = ""
    colour: Annotated[int, Field(ge=0, lt=len(COLOURS))] = 0
    parent_id: Id = ""

    def form(self) -> service.CodeForm:
        """The services' word for it."""
        texts = (self.description, self.use_when, self.not_when)
        return service.CodeForm(self.name, *texts, self.colour, self.parent_id)


class EditedCodeIn(CodeIn):
    """The same, with the version that was seen."""

    version: int | None = None


class CodePlaceIn(Schema):
    """Where a code goes: under which one (none: the top), and in front of which (none: at the end)."""

    parent_id: Id = ""
    before_id: Id = ""


class RetiredIn(Schema):
    """Whether a code is closed for new codings."""

    is_retired: bool


class MergeIn(Schema):
    """Into which code."""

    into_id: Id


class SplitIn(Schema):
    """The name of the new code and the codings that go to it."""

    name: Annotated[str, Field(max_length=200)]
    coding_ids: Annotated[tuple[Id, ...], Field(max_length=5_000)]


class ExampleIn(Schema):
    """A quote that shows what a code means."""

    quote_id: Id


class CodingsWanted(Part):
    """Which of the codings."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20


class SplitOut(Undoable):
    """The new code."""

    id: str


@router.get("/studies/{study_id}/codebook", response={200: service.Codebook, **REFUSALS})
def get_codebook(request: HttpRequest, study_id: str) -> service.Codebook:
    """The codes of a study in the order of their tree, with how often each was used."""
    return service.codebook(actor(request), study_id)


@router.get("/studies/{study_id}/codebook/drift", response={200: list[code_drift.DriftSign], **REFUSALS})
def codebook_drift(request: HttpRequest, study_id: str) -> tuple[code_drift.DriftSign, ...]:
    """Signs that the codebook drifts, with the counts that each rests on."""
    return code_drift.signs_of(actor(request), study_id)


@router.post("/studies/{study_id}/codes", response={201: Created, **REFUSALS})
def new_code(request: HttpRequest, study_id: str, code: CodeIn) -> Status[dict[str, str]]:
    """Register a code."""
    return Status(201, {"id": service.new_code(actor(request), study_id, code.form())})


@router.get("/codes/{code_id}", response={200: code_pages.CodePage, **REFUSALS})
def get_code(request: HttpRequest, code_id: str, wanted: Query[CodingsWanted]) -> code_pages.CodePage:
    """One code with what is marked with it, newest first, and its examples."""
    who = actor(request)
    page = code_pages.code_page(who, code_id, wanted.cut())
    note_quotes_read(who, [*page.examples, *page.candidates, *page.marked.items])
    return page


@router.put("/codes/{code_id}", response={200: Undoable, **REFUSALS})
def edit_code(request: HttpRequest, code_id: str, code: EditedCodeIn) -> dict[str, str]:
    """Save what a code says."""
    return {"undo_id": service.edit_code(actor(request), code_id, code.form(), code.version)}


@router.put("/codes/{code_id}/place", response={200: Undoable, **REFUSALS})
def move_code(request: HttpRequest, code_id: str, place: CodePlaceIn) -> dict[str, str]:
    """Move a code with all that stands under it."""
    return {"undo_id": service.move_code(actor(request), code_id, place.parent_id, place.before_id)}


@router.put("/codes/{code_id}/retired", response={200: Undoable, **REFUSALS})
def retire_code(request: HttpRequest, code_id: str, retired: RetiredIn) -> dict[str, str]:
    """Close a code for new codings, or open it again."""
    return {"undo_id": service.retire_code(actor(request), code_id, is_retired=retired.is_retired)}


@router.delete("/codes/{code_id}", response={200: Undoable, **REFUSALS})
def delete_code(request: HttpRequest, code_id: str) -> dict[str, str]:
    """Take an unused code away."""
    return {"undo_id": service.delete_code(actor(request), code_id)}


@router.post("/codes/{code_id}/merge", response={200: Undoable, **REFUSALS})
def merge_codes(request: HttpRequest, code_id: str, merge: MergeIn) -> dict[str, str]:
    """Merge a code into another one."""
    return {"undo_id": code_merging.merge_codes(actor(request), code_id, merge.into_id)}


@router.post("/codes/{code_id}/split", response={201: SplitOut, **REFUSALS})
def split_code(request: HttpRequest, code_id: str, split: SplitIn) -> Status[dict[str, str]]:
    """Move chosen codings to a code of their own."""
    new, undo_id = code_merging.split_code(actor(request), code_id, split.name, split.coding_ids)
    return Status(201, {"id": new, "undo_id": undo_id})


@router.post("/codes/{code_id}/examples", response={204: None, **REFUSALS})
def add_example(request: HttpRequest, code_id: str, example: ExampleIn) -> Status[None]:
    """Let a quote show what a code means."""
    code_examples.add_example(actor(request), code_id, example.quote_id)
    return Status(204, None)


@router.delete("/codes/{code_id}/examples/{quote_id}", response={204: None, **REFUSALS})
def remove_example(request: HttpRequest, code_id: str, quote_id: str) -> Status[None]:
    """Take an example away from a code."""
    code_examples.remove_example(actor(request), code_id, quote_id)
    return Status(204, None)
