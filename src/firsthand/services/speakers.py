"""Who is who in a transcript: a guess with reasons, confirmed by a person; until then nobody can be quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.interviews.speakers import RoleGuess, guess_roles
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent import ATTESTABLE, How
from firsthand.services.access import found, require_version, visible
from firsthand.services.acting import Act, acting
from firsthand.services.consents import attested, refusals_of, scopes_of
from firsthand.services.fields import line
from firsthand.services.imports import SpeakerGuess, speaker_guess
from firsthand.services.landing import land
from firsthand.services.participants import Person, people_of, person
from firsthand.services.sessions import seat
from firsthand.services.transcripts import load
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.transcripts import SpeakerRecord, TranscriptRecord

CHOICES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """One speaker with what is known or guessed about them."""

    id: str
    guess: SpeakerGuess
    role: Role  # as confirmed; unknown before
    participant_id: str | None


@dataclass(frozen=True, slots=True)
class RolesPage:
    """The question "who is who?" for one transcript."""

    transcript_id: str
    session_id: str
    session_title: str
    speakers: tuple[SpeakerRow, ...]
    seated: tuple[Person, ...]  # who is known to have taken part
    others: tuple[Person, ...]  # everyone else in the workspace, newest first, 200 at most
    is_confirmed: bool
    version: int


@dataclass(frozen=True, slots=True)
class SpeakerAnswer:
    """What a member says about one speaker; a participant is a person known already or a new name."""

    speaker_id: str
    role: Role
    participant_id: str | None = None
    new_participant: str = ""


def roles_page(actor: Actor, transcript_id: str) -> RolesPage:
    """The speakers of a transcript with a guess and its reasons for each."""
    record = found(actor, Action.CHANGE, TranscriptRecord, transcript_id, "session")
    loaded = load(record)
    guesses = {guess.speaker: guess for guess in guess_roles(loaded.transcript)}
    seated = people_of(actor, [record.session_id]).get(record.session_id, ())
    return RolesPage(
        transcript_id=record.id,
        session_id=record.session_id,
        session_title=record.session.title,
        speakers=tuple(
            _row(speaker, _described(loaded.transcript, guesses[speaker.name])) for speaker in loaded.speakers
        ),
        seated=seated,
        others=_others(actor, {somebody.id for somebody in seated}),
        is_confirmed=record.roles_confirmed_at is not None,
        version=record.version,
    )


def confirm_roles(
    actor: Actor, transcript_id: str, answers: Sequence[SpeakerAnswer], version: int | None = None
) -> None:
    """Settle who every speaker was; participants get the consent that was attested at import, where they have none.

    Raises Invalid where a speaker has no answer, a participant is nobody, or nobody was one; Conflict where somebody
    changed the transcript since `version`.
    """
    record = found(actor, Action.CHANGE, TranscriptRecord, transcript_id)
    require_version(version, record.version, "transcript")
    speakers = {speaker.id: speaker for speaker in SpeakerRecord.objects.filter(transcript=record)}
    given = {answer.speaker_id: answer for answer in answers}
    _require_complete(speakers, given)
    _require_people(actor, answers)
    with acting(actor, "confirmed roles", Ref(Kind.TRANSCRIPT, record.id)) as act:
        linked = _link(act, speakers, given)
        seat(actor, record.session_id, linked)
        _attest(act, linked, How(record.agreed_how))
        settled = TranscriptRecord.objects.filter(id=record.id, version=record.version)
        saved = settled.update(roles_confirmed_at=timezone.now(), version=record.version + 1)
        require_version(record.version, record.version if saved else -1, "transcript")
        record.refresh_from_db()
        if record.is_of_record:
            land(record)


def _require_complete(speakers: Mapping[str, SpeakerRecord], given: Mapping[str, SpeakerAnswer]) -> None:
    if set(given) != set(speakers):
        raise Invalid("Say for every speaker of this transcript who they were. Nothing was saved.", where="speakers")
    for speaker_id, answer in given.items():
        name = speakers[speaker_id].name or "the speaker without a name"
        if answer.role is Role.UNKNOWN:
            raise Invalid(f"Say who {name} was: researcher, participant or other. Nothing was saved.", where=speaker_id)
        if answer.role is Role.PARTICIPANT and not (answer.participant_id or answer.new_participant.strip()):
            raise Invalid(f"Say which person {name} is, or give them a name. Nothing was saved.", where=speaker_id)


def _require_people(actor: Actor, answers: Sequence[SpeakerAnswer]) -> None:
    for answer in answers:
        if answer.role is Role.PARTICIPANT and answer.participant_id:
            found(actor, Action.CHANGE, ParticipantRecord, answer.participant_id)


def _link(act: Act, speakers: Mapping[str, SpeakerRecord], given: Mapping[str, SpeakerAnswer]) -> list[str]:
    """Write each speaker's role and person; the same new name is one new person. Gives the participants' ids."""
    fresh: dict[str, str] = {}
    for speaker_id, answer in given.items():
        speaker = speakers[speaker_id]
        speaker.role, speaker.participant_id = answer.role, None
        if answer.role is Role.PARTICIPANT:
            speaker.participant_id = answer.participant_id or _newcomer(act, answer.new_participant, fresh)
    SpeakerRecord.objects.bulk_update(speakers.values(), ["role", "participant_id"])
    ordered = sorted(speakers.values(), key=lambda speaker: speaker.position)
    return list(dict.fromkeys(speaker.participant_id for speaker in ordered if speaker.participant_id))


def _newcomer(act: Act, name: str, fresh: dict[str, str]) -> str:
    name = line(name, "name", is_required=True)
    if name not in fresh:
        fresh[name] = new_id(Kind.PARTICIPANT)
        ParticipantRecord.objects.create(id=fresh[name], workspace_id=act.actor.workspace_id, name=name)
        act.also("added participant", Ref(Kind.PARTICIPANT, fresh[name]))
    return fresh[name]


def _attest(act: Act, participant_ids: Sequence[str], how: How) -> None:
    """Log what was attested at import for those who have no such consent on file; nothing that was refused is."""
    agreed, refused = scopes_of(participant_ids), refusals_of(participant_ids)
    now = timezone.now()
    for participant_id in participant_ids:
        open_scopes = ATTESTABLE - refused[participant_id]
        if agreed[participant_id] >= open_scopes:
            continue
        consent = attested(act.actor, participant_id, how, now, open_scopes)
        consent.save(force_insert=True)
        act.also("logged consent", Ref(Kind.CONSENT, consent.id))


def _described(transcript: Transcript, guess: RoleGuess) -> SpeakerGuess:
    return speaker_guess(transcript, guess.speaker, guess.role, guess.is_sure, guess.reasons)


def _row(speaker: SpeakerRecord, guess: SpeakerGuess) -> SpeakerRow:
    return SpeakerRow(speaker.id, guess, Role(speaker.role), speaker.participant_id)


def _others(actor: Actor, seated: set[str]) -> tuple[Person, ...]:
    everyone = visible(actor, ParticipantRecord).exclude(id__in=seated)
    rows = everyone.select_related("company", "segment").order_by("-created_at", "-id")[:CHOICES_SHOWN]
    return tuple(person(actor, row) for row in rows)
