"""The names that a workspace's records know, ready to be looked for in what was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from firsthand.domain.evidence.redaction.finding import MENTIONED
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.evidence.redaction.known_names import Known, Names
from firsthand.domain.interviews.transcripts import Role
from firsthand.services.remembering import Remembered
from firsthand.storage.participants import CompanyRecord, ParticipantRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.transcripts import SpeakerRecord
from firsthand.storage.workspaces import MemberRecord

PARTICIPANT, COLLEAGUE, COMPANY = "a participant", "a colleague", "a company you know"
USUAL_COUNTRIES = ("GB", "US", "DE", "FR")
SPEAKER = "a speaker of this file"
_indices: Remembered[Names] = Remembered(64)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names of a workspace, and for each session those of the people who were there."""

    everywhere: Names
    near: Mapping[str, Names]  # by session
    heard: Mapping[str, Names]  # by session: names that somebody mentioned there
    fingerprint: int  # the same as long as all these names are

    def for_session(self, session_id: str) -> tuple[Names, ...]:
        """Those of the session first: of two people with one name, the one who was there is meant."""
        return (self.near[session_id], self.everywhere) if session_id in self.near else (self.everywhere,)

    def with_heard(self, heard: Mapping[str, tuple[str, ...]]) -> KnownNames:
        """The same with the names that were mentioned in each session."""
        known = {session: _index(tuple(_mentioned(name) for name in names)) for session, names in heard.items()}
        return replace(self, heard=known, fingerprint=hash((self.fingerprint, tuple(sorted(heard.items())))))


def known_names(workspace_id: str, sessions: Iterable[str]) -> KnownNames:
    """Everybody and every company in the records, also those deleted a while ago; five queries."""
    everywhere = tuple(_everywhere(workspace_id))
    near = _near(list(sessions), {one.subject: one for one in everywhere})
    indices = {session: _index(names) for session, names in near.items()}
    return KnownNames(
        _index(everywhere), indices, {}, hash((everywhere, tuple(sorted(near.items(), key=lambda n: n[0]))))
    )


def _index(names: tuple[Known, ...]) -> Names:
    return _indices.get(names, lambda: Names.of(names))


def _everywhere(workspace_id: str) -> Iterator[Known]:
    people = ParticipantRecord.objects.filter(workspace_id=workspace_id).order_by("id")
    for participant_id, name in people.values_list("id", "name"):
        yield Known(name, Personal.PERSON, PARTICIPANT, participant_id)
    members = MemberRecord.objects.filter(workspace_id=workspace_id).order_by("id")
    for member_id, name in members.values_list("id", "user__name"):
        yield Known(name, Personal.PERSON, COLLEAGUE, member_id)
    companies = CompanyRecord.objects.filter(workspace_id=workspace_id).order_by("id")
    for company_id, name in companies.values_list("id", "name"):
        yield Known(name, Personal.COMPANY, COMPANY, company_id)


def _near(sessions: Sequence[str], known: Mapping[str, Known]) -> dict[str, tuple[Known, ...]]:
    """Who sat in each session, and the names that its files give."""
    near: defaultdict[str, list[Known]] = defaultdict(list)
    seats = SessionParticipantRecord.objects.filter(session_id__in=sessions).select_related("participant")
    for seat in seats.order_by("id"):
        near[seat.session_id].append(_seated(seat.participant_id, seat.participant.name))
        company = known.get(seat.participant.company_id or "")
        if company:
            near[seat.session_id].append(Known(company.name, company.kind, company.why, company.subject, True))
    speakers = SpeakerRecord.objects.filter(transcript__session_id__in=sessions, name__gt="")
    rows = speakers.order_by("id").values_list("transcript__session_id", "name", "participant_id", "role")
    for session_id, name, participant_id, role in rows:
        why = SPEAKER if role != Role.PARTICIPANT else PARTICIPANT
        near[session_id].append(Known(name, Personal.PERSON, why, participant_id or _member_named(name, known), True))
    return {session: tuple(dict.fromkeys(names)) for session, names in near.items()}


def _mentioned(name: str) -> Known:
    return Known(name, Personal.PERSON, MENTIONED, is_heard=True)


def _seated(participant_id: str, name: str) -> Known:
    return Known(name, Personal.PERSON, PARTICIPANT, participant_id, True)


def _member_named(name: str, known: Mapping[str, Known]) -> str:
    """The colleague with exactly this name, so that the file's name for them and the records' have one number."""
    return next((one.subject for one in known.values() if one.why == COLLEAGUE and one.name == name), "")


def regions_of(sessions: Iterable[SessionRecord]) -> dict[str, tuple[str, ...]]:
    """For each session the countries whose telephone numbers are written without a country code there.

    A zone of no country (UTC) says nothing, so the commonest ones are tried: a number too many is soon shown again.
    """
    return {session.id: _countries(session.zone) for session in sessions}


def _countries(zone: str) -> tuple[str, ...]:
    return _by_zone().get(zone, USUAL_COUNTRIES)


@cache
def _by_zone() -> dict[str, tuple[str, ...]]:
    """The countries of each time zone, from the table that comes with the zones themselves."""
    table = (files("tzdata") / "zoneinfo" / "zone1970.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    shared = {row[2]: tuple(row[0].split(","))[:3] for row in rows}
    own = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in own.splitlines() if line and not line.startswith("#"))
    return {**shared, **{row[2]: (row[0],) for row in rows}}
