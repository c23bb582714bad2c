"""The one place where consent is asked for: no scope, no words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from firsthand.domain.errors import Invalid, NotAllowed
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent import (
    ATTESTABLE,
    EVERYTHING,
    GIVING,
    MEANING,
    WORDING_VERSION,
    Consent,
    How,
    Scope,
    agreed_scopes,
    refused_scopes,
)
from firsthand.domain.people.consent_uses import Use, allows, missing
from firsthand.services.access import found
from firsthand.services.acting import acting
from firsthand.services.consent_scans import Scan, ScanFile, kept_scan
from firsthand.services.fields import passage
from firsthand.services.remembering import forget_words
from firsthand.storage.consent_wordings import ConsentWordingRecord
from firsthand.storage.consents import ConsentRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.sessions import SessionRecord

A_DAY = timedelta(days=1)
REFUSED = "Nothing was shown or changed; log their consent on their page first."


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that an answer was given, as far as a member knows it; all of it may be empty."""

    wording_id: str = ""  # what they were asked with
    session_id: str = ""  # in which they said it
    spoken_seconds: float | None = None  # how far into its recording
    scan: ScanFile | None = None  # of the signed paper
    note: str = ""


def require_use(participant_ids: Iterable[str], use: Use) -> None:
    """Refuse unless every one of these participants agrees to all that this use needs; one query.

    Raises NotAllowed, naming nobody: the message may be shown to people who may not know who it was.
    """
    wanted = set(participant_ids)
    agreed = scopes_of(wanted)
    lacking = [scope for participant in wanted for scope in missing(use, agreed[participant])]
    if not wanted or lacking:
        _refuse(lacking[0] if lacking else missing(use, frozenset())[0], is_nobody=not wanted)


def require_scope(participant_ids: Iterable[str], scope: Scope) -> None:
    """Refuse unless every one of these participants agrees to this now; one query. As `require_use`."""
    wanted = set(participant_ids)
    agreed = scopes_of(wanted)
    if not wanted or any(scope not in agreed[participant] for participant in wanted):
        _refuse(scope, is_nobody=not wanted)


def require_not_refused(participant_ids: Iterable[str], use: Use) -> None:
    """Refuse where one of these participants said no to what this use needs; who was never asked is no hindrance.

    For what comes before the first answer: an invitation, a file whose speakers nobody has named yet. Raises
    NotAllowed.
    """
    for refused in refusals_of(participant_ids).values():
        against = [scope for scope in missing(use, frozenset()) if scope in refused]
        if against:
            raise NotAllowed(f"A participant has said no {MEANING[against[0]]}. Nothing was shown, sent or changed.")


def allowed(participant_ids: Iterable[str], use: Use) -> frozenset[str]:
    """Those of these participants who agree to all that this use needs; one query."""
    agreed = scopes_of(participant_ids)
    return frozenset(participant for participant, scopes in agreed.items() if allows(use, scopes))


def scopes_of(participant_ids: Iterable[str]) -> dict[str, frozenset[Scope]]:
    """What each of these participants agrees to now; one query."""
    now = timezone.now()
    return {one: agreed_scopes(answers, now) for one, answers in answers_of(participant_ids).items()}


def refusals_of(participant_ids: Iterable[str]) -> dict[str, frozenset[Scope]]:
    """What each of these participants has said no to; one query."""
    now = timezone.now()
    return {one: refused_scopes(answers, now) for one, answers in answers_of(participant_ids).items()}


def closed(participant_ids: Iterable[str]) -> frozenset[str]:
    """Those of these participants who agree to nothing any more, or ask for everything to be removed; one query.

    Of them nothing that they said or wrote is shown, wherever it came from.
    """
    return frozenset(one for one, refused in refusals_of(participant_ids).items() if refused == EVERYTHING)


def answers_of(participant_ids: Iterable[str]) -> Mapping[str, tuple[Consent, ...]]:
    """Every answer of each of these participants; one query."""
    wanted = set(participant_ids)
    answers: defaultdict[str, list[Consent]] = defaultdict(list)
    for record in ConsentRecord.objects.filter(participant_id__in=wanted):
        answers[record.participant_id].append(record.consent())
    return {participant: tuple(answers[participant]) for participant in wanted}


def attested(
    actor: Actor, participant_id: str, how: How, now: datetime, scopes: frozenset[Scope] = ATTESTABLE
) -> ConsentRecord:
    """The row for what a member says a participant agreed to: a transcript kept, and being quoted inside."""
    return ConsentRecord(
        id=new_id(Kind.CONSENT),
        workspace_id=actor.workspace_id,
        participant_id=participant_id,
        scopes=sorted(scopes),
        how=how,
        is_attested=True,
        wording_version=WORDING_VERSION,
        given_at=now,
        logged_by_id=actor.id,
    )


def log_consent(
    actor: Actor,
    participant_id: str,
    scopes: Iterable[Scope],
    how: How,
    *,
    refused: Iterable[Scope] = (),
    given_at: datetime | None = None,
    expires_at: datetime | None = None,
    proof: Proof = Proof(),
) -> str:
    """Write down what a participant agreed to and what they refused, and how they said so; gives the consent's id.

    Raises Invalid where it says nothing, or two things at once, and for a scan or a date that won't do.
    """
    participant = found(actor, Action.CHANGE, ParticipantRecord, participant_id)
    yes, no, now = frozenset(scopes), frozenset(refused), timezone.now()
    given_at = given_at or now
    _require_clear(yes, no, how)
    _require_order(given_at, expires_at, now)
    consent_id, shown = new_id(Kind.CONSENT), _shown(actor, how, proof)
    with acting(actor, "logged consent", Ref(Kind.CONSENT, consent_id)):
        ConsentRecord.objects.create(
            id=consent_id,
            workspace_id=actor.workspace_id,
            participant=participant,
            scopes=sorted(yes),
            refused=sorted(no),
            how=how,
            given_at=given_at,
            expires_at=expires_at,
            logged_by_id=actor.id,
            **shown,
        )
        if no:
            forget_words()
    return consent_id


def end_consent(actor: Actor, participant_id: str, how: How = How.TOLD) -> None:
    """Note that a participant no longer agrees to anything; their words close at once, until they agree anew."""
    participant = found(actor, Action.CHANGE, ParticipantRecord, participant_id)
    with acting(actor, "ended consent", Ref(Kind.PARTICIPANT, participant.id)):
        ConsentRecord.objects.create(
            id=new_id(Kind.CONSENT),
            workspace_id=actor.workspace_id,
            participant=participant,
            scopes=[],
            refused=sorted(EVERYTHING),
            how=how,
            given_at=timezone.now(),
            logged_by_id=actor.id,
        )
        forget_words()


def _refuse(scope: Scope, *, is_nobody: bool) -> None:
    if is_nobody:
        raise NotAllowed(
            f"Nobody here has agreed {MEANING[scope]}. Say who the speakers are and how they agreed, then try again."
        )
    raise NotAllowed(
        f"A participant of this conversation has not agreed {MEANING[scope]}, or no longer does. {REFUSED}"
    )


def _require_clear(yes: frozenset[Scope], no: frozenset[Scope], how: How) -> None:
    if not yes | no:
        raise Invalid("Say at least one thing that they agreed to or refused. Nothing was saved.", where="scopes")
    if yes & no:
        raise Invalid(f"They can't say yes and no {MEANING[min(yes & no)]}. Nothing was saved.", where="scopes")
    if yes and how not in GIVING:
        raise Invalid("Say how they agreed: by form, e-mail, on paper or spoken. Nothing was saved.", where="how")


def _require_order(given_at: datetime, expires_at: datetime | None, now: datetime) -> None:
    if given_at > now + A_DAY:
        raise Invalid("That day has not come yet. Nothing was saved; write down when they said so.", where="given_at")
    if expires_at is not None and expires_at <= given_at:
        raise Invalid("It would end before it begins. Nothing was saved; choose a later day.", where="expires_at")


def _shown(actor: Actor, how: How, proof: Proof) -> dict[str, object]:
    """The columns of what shows the answer; a scan goes to the media folder."""
    wording = found(actor, Action.READ, ConsentWordingRecord, proof.wording_id) if proof.wording_id else None
    session = found(actor, Action.READ, SessionRecord, proof.session_id) if proof.session_id else None
    if proof.spoken_seconds is not None and (how is not How.SPOKEN or proof.spoken_seconds < 0):
        raise Invalid("Only what was spoken has a place in a recording. Nothing was saved.", where="spoken_seconds")
    if proof.scan is not None and how is not How.PAPER:
        raise Invalid("Only what was given on paper has a scan. Nothing was saved.", where="scan")
    note, scan = passage(proof.note, "note", 2_000), kept_scan(proof.scan) if proof.scan else Scan()
    return {
        "wording": wording,
        "wording_version": str(wording) if wording else "",
        "session": session,
        "spoken_seconds": proof.spoken_seconds,
        "scan_sha256": scan.sha256,
        "scan_name": scan.name,
        "scan_type": scan.media_type,
        "note": note,
    }
