"""Where a node may hang in an opportunity tree, and what goes with it when its branch is taken away."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.synthesis.board import STEP, numbered_anew, put_among
from firsthand.domain.synthesis.opportunities import DEEPEST, PARENTS, NodeKind, branch, depth_of, height_of, may_hang
from firsthand.services.access import absent, found
from firsthand.services.acting import acting
from firsthand.services.live import require_synthesis_open
from firsthand.services.undo import take_away
from firsthand.storage.opportunities import TreeNodeRecord
from firsthand.storage.studies import StudyRecord

MOST = 500  # nodes of a study


@dataclass(frozen=True, slots=True)
class TreePlace:
    """Where a node is hung: below a node ("" is the top), behind a sibling, in front of another."""

    parent_id: str = ""
    after: str = ""
    before: str = ""


def delete_branch(actor: Actor, node_id: str) -> str:
    """Take a node away with all that hangs below it; gives the id by which it can be undone for a day."""
    record = found(actor, Action.CHANGE, TreeNodeRecord, node_id, "study")
    if record.study is None or record.study.deleted_at is not None:
        raise absent()
    require_synthesis_open([record.study_id])
    subject, verb = Ref(Kind.TREE_NODE, record.id), f"deleted {record.kind}"
    with acting(actor, verb, subject):
        gone = branch(_parents(record.study), record.id)
        return take_away(actor, verb, subject, {Kind.TREE_NODE: sorted(gone)})


def require_place(kind: NodeKind, parent: TreeNodeRecord | None) -> None:
    """Refuse a node that may not hang below another one. Raises Invalid, saying what it may hang below."""
    if may_hang(kind, NodeKind(parent.kind) if parent else None):
        return
    above = " or ".join(sorted(f"an {one}" if one[0] in "aeiou" else f"a {one}" for one in PARENTS[kind] if one))
    where = f"hangs below {above}" if above else "stands at the top"
    name = "A test of an assumption" if kind is NodeKind.TEST else f"{'An' if kind[0] in 'aeiou' else 'A'} {kind}"
    raise Invalid(f"{name} {where}. Nothing was changed; choose another place for it.", where="parent")


def require_room(study: StudyRecord, parent: TreeNodeRecord | None, moved_id: str = "") -> None:
    """Refuse a tree that grows too deep or too large, or a branch that would hang below itself. Raises Invalid."""
    parents = _parents(study)
    if not moved_id and len(parents) >= MOST:
        raise Invalid(f"A study's tree holds {MOST} nodes. Nothing was changed.", where="text")
    moved = branch(parents, moved_id) if moved_id else frozenset()
    if parent and parent.id in moved:
        raise Invalid("A branch can't hang below itself. Nothing was changed; choose another place.", where="parent")
    height = height_of(parents, moved, moved_id) if moved_id else 1
    if depth_of(parents, parent.id if parent else None) + height > DEEPEST:
        raise Invalid(
            f"A tree is at most {DEEPEST} nodes deep. Nothing was changed; make it two trees.", where="parent"
        )


def next_place(study: StudyRecord, parent: TreeNodeRecord | None) -> float:
    """The place behind the last of the siblings."""
    last = _siblings(study, parent.id if parent else "")
    return last[-1][1] + STEP if last else 0.0


def place_of(study: StudyRecord, node_id: str, place: TreePlace) -> float:
    """Where a node goes among its siblings to be; they are numbered anew where there is no room."""
    others = [one for one in _siblings(study, place.parent_id) if one[0] != node_id]
    index, position = put_among(others, node_id, place.after, place.before)
    if position is not None:
        return position
    order = [one for one, _ in others]
    order.insert(index, node_id)
    anew = numbered_anew(order)
    for one, at in anew.items():
        TreeNodeRecord.objects.filter(id=one).update(position=at)
    return anew[node_id]


def _siblings(study: StudyRecord, parent_id: str) -> list[tuple[str, float]]:
    nodes = TreeNodeRecord.objects.filter(study=study, deleted_at=None, parent=parent_id or None)
    return list(nodes.order_by("position", "created_at", "id").values_list("id", "position"))


def _parents(study: StudyRecord) -> dict[str, str | None]:
    return dict(TreeNodeRecord.objects.filter(study=study, deleted_at=None).values_list("id", "parent_id"))
