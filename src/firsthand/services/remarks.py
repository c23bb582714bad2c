"""What members wrote themselves, looked through for names: data sets leaked in notes, observations, titles, reports.

Which columns that are, the records declare themselves: every text of a member or of the team that hangs below a study.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from firsthand.domain.evidence.redaction.finding import find
from firsthand.domain.evidence.redaction.findings import Finding
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.services.access import found
from firsthand.services.known_names import COLLEAGUE, KnownNames, known_names
from firsthand.services.notes import closed_notes
from firsthand.storage.columns import REMARK, TEAM, Deletable, Owned
from firsthand.storage.notes import NoteRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import StudyRecord

AROUND = 40  # characters
WAYS = ("session_id", "transcript__session_id", "guide_id", "quote__transcript__session_id")
SAID_TWICE = frozenset({"GuideVersionRecord"})  # earlier versions of a text that is looked through as it stands


@dataclass(frozen=True, slots=True)
class Named:
    """One name or number in it."""

    text: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class NamedThere:
    """Something that a member wrote, with the names and numbers in it."""

    record: str  # what was written, such as "quote" or "session"
    column: str
    id: str
    session_id: str | None
    guide_id: str | None
    parts: tuple[tuple[str, bool], ...]  # the words around them and they themselves; whether it is a name
    names: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class RemarksPage:
    """Everything of a study in which a member named somebody."""

    study_id: str
    title: str
    places: tuple[NamedThere, ...]
    texts: int  # how many were looked through


def study_remarks(actor: Actor, study_id: str) -> RemarksPage:
    """Where members named somebody in what they wrote about a study; a fixed number of queries per kind of record."""
    study = found(actor, Action.READ, StudyRecord, study_id)
    sessions = list(SessionRecord.objects.filter(study=study, deleted_at=None).values_list("id", flat=True))
    names = known_names(actor.workspace_id, sessions)
    texts = [one for record in _records() for one in _texts(record, study.id)]
    looked = ((row, column, text, _found(text, names)) for row, column, text in texts)
    places = tuple(_place(row, column, text, some) for row, column, text, some in looked if some)
    return RemarksPage(study.id, study.title, places, len(texts))


def named_in(actor: Actor, session_id: str, text: str) -> tuple[str, ...]:
    """The names and numbers in something that a member is about to keep, for a word of warning."""
    if not text:
        return ()
    session = found(actor, Action.READ, SessionRecord, session_id)
    found_ones = _found(text, known_names(actor.workspace_id, [session.id]))
    return tuple(dict.fromkeys(one.text for one in found_ones))


def named_in_note(actor: Actor, quote_id: str) -> tuple[str, ...]:
    """The names and numbers in the note of a quote."""
    record = found(actor, Action.READ, QuoteRecord, quote_id, "transcript")
    return named_in(actor, record.transcript.session_id, record.note)


def _found(text: str, names: KnownNames) -> tuple[Finding, ...]:
    """All but the names of colleagues, whom every member sees on every page."""
    some = find(text, *names.near.values(), names.everywhere)
    return tuple(one for one in some if not one.reason.endswith(COLLEAGUE) and not one.subject.startswith("mem_"))


def _records() -> Iterator[type[Owned]]:
    """Every kind of record that hangs below a study and holds a member's own words."""
    for record in apps.get_app_config("firsthand").get_models():
        if issubclass(record, Owned) and record.of_study and record.__name__ not in SAID_TWICE and _columns(record):
            yield record


def _columns(record: type[Owned]) -> list[str]:
    return [name for name, text in record.texts.items() if text in (REMARK, TEAM) or record is NoteRecord]


def _texts(record: type[Owned], study_id: str) -> Iterator[tuple[dict[str, Any], str, str]]:
    living = {"deleted_at": None} if issubclass(record, Deletable) else {}
    query = record._default_manager.filter(**{record.of_study: study_id}, **living)
    ways = [way for way in WAYS if _leads(record, way)]
    if record is NoteRecord:  # words of those who do not agree to being quoted are shown nowhere
        query = query.exclude(pk__in=closed_notes(list(NoteRecord.objects.filter(session__study=study_id))))
    for row in query.order_by("pk").values("pk", *_columns(record), *ways).distinct():
        row["record"] = record.__name__.removesuffix("Record").lower()
        for column in _columns(record):
            yield from ((row, column, text) for text in _flat(row[column]))


def _leads(record: type[Owned], way: str) -> bool:
    first, _, _rest = way.removesuffix("_id").partition("__")
    return first in {field.name for field in record._meta.local_fields if field.is_relation}


def _flat(value: object) -> Iterable[str]:
    """The texts in a column: of a list or a mapping, all of them."""
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    inner: Sequence[object] = ()
    if isinstance(value, dict):
        inner = tuple(value.values())
    elif isinstance(value, list):
        inner = value
    return (text for one in inner for text in _flat(one))


def _place(row: dict[str, Any], column: str, text: str, some: Sequence[Finding]) -> NamedThere:
    session_id = row["pk"] if row["record"] == "session" else None
    for way in ("session_id", "transcript__session_id", "quote__transcript__session_id"):
        session_id = session_id or row.get(way)
    return NamedThere(
        record=row["record"],
        column=column,
        id=str(row["pk"]),
        session_id=session_id,
        guide_id=row["pk"] if row["record"] == "guide" else row.get("guide_id"),
        parts=tuple(_parts(text, some)),
        names=tuple(dict.fromkeys(Named(one.text, one.kind.value, one.reason) for one in some)),
    )


def _parts(text: str, some: Sequence[Finding]) -> Iterator[tuple[str, bool]]:
    """The words around each name, long stretches between them shortened."""
    at = 0
    for one in some:
        yield _short(text[at : one.begin], is_first=at == 0), False
        yield one.text, True
        at = one.finish
    behind = text[at:]
    yield behind if len(behind) <= AROUND else f"{behind[:AROUND]}…", False


def _short(text: str, *, is_first: bool) -> str:
    if len(text) <= 2 * AROUND:
        return text
    return f"…{text[-AROUND:]}" if is_first else f"{text[:AROUND]} … {text[-AROUND:]}"
