"""Codings and the coding queue over the API: words marked with codes, by members and by models under their names."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import Undoable
from firsthand.services import coding_lists, coding_tasks, codings
from firsthand.services.coding_lists import CodedWords
from firsthand.services.coding_tasks import CodingWish, QueuePage
from firsthand.services.codings import WHOLE_TURN, Span
from firsthand.services.exports import note_quotes_read
from firsthand.services.fields import line
from firsthand.services.slices import Slice

router = Router(tags=["codings"])
Id = Annotated[str, Field(max_length=40)]
Place = Annotated[int, Field(ge=0, le=10_000_000)]


class ModelIn(Schema):
    """The model whose coding it is."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    version: Annotated[str, Field(min_length=1, max_length=60)]

    def spelled(self) -> str:
        """Its name among the coders."""
        name = line(self.name, "model", 120, is_required=True)
        return f"{name} {line(self.version, 'version', 60, is_required=True)}"


class MarkIn(Schema):
    """Words and the codes they are marked with; without `finish`, to the end of the last turn."""

    code_ids: Annotated[list[Id], Field(min_length=1, max_length=codings.MOST_CODES)]
    first_turn: Place
    begin: Place = 0
    last_turn: Place | None = None  # none: the first one
    finish: Place | None = None
    model: ModelIn | None = None

    def span(self) -> Span:
        """The services' word for the place."""
        last = self.first_turn if self.last_turn is None else self.last_turn
        return Span(self.first_turn, self.begin, last, WHOLE_TURN if self.finish is None else self.finish)


class Ids(Schema):
    """What is there now, in the order it was asked for."""

    ids: list[str]


class WishIn(Schema):
    """Who is to code which sessions, and whether without seeing the others' marks."""

    session_ids: Annotated[list[Id], Field(max_length=coding_tasks.MOST)]
    member_ids: Annotated[list[Id], Field(max_length=coding_tasks.MOST)]
    is_blind: bool = False


class ReachedIn(Schema):
    """The turn that the coder has come to, by its index."""

    turn: Place


@router.get("/transcripts/{transcript_id}/codings", response={200: Slice[CodedWords], **REFUSALS})
def list_transcript_codings(request: HttpRequest, transcript_id: str, part: Query[Part]) -> Slice[CodedWords]:
    """The codings of a transcript with their words, newest first."""
    listed = coding_lists.codings_of_transcript(actor(request), transcript_id, part.cut())
    note_quotes_read(actor(request), listed.items)
    return listed


@router.get("/codes/{code_id}/codings", response={200: Slice[CodedWords], **REFUSALS})
def list_code_codings(request: HttpRequest, code_id: str, part: Query[Part]) -> Slice[CodedWords]:
    """What is marked with a code, newest first."""
    listed = coding_lists.codings_of_code(actor(request), code_id, part.cut())
    note_quotes_read(actor(request), listed.items)
    return listed


@router.post("/transcripts/{transcript_id}/codings", response={201: Ids, **REFUSALS})
def mark_words(request: HttpRequest, transcript_id: str, mark: MarkIn) -> Status[dict[str, list[str]]]:
    """Mark words with codes, for oneself or for a model; the ids in the order of the codes."""
    model = mark.model.spelled() if mark.model else ""
    made = codings.mark_all(actor(request), transcript_id, mark.code_ids, mark.span(), model)
    return Status(201, {"ids": list(made)})


@router.delete("/codings/{coding_id}", response={200: Undoable, **REFUSALS})
def unmark_words(request: HttpRequest, coding_id: str) -> dict[str, str]:
    """Take a coding away."""
    return {"undo_id": codings.unmark(actor(request), coding_id)}


@router.get("/studies/{study_id}/coding-queue", response={200: QueuePage, **REFUSALS})
def get_coding_queue(request: HttpRequest, study_id: str) -> QueuePage:
    """The sessions of a study to code, whose task each is, and how far they are."""
    return coding_tasks.coding_queue(actor(request), study_id)


@router.post("/coding-tasks", response={201: Ids, **REFUSALS})
def ask_for_coding(request: HttpRequest, wish: WishIn) -> Status[dict[str, list[str]]]:
    """Ask members to code sessions; the ids of the new tasks. Who was asked before keeps the task as it is."""
    asked = CodingWish(tuple(wish.session_ids), tuple(wish.member_ids), wish.is_blind)
    return Status(201, {"ids": list(coding_tasks.assign_coding(actor(request), asked))})


@router.delete("/coding-tasks/{coding_task_id}", response={204: None, **REFUSALS})
def drop_coding(request: HttpRequest, coding_task_id: str) -> Status[None]:
    """Take a task back; what was coded stays."""
    coding_tasks.drop_coding(actor(request), coding_task_id)
    return Status(204, None)


@router.post("/sessions/{session_id}/coding/take", response={200: Ids, **REFUSALS})
def take_coding(request: HttpRequest, session_id: str) -> dict[str, list[str]]:
    """Take a session to code oneself; the id of one's task."""
    return {"ids": [coding_tasks.take_coding(actor(request), session_id)]}


@router.put("/sessions/{session_id}/coding/reached", response={204: None, **REFUSALS})
def reach_turn(request: HttpRequest, session_id: str, reached: ReachedIn) -> Status[None]:
    """Note how far one has come."""
    coding_tasks.reach_turn(actor(request), session_id, reached.turn)
    return Status(204, None)


@router.post("/sessions/{session_id}/coding/finish", response={204: None, **REFUSALS})
def finish_coding(request: HttpRequest, session_id: str) -> Status[None]:
    """Say that one is done with a session."""
    coding_tasks.finish_coding(actor(request), session_id)
    return Status(204, None)


@router.post("/sessions/{session_id}/coding/reopen", response={204: None, **REFUSALS})
def reopen_coding(request: HttpRequest, session_id: str) -> Status[None]:
    """Go on coding a session that one was done with."""
    coding_tasks.reopen_coding(actor(request), session_id)
    return Status(204, None)
