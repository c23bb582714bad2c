"""The invitations of a demo workspace: a draft, a letter in the outbox, and some that were sent and answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time

from firsthand.domain.people.actors import Actor
from firsthand.domain.people.invitations import InvitationState
from firsthand.services import invitations, outbox
from firsthand.services.demo_reading import Strict
from firsthand.services.invitation_drafts import draft_invitations

NINE = time(9)
LINK = "https://quayline.example/consent/{}/"


class DemoInvitation(Strict):
    """Somebody asked for a conversation: a draft, unless it was sent on a day or goes by letter as the demo is made."""

    participant: str  # a key
    by: str = "owner"  # the key of the member who asks
    study: str = ""  # a key
    to: str = ""  # an address
    sent: date | None = None
    by_letter: bool = False  # the letter lies in the outbox, noted as sent by hand
    reason: str = ""  # why they are asked by letter though they were asked a short time ago
    answer: InvitationState | None = None
    answered: date | None = None


def invitation_faults(
    wanted: Iterable[DemoInvitation], people: Collection[str], members: Collection[str], studies: Collection[str]
) -> Iterator[str]:
    """What does not fit together: everybody invited, whoever asks, and every study, is there."""
    for one in wanted:
        if one.by not in members:
            yield f"invitation of {one.participant}: there is no member “{one.by}”"
        if one.participant not in people:
            yield f"invitation: there is no participant “{one.participant}”"
        if one.study and one.study not in studies:
            yield f"invitation of {one.participant}: there is no study “{one.study}”"
        if (one.answer is None) != (one.answered is None) or (one.answer and not one.sent):
            yield f"invitation of {one.participant}: an answer needs the days on which it was sent and answered"


def make_invitation(actor: Actor, one: DemoInvitation, people: Mapping[str, str], studies: Mapping[str, str]) -> None:
    """Write one invitation down as far as it got."""
    made = draft_invitations(actor, [people[one.participant]], study_id=studies.get(one.study))[0]
    if one.to:
        form = invitations.invitation_page(actor, made).form
        invitations.edit_invitation(actor, made, replace(form, to_address=one.to))
    if one.by_letter:
        letter_id = invitations.send_invitation(actor, made, None, LINK.format, one.reason)
        outbox.mark_sent_by_hand(actor, letter_id)
    elif one.sent:
        invitations.note_sent(actor, made, datetime.combine(one.sent, NINE, UTC))
    if one.answer and one.answered:
        invitations.log_answer(actor, made, one.answer, datetime.combine(one.answered, NINE, UTC))
