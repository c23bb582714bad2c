"""What the demo shows of trust: rules of how long things are kept, and somebody who withdrew, with the receipt."""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.domain.people.actors import Actor
from firsthand.services import records, retention, withdrawals, withdrawing
from firsthand.services.demo_tables import DemoContents, DemoWithdrawal
from firsthand.services.reach import reach_of


def make(actor: Actor, contents: DemoContents, people: Mapping[str, str]) -> None:
    """Set the rules, then let go of who withdraws."""
    retention.set_rules(actor, [retention.RuleForm(**one.model_dump()) for one in contents.retention])
    for one in contents.withdrawal:
        _withdraw(actor, one, people[one.participant])


def _withdraw(actor: Actor, one: DemoWithdrawal, participant_id: str) -> None:
    """Through the same services as in the browser, without waiting for a worker."""
    if one.record_taken:
        for session_id in sorted(withdrawals.sessions_of(reach_of(actor.workspace_id, participant_id))):
            records.take_record(actor, session_id)
    name = withdrawals.withdrawal_preview(actor, participant_id).name
    withdrawing.carry_out(withdrawals.withdraw(actor, participant_id, name), actor)
