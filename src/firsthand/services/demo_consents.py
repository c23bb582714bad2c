"""The consents of the demo workspace, in the states that real ones come in."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from firsthand.domain.people.actors import Actor
from firsthand.domain.people.consent import Scope
from firsthand.formats.times import seconds
from firsthand.services import consent_answers, consent_links, consents
from firsthand.services.consent_scans import ScanFile
from firsthand.services.consents import Proof
from firsthand.services.demo_files import DemoFolder
from firsthand.services.demo_tables import DemoConsent

MORNING = time(9, tzinfo=UTC)


def make_consent(actor: Actor, folder: DemoFolder, consent: DemoConsent, participant_id: str) -> None:
    """One answer: by the participant's own link, or as a member logged it."""
    if consent.link:
        _answer(actor, consent, participant_id)
    else:
        _log(actor, folder, consent, participant_id)


def _answer(actor: Actor, consent: DemoConsent, participant_id: str) -> None:
    token = consent_links.make_link(actor, participant_id, language=consent.language)
    asked = consent_answers.asked(token)
    given = {scope: scope in consent.scopes for scope in Scope}
    consent_answers.answer(token, given, language=asked.language, mark=asked.mark)


def _log(actor: Actor, folder: DemoFolder, consent: DemoConsent, participant_id: str) -> None:
    paper = ScanFile(consent.paper, folder.paper(consent.paper)) if consent.paper else None
    consents.log_consent(
        actor,
        participant_id,
        consent.scopes,
        consent.how,
        refused=consent.refused,
        given_at=min(datetime.combine(consent.given, MORNING), timezone.now()),
        expires_at=_end(consent),
        proof=Proof(
            spoken_seconds=seconds(consent.spoken_at) if consent.spoken_at else None, scan=paper, note=consent.note
        ),
    )


def _end(consent: DemoConsent) -> datetime | None:
    if consent.expires is not None:
        return datetime.combine(consent.expires, MORNING)
    return timezone.now() + timedelta(days=consent.expires_in) if consent.expires_in else None
