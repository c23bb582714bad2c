"""What a workspace keeps, and the day on which each thing goes by its rules; a few queries however much it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Max

from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.people.outbox import LetterStatus
from firsthand.domain.people.retention import Due, Material, Rule, due, most_lenient, rule_for
from firsthand.storage.consents import ConsentRecord
from firsthand.storage.notes import NoteRecord
from firsthand.storage.outbox import MessageRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.retention import RetentionHoldRecord, RetentionRuleRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.touchpoints import FigureRecord, TouchpointRecord
from firsthand.storage.transcripts import TranscriptRecord
from firsthand.storage.workspaces import WorkspaceRecord

ENDED = (LetterStatus.SENT, LetterStatus.FAILED, LetterStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Expiring:
    """One thing that goes some day."""

    material: Material
    kind: str  # of the row: transcripts, sessions, participants …
    key: str
    study_id: str | None
    due: Due


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one workspace."""

    zone: ZoneInfo
    general: Mapping[Material, Rule]
    own: Mapping[tuple[str, Material], Rule]  # by study
    held: frozenset[str] = frozenset()  # studies of which nothing goes
    lifted: Mapping[str, date] = field(default_factory=dict)  # when a study's last hold ended

    def of(self, material: Material, study_id: str | None) -> Rule:
        """The rule for what belongs to this study, or to none."""
        return rule_for(material, self.own.get((study_id or "", material)), self.general.get(material))

    def is_used(self, material: Material) -> bool:
        """Whether anything of this kind ever goes."""
        rules = [self.general.get(material), *(rule for (_, one), rule in self.own.items() if one is material)]
        return any(rule is not None and not rule.is_for_ever for rule in rules)


def rules_of(workspace_id: str) -> Rules:
    """The rules of a workspace; three queries."""
    zone = WorkspaceRecord.objects.values_list("zone", flat=True).get(id=workspace_id)
    records = list(RetentionRuleRecord.objects.filter(workspace_id=workspace_id))
    general = {Material(one.material): one.rule() for one in records if one.study_id is None}
    own = {(one.study_id, Material(one.material)): _own(one, general) for one in records if one.study_id}
    held, lifted = set(), {}
    for hold in RetentionHoldRecord.objects.filter(workspace_id=workspace_id).order_by("created_at"):
        if hold.lifted_at is None:
            held.add(hold.study_id)
        else:
            lifted[hold.study_id] = hold.lifted_at.date()
    return Rules(ZoneInfo(zone), general, own, frozenset(held), lifted)


def _own(record: RetentionRuleRecord, general: Mapping[Material, Rule]) -> Rule:
    """A study's rule; one that follows the workspace's holds anew since the day on which it was said to."""
    rule = record.rule()
    if not record.follows:
        return rule
    known = general.get(rule.material, Rule(rule.material))
    return Rule(rule.material, known.amount, known.unit, known.notice_days, max(known.made_on, rule.made_on))


def expiring(workspace_id: str, rules: Rules) -> list[Expiring]:
    """Everything of the workspace that goes some day, the first to go first."""
    found: list[Expiring] = []
    for material, look in LOOKS.items():
        if rules.is_used(material):
            found.extend(look(workspace_id, rules))
    return sorted(found, key=lambda one: (one.due.goes_on, one.material, one.key))


def _originals(workspace_id: str, rules: Rules) -> Iterator[Expiring]:
    kept = TranscriptRecord.objects.filter(workspace_id=workspace_id, original_gone_at=None).exclude(format="")
    rows = kept.values_list("id", "session__study_id", "session__interview_date", "created_at")
    for key, study_id, day, came_at in rows:
        yield from _of_study(rules, Material.ORIGINALS, "transcripts", key, study_id, day, came_at)


def _transcripts(workspace_id: str, rules: Rules) -> Iterator[Expiring]:
    """Conversations of which words are kept: a transcript, or words that somebody noted."""
    read = TranscriptRecord.objects.filter(workspace_id=workspace_id).exclude(format="")
    noted = NoteRecord.objects.filter(workspace_id=workspace_id, kind=NoteKind.VERBATIM)
    came: dict[str, datetime] = {}
    for query in (read, noted):
        for session_id, at in query.values_list("session_id").annotate(at=Max("created_at")).order_by():
            came[session_id] = max(at, came.get(session_id, at))
    rows = SessionRecord.objects.filter(workspace_id=workspace_id).values_list("id", "study_id", "interview_date")
    for key, study_id, day in rows:
        if key in came:
            yield from _of_study(rules, Material.TRANSCRIPTS, "sessions", key, study_id, day, came[key])


def _contacts(workspace_id: str, rules: Rules) -> Iterator[Expiring]:
    reachable = ParticipantRecord.objects.filter(workspace_id=workspace_id).exclude(email="", contact="")
    rows = list(reachable.values_list("id", "created_at"))
    met = _met(workspace_id)
    for key, came_at in rows:
        yield from _of_person(rules, Material.CONTACTS, "participants", key, met.get(key, ()), came_at)


def _scans(workspace_id: str, rules: Rules) -> Iterator[Expiring]:
    scanned = ConsentRecord.objects.filter(workspace_id=workspace_id).exclude(scan_sha256="")
    met = _met(workspace_id)
    for key, person, given_at in scanned.values_list("id", "participant_id", "given_at"):
        yield from _of_person(rules, Material.CONSENT_SCANS, "consents", key, met.get(person, ()), given_at)


def _touchpoints(workspace_id: str, rules: Rules) -> Iterator[Expiring]:
    met = _met(workspace_id)
    touched = TouchpointRecord.objects.filter(workspace_id=workspace_id)
    for key, person, at, came_at in touched.values_list("id", "participant_id", "happened_at", "created_at"):
        day, known = at.astimezone(rules.zone).date(), met.get(person or "", ())
        yield from _of_person_on(rules, Material.TOUCHPOINTS, "touchpoints", key, known, day, came_at)
    figures = FigureRecord.objects.filter(workspace_id=workspace_id)
    for key, person, day, came_at in figures.values_list("id", "participant_id", "day", "created_at"):
        yield from _of_person_on(rules, Material.TOUCHPOINTS, "figures", key, met.get(person or "", ()), day, came_at)


def _letters(workspace_id: str, rules: Rules) -> Iterator[Expiring]:
    over = MessageRecord.objects.filter(workspace_id=workspace_id, status__in=ENDED)
    for key, study_id, sent_at, came_at in over.values_list("id", "study_id", "sent_at", "created_at"):
        day = (sent_at or came_at).astimezone(rules.zone).date()
        yield from _of_study(rules, Material.LETTERS, "messages", key, study_id, day, came_at)


LOOKS = {
    Material.ORIGINALS: _originals,
    Material.TRANSCRIPTS: _transcripts,
    Material.CONTACTS: _contacts,
    Material.CONSENT_SCANS: _scans,
    Material.TOUCHPOINTS: _touchpoints,
    Material.LETTERS: _letters,
}
Met = tuple[date, str | None]  # the day of a conversation, and its study


def _met(workspace_id: str) -> Mapping[str, Sequence[Met]]:
    """When each person was talked to, and for which study."""
    seats = SessionParticipantRecord.objects.filter(workspace_id=workspace_id)
    found: defaultdict[str, list[Met]] = defaultdict(list)
    for person, day, study_id in seats.values_list("participant_id", "session__interview_date", "session__study_id"):
        found[person].append((day, study_id))
    return found


def _of_study(
    rules: Rules, material: Material, kind: str, key: str, study_id: str | None, day: date, came_at: datetime
) -> Iterator[Expiring]:
    if study_id in rules.held:
        return
    known_on = max(came_at.date(), rules.lifted.get(study_id or "", date.min))
    found = due(rules.of(material, study_id), day, known_on)
    if found:
        yield Expiring(material, kind, key, study_id, found)


def _of_person(
    rules: Rules, material: Material, kind: str, key: str, met: Iterable[Met], came_at: datetime
) -> Iterator[Expiring]:
    """Counted from the last contact, or from when it came where there was none."""
    conversations = list(met)
    last = max([came_at.astimezone(rules.zone).date(), *(day for day, _ in conversations)])
    yield from _of_person_on(rules, material, kind, key, conversations, last, came_at)


def _of_person_on(
    rules: Rules, material: Material, kind: str, key: str, met: Iterable[Met], day: date, came_at: datetime
) -> Iterator[Expiring]:
    """What belongs to a person: of the studies that they took part in, the one that keeps longest decides."""
    studies = {study_id for _, study_id in met} or {None}
    if studies & rules.held:
        return
    rule = most_lenient([rules.of(material, study_id) for study_id in studies], day)
    known_on = max([came_at.date(), *(rules.lifted.get(one or "", date.min) for one in studies)])
    found = due(rule, day, known_on)
    if found:
        yield Expiring(material, kind, key, None, found)
