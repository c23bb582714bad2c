"""The workspace's own fields over the API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from firsthand.api.people_shapes import EditedFieldIn, FieldIn
from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import Created
from firsthand.domain.people.own_fields import About, OwnField
from firsthand.services import own_fields

router = Router(tags=["own fields"])


@router.get("/own-fields", response={200: list[OwnField], **REFUSALS})
def list_fields(request: HttpRequest, about: About | None = None) -> list[OwnField]:
    """The fields on people, on companies or on both in the order that they are asked in, retired ones too."""
    who, wanted = actor(request), [about] if about else list(About)
    return [field for one in wanted for field in own_fields.own_fields(who, one, with_retired=True)]


@router.post("/own-fields", response={201: Created, **REFUSALS})
def add_field(request: HttpRequest, field: FieldIn) -> Status[dict[str, str]]:
    """Add a field; owners only."""
    form = own_fields.FieldForm(field.label, field.kind, tuple(field.choices))
    return Status(201, {"id": own_fields.add_field(actor(request), field.about, form)})


@router.put("/own-fields/{field_id}", response={204: None, **REFUSALS})
def edit_field(request: HttpRequest, field_id: str, field: EditedFieldIn) -> Status[None]:
    """Change a field's label and choices, retire it or bring it back; owners only."""
    who, form = actor(request), own_fields.FieldForm(field.label, "", tuple(field.choices))
    own_fields.edit_field(who, field_id, form, is_retired=field.is_retired)
    return Status(204, None)
