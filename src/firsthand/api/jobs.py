"""Work under way over the API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.services import jobs
from firsthand.services.slices import Slice

router = Router(tags=["jobs"])


@router.get("/jobs", response={200: Slice[jobs.JobPage], **REFUSALS})
def list_jobs(request: HttpRequest, part: Query[Part]) -> Slice[jobs.JobPage]:
    """The work of the workspace, newest first."""
    return jobs.jobs(actor(request), part.cut())


@router.get("/jobs/{job_id}", response={200: jobs.JobPage, **REFUSALS})
def get_job(request: HttpRequest, job_id: str) -> jobs.JobPage:
    """How far a piece of work is."""
    return jobs.job_page(actor(request), job_id)


@router.post("/jobs/{job_id}/cancel", response={204: None, **REFUSALS})
def cancel_job(request: HttpRequest, job_id: str) -> Status[None]:
    """Stop it at its next step."""
    jobs.cancel_job(actor(request), job_id)
    return Status(204, None)


@router.post("/jobs/{job_id}/retry", response={204: None, **REFUSALS})
def retry_job(request: HttpRequest, job_id: str) -> Status[None]:
    """Try again what failed or was cancelled."""
    jobs.retry_job(actor(request), job_id)
    return Status(204, None)
