"""The opportunity tree of a study: outcomes, opportunities that cite observations, solutions, and tests of assumptions.

What people and companies stand behind an opportunity is counted from the observations that it cites, each time it is
shown. An observation never turns into an opportunity: the opportunity is written anew and cites it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.synthesis.board import Behind, Coverage, coverage
from firsthand.domain.synthesis.disguises import Found, disguises
from firsthand.domain.synthesis.opportunities import NodeKind, kinds_below
from firsthand.services.access import absent, found, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.card_rows import hold_board
from firsthand.services.fields import line, passage
from firsthand.services.live import require_synthesis_open
from firsthand.services.observation_rows import ObservationRow, living, observation_rows
from firsthand.services.tree_places import TreePlace, next_place, place_of, require_place, require_room
from firsthand.storage.observations import ObservationRecord
from firsthand.storage.opportunities import OpportunityCitationRecord, TreeNodeRecord
from firsthand.storage.studies import StudyRecord

MOST_CITED = 100  # observations of one opportunity
CITES_NOTHING = (
    "An opportunity cites observations: what was said, done or shown that makes you see it. Nothing was saved; what "
    "you typed is still here. Choose at least one observation, or write one first."
)


@dataclass(frozen=True, slots=True)
class NodeForm:
    """What a member can write about a node."""

    text: str
    note: str = ""
    observation_ids: tuple[str, ...] = ()  # of an opportunity


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One node with what it rests on."""

    id: str
    parent_id: str | None
    kind: NodeKind
    text: str
    note: str
    depth: int  # 0 at the top
    observation_ids: tuple[str, ...]
    coverage: Coverage
    disguises: tuple[Found, ...]  # of an opportunity: what makes it a solution in disguise
    version: int

    @property
    def rests_on_nothing(self) -> bool:
        """Whether it is an opportunity whose observations are all gone."""
        return self.kind is NodeKind.OPPORTUNITY and not self.observation_ids


@dataclass(frozen=True, slots=True)
class TreePage:
    """The trees of a study, each node before those below it."""

    study_id: str
    study_title: str
    nodes: tuple[NodeRow, ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class NodePage:
    """One node with everything it rests on and what may be done with it."""

    study_id: str
    study_title: str
    row: NodeRow
    observations: tuple[ObservationRow, ...]
    above: tuple[NodeRow, ...]  # from the top down to its parent
    below: tuple[NodeRow, ...]  # its children
    may_add: tuple[NodeKind, ...]
    may_change: bool


def tree(actor: Actor, study_id: str) -> TreePage:
    """The trees of a study; the same few queries however many nodes there are."""
    study = found(actor, Action.READ, StudyRecord, study_id)
    return TreePage(study.id, study.title, _rows(actor, study), may(actor, Action.CHANGE))


def node_page(actor: Actor, node_id: str) -> NodePage:
    """One node."""
    record = _there(actor, Action.READ, node_id)
    study = found(actor, Action.READ, StudyRecord, record.study_id or "")
    rows = _rows(actor, study)
    row = next((one for one in rows if one.id == record.id), None)
    if row is None:
        raise absent()
    cited = observation_rows(actor, row.observation_ids)
    by_id = {one.id: one for one in rows}
    above: list[NodeRow] = []
    parent = row.parent_id
    while parent:
        above.insert(0, by_id[parent])
        parent = by_id[parent].parent_id
    return NodePage(
        study_id=study.id,
        study_title=study.title,
        row=row,
        observations=tuple(cited[one] for one in row.observation_ids if one in cited),
        above=tuple(above),
        below=tuple(one for one in rows if one.parent_id == row.id),
        may_add=kinds_below(row.kind),
        may_change=may(actor, Action.CHANGE),
    )


def new_node(actor: Actor, study_id: str, kind: NodeKind, form: NodeForm, parent_id: str = "") -> str:
    """Write a node down, behind its siblings; gives its id.

    Raises Invalid for a node that may not hang there, or an opportunity that cites nothing.
    """
    study = found(actor, Action.CHANGE, StudyRecord, study_id)
    parent = _parent(actor, study, parent_id)
    require_place(kind, parent)
    fields, cited = _checked(form), _cited(actor, study, kind, form)
    require_synthesis_open([study.id])
    node_id = new_id(Kind.TREE_NODE)
    with acting(actor, f"wrote {kind}", Ref(Kind.TREE_NODE, node_id)):
        hold_board(study.id)
        require_room(study, parent)
        TreeNodeRecord.objects.create(
            id=node_id,
            workspace_id=actor.workspace_id,
            study=study,
            parent=parent,
            kind=kind,
            position=next_place(study, parent),
            member_id=actor.id,
            **fields,
        )
        _cite(actor, node_id, cited)
    return node_id


def edit_node(actor: Actor, node_id: str, form: NodeForm, version: int | None = None) -> None:
    """Save what a member changed about a node. Raises Conflict where somebody saved since `version`."""
    record, study = _with_study(actor, node_id)
    require_version(version, record.version, "node")
    fields, cited = _checked(form), _cited(actor, study, NodeKind(record.kind), form)
    require_synthesis_open([study.id])
    with acting(actor, f"edited {record.kind}", Ref(Kind.TREE_NODE, record.id)):
        _save(record, fields)
        there = living(actor).values("id")
        OpportunityCitationRecord.objects.filter(node=record, observation__in=there).delete()
        _cite(actor, record.id, cited)


def rename_node(actor: Actor, node_id: str, text: str, version: int | None = None) -> None:
    """Change the words of a node in its place. Raises Conflict where somebody saved since `version`."""
    record, study = _with_study(actor, node_id)
    require_version(version, record.version, "node")
    words = line(text, "text", 500, is_required=True)
    require_synthesis_open([study.id])
    with acting(actor, f"edited {record.kind}", Ref(Kind.TREE_NODE, record.id)):
        _save(record, {"text": words})


def move_node(actor: Actor, node_id: str, place: TreePlace, version: int | None = None) -> None:
    """Hang a node with its branch below another one, or put it elsewhere among its siblings.

    Raises Conflict where somebody changed it since `version`, Invalid where it may not hang there.
    """
    record, study = _with_study(actor, node_id)
    require_version(version, record.version, "node")
    parent = _parent(actor, study, place.parent_id)
    require_place(NodeKind(record.kind), parent)
    require_synthesis_open([study.id])
    with acting(actor, f"moved {record.kind}", Ref(Kind.TREE_NODE, record.id)):
        hold_board(study.id)
        require_room(study, parent, record.id)
        _save(record, {"parent": parent, "position": place_of(study, record.id, place)})


def _save(record: TreeNodeRecord, fields: Mapping[str, object]) -> None:
    query = TreeNodeRecord.objects.filter(id=record.id, version=record.version)
    saved = query.update(**fields, version=record.version + 1)
    require_version(record.version, record.version if saved else -1, "node")


def _there(actor: Actor, action: Action, node_id: str) -> TreeNodeRecord:
    """A node of a study that is there."""
    record = found(actor, action, TreeNodeRecord, node_id, "study", "parent")
    if record.study is None or record.study.deleted_at is not None:
        raise absent()
    return record


def _with_study(actor: Actor, node_id: str) -> tuple[TreeNodeRecord, StudyRecord]:
    record = _there(actor, Action.CHANGE, node_id)
    return record, found(actor, Action.CHANGE, StudyRecord, record.study_id or "")


def _parent(actor: Actor, study: StudyRecord, parent_id: str) -> TreeNodeRecord | None:
    if not parent_id:
        return None
    parent = _there(actor, Action.CHANGE, parent_id)
    if parent.study_id != study.id:
        raise Invalid("A node hangs in the tree of its own study. Nothing was changed.", where="parent")
    return parent


def _checked(form: NodeForm) -> dict[str, str]:
    return {"text": line(form.text, "text", 500, is_required=True), "note": passage(form.note, "note", 5_000)}


def _cited(actor: Actor, study: StudyRecord, kind: NodeKind, form: NodeForm) -> list[ObservationRecord]:
    """The observations that an opportunity cites; other nodes rest on the opportunity above them."""
    if kind is not NodeKind.OPPORTUNITY:
        return []
    wanted = list(dict.fromkeys(form.observation_ids))
    if not wanted:
        raise Invalid(CITES_NOTHING, where="observations")
    if len(wanted) > MOST_CITED:
        raise Invalid(
            f"An opportunity cites at most {MOST_CITED} observations. Nothing was saved.", where="observations"
        )
    known = {one.id: one for one in living(actor).filter(study=study, id__in=wanted)}
    if len(known) != len(wanted):
        raise absent()
    return [known[one] for one in wanted]


def _cite(actor: Actor, node_id: str, observations: Iterable[ObservationRecord]) -> None:
    OpportunityCitationRecord.objects.bulk_create(
        OpportunityCitationRecord(workspace_id=actor.workspace_id, node_id=node_id, observation=one)
        for one in observations
    )


def _rows(actor: Actor, study: StudyRecord) -> tuple[NodeRow, ...]:
    """All nodes of a study, each before those below it; one whose parent is gone waits for its parent to come back."""
    nodes = list(visible(actor, TreeNodeRecord).filter(study=study).order_by("position", "created_at", "id"))
    links = OpportunityCitationRecord.objects.filter(node__in=[node.id for node in nodes]).order_by("created_at", "id")
    cited: defaultdict[str, list[str]] = defaultdict(list)
    for node_id, observation_id in links.values_list("node_id", "observation_id"):
        cited[node_id].append(observation_id)
    known = observation_rows(actor, {one for some in cited.values() for one in some})
    below: defaultdict[str | None, list[TreeNodeRecord]] = defaultdict(list)
    for node in nodes:
        below[node.parent_id].append(node)
    rows: list[NodeRow] = []
    waiting = [(node, 0) for node in reversed(below[None])]
    while waiting:
        node, depth = waiting.pop()
        rows.append(_row(node, depth, [known[one] for one in cited[node.id] if one in known]))
        waiting += [(child, depth + 1) for child in reversed(below[node.id])]
    return tuple(rows)


def _row(node: TreeNodeRecord, depth: int, observations: Sequence[ObservationRow]) -> NodeRow:
    kind = NodeKind(node.kind)
    return NodeRow(
        id=node.id,
        parent_id=node.parent_id,
        kind=kind,
        text=node.text,
        note=node.note,
        depth=depth,
        observation_ids=tuple(one.id for one in observations),
        coverage=coverage(_behind(one) for one in observations),
        disguises=disguises(node.text) if kind is NodeKind.OPPORTUNITY else (),
        version=node.version,
    )


def _behind(row: ObservationRow) -> Behind:
    return Behind(
        tuple(one.id for one in row.people), row.companies, tuple(one.segment for one in row.people if one.segment)
    )
