"""The daily run of the retention rules: announced things are told, things whose time is over are removed for good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.actors import Ref, WorkspaceRole, system
from firsthand.domain.people.outbox import Letter
from firsthand.domain.people.retention import Material, today_in
from firsthand.domain.people.withdrawal import Deed
from firsthand.domain.synthesis.losses import Loss
from firsthand.services.acting import acting
from firsthand.services.clearing import Busy, clear_leftovers, remove_files
from firsthand.services.erasing import Tally, erase, note_file, remove, remove_traces
from firsthand.services.expiring import Expiring, Rules, expiring, rules_of
from firsthand.services.lost_evidence import note_lost
from firsthand.services.outbox import put
from firsthand.services.reach import Reach
from firsthand.services.remembering import forget_words
from firsthand.storage.consents import ConsentRecord
from firsthand.storage.notes import NoteRecord
from firsthand.storage.outbox import MessageRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.retention import RetentionRuleRecord, RetentionRunRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.touchpoints import FigureRecord, TouchpointRecord
from firsthand.storage.transcripts import TranscriptRecord
from firsthand.storage.workspaces import MemberRecord

WORDS = {
    Material.ORIGINALS: ("original file", "original files"),
    Material.TRANSCRIPTS: ("conversation's transcript and quotes", "conversations' transcripts and quotes"),
    Material.CONTACTS: ("participant's contact data", "participants' contact data"),
    Material.CONSENT_SCANS: ("scan of a consent", "scans of consents"),
    Material.TOUCHPOINTS: ("touchpoint or figure", "touchpoints and figures"),
    Material.LETTERS: ("letter", "letters"),
}
ANNOUNCEMENT = """Hello {name},

by the retention rules of your workspace, this will be removed on {day}, for good:

{things}

Look at it on the page "How long things are kept" of your workspace. There you can change a rule, and on a study's own
page put the study on hold, which stops it.
"""


def run_retention(now: datetime | None = None) -> int:
    """Announce and remove what is due in every workspace with rules; gives how many things went.

    Done again, it does what is left to do: what was removed is not there any more, and a letter is queued once.
    """
    now = now or timezone.now()
    with_rules = RetentionRuleRecord.objects.exclude(amount=None).values_list("workspace_id", flat=True)
    unfinished = RetentionRunRecord.objects.filter(finished_at=None).values_list("workspace_id", flat=True)
    return sum(_run(workspace_id, now) for workspace_id in sorted({*with_rules, *unfinished}))


def _run(workspace_id: str, now: datetime) -> int:
    for record in RetentionRunRecord.objects.filter(workspace_id=workspace_id, finished_at=None):
        _finish(record)
    rules = rules_of(workspace_id)
    today, things = today_in(rules.zone.key, now), expiring(workspace_id, rules)
    _announce(workspace_id, [one for one in things if one.due.is_announced(today) and not one.due.is_over(today)])
    over = [one for one in things if one.due.is_over(today)]
    if over:
        _remove(workspace_id, over, rules, now)
    return len(over)


def _announce(workspace_id: str, things: Sequence[Expiring]) -> None:
    by_day: defaultdict[date, list[Expiring]] = defaultdict(list)
    for one in things:
        by_day[one.due.goes_on].append(one)
    for day, some in sorted(by_day.items()):
        for member in _owners(workspace_id):
            _tell(member, day, some)


def _owners(workspace_id: str) -> Iterator[MemberRecord]:
    owners = MemberRecord.objects.filter(workspace_id=workspace_id, role=WorkspaceRole.OWNER, left_at=None)
    yield from owners.exclude(user__email=None).select_related("user").order_by("created_at", "id")


def _tell(member: MemberRecord, day: date, things: Sequence[Expiring]) -> None:
    key = f"retention on {day} for {member.id}"
    if MessageRecord.objects.filter(workspace_id=member.workspace_id, key=key).exists():
        return
    told = "\n".join(f"- {line}" for line in _lines(things))
    text = ANNOUNCEMENT.format(name=member.user.name, day=f"{day.day} {day:%B %Y}", things=told)
    subject = f"Removed on {day.day} {day:%B}, by your rules"
    letter = Letter(member.user.email or "", subject, text, member.user.name, member_id=member.id)
    with acting(system(member.workspace_id), "announced removal by retention", Ref(Kind.MEMBER, member.id)):
        put(system(member.workspace_id), letter, key=key)


def _lines(things: Sequence[Expiring]) -> Iterator[str]:
    for material in Material:
        number = sum(one.material is material for one in things)
        if number:
            yield f"{number} {WORDS[material][number > 1]}"


def _remove(workspace_id: str, things: Sequence[Expiring], rules: Rules, now: datetime) -> None:
    run = RetentionRunRecord(id=new_id(Kind.RETENTION), workspace_id=workspace_id, created_at=now)
    for material in Material:
        keys = [one.key for one in things if one.material is material]
        for begin in range(0, len(keys), AT_ONCE):
            _remove_some(run, material, things, keys[begin : begin + AT_ONCE], now)
    _finish(run)


def _remove_some(
    run: RetentionRunRecord, material: Material, things: Sequence[Expiring], keys: Sequence[str], now: datetime
) -> None:
    """One act: what goes, its count, and the note of it go together or not at all."""
    verb = f"removed {len(keys)} {material.replace('_', ' ')} by retention"
    tally = Tally()
    with acting(system(run.workspace_id), verb, Ref(Kind.RETENTION, run.id)):
        REMOVERS[material](keys, tally, now)
        remove_traces(run.workspace_id, tally)
        run.counts, run.files = tally.onto(run.counts), [*run.files, *tally.files]
        run.save()
        forget_words()


AT_ONCE = 200  # things in one act
Remover = Callable[[Sequence[str], Tally, datetime], None]


def _remove_originals(keys: Sequence[str], tally: Tally, now: datetime) -> None:
    records = TranscriptRecord.objects.filter(id__in=keys)
    for sha256, size in records.values_list("sha256", "size"):
        note_file(tally, "transcripts", sha256, size)
    tally.add("transcripts", Deed.EMPTIED, records.update(original_gone_at=now))


def _remove_transcripts(keys: Sequence[str], tally: Tally, _: datetime) -> None:
    transcripts = TranscriptRecord.objects.filter(session_id__in=keys).values_list("id", flat=True)
    noted = NoteRecord.objects.filter(session_id__in=keys, kind=NoteKind.VERBATIM).values_list("id", flat=True)
    note_lost((), list(noted), (), Loss.EXPIRED)
    remove(NoteRecord, list(noted), tally)
    erase(Reach(whole=frozenset(transcripts)), tally, leaving=(SessionRecord,), loss=Loss.EXPIRED)


def _remove_contacts(keys: Sequence[str], tally: Tally, _: datetime) -> None:
    people = ParticipantRecord.objects.filter(id__in=keys)
    tally.add("participants", Deed.EMPTIED, people.update(email="", contact="", version=F("version") + 1))


def _remove_scans(keys: Sequence[str], tally: Tally, _: datetime) -> None:
    scans = ConsentRecord.objects.filter(id__in=keys)
    for sha256 in scans.values_list("scan_sha256", flat=True):
        note_file(tally, "consents", sha256, None)
    tally.add("consents", Deed.EMPTIED, scans.update(scan_sha256="", scan_name="", scan_type=""))


def _remove_touchpoints(keys: Sequence[str], tally: Tally, _: datetime) -> None:
    for record in (TouchpointRecord, FigureRecord):
        known = record._default_manager.filter(pk__in=keys).values_list("pk", flat=True)
        remove(record, list(known), tally)


def _remove_letters(keys: Sequence[str], tally: Tally, _: datetime) -> None:
    remove(MessageRecord, keys, tally)


REMOVERS: dict[Material, Remover] = {
    Material.ORIGINALS: _remove_originals,
    Material.TRANSCRIPTS: _remove_transcripts,
    Material.CONTACTS: _remove_contacts,
    Material.CONSENT_SCANS: _remove_scans,
    Material.TOUCHPOINTS: _remove_touchpoints,
    Material.LETTERS: _remove_letters,
}


def _finish(run: RetentionRunRecord) -> None:
    """Remove the files and clear the database; where it is busy, the next run does it."""
    fates = remove_files(run.files)
    with acting(system(run.workspace_id), "removed files by retention", Ref(Kind.RETENTION, run.id)):
        RetentionRunRecord.objects.filter(id=run.id).update(files=fates)
    try:
        clear_leftovers(run.counts)
    except Busy:
        return
    with acting(system(run.workspace_id), "finished removal by retention", Ref(Kind.RETENTION, run.id)):
        RetentionRunRecord.objects.filter(id=run.id).update(finished_at=timezone.now())
