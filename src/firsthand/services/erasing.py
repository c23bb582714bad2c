"""Rows go for good, whatever kind they are, and are counted; a withdrawal and a retention rule erase in the same way.

Everything here happens inside the caller's act. Files and the database's own leftovers come after it: `clearing.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet

from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.people.withdrawal import WITHDRAWN, Deed
from firsthand.domain.synthesis.losses import Loss
from firsthand.services.lost_evidence import note_lost
from firsthand.services.reach import Reach, records, theirs, what_happens_to
from firsthand.storage.columns import Declared, Withdrawal
from firsthand.storage.events import ReasonRecord
from firsthand.storage.jobs import JobRecord
from firsthand.storage.notes import NoteRecord
from firsthand.storage.observations import CitationRecord, ObservationRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.undo import UndoRecord

Counts = dict[str, dict[str, int]]  # by table and deed
HANDFUL = 400  # rows
NEUTRAL = {"sessions": {"title": WITHDRAWN}}  # what stands in a column that may not be empty


@dataclass(slots=True)
class Tally:
    """What was done so far."""

    counts: Counter[tuple[str, Deed]] = field(default_factory=Counter)
    files: list[dict[str, object]] = field(default_factory=list)  # {sha256, size, table, fate}
    ids: set[str] = field(default_factory=set)  # of everything that went or was emptied

    def add(self, table: str, deed: Deed, number: int) -> None:
        """Count rows."""
        if number:
            self.counts[table, deed] += number

    def onto(self, counts: Counts) -> Counts:
        """These counts added to those that were kept before."""
        kept = {table: dict(deeds) for table, deeds in counts.items()}
        for (table, deed), number in self.counts.items():
            deeds = kept.setdefault(table, {})
            deeds[deed.value] = deeds.get(deed.value, 0) + number
        return kept


def erase(reach: Reach, tally: Tally, leaving: Collection[type[Declared]] = (), loss: Loss = Loss.WITHDRAWN) -> None:
    """Empty what may name the person, then remove what is theirs; kinds in `leaving` are the caller's to settle.

    All of it is found before any of it goes: a seat that is gone leads to no session any more.
    """
    found = rows_of(reach, leaving)
    _count_lost(found)
    note_lost(found[QuoteRecord], found[NoteRecord], found[ObservationRecord], loss)
    for record, keys in found.items():
        if deed_for(record) is Deed.EMPTIED:
            empty(record, keys, tally)
    for record, keys in found.items():
        if deed_for(record) is Deed.REMOVED:
            remove(record, keys, tally)


def rows_of(reach: Reach, leaving: Collection[type[Declared]] = ()) -> dict[type[Declared], list[object]]:
    """The keys of everything that goes or is emptied, by kind; what hangs on others comes first."""
    kinds = [record for record in records() if record not in leaving]
    found: dict[type[Declared], list[object]] = {
        record: list(theirs(record, reach).values_list("pk", flat=True)) for record in kinds
    }
    _settle_notes_and_observations(found, reach)
    return found


def deed_for(record: type[Declared]) -> Deed | None:
    """What is done to a person's rows of this kind."""
    if record is ObservationRecord:
        return Deed.REMOVED  # those of which nothing is left; the others stay
    return {Withdrawal.ERASE: Deed.REMOVED, Withdrawal.BLANK: Deed.EMPTIED}.get(what_happens_to(record))


def _settle_notes_and_observations(found: dict[type[Declared], list[object]], reach: Reach) -> None:
    """Words noted of nobody by name go with a person's own; an observation goes where nothing is left of it."""
    nobodys = NoteRecord.objects.filter(session__in=reach.beside, participant=None, kind=NoteKind.VERBATIM)
    found[NoteRecord] = list({*found[NoteRecord], *nobodys.values_list("pk", flat=True)})
    found[ObservationRecord] = _left_with_nothing(found[QuoteRecord], found[NoteRecord], reach)


def _count_lost(found: dict[type[Declared], list[object]]) -> None:
    """Of observations that stay: how many of their quotes and notes go now, for their pages to say so."""
    going = CitationRecord.objects.filter(Q(quote__in=found[QuoteRecord]) | Q(note__in=found[NoteRecord]))
    staying = going.exclude(observation__in=[str(key) for key in found[ObservationRecord]])
    for observation_id, lost in Counter(staying.values_list("observation_id", flat=True)).items():
        ObservationRecord.objects.filter(id=observation_id).update(gone=F("gone") + lost)


def _left_with_nothing(quotes: Collection[object], notes: Collection[object], reach: Reach) -> list[object]:
    """The observations that cite nothing but these quotes and notes, or count in a conversation that is gone."""
    going = CitationRecord.objects.filter(Q(quote__in=quotes) | Q(note__in=notes))
    touched = set(going.values_list("observation_id", flat=True))
    touched |= set(ObservationRecord.objects.filter(session__in=reach.alone).values_list("pk", flat=True))
    staying = CitationRecord.objects.filter(observation__in=touched).exclude(pk__in=going.values("pk"))
    counting = ObservationRecord.objects.filter(id__in=touched, count__isnull=False)
    counting = counting.exclude(session__in=reach.alone)
    left = {*staying.values_list("observation_id", flat=True), *counting.values_list("pk", flat=True)}
    return list(touched - left)


def empty(record: type[Declared], keys: Sequence[object], tally: Tally) -> None:
    """Take members' words that may name the person out of these rows."""
    columns = [name for name, text in record.texts.items() if text.withdrawal is Withdrawal.BLANK]
    tally.ids.update(map(str, keys))
    for rows in _rows(record, keys):
        emptied = rows.update(**{name: nothing_for(record, name) for name in columns})
        tally.add(record._meta.db_table, Deed.EMPTIED, emptied)


def nothing_for(record: type[Declared], column: str) -> object:
    """What a column holds when nothing is in it."""
    neutral = NEUTRAL.get(record._meta.db_table, {}).get(column)
    field_of = record._meta.get_field(column)
    if neutral is not None:
        return neutral
    if getattr(field_of, "null", False):
        return None
    return field_of.get_default()  # type: ignore[union-attr]


def remove(record: type[Declared], keys: Sequence[object], tally: Tally) -> None:
    """Remove these rows with what hangs on them, and note the files that they named."""
    tally.ids.update(map(str, keys))
    for rows in _rows(record, keys):
        _note_files(record, rows, tally)
        for label, number in rows.delete()[1].items():
            tally.add(_table(label, record), Deed.REMOVED, number)


def _note_files(record: type[Declared], rows: QuerySet[Declared], tally: Tally) -> None:
    sized = [column.name for column in record._meta.local_fields if column.name == "size"]
    for column in record.of_files:
        for sha256, *size in rows.values_list(column, *sized):
            note_file(tally, record._meta.db_table, str(sha256), size[0] if size else None)


def note_file(tally: Tally, table: str, sha256: str, size: object) -> None:
    """Note a file that is to go once nothing else names it."""
    if sha256 and not any(one["sha256"] == sha256 for one in tally.files):
        tally.files.append({"sha256": sha256, "size": size, "table": table, "fate": ""})


def remove_traces(workspace_id: str, tally: Tally, but_job: str = "") -> None:
    """Remove what only names the ids of what went: reasons of events about it, ways to take it back, jobs."""
    gone = tally.ids
    reasons = ReasonRecord.objects.filter(event__workspace_id=workspace_id)
    told = [pk for pk, subject in reasons.values_list("pk", "event__subject_id") if subject in gone]
    _drop(ReasonRecord, told, tally)
    undos = UndoRecord.objects.filter(workspace_id=workspace_id).values_list("pk", "subject_id", "restores")
    _drop(UndoRecord, [pk for pk, subject, ids in undos if subject in gone or _all_in(ids, gone)], tally)
    jobs = JobRecord.objects.filter(workspace_id=workspace_id).exclude(id=but_job).values_list("pk", "args")
    _drop(JobRecord, [pk for pk, args in jobs if gone & set(map(str, args.values()))], tally)


def _rows(record: type[Declared], keys: Sequence[object]) -> Iterator[QuerySet[Declared]]:
    """In handfuls: a database takes only so many ids at once."""
    for begin in range(0, len(keys), HANDFUL):
        yield record._default_manager.filter(pk__in=keys[begin : begin + HANDFUL])


def _all_in(restores: dict[str, list[str]], gone: set[str]) -> bool:
    named = {one for some in restores.values() for one in some}
    return bool(named) and named <= gone


def _drop(record: type[Declared], keys: Sequence[object], tally: Tally) -> None:
    for rows in _rows(record, keys):
        tally.add(record._meta.db_table, Deed.REMOVED, rows.delete()[0])


def _table(label: str, record: type[Declared]) -> str:
    return str(record._meta.apps.get_model(label)._meta.db_table)
