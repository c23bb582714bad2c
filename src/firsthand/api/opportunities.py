"""The opportunity tree of a study over the API."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import Created, Undoable
from firsthand.domain.synthesis.opportunities import NodeKind
from firsthand.services import exports, tree_places
from firsthand.services import opportunities as service

router = Router(tags=["opportunities"])
Id = Annotated[str, Field(max_length=40)]
Version = Annotated[int, Field(ge=0, le=2_000_000_000)]


class NodeWords(Schema):
    """What a node says; an opportunity cites observations."""

    text: Annotated[str, Field(max_length=500)]
    note: Annotated[str, Field(max_length=5_000)] = ""
    observation_ids: Annotated[tuple[Id, ...], Field(max_length=service.MOST_CITED)] = ()

    def form(self) -> service.NodeForm:
        """The services' word for it."""
        return service.NodeForm(self.text, self.note, self.observation_ids)


class NodeIn(NodeWords):
    """A node as it is written, and what it hangs below."""

    kind: NodeKind
    parent_id: Id = ""


class EditedNodeIn(NodeWords):
    """The same, with the version that was seen."""

    version: Version | None = None


class NodePlaceIn(Schema):
    """Where a node is hung: below a node, behind a sibling, else in front of another."""

    parent_id: Id = ""
    after: Id = ""
    before: Id = ""
    version: Version | None = None


@router.get("/studies/{study_id}/tree", response={200: service.TreePage, **REFUSALS})
def get_tree(request: HttpRequest, study_id: str) -> service.TreePage:
    """The trees of a study, each node before those below it."""
    return service.tree(actor(request), study_id)


@router.post("/studies/{study_id}/tree", response={201: Created, **REFUSALS})
def write_node(request: HttpRequest, study_id: str, node: NodeIn) -> Status[dict[str, str]]:
    """Write a node down."""
    return Status(201, {"id": service.new_node(actor(request), study_id, node.kind, node.form(), node.parent_id)})


@router.get("/tree-nodes/{node_id}", response={200: service.NodePage, **REFUSALS})
def get_node(request: HttpRequest, node_id: str) -> service.NodePage:
    """One node with the observations that it rests on."""
    page = service.node_page(actor(request), node_id)
    exports.note_quotes_read(actor(request), [quote for row in page.observations for quote in row.quotes])
    return page


@router.put("/tree-nodes/{node_id}", response={204: None, **REFUSALS})
def edit_node(request: HttpRequest, node_id: str, node: EditedNodeIn) -> Status[None]:
    """Save what a node says and rests on."""
    service.edit_node(actor(request), node_id, node.form(), node.version)
    return Status(204, None)


@router.put("/tree-nodes/{node_id}/place", response={204: None, **REFUSALS})
def move_node(request: HttpRequest, node_id: str, place: NodePlaceIn) -> Status[None]:
    """Hang a node with its branch elsewhere."""
    wanted = tree_places.TreePlace(place.parent_id, place.after, place.before)
    service.move_node(actor(request), node_id, wanted, place.version)
    return Status(204, None)


@router.delete("/tree-nodes/{node_id}", response={200: Undoable, **REFUSALS})
def delete_node(request: HttpRequest, node_id: str) -> dict[str, str]:
    """Take a node away with all that hangs below it."""
    return {"undo_id": tree_places.delete_branch(actor(request), node_id)}
