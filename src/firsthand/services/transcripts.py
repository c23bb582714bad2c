"""A kept transcript: loaded as imported with its corrections over it, corrected turn by turn, given back as it came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.interviews.transcripts import Role, Timing, Transcript, Turn, Word
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent_uses import Use
from firsthand.domain.people.exports import ExportKind
from firsthand.services.access import absent, found
from firsthand.services.acting import acting
from firsthand.services.coding_places import follow_correction
from firsthand.services.consents import require_not_refused, require_use
from firsthand.services.exports import note_file_export
from firsthand.services.fields import passage
from firsthand.services.media import originals
from firsthand.storage.sessions import SessionParticipantRecord
from firsthand.storage.transcripts import CorrectionRecord, SpeakerRecord, TranscriptRecord, TurnRecord

NOBODY_LEFT = (
    "Somebody who speaks here is no longer among the participants, so nobody can say what they agreed to. "
    "Nothing was shown or changed."
)
TURN_LIMIT = 50_000  # characters of one turn


@dataclass(frozen=True, slots=True)
class Correction:
    """Who changed a turn's words, when, and whether they had listened."""

    index: int
    text: str
    by: str
    at: datetime
    has_listened: bool


@dataclass(frozen=True, slots=True)
class Loaded:
    """A transcript with the rows that the services need beside it."""

    record: TranscriptRecord
    transcript: Transcript
    speakers: tuple[SpeakerRecord, ...]  # in the order of their first turn
    speaker_of: tuple[int, ...]  # for each turn, its speaker's place in `speakers`
    corrections: dict[int, Correction]  # by turn

    def participants_between(self, first: int, last: int) -> frozenset[str]:
        """The participants who speak in a stretch of turns."""
        spoken = {self.speakers[place].participant_id for place in self.speaker_of[first : last + 1]}
        return frozenset(one for one in spoken if one)

    def speaker_at(self, index: int) -> SpeakerRecord:
        """Who spoke in a turn."""
        return self.speakers[self.speaker_of[index]]


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was imported."""

    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class TurnText:
    """One turn's words, for the form that corrects them."""

    transcript_id: str
    index: int
    speaker: str
    text: str
    imported: str
    correction: Correction | None
    version: int  # how often this turn was corrected


def load(record: TranscriptRecord, *, with_words: bool = False) -> Loaded:
    """A transcript with corrections applied; a few queries however long it is. Word times only where asked for.

    Raises NotAllowed where a participant does not agree, or no longer does, to a transcript being kept.
    """
    speakers = _speakers(record)
    corrections = corrections_of([record.id]).get(record.id, {})
    return _loaded(record, speakers, corrections, with_words=with_words)


def as_imported(record: TranscriptRecord) -> Loaded:
    """A transcript without its corrections, and without asking for consent: only for what takes words away."""
    speakers = tuple(SpeakerRecord.objects.filter(transcript=record).order_by("position"))
    return _loaded(record, speakers, {}, with_words=True)


def _loaded(
    record: TranscriptRecord,
    speakers: tuple[SpeakerRecord, ...],
    corrections: dict[int, Correction],
    *,
    with_words: bool,
) -> Loaded:
    places = {speaker.id: place for place, speaker in enumerate(speakers)}
    columns = ["speaker_id", "text", "start", "end", "timing", *(["words"] if with_words else [])]
    rows = list(TurnRecord.objects.filter(transcript=record).order_by("index").values_list("index", *columns))
    turns = tuple(_turn(row, speakers[places[row[1]]]) for row in rows)
    transcript = corrected(Transcript(turns, record.title, record.language), corrections)
    return Loaded(record, transcript, speakers, tuple(places[row[1]] for row in rows), corrections)


def _speakers(record: TranscriptRecord) -> tuple[SpeakerRecord, ...]:
    """The speakers, if every participant among them agrees to the transcript: every way to the words leads here."""
    speakers = tuple(SpeakerRecord.objects.filter(transcript=record).order_by("position"))
    if any(speaker.role == Role.PARTICIPANT and speaker.participant_id is None for speaker in speakers):
        raise NotAllowed(NOBODY_LEFT)
    linked = {speaker.participant_id for speaker in speakers if speaker.participant_id}
    if linked:
        require_use(linked, Use.READ_TRANSCRIPT)
    if record.roles_confirmed_at is None:
        seats = SessionParticipantRecord.objects.filter(session_id=record.session_id)
        require_not_refused(seats.values_list("participant_id", flat=True), Use.READ_TRANSCRIPT)
    return speakers


def corrected(transcript: Transcript, corrections: dict[int, Correction]) -> Transcript:
    """The transcript with each turn's latest correction lying over it; one pass however many there are."""
    if not corrections:
        return transcript
    turns = (_overlaid(turn, corrections.get(turn.index)) for turn in transcript.turns)
    return replace(transcript, turns=tuple(turns))


def corrections_of(transcript_ids: Iterable[str]) -> dict[str, dict[int, Correction]]:
    """The latest correction of each corrected turn, by transcript and turn; one query."""
    records = CorrectionRecord.objects.filter(transcript_id__in=list(transcript_ids)).select_related("member__user")
    latest: dict[str, dict[int, Correction]] = {}
    for record in records.order_by("created_at", "id"):
        by = record.member.user.name
        correction = Correction(record.index, record.text, by, record.created_at, record.has_listened)
        latest.setdefault(record.transcript_id, {})[record.index] = correction
    return latest


def of_record(session_id: str) -> TranscriptRecord:
    """The transcript of record of a session. Raises NotFound where it has none that was read."""
    query = TranscriptRecord.objects.filter(session_id=session_id, deleted_at=None, is_of_record=True).exclude(
        format=""
    )
    record = query.order_by("-created_at").first()
    if record is None:
        raise NotFound("This session has no transcript yet. Import one on the session's page.")
    return record


def turn_text(actor: Actor, transcript_id: str, index: int) -> TurnText:
    """One turn's words as they stand."""
    record = found(actor, Action.CHANGE, TranscriptRecord, transcript_id)
    _speakers(record)
    is_turn = 0 <= index < record.turn_count
    turn = (
        TurnRecord.objects.filter(transcript=record, index=index).select_related("speaker").first() if is_turn else None
    )
    if turn is None:
        raise absent()
    times = CorrectionRecord.objects.filter(transcript=record, index=index).count()
    correction = corrections_of([record.id]).get(record.id, {}).get(index)
    text = correction.text if correction else turn.text
    return TurnText(record.id, index, turn.speaker.name, text, turn.text, correction, times)


def correct_turn(
    actor: Actor, transcript_id: str, index: int, text: str, *, has_listened: bool, version: int | None = None
) -> None:
    """Lay a correction over one turn; the original stays, and every quote of it is checked again when it is next shown.

    `version` is how often the turn had been corrected when the member saw it: raises Conflict where it was corrected
    since. Raises Invalid for an empty text.
    """
    current = turn_text(actor, transcript_id, index)
    text = passage(text, "correction", TURN_LIMIT)
    if not text:
        raise Invalid("A turn can't be emptied. Nothing was changed; write what was said.", where="text")
    if version not in (None, current.version):
        raise Conflict(
            "Somebody corrected this turn since you opened it. Their words are kept and yours were not saved: "
            f"“{current.text[:200]}”. Reload the page and correct it again if it is still wrong."
        )
    if text == current.text:
        return
    with acting(actor, "corrected turn", Ref(Kind.TRANSCRIPT, transcript_id)):
        CorrectionRecord.objects.create(
            id=new_id(Kind.CORRECTION),
            workspace_id=actor.workspace_id,
            transcript_id=transcript_id,
            index=index,
            text=text,
            has_listened=has_listened,
            member_id=actor.id,
        )
        follow_correction(transcript_id, index, current.text, text)
        TranscriptRecord.objects.filter(id=transcript_id).update(version=F("version") + 1)


def original(actor: Actor, transcript_id: str) -> Original:
    """The imported file, byte for byte. Raises NotFound where it is gone from the disk."""
    record = found(actor, Action.READ, TranscriptRecord, transcript_id)
    _speakers(record)
    if record.original_gone_at:
        raise NotFound(
            f"A retention rule removed the original file on {record.original_gone_at:%Y-%m-%d}. "
            "The transcript itself is kept."
        )
    if not originals().has(record.sha256):
        raise NotFound("The original file is no longer among the files. The transcript itself is kept.")
    return Original(record.file_name, record.sha256)


def take_original(actor: Actor, transcript_id: str) -> Original:
    """The same to take away; that it left is listed."""
    file = original(actor, transcript_id)
    record = TranscriptRecord.objects.only("session", "size").get(id=transcript_id)
    note_file_export(actor, ExportKind.ORIGINAL, [record.session_id], file.sha256, record.size)
    return file


def rows_for(transcript: Transcript, transcript_id: str, speakers: Sequence[SpeakerRecord]) -> list[TurnRecord]:
    """The turns of a freshly read transcript as rows to insert."""
    by_name = {speaker.name: speaker.id for speaker in speakers}
    return [
        TurnRecord(
            transcript_id=transcript_id,
            speaker_id=by_name[turn.speaker],
            index=turn.index,
            text=turn.text,
            start=turn.start,
            end=turn.end,
            timing=turn.timing,
            words=[[w.begin, w.finish, w.start, w.end, w.probability] for w in turn.words] or None,
        )
        for turn in transcript.turns
    ]


def _turn(row: tuple[object, ...], speaker: SpeakerRecord) -> Turn:
    index, _, text, start, end, timing, *words = row
    timed = tuple(Word(*word) for word in words[0]) if words and words[0] else ()  # type: ignore[attr-defined]
    return Turn(index, speaker.name, text, start, end, Timing(timing), Role(speaker.role), timed)  # type: ignore[arg-type]


def _overlaid(turn: Turn, correction: Correction | None) -> Turn:
    if correction is None or correction.text == turn.text:
        return turn
    return replace(turn, text=correction.text, imported=turn.text, words=())
