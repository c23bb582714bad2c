"""Addresses of people who withdrew, kept as keyed digests only: so that no table brings back who has gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from firsthand.domain.people.actors import Actor
from firsthand.services.limiting import keyed_digest
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.touchpoints import FigureRecord, TouchpointRecord
from firsthand.storage.withdrawals import WithdrawalRecord

WITHDREW = "withdrew, left out"  # what a preview says of their row


def marks_of(workspace_id: str, people: Collection[str]) -> list[str]:
    """What stands for every address that these participants are known by; nobody can read an address from it."""
    addresses = set(ParticipantRecord.objects.filter(id__in=people).values_list("email", flat=True))
    for record in (TouchpointRecord, FigureRecord):
        addresses |= set(record.objects.filter(participant__in=people).values_list("sender_email", flat=True))
    return sorted({_mark(workspace_id, address) for address in addresses if address.strip()})


class WithdrawnAddresses:
    """The marks of a workspace, to hold rows of tables against; one query, and none where nobody withdrew by mail."""

    def __init__(self, actor: Actor) -> None:
        self._workspace_id = actor.workspace_id
        kept = WithdrawalRecord.objects.filter(workspace_id=actor.workspace_id).values_list("address_marks", flat=True)
        self._marks = frozenset(mark for marks in kept for mark in marks)

    def hold(self, addresses: Iterable[str]) -> bool:
        """Whether one of these addresses was somebody's who withdrew."""
        return any(_mark(self._workspace_id, one) in self._marks for one in addresses if self._marks and one.strip())


def _mark(workspace_id: str, address: str) -> str:
    return keyed_digest("withdrew", workspace_id, address.strip().casefold())
