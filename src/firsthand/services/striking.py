"""Where somebody who withdraws is named: by others who spoke with them, by the team, in other conversations."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CharField, JSONField, Q, QuerySet, TextField

from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.withdrawal import Deed, Names, known_names, struck_anywhere, unnamed, unsaid
from firsthand.services.access import SomeRecord, open_to
from firsthand.services.erasing import Tally
from firsthand.services.reach import Reach, theirs, transcript_of
from firsthand.storage.columns import Declared, Owned, Withdrawal
from firsthand.storage.events import ReasonRecord
from firsthand.storage.notes import NoteRecord
from firsthand.storage.observations import ObservationRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.sessions import SessionParticipantRecord
from firsthand.storage.transcripts import CorrectionRecord, SpeakerRecord, TurnRecord
from firsthand.storage.workspaces import MemberRecord


@dataclass(frozen=True, slots=True)
class Place:
    """One row that names the person, with its texts as they would be without the name."""

    record: type[Declared]
    key: object
    texts: dict[str, object]


def names_of(person: ParticipantRecord, reach: Reach, session_ids: Collection[str]) -> Names:
    """How the person is called: as written down, as labelled in files; not as anybody beside them is called too."""
    their_own = Q(participant__in=reach.people) | Q(id__in=reach.speakers)
    labels = SpeakerRecord.objects.filter(their_own).values_list("name", flat=True)
    beside = SessionParticipantRecord.objects.filter(session_id__in=session_ids).exclude(participant__in=reach.people)
    others = SpeakerRecord.objects.filter(transcript_id__in=reach.transcripts)
    others = others.exclude(their_own | Q(name__in=list(labels)))
    members = MemberRecord.objects.filter(workspace_id=person.workspace_id)
    taken = [
        *beside.values_list("participant__name", flat=True),
        *others.values_list("name", flat=True),
        *members.values_list("user__name", flat=True),
    ]
    written = ParticipantRecord.objects.filter(id__in=reach.people).values_list("name", "email", "contact")
    spellings = [text for row in written for text in row if text and (text == row[0] or "@" in text)]
    spellings += _merged_names(reach.people)
    return _without_namesakes(known_names(spellings, labels, taken), person)


def _merged_names(people: Collection[str]) -> list[str]:
    """Names and addresses of records that were merged into theirs; the records themselves go after a month."""
    kept_beside = ParticipantRecord.objects.filter(id__in=people).values_list("also", flat=True)
    rows = (one for also in kept_beside for one in also if isinstance(one, dict))
    return [str(one.get("value", "")) for one in rows if one.get("field") in ("name", "email")]


def namesakes(person: ParticipantRecord) -> int:
    """How many other participants of the workspace have the very same name: perhaps the same person twice."""
    return _others(person).filter(name__iexact=person.name).count()


def _without_namesakes(names: Names, person: ParticipantRecord) -> Names:
    """A whole name that somebody else in the workspace bears names them, too."""
    taken = {name.casefold() for name in _others(person).values_list("name", flat=True)}
    return Names(tuple(name for name in names.whole if name.casefold() not in taken), names.parts)


def _others(person: ParticipantRecord) -> QuerySet[ParticipantRecord]:
    return ParticipantRecord.objects.filter(workspace_id=person.workspace_id, deleted_at=None).exclude(id=person.id)


def places(workspace_id: str, names: Names, reach: Reach, seen_by: Actor | None = None) -> Iterator[Place]:
    """The team's texts that hold a whole name of the person; neither what people said nor what goes anyway.

    All of them, or those that one actor may know of.
    """
    if not names.whole:
        return
    for record in apps.get_app_config("firsthand").get_models():
        if issubclass(record, Owned) and _team_columns(record):
            owned: QuerySet[Declared] = record._default_manager.filter(workspace_id=workspace_id)
            own = theirs(record, reach).values("pk") if record.of_person else []
            rows = _seen(owned.exclude(pk__in=own), seen_by)
            yield from _in(record, rows, _team_columns(record), names)


def _team_columns(record: type[Declared]) -> list[str]:
    """What members wrote; into what was said quotes point, so that there only remarks are looked at."""
    said = bool(transcript_of(record))
    return [
        name
        for name, text in record.texts.items()
        if text.is_exported and (text.withdrawal is Withdrawal.BLANK or not said)
    ]


def _in(record: type[Declared], rows: QuerySet[Declared], columns: list[str], names: Names) -> Iterator[Place]:
    named = Q(pk__in=[])
    for column in columns:
        if isinstance(record._meta.get_field(column), (CharField, TextField)):
            for name in names.whole:
                named |= Q(**{f"{column}__icontains": name})
        elif isinstance(record._meta.get_field(column), JSONField):
            named |= Q(**{f"{column}__isnull": False})  # what is written in escapes can't be searched for
    for row in rows.filter(named).only("pk", *columns).iterator(chunk_size=500):
        texts = {column: getattr(row, column) for column in columns}
        without = {column: struck_anywhere(text, names) for column, text in texts.items()}
        changed = {column: text for column, text in without.items() if text != texts[column]}
        if changed:
            yield Place(record, row.pk, changed)


def strike(workspace_id: str, names: Names, reach: Reach, tally: Tally) -> None:
    """Replace the name in the team's texts, inside the caller's act; a reason that holds it goes with its salt."""
    for place in (*places(workspace_id, names, reach), *_observed(names, reach)):
        _write(place)
        tally.add(place.record._meta.db_table, Deed.REWRITTEN, 1)
    reasons = ReasonRecord.objects.filter(event__workspace_id=workspace_id)
    for name in names.whole:
        removed = reasons.filter(text__icontains=name).delete()[0]
        tally.add("reasons", Deed.REMOVED, removed)


def _observed(names: Names, reach: Reach) -> Iterator[Place]:
    """Observations that rest on what the person said, and perhaps on others too: without their words and names."""
    said = list(_said(reach))
    for row in ObservationRecord.objects.filter(pk__in=theirs(ObservationRecord, reach).values("pk")):
        text = row.text
        without = unnamed(unsaid(text, said), names)
        if without != text:
            yield Place(ObservationRecord, row.pk, {"text": without})


def _said(reach: Reach) -> Iterator[str]:
    """Everything that the person said, as imported and as corrected, and the words of theirs that were noted."""
    spoken = TurnRecord.objects.filter(transcript_id__in=reach.transcripts, speaker__participant__in=reach.people)
    places = list(spoken.values_list("transcript_id", "index", "text"))
    places += TurnRecord.objects.filter(speaker_id__in=reach.speakers).values_list("transcript_id", "index", "text")
    yield from (text for _, _, text in places)
    at = {(transcript, index) for transcript, index, _ in places}
    corrections = CorrectionRecord.objects.filter(transcript_id__in=reach.transcripts)
    for transcript, index, text in corrections.values_list("transcript_id", "index", "text"):
        if (transcript, index) in at:
            yield text
    noted = NoteRecord.objects.filter(participant__in=reach.people, kind=NoteKind.VERBATIM)
    yield from noted.values_list("text", flat=True)


def _write(place: Place) -> None:
    rows = place.record._default_manager.filter(pk=place.key)
    try:
        with transaction.atomic():
            rows.update(**_fitting(place))
    except IntegrityError:  # two things that may not be called the same
        rows.update(**_fitting(place, f" {str(place.key)[-4:]}"))


def _fitting(place: Place, mark: str = "") -> dict[str, object]:
    """The texts as their columns take them, each with a mark behind it where one is needed."""
    fitting: dict[str, object] = {}
    for column, text in place.texts.items():
        most = getattr(place.record._meta.get_field(column), "max_length", None)
        is_line = isinstance(text, str)
        fitting[column] = f"{text[: most - len(mark) if most else None]}{mark}" if is_line else text  # type: ignore[index]
    return fitting


def _seen(rows: QuerySet[SomeRecord], seen_by: Actor | None) -> QuerySet[SomeRecord]:
    return open_to(seen_by, rows) if seen_by else rows


def standing(workspace_id: str, names: Names, reach: Reach, seen_by: Actor | None = None) -> int:
    """In how many turns of other conversations their whole name is said: found here, left for redaction."""
    said = Q(pk__in=[])
    for name in names.whole:
        said |= Q(text__icontains=name)
    turns = TurnRecord.objects.filter(said, transcript__workspace_id=workspace_id, transcript__deleted_at=None)
    elsewhere = turns.exclude(transcript_id__in=reach.transcripts | reach.settled)
    return _seen(elsewhere, seen_by).count()
