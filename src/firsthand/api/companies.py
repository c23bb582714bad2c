"""Companies over the API."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Status

from firsthand.api.people_shapes import CompanyIn, EditedCompanyIn
from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import Created, Undoable
from firsthand.services import companies
from firsthand.services.slices import Slice

router = Router(tags=["companies"])


class Wanted(Part):
    """Which companies."""

    search: Annotated[str, Field(max_length=200)] = ""  # part of the name


@router.get("/companies", response={200: Slice[companies.CompanyRow], **REFUSALS})
def list_companies(request: HttpRequest, part: Query[Wanted]) -> Slice[companies.CompanyRow]:
    """The companies, newest first, with how many people are known there."""
    return companies.companies(actor(request), part.cut(), part.search)


@router.post("/companies", response={201: Created, **REFUSALS})
def add_company(request: HttpRequest, company: CompanyIn) -> Status[dict[str, str]]:
    """Write a new company down."""
    form = companies.CompanyForm(**company.dict())
    return Status(201, {"id": companies.add_company(actor(request), form)})


@router.get("/companies/{company_id}", response={200: companies.CompanyPage, **REFUSALS})
def get_company(request: HttpRequest, company_id: str) -> companies.CompanyPage:
    """One company with its people."""
    return companies.company_page(actor(request), company_id)


@router.put("/companies/{company_id}", response={204: None, **REFUSALS})
def edit_company(request: HttpRequest, company_id: str, company: EditedCompanyIn) -> Status[None]:
    """Save what is known of a company."""
    form = companies.CompanyForm(**company.dict(exclude={"version"}))
    companies.edit_company(actor(request), company_id, form, company.version)
    return Status(204, None)


@router.delete("/companies/{company_id}", response={200: Undoable, **REFUSALS})
def delete_company(request: HttpRequest, company_id: str) -> dict[str, str]:
    """Take a company away at which nobody works."""
    return {"undo_id": companies.delete_company(actor(request), company_id)}
