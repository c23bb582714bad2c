"""What the demo's team saw: quotes, notes and observations from observations.toml, made through the services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from firsthand.domain.errors import Invalid
from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.mentions import Measure
from firsthand.domain.synthesis.snapshots import Parts
from firsthand.services import notes, observations, quotes, snapshots
from firsthand.services.access import visible
from firsthand.services.demo_reading import Strict, holding, named, read_file
from firsthand.services.transcripts import load, of_record
from firsthand.storage.notes import NoteRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.sessions import SessionRecord

FILE = "observations.toml"


class DemoHighlight(Strict):
    """One more quote, marked for an observation."""

    session: str  # title
    text: str
    turn: int | None = None  # where the words stand in several


class DemoNote(Strict):
    """What a member wrote down."""

    session: str
    by: str  # the key of a member
    text: str
    kind: NoteKind = NoteKind.NOTE
    at: str = ""  # mm:ss
    participant: str = ""


class DemoObservation(Strict):
    """One observation with the words of what it cites."""

    study: str
    kind: ObservationKind
    text: str
    session: str = ""
    quotes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    measure: Measure | None = None
    terms: tuple[str, ...] = ()


class DemoSnapshot(Strict):
    """What a member wrote into the snapshot of a session."""

    session: str
    headline: str = ""
    learnings: str = ""


class DemoSeen(Strict):
    """The whole file."""

    quote: tuple[DemoHighlight, ...] = ()
    note: tuple[DemoNote, ...] = ()
    observation: tuple[DemoObservation, ...] = ()
    snapshot: tuple[DemoSnapshot, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    members: Mapping[str, Actor]
    people: Mapping[str, str]
    studies: Mapping[str, str]
    sessions: Mapping[str, str]  # by title


def make(
    actor: Actor, folder: Path, members: Mapping[str, Actor], people: Mapping[str, str], studies: Mapping[str, str]
) -> None:
    """Write down what stands in the folder's file, if it has one. Raises Invalid, naming what does not fit."""
    if not (folder / FILE).is_file():
        return
    seen = read_file(folder / FILE, DemoSeen)
    sessions = dict(visible(actor, SessionRecord).values_list("title", "id"))
    known = _Known(members, people, studies, sessions)
    for quote in seen.quote:
        _mark(actor, quote, known)
    for note in seen.note:
        _note(note, known)
    for observation in seen.observation:
        _observe(actor, observation, known)
    for one in seen.snapshot:
        parts = Parts(one.headline, learnings=one.learnings)
        snapshots.edit_snapshot(actor, named(known.sessions, one.session, "session", FILE), parts)


def _mark(actor: Actor, quote: DemoHighlight, known: _Known) -> None:
    record = of_record(named(known.sessions, quote.session, "session", FILE))
    turns = [one for one in load(record).transcript.turns if quote.text in one.text]
    places = [one for one in turns if quote.turn in (None, one.index)]
    if len(places) != 1:
        raise Invalid(f"“{quote.text}” stands in turns {[one.index for one in turns]}: name one", where=FILE)
    begin = places[0].text.find(quote.text)
    quotes.highlight(actor, record.id, places[0].index, begin, places[0].index, begin + len(quote.text))


def _note(note: DemoNote, known: _Known) -> None:
    who = named(known.people, note.participant, "participant", FILE) if note.participant else ""
    minutes, _, seconds = note.at.partition(":")
    at = int(minutes) * 60 + int(seconds) if note.at else None
    form = notes.NoteForm(note.text, note.kind, at, who)
    notes.new_note(_actor(known, note.by), named(known.sessions, note.session, "session", FILE), form)


def _actor(known: _Known, key: str) -> Actor:
    if key not in known.members:
        raise Invalid(f"there is no member “{key}” in the folder", where=FILE)
    return known.members[key]


def _observe(actor: Actor, one: DemoObservation, known: _Known) -> None:
    marked = visible(actor, QuoteRecord).values_list("id", "exact")
    noted = visible(actor, NoteRecord).values_list("id", "text")
    form = observations.ObservationForm(
        one.kind,
        one.text,
        named(known.studies, one.study, "study", FILE),
        named(known.sessions, one.session, "session", FILE) if one.session else "",
        tuple(holding(words, marked, "quotes", FILE) for words in one.quotes),
        tuple(holding(words, noted, "notes", FILE) for words in one.notes),
        observations.CountForm(one.measure, one.terms) if one.measure else None,
    )
    observations.new_observation(actor, form)
