"""Observations over the API: linted, with what they cite checked and what they count counted at each call."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import Created, Undoable
from firsthand.domain.evidence.observations import Finding, ObservationKind
from firsthand.domain.synthesis.mentions import Measure
from firsthand.services import exports
from firsthand.services import observations as service
from firsthand.services.slices import Slice

router = Router(tags=["observations"])
Id = Annotated[str, Field(max_length=40)]


class ObservationsWanted(Part):
    """Which observations."""

    limit: Annotated[int, Field(ge=1, le=100)] = 50
    study_id: Annotated[str, Field(max_length=40)] = ""
    session_id: Annotated[str, Field(max_length=40)] = ""
    participant_id: Annotated[str, Field(max_length=40)] = ""
    kind: ObservationKind | None = None
    search: Annotated[str, Field(max_length=200)] = ""


class CountIn(Schema):
    """What is to be counted."""

    measure: Measure
    terms: Annotated[tuple[Annotated[str, Field(max_length=100)], ...], Field(min_length=1, max_length=50)]


class ObservationIn(Schema):
    """An observation as it is written; it rests on at least one quote, note or count."""

    kind: ObservationKind
    text: Annotated[str, Field(max_length=2_000)]
    study_id: Annotated[str, Field(max_length=40)] = ""
    session_id: Annotated[str, Field(max_length=40)] = ""
    quote_ids: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
    note_ids: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
    count: CountIn | None = None

    def form(self) -> service.ObservationForm:
        """The services' word for it."""
        count = service.CountForm(self.count.measure, self.count.terms) if self.count else None
        return service.ObservationForm(
            self.kind, self.text, self.study_id, self.session_id, self.quote_ids, self.note_ids, count
        )


class EditedObservationIn(ObservationIn):
    """The same, with the version that was seen."""

    version: int | None = None


class DraftIn(Schema):
    """A sentence to be looked through, with the words of its evidence."""

    text: Annotated[str, Field(max_length=2_000)]
    cited: Annotated[tuple[Annotated[str, Field(max_length=20_000)], ...], Field(max_length=50)] = ()


@router.get("/observations", response={200: Slice[service.ObservationRow], **REFUSALS})
def list_observations(request: HttpRequest, wanted: Query[ObservationsWanted]) -> Slice[service.ObservationRow]:
    """Observations, newest first, with what they rest on."""
    which = service.ObservationFilter(
        wanted.study_id, wanted.session_id, wanted.kind or "", wanted.participant_id, wanted.search
    )
    found = service.observations(actor(request), "", wanted.cut(), which)
    exports.note_quotes_read(actor(request), [quote for row in found.items for quote in row.quotes])
    return found


@router.post("/observations", response={201: Created, **REFUSALS})
def write_observation(request: HttpRequest, observation: ObservationIn) -> Status[dict[str, str]]:
    """Write an observation down."""
    return Status(201, {"id": service.new_observation(actor(request), observation.form())})


@router.post("/observations/check", response={200: list[Finding], **REFUSALS})
def check_observation(request: HttpRequest, draft: DraftIn) -> list[Finding]:
    """The words of interpretation in a sentence; nothing is kept."""
    return list(service.interpretation(actor(request), draft.text, (), draft.cited))


@router.get("/observations/{observation_id}", response={200: service.ObservationPage, **REFUSALS})
def get_observation(request: HttpRequest, observation_id: str) -> service.ObservationPage:
    """One observation with what it rests on and what rests on it."""
    page = service.observation_page(actor(request), observation_id)
    exports.note_quotes_read(actor(request), page.row.quotes)
    return page


@router.put("/observations/{observation_id}", response={204: None, **REFUSALS})
def edit_observation(request: HttpRequest, observation_id: str, observation: EditedObservationIn) -> Status[None]:
    """Save what an observation says and rests on."""
    service.edit_observation(actor(request), observation_id, observation.form(), observation.version)
    return Status(204, None)


@router.delete("/observations/{observation_id}", response={200: Undoable, **REFUSALS})
def delete_observation(request: HttpRequest, observation_id: str) -> dict[str, str]:
    """Take an observation away."""
    return {"undo_id": service.delete_observation(actor(request), observation_id)}
