"""Inviting participants: drafts to edit, letters sent through the outbox, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid, NotAllowed
from firsthand.domain.ids import Kind
from firsthand.domain.people import outbox as outgoing
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.fatigue import Reach, Verdict
from firsthand.domain.people.invitation_letters import filled
from firsthand.domain.people.invitations import (
    ANSWERS,
    LINK_HERE,
    MOST_TIMES,
    TRANSITIONS,
    InvitationState,
)
from firsthand.domain.people.outbox import Attachment, Letter
from firsthand.formats.invitation_calendars import Appointment, write_appointment
from firsthand.services.access import absent, found, require, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.consent_links import new_link
from firsthand.services.fatigue import verdicts
from firsthand.services.fields import line, passage
from firsthand.services.invitation_standings import RELATED, InvitationRow, invitation_rows
from firsthand.services.outbox import address_of, put, require_sendable
from firsthand.services.scheduling import MINUTES, require_zone
from firsthand.services.slices import Cut, Slice, cut
from firsthand.services.workspaces import workspace_name
from firsthand.storage.invitations import InvitationRecord

LinkOf = Callable[[str], str]  # the secret of a consent link -> the address of its page
LINK_SHOWN = "[the private link to what they may agree to is put here when the letter is sent]"


@dataclass(frozen=True, slots=True)
class InvitationForm:
    """What a member can change about a draft."""

    to_address: str
    subject: str
    text: str  # with {times} and {consent link} where these belong
    times: tuple[datetime, ...] = ()  # aware
    zone: str = "UTC"  # IANA name, in which the times are told
    minutes: int = 45
    location: str = ""


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """One invitation with everything that goes out, or went."""

    row: InvitationRow
    form: InvitationForm
    letter: Letter  # exactly as it goes out, but for the secret of the link
    letter_id: str | None  # in the outbox
    is_german: bool
    session_id: str | None
    verdict: Verdict  # whether to ask them now
    next_states: tuple[InvitationState, ...]  # answers that can be noted
    may_change: bool
    version: int


def invitations(
    actor: Actor,
    wanted: Cut = Cut(),  # noqa: B008  (frozen)
    state: InvitationState | None = None,
    *,
    participant_id: str | None = None,
    study_id: str | None = None,
) -> Slice[InvitationRow]:
    """The workspace's invitations, newest first: all, those in one state, of one person or of one study."""
    require(actor, Action.READ)
    query = visible(actor, InvitationRecord).filter(participant__deleted_at=None).select_related(*RELATED)
    wishes = {"state": state, "participant_id": participant_id, "study_id": study_id}
    query = query.filter(**{name: value for name, value in wishes.items() if value})
    return cut(query, wanted, lambda rows: invitation_rows(actor, rows))


def invitation_page(actor: Actor, invitation_id: str) -> InvitationPage:
    """One invitation."""
    record = _found(actor, Action.READ, invitation_id)
    state = InvitationState(record.state)
    return InvitationPage(
        row=invitation_rows(actor, [record])[0],
        form=_form(record),
        letter=record.message.letter() if record.message else _letter(actor, record, LINK_SHOWN),
        letter_id=record.message_id,
        is_german=record.is_german,
        session_id=record.session_id,
        verdict=_verdict(actor, record),
        next_states=tuple(one for one in TRANSITIONS[state] if one in ANSWERS),
        may_change=may(actor, Action.CHANGE),
        version=record.version,
    )


def edit_invitation(actor: Actor, invitation_id: str, form: InvitationForm, version: int | None = None) -> None:
    """Save what a member changed about a draft. Raises Conflict where it was sent, or saved since `version`."""
    record = _found(actor, Action.CHANGE, invitation_id)
    require_version(version, record.version, "invitation")
    fields = _checked(form)
    with acting(actor, "edited invitation", Ref(Kind.INVITATION, record.id)):
        _save(record, InvitationState.DRAFTED, **fields)


def send_invitation(actor: Actor, invitation_id: str, version: int | None, link_of: LinkOf, reason: str = "") -> str:
    """Send a draft as it stands; gives the id of its letter. `link_of` tells the address of a consent page.

    Raises NotAllowed where they don't want to be asked; Conflict where asking now would tire them and no reason is
    given, where the draft changed since `version`, and where it was sent already; Invalid for a letter that can't go.
    """
    record = _found(actor, Action.CHANGE, invitation_id)
    require_version(version, record.version, "invitation")
    reason = passage(reason, "reason", 500)
    _require_reach(_verdict(actor, record), reason)
    require_sendable(_letter(actor, record, LINK_SHOWN))
    with acting(actor, "sent invitation", Ref(Kind.INVITATION, record.id), reason=reason):
        _save(record, InvitationState.DRAFTED, state=InvitationState.SENT, sent_at=timezone.now())
        letter = _letter(actor, record, outgoing.LINK_HERE)
        letter = replace(letter, link=_link(actor, record, link_of))
        letter_id = put(actor, letter, key=f"invitation {record.id}")
        InvitationRecord.objects.filter(id=record.id).update(message_id=letter_id, member_id=actor.member_id)
    return letter_id


def note_sent(actor: Actor, invitation_id: str, at: datetime | None = None) -> None:
    """Note that they were asked in another way, now or earlier: no letter goes out. Raises Conflict as for sending.

    Raises Invalid for a moment that has not come yet.
    """
    record, now = _found(actor, Action.CHANGE, invitation_id), timezone.now()
    if at is not None and at > now:
        raise Invalid("That day has not come yet. Nothing was noted; write down when you asked them.", where="day")
    with acting(actor, "noted invitation", Ref(Kind.INVITATION, record.id)):
        _save(record, InvitationState.DRAFTED, state=InvitationState.SENT, sent_at=at or now)


def log_answer(actor: Actor, invitation_id: str, answer: InvitationState, at: datetime | None = None) -> None:
    """Note what they answered, or that nothing came. Raises Conflict for a draft, Invalid for what is no answer."""
    record = _found(actor, Action.CHANGE, invitation_id)
    state = InvitationState(record.state)
    if answer not in ANSWERS:
        raise Invalid("An answer is yes, no, or none. Nothing was changed.", where="answer")
    if answer not in TRANSITIONS[state]:
        raise Conflict("This was not sent, or that answer is noted already. Nothing was changed.")
    with acting(actor, f"noted answer {answer}", Ref(Kind.INVITATION, record.id)):
        _save(record, state, state=answer, answered_at=at or timezone.now())


def delete_draft(actor: Actor, invitation_id: str) -> None:
    """Throw a draft away for good. Raises Conflict where it was sent: then it is part of what happened."""
    record = _found(actor, Action.CHANGE, invitation_id)
    if record.state != InvitationState.DRAFTED:
        raise Conflict("This invitation was sent, so it stays in the list. Nothing was changed.")
    with acting(actor, "deleted draft of invitation", Ref(Kind.INVITATION, record.id)):
        InvitationRecord.objects.filter(id=record.id, state=InvitationState.DRAFTED).delete()


def _found(actor: Actor, action: Action, invitation_id: str) -> InvitationRecord:
    record = found(actor, action, InvitationRecord, invitation_id, *RELATED)
    if record.participant.deleted_at is not None:
        raise absent()
    return record


def _verdict(actor: Actor, record: InvitationRecord) -> Verdict:
    found_verdicts = verdicts(actor, [record.participant_id], apart_from=record.session_id or "")
    return found_verdicts[record.participant_id]


def _require_reach(verdict: Verdict, reason: str) -> None:
    words = " ".join(verdict.reasons)
    if verdict.reach is Reach.NO:
        raise NotAllowed(f"{words} Nothing was sent. If they told you otherwise since, log that on their page first.")
    if verdict.reach is Reach.WAIT and not reason:
        raise Conflict(f"{words} Nothing was sent. Say why you ask them all the same, or wait.", where="reason")


def _save(record: InvitationRecord, before: InvitationState, **fields: object) -> None:
    query = InvitationRecord.objects.filter(id=record.id, version=record.version, state=before)
    if not query.update(**fields, version=record.version + 1):
        raise Conflict(
            "This invitation was changed or sent by somebody else just now. Reload the page to see how it is."
        )


def _checked(form: InvitationForm) -> dict[str, object]:
    if len(form.times) > MOST_TIMES:
        raise Invalid(f"Propose at most {MOST_TIMES} times. Nothing was saved.", where="times")
    if form.minutes not in MINUTES:
        raise Invalid("A conversation takes between 5 and 720 minutes. Nothing was saved.", where="minutes")
    return {
        "to_address": line(form.to_address, "to address", 254),
        "subject": line(form.subject, "subject", is_required=True),
        "text": passage(form.text, "text"),
        "times": stored(form.times),
        "zone": require_zone(form.zone),
        "minutes": form.minutes,
        "location": line(form.location, "location", 500),
    }


def stored(times: Sequence[datetime]) -> list[str]:
    """Moments as their column keeps them: in UTC, in order, each once. Raises Invalid for one without a zone."""
    if any(moment.tzinfo is None or not 1900 < moment.year < 9000 for moment in times):
        raise Invalid("This is not a time at which anybody meets. Nothing was saved.", where="times")
    return [moment.isoformat() for moment in sorted({moment.astimezone(UTC) for moment in times})]


def _form(record: InvitationRecord) -> InvitationForm:
    return InvitationForm(
        record.to_address,
        record.subject,
        record.text,
        record.moments(),
        record.zone,
        record.minutes,
        record.location,
    )


def _letter(actor: Actor, record: InvitationRecord, link: str) -> Letter:
    """The letter as it goes out; answers go to the member who sends it."""
    times = record.moments()
    text = filled(record.text, times, record.zone, link, is_german=record.is_german)
    return Letter(
        record.to_address,
        record.subject,
        text,
        to_name=record.participant.name,
        from_name=actor.name,
        reply_to=address_of(actor),
        attachments=(_entry(actor, record, times[0]),) if len(times) == 1 else (),
        participant_id=record.participant_id,
        member_id=actor.member_id,
        study_id=record.study_id,
    )


def _entry(actor: Actor, record: InvitationRecord, starts_at: datetime) -> Attachment:
    name = workspace_name(actor)
    title = f"Gespräch mit {name}" if record.is_german else f"Conversation with {name}"
    appointment = Appointment(record.id, title, starts_at, record.minutes, record.zone, record.location)
    return Attachment("appointment.ics", "text/calendar", write_appointment(appointment, timezone.now()))


def _link(actor: Actor, record: InvitationRecord, link_of: LinkOf) -> str:
    """The address of a new private consent page, where the letter has a place for it."""
    if LINK_HERE not in record.text:
        return ""
    language = "de" if record.is_german else "en"
    return link_of(new_link(actor, record.participant_id, study_id=record.study_id or "", language=language))
