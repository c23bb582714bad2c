"""Opportunities: unmet needs, pains and wishes in the language of the problem, between an outcome and its solutions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class NodeKind(StrEnum):
    """What a node of a tree is; each kind hangs below the one before, opportunities below one another too."""

    OUTCOME = "outcome"
    OPPORTUNITY = "opportunity"
    SOLUTION = "solution"
    TEST = "test"  # of an assumption that a solution rests on


PARENTS: Mapping[NodeKind, frozenset[NodeKind | None]] = {  # what each kind may hang below; None is nothing
    NodeKind.OUTCOME: frozenset({None}),
    NodeKind.OPPORTUNITY: frozenset({NodeKind.OUTCOME, NodeKind.OPPORTUNITY}),
    NodeKind.SOLUTION: frozenset({NodeKind.OPPORTUNITY}),
    NodeKind.TEST: frozenset({NodeKind.SOLUTION}),
}
DEEPEST = 8  # nodes from the outcome down; a deeper tree is two trees


def may_hang(kind: NodeKind, below: NodeKind | None) -> bool:
    """Whether a node of this kind may hang below one of that kind, or stand at the top."""
    return below in PARENTS[kind]


def kinds_below(kind: NodeKind | None) -> tuple[NodeKind, ...]:
    """The kinds of nodes that may be added below a node, or at the top."""
    return tuple(one for one in NodeKind if may_hang(one, kind))


def branch(parents: Mapping[str, str | None], root: str) -> frozenset[str]:
    """A node with everything that hangs below it; `parents` gives the parent of each node."""
    found: set[str] = {root}
    while True:
        more = {node for node, parent in parents.items() if parent in found} - found
        if not more:
            return frozenset(found)
        found |= more


def depth_of(parents: Mapping[str, str | None], node: str | None) -> int:
    """How many nodes stand from the top down to this one; 0 for nothing."""
    depth, seen = 0, set[str]()
    while node is not None and node not in seen:
        seen.add(node)
        depth, node = depth + 1, parents.get(node)
    return depth


def height_of(parents: Mapping[str, str | None], nodes: Collection[str], root: str) -> int:
    """How many nodes stand on the longest way down within a branch."""
    above = depth_of(parents, root) - 1
    return max(depth_of(parents, node) - above for node in nodes)
