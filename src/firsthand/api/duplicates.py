"""Duplicates and merging over the API."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from firsthand.api.people_shapes import MergeIn, PairIn
from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import Undoable
from firsthand.domain.people.own_fields import About
from firsthand.services import duplicates, merging

router = Router(tags=["duplicates"])


class Other(Schema):
    """Which record is merged into the one that the address names."""

    other_id: Annotated[str, Field(max_length=26)]


@router.get("/duplicates", response={200: list[duplicates.Suggestion], **REFUSALS})
def list_duplicates(request: HttpRequest, about: About | None = None) -> list[duplicates.Suggestion]:
    """People, companies or both who may be here twice: of each the fifty surest pairs, with reasons."""
    who, wanted = actor(request), [about] if about else list(About)
    return [pair for one in wanted for pair in duplicates.duplicates(who, one).pairs]


@router.post("/duplicates/apart", response={204: None, **REFUSALS})
def tell_apart(request: HttpRequest, pair: PairIn) -> Status[None]:
    """Say that two who look alike are two; they are not suggested again."""
    duplicates.tell_apart(actor(request), pair.about, pair.first_id, pair.second_id)
    return Status(204, None)


@router.get("/participants/{participant_id}/merge", response={200: merging.MergePage, **REFUSALS})
def look_at_merging_people(request: HttpRequest, participant_id: str, other: Query[Other]) -> merging.MergePage:
    """What merging the other participant into this one would do; changes nothing."""
    return merging.merge_page(actor(request), About.PEOPLE, participant_id, other.other_id)


@router.post("/participants/{participant_id}/merge", response={200: Undoable, **REFUSALS})
def merge_people(request: HttpRequest, participant_id: str, wanted: MergeIn) -> dict[str, str]:
    """Merge the other participant into this one; post the `undo_id` to /undo/ within a day to take them apart."""
    return {"undo_id": merging.merge(actor(request), About.PEOPLE, participant_id, wanted.other_id, wanted.choices)}


@router.get("/companies/{company_id}/merge", response={200: merging.MergePage, **REFUSALS})
def look_at_merging_companies(request: HttpRequest, company_id: str, other: Query[Other]) -> merging.MergePage:
    """What merging the other company into this one would do; changes nothing."""
    return merging.merge_page(actor(request), About.COMPANIES, company_id, other.other_id)


@router.post("/companies/{company_id}/merge", response={200: Undoable, **REFUSALS})
def merge_companies(request: HttpRequest, company_id: str, wanted: MergeIn) -> dict[str, str]:
    """Merge the other company into this one; post the `undo_id` to /undo/ within a day to take them apart."""
    return {"undo_id": merging.merge(actor(request), About.COMPANIES, company_id, wanted.other_id, wanted.choices)}
