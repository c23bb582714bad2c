"""What in the database concerns one person: found through what each record declares, whichever records there are.

A conversation of several people is the delicate part. Where it is known who is who, only the person's own turns, and
what stands at them, are theirs; the rest is the others'.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import ForeignKey, Model, Q, QuerySet

from firsthand.domain.people.withdrawal import Fate, fate
from firsthand.storage.columns import Declared, Withdrawal
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.sessions import SessionParticipantRecord
from firsthand.storage.transcripts import SpeakerRecord, TranscriptRecord, TurnRecord

SPEAKERS = "speakers__participant"  # the end of a lookup that leads over a transcript
REWRITTEN = (TranscriptRecord, SpeakerRecord, TurnRecord)  # of a conversation with others these are made anew


@dataclass(frozen=True, slots=True)
class Reach:
    """What is to go: a person, transcripts as a whole, and turns of transcripts that others share."""

    people: frozenset[str] = frozenset()  # the person, with what was merged into them; none: only transcripts are meant
    senders: Q = field(default_factory=lambda: Q(pk__in=[]))  # of what came from them before anybody said who it was
    whole: frozenset[str] = frozenset()  # transcripts
    shared: Mapping[str, frozenset[int]] = field(default_factory=dict)  # the person's turns in each
    speakers: frozenset[str] = frozenset()  # the person's speaker rows in shared transcripts
    settled: frozenset[str] = frozenset()  # transcripts that were made anew already: nothing in them is theirs
    alone: frozenset[str] = frozenset()  # sessions in which nobody else took part: all that was kept of them is theirs
    beside: frozenset[str] = frozenset()  # sessions that they shared with others

    @property
    def transcripts(self) -> frozenset[str]:
        """Every transcript that is touched."""
        return self.whole | self.shared.keys()


def reach_of(
    workspace_id: str, participant_id: str, settled: Collection[str] = (), hashes: Collection[str] = ()
) -> Reach:
    """What concerns a person, deleted things too.

    `settled` are transcripts already made anew without them, `hashes` the files that those were made from: another
    copy of such a file goes whole, for nothing tells any more whose words in it are whose.
    """
    people = people_of(participant_id)
    affected = _affected(workspace_id, people, hashes)
    own, others = _speakers_of(people, affected)
    fates = {
        record.id: fate(
            is_settled=record.roles_confirmed_at is not None and (record.id in own or record.sha256 not in hashes),
            others_speak=record.id in others,
        )
        for record in affected
    }
    done = {one for one in settled if one in fates and one not in own}
    shared = {one: own.get(one, {}) for one, verdict in fates.items() if verdict is Fate.SHARED and one not in done}
    whole = {one for one, verdict in fates.items() if verdict is Fate.WHOLE and one not in done}
    speakers = frozenset(speaker for named in shared.values() for speaker in named)
    held = {record.session_id for record in affected}
    still_read = {record.session_id for record in affected if record.id in shared or record.id in done}
    alone, beside = _alone_and_beside(people, held, still_read)
    return Reach(
        people=people,
        senders=_senders(people),
        whole=frozenset(whole),
        shared=_turns_of(shared),
        speakers=speakers,
        settled=frozenset(done),
        alone=alone,
        beside=beside,
    )


def people_of(participant_id: str) -> frozenset[str]:
    """A participant with every record that was merged into theirs, over however many merges."""
    known, fresh = {participant_id}, {participant_id}
    while fresh:
        merged = ParticipantRecord.objects.filter(merged_into__in=fresh)
        fresh = set(merged.values_list("id", flat=True)) - known
        known |= fresh
    return frozenset(known)


def _senders(people: Collection[str]) -> Q:
    """What came from their address or under their name, and was not yet put down to anybody."""
    came = Q(pk__in=[])
    for name, email in ParticipantRecord.objects.filter(id__in=people).values_list("name", "email"):
        came |= Q(sender_email__iexact=email) if email else Q(pk__in=[])
        came |= Q(sender_name__iexact=name, sender_email="")
    return came


def _alone_and_beside(
    people: Collection[str], held: set[str], still_read: set[str]
) -> tuple[frozenset[str], frozenset[str]]:
    seats = SessionParticipantRecord.objects.all()
    sat_in = {*held, *seats.filter(participant_id__in=people).values_list("session_id", flat=True)}
    others = seats.filter(session_id__in=sat_in).exclude(participant_id__in=people)
    beside = still_read.union(others.values_list("session_id", flat=True))
    return frozenset(sat_in - beside), frozenset(beside)


def _affected(workspace_id: str, people: Collection[str], known: Collection[str]) -> list[TranscriptRecord]:
    """The transcripts that they spoke in or whose session they sat in, and others of the very same files."""
    everything = TranscriptRecord.objects.filter(workspace_id=workspace_id)
    theirs = Q()
    for lookup in TranscriptRecord.of_person:
        theirs |= Q(**{f"{lookup}__in": people})
    hashes = {*known, *everything.filter(theirs).values_list("sha256", flat=True)}
    return list(everything.filter(sha256__in=hashes).only("id", "session", "sha256", "roles_confirmed_at"))


def _speakers_of(
    people: Collection[str], transcripts: Collection[TranscriptRecord]
) -> tuple[dict[str, dict[str, int]], set[str]]:
    """The person's speakers (id and position) by transcript, and the transcripts in which another participant speaks.

    In a second copy of a file the same label is the same person, whether somebody said so there or not.
    """
    hashes = {record.id: record.sha256 for record in transcripts}
    speakers = list(
        SpeakerRecord.objects.filter(transcript_id__in=hashes).only("transcript", "position", "name", "participant")
    )
    labels = {(hashes[one.transcript_id], one.name) for one in speakers if one.participant_id in people}
    own: defaultdict[str, dict[str, int]] = defaultdict(dict)
    others = set()
    for one in speakers:
        if (hashes[one.transcript_id], one.name) in labels:
            own[one.transcript_id][one.id] = one.position
        elif one.participant_id:
            others.add(one.transcript_id)
    return dict(own), others


def _turns_of(shared: Mapping[str, Mapping[str, int]]) -> dict[str, frozenset[int]]:
    speakers = [speaker for named in shared.values() for speaker in named]
    found: defaultdict[str, set[int]] = defaultdict(set)
    rows = TurnRecord.objects.filter(transcript_id__in=shared.keys(), speaker_id__in=speakers)
    for transcript_id, index in rows.values_list("transcript_id", "index"):
        found[transcript_id].add(index)
    return {transcript_id: frozenset(found[transcript_id]) for transcript_id in shared}


def what_happens_to(record: type[Declared]) -> Withdrawal:
    """What a withdrawal does to a person's rows of this kind: their words go; members' remarks are emptied.

    A row of which nothing says anything but that it belongs to them, such as a seat, goes too.
    """
    wanted = {text.withdrawal for text in record.texts.values()}
    if Withdrawal.ERASE in wanted or not record.texts:
        return Withdrawal.ERASE
    if Withdrawal.BLANK in wanted:
        return Withdrawal.BLANK
    has_team_text = any(text.is_exported for text in record.texts.values())
    return Withdrawal.KEEP if has_team_text else Withdrawal.ERASE


def records() -> Iterator[type[Declared]]:
    """Every kind of record that may hold something of a person; what hangs on others comes before them."""
    known = [one for one in apps.get_app_config("firsthand").get_models() if issubclass(one, Declared)]
    seen: set[type[Model]] = set()

    def with_dependants(record: type[Declared]) -> Iterator[type[Declared]]:
        if record in seen:
            return
        seen.add(record)
        for one in known:
            if any(isinstance(f, ForeignKey) and f.related_model is record for f in one._meta.local_fields):
                yield from with_dependants(one)
        yield record

    for record in known:
        yield from (one for one in with_dependants(record) if one.of_person)


def theirs(record: type[Declared], reach: Reach) -> QuerySet[Declared]:
    """The rows of one kind that are to go or to be emptied; what is made anew in shared transcripts is not in it."""
    wanted = Q(pk__in=[])
    for lookup in record.of_person:
        if lookup.endswith(SPEAKERS):
            wanted |= Q(**{f"{_over(lookup)}__in": reach.transcripts})
        elif reach.people:
            wanted |= Q(**{f"{lookup}__in": reach.people})
    if _has(record, "sender_email"):
        wanted |= Q(participant=None) & reach.senders
    if reach.alone and _has(record, "session"):
        nobodys = Q(participant=None) if _has(record, "participant") else Q()
        wanted |= Q(session__in=reach.alone) & nobodys
    everything: QuerySet[Declared] = record._default_manager.all()
    query = everything.filter(pk__in=everything.filter(wanted).values("pk"))
    way = transcript_of(record)
    return _of_their_own(record, way, query, reach) if way else query


def _of_their_own(record: type[Declared], way: str, query: QuerySet[Declared], reach: Reach) -> QuerySet[Declared]:
    """Without what stands in other people's turns of a shared transcript."""
    query = query.exclude(**{f"{way}__in": reach.settled})
    turns = turns_of(record, way)
    if not reach.shared or not (turns or record in REWRITTEN):
        return query
    in_shared = {f"{way}__in": list(reach.shared)}
    if record in REWRITTEN:
        return query.exclude(**in_shared)
    rows = query.filter(**in_shared).values_list("pk", way, *turns)
    touching = [pk for pk, transcript, *at in rows if _touches(reach.shared[str(transcript)], at[0], at[-1])]
    return query.filter(~Q(**in_shared) | Q(pk__in=touching))


def _touches(turns: frozenset[int], first: int, last: int) -> bool:
    return any(index in turns for index in range(first, last + 1))


def _has(record: type[Declared], name: str) -> bool:
    return any(column.name == name for column in record._meta.local_fields)


def turns_of(record: type[Declared], way: str) -> tuple[str, ...]:
    """The lookups to the turns at which a row stands: its own, or those of the quote that it hangs on."""
    if record.of_turns or "__" not in way:
        return record.of_turns
    above, _, rest = way.partition("__")
    holder = record._meta.get_field(above).related_model
    assert isinstance(holder, type)
    return tuple(f"{above}__{turns}" for turns in turns_of(holder, rest))  # type: ignore[arg-type]


def transcript_of(record: type[Declared]) -> str:
    """The lookup from a row to the one transcript that it hangs below; "" where there is none."""
    for lookup in record.of_person:
        way = _over(lookup) if lookup.endswith(SPEAKERS) else ""
        if way == "pk" or (way and isinstance(record._meta.get_field(way.partition("__")[0]), ForeignKey)):
            return way
    return ""


def _over(lookup: str) -> str:
    return lookup.removesuffix(SPEAKERS).removesuffix("__") or "pk"
