"""One search over everything that was said, quoted, noted and observed; what may not be read is not found.

The database's index says which rows may match. Each is then compared with the words that the reader is shown: as
corrected, and for those without the right to the original with personal data covered, so that nobody finds out by
searching what is covered or closed.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from firsthand.domain.errors import Invalid
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor
from firsthand.domain.text.searching import Wanted
from firsthand.domain.text.searching import read_search as read_search
from firsthand.services import search_sources as sources
from firsthand.services.access import found, require
from firsthand.services.search_rows import Found as Found
from firsthand.services.search_rows import FoundPart as FoundPart
from firsthand.services.search_rows import Hit as Hit
from firsthand.services.search_rows import SearchFilter as SearchFilter
from firsthand.services.search_rows import Source
from firsthand.services.slices import LIMITS, Cut, no_cursor
from firsthand.storage.participants import CompanyRecord, ParticipantRecord
from firsthand.storage.studies import StudyRecord

FIRST = 5  # of each kind, where none is chosen
SOURCES = {
    Found.TURN: sources.turns,
    Found.QUOTE: sources.quotes,
    Found.NOTE: sources.notes,
    Found.OBSERVATION: sources.observations,
}


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What was found."""

    wanted: Wanted  # the words as they were read
    parts: tuple[FoundPart, ...]  # by kind: the first of each, or a slice of the one that was chosen

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was found."""
        return not any(part.hits for part in self.parts)


def kinds(actor: Actor) -> tuple[Found, ...]:
    """What the actor can find; those who see findings only find quotes."""
    return tuple(Found) if may(actor, Action.READ) else (Found.QUOTE,)


def search(actor: Actor, which: SearchFilter, part: Cut = Cut()) -> SearchResults:  # noqa: B008  (frozen)
    """Everything that has these words, newest first; the same number of queries however much there is.

    Without a kind the first few of each. Any words are a search. Raises NotFound for a study, person or company that
    the actor may not know of, Invalid for a cursor or a limit that won't do.
    """
    require(actor, Action.VIEW)
    if part.limit not in LIMITS:
        raise Invalid(f"A list comes in slices of 1 to 200, not {part.limit}.", where="limit")
    _require_there(actor, which)
    wanted = read_search(which.words)
    chosen = [kind for kind in kinds(actor) if which.kind in (None, kind)]
    if wanted.is_empty:
        return SearchResults(wanted, tuple(FoundPart(kind, (), None) for kind in chosen))
    size = Cut(limit=min(FIRST, part.limit)) if which.kind is None else part
    return SearchResults(wanted, tuple(_slice(SOURCES[kind](actor, wanted, which), size) for kind in chosen))


def _require_there(actor: Actor, which: SearchFilter) -> None:
    if which.study_id:
        found(actor, Action.VIEW, StudyRecord, which.study_id)
    if which.participant_id:
        found(actor, Action.READ, ParticipantRecord, which.participant_id)
    if which.company_id:
        found(actor, Action.READ, CompanyRecord, which.company_id)


def _slice(source: Source, part: Cut) -> FoundPart:
    """Go through what may match until enough of it does.

    It goes on to the end where nothing does, so that a list that is not full never has more behind it.
    """
    hits: list[tuple[str, Hit]] = []
    cursor, step = part.cursor, 2 * part.limit + 1
    while len(hits) <= part.limit:
        rows = _rows(source, cursor, step)
        shown = source.hits(rows) if rows else ()
        hits += [(source.cursor(row), hit) for row, hit in zip(rows, shown, strict=True) if hit]
        if len(rows) < step:
            break
        cursor = source.cursor(rows[-1])
    more = len(hits) > part.limit
    kept = hits[: part.limit]
    return FoundPart(source.kind, tuple(hit for _, hit in kept), kept[-1][0] if more else None)


def _rows(source: Source, cursor: str | None, size: int) -> list[object]:
    try:
        query = source.after(source.rows, cursor) if cursor else source.rows
        return list(query[:size])
    except (ValidationError, ValueError) as error:
        raise no_cursor() from error
