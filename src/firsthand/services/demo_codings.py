"""What two coders marked in the demo's conversations, from codings.toml, made through the services that people use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.actors import Actor
from firsthand.services import codings
from firsthand.services.access import visible
from firsthand.services.coding_tasks import CodingWish, assign_coding, finish_coding
from firsthand.services.demo_reading import Strict, read_file
from firsthand.services.transcripts import Loaded, load
from firsthand.storage.codes import CodeRecord
from firsthand.storage.transcripts import TranscriptRecord

FILE = "codings.toml"
CODERS = ("aurelio", "henrike")


class DemoCoding(Strict):
    """Words of a participant with a code; both coders marked them unless it says who."""

    study: str
    session: str  # its title
    code: str
    words: str
    by: tuple[str, ...] = CODERS


class DemoCodings(Strict):
    """The whole file."""

    coding: tuple[DemoCoding, ...] = ()


def make(actor: Actor, folder: Path, members: Mapping[str, Actor], studies: Mapping[str, str]) -> None:
    """Code the conversations of the folder's file, if it has one, blind. Raises Invalid, naming what does not fit."""
    if not (folder / FILE).is_file():
        return
    wanted = read_file(folder / FILE, DemoCodings).coding
    transcripts = {one.session: _transcript(actor, one, studies) for one in wanted}
    coders = [members[key] for key in CODERS]
    sessions = tuple(loaded.record.session_id for loaded in transcripts.values())
    assign_coding(actor, CodingWish(sessions, tuple(one.id for one in coders), is_blind=True))
    for one in wanted:
        for key in one.by:
            _mark(members[key], one, transcripts[one.session], studies)
    _finish(coders, sessions)


def _transcript(actor: Actor, one: DemoCoding, studies: Mapping[str, str]) -> Loaded:
    held = visible(actor, TranscriptRecord).filter(session__title=one.session, session__study=studies.get(one.study))
    record = held.filter(is_of_record=True).first()
    if record is None:
        raise Invalid(f"“{one.session}” is no conversation with a transcript of this study", where=FILE)
    return load(record)


def _mark(coder: Actor, one: DemoCoding, loaded: Loaded, studies: Mapping[str, str]) -> None:
    code = visible(coder, CodeRecord).filter(study=studies[one.study], name=one.code).first()
    places = [
        (turn.index, turn.text.index(one.words))
        for turn in loaded.transcript.turns
        if turn.role is Role.PARTICIPANT and one.words in turn.text
    ]
    if code is None or len(places) != 1:
        raise Invalid(f"“{one.words}” was said {len(places)} times, or there is no code “{one.code}”", where=FILE)
    turn, begin = places[0]
    codings.mark(coder, loaded.record.id, code.id, turn, begin, turn, begin + len(one.words))


def _finish(coders: Sequence[Actor], sessions: Iterable[str]) -> None:
    for session in sessions:
        for coder in coders:
            finish_coding(coder, session)
