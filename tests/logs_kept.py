"""Audit logs of our own, with good hashes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from firsthand.domain.people.audit import GENESIS, LoggedEvent, event_hash

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def log_of(count: int, workspace: str = "wsp_parcels") -> list[LoggedEvent]:
    events: list[LoggedEvent] = []
    for number in range(1, count + 1):
        at = NOON + timedelta(minutes=number)
        last = events[-1].hash if events else GENESIS
        who = ("member", "mem_ana", f"did thing {number}", "stu", "stu_1", "")
        event = LoggedEvent(workspace, number, at, *who, last, "")
        events.append(replace(event, hash=event_hash(event)))
    return events
