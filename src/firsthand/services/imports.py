"""Importing transcripts: what was recognised is shown first, then kept byte for byte and read turn by turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.interviews.speakers import guess_roles
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent import GIVING, How
from firsthand.formats.problems import Weight
from firsthand.formats.reading import read
from firsthand.formats.readings import Kind as FileKind
from firsthand.formats.readings import Reading, Source, Unreadable
from firsthand.formats.registry import format_named
from firsthand.formats.sniffing import sniff
from firsthand.services import landing
from firsthand.services.access import found, require, visible
from firsthand.services.acting import Act, acting, hold_workspace
from firsthand.services.fields import line
from firsthand.services.jobs import enqueue
from firsthand.services.keeping import require_keepable
from firsthand.services.media import originals
from firsthand.services.scheduling import SessionForm
from firsthand.services.sessions import add_session, checked_session, mark_held
from firsthand.services.transcripts import rows_for
from firsthand.services.uploads import UploadedFile as UploadedFile
from firsthand.services.uploads import forget_old_uploads, uploads
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.transcripts import SpeakerRecord, TranscriptRecord, TurnRecord

BIG = 4_000_000  # bytes; a larger file is read by a job while its page shows how far it is
PROBLEMS_KEPT = 500
READ_KIND = "read transcript"
NO_ANSWER = (
    "Say how the participants agreed to the transcript being kept: by form, e-mail, on paper or spoken. "
    "If they did not agree, don't import it. Nothing was kept."
)


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """Something in the file that could not be read."""

    line: int | None
    message: str
    text: str
    weight: Weight = Weight.FAULT  # left out: rightly no speech, such as a heading


@dataclass(frozen=True, slots=True)
class SpeakerGuess:
    """One name in the file and who that seems to be."""

    name: str
    turns: int
    words: int
    role: Role
    is_sure: bool
    reasons: tuple[str, ...]
    sample: str  # something they said


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The same bytes are here already."""

    session_id: str
    session_title: str
    transcript_id: str
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What one file turned out to be; nothing of it is in a study yet."""

    upload: str  # give this to `import_transcript`; the SHA-256 of the bytes
    name: str
    size: int  # bytes
    refusal: str = ""  # why it can't be imported; "" where it can
    format: str = ""
    format_title: str = ""
    confidence: float = 0.0  # 0 to 1
    evidence: tuple[tuple[int, str], ...] = ()  # line number and line
    problems: tuple[ProblemLine, ...] = ()
    title: str = ""
    turns: int = 0
    words: int = 0
    duration: float | None = None  # seconds
    speakers: tuple[SpeakerGuess, ...] = ()
    first_turns: tuple[Turn, ...] = ()
    duplicate: Duplicate | None = None

    @property
    def faults(self) -> tuple[ProblemLine, ...]:
        """Where something of the speech is lost, doubtful or odd."""
        return tuple(line for line in self.problems if line.weight is Weight.FAULT)

    @property
    def left_out(self) -> tuple[ProblemLine, ...]:
        """What is rightly no speech, such as a heading."""
        return tuple(line for line in self.problems if line.weight is Weight.LEFT_OUT)


@dataclass(frozen=True, slots=True)
class ImportForm:
    """The one question asked at import, and where the transcript belongs."""

    how_agreed: str  # a value of `How`; anything else is refused
    session_id: str | None = None  # a new session is made where none is named
    study_id: str | None = None
    title: str = ""  # of the new session; the file's own title or name if empty
    interview_date: date | None = None
    participant_ids: tuple[str, ...] = ()
    format: str = ""  # a format's name where sniffing got it wrong
    even_if_duplicate: bool = False
    of_record: bool = False  # in a session that has a transcript already: whether this one takes its place


@dataclass(frozen=True, slots=True)
class Imported:
    """Where a file went."""

    session_id: str
    transcript_id: str
    job_id: str | None  # set while a big file is still being read


def preview(
    actor: Actor,
    files: Sequence[UploadedFile],
    format: str = "",  # noqa: A002
    *,
    waits: bool = True,
) -> tuple[FilePreview, ...]:
    """What each file is, without importing it; the bytes wait for an hour under `upload`, or not at all."""
    require(actor, Action.CHANGE)
    forget_old_uploads()
    return tuple(_preview(actor, file, format, waits=waits) for file in files)


def import_transcript(actor: Actor, file: UploadedFile, form: ImportForm) -> Imported:
    """Keep a file and read it into a session, a new one where none is named.

    Raises Unreadable for a file that is no transcript, Invalid without an answer to how they agreed, Conflict for a
    file that is here already (unless `even_if_duplicate`).
    """
    require(actor, Action.CHANGE)
    how = _how(form.how_agreed)
    name = line(PurePath(file.name.replace("\\", "/")).name, "file name", 255) or "transcript"
    sha256 = Source(file.data).sha256
    if not form.even_if_duplicate:
        _require_new(actor, sha256)
    require_keepable(actor, sha256, form.session_id, form.participant_ids)
    is_big = len(file.data) > BIG
    reading = None if is_big else speech(file.data, name, form.format)
    session = _session_fields(actor, form, reading, name)
    originals().keep(file.data)
    kept = _Kept(actor, name, sha256, len(file.data), how, form.format)
    imported = _write(kept, form, session, reading)
    uploads(actor).remove(sha256)
    return imported


def read_in_job(
    actor: Actor,
    transcript_id: str,
    format: str,  # noqa: A002
    tell: Callable[[float, str], None],
    *,
    of_record: bool = False,
) -> None:
    """Read a kept file's turns into its transcript; does nothing where that was done before."""
    record = TranscriptRecord.objects.filter(id=transcript_id, deleted_at=None).first()
    if record is None or record.format:
        return
    require_keepable(actor, record.sha256, record.session_id)
    tell(0.1, "Reading the file")
    reading = speech(originals().read(record.sha256), record.file_name, format)
    tell(0.6, "Keeping its turns")
    with acting(actor, "read transcript", Ref(Kind.TRANSCRIPT, transcript_id)) as act:
        if not TranscriptRecord.objects.select_for_update().filter(id=transcript_id, deleted_at=None).exists():
            raise NotFound("This transcript was deleted or withdrawn while it was being read. Nothing of it was kept.")
        _fill(act, record, reading, of_record=of_record)


def speech(data: bytes, name: str, format: str = "") -> Reading:  # noqa: A002
    """A file read as a conversation that was spoken. Raises Unreadable for a chat: nobody said those words."""
    reading = read(data, name, format or None)
    if reading.kind is FileKind.CHAT:
        raise Unreadable(
            "This is a chat: typed messages, not speech, so nobody can be quoted from it. "
            "Import the meeting's transcript instead; nothing was kept."
        )
    return reading


@dataclass(frozen=True, slots=True)
class _Kept:
    actor: Actor
    name: str
    sha256: str
    size: int
    how: How
    format: str


def _preview(actor: Actor, file: UploadedFile, format: str, *, waits: bool) -> FilePreview:  # noqa: A002
    source = Source(file.data, file.name)
    bare = FilePreview(source.sha256, file.name, len(file.data), duplicate=_duplicate(actor, source.sha256))
    try:
        require_keepable(actor, source.sha256)
        reading = speech(file.data, file.name, format)
    except (Unreadable, NotAllowed) as refusal:
        return replace(bare, refusal=refusal.message)
    if waits:
        uploads(actor).keep(file.data)
    return _described(bare, source, reading)


def _described(bare: FilePreview, source: Source, reading: Reading) -> FilePreview:
    transcript, known = reading.transcript, format_named(reading.format)
    guess = next((guess for guess in sniff(source) if guess.format == reading.format), None)
    return replace(
        bare,
        format=reading.format,
        format_title=known.title if known else reading.format,
        confidence=guess.confidence if guess else 0.0,
        evidence=tuple((shown.line, shown.text) for shown in guess.evidence) if guess else (),
        problems=tuple(ProblemLine(p.line, p.message, p.text, p.weight) for p in reading.problems),
        title=transcript.title,
        turns=len(transcript.turns),
        words=_words(transcript),
        duration=transcript.duration,
        speakers=_speakers(transcript),
        first_turns=transcript.turns[:6],
    )


def _speakers(transcript: Transcript) -> tuple[SpeakerGuess, ...]:
    return tuple(
        speaker_guess(transcript, guess.speaker, guess.role, guess.is_sure, guess.reasons)
        for guess in guess_roles(transcript)
    )


def speaker_guess(
    transcript: Transcript,
    name: str,
    role: Role,
    is_sure: bool,
    reasons: tuple[str, ...],
) -> SpeakerGuess:
    """A guess with what a person needs to judge it: how much they said, and something they said."""
    turns = [turn for turn in transcript.turns if turn.speaker == name]
    words = sum(len(turn.text.split()) for turn in turns)
    sample = max((turn.text for turn in turns[:50]), key=lambda text: min(len(text), 160), default="")
    return SpeakerGuess(name, len(turns), words, role, is_sure, reasons, sample[:160])


def _write(kept: _Kept, form: ImportForm, session: dict[str, object] | None, reading: Reading | None) -> Imported:
    transcript_id, session_id = new_id(Kind.TRANSCRIPT), form.session_id or new_id(Kind.SESSION)
    with acting(kept.actor, "imported transcript", Ref(Kind.TRANSCRIPT, transcript_id)) as act:
        if not form.even_if_duplicate:
            hold_workspace(kept.actor.workspace_id)
            _require_new(kept.actor, kept.sha256)  # once more: somebody may have dropped the same file meanwhile
        if session is not None:
            add_session(kept.actor, session_id, session, SessionState.HELD, form.participant_ids)
            act.also("created session", Ref(Kind.SESSION, session_id))
        record, job_id = _record(kept, transcript_id, session_id), None
        if reading is not None:
            _fill(act, record, reading, of_record=form.of_record)
        else:
            args = {"transcript": transcript_id, "format": kept.format, "of_record": "yes" if form.of_record else ""}
            job_id = enqueue(kept.actor, READ_KIND, args, f"read {transcript_id}")
        mark_held(act, session_id)
    return Imported(session_id, transcript_id, job_id)


def _record(kept: _Kept, transcript_id: str, session_id: str) -> TranscriptRecord:
    """The row; the first one that a session has is of record, also while it is being read."""
    landing.hold(session_id)
    is_first = landing.current(session_id) is None
    if is_first:
        TranscriptRecord.objects.filter(session_id=session_id).update(is_of_record=False)
    return TranscriptRecord.objects.create(
        id=transcript_id,
        workspace_id=kept.actor.workspace_id,
        session_id=session_id,
        file_name=kept.name,
        kind=FileKind.TRANSCRIPT,
        sha256=kept.sha256,
        size=kept.size,
        is_of_record=is_first,
        agreed_how=kept.how,
        agreed_by_id=kept.actor.id,
    )


def _fill(act: Act, record: TranscriptRecord, reading: Reading, *, of_record: bool) -> None:
    transcript = reading.transcript
    record.format, record.title, record.language = reading.format, transcript.title[:300], transcript.language[:35]
    record.problems = [[p.line, p.message, p.text, p.weight] for p in reading.problems[:PROBLEMS_KEPT]]
    record.turn_count, record.word_count, record.duration = (
        len(transcript.turns),
        _words(transcript),
        transcript.duration,
    )
    record.save()
    speakers = [
        SpeakerRecord(
            id=new_id(Kind.SPEAKER), workspace_id=record.workspace_id, transcript=record, position=place, name=name
        )
        for place, name in enumerate(transcript.speakers)
    ]
    SpeakerRecord.objects.bulk_create(speakers)
    TurnRecord.objects.bulk_create(rows_for(transcript, record.id, speakers), batch_size=2_000)
    if of_record and not record.is_of_record:
        landing.make_of_record(record)
        act.also("chose transcript of record", Ref(Kind.TRANSCRIPT, record.id))


def _session_fields(actor: Actor, form: ImportForm, reading: Reading | None, name: str) -> dict[str, object] | None:
    if form.session_id:
        found(actor, Action.CHANGE, SessionRecord, form.session_id)
        return None
    title = form.title or (reading.transcript.title if reading else "") or PurePath(name).stem
    session = SessionForm(title[:200], form.interview_date, form.study_id, participant_ids=form.participant_ids)
    return checked_session(actor, session)


def _how(answer: str) -> How:
    if answer not in GIVING:
        raise Invalid(NO_ANSWER, where="how_agreed")
    return How(answer)


def _require_new(actor: Actor, sha256: str) -> None:
    duplicate = _duplicate(actor, sha256)
    if duplicate:
        raise Conflict(
            f"This file was imported before, into the session “{duplicate.session_title}”. Nothing was imported again; "
            "open that session, or say that you want it twice."
        )


def _duplicate(actor: Actor, sha256: str) -> Duplicate | None:
    same = visible(actor, TranscriptRecord).filter(sha256=sha256)
    record = same.select_related("session").order_by("created_at").first()
    return Duplicate(record.session_id, record.session.title, record.id, record.created_at) if record else None


def _words(transcript: Transcript) -> int:
    return sum(len(turn.text.split()) for turn in transcript.turns)
