"""What participants had read before a conversation: invitations that were sent and the wording they agreed to.

A word that stands there was put into their mouths: what they say with it later is prompted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from firsthand.storage.consents import ConsentRecord
from firsthand.storage.invitations import InvitationRecord


def told_before(participant_ids: Iterable[str]) -> dict[str, str]:
    """Everything each of these people had been sent, as one text; two queries."""
    wanted = set(participant_ids)
    found: defaultdict[str, list[str]] = defaultdict(list)
    sent = InvitationRecord.objects.filter(participant__in=wanted, sent_at__isnull=False)
    for participant_id, subject, text in sent.values_list("participant_id", "subject", "text"):
        found[participant_id] += [subject, text]
    for consent in ConsentRecord.objects.filter(participant__in=wanted, wording__isnull=False).select_related(
        "wording"
    ):
        wording = consent.wording
        if wording:
            found[consent.participant_id] += [wording.title, wording.intro, *map(str, wording.scope_texts.values())]
    return {participant_id: " ".join(texts) for participant_id, texts in found.items()}
